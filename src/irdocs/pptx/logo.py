"""The brand's logo on the title slide: a freeform of its SVG, or its PNG in the placeholder for pictures."""

from __future__ import annotations

import struct
from functools import lru_cache
from pathlib import Path

from irdocs.pptx import freeforms
from irdocs.pptx.colours import fill
from irdocs.pptx.sheet import Sheet, xfrm
from irdocs.pptx.slide_template import slide_skeleton
from irdocs.pptx.text import escape
from irdocs.problems import Location, Problems
from irdocs.typeset.figures.shapes import Picture
from irdocs.typeset.figures.svg import read_drawing

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
MEDIA = "ppt/media/logo.png"


@lru_cache(maxsize=8)
def _read(path: Path, changed: int) -> tuple[Picture | bytes | None, Problems]:
    problems = Problems()
    if path.suffix.lower() == ".svg":
        return read_drawing(path, problems, path.name), problems
    data = path.read_bytes()
    if not data.startswith(_SIGNATURE):
        problems.error("bad-logo", Location(str(path)), "a logo is an SVG in our subset or a PNG", "convert it to PNG")
        return None, problems
    return data, problems


def read_logo(path: Path | None, problems: Problems) -> Picture | bytes | None:
    """Read a logo, once for each state of its file: a picture of ours, or the bytes of a PNG."""
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


def add_logo(sheet: Sheet, content: Picture | bytes, alt: str) -> None:
    """Put the logo into the slot of a title slide, whole and at its left; on a dark ground on a white box."""
    slot = sheet.draft.plan.slots.get("logo")
    if slot is None:
        return
    box = (slot.x, slot.y, slot.width, slot.height)
    width, height = (content.width, content.height) if isinstance(content, Picture) else _size(content)
    pad = round(0.08 * slot.height) if sheet.ground != "light" else 0
    inner = (box[0] + pad, box[1] + pad, box[2] - 2 * pad, box[3] - 2 * pad)
    (_, y, wide, high), scale = freeforms.fitted(width, height, inner)
    place = (inner[0], y, wide, high)
    if pad:
        white = fill("white" if sheet.ground == "light" else "ink", sheet.ground)
        sheet.decorate("Ground of the logo", (box[0], box[1], wide + 2 * pad, box[3]), "rect", white)
    if isinstance(content, Picture):
        group_id = sheet.new_id()
        inside = freeforms.picture_shapes(content, place, scale, "light", sheet.language, sheet.new_id)
        sheet.shapes.append(freeforms.group_xml(group_id, "Logo", alt, place, inside))
        return
    rel_id = sheet.link("image", "../media/logo.png")
    sheet.media[MEDIA] = content
    shape = slide_skeleton(sheet.template, sheet.draft.plan.layout).shapes.get(slot.idx)
    mark = shape.mark if shape is not None else ""
    sheet.shapes.append(
        f'<p:pic><p:nvPicPr><p:cNvPr id="{sheet.new_id()}" name="Logo" descr="{escape(alt)}"/><p:cNvPicPr><a:picLocks '
        f'noGrp="1" noChangeAspect="1"/></p:cNvPicPr><p:nvPr>{mark}</p:nvPr></p:nvPicPr><p:blipFill><a:blip '
        f'r:embed="{rel_id}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr>{xfrm(place)}'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
    )


def _size(png: bytes) -> tuple[float, float]:
    """Width and height in pixels (PNG 1.2, 11.2.2 IHDR)."""
    width, height = struct.unpack(">II", png[16:24])
    return max(1, width), max(1, height)
