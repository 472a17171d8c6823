"""The brand's logo on the title slide: a freeform of its SVG, or its pixels in the placeholder for pictures."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from irdocs.pptx import freeforms
from irdocs.pptx.colours import fill
from irdocs.pptx.pixels import picture_xml
from irdocs.pptx.sheet import Sheet
from irdocs.pptx.slide_template import slide_skeleton
from irdocs.problems import Location, Problems
from irdocs.typeset.figures.read import read_picture
from irdocs.typeset.figures.shapes import Picture


@lru_cache(maxsize=8)
def _read(path: Path, changed: int) -> tuple[Picture | None, Problems]:
    problems = Problems()
    return read_picture(path, problems, path.name), problems


def read_logo(path: Path | None, problems: Problems) -> Picture | None:
    """Read a logo, once for each state of its file."""
    if path is None:
        return None
    try:
        content, told = _read(path, path.stat().st_mtime_ns)
    except OSError as fault:
        problems.error(
            "bad-logo", Location(str(path)), f"the logo cannot be read: {fault.strerror}", "check brand.toml"
        )
        return None
    problems.extend(told)
    return content


def add_logo(sheet: Sheet, content: Picture, alt: str) -> None:
    """Put the logo into the slot of a title slide, whole and at its left; on a dark ground on a white box."""
    slot = sheet.draft.plan.slots.get("logo")
    if slot is None:
        return
    box = (slot.x, slot.y, slot.width, slot.height)
    pad = round(0.08 * slot.height) if sheet.ground != "light" else 0
    inner = (box[0] + pad, box[1] + pad, box[2] - 2 * pad, box[3] - 2 * pad)
    (_, y, wide, high), scale = freeforms.fitted(content.width, content.height, inner)
    place = (inner[0], y, wide, high)
    if pad:
        white = fill("white" if sheet.ground == "light" else "ink", sheet.ground)
        sheet.decorate("Ground of the logo", (box[0], box[1], wide + 2 * pad, box[3]), "rect", white)
    if content.pixels is None:
        group_id = sheet.new_id()
        inside = freeforms.picture_shapes(content, place, scale, "light", sheet.language, sheet.new_id)
        sheet.shapes.append(freeforms.group_xml(group_id, "Logo", alt, place, inside))
        return
    shape = slide_skeleton(sheet.template, sheet.draft.plan.layout).shapes.get(slot.idx)
    mark = shape.mark if shape is not None else ""
    sheet.shapes.append(picture_xml(sheet, content.pixels, place, "Logo", alt, mark, 'noGrp="1" '))
