"""A rough measure of text: how many lines and how high words are in a box, good enough to find what runs over."""

import unicodedata
from collections.abc import Iterable

from lxml import etree

from irdocs.preflight.pptx.deck import EMU_PER_INCH, Deck, DeckShape, DeckSlide, ShapeFrame, paragraph_text
from irdocs.preflight.pptx.styles import (
    DEFAULT_SIZE,
    TITLES,
    body_attribute,
    font_scale,
    inherited_levels,
    level,
)
from irdocs.preflight.pptx.xml import elements, find, number

EMU_PER_PT = 12_700
LINE = 1.2
"""Height of a line of Arial, in sizes."""
# Widths of a sans serif of the kind of Arial, thousandths of the size, from the space to the tilde.
_WIDTHS = dict(
    zip(
        map(chr, range(32, 127)),
        (278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278)
        + (556,) * 10
        + (
            278,
            278,
            584,
            584,
            584,
            556,
            1015,
            667,
            667,
            722,
            722,
            667,
            611,
            778,
            722,
            278,
            500,
            667,
            556,
            833,
            722,
            778,
        )
        + (667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556)
        + (278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500)
        + (334, 260, 334, 584),
        strict=True,
    )
)


def text_width(text: str, size_pt: float, bold: bool = False) -> float:
    """Return about how wide words are, in points; a letter with an accent is as wide as without."""
    plain = text if text.isascii() else unicodedata.normalize("NFD", text)
    widths = (0 if unicodedata.combining(character) else _WIDTHS.get(character, 556) for character in plain)
    return sum(widths) * size_pt * (1.06 if bold else 1.0) / 1000


def count_lines(text: str, width_pt: float, size_pt: float, bold: bool = False) -> int:
    """Return how many lines words take in a width, broken at spaces."""
    lines, used, space = 1, 0.0, text_width(" ", size_pt, bold)
    for word in text.split():
        wide = text_width(word, size_pt, bold)
        if used and used + space + wide > width_pt:
            lines, used = lines + 1, wide
        else:
            used += (space if used else 0.0) + wide
        if wide > width_pt > 0:
            lines += int(wide // width_pt)
    return lines


def text_height(deck: Deck, slide: DeckSlide, shape: DeckShape, width_pt: float) -> float:
    """Return about how high the words of a shape are in a width, in points."""
    scale, height = font_scale(shape), 0.0
    for index, paragraph in enumerate(elements(shape.body, "a:p") if shape.body is not None else ()):
        levels = inherited_levels(deck, slide, shape, level(paragraph))
        own = find(paragraph, "a:pPr")
        layers = [one for one in (own, *levels) if one is not None]
        size = paragraph_size(paragraph, levels) * scale
        indent = (_first(layers, "marL") or 0) / EMU_PER_PT
        bold = shape.holder in TITLES
        lines = count_lines(paragraph_text(paragraph), width_pt - indent, size, bold)
        before, factor, exact = _spacing(layers, size)
        height += lines * (exact or size * LINE * factor) + (before if index else 0.0)
    return height


def paragraph_size(paragraph: etree._Element, levels: Iterable[etree._Element]) -> float:
    """Return the size of a paragraph's largest run, in points."""
    inherited = (number(one.get("sz")) for one in (find(style, "a:defRPr") for style in levels) if one is not None)
    base = next((size for size in inherited if size), None) or DEFAULT_SIZE * 100
    runs = [find(run, "a:rPr") for run in elements(paragraph, "a:r", "a:fld")]
    sizes = [(number(one.get("sz")) if one is not None else None) or base for one in runs]
    return max(sizes, default=base) / 100


def text_frame(deck: Deck, slide: DeckSlide, shape: DeckShape) -> ShapeFrame | None:
    """Return the part of a text shape's box that its words take, by its insets and anchor."""
    box = shape.frame
    if box is None:
        return None
    left, right = (number(body_attribute(shape, name, "91440")) or 0 for name in ("lIns", "rIns"))
    top, bottom = (number(body_attribute(shape, name, "45720")) or 0 for name in ("tIns", "bIns"))
    width = max(box.width - left - right, EMU_PER_INCH / 20)
    height = text_height(deck, slide, shape, width / EMU_PER_PT) * EMU_PER_PT
    if body_attribute(shape, "wrap", "square") == "none" or body_attribute(shape, "vert", "horz") != "horz":
        return box
    room = box.height - top - bottom
    anchor = body_attribute(shape, "anchor", "t")
    offset = {"ctr": (room - height) / 2, "b": room - height}.get(anchor, 0.0)
    used = min(_longest_line(deck, slide, shape) * EMU_PER_PT, width)
    start = {"r": width - used, "ctr": (width - used) / 2}.get(_alignment(deck, slide, shape), 0.0)
    return ShapeFrame(box.x + left + start, box.y + top + offset, used, height)


def _longest_line(deck: Deck, slide: DeckSlide, shape: DeckShape) -> float:
    """Return about how wide the widest paragraph is on one line, in points."""
    widest = 0.0
    for paragraph in elements(shape.body, "a:p") if shape.body is not None else ():
        levels = inherited_levels(deck, slide, shape, level(paragraph))
        own = find(paragraph, "a:pPr")
        indent = (_first([one for one in (own, *levels) if one is not None], "marL") or 0) / EMU_PER_PT
        size = paragraph_size(paragraph, levels) * font_scale(shape)
        widest = max(widest, indent + text_width(paragraph_text(paragraph), size, True))
    return widest


def _alignment(deck: Deck, slide: DeckSlide, shape: DeckShape) -> str:
    """Return how the first paragraph is aligned: l, ctr, r, ..."""
    paragraph = find(shape.body, "a:p")
    layers = [find(paragraph, "a:pPr")]
    layers += inherited_levels(deck, slide, shape, level(paragraph)) if paragraph is not None else []
    return next((one.get("algn", "") for one in layers if one is not None and one.get("algn")), "l")


def _first(layers: Iterable[etree._Element], name: str) -> int | None:
    return next((number(one.get(name)) for one in layers if number(one.get(name)) is not None), None)


def _spacing(layers: list[etree._Element], size: float) -> tuple[float, float, float | None]:
    """Return the gap before a paragraph in points, the line factor, and an exact line height where one is set."""
    before, factor, exact = 0.0, 1.0, None
    for name in ("spcBef", "lnSpc"):
        holder = next((one for one in (find(layer, f"a:{name}") for layer in layers) if one is not None), None)
        percent, points = find(holder, "a:spcPct"), find(holder, "a:spcPts")
        part = (number((percent.get("val") or "").rstrip("%")) or 0) / 100_000 if percent is not None else None
        fixed = (number(points.get("val")) or 0) / 100 if points is not None else None
        if name == "spcBef":
            before = fixed if fixed is not None else (part or 0.0) * size * LINE
        elif fixed is not None:
            exact = fixed
        elif part:
            factor = part
    return before, factor, exact
