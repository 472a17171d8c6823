"""Greedy line breaking over shaped words, and the measuring of text that every writer needs.

Text becomes boxes (unbreakable, of one or more shaped pieces), and lines are runs of boxes. Non-breaking spaces hold:
`bind` puts them where a break would hurt a reader (number and unit, dates, telephone numbers).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from irdocs.typeset.faces import face
from irdocs.typeset.shaping import CACHE_LIMIT, Word, shape

NBSP = "\u00a0"

_TOLERANCE = 0.01
"""Points by which a line may be too wide before it breaks: the sum of rounded widths."""

# A number does not bind to these: "1,000 do not", "5 or more".
_LOOSE = (
    "a|an|and|are|as|at|be|but|by|can|could|did|do|for|from|get|had|has|have|if|in|into|is|it|may|more|need|not|of|on|"
    "or|people|so|than|that|the|they|to|was|we|were|when|who|will|with|women|you"
)
_BINDINGS = (
    re.compile(r"(?<=\d) (?=\d)"),  # telephone numbers
    re.compile(rf"(?<=\d) (?=(?!(?:{_LOOSE})\b)[^\W\d_])"),  # 1 hour, 12 May, 5 mm
    re.compile(r"(?<=\d) (?=(?:people|women|men|patients)\b)"),
    re.compile(r"(?<=\d) (?=in \d)"),
    re.compile(r"(?<=\d\u00a0in) (?=\d)"),
    re.compile(r"(?<=\bDr) |(?<=\bMr) |(?<=\bMs) |(?<=\bMrs) |(?<=\bProf) "),
    re.compile(r"(?<=\b[Vv]ersion) (?=\d)|(?<=\b[Pp]age) (?=\d)"),
)
_MONTH_AND_YEAR = re.compile(r"\b([A-Z][^\W\d_]{2,}) (?=(?:19|20)\d\d\b)")
# A break after a hyphen or dash wants a long piece on both sides, so "X-ray" and "follow-up" stay whole.
_HYPHEN = re.compile(r"(?<=[^\W\d_]{4}[-\u2013])(?=[^\W\d_]{4})")
_ADDRESS = re.compile(r"(?<=[/@?&=#])(?=\w)|(?<=\w)(?=[.](?=\w))")


class FontStyle(NamedTuple):
    """How letters are set: nothing here says where or in what colour."""

    family: str
    bold: bool
    size_pt: float
    tracking_em: float = 0.0
    tabular: bool = False


class Piece(NamedTuple):
    """A shaped word and the number of the span that it came from."""

    span: int
    word: Word


class Box(NamedTuple):
    """What a line cannot break: its width, and the space that follows when the line goes on. Points."""

    width: float
    space: float
    pieces: tuple[Piece, ...]
    hard: bool = False
    """The line must end here."""


_boxes: dict[tuple[FontStyle, int], dict[str, tuple[Box, ...]]] = {}
"""Boxes of whole words by setting and number of the span, then by text."""


class TextLine(NamedTuple):
    """The boxes [start, end) of a line and its width in points, the last space left out."""

    start: int
    end: int
    width: float


@lru_cache(maxsize=8192)
def bind(text: str) -> str:
    """Put non-breaking spaces between a number and its unit, in dates, telephone numbers and titles of people."""
    for pattern in _BINDINGS:
        text = pattern.sub(NBSP, text)
    return _MONTH_AND_YEAR.sub(rf"\1{NBSP}", text)


def bind_last(text: str, shortest: int = 4) -> str:
    """Bind the last word to the one before, where it is short enough to look lost on a line of its own."""
    head, space, last = text.rpartition(" ")
    return f"{head}{NBSP}{last}" if space and head and len(last.rstrip(".")) <= shortest else text


def boxes_of(spans: Sequence[tuple[str, FontStyle]]) -> list[Box]:
    """Shape spans into boxes. Spaces part boxes; the end of a span does not."""
    if len(spans) == 1 and "\n" not in spans[0][0]:
        return _plain(spans[0][0], spans[0][1])
    line = _OpenBox()
    for number, (text, setting) in enumerate(spans):
        for row, part in enumerate(text.split("\n")):
            if row:
                line.close(0.0, hard=True)
            _add_words(line, part, setting, number)
    if line.pieces:
        line.close(space_width(spans[-1][1]))
    return line.made


class _OpenBox:
    """The boxes made so far, and the pieces of the one that is still open: a word may go on in the next span."""

    def __init__(self) -> None:
        self.made: list[Box] = []
        self.pieces: list[Piece] = []
        self.width = 0.0

    def add(self, span: int, word: Word, setting: FontStyle) -> None:
        """Set a shaped word into the open box."""
        self.width += _width(word, setting)
        self.pieces.append(Piece(span, word))

    def close(self, space: float, hard: bool = False) -> None:
        """End the box, with the space that follows it; ``hard`` ends the line as well."""
        self.made.append(Box(self.width, space, tuple(self.pieces), hard))
        self.pieces, self.width = [], 0.0

    def space(self, space: float) -> None:
        """End the box at a space. A second space in a row counts where it is wider, and not at the start of a line."""
        if self.pieces:
            self.close(space)
        elif self.made and not self.made[-1].hard and self.made[-1].space < space:
            self.made[-1] = self.made[-1]._replace(space=space)


def _add_words(line: _OpenBox, text: str, setting: FontStyle, number: int) -> None:
    """Shape the words of one span, up to a line break."""
    faced, space, known = face(setting.family, setting.bold), space_width(setting), _known(setting, number)
    words = text.split(" ")
    last = len(words) - 1
    for position, word in enumerate(words):
        if position:
            line.space(space)
            if position < last and word:
                # Spaces on both sides: nothing of a neighbouring span can belong to it
                line.made += known.get(word) or _remember(known, word, setting, number)
                continue
        if word:
            for bit_number, bit in enumerate(_bits(word)):
                if bit_number:
                    line.close(0.0)
                line.add(number, shape(faced, bit, setting.tabular), setting)


def _plain(text: str, setting: FontStyle) -> list[Box]:
    """Make the boxes of one span: the common case, and the hot one."""
    known = _known(setting, 0)
    made: list[Box] = []
    for word_text in text.split(" "):
        if word_text:
            made += known.get(word_text) or _remember(known, word_text, setting, 0)
    return made


def _known(setting: FontStyle, span: int) -> dict[str, tuple[Box, ...]]:
    known = _boxes.get((setting, span))
    if known is None:
        known = _boxes[setting, span] = {}
    return known


def _remember(known: dict[str, tuple[Box, ...]], text: str, setting: FontStyle, span: int) -> tuple[Box, ...]:
    if len(known) >= CACHE_LIMIT:
        known.clear()
    boxes = known[text] = _boxes_of_word(text, setting, span)
    return boxes


def _boxes_of_word(text: str, setting: FontStyle, span: int) -> tuple[Box, ...]:
    faced = face(setting.family, setting.bold)
    words = [shape(faced, bit, setting.tabular) for bit in _bits(text)]
    space = space_width(setting)
    return tuple(
        Box(_width(word, setting), space if word is words[-1] else 0.0, (Piece(span, word),)) for word in words
    )


def _bits(text: str) -> Sequence[str]:
    if "-" in text or "\u2013" in text:
        return _HYPHEN.split(text)
    return (text,)


def _width(word: Word, setting: FontStyle) -> float:
    return (word.width / 1000 + setting.tracking_em * len(word.glyphs)) * setting.size_pt


@lru_cache(maxsize=256)
def space_width(setting: FontStyle) -> float:
    """Give the width of a space in points."""
    return _width(shape(face(setting.family, setting.bold), " ", setting.tabular), setting)


def break_lines(boxes: list[Box], width_pt: float, settings: Sequence[FontStyle] = ()) -> list[TextLine]:
    """Fill lines greedily. Boxes wider than a line are first taken apart, in place, if ``settings`` are given."""
    if settings and any(box.width > width_pt + _TOLERANCE for box in boxes):
        boxes[:] = [part for box in boxes for part in _take_apart(box, width_pt, settings)]
    lines: list[TextLine] = []
    limit = width_pt + _TOLERANCE
    start = 0
    x = gap = 0.0
    for index, (width, space, _pieces, hard) in enumerate(boxes):
        if index > start and x + gap + width > limit:
            lines.append(TextLine(start, index, x))
            start = index
            x = gap = 0.0
        x += gap + width
        gap = space
        if hard:
            lines.append(TextLine(start, index + 1, x))
            start = index + 1
            x = gap = 0.0
    if start < len(boxes):
        lines.append(TextLine(start, len(boxes), x))
    return lines


def _take_apart(box: Box, width_pt: float, settings: Sequence[FontStyle]) -> list[Box]:
    """Break a box that no line can hold: at its non-breaking spaces, in an address, at last between any letters."""
    if box.width <= width_pt:
        return [box]
    parts = _OpenBox()
    for span, word in box.pieces:
        for number, part in enumerate(word.text.split(NBSP)):
            if number and parts.pieces:
                parts.close(space_width(settings[span]))
            _add_bits(parts, part, span, settings[span], width_pt)
    if parts.pieces:
        parts.close(box.space)
    if parts.made:
        parts.made[-1] = parts.made[-1]._replace(space=box.space, hard=box.hard)
    return parts.made


def _add_bits(parts: _OpenBox, text: str, span: int, setting: FontStyle, width_pt: float) -> None:
    """Add text without spaces to the open box; a bit of an address that is too wide is broken between its letters."""
    faced = face(setting.family, setting.bold)
    for number, bit in enumerate(_ADDRESS.split(text)):
        if number and parts.pieces:
            parts.close(0.0)
        whole = shape(faced, bit, setting.tabular)
        if parts.width + _width(whole, setting) <= width_pt:
            parts.add(span, whole, setting)
            continue
        for letter in bit:
            piece = shape(faced, letter, setting.tabular)
            if parts.width and parts.width + _width(piece, setting) > width_pt:
                parts.close(0.0)
            parts.add(span, piece, setting)


def measure(text: str, family: str, bold: bool, size_pt: float, tracking_em: float = 0.0) -> float:
    """Give the width of a text on one line, in points."""
    setting = FontStyle(family, bold, size_pt, tracking_em)
    boxes = boxes_of([(text, setting)])
    return sum(box.width + box.space for box in boxes) - (boxes[-1].space if boxes else 0.0)


def line_count(text: str, family: str, bold: bool, size_pt: float, width_pt: float) -> int:
    """Give the number of lines that a text takes in a width, both in points; line breaks in the text count."""
    setting = FontStyle(family, bold, size_pt)
    spans = [(text, setting)]
    return len(break_lines(boxes_of(spans), width_pt, [setting]))
