"""Measures finished PDFs with pypdfium2: lines of text with their sizes, colours and boxes, what is painted, pixels."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as raw
from PIL import Image

MM = 72 / 25.4

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points; y down from the top of the page."""


@dataclass(frozen=True)
class Line:
    """Text of one size on one baseline, without a wide gap in it."""

    page: int
    text: str
    size: float
    colour: str
    box: Box
    """From the foot of the small letters' line to their height: what would collide if lines overlapped."""


def lines_of(data: bytes) -> list[Line]:
    """Give every line of a file, page by page, in the order of painting."""
    with pypdfium2.PdfDocument(data) as document:
        return [line for index in range(len(document)) for line in _page_lines(document[index], index)]


def _page_lines(page: pypdfium2.PdfPage, index: int) -> Iterator[Line]:
    height = page.get_height()
    text = page.get_textpage()
    run: list[tuple[str, Box]] = []
    was: tuple[float, float, str] | None = None
    for at in range(text.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text.raw, at))
        if letter in "\r\n":
            continue
        size = round(raw.FPDFText_GetFontSize(text.raw, at), 2)
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(text.raw, at, x, y)
        left, bottom, right, top = text.get_charbox(at, loose=False)
        box = (left, height - top, right, height - bottom)
        key = (size, round(height - y.value, 1), _colour(text, at))
        blank = letter.isspace() or right <= left
        gap = box[0] - run[-1][1][2] if run and not blank else 0.0
        if was is not None and ((key != was and not blank) or gap > 1.2 * size or gap < -1.2 * size):
            yield from _line(index, run, was)
            run = []
        if not blank:
            was = key
            run.append((letter, box))
        elif run:
            run.append((" ", run[-1][1]))
    if was is not None:
        yield from _line(index, run, was)


def _line(page: int, run: list[tuple[str, Box]], key: tuple[float, float, str]) -> Iterator[Line]:
    said = "".join(letter for letter, _ in run).strip()
    if not said:
        return
    size, baseline, colour = key
    boxes = [box for _, box in run]
    box = (min(b[0] for b in boxes), baseline - 0.52 * size, max(b[2] for b in boxes), baseline)
    yield Line(page, " ".join(said.split()), size, colour, box)


def _colour(text: pypdfium2.PdfTextPage, at: int) -> str:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    raw.FPDFText_GetFillColor(text.raw, at, red, green, blue, alpha)
    return f"#{red.value:02X}{green.value:02X}{blue.value:02X}"


def painted(data: bytes) -> Iterator[tuple[int, int, Box, tuple[float, float]]]:
    """Give every object of every page: page, pdfium's type of object, box, size of the page."""
    with pypdfium2.PdfDocument(data) as document:
        for index in range(len(document)):
            page = document[index]
            width, height = page.get_size()
            for one in page.get_objects(max_depth=1):
                left, bottom, right, top = one.get_bounds()
                yield index, one.type, (left, height - top, right, height - bottom), (width, height)


def sizes(data: bytes) -> list[tuple[float, float]]:
    """Give the size of every page in millimetres."""
    with pypdfium2.PdfDocument(data) as document:
        return [(round(one.get_width() / MM, 1), round(one.get_height() / MM, 1)) for one in document]


def rendered(data: bytes, page: int, scale: float = 2.0) -> Image.Image:
    """Render a page; ``scale`` is pixels in a point."""
    with pypdfium2.PdfDocument(data) as document:
        return document[page].render(scale=scale).to_pil().convert("RGB")


def ground(image: Image.Image, box: Box, scale: float = 2.0) -> str:
    """Give the colour that fills most of a box of a rendered page."""
    left, top, right, bottom = (value * scale for value in box)
    part = image.crop((int(left) - 2, int(top) - 2, int(right) + 3, int(bottom) + 3))
    _, colour = max(part.getcolors(part.width * part.height) or [(0, (255, 255, 255))])
    assert isinstance(colour, tuple)
    return "#" + "".join(f"{value:02X}" for value in colour)


def ink(image: Image.Image, box: tuple[int, int, int, int], darker_than: int = 0xB0) -> int:
    """Count the pixels of a box that are dark in grey."""
    return sum(image.crop(box).convert("L").histogram()[:darker_than])


def overlaps(lines: list[Line], tolerance: float = 0.6) -> list[tuple[Line, Line]]:
    """Give pairs of lines of one page whose letters collide."""
    found: list[tuple[Line, Line]] = []
    by_page: dict[int, list[Line]] = {}
    for line in lines:
        by_page.setdefault(line.page, []).append(line)
    for on_page in by_page.values():
        ordered = sorted(on_page, key=lambda line: line.box[1])
        for place, one in enumerate(ordered):
            for other in ordered[place + 1 :]:
                if other.box[1] >= one.box[3] - tolerance:
                    break
                if min(one.box[2], other.box[2]) - max(one.box[0], other.box[0]) > tolerance:
                    found.append((one, other))
    return found
