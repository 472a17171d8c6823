"""Pictures of ours as native freeforms in one group: theme colours, alternative text on the group, nothing rastered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from irdocs.pptx.clip import clipped
from irdocs.pptx.colours import fill
from irdocs.pptx.text import escape
from irdocs.typeset.figures.icon_array import array_height, array_width, icon_array
from irdocs.typeset.figures.shapes import Command, Picture, Shape

Box = tuple[int, int, int, int]
"""x, y, width, height in EMU."""
_EMPTY_TEXT = '<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="{language}"/></a:p></p:txBody>'
DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst>"
)
_POINT = 12700


def fitted(width: float, height: float, box: Box, *, top: bool = False) -> tuple[Box, float]:
    """Fit a picture inside a box without cropping; also give EMU per unit. ``top`` keeps it at the top."""
    scale = min(box[2] / width, box[3] / height)
    wide, high = round(width * scale), round(height * scale)
    down = 0 if top else (box[3] - high) // 2
    return (box[0] + (box[2] - wide) // 2, box[1] + down, wide, high), scale


def group_xml(shape_id: int, name: str, alt: str, box: Box, inside: str) -> str:
    """A group with its alternative text; children carry slide coordinates."""
    x, y, width, height = box
    mark = f' descr="{escape(alt)}"/>' if alt else f' descr="">{DECORATIVE}</p:cNvPr>'
    return (
        f'<p:grpSp><p:nvGrpSpPr><p:cNvPr id="{shape_id}" name="{escape(name)}"{mark}<p:cNvGrpSpPr/><p:nvPr/>'
        f'</p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/>'
        f'<a:chOff x="{x}" y="{y}"/><a:chExt cx="{width}" cy="{height}"/></a:xfrm></p:grpSpPr>{inside}</p:grpSp>'
    )


def freeform(
    shape_id: int,
    name: str,
    box: Box,
    path: str,
    size: tuple[int, int],
    paint: str,
    language: str,
    *,
    decorative: bool = False,
) -> str:
    """One freeform: ``path`` in units of ``size``, drawn into ``box``; a decorative one says so to assistive technology."""
    x, y, width, height = box
    mark = f' descr="">{DECORATIVE}</p:cNvPr>' if decorative else "/>"
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{shape_id}" name="{escape(name)}"{mark}<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>'
        f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:custGeom><a:avLst/><a:gdLst/>'
        '<a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path w="{size[0]}" h="{size[1]}">{path}</a:path></a:pathLst></a:custGeom>{paint}</p:spPr>'
        f"{_EMPTY_TEXT.format(language=language)}</p:sp>"
    )


def picture_shapes(
    picture: Picture, box: Box, scale: float, ground: str, language: str, new_id: Callable[[], int]
) -> str:
    """Every shape of a picture as a freeform of its own, so that a person can take one and recolour it."""
    out = []
    for number, shape in enumerate(clipped(picture), 1):
        bounds = _bounds(shape.commands)
        if bounds is None:
            continue
        left, top, right, bottom = bounds
        width, height = round((right - left) * scale), round((bottom - top) * scale)
        place = (box[0] + round(left * scale), box[1] + round(top * scale), width, height)
        path = path_xml(shape.commands, scale, left, top)
        label = shape.role or "Shape"
        out.append(
            freeform(
                new_id(), f"{label} {number}", place, path, (width, height), _paint(shape, scale, ground), language
            )
        )
    return "".join(out)


def path_xml(commands: Sequence[Command], scale: float, left: float, top: float) -> str:
    """Commands as the inside of `a:path`, in whole EMU."""
    out = []
    for command in commands:
        if command[0] == "Z":
            out.append("<a:close/>")
            continue
        numbers = command[1:]
        points = "".join(
            f'<a:pt x="{round((numbers[i] - left) * scale)}" y="{round((numbers[i + 1] - top) * scale)}"/>'
            for i in range(0, len(numbers), 2)
        )
        tag = {"M": "moveTo", "L": "lnTo", "C": "cubicBezTo"}[command[0]]
        out.append(f"<a:{tag}>{points}</a:{tag}>")
    return "".join(out)


def _bounds(commands: Sequence[Command]) -> tuple[float, float, float, float] | None:
    xs = [number for command in commands for number in command[1::2]]
    ys = [number for command in commands for number in command[2::2]]
    if not xs:
        return None
    return min(xs), min(ys), max(xs), max(ys)


def _paint(shape: Shape, scale: float, ground: str) -> str:
    inside = fill(shape.fill, ground) if shape.fill is not None else "<a:noFill/>"
    if shape.stroke is None or shape.stroke_width <= 0:
        return f"{inside}<a:ln><a:noFill/></a:ln>"
    width = max(1, round(shape.stroke_width * scale))
    cap = "rnd" if shape.round_ends else "flat"
    dash = ""
    if shape.dash:
        # Dashes are told in thousandths of a per cent of the line's width.
        ends = [round(part / shape.stroke_width * 100000) for part in shape.dash]
        pairs = list(zip(ends[::2], ends[1::2] or ends[:1], strict=False))
        dash = "<a:custDash>" + "".join(f'<a:ds d="{on}" sp="{off}"/>' for on, off in pairs) + "</a:custDash>"
    join = "<a:round/>" if shape.round_ends else '<a:miter lim="800000"/>'
    return f'{inside}<a:ln w="{width}" cap="{cap}">{fill(shape.stroke, ground)}{dash}{join}</a:ln>'


# --- icon arrays ------------------------------------------------------------------------------------------------------

_UNITS = 10
"""Path units to a unit of the array: enough for a dot, short enough to write a thousand times."""
_PITCH = 10.0


def array_shapes(
    marked: int,
    of: int,
    harm: bool,
    box: Box,
    ground: str,
    language: str,
    new_id: Callable[[], int],
    names: tuple[str, str],
) -> tuple[str, Box]:
    """An icon array as two freeforms, all marked and all unmarked ones; also give the box it takes."""
    width, height = array_width(of, _PITCH), array_height(of, _PITCH)
    scale = min(box[2] / width, box[3] / height)
    place = (box[0], box[1], round(width * scale), round(height * scale))
    size = (round(width * _UNITS), round(height * _UNITS))
    large, small = _dots(of)
    tone = "route" if harm else "petrol"
    outline = (
        f'<a:ln w="{round(0.06 * _PITCH * scale)}">{fill("grey6", ground)}</a:ln>'
        if of == 100
        else ("<a:ln><a:noFill/></a:ln>")
    )
    rest = fill("white" if of == 100 else "grey4", ground) + outline
    out = ""
    if marked < of:
        out += freeform(new_id(), names[1], place, "".join(small[marked:]), size, rest, language)
    if marked:
        paint = fill(tone, ground) + "<a:ln><a:noFill/></a:ln>"
        out += freeform(new_id(), names[0], place, "".join(large[:marked]), size, paint, language)
    return out, place


@lru_cache(maxsize=4)
def _dots(of: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Each mark of an array as a piece of path, large and small, in the array's order."""
    full, empty = icon_array(of, of, _PITCH), icon_array(0, of, _PITCH)
    return _pieces(full.shapes[-1], of), _pieces(empty.shapes[0], of)


def _pieces(shape: Shape, of: int) -> tuple[str, ...]:
    outlines: list[list[Command]] = []
    for command in shape.commands:
        if command[0] == "M":
            outlines.append([])
        outlines[-1].append(command)
    each = len(outlines) // of
    marks = []
    for number in range(of):
        group = outlines[number * each : (number + 1) * each]
        marks.append("".join(_circle(one) or path_xml(one, _UNITS, 0, 0) for one in group))
    return tuple(marks)


def _circle(outline: Sequence[Command]) -> str:
    """A full circle as one arc, much shorter than its curves. "" for what is no circle of two or four curves."""
    kinds = "".join(command[0] for command in outline)
    if kinds not in ("MCCZ", "MCCCCZ"):
        return ""
    points = [(float(command[-2]), float(command[-1])) for command in outline[:-1] if len(command) > 1]
    start, across = points[0], points[len(points) // 2]
    x, y, radius = (start[0] + across[0]) / 2, (start[1] + across[1]) / 2, abs(across[0] - start[0]) / 2
    heights = [number for command in outline for number in command[2::2]]
    # Handles of a half circle reach 4/3 of the radius, those of a quarter stay inside it.
    reach = radius * (4 / 3 if kinds == "MCCZ" else 1)
    if start[1] != across[1] or any(
        abs(end - edge) > 0.02 * radius for end, edge in ((max(heights), y + reach), (min(heights), y - reach))
    ):
        return ""
    size = round(radius * _UNITS)
    return (
        f'<a:moveTo><a:pt x="{round((x + radius) * _UNITS)}" y="{round(y * _UNITS)}"/></a:moveTo>'
        f'<a:arcTo wR="{size}" hR="{size}" stAng="0" swAng="21600000"/><a:close/>'
    )


def dot_xml(shape_id: int, number: int, x: int, y: int, size: int, ground: str, language: str) -> str:
    """A numbered dot on a drawing, centred on a point, with a thin halo. Its number is a label, so it is text."""
    points = round(size / _POINT * 0.706)  # 18 pt in a dot of 9 mm: read from the room like any other label
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{shape_id}" name="Dot {number}"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>'
        f'<a:off x="{x - size // 2}" y="{y - size // 2}"/><a:ext cx="{size}" cy="{size}"/></a:xfrm>'
        f'<a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom>{fill("petrol", ground)}'
        f'<a:ln w="{round(1.5 * _POINT)}">{fill("white", ground)}</a:ln></p:spPr><p:txBody><a:bodyPr wrap="none" lIns="0" '
        'tIns="0" rIns="0" bIns="0" anchor="ctr"><a:noAutofit/></a:bodyPr><a:lstStyle/><a:p><a:pPr algn="ctr"/><a:r>'
        f'<a:rPr lang="{language}" sz="{points * 100}" b="1">{fill("white", ground)}</a:rPr><a:t>{number}</a:t></a:r>'
        "</a:p></p:txBody></p:sp>"
    )
