"""The handlers of the PDF writer: one for each element that can stand on paper."""

from irdocs.document import nodes
from irdocs.pdf.blocks_charts import chart
from irdocs.pdf.blocks_cover import cover
from irdocs.pdf.blocks_easy import easy_row
from irdocs.pdf.blocks_panels import (
    choices,
    day_steps,
    drawing,
    figure_panel,
    glance,
    notice,
    notices,
    recovery,
)
from irdocs.pdf.blocks_risk import benefit, risk_figures, risk_table
from irdocs.pdf.blocks_safety import (
    contact_block,
    control_block,
    questions_to_ask,
    safety_net,
    writing_lines,
)
from irdocs.pdf.blocks_slides import column, options, part, slide, slide_steps
from irdocs.pdf.blocks_tables import table
from irdocs.pdf.blocks_text import heading, lists, masthead, paragraph, reference_list, title_block
from irdocs.pdf.pager import PagerItem
from irdocs.pdf.structure import Elem
from irdocs.pdf.typesetter import Handler, Typesetter


def panel(node: nodes.Panel, setter: Typesetter, parent: Elem) -> list[PagerItem]:
    """A panel of a folded leaflet, where it is set as a run of pages: what stands on it."""
    return setter.items(node.children, parent)


HANDLERS: dict[type, Handler] = {
    nodes.Masthead: masthead,
    nodes.TitleBlock: title_block,
    nodes.Cover: cover,
    nodes.Panel: panel,
    nodes.Section: part,
    nodes.Heading: heading,
    nodes.Paragraph: paragraph,
    nodes.List: lists,
    nodes.Table: table,
    nodes.Glance: glance,
    nodes.Drawing: drawing,
    nodes.FigurePanel: figure_panel,
    nodes.IconArray: benefit,
    nodes.RiskFigures: risk_figures,
    nodes.RiskTable: risk_table,
    nodes.Chart: chart,
    nodes.DaySteps: day_steps,
    nodes.Recovery: recovery,
    nodes.SafetyNet: safety_net,
    nodes.Notice: notice,
    nodes.Notices: notices,
    nodes.Choices: choices,
    nodes.QuestionsToAsk: questions_to_ask,
    nodes.WritingLines: writing_lines,
    nodes.ContactBlock: contact_block,
    nodes.ControlBlock: control_block,
    nodes.ReferenceList: reference_list,
    nodes.EasyRow: easy_row,
    nodes.Slide: slide,
    nodes.Options: options,
    nodes.Column: column,
    nodes.SlideSteps: slide_steps,
}
