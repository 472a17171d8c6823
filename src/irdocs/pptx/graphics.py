"""Charts, tables, risks and drawings put on a slide."""

from __future__ import annotations

from irdocs.document import nodes
from irdocs.pptx import freeforms
from irdocs.pptx.chart_parts import ChartStyle
from irdocs.pptx.charts import chart_part, risk_part
from irdocs.pptx.freeforms import Box
from irdocs.pptx.inherit import Slot
from irdocs.pptx.pixels import picture_xml
from irdocs.pptx.sheet import DOT, Sheet, xfrm
from irdocs.pptx.slide_plan import BodyItem
from irdocs.pptx.slide_template import frame_of, slide_skeleton
from irdocs.pptx.tables import table_xml
from irdocs.pptx.text import escape
from irdocs.pptx.workbook import workbook

_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_TABLE = "http://schemas.openxmlformats.org/drawingml/2006/table"


def put_graphic(sheet: Sheet, item: BodyItem) -> None:
    slot = item.slot
    box = (slot.x, slot.y, slot.width, slot.height)
    match item.what:
        case nodes.Chart():
            _chart(sheet, item.what, slot, box, item.upright)
        case nodes.Table() | nodes.RiskTable():
            _table(sheet, item)
        case nodes.IconArray():
            _risk(sheet, item.what, slot, box)
        case nodes.FigurePanel():
            _panel(sheet, item.what, box)
        case nodes.Drawing():
            panel = nodes.FigurePanel(drawings=(item.what,), keys=(), alt=item.what.alt)
            _panel(sheet, panel, box)


def _ink(sheet: Sheet, narrow: bool = False) -> ChartStyle:
    scale = sheet.scale
    return ChartStyle(sheet.locale, sheet.language, sheet.ground, 18 * scale, (22 if narrow else 24) * scale)


def _frame(sheet: Sheet, slot: Slot, name: str, alt: str, box: Box, uri: str, inside: str) -> str:
    """A graphic frame. It carries the placeholder's mark, so that the layout still governs it."""
    shape = slide_skeleton(sheet.template, sheet.draft.plan.layout).shapes.get(slot.idx)
    fits = shape is not None and slot.kind in ("obj", "chart", "tbl")
    mark = f"<p:nvPr>{shape.mark}</p:nvPr>" if shape is not None and fits else "<p:nvPr/>"
    shape_id = sheet.new_id()
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="{shape_id}" name="{name} {shape_id}" descr="{escape(alt)}"/>'
        f'<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr>{mark}</p:nvGraphicFramePr>'
        f'{xfrm(box, "p")}<a:graphic><a:graphicData uri="{uri}">{inside}</a:graphicData></a:graphic></p:graphicFrame>'
    )


def _add_chart(sheet: Sheet, part: str, book: bytes) -> str:
    number = sheet.first_chart + len(sheet.charts)
    sheet.charts.append((part, book))
    rel_id = sheet.link("chart", f"../charts/chart{number}.xml")
    return f'<c:chart xmlns:c="{_CHART}" r:id="{rel_id}"/>'


def _chart(sheet: Sheet, chart: nodes.Chart, slot: Slot, box: Box, upright: bool) -> None:
    part, rows = chart_part(chart, _ink(sheet, slot.width < 0.5 * sheet.template.width), upright=upright)
    if chart.kind == "bars" and not upright:
        # Two bars need no more height than their words; what is left stays white, at the foot.
        count = max(len(chart.categories), len(chart.series))
        box = (box[0], box[1], box[2], min(box[3], round((0.9 * count + 0.9) * 914400 * sheet.scale)))
    inside = _add_chart(sheet, part, workbook(rows))
    sheet.shapes.append(_frame(sheet, slot, "Chart", chart.alt, box, _CHART, inside))


def _table(sheet: Sheet, item: BodyItem) -> None:
    assert item.grid is not None
    slot = item.slot
    xml, height = table_xml(
        item.grid,
        *item.rows,
        sheet.template.table_style,
        sheet.language,
        sheet.register,
        frame_of(sheet.template).default_size,
    )
    box = (slot.x, slot.y, slot.width, height)
    sheet.shapes.append(_frame(sheet, slot, "Table", item.grid.alt, box, _TABLE, xml))


def _risk(sheet: Sheet, array: nodes.IconArray, slot: Slot, box: Box) -> None:
    """The marks as two freeforms in a group, and below them the same frequency as an editable stacked bar."""
    shown = array.shown
    bar = round(0.085 * sheet.template.height)
    gap = round(0.015 * sheet.template.height)
    group_id = sheet.new_id()
    names = (array.mark or array.headline, array.rest or array.complement)
    inside, place = freeforms.array_shapes(
        shown.count,
        shown.of,
        array.harm,
        (box[0], box[1], box[2], box[3] - bar - gap),
        sheet.ground,
        sheet.language,
        sheet.new_id,
        names,
    )
    sheet.shapes.append(freeforms.group_xml(group_id, "Icon array", array.alt, place, inside))
    part, rows = risk_part(shown.count, shown.of, names[0], names[1], array.headline, array.harm, _ink(sheet))
    under = (box[0], place[1] + place[3] + gap, place[2] if shown.of != 100 else box[2], bar)
    chart = _add_chart(sheet, part, workbook(rows))
    sheet.shapes.append(_frame(sheet, slot, "Chart", array.alt, under, _CHART, chart))


def _panel(sheet: Sheet, panel: nodes.FigurePanel, box: Box) -> None:
    """One to three drawings side by side in one group, with their numbered dots."""
    group_id = sheet.new_id()
    gap = round(0.02 * sheet.template.width)
    ratios = [drawing.picture.width / drawing.picture.height for drawing in panel.drawings]
    room = box[2] - gap * (len(ratios) - 1)
    height = min(box[3], round(room / sum(ratios)))
    widths = [round(height * ratio) for ratio in ratios]
    x = box[0] + (box[2] - sum(widths) - gap * (len(ratios) - 1)) // 2
    y = box[1] + (box[3] - height) // 2
    if sheet.draft.plan.role == "title":
        y = box[1] + box[3] - height  # the drawing of a cover runs off at the foot
    whole = (x, y, sum(widths) + gap * (len(ratios) - 1), height)
    inside = ""
    for number, (drawing, width) in enumerate(zip(panel.drawings, widths, strict=True)):
        scale = width / drawing.picture.width
        box_of_it = (x, y, width, height)
        pixels = drawing.picture.pixels
        if pixels is not None:
            inside += picture_xml(sheet, pixels, box_of_it, "Picture", drawing.alt)
        else:
            inside += freeforms.picture_shapes(
                drawing.picture, box_of_it, scale, sheet.ground, sheet.language, sheet.new_id
            )
        for key in panel.keys:
            if key.drawing == number:
                size = round(DOT * sheet.scale)
                at = _beside(key, drawing.picture.width, drawing.picture.height, scale, size)
                inside += freeforms.dot_xml(
                    sheet.new_id(), key.number, x + at[0], y + at[1], size, sheet.ground, sheet.language
                )
        x += width + gap
    alt = panel.alt or " ".join(drawing.alt for drawing in panel.drawings)
    sheet.shapes.append(freeforms.group_xml(group_id, "Drawing", alt, whole, inside))


def _beside(key: nodes.Key, width: float, height: float, scale: float, size: int) -> tuple[int, int]:
    """Where a dot goes: beside its anchor, away from the middle of the drawing, and inside the drawing."""
    dx, dy = key.x - width / 2, key.y - height / 2
    length = (dx * dx + dy * dy) ** 0.5
    ux, uy = (dx / length, dy / length) if length else (1.0, 0.0)
    x, y = key.x * scale + ux * size * 0.75, key.y * scale + uy * size * 0.75
    half = size / 2
    x = min(max(x, half), width * scale - half)
    y = min(max(y, half), height * scale - half)
    return round(x), round(y)
