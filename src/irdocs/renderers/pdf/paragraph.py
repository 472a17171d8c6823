"""Paragraphs: styled spans that wrap, split over pages and draw themselves as one structure element.

All lengths are points; y runs down.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from irdocs.renderers.pdf.canvas import Canvas
from irdocs.renderers.pdf.objects import number
from irdocs.renderers.pdf.structure import Elem
from irdocs.type.faces import Face, face
from irdocs.type.linebreak import NBSP, Box, Line, Setting, bind, bind_last, boxes_of, break_lines, space_width
from irdocs.type.shaping import Word, shape

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
class Span:
    """Text of one look."""

    text: str
    bold: bool | None = None
    """None: as the paragraph."""
    colour: str | None = None
    target: Target | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph is set."""

    family: str
    size_pt: float
    leading_pt: float
    bold: bool = False
    colour: str = "ink"
    tracking_em: float = 0.0
    tabular: bool = False
    align: str = "left"

    @property
    def setting(self) -> Setting:
        """The letters of unmarked text."""
        return Setting(self.family, self.bold, self.size_pt, self.tracking_em, self.tabular)

    @property
    def baseline(self) -> float:
        """Where the baseline lies below the top of a line: the space left over is shared above and below."""
        faced = face(self.family, self.bold)
        letters = (faced.ascent - faced.descent) * self.size_pt / 1000
        return (self.leading_pt - letters) / 2 + faced.ascent * self.size_pt / 1000

    @property
    def x_height(self) -> float:
        """Height of the small letters."""
        return face(self.family, self.bold).x_height * self.size_pt / 1000

    @property
    def cap_height(self) -> float:
        """Height of the capitals."""
        return face(self.family, self.bold).cap_height * self.size_pt / 1000


class _Voice(NamedTuple):
    """What drawing needs of a span."""

    face: Face
    font: str
    colour: str
    space: Word
    gap: float
    scale: float
    tracking: float
    key: object
    """Spans of one key are content of one element."""
    used: dict[str, Word]


class Paragraph:
    """A paragraph, or a part of one: parts share the structure element."""

    __slots__ = ("boxes", "continues", "element", "indent", "label", "lines", "look", "settings", "spans", "width")

    def __init__(
        self,
        spans: Sequence[Span],
        look: Look,
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
        self.settings = [
            look.setting if span.bold is None else replace(look.setting, bold=span.bold) for span in self.spans
        ]
        texts = [bind(span.text) for span in self.spans]
        if hold_last and texts:
            texts[-1] = bind_last(texts[-1])
        self.boxes: list[Box] = boxes_of(list(zip(texts, self.settings, strict=True)))
        self.lines: list[Line] = []
        self.width = -1.0
        self.continues = False

    def wrap(self, width: float) -> float:
        """Break into lines for a width; give the height."""
        if width != self.width:
            self.width = width
            self.lines = break_lines(self.boxes, width - self.indent, self.settings)
        return len(self.lines) * self.look.leading_pt

    @property
    def natural_width(self) -> float:
        """The width of the longest line, after wrapping."""
        return self.indent + max((line.width for line in self.lines), default=0.0)

    def least(self, width: float) -> float:
        """Give the height that the first part of a split needs, or the whole where it is too short to split."""
        height = self.wrap(width)
        return height if len(self.lines) < 2 * LEAST_LINES else LEAST_LINES * self.look.leading_pt

    def split(self, width: float, height: float) -> tuple[Paragraph, Paragraph] | None:
        """Part the paragraph so that the first part fits a height, at least two lines on both sides."""
        self.wrap(width)
        count = min(int((height + 0.01) // self.look.leading_pt), len(self.lines) - LEAST_LINES)
        if count < LEAST_LINES:
            return None
        cut = self.lines[count].start
        first, rest = self._part(self.boxes[:cut]), self._part(self.boxes[cut:])
        first.continues = True
        rest.continues = self.continues
        rest.label = None
        return first, rest

    def _part(self, boxes: list[Box]) -> Paragraph:
        part = object.__new__(Paragraph)
        part.look, part.element, part.indent, part.label = self.look, self.element, self.indent, self.label
        part.spans, part.settings = self.spans, self.settings
        part.boxes, part.lines, part.width, part.continues = boxes, [], -1.0, False
        return part

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        """Draw with the top left corner at (x, y)."""
        self.wrap(width)
        look = self.look
        baseline = y + look.baseline
        if self.label:
            self.label(canvas, x, baseline)
        left = x + self.indent
        if len(self.spans) == 1 and self.spans[0].target is None and not self.spans[0].language:
            self._draw_plain(canvas, left, baseline)
        else:
            self._draw_spans(canvas, left, baseline)

    def _line_left(self, left: float, line: Line) -> float:
        if self.look.align == "left":
            return left
        free = self.width - self.indent - line.width
        return left + (free if self.look.align == "right" else free / 2)

    def _draw_plain(self, canvas: Canvas, left: float, baseline: float) -> None:
        """Draw text of one look: one mark, one text object."""
        look = self.look
        setting = self.settings[0]
        voice = _voice(canvas, self.spans[0], setting, look.colour)
        used, space = voice.used, voice.space.hex
        used[space] = voice.space
        top = canvas._page_height
        boxes, last = self.boxes, self.lines[-1] if self.lines else None
        was_x, was_y = 0.0, 0.0
        out = [f"BT {voice.colour} rg /{voice.font} {number(look.size_pt)} Tf"]
        if voice.tracking:
            out.append(f"{voice.tracking:.3f} Tc")
        for line in self.lines:
            parts: list[str] = []
            for box in boxes[line.start : line.end]:
                for _, word in box.pieces:
                    used[word.hex] = word
                    parts.append(word.hex)
                if box.space:
                    parts.append(space)
            if line is last and not self.continues and parts and parts[-1] is space:
                parts.pop()
            at_x, at_y = self._line_left(left, line), top - baseline
            out.append(f"{at_x - was_x:.2f} {at_y - was_y:.2f} Td [<{''.join(parts)}>]TJ")
            was_x, was_y = at_x, at_y
            baseline += look.leading_pt
        if voice.tracking:
            out.append("0 Tc")
        out.append("ET")
        canvas.begin(self.element)
        canvas.paint(" ".join(out))
        canvas.end()

    def _draw_spans(self, canvas: Canvas, left: float, baseline: float) -> None:
        """Draw text of several looks; links and words in another language are elements of their own."""
        look = self.look
        voices = [
            _voice(canvas, span, setting, look.colour) for span, setting in zip(self.spans, self.settings, strict=True)
        ]
        elements: dict[object, Elem] = {None: self.element}
        fragments: list[tuple[Target, Elem, float, float, float]] = []
        top = canvas._page_height
        out: list[str] = []
        key: object = _NOTHING
        spoken: _Voice | None = None
        run: list[str] = []
        last_box = len(self.boxes) - 1

        def flush() -> None:
            if run:
                out.append(f"[<{''.join(run)}>]TJ")
                run.clear()

        def close() -> None:
            flush()
            if key is not _NOTHING:
                out.append("0 Tc ET" if spoken is not None and spoken.tracking else "ET")
                canvas.paint(" ".join(out))
                canvas.end()
                out.clear()

        for line in self.lines:
            at_x = self._line_left(left, line)
            fresh = True
            for index in range(line.start, line.end):
                box = self.boxes[index]
                pieces = box.pieces
                for position, (number_, word) in enumerate(pieces):
                    voice = voices[number_]
                    if voice.key != key:
                        close()
                        key = voice.key
                        element = elements.get(key)
                        if element is None:
                            element = elements[key] = _inline_element(self.spans[number_], self.element)
                        canvas.begin(element)
                        out.append(f"BT 1 0 0 1 {at_x:.2f} {top - baseline:.2f} Tm")
                        spoken = None
                    elif fresh:
                        flush()
                        out.append(f"1 0 0 1 {at_x:.2f} {top - baseline:.2f} Tm")
                    fresh = False
                    if spoken is None or voice[1:3] != spoken[1:3]:
                        flush()
                        out.append(f"{voice.colour} rg /{voice.font} {number(look.size_pt)} Tf")
                        if spoken is None and voice.tracking:
                            out.append(f"{voice.tracking:.3f} Tc")
                        spoken = voice
                    voice.used[word.hex] = word
                    run.append(word.hex)
                    advance = word.width * voice.scale + voice.tracking * len(word.glyphs)
                    target = self.spans[number_].target
                    closing = position == len(pieces) - 1
                    if closing and box.space and (index != last_box or self.continues):
                        voice.used[voice.space.hex] = voice.space
                        run.append(voice.space.hex)
                        gap = box.space
                    else:
                        gap = 0.0
                    if target is not None:
                        _extend(fragments, target, elements[key], at_x, baseline, advance, gap)
                    at_x += advance + gap
            baseline += look.leading_pt
        close()
        self._draw_links(canvas, fragments)

    def _draw_links(self, canvas: Canvas, fragments: list[tuple[Target, Elem, float, float, float]]) -> None:
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


def _voice(canvas: Canvas, span: Span, setting: Setting, colour: str) -> _Voice:
    faced = face(setting.family, setting.bold)
    return _Voice(
        faced,
        canvas.fonts.name(faced),
        canvas.colours[span.colour or ("petrol" if span.target else colour)],
        shape(faced, " ", setting.tabular),
        space_width(setting),
        setting.size_pt / 1000,
        setting.tracking_em * setting.size_pt,
        id(span.target) if span.target is not None else (span.language or None),
        canvas.fonts.used(faced),
    )


def _inline_element(span: Span, parent: Elem) -> Elem:
    if span.target is not None:
        return Elem("Link", parent, language=span.language)
    return Elem("Span", parent, language=span.language)


def _extend(
    fragments: list[tuple[Target, Elem, float, float, float]],
    target: Target,
    element: Elem,
    x: float,
    baseline: float,
    advance: float,
    gap: float,
) -> None:
    """Add a word to the link's last fragment where it stands on the same line, else begin a fragment."""
    if fragments:
        was, _, left, line, _width = fragments[-1]
        if was is target and line == baseline:
            fragments[-1] = (target, element, left, line, x + advance - left)
            return
    fragments.append((target, element, x, baseline, advance))


def missing_characters(spans: Sequence[Span], look: Look) -> str:
    """Give the characters of some spans that their faces lack. ASCII is in every face, so it is not looked at."""
    found: dict[str, None] = {}
    for span in spans:
        if not span.text.isascii():
            faced = face(look.family, look.bold if span.bold is None else span.bold)
            found.update(dict.fromkeys(faced.missing_characters(span.text.replace(NBSP, ""))))
    return "".join(found)
