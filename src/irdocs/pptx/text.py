"""Lines of the tree as DrawingML paragraphs, and how many lines they take in a placeholder."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from irdocs.document.nodes import Amount, Cite, Dagger, Foreign, Inline, Line, Link, Strong, Text
from irdocs.pptx.inherit import Level, Slot
from irdocs.pptx.template import measured_as
from irdocs.typeset.linebreak import FontStyle, boxes_of, break_lines

# XML 1.0, 2.2: what may not stand in a document at all.
_ILLEGAL = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BLANKS = re.compile("[\t\n\r]+")
# Most text needs no change at all: one look instead of five.
_UNSAFE = re.compile('[&<>"\x00-\x1f\ud800-\udfff\ufffe\uffff]')

Register = Callable[[str], str]
"""Takes an address, gives the id of its relationship on this slide."""


class TextRun(NamedTuple):
    """Letters that are set alike."""

    text: str
    bold: bool = False
    language: str = ""
    """"" is the document's."""
    href: str = ""


@dataclass(frozen=True)
class Para:
    """A paragraph on a slide: spans, level, and a bullet where it differs from the layout's."""

    spans: tuple[TextRun, ...]
    level: int = 0
    bullet: str | None = None
    """None: as the layout has it; "": none; "•"; "auto:alphaUcPeriod"."""
    start: int = 1
    """First number of a numbered list that was split."""
    glued: bool = False
    """Whether it stays with the paragraph before it (a reason under its option)."""

    @property
    def words(self) -> str:
        """The paragraph as plain text."""
        return "".join(span.text for span in self.spans)


def clean(text: str) -> str:
    """Drop what XML cannot hold, and breaks that are none of the document's."""
    return _ILLEGAL.sub("", _BLANKS.sub(" ", text)) if _UNSAFE.search(text) else text


def escape(text: str) -> str:
    """Make text safe between tags and in double quotes."""
    if not _UNSAFE.search(text):
        return text
    text = _ILLEGAL.sub("", _BLANKS.sub(" ", text)).replace("&", "&amp;")
    return text.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def spans_of(line: Iterable[Inline], bold: bool = False, language: str = "", href: str = "") -> list[TextRun]:
    """Flatten a line of the tree."""
    out: list[TextRun] = []
    for piece in line:
        match piece:
            case Text() | Amount():
                out.append(TextRun(piece.text, bold, language, href))
            case Strong():
                out += spans_of(piece.line, True, language, href)
            case Link():
                out += spans_of(piece.line, bold, language, piece.href)
            case Foreign():
                out += spans_of(piece.line, bold, piece.language, href)
            case Cite():
                if piece.numbers:
                    marks = ", ".join(str(number) for number in piece.numbers)
                    out.append(TextRun(f" [{marks}]", bold, language, href))
            case Dagger():
                out.append(TextRun("†", bold, language, href))
    return out


def para(
    line: Line | str,
    level: int = 0,
    bullet: str | None = None,
    *,
    bold: bool = False,
    start: int = 1,
    glued: bool = False,
) -> Para:
    """Make a paragraph of a line of the tree, or of plain words."""
    spans = (TextRun(line, bold),) if isinstance(line, str) else tuple(spans_of(line, bold))
    return Para(spans, level, bullet, start, glued)


def run_xml(span: TextRun, language: str, register: Register | None = None, size: int = 0) -> str:
    """A run. ``size`` (hundredths of a point) is for tables and text boxes only, never for placeholders."""
    attributes = f'lang="{escape(span.language or language)}"'
    if size:
        attributes += f' sz="{size}"'
    if span.bold:
        attributes += ' b="1"'
    text = escape(span.text)
    if span.href and register is not None:
        link = f'<a:hlinkClick r:id="{register(span.href)}"/>'
        return f"<a:r><a:rPr {attributes}>{link}</a:rPr><a:t>{text}</a:t></a:r>"
    return f"<a:r><a:rPr {attributes}/><a:t>{text}</a:t></a:r>"


def paragraph_xml(item: Para, levels: Sequence[Level], language: str, register: Register | None = None) -> str:
    """A paragraph of a placeholder: level and list mark at most, everything else is the layout's."""
    runs = "".join(run_xml(span, language, register) for span in item.spans if span.text)
    properties = _properties(item, levels[min(item.level, len(levels) - 1)])
    return f'<a:p>{properties}{runs}<a:endParaRPr lang="{language}"/></a:p>'


def free_paragraph_xml(item: Para, level: Level, language: str, register: Register | None = None) -> str:
    """A paragraph of a text box, which inherits nothing: it says its size, its list mark and its margins itself."""
    size = round(level.size * 100)
    runs = "".join(run_xml(span, language, register, size) for span in item.spans if span.text)
    bullet = level.bullet if item.bullet is None else item.bullet
    properties = _hanging(bullet, item.start, _hang(bullet, replace(level, bullet=""))) if bullet else _flush(level)
    return f'<a:p>{properties}{runs}<a:endParaRPr lang="{language}"/></a:p>'


def _properties(item: Para, level: Level) -> str:
    attributes = f' lvl="{item.level}"' if item.level else ""
    wanted = item.bullet
    if wanted is None or (wanted == level.bullet and item.start == 1):
        return f"<a:pPr{attributes}/>" if attributes else ""
    if wanted == "":
        return _flush(level, attributes)
    hang = _hang(wanted, level)
    return _hanging(wanted, item.start, hang if hang != (level.margin, level.indent) else None, attributes)


def _flush(level: Level, attributes: str = "") -> str:
    """Text without a list mark, at the edge where the mark would stand."""
    flush = round((level.margin + level.indent) * 12700)
    return f'<a:pPr marL="{flush}" indent="0"{attributes}><a:buNone/></a:pPr>'


def _hanging(bullet: str, start: int, hang: tuple[float, float] | None, attributes: str = "") -> str:
    """Text behind a list mark; ``hang`` is its margin and indent where they are not the layout's."""
    if hang is not None:
        attributes = f' marL="{round(hang[0] * 12700)}" indent="{round(hang[1] * 12700)}"{attributes}'
    if bullet.startswith("auto:"):
        begin = f' startAt="{start}"' if start != 1 else ""
        mark = f'<a:buFont typeface="+mj-lt"/><a:buAutoNum type="{bullet[5:]}"{begin}/>'
    else:
        mark = f'<a:buFont typeface="Arial"/><a:buChar char="{escape(bullet)}"/>'
    return f"<a:pPr{attributes}>{mark}</a:pPr>"


def _hang(bullet: str, level: Level) -> tuple[float, float]:
    """Margin and indent that leave room for a list mark."""
    room = level.effective_size * (1.7 if bullet.startswith("auto:") else 0.8)
    if level.indent <= -0.95 * room:
        return level.margin, level.indent
    if bullet.startswith("auto:") and level.bullet.startswith("auto:"):
        return level.margin, level.indent  # the layout counts already, and has made room
    start = level.margin + min(level.indent, 0.0)
    return start + room, -room


def text_body(items: Sequence[Para], levels: Sequence[Level], language: str, register: Register | None = None) -> str:
    """The paragraphs of a placeholder; one empty paragraph where there are none."""
    if not items:
        return f'<a:p><a:endParaRPr lang="{language}"/></a:p>'
    return "".join(paragraph_xml(item, levels, language, register) for item in items)


# --- measuring --------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def _lines(spans: tuple[tuple[str, bool], ...], family: str, size: float, width: float) -> int:
    settings = (FontStyle(family, False, size), FontStyle(family, True, size))
    boxes = boxes_of([(text, settings[bold]) for text, bold in spans])
    return max(1, len(break_lines(boxes, width, settings)))


@lru_cache(maxsize=4096)
def _width(spans: tuple[tuple[str, bool], ...], family: str, size: float) -> float:
    settings = (FontStyle(family, False, size), FontStyle(family, True, size))
    boxes = boxes_of([(text, settings[bold]) for text, bold in spans])
    lines = break_lines(boxes, 1e6, settings)
    return max((line.width for line in lines), default=0.0)


def line_count(item: Para, level: Level, width: float) -> int:
    """Lines that a paragraph takes in ``width`` points."""
    family, factor, _ = measured_as(level.face)
    margin = level.margin
    if item.bullet == "":
        margin = max(0.0, level.margin + level.indent)
    elif item.bullet is not None and item.bullet != level.bullet:
        margin = _hang(item.bullet, level)[0]
    spans = tuple((clean(span.text), span.bold or level.bold) for span in item.spans if span.text)
    return _lines(spans, family, level.effective_size, (width - margin) / factor) if spans else 1


def natural_width(item: Para, level: Level) -> float:
    """Width of a paragraph on one line, in points."""
    family, factor, _ = measured_as(level.face)
    spans = tuple((clean(span.text), span.bold or level.bold) for span in item.spans if span.text)
    return _width(spans, family, level.effective_size) * factor if spans else 0.0


@dataclass(frozen=True)
class Stand:
    """Where a paragraph stands in its placeholder, in points from the top of its text."""

    top: float
    height: float
    """Of its lines, without the gaps."""


def stands(items: Sequence[Para], slot: Slot) -> list[Stand]:
    """Place paragraphs below each other."""
    out = []
    y = 0.0
    after = 0.0
    for position, item in enumerate(items):
        level = slot.levels[min(item.level, len(slot.levels) - 1)]
        y += after + (level.space_before if position else 0.0)
        height = line_count(item, level, slot.text_width) * level.leading
        out.append(Stand(y, height))
        y += height
        after = level.space_after
    return out


def height_of(items: Sequence[Para], slot: Slot) -> float:
    """Points that paragraphs take, the last gap left out."""
    placed = stands(items, slot)
    return placed[-1].top + placed[-1].height if placed else 0.0


def split(items: Sequence[Para], slot: Slot, room: float = 0.0) -> list[list[Para]]:
    """Deal paragraphs out to as many slides as they need; a glued one stays with the one before it.

    A numbered list goes on counting on the next slide. A paragraph taller than the room gets a slide of its own: the
    caller tells how far it runs over.
    """
    room = room or slot.text_height
    if height_of(items, slot) <= room + 0.5:
        return [list(items)] if items else []
    groups: list[list[Para]] = []
    for item in items:
        if item.glued and groups:
            groups[-1].append(item)
        else:
            groups.append([item])
    pages: list[list[Para]] = []
    page: list[Para] = []
    for group in groups:
        if page and height_of(page + group, slot) > room + 0.5:
            pages.append(page)
            page = []
        page = page + group
    if page:
        pages.append(page)
    return _renumbered(_balanced(pages, groups, slot, room), slot)


def _balanced(pages: list[list[Para]], groups: list[list[Para]], slot: Slot, room: float) -> list[list[Para]]:
    """Even the pages out, so that the last one does not hold a single line."""
    count = len(pages)
    if count < 2:
        return pages
    goal = height_of([item for group in groups for item in group], slot) / count
    out: list[list[Para]] = [[]]
    for position, group in enumerate(groups):
        full = height_of(out[-1] + group, slot)
        left = len(groups) - position
        enough = out[-1] and full > goal * 1.02 and len(out) < count
        if out[-1] and (full > room + 0.5 or (enough and left >= count - len(out))):
            out.append([])
        out[-1] = out[-1] + group
    return out if len(out) == count and all(height_of(page, slot) <= room + 0.5 for page in out) else pages


def _renumbered(pages: list[list[Para]], slot: Slot) -> list[list[Para]]:
    counted = 0
    out = []
    for number, page in enumerate(pages):
        fresh: list[Para] = []
        for item in page:
            level = slot.levels[min(item.level, len(slot.levels) - 1)]
            mark = level.bullet if item.bullet is None else item.bullet
            if mark.startswith("auto:"):
                counted += 1
                if number:
                    first = not any(other.bullet and other.bullet.startswith("auto:") for other in fresh)
                    item = replace(item, bullet=mark, start=counted if first else _start(fresh))
            fresh.append(item)
        out.append(fresh)
    return out


def _start(page: list[Para]) -> int:
    return next(item.start for item in page if item.bullet and item.bullet.startswith("auto:"))
