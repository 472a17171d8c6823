"""Paragraphs: styled spans that wrap, split over pages and draw themselves as one structure element.

All lengths are points; y runs down.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from irdocs.pdf.canvas import Canvas, TextState
from irdocs.pdf.structure import Elem
from irdocs.typeset.faces import face
from irdocs.typeset.linebreak import Box, FontStyle, TextLine, bind, bind_last, boxes_of, break_lines
from irdocs.typeset.shaping import Word, shape

LEAST_LINES = 2
"""Lines that a part of a split paragraph must have: no widows, no orphans (visual.md 8.3)."""

Label = Callable[[Canvas, float, float], None]
"""Draws what hangs before a paragraph: (canvas, left edge of the item, baseline of the first line)."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads. Spans of one link share one target."""

    href: str
    contents: str
    """The whole text of the link, for assistive technology."""


@dataclass(frozen=True, slots=True)
class StyledSpan:
    """Text of one look."""

    text: str
    bold: bool | None = None
    """None: as the paragraph."""
    colour: str | None = None
    target: Target | None = None
    language: str = ""


@dataclass(frozen=True)
class ParagraphStyle:
    """How a paragraph is set."""

    family: str
    size_pt: float
    leading_pt: float
    bold: bool = False
    colour: str = "ink"
    tracking_em: float = 0.0
    tabular: bool = False
    align: str = "left"

    @cached_property
    def setting(self) -> FontStyle:
        """The letters of unmarked text."""
        return FontStyle(self.family, self.bold, self.size_pt, self.tracking_em, self.tabular)

    @cached_property
    def setting_bold(self) -> FontStyle:
        """The letters of bold text."""
        return self.setting._replace(bold=True)

    @cached_property
    def setting_regular(self) -> FontStyle:
        """The letters of text that is not bold."""
        return self.setting._replace(bold=False)

    @cached_property
    def baseline(self) -> float:
        """Where the baseline lies below the top of a line: the space left over is shared above and below."""
        faced = face(self.family, self.bold)
        letters = (faced.ascent - faced.descent) * self.size_pt / 1000
        return (self.leading_pt - letters) / 2 + faced.ascent * self.size_pt / 1000

    @cached_property
    def x_height(self) -> float:
        """Height of the small letters."""
        return face(self.family, self.bold).x_height * self.size_pt / 1000

    @cached_property
    def cap_height(self) -> float:
        """Height of the capitals."""
        return face(self.family, self.bold).cap_height * self.size_pt / 1000


class _Lines(NamedTuple):
    """A text broken for one width."""

    boxes: list[Box]
    lines: list[TextLine]
    runs: list[list[tuple[int, str]]]
    """Each line as (number of the span, letters as TJ wants them, spaces between)."""
    words: list[dict[str, Word]]
    """The words of each span."""
    shown: dict[tuple[tuple[str, ...], float, str, bool], str]
    """The lines as operators, by the fonts that a document gave their spans, leading, alignment and whether more follows."""


_UNBROKEN = _Lines([], [], [], [], {})


class _Text:
    """Shaped text and its lines at each width that was asked for: equal texts of a batch are broken once."""

    __slots__ = ("at_width", "boxes")

    def __init__(self, boxes: list[Box]) -> None:
        self.boxes = boxes
        self.at_width: dict[float, _Lines] = {}

    def lines(self, width: float, settings: tuple[FontStyle, ...]) -> _Lines:
        """Break for a width."""
        found = self.at_width.get(width)
        if found is None:
            boxes = list(self.boxes)
            lines = break_lines(boxes, width, settings)
            found = self.at_width[width] = _Lines(boxes, lines, *_runs(boxes, lines, settings), {})
        return found


@lru_cache(maxsize=2000)
def _text(texts: tuple[str, ...], settings: tuple[FontStyle, ...]) -> _Text:
    return _Text(boxes_of(list(zip(texts, settings, strict=True))))


def _space(setting: FontStyle) -> str:
    return shape(face(setting.family, setting.bold), " ", setting.tabular).hex


def _runs(
    boxes: list[Box], lines: list[TextLine], settings: tuple[FontStyle, ...]
) -> tuple[list[list[tuple[int, str]]], list[dict[str, Word]]]:
    """Join the words of each line, span by span."""
    spaces = [_space(setting) for setting in settings]
    words: list[dict[str, Word]] = [{} for _ in settings]
    return [_run(boxes[start:end], spaces, words) for start, end, _ in lines], words


def _run(boxes: list[Box], spaces: list[str], words: list[dict[str, Word]]) -> list[tuple[int, str]]:
    """Join the words of a line, and note each with its span. A space belongs to the span before it."""
    row: list[tuple[int, str]] = []
    parts: list[str] = []
    span = -1
    for _, gap, pieces, _ in boxes:
        for number, word in pieces:
            if number != span:
                if parts:
                    row.append((span, "".join(parts)))
                    parts.clear()
                span = number
            words[number][word.hex] = word
            parts.append(word.hex)
        if gap and pieces:
            parts.append(spaces[span])
    if parts:
        row.append((span, "".join(parts)))
    return row


class ParagraphFlowable:
    """A paragraph, or a part of one: parts share the structure element."""

    __slots__ = ("broken", "continues", "element", "indent", "label", "look", "settings", "spans", "text", "width")

    def __init__(
        self,
        spans: Sequence[StyledSpan],
        look: ParagraphStyle,
        element: Elem,
        *,
        indent: float = 0.0,
        label: Label | None = None,
        hold_last: bool = False,
    ) -> None:
        """Shape the spans. ``hold_last`` binds the last two words, so that no short word stands on a line alone."""
        self.look = look
        self.element = element
        self.indent = indent
        self.label = label
        self.spans = list(spans)
        self.settings = tuple(
            look.setting if span.bold is None else look.setting_bold if span.bold else look.setting_regular
            for span in self.spans
        )
        texts = [bind(span.text) for span in self.spans]
        if hold_last and texts:
            texts[-1] = bind_last(texts[-1])
        self.text = _text(tuple(texts), self.settings)
        self.broken = _UNBROKEN
        self.width = -1.0
        self.continues = False

    def wrap(self, width: float) -> float:
        """Break into lines for a width; give the height."""
        if width != self.width:
            self.width = width
            self.broken = self.text.lines(width - self.indent, self.settings) if self.settings else _UNBROKEN
        return len(self.broken.lines) * self.look.leading_pt

    @property
    def lines(self) -> list[TextLine]:
        """The lines, after wrapping."""
        return self.broken.lines

    @property
    def natural_width(self) -> float:
        """The width of the longest line, after wrapping."""
        return self.indent + max((line.width for line in self.lines), default=0.0)

    def least(self, width: float) -> float:
        """Give the height that the first part of a split needs, or the whole where it is too short to split."""
        height = self.wrap(width)
        return height if len(self.lines) < 2 * LEAST_LINES else LEAST_LINES * self.look.leading_pt

    def split(self, width: float, height: float) -> tuple[ParagraphFlowable, ParagraphFlowable] | None:
        """Part the paragraph so that the first part fits a height, at least two lines on both sides."""
        self.wrap(width)
        count = min(int((height + 0.01) // self.look.leading_pt), len(self.lines) - LEAST_LINES)
        if count < LEAST_LINES:
            return None
        cut = self.lines[count].start
        boxes = self.broken.boxes
        first, rest = self._part(boxes[:cut]), self._part(boxes[cut:])
        first.continues = True
        rest.continues = self.continues
        rest.label = None
        return first, rest

    def _part(self, boxes: list[Box]) -> ParagraphFlowable:
        part = object.__new__(ParagraphFlowable)
        part.look, part.element, part.indent, part.label = self.look, self.element, self.indent, self.label
        part.spans, part.settings = self.spans, self.settings
        part.text, part.broken, part.width, part.continues = _Text(boxes), _UNBROKEN, -1.0, False
        return part

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        """Draw with the top left corner at (x, y)."""
        self.wrap(width)
        look = self.look
        baseline = y + look.baseline
        if self.label:
            self.label(canvas, x, baseline)
        left = x + self.indent
        if any(span.target is not None or span.language for span in self.spans):
            self._draw_spans(canvas, left, baseline)
        elif self.broken.lines:
            self._draw_plain(canvas, left, baseline)

    def _line_left(self, left: float, line: TextLine) -> float:
        if self.look.align == "left":
            return left
        free = self.width - self.indent - line.width
        return left + (free if self.look.align == "right" else free / 2)

    def _draw_plain(self, canvas: Canvas, left: float, baseline: float) -> None:
        """Draw text without links: one mark, one text object."""
        look, broken = self.look, self.broken
        voices = self._voices(canvas)
        for voice, words in zip(voices, broken.words, strict=True):
            voice.used.update(words)
        key = (tuple([voice.font for voice in voices]), look.leading_pt, look.align, self.continues)
        shown = broken.shown.get(key)
        if shown is None:
            shown = broken.shown[key] = self._shown(voices)
        tracking = f" {voices[0].tracking:.3f} Tc" if voices[0].tracking else ""
        at_x, at_y = self._line_left(left, broken.lines[0]), canvas._page_height - baseline
        canvas.begin(self.element)
        canvas.paint(f"BT{tracking} {at_x:.2f} {at_y:.2f} Td {shown}")
        canvas.end()

    def _shown(self, voices: list[TextState]) -> str:
        """Write the lines, each from the place of the one before."""
        broken, leading = self.broken, self.look.leading_pt
        out: list[str] = []
        spoken: TextState | None = None
        last = broken.lines[-1] if not self.continues else None
        was_x = self._line_left(0.0, broken.lines[0])
        for line, runs in zip(broken.lines, broken.runs, strict=True):
            if out:
                at_x = self._line_left(0.0, line)
                out.append(f"{at_x - was_x:.2f} {-leading:.2f} Td")
                was_x = at_x
            for number, shown in runs:
                voice = voices[number]
                if voice is not spoken:
                    out.append(voice.font)
                    spoken = voice
                if line is last and number == runs[-1][0]:
                    shown = shown.removesuffix(voice.space)
                out.append(f"[<{shown}>]TJ")
        out.append("0 Tc ET" if voices[0].tracking else "ET")
        return " ".join(out)

    def _draw_spans(self, canvas: Canvas, left: float, baseline: float) -> None:
        """Draw text with links or words in another language: they are elements of their own."""
        pen = _SpanPen(canvas, self.element, self.spans, self._voices(canvas), canvas._page_height - baseline, baseline)
        boxes = self.broken.boxes
        last_box = len(boxes) - 1
        for line in self.lines:
            pen.at_x, pen.fresh = self._line_left(left, line), True
            for index in range(line[0], line[1]):
                _, space, pieces, _ = boxes[index]
                gap = space if index != last_box or self.continues else 0.0
                closing = len(pieces) - 1
                for position, (number, word) in enumerate(pieces):
                    pen.write(number, word, gap if position == closing else 0.0)
            pen.at_y -= self.look.leading_pt
            pen.baseline += self.look.leading_pt
        pen.lift()
        self._draw_links(canvas, pen.fragments)

    def _voices(self, canvas: Canvas) -> list[TextState]:
        colour = self.look.colour
        return [_voice(canvas, span, setting, colour) for span, setting in zip(self.spans, self.settings, strict=True)]

    def _draw_links(self, canvas: Canvas, fragments: list[_Fragment]) -> None:
        look = self.look
        rise = look.baseline
        for target, element, x, baseline, width in fragments:
            if target.href.startswith("tel:"):
                # A number says itself that it can be called; on paper a line below it only blurs the digits
                canvas.link(element, x, baseline - rise, width, look.leading_pt, target.href, target.contents)
                continue
            with canvas.artifact():
                under = baseline + 0.13 * look.size_pt
                canvas.rule(x, under, x + width, under, "petrol", 0.05 * look.size_pt)
            canvas.link(element, x, baseline - rise, width, look.leading_pt, target.href, target.contents)


_NOTHING = object()

_Fragment = tuple[Target, Elem, float, float, float]
"""A stretch of a link on one line: where it leads, its element, left edge, baseline and width."""


def _voice(canvas: Canvas, span: StyledSpan, setting: FontStyle, colour: str) -> TextState:
    return canvas.voice(setting, span.colour or ("petrol" if span.target is not None else colour))


def _inline_element(span: StyledSpan, parent: Elem) -> Elem:
    if span.target is not None:
        return Elem("Link", parent, language=span.language)
    return Elem("Span", parent, language=span.language)


class _SpanPen:
    """Writes words one after another, each in the element and in the letters of its span."""

    __slots__ = (
        "at_x", "at_y", "baseline", "canvas", "element", "elements", "fragments", "fresh", "key", "keys", "out", "run",
        "spans", "voice", "voices",
    )  # fmt: skip

    def __init__(
        self,
        canvas: Canvas,
        element: Elem,
        spans: list[StyledSpan],
        voices: list[TextState],
        at_y: float,
        baseline: float,
    ) -> None:
        self.canvas, self.element, self.spans, self.voices = canvas, element, spans, voices
        self.keys = [id(span.target) if span.target is not None else (span.language or None) for span in spans]
        self.elements: dict[object, Elem] = {None: element}
        self.fragments: list[_Fragment] = []
        self.at_x, self.at_y, self.baseline = 0.0, at_y, baseline
        self.fresh = True
        """Whether the next word has no place yet: the first of its line or of its element."""
        self.key: object = _NOTHING
        self.voice: TextState | None = None
        self.out: list[str] = []
        self.run: list[str] = []
        """The letters that wait to be shown."""

    def write(self, number: int, word: Word, gap: float) -> None:
        """Write a word of a span, and the space behind it."""
        voice = self.voices[number]
        if self.fresh or voice is not self.voice or self.keys[number] != self.key:
            self._turn(number, voice)
        voice.used[word.hex] = word
        self.run.append(word.hex)
        advance = word.width * voice.scale + voice.tracking * len(word.glyphs)
        if gap:
            self.run.append(voice.space)
        target = self.spans[number].target
        if target is not None:
            self._extend(target, advance)
        self.at_x += advance + gap

    def _turn(self, number: int, voice: TextState) -> None:
        """Go to another element, line or look."""
        self._show()
        if self.keys[number] != self.key:
            self._close()
            self._open(number)
        if self.fresh:
            self.out.append(f"1 0 0 1 {self.at_x:.2f} {self.at_y:.2f} Tm")
            self.fresh = False
        if voice is not self.voice:
            self.out.append(voice.font)
            if self.voice is None and voice.tracking:
                self.out.append(f"{voice.tracking:.3f} Tc")
            self.voice = voice

    def lift(self) -> None:
        """Show what waits, and end."""
        self._show()
        self._close()

    def _show(self) -> None:
        if self.run:
            self.out.append(f"[<{''.join(self.run)}>]TJ")
            self.run.clear()

    def _open(self, number: int) -> None:
        """Begin the mark and the text object of a span's element."""
        self.key = self.keys[number]
        element = self.elements.get(self.key)
        if element is None:
            element = self.elements[self.key] = _inline_element(self.spans[number], self.element)
        self.canvas.begin(element)
        self.out.append("BT")
        self.voice, self.fresh = None, True

    def _close(self) -> None:
        """End a text object and its mark."""
        if self.out:
            self.out.append("0 Tc ET" if self.voice is not None and self.voice.tracking else "ET")
            self.canvas.paint(" ".join(self.out))
            self.canvas.end()
            self.out.clear()

    def _extend(self, target: Target, advance: float) -> None:
        """Add a word to the link's last fragment where it stands on the same line, else begin a fragment."""
        if self.fragments:
            was, element, left, line, _ = self.fragments[-1]
            if was is target and line == self.baseline:
                self.fragments[-1] = (target, element, left, line, self.at_x + advance - left)
                return
        self.fragments.append((target, self.elements[self.key], self.at_x, self.baseline, advance))


_HELD_SPACES = {0x00A0: None, 0x202F: None}
"""Spaces that hold words together: every face has a space to set them with."""


def missing_characters(spans: Sequence[StyledSpan], look: ParagraphStyle) -> str:
    """Give the characters of some spans that their faces lack. ASCII is in every face, so it is not looked at."""
    found: dict[str, None] = {}
    for span in spans:
        if not span.text.isascii():
            faced = face(look.family, look.bold if span.bold is None else span.bold)
            found.update(dict.fromkeys(faced.missing_characters(span.text.translate(_HELD_SPACES))))
    return "".join(found)
