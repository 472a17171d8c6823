"""The one reader of picture files: drawings in the SVG subset, and pictures of pixels, told apart by what is in them."""

from __future__ import annotations

import re
from pathlib import Path

from irdocs.problems import Location, Problems
from irdocs.typeset.figures.pixels import JPEG, PNG, PixelFault, parse_pixels
from irdocs.typeset.figures.shapes import Picture
from irdocs.typeset.figures.svg import parse_drawing

MOST_BYTES = 30_000_000
_MARKUP = re.compile(rb"(\xef\xbb\xbf)?\s*<")


def read_picture(path: Path, problems: Problems, name: str = "", at: Location | None = None) -> Picture | None:
    """Read a picture file; None where it cannot be used, and the problems say why.

    ``name`` is what problems call it (default: its path); ``at`` is where the file is named, for what is not a fault at
    a line of a drawing.
    """
    name = name or path.as_posix()
    at = at or Location(name)
    try:
        if path.stat().st_size > MOST_BYTES:
            message = f"{path.name} is larger than {MOST_BYTES // 1_000_000} MB"
            problems.error("picture-too-large", at, message, "make the picture smaller")
            return None
        data = path.read_bytes()
    except OSError as fault:
        problems.error("picture-unreadable", at, f"{path.name} cannot be read: {fault.strerror or fault}")
        return None
    if data.startswith((PNG, JPEG)):
        found = parse_pixels(data)
        if isinstance(found, PixelFault):
            problems.error(found.rule, at, f"{path.name}: {found.message}", found.hint)
            return None
        return found
    if not _MARKUP.match(data) and path.suffix.lower() != ".svg":
        problems.error(
            "picture-unreadable", at, f"{path.name} is neither an SVG drawing nor a PNG or JPEG picture",
            "save it in one of these; an ending alone does not change what a file is",
        )  # fmt: skip
        return None
    return parse_drawing(data, name, problems)
