"""Decoration behind the words of a slide, placed by the lines that they take; all of it marked as decoration."""

from __future__ import annotations

from collections.abc import Sequence

from irdocs.document import nodes
from irdocs.pptx import freeforms
from irdocs.pptx.colours import fill
from irdocs.pptx.freeforms import DECORATIVE, Box
from irdocs.pptx.inherit import EMU_PER_PT, Slot
from irdocs.pptx.sheet import DOT, Sheet, xfrm
from irdocs.pptx.text import Para, stands


def put_art(sheet: Sheet) -> None:
    draft = sheet.draft
    if draft.art == "steps":
        _step_line(sheet)
        return
    slot = draft.art_slot
    items = next((items for place, items in draft.texts if place is slot), ())
    if slot is None or not items:
        return
    placed = stands(items, slot)
    rows = [
        (items[row[0]], placed[row[0]].top, placed[row[-1]].top + placed[row[-1]].height)
        for row in _rows(draft.art, items, slot)
    ]
    if draft.art == "options":
        for first, top, bottom in rows:
            right = any(span.bold for span in first.spans) and draft.slide.role == "answer"
            _option_box(sheet, slot, top, bottom, right)
    elif draft.art == "rules":
        _rules(sheet, slot, [top for _, top, _ in rows], placed[-1].top + placed[-1].height)
    elif draft.art == "keys":
        for first, top, _ in rows:
            if first.spans and first.spans[0].bold:
                _key_ring(sheet, slot, top, slot.levels[0].leading)


def _rows(art: str, items: Sequence[Para], slot: Slot) -> list[list[int]]:
    """Group items into rows: an option with its reason, or a point with what belongs to it."""
    rows: list[list[int]] = []
    for at, item in enumerate(items):
        if art == "options" and slot.levels[item.level].bullet == "" and not item.glued:
            continue  # the stem above the options
        if item.glued and rows:
            rows[-1].append(at)
        else:
            rows.append([at])
    return rows


def _rules(sheet: Sheet, slot: Slot, tops: Sequence[float], end: float) -> None:
    """A line above each row, and one below the last where there is room for it."""
    for top in tops:
        _rule(sheet, slot, top - 20)
    if tops and end + 20 < slot.text_height:
        _rule(sheet, slot, end + 20)


def _emu(points: float) -> int:
    return round(points * EMU_PER_PT)


def _line(sheet: Sheet, token: str, width: float) -> str:
    return f'<a:ln w="{_emu(width)}">{fill(token, sheet.ground)}</a:ln>'


def _option_box(sheet: Sheet, slot: Slot, top: float, bottom: float, right: bool) -> None:
    pad = 6.0
    x, y = slot.x + slot.insets[0], slot.y + slot.insets[1] + _emu(top - pad)
    box = (x, y, _emu(slot.text_width), _emu(bottom - top + 2 * pad))
    inside = fill("mist", sheet.ground) if right else "<a:noFill/>"
    line = _line(sheet, "petrol" if right else "grey4", 2.5 if right else 1.25)
    sheet.decorate("Option", box, "rect", inside + line)
    if right:
        _tick(sheet, (x + box[2] - _emu(40), y + box[3] // 2 - _emu(13), _emu(26), _emu(26)))


def _tick(sheet: Sheet, box: Box) -> None:
    """A tick in a disc: the right answer is told by shape, not by colour alone. The title says it in words."""
    sheet.decorate("Right answer", box, "ellipse", fill("petrol", sheet.ground) + "<a:ln><a:noFill/></a:ln>")
    x, y, width, height = box
    path = "".join(
        f'<a:{tag}><a:pt x="{px}" y="{py}"/></a:{tag}>'
        for tag, px, py in (("moveTo", 0, 45), ("lnTo", 35, 80), ("lnTo", 100, 0))
    )
    inner = (x + round(width * 0.27), y + round(height * 0.33), round(width * 0.46), round(height * 0.36))
    shape_id = sheet.new_id()
    mark = freeforms.freeform(
        shape_id,
        f"Tick {shape_id}",
        inner,
        path,
        (100, 80),
        f'<a:noFill/><a:ln w="{_emu(3)}" cap="rnd">{fill("white", sheet.ground)}<a:round/></a:ln>',
        sheet.language,
        decorative=True,
    )
    sheet.background.append(mark)


def _rule(sheet: Sheet, slot: Slot, y: float) -> None:
    box = (slot.x, slot.y + slot.insets[1] + _emu(y), slot.width, 0)
    shape_id = sheet.new_id()
    sheet.background.append(
        f'<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="{shape_id}" name="Rule {shape_id}" descr="">{DECORATIVE}</p:cNvPr>'
        f'<p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr><p:spPr>{xfrm(box)}<a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
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
    sheet.decorate("Ring", (x, y, size, size), "ellipse", "<a:noFill/>" + _line(sheet, "petrol", 2))


def _step_line(sheet: Sheet) -> None:
    """The route line between drawings and steps."""
    places = [slot for slot, _ in sheet.draft.texts]
    last = places[-1].x + places[-1].width
    box = (places[0].x, _step_height(sheet), last - places[0].x, 0)
    shape_id = sheet.new_id()
    sheet.background.append(
        f'<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="{shape_id}" name="Route line" descr="">{DECORATIVE}</p:cNvPr><p:cNvCxnSpPr/>'
        f'<p:nvPr/></p:nvCxnSpPr><p:spPr>{xfrm(box)}<a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
        f"{_line(sheet, 'route', 1.5)}</p:spPr></p:cxnSp>"
    )


def _step_height(sheet: Sheet) -> int:
    return sheet.draft.texts[0][0].y - round(DOT * sheet.scale * 0.8)


def put_step_dot(sheet: Sheet, at: int) -> None:
    """The numbered dot over a step, read right before its words."""
    steps = [
        step for block in sheet.draft.slide.children if isinstance(block, nodes.SlideSteps) for step in block.steps
    ]
    part, parts = sheet.draft.part
    step = steps[(part - 1) * -(-len(steps) // parts) + at]
    size = round(DOT * sheet.scale)
    x = sheet.draft.texts[at][0].x + size // 2
    sheet.shapes.append(
        freeforms.dot_xml(sheet.new_id(), step.number, x, _step_height(sheet), size, sheet.ground, sheet.language)
    )
