"""The device-neutral drawing that every writer can put on a page or a slide."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Command = tuple[str, float, float] | tuple[str, float, float, float, float, float, float] | tuple[str]
"""("M", x, y), ("L", x, y), ("C", x1, y1, x2, y2, x, y) or ("Z",): absolute coordinates, y down."""


@dataclass(frozen=True)
class Shape:
    """One path: what is filled and stroked, in palette tokens; None paints nothing."""

    commands: tuple[Command, ...]
    fill: str | None = None
    stroke: str | None = None
    stroke_width: float = 0.0
    """In the units of the picture."""
    dash: tuple[float, ...] = ()
    round_ends: bool = True
    role: str = ""
    """What the shape means, where a writer may group by it: "marked", "unmarked", "route", ..."""


@dataclass(frozen=True)
class Pixels:
    """A picture of pixels without its metadata: ready for a PDF, and for a picture file."""

    width: int
    height: int
    channels: int
    """1 (grey) or 3 (sRGB), of 8 bits each."""
    kind: str
    """"jpeg": ``data`` is a whole file; "png": it is the deflated rows of a PNG's IDAT."""
    data: bytes


@dataclass(frozen=True)
class Picture:
    """Shapes in a box of width x height units; what runs past the box is clipped by the writer.

    A picture of pixels has no shapes, and its units are pixels.
    """

    width: float
    height: float
    shapes: tuple[Shape, ...]
    anchors: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    """Named points for numbered dots, in units of the picture."""
    title: str = ""
    desc: str = ""
    pixels: Pixels | None = None
