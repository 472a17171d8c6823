"""One slide written: words in their placeholders, shapes in reading order, footer and number last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from irdocs.pptx.decoration import put_art, put_step_dot
from irdocs.pptx.graphics import put_graphic
from irdocs.pptx.inherit import EMU_PER_PT, Slot
from irdocs.pptx.sheet import Sheet, xfrm
from irdocs.pptx.slide_plan import SlidePlan
from irdocs.pptx.slide_planner import SOURCE_SIZE
from irdocs.pptx.slide_template import slide_skeleton
from irdocs.pptx.text import Para, TextRun, escape, free_paragraph_xml, para, run_xml, text_body

_NUMBER_FIELD = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"


def write_slide(sheet: Sheet, footer: str, number: int, notes_target: str) -> str:
    """Write the slide's part. ``notes_target`` is "" for a slide without notes."""
    draft = sheet.draft
    skeleton = slide_skeleton(sheet.template, draft.plan.layout)
    if notes_target:
        sheet.link("notesSlide", notes_target)
    ahead, sheet.shapes = sheet.shapes, []
    _text(sheet, draft.plan.slots["title"], [para(draft.title)])
    left_first = sorted(
        [(slot.y > _foot(draft), slot.x, 0, at) for at, (slot, _) in enumerate(draft.texts)]
        + [(item.slot.y > _foot(draft), item.slot.x, 1, at) for at, item in enumerate(draft.graphics)]
    )
    for *_, kind, at in left_first if draft.art != "steps" else _graphics_first(draft):
        if kind:
            put_graphic(sheet, draft.graphics[at])
        else:
            if draft.art == "steps":
                put_step_dot(sheet, at)
            _text(sheet, *draft.texts[at])
    sheet.shapes += ahead  # the logo, read after the words of the cover
    put_art(sheet)
    if draft.source:
        _source(sheet, draft)
    _furniture(sheet, footer, number)
    return skeleton.head + "".join(sheet.background) + "".join(sheet.shapes) + skeleton.tail


def _foot(draft: SlidePlan) -> float:
    """What starts below this is read after what stands above it."""
    heights = [slot.y for slot, _ in draft.texts] + [item.slot.y for item in draft.graphics]
    top = min(heights, default=0)
    lowest = max(
        [slot.y + slot.height for slot, _ in draft.texts] + [item.slot.y + item.slot.height for item in draft.graphics],
        default=0,
    )
    return top + 0.6 * (lowest - top)


def _graphics_first(draft: SlidePlan) -> list[tuple[int, int]]:
    return [(1, at) for at in range(len(draft.graphics))] + [(0, at) for at in range(len(draft.texts))]


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
    box = xfrm((slot.x, slot.y, slot.width, slot.height)) if moved else ""
    body = text_body(items, slot.levels, sheet.language, sheet.register)
    scale = slot.levels[0].scale
    fit = f'<a:normAutofit fontScale="{round(scale * 100000)}"/>' if scale != own.levels[0].scale else ""
    sheet.shapes.append(shape.filled(sheet.new_id(), body, box, fit))


def _text_box(sheet: Sheet, slot: Slot, items: Sequence[Para]) -> str:
    """The last resort: a text box, which has to say its sizes itself."""
    paragraphs = []
    for item in items:
        level = slot.levels[min(item.level, len(slot.levels) - 1)]
        paragraphs.append(free_paragraph_xml(item, level, sheet.language, sheet.register))
    shape_id = sheet.new_id()
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{shape_id}" name="{escape(slot.name)} {shape_id}"/><p:cNvSpPr txBox="1"/><p:nvPr/>'
        f"</p:nvSpPr><p:spPr>{xfrm((slot.x, slot.y, slot.width, slot.height))}"
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr><p:txBody><a:bodyPr wrap="square" lIns="0" '
        f'tIns="0" rIns="0" bIns="0"><a:noAutofit/></a:bodyPr><a:lstStyle/>{"".join(paragraphs)}</p:txBody></p:sp>'
    )


def _source(sheet: Sheet, draft: SlidePlan) -> None:
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
        f'<p:spPr>{xfrm(draft.source_box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
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
        body = f"<a:p>{run_xml(TextRun(footer), sheet.language)}{end}</a:p>"
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


def _has_cover_drawing(draft: SlidePlan) -> bool:
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
        f"<p:spPr>{xfrm((x, sheet.template.height - height - height // 3, round(width * 0.8), height))}"
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr><p:txBody><a:bodyPr wrap="square" lIns="0" '
        'tIns="0" rIns="0" bIns="0"><a:noAutofit/></a:bodyPr><a:lstStyle/>'
        f"<a:p>{run_xml(TextRun(footer), sheet.language, None, size)}"
        f'<a:endParaRPr lang="{sheet.language}"/></a:p></p:txBody></p:sp>'
    )
