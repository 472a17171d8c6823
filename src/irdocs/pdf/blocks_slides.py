"""Handlers of slides on paper: a handout sets each slide as a panel from the same tree, never as a picture of it.

The edition of the theme says how: `handout-notes` (the slide, then the talk), `handout-three` (the slide beside lines to
write on), `handout-six` (slides in two columns, no talk).
"""

from dataclasses import replace

from irdocs.document import nodes
from irdocs.pdf.arrange import ColumnBox, Columns, Painting, PanelBox, Stack
from irdocs.pdf.blocks_panels import stacked
from irdocs.pdf.blocks_text import Titled, list_label, section
from irdocs.pdf.canvas import Canvas
from irdocs.pdf.pager import MM, Flowable, PagerItem
from irdocs.pdf.structure import Elem, list_attributes
from irdocs.pdf.typesetter import Typesetter

PADDING = (3 * MM, 4 * MM, 3 * MM, 4 * MM)
LINE_PITCH = 8 * MM
WIDE = (nodes.Table, nodes.RiskTable, nodes.ReferenceList)
"""What may be longer than a page: it flows between the panels, with its own repeated head."""


def slide(node: nodes.Slide, setter: Typesetter, parent: Elem) -> list[PagerItem]:
    """A slide: a panel with its headline and evidence, then what the edition adds."""
    if node.role == "title":
        lead = next((child.line for child in node.children if isinstance(child, nodes.Paragraph)), ())
        title = nodes.TitleBlock(title=node.title, lead=lead, draft=setter.document.draft, at=node.at)
        return setter.items([title], parent)
    element = Elem("Sect", parent)
    flows = [child for child in node.children if isinstance(child, WIDE)]
    edition = setter.theme.edition
    whole = setter.theme.page.wide_mm
    share = 1.0 if edition == "handout-notes" or flows else 0.62
    panel = _panel(node, _narrowed(setter, whole * share), element)
    made: list[PagerItem]
    if edition == "handout-three" and not flows:
        lines = _lines(max(3, round(panel.wrap(whole * share * MM) / LINE_PITCH)), setter)
        content: Flowable = Columns([ColumnBox(share, panel), ColumnBox(1 - share, lines)], gap=6 * MM)
        made = [PagerItem(content, wide=True, before=4 * MM, after=4 * MM, at=node.at)]
    else:
        made = [PagerItem(panel, wide=True, before=4 * MM, after=3 * MM, keep_next=bool(flows), at=node.at)]
        made += setter.items(flows, element)
    if edition == "handout-notes" and node.notes is not None:
        made += setter.inside("panel").items(node.notes.children, element)
    return made


def part(node: nodes.Section, setter: Typesetter, parent: Elem) -> list[PagerItem]:
    """A part with a heading; its slides stand in two columns where six go to a page."""
    slides = [child for child in node.children if isinstance(child, nodes.Slide)]
    if slides and slides[0].role == "title":  # the title of the document comes before the heading of its first part
        rest = tuple(child for child in node.children if child is not slides[0])
        return [*slide(slides[0], setter, parent), *part(replace(node, children=rest), setter, parent)]
    if not slides or setter.theme.edition != "handout-six":
        return section(node, setter, parent)
    rest = tuple(child for child in node.children if not isinstance(child, nodes.Slide))
    element = Elem("Sect", parent)
    return [*section(replace(node, children=rest), setter, element), *_pairs(slides, setter, element)]


def _pairs(slides: list[nodes.Slide], setter: Typesetter, parent: Elem) -> list[PagerItem]:
    """Slides in two columns: the edition with six to a page."""
    half = _narrowed(setter, (setter.theme.page.wide_mm - 6) / 2)
    made: list[PagerItem] = []
    waiting: list[PanelBox] = []

    def close() -> None:
        if waiting:
            row = [ColumnBox(1, panel) for panel in waiting] + [ColumnBox(1, Stack([]))] * (2 - len(waiting))
            made.append(PagerItem(Columns(row, gap=6 * MM), wide=True, before=4 * MM, after=4 * MM, at=slides[0].at))
            waiting.clear()

    for node in slides:
        if node.role == "title" or any(isinstance(child, WIDE) for child in node.children):
            close()
            made += slide(node, setter, parent)
            continue
        waiting.append(_panel(node, half, Elem("Sect", parent)))
        if len(waiting) == 2:
            close()
    close()
    return made


def _narrowed(setter: Typesetter, width_mm: float) -> Typesetter:
    """Give a setter for a panel: pictures and tables inside measure themselves by its page."""
    inner = width_mm - (PADDING[1] + PADDING[3]) / MM
    page = replace(setter.theme.page, wide_left_mm=0.0, text_left_mm=0.0, right_mm=inner, route_x_mm=None)
    return replace(setter, theme=replace(setter.theme, page=page), body="panel")


def _panel(node: nodes.Slide, setter: Typesetter, element: Elem) -> PanelBox:
    look = setter.look("h3")
    words = setter.paragraph(node.title, look, Elem("H3", element), node.at, hold_last=True)
    rows: list[tuple[float, Flowable]] = [(0, Titled(words, nodes.words(node.title), 2))]
    children = [child for child in node.children if not isinstance(child, WIDE)]
    rows += stacked(setter, setter.items(children, element), first=2 * MM)
    if node.source:
        source = setter.paragraph(node.source, setter.look("caption"), Elem("P", element), node.at)
        rows.append((2 * MM, source))
    return PanelBox(Stack(rows), PADDING, stroke="petrol", line=0.8, radius=1.4 * MM)


def _lines(count: int, setter: Typesetter) -> Painting:
    def paint(canvas: Canvas, x: float, y: float, width: float) -> None:
        with canvas.artifact():
            for number in range(1, count + 1):
                canvas.rule(x, y + number * LINE_PITCH, x + width, y + number * LINE_PITCH, "grey4", 0.7)

    return Painting(count * LINE_PITCH, paint)


def options(node: nodes.Options, setter: Typesetter, parent: Elem) -> list[PagerItem]:
    """The options of a question; the key is marked in words and weight, with its reason below."""
    look = setter.look(setter.body)
    element = Elem("L", parent, attributes=list_attributes("bullet"))
    made: list[PagerItem] = []
    for option in node.options:
        item = Elem("LI", element)
        indent, label = list_label("bullet", 0, look, Elem("Lbl", item))
        body = Elem("LBody", item)
        lead = nodes.Strong(line=(nodes.Text(text=f"{option.letter}. "),))
        chosen = node.answered and option.correct
        line: nodes.Line = (lead, nodes.Strong(line=option.line)) if chosen else (lead, *option.line)
        if node.answered and option.reason:
            line = (*line, nodes.Text(text=". "), *option.reason)
        words = setter.paragraph(line, look, Elem("P", body), option.at, indent=indent, label=label)
        made.append(PagerItem(words, after=look.leading_pt * 0.2, at=option.at))
    return made


def column(node: nodes.Column, setter: Typesetter, parent: Elem) -> list[PagerItem]:
    """A column of a slide: on paper, one below the other."""
    look = setter.look("stage")
    heading = setter.paragraph(node.heading, look, Elem("P", parent), node.at)
    return [PagerItem(heading, keep_next=True, at=node.at), *setter.items(node.children, parent)]


def slide_steps(node: nodes.SlideSteps, setter: Typesetter, parent: Elem) -> list[PagerItem]:
    """Steps of the technique: a numbered list."""
    gap = nodes.Text(text=" ")
    items = tuple(
        nodes.ListItem(line=(nodes.Strong(line=step.title), *((gap, *step.line) if step.line else ())), at=step.at)
        for step in node.steps
    )
    return setter.items([nodes.List(kind="number", items=items, at=node.at)], parent)
