"""How a trifold is made up: six panels, the essentials chosen by rank, and on the back what was left out.

The choice needs the writer's measure, so it is made here and not in the layout's template. Sections of rank 0 and all
that stands outside sections can never be left out; if they do not fit, that is an error.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from irdocs.document.nodes import (
    Block,
    ContactBlock,
    Cover,
    Heading,
    Paragraph,
    Section,
    Text,
    WritingLines,
    words,
)
from irdocs.pdf.canvas import Canvas
from irdocs.pdf.pager import MM, Frame, Page, PagerItem, Placed, paginate
from irdocs.pdf.structure import Elem
from irdocs.pdf.typesetter import Typesetter
from irdocs.problems import Problems

INNER = range(1, 5)
"""Inside 1 to 3 and the flap: what the essentials flow through."""
BACK = 5
NARROW = (3, 4)
"""Panels on the part that is folded in: it is narrower, so that it lies flat (L14)."""
NARROWER = 3 * MM
LEFT_OUT = "left-out"
"""Role of the paragraph that says what was left out."""


@dataclass(frozen=True)
class _Part:
    """A block of the document and its items."""

    block: Block
    items: tuple[PagerItem, ...]
    place: int

    @property
    def rank(self) -> int:
        """How soon it may be left out; 0: never."""
        return self.block.rank if isinstance(self.block, Section) else 0


def trifold(setter: Typesetter, canvas: Canvas, frame: Frame) -> list[Page]:
    """Make up the panels in story order: front, inside 1 to 3, flap, back."""
    front, flow, back = _parted(setter.document.children)
    pages = paginate(setter.items(front, canvas.root), lambda index: frame, setter.problems)[:1]
    parts = [_Part(block, tuple(setter.items([block], canvas.root)), place) for place, block in enumerate(flow)]
    chosen, left_out = _choose(parts, frame, setter)
    inside, _ = _flow(chosen, frame)
    pages += [replace(page, index=page.index + 1) for page in inside[: len(INNER)]]
    while len(pages) <= INNER[-1]:
        pages.append(
            _notes(len(pages), panel(frame, len(pages)), setter, canvas.root, first=len(inside) == len(pages) - 1)
        )
    told = [_told(block, left_out, setter, back) for block in back]
    items = setter.items(told, canvas.root)
    last = paginate(items, lambda index: panel(frame, BACK), Problems())
    if len(last) > 1:
        endless = replace(panel(frame, BACK), bottom=frame.bottom * 100)
        needed = paginate([replace(item, at_foot=False) for item in items], lambda index: endless, Problems())[0].used
        _overset(setter, needed - frame.bottom, "the back panel")
    pages.append(replace(last[0], index=BACK))
    return pages


def panel(frame: Frame, index: int) -> Frame:
    """Give the frame of a panel."""
    if index not in NARROW:
        return frame
    return replace(frame, width=frame.width - NARROWER, right=frame.right - NARROWER)


def _parted(blocks: Sequence[Block]) -> tuple[list[Block], list[Block], list[Block]]:
    """Part the document: the cover; what flows; the back, from the contacts on."""
    front: list[Block] = [block for block in blocks if isinstance(block, Cover)]
    rest = [block for block in blocks if not isinstance(block, Cover)]
    start = next((place for place, block in enumerate(rest) if _is_contact(block)), len(rest))
    return front, rest[:start], rest[start:]


def _is_contact(block: Block) -> bool:
    return any(isinstance(node, ContactBlock) for node in block.walk())


def _choose(parts: list[_Part], frame: Frame, setter: Typesetter) -> tuple[list[_Part], list[_Part]]:
    """Take what can never be left out, then section after section by rank as long as all fits."""
    chosen = [part for part in parts if part.rank == 0]
    pages, over = _flow(chosen, frame)
    if len(pages) > len(INNER) or over:
        _overset(setter, _height(pages[len(INNER) :]) + over, "the panels")
        return chosen, [part for part in parts if part.rank]
    for part in sorted((part for part in parts if part.rank), key=lambda part: (part.rank, part.place)):
        more = sorted([*chosen, part], key=lambda one: one.place)
        pages, over = _flow(more, frame)
        if len(pages) <= len(INNER) and not over:
            chosen = more
    return chosen, [part for part in parts if part not in chosen]


def _flow(parts: Iterable[_Part], frame: Frame) -> tuple[list[Page], float]:
    """Let parts flow through the inner panels. Gives the pages, and by how much single items are too high."""
    quiet = Problems()
    items = [item for part in parts for item in part.items]
    pages = paginate(items, lambda index: panel(frame, index + 1), quiet)
    over = 0.0
    if quiet.has_errors:
        over = sum(max(0.0, page.used - page.frame.bottom) for page in pages)
    return pages, over


def _height(pages: Sequence[Page]) -> float:
    return sum(page.used - page.frame.top for page in pages)


def _overset(setter: Typesetter, height: float, where: str) -> None:
    lines = math.ceil(height / setter.look("body").leading_pt)
    setter.problems.error(
        "overset",
        setter.document.at,
        f"what can never be left out is {lines} {'line' if lines == 1 else 'lines'} too long for {where}",
        "shorten it in the content, or offer the booklet instead",
    )


def _told(block: Block, left_out: list[_Part], setter: Typesetter, back: Sequence[Block]) -> Block:
    """Say on the back what was left out and where to read it."""
    if not isinstance(block, Paragraph) or block.role != LEFT_OUT:
        return block
    locale = setter.locale
    names = [_heading_of(part.block) for part in left_out]
    parts = str(locale.words["lists"]["semicolon"]).join([name for name in names if name] + [words(block.line)])
    code = any(isinstance(node, ContactBlock) and node.qr_url for one in back for node in one.walk())
    said = locale.say("leaflet.left-out-code" if code else "leaflet.left-out", parts=parts)
    return replace(block, line=(Text(text=said),), role="caption")


def _heading_of(block: Block) -> str:
    heading = next((node for node in block.walk() if isinstance(node, Heading)), None)
    return words(heading.line).rstrip("?") if heading is not None else ""


def _notes(index: int, frame: Frame, setter: Typesetter, root: Elem, first: bool) -> Page:
    """A panel that nothing is left for: lines to write on."""
    page = Page(index, frame)
    section = Elem("Sect", root)
    top, width = frame.top, frame.right - frame.text_left
    items: list[PagerItem] = []
    if first:
        items = setter.items([Heading(level=2, line=(Text(text=setter.locale.say("page.notes")),))], section)
    pitch = setter.space("writing-line", 8.0)
    room = frame.bottom - top - sum(item.content.wrap(width) for item in items)
    items += setter.items([WritingLines(count=int(room / pitch))], section)
    for item in items:
        height = item.content.wrap(width)
        page.placed.append(Placed(item, frame.text_left, top, width, height))
        top += height
    return page
