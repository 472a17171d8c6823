"""Drawings as form XObjects, written and deflated once a process, and pictures of pixels as image XObjects."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from irdocs.pdf.objects import Stream, number
from irdocs.typeset.figures.pixels import in_grey
from irdocs.typeset.figures.shapes import Picture, Pixels, Shape

KEEP = 128
"""Picture streams kept in a process."""

_kept: OrderedDict[tuple[int, tuple[str, ...]], tuple[Picture, PictureStream]] = OrderedDict()

TUBE = 3.0
"""A vessel is a line at least so wide, in units of the drawing, with a lighter one on it."""
VEIN_DASH = (4.0, 2.0)
_KAPPA = 0.5523
"""Length of the handle of a Bezier curve that draws a quarter of a circle of radius 1."""


class PictureStream(Stream):
    """A picture's form XObject, not yet part of a document."""

    def copy(self) -> Stream:
        """Give an object of its own for one document; the bytes are shared."""
        twin = Stream(self.data, compress=False)
        twin.entries = self.entries
        return twin


@lru_cache(maxsize=512)
def rgb(colour: str) -> str:
    """Turn "#RRGGBB" into the three numbers of a PDF colour operator."""
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.4g}" for at in (1, 3, 5))


def rounded(x: float, y: float, width: float, height: float, radius: float) -> str:
    """Write the path of a rectangle with round corners, y up; a radius of half its size makes a circle."""
    r, k = radius, radius * (1 - _KAPPA)
    right, top = x + width, y + height
    return (
        f"{x + r:.2f} {y:.2f} m {right - r:.2f} {y:.2f} l "
        f"{right - k:.2f} {y:.2f} {right:.2f} {y + k:.2f} {right:.2f} {y + r:.2f} c {right:.2f} {top - r:.2f} l "
        f"{right:.2f} {top - k:.2f} {right - k:.2f} {top:.2f} {right - r:.2f} {top:.2f} c {x + r:.2f} {top:.2f} l "
        f"{x + k:.2f} {top:.2f} {x:.2f} {top - k:.2f} {x:.2f} {top - r:.2f} c {x:.2f} {y + r:.2f} l "
        f"{x:.2f} {y + k:.2f} {x + k:.2f} {y:.2f} {x + r:.2f} {y:.2f} c h"
    )


def picture_stream(picture: Picture, colours: Mapping[str, str]) -> PictureStream:
    """Write a picture as a form that clips to its box. ``colours``: token -> numbers of the operator."""
    tokens = sorted({token for shape in picture.shapes for token in (shape.fill, shape.stroke) if token})
    # Where veins stand beside arteries of the same colour, as in black only, they are dashed (visual.md 1.1)
    dashed = {"vein", "artery"} <= set(tokens) and colours["vein"] == colours["artery"]
    key = (id(picture), (*(colours[token] for token in tokens), str(dashed)))
    found = _kept.get(key)
    if found is not None and found[0] is picture:
        return found[1]
    shapes = [_dashed(shape) for shape in picture.shapes] if dashed else picture.shapes
    content = "\n".join(_shape(shape, colours) for shape in shapes)
    box = f"[0 0 {number(picture.width)} {number(picture.height)}]"
    entries = f"/Type/XObject/Subtype/Form/BBox{box}/Resources<<>>".encode("ascii")
    made = PictureStream(content.encode("ascii"), entries)
    _kept[key] = (picture, made)
    if len(_kept) > KEEP:
        _kept.popitem(last=False)
    return made


def pixel_stream(pixels: Pixels, *, in_black: bool) -> Stream:
    """Write a picture of pixels as an image XObject (ISO 32000-1, 8.9.5): a JPEG's own data, or the rows of a PNG."""
    shown = in_grey(pixels) if in_black else pixels
    space = b"DeviceGray" if shown.channels == 1 else b"DeviceRGB"
    entries = b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/%s/BitsPerComponent 8" % (
        shown.width, shown.height, space,
    )  # fmt: skip
    if shown.kind == "jpeg":
        return Stream(shown.data, entries + b"/Filter/DCTDecode", compress=False)
    entries += b"/DecodeParms<</Predictor 15/Colors %d/Columns %d>>" % (shown.channels, shown.width)
    return Stream(shown.data, entries, compress=False, deflated=True)


class _Numbers(dict[float, str]):
    """Coordinates as they are written: those of one shape repeat, and formatting is the slow part of a picture."""

    def __missing__(self, value: float) -> str:
        text = self[value] = f"{value:.2f}"
        return text


def _dashed(shape: Shape) -> Shape:
    """Dash the wall of a vein; a thin line of its colour is an arrow or a vein that is shut."""
    if shape.stroke != "vein" or shape.dash or (shape.stroke_width < TUBE and not shape.fill):
        return shape
    return replace(shape, dash=VEIN_DASH, round_ends=False)


def _shape(shape: Shape, colours: Mapping[str, str]) -> str:
    parts = []
    if shape.fill:
        parts.append(f"{colours[shape.fill]} rg")
    if shape.stroke:
        parts.append(f"{colours[shape.stroke]} RG {shape.stroke_width:.2f} w")
        parts.append("1 J 1 j" if shape.round_ends else "0 J 0 j")
        parts.append(f"[{' '.join(number(length) for length in shape.dash)}] 0 d")
    text = _Numbers()
    for command in shape.commands:
        match command:
            case ("C", x1, y1, x2, y2, x, y):
                parts.append(f"{text[x1]} {text[y1]} {text[x2]} {text[y2]} {text[x]} {text[y]} c")
            case ("M", x, y):
                parts.append(f"{text[x]} {text[y]} m")
            case ("L", x, y):
                parts.append(f"{text[x]} {text[y]} l")
            case _:
                parts.append("h")
    paint = {(True, True): "B", (True, False): "f", (False, True): "S"}.get((bool(shape.fill), bool(shape.stroke)), "n")
    parts.append(paint)
    return " ".join(parts)
