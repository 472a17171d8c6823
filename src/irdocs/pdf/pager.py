"""The small pager: puts items on pages, and knows every finished page before anything is drawn.

It keeps headings with what follows, table rows whole and table heads repeated, and leaves white space in one piece at
the foot. Lengths are points; y runs down from the top of the page.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Protocol

from irdocs.pdf.canvas import PAGINATION, Canvas
from irdocs.problems import Location, Problems

MM = 72 / 25.4
"""Points in a millimetre."""

_SLACK = 0.05
"""Points by which something may be too high: the sum of rounded lengths."""

LEAST_FOOT_GAP = 2 * MM
"""White that must be left above what stands at the foot of the last page."""
COMPANY = 6
"""Items that a last page has at least, where others can be moved there: the foot, two captions, three sources."""


class Flowable(Protocol):
    """What can be put on a page."""

    def wrap(self, width: float) -> float:
        """Lay out for a width; give the height."""

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        """Draw with the top left corner at (x, y)."""


@dataclass(frozen=True)
class Frame:
    """Where one page takes what. Pages of one document may differ (booklets, panels)."""

    width: float
    height: float
    wide_left: float
    text_left: float
    right: float
    top: float
    bottom: float

    def left(self, wide: bool) -> float:
        """Give the left edge of an item."""
        return self.wide_left if wide else self.text_left


@dataclass(frozen=True)
class Mark:
    """What an item sets on the route line. `kind`: entry | ring | dot | end; `y` below the top of the item."""

    kind: str
    y: float


@dataclass(frozen=True)
class PagerItem:
    """A flowable and how it wants to stand among its neighbours."""

    content: Flowable
    wide: bool = False
    before: float = 0.0
    after: float = 0.0
    keep_next: bool = False
    least_room: float = 0.0
    """Room that must be left on the page where it starts, else it starts the next one (visual.md 8.2)."""
    new_page: bool = False
    opens: bool = False
    """It opens a section: the place where a page ends best."""
    stretch: float = 0.0
    """How much the gap before it may grow, so that the feet of pages are even."""
    nth: tuple[int, int] = (0, 0)
    """In a list: how many items stand before it, and how many from it on; (0, 0): in none."""
    at_foot: bool = False
    """Where nothing follows, it stands at the foot of its page, with white space above, and never there alone."""
    fills: bool = False
    """It takes its page for itself and hides what stands on every page: a cover."""
    marks: tuple[Mark, ...] = ()
    clearance: float | None = None
    """The item hides the route line, and this much above and below; None: the line passes beside it."""
    head: Flowable | None = None
    """What is repeated above it at the top of a page: the head of its table."""
    at: Location = field(default_factory=lambda: Location(""))


@dataclass(frozen=True)
class Placed:
    """An item on a page."""

    item: PagerItem
    x: float
    y: float
    width: float
    height: float
    repeated: bool = False
    """A copy for the eye only: an artifact."""


@dataclass
class Page:
    """A finished page, not yet drawn. Pages count from 0."""

    index: int
    frame: Frame
    placed: list[Placed] = field(default_factory=list)

    @property
    def covered(self) -> bool:
        """Whether one item takes the page for itself."""
        return any(one.item.fills for one in self.placed)

    @property
    def used(self) -> float:
        """Where the content ends."""
        return max((one.y + one.height for one in self.placed), default=self.frame.top)


def paginate(items: Iterable[PagerItem], frame_of: Callable[[int], Frame], problems: Problems) -> list[Page]:
    """Put items on pages. An item that fits no page is placed all the same, and is an error."""
    filler = _Filler(deque(items), frame_of, problems)
    while filler.queue:
        filler.place_next()
    _share_last(filler.pages)
    return filler.pages


class _Filler:
    """Fills one page after another from the items that wait."""

    def __init__(self, queue: deque[PagerItem], frame_of: Callable[[int], Frame], problems: Problems) -> None:
        self.queue, self.frame_of, self.problems = queue, frame_of, problems
        self.pages = [Page(0, frame_of(0))]
        self.y, self.after = self.pages[0].frame.top, 0.0

    def place_next(self) -> None:
        """Place the next item, its first part, or begin the page that it stands on."""
        page, item = self.pages[-1], self.queue.popleft()
        frame = page.frame
        x = frame.left(item.wide)
        width = frame.right - x
        empty = not page.placed
        gap = 0.0 if empty else max(item.before, self.after)
        if empty and item.head is not None and len(self.pages) > 1:
            self.y = _repeat_head(page, item, x, self.y, width)
        height = item.content.wrap(width)
        if item.at_foot and height > frame.bottom - self.y - gap + _SLACK:
            gap = min(gap, LEAST_FOOT_GAP)
        room = frame.bottom - self.y - gap
        fits = height <= room + _SLACK
        crowded = item.new_page or room + gap < item.least_room
        wants_new = crowded or self._least_height(item, frame) > room + _SLACK
        parts = None if fits or (wants_new and not empty and item.keep_next) else _split(item, width, room)
        if not empty and (crowded or (wants_new and parts is None)):
            self.queue.appendleft(replace(item, new_page=False))
            self._turn()
        elif parts is not None:
            first, rest = parts
            part = replace(item, content=first, keep_next=False, after=0.0)
            page.placed.append(Placed(part, x, self.y + gap, width, first.wrap(width)))
            self.queue.appendleft(replace(item, content=rest, before=0.0, marks=(), least_room=0.0))
            self._turn()
        else:
            if not fits:
                self._report_too_high(item, height - room)
            self._place(item, x, gap, width, height)

    def _least_height(self, item: PagerItem, frame: Frame) -> float:
        """Return the height that an item needs with what it is kept with; where no page holds it all, with the next only."""
        chain = _chain(item, self.queue, frame)
        if chain > frame.bottom - frame.top:
            following = deque([replace(self.queue[0], keep_next=False)] if self.queue else [])
            chain = _chain(item, following, frame)
        return chain

    def _place(self, item: PagerItem, x: float, gap: float, width: float, height: float) -> None:
        page = self.pages[-1]
        top = self.y + gap
        if item.at_foot and not self.queue:
            top = max(top, page.frame.bottom - height)
        page.placed.append(Placed(item, x, top, width, height))
        self.y, self.after = top + height, item.after
        if item.fills and self.queue:
            self._turn()

    def _turn(self) -> None:
        """Begin a page."""
        page = Page(len(self.pages), self.frame_of(len(self.pages)))
        self.pages.append(page)
        self.y, self.after = page.frame.top, 0.0

    def _report_too_high(self, item: PagerItem, over: float) -> None:
        self.problems.error(
            "does-not-fit",
            item.at,
            f"this is {over / MM:.0f} mm higher than its page",
            "shorten it, or part it into two",
        )


def _share_last(pages: list[Page]) -> None:
    """Move items to a last page that holds next to nothing, so that what stands at its foot has company."""
    if len(pages) < 2 or not pages[-1].placed[-1].item.at_foot:
        return
    before, last = pages[-2], pages[-1]
    moved: list[Placed] = []
    while len(last.placed) + len(moved) < COMPANY and len(before.placed) > 2 * COMPANY:
        moved.insert(0, before.placed.pop())
        while before.placed and before.placed[-1].item.keep_next:
            moved.insert(0, before.placed.pop())
    y, after = last.frame.top, 0.0
    rest = [*moved, *last.placed[:-1]]
    for place, one in enumerate(rest):
        y += max(one.item.before, after) if place else 0.0
        rest[place] = replace(one, y=y)
        y, after = y + one.height, one.item.after
    last.placed[:-1] = rest


def _repeat_head(page: Page, item: PagerItem, x: float, y: float, width: float) -> float:
    assert item.head is not None
    height = item.head.wrap(width)
    copy = PagerItem(item.head, wide=item.wide, clearance=item.clearance)
    page.placed.append(Placed(copy, x, y, width, height, repeated=True))
    return y + height


def _split(item: PagerItem, width: float, room: float) -> tuple[Flowable, Flowable] | None:
    split = getattr(item.content, "split", None)
    parts: tuple[Flowable, Flowable] | None = split(width, room) if split else None
    return parts


def _chain(item: PagerItem, following: deque[PagerItem], frame: Frame) -> float:
    """Give the height that an item and all that it must be kept with need at least."""
    total, one = 0.0, item
    for position in range(len(following) + 1):
        width = frame.right - frame.left(one.wide)
        if not one.keep_next or position == len(following):
            return total + _least(one, width)
        follower = following[position]
        if follower.new_page:
            return total + _least(one, width)
        total += one.content.wrap(width) + max(one.after, follower.before)
        one = follower
    return total


def _least(item: PagerItem, width: float) -> float:
    least = getattr(item.content, "least", None)
    return float(least(width)) if least else item.content.wrap(width)


def draw(pages: list[Page], canvas: Canvas, furnish: Callable[[Canvas, Page, list[Page]], None]) -> None:
    """Draw finished pages. ``furnish`` paints what stands on every page, below the content, as artifacts."""
    for page in pages:
        canvas.begin_page(page.frame.width, page.frame.height)
        furnish(canvas, page, pages)
        for placed in page.placed:
            if placed.repeated:
                with canvas.silent(PAGINATION):
                    placed.item.content.draw(canvas, placed.x, placed.y, placed.width)
            else:
                placed.item.content.draw(canvas, placed.x, placed.y, placed.width)
        canvas.showPage()
