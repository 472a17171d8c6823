"""One slide written: shapes in reading order, decoration behind them, the relationships that they need."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from irdocs.document import nodes
from irdocs.locale import Locale
from irdocs.renderers.pptx import freeforms
from irdocs.renderers.pptx.chart_parts import Ink
from irdocs.renderers.pptx.charts import chart_part, risk_part
from irdocs.renderers.pptx.colours import fill, ground_kind
from irdocs.renderers.pptx.desk import FULL_HEIGHT, SOURCE_SIZE
from irdocs.renderers.pptx.drafts import Draft, Item
from irdocs.renderers.pptx.freeforms import DECORATIVE, Box
from irdocs.renderers.pptx.inherit import EMU_PER_PT, Slot
from irdocs.renderers.pptx.skeleton import frame_of, slide_skeleton
from irdocs.renderers.pptx.tables import table_xml
from irdocs.renderers.pptx.template import Template
from irdocs.renderers.pptx.text import Para, Span, escape, para, paragraph_xml, run_xml, stands, text_body
from irdocs.renderers.pptx.workbook import workbook

_DOT = 9 * 36000
"""Diameter of a numbered dot, in EMU."""
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_TABLE = "http://schemas.openxmlformats.org/drawingml/2006/table"
_NUMBER_FIELD = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"
_WORDS = re.compile(r"<a:t>([^<]*)</a:t>")


@dataclass
class Sheet:
    """A slide while it is written."""

    template: Template
    locale: Locale
    language: str
    draft: Draft
    first_chart: int
    """Number of the next chart part of the deck."""
    background: list[str] = field(default_factory=list)
    shapes: list[str] = field(default_factory=list)
    links: list[tuple[str, str, str]] = field(default_factory=list)
    """Relationships after the first, which is the layout: id, kind, target."""
    charts: list[tuple[str, bytes]] = field(default_factory=list)
    """Chart parts with their workbooks."""
    ids: int = 1

    def new_id(self) -> int:
        """A shape id that no other shape of the slide has."""
        self.ids += 1
        return self.ids

    @property
    def scale(self) -> float:
        """Sizes are told for a 7.5 in high slide."""
        return self.template.height / FULL_HEIGHT

    @property
    def ground(self) -> str:
        """The table of colours for this slide."""
        layout = self.draft.plan.layout
        return ground_kind(layout.dark, layout.dark_master)

    def link(self, kind: str, target: str) -> str:
        """Give the id of a relationship, the same for the same target."""
        for rel_id, known, place in self.links:
            if (known, place) == (kind, target):
                return rel_id
        rel_id = f"rId{len(self.links) + 2}"
        self.links.append((rel_id, kind, target))
        return rel_id

    def register(self, address: str) -> str:
        """Give the id of a link to an address."""
        return self.link("hyperlink", address)


def write_slide(sheet: Sheet, footer: str, number: int, notes_target: str) -> str:
    """Write the slide's part. ``notes_target`` is "" for a slide without notes."""
    draft = sheet.draft
    skeleton = slide_skeleton(sheet.template, draft.plan.layout)
    if notes_target:
        sheet.link("notesSlide", notes_target)
    _text(sheet, draft.plan.slots["title"], [para(draft.title)])
    left_first = sorted(
        [(slot.y > _foot(draft), slot.x, 0, at) for at, (slot, _) in enumerate(draft.texts)]
        + [(item.slot.y > _foot(draft), item.slot.x, 1, at) for at, item in enumerate(draft.graphics)]
    )
    for *_, kind, at in left_first if draft.art != "steps" else _graphics_first(draft):
        if kind:
            _graphic(sheet, draft.graphics[at])
        else:
            if draft.art == "steps":
                _step_dot(sheet, at)
            _text(sheet, *draft.texts[at])
    _art(sheet)
    if draft.source:
        _source(sheet, draft)
    _furniture(sheet, footer, number)
    return skeleton.head + "".join(sheet.background) + "".join(sheet.shapes) + skeleton.tail


def _foot(draft: Draft) -> float:
    """What starts below this is read after what stands above it."""
    heights = [slot.y for slot, _ in draft.texts] + [item.slot.y for item in draft.graphics]
    top = min(heights, default=0)
    lowest = max([slot.y + slot.height for slot, _ in draft.texts] + [item.slot.y + item.slot.height
                                                                      for item in draft.graphics], default=0)
    return top + 0.6 * (lowest - top)


def _graphics_first(draft: Draft) -> list[tuple[int, int]]:
    return [(1, at) for at in range(len(draft.graphics))] + [(0, at) for at in range(len(draft.texts))]


def words_in(xml: str) -> int:
    """Words on a slide or notes page, for the properties."""
    return sum(len(text.split()) for text in _WORDS.findall(xml))


# --- text -------------------------------------------------------------------------------------------------------------


def _xfrm(box: Box, tag: str = "a") -> str:
    x, y, width, height = box
    return f'<{tag}:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></{tag}:xfrm>'


def _text(sheet: Sheet, slot: Slot, items: Sequence[Para]) -> None:
    if slot.idx < 0:
        sheet.shapes.append(_text_box(sheet, slot, items))
        return
    layout = sheet.draft.plan.layout
    shape = slide_skeleton(sheet.template, layout).shapes.get(slot.idx)
    if shape is None:
        sheet.shapes.append(_text_box(sheet, slot, items))
        return
    own = next(one for one in layout.slots if one.idx == slot.idx and one.kind == slot.kind)
    moved = (slot.x, slot.y, slot.width, slot.height) != (own.x, own.y, own.width, own.height)
    box = _xfrm((slot.x, slot.y, slot.width, slot.height)) if moved else ""
    body = text_body(items, slot.levels, sheet.language, sheet.register)
    xml = shape.filled(sheet.new_id(), body, box)
    if slot.levels[0].scale != own.levels[0].scale:
        fit = f'<a:bodyPr><a:normAutofit fontScale="{round(slot.levels[0].scale * 100000)}"/></a:bodyPr>'
        xml = xml.replace("<a:bodyPr/>", fit, 1)
    sheet.shapes.append(xml)


def _text_box(sheet: Sheet, slot: Slot, items: Sequence[Para]) -> str:
    """The last resort: a text box, which has to say its sizes itself."""
    paragraphs = []
    for item in items:
        level = slot.levels[min(item.level, len(slot.levels) - 1)]
        bare = replace(item, level=0, bullet=item.bullet if item.bullet is not None else level.bullet)
        text = paragraph_xml(replace(bare, spans=()), (replace(level, bullet="?"),), sheet.language)
        runs = "".join(
            run_xml(span, sheet.language, sheet.register, round(level.size * 100)) for span in item.spans if span.text
        )
        end = f'<a:endParaRPr lang="{sheet.language}"/>'
        paragraphs.append(text.replace(end, runs + end))
    shape_id = sheet.new_id()
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{shape_id}" name="{escape(slot.name)} {shape_id}"/><p:cNvSpPr txBox="1"/><p:nvPr/>'
        f"</p:nvSpPr><p:spPr>{_xfrm((slot.x, slot.y, slot.width, slot.height))}"
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr><p:txBody><a:bodyPr wrap="square" lIns="0" '
        f'tIns="0" rIns="0" bIns="0"><a:noAutofit/></a:bodyPr><a:lstStyle/>{"".join(paragraphs)}</p:txBody></p:sp>'
    )


def _source(sheet: Sheet, draft: Draft) -> None:
    item = Para(draft.source)
    slot = draft.plan.slots.get("source")
    if slot is not None:
        _text(sheet, slot, [replace(item, bullet="" if slot.levels[0].bullet else None)])
        return
    size = round(SOURCE_SIZE * sheet.scale * 100)
    runs = "".join(run_xml(span, sheet.language, sheet.register, size) for span in item.spans if span.text)
    shape_id = sheet.new_id()
    sheet.shapes.append(
        f'<p:sp><p:nvSpPr><p:cNvPr id="{shape_id}" name="Source {shape_id}"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr>{_xfrm(draft.source_box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
        '</p:spPr><p:txBody><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"><a:noAutofit/>'
        f'</a:bodyPr><a:lstStyle/><a:p>{runs}<a:endParaRPr lang="{sheet.language}"/></a:p></p:txBody></p:sp>'
    )


def _furniture(sheet: Sheet, footer: str, number: int) -> None:
    """Footer and number last: they are read last."""
    layout = sheet.draft.plan.layout
    shapes = slide_skeleton(sheet.template, layout).shapes
    foot, place = layout.furniture("ftr"), layout.furniture("sldNum")
    end = f'<a:endParaRPr lang="{sheet.language}"/>'
    if footer and foot is not None and foot.idx in shapes:
        body = f"<a:p>{run_xml(Span(footer), sheet.language)}{end}</a:p>"
        sheet.shapes.append(shapes[foot.idx].filled(sheet.new_id(), body))
    elif footer:
        _footer_box(sheet, footer)
    # The drawing of a cover runs off at the foot, where the number would lie on it: a cover needs none.
    covered = _has_cover_drawing(sheet.draft)
    if place is not None and place.idx in shapes and not covered:
        body = (
            f'<a:p><a:fld id="{_NUMBER_FIELD}" type="slidenum"><a:rPr lang="{sheet.language}"/><a:t>{number}</a:t></a:fld>'
            f"{end}</a:p>"
        )
        sheet.shapes.append(shapes[place.idx].filled(sheet.new_id(), body))


def _has_cover_drawing(draft: Draft) -> bool:
    """Whether a slide is a cover with a drawing."""
    return draft.plan.role == "title" and bool(draft.graphics)


def _footer_box(sheet: Sheet, footer: str) -> None:
    """A template without a footer still has to show the draft mark: one text box at the bottom left."""
    size = round(SOURCE_SIZE * sheet.scale * 100)
    height = round(SOURCE_SIZE * 1.5 * sheet.scale * EMU_PER_PT)
    x, _, width, _ = sheet.template.body_area
    shape_id = sheet.new_id()
    sheet.shapes.append(
        f'<p:sp><p:nvSpPr><p:cNvPr id="{shape_id}" name="Footer {shape_id}"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr>{_xfrm((x, sheet.template.height - height - height // 3, round(width * 0.8), height))}'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr><p:txBody><a:bodyPr wrap="square" lIns="0" '
        'tIns="0" rIns="0" bIns="0"><a:noAutofit/></a:bodyPr><a:lstStyle/>'
        f"<a:p>{run_xml(Span(footer), sheet.language, None, size)}"
        f'<a:endParaRPr lang="{sheet.language}"/></a:p></p:txBody></p:sp>'
    )


# --- graphics ---------------------------------------------------------------------------------------------------------


def _graphic(sheet: Sheet, item: Item) -> None:
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


def _ink(sheet: Sheet, narrow: bool = False) -> Ink:
    scale = sheet.scale
    return Ink(sheet.locale, sheet.language, sheet.ground, 18 * scale, (22 if narrow else 24) * scale)


def _frame(sheet: Sheet, slot: Slot, name: str, alt: str, box: Box, uri: str, inside: str) -> str:
    """A graphic frame. It carries the placeholder's mark, so that the layout still governs it."""
    shape = slide_skeleton(sheet.template, sheet.draft.plan.layout).shapes.get(slot.idx)
    fits = shape is not None and slot.kind in ("obj", "chart", "tbl")
    mark = f"<p:nvPr>{shape.mark}</p:nvPr>" if shape is not None and fits else "<p:nvPr/>"
    shape_id = sheet.new_id()
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="{shape_id}" name="{name} {shape_id}" descr="{escape(alt)}"/>'
        f'<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr>{mark}</p:nvGraphicFramePr>'
        f'{_xfrm(box, "p")}<a:graphic><a:graphicData uri="{uri}">{inside}</a:graphicData></a:graphic></p:graphicFrame>'
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


def _table(sheet: Sheet, item: Item) -> None:
    assert item.grid is not None
    slot = item.slot
    xml, height = table_xml(
        item.grid, *item.rows, sheet.template.table_style, sheet.language, sheet.register,
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
        shown.count, shown.of, array.harm, (box[0], box[1], box[2], box[3] - bar - gap), sheet.ground, sheet.language,
        sheet.new_id, names,
    )
    sheet.shapes.append(freeforms.group_xml(group_id, "Icon array", array.alt, place, inside))
    part, rows = risk_part(
        shown.count, shown.of, names[0], names[1], array.headline, array.harm, _ink(sheet)
    )
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
        inside += freeforms.picture_shapes(
            drawing.picture, (x, y, width, height), scale, sheet.ground, sheet.language, sheet.new_id
        )
        for key in panel.keys:
            if key.drawing == number:
                size = round(_DOT * sheet.scale)
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


# --- decoration -------------------------------------------------------------------------------------------------------


def _art(sheet: Sheet) -> None:
    draft = sheet.draft
    if draft.art == "steps":
        _step_line(sheet)
        return
    slot = draft.art_slot
    items = next((items for place, items in draft.texts if place is slot), ())
    if slot is None or not items:
        return
    placed = stands(items, slot)
    # A row is an option with its reason, or a point with what belongs to it.
    rows: list[list[int]] = []
    for at, item in enumerate(items):
        if draft.art == "options" and slot.levels[item.level].bullet == "" and not item.glued:
            continue  # the stem above the options
        if item.glued and rows:
            rows[-1].append(at)
        else:
            rows.append([at])
    for row in rows:
        top = placed[row[0]].top
        bottom = placed[row[-1]].top + placed[row[-1]].height
        if draft.art == "options":
            right = any(span.bold for span in items[row[0]].spans) and draft.slide.role == "answer"
            _option_box(sheet, slot, top, bottom, right)
        elif draft.art == "rules":
            _rule(sheet, slot, top - 20)
        elif draft.art == "keys" and items[row[0]].spans and items[row[0]].spans[0].bold:
            _key_ring(sheet, slot, top, slot.levels[0].leading)
    if draft.art == "rules" and rows and placed[-1].top + placed[-1].height + 20 < slot.text_height:
        _rule(sheet, slot, placed[-1].top + placed[-1].height + 20)


def _emu(points: float) -> int:
    return round(points * EMU_PER_PT)


def _decoration(sheet: Sheet, name: str, box: Box, shape: str, paint: str) -> None:
    shape_id = sheet.new_id()
    sheet.background.append(
        f'<p:sp><p:nvSpPr><p:cNvPr id="{shape_id}" name="{name} {shape_id}" descr="">{DECORATIVE}</p:cNvPr><p:cNvSpPr/>'
        f'<p:nvPr/></p:nvSpPr><p:spPr>{_xfrm(box)}<a:prstGeom prst="{shape}"><a:avLst/></a:prstGeom>{paint}</p:spPr>'
        f'<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="{sheet.language}"/></a:p></p:txBody></p:sp>'
    )


def _line(sheet: Sheet, token: str, width: float) -> str:
    return f'<a:ln w="{_emu(width)}">{fill(token, sheet.ground)}</a:ln>'


def _option_box(sheet: Sheet, slot: Slot, top: float, bottom: float, right: bool) -> None:
    pad = 6.0
    x, y = slot.x + slot.insets[0], slot.y + slot.insets[1] + _emu(top - pad)
    box = (x, y, _emu(slot.text_width), _emu(bottom - top + 2 * pad))
    inside = fill("mist", sheet.ground) if right else "<a:noFill/>"
    line = _line(sheet, "petrol" if right else "grey4", 2.5 if right else 1.25)
    _decoration(sheet, "Option", box, "rect", inside + line)
    if right:
        _tick(sheet, (x + box[2] - _emu(40), y + box[3] // 2 - _emu(13), _emu(26), _emu(26)))


def _tick(sheet: Sheet, box: Box) -> None:
    """A tick in a disc: the right answer is told by shape, not by colour alone. The title says it in words."""
    _decoration(sheet, "Right answer", box, "ellipse", fill("petrol", sheet.ground) + "<a:ln><a:noFill/></a:ln>")
    x, y, width, height = box
    path = "".join(
        f'<a:{tag}><a:pt x="{px}" y="{py}"/></a:{tag}>'
        for tag, px, py in (("moveTo", 0, 45), ("lnTo", 35, 80), ("lnTo", 100, 0))
    )
    inner = (x + round(width * 0.27), y + round(height * 0.33), round(width * 0.46), round(height * 0.36))
    shape_id = sheet.new_id()
    mark = freeforms.freeform(
        shape_id, f"Tick {shape_id}", inner, path, (100, 80),
        f'<a:noFill/><a:ln w="{_emu(3)}" cap="rnd">{fill("white", sheet.ground)}<a:round/></a:ln>', sheet.language,
    )
    sheet.background.append(
        mark.replace(f'name="Tick {shape_id}"/>', f'name="Tick {shape_id}" descr="">{DECORATIVE}</p:cNvPr>', 1)
    )


def _rule(sheet: Sheet, slot: Slot, y: float) -> None:
    box = (slot.x, slot.y + slot.insets[1] + _emu(y), slot.width, 0)
    shape_id = sheet.new_id()
    sheet.background.append(
        f'<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="{shape_id}" name="Rule {shape_id}" descr="">{DECORATIVE}</p:cNvPr>'
        f"<p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr><p:spPr>{_xfrm(box)}<a:prstGeom prst=\"line\"><a:avLst/></a:prstGeom>"
        f"{_line(sheet, 'grey4', 1.25)}</p:spPr></p:cxnSp>"
    )


def _key_ring(sheet: Sheet, slot: Slot, top: float, leading: float) -> None:
    """A ring around the number of a key, as on the drawing."""
    size = _emu(26)
    level = slot.levels[0]
    # The number starts where the hanging indent does; a digit of the face is 0.556 em wide.
    middle = _emu(level.margin + level.indent + 0.556 * level.size / 2)
    x = slot.x + slot.insets[0] + middle - size // 2
    y = slot.y + slot.insets[1] + _emu(top + leading / 2) - size // 2
    _decoration(sheet, "Ring", (x, y, size, size), "ellipse", "<a:noFill/>" + _line(sheet, "petrol", 2))


def _step_line(sheet: Sheet) -> None:
    """The route line between drawings and steps."""
    places = [slot for slot, _ in sheet.draft.texts]
    last = places[-1].x + places[-1].width
    box = (places[0].x, _step_height(sheet), last - places[0].x, 0)
    shape_id = sheet.new_id()
    sheet.background.append(
        f'<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="{shape_id}" name="Route line" descr="">{DECORATIVE}</p:cNvPr><p:cNvCxnSpPr/>'
        f'<p:nvPr/></p:nvCxnSpPr><p:spPr>{_xfrm(box)}<a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
        f"{_line(sheet, 'route', 1.5)}</p:spPr></p:cxnSp>"
    )


def _step_height(sheet: Sheet) -> int:
    return sheet.draft.texts[0][0].y - round(_DOT * sheet.scale * 0.8)


def _step_dot(sheet: Sheet, at: int) -> None:
    """The numbered dot over a step, read right before its words."""
    steps = [step for block in sheet.draft.slide.children if isinstance(block, nodes.SlideSteps) for step in block.steps]
    part, parts = sheet.draft.part
    step = steps[(part - 1) * -(-len(steps) // parts) + at]
    size = round(_DOT * sheet.scale)
    x = sheet.draft.texts[at][0].x + size // 2
    sheet.shapes.append(
        freeforms.dot_xml(sheet.new_id(), step.number, x, _step_height(sheet), size, sheet.ground, sheet.language)
    )


def section_id(deck: str, name: str) -> str:
    """The id of a section: the same for the same deck and name."""
    return "{" + str(uuid.uuid5(uuid.NAMESPACE_URL, f"irdocs:{deck}:{name}")).upper() + "}"
