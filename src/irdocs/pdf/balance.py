"""Even pages: of all ways to part a document into pages, the one with the fewest cuts and the least white at its feet.

A section starts a page or stands whole on one where it can; gaps before sections and drawings stretch within limits, so
that feet are even (Knuth and Plass, Breaking Paragraphs into Lines, 1981, for pages in place of lines). Type, leading and
the gaps of lists never stretch. Lengths are points; y runs down.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from irdocs.pdf.pager import MM, Frame, Page, PagerItem, Placed

SLACK = 0.05
"""Points by which a page may be too full: the sum of rounded lengths."""
WHITE_FOOT = 25 * MM
"""White that may be left at a foot, but for the last page."""
CUT = 6.0
"""What it costs to part a section, in squares of a full white foot: dearer than two such feet."""
FOOT = 3.0
"""What a white foot of `WHITE_FOOT` costs; one of twice that costs four times as much."""
SPARE = 30.0
"""What each page costs that a document lacks to a whole sheet, or to a fold of four."""
AT_LEAST = 2
"""Items of a list that stand together on each side of a page's end."""


@dataclass(frozen=True)
class Sized:
    """An item with its lengths on its frame."""

    item: PagerItem
    x: float
    width: float
    height: float
    head: float
    """Height of what is repeated above it at the top of a page."""


def balance(items: Sequence[PagerItem], frame: Frame, most: int, sheet: int) -> list[Page] | None:
    """Part items into at most ``most`` pages (0: as many as are needed), best a multiple of ``sheet``; None where none fits."""
    measured = [_measure(one, frame) for one in items]
    stops = _stops(measured)
    room = frame.bottom - frame.top
    limit = most or len(items)
    costs: list[dict[int, tuple[float, int]]] = [{0: (0.0, -1)}]
    finished: dict[int, float] = {}
    end = len(measured)
    while len(costs) <= limit and costs[-1]:
        costs.append(_next_page(measured, stops, costs[-1], room, first=len(costs) == 1))
        if end in costs[-1]:
            count = len(costs) - 1
            finished[count] = costs[-1][end][0] + SPARE * (-count % sheet)
            if count >= min(finished) + sheet:
                break
    if not finished:
        return None
    count = min(finished, key=lambda one: finished[one])
    breaks = [end]
    for page in range(count, 0, -1):
        breaks.append(costs[page][breaks[-1]][1])
    spans = list(pairwise(reversed(breaks)))
    return [_page(measured[start:stop], index, frame, index + 1 == count) for index, (start, stop) in enumerate(spans)]


def _measure(item: PagerItem, frame: Frame) -> Sized:
    x = frame.left(item.wide)
    width = frame.right - x
    head = item.head.wrap(width) if item.head is not None else 0.0
    return Sized(item, x, width, item.content.wrap(width), head)


def _stops(measured: Sequence[Sized]) -> list[float]:
    """Return what it costs to end a page before each item (and at the end): infinite where it may not."""
    stops = [math.inf]
    for before, after in pairwise(measured):
        here, (above, below) = after.item, after.item.nth
        if before.item.keep_next or (above and min(above, below) < AT_LEAST):
            stops.append(math.inf)
        else:
            stops.append(0.0 if here.opens or here.new_page or before.item.fills else CUT)
    return [*stops, 0.0]


def _next_page(
    measured: Sequence[Sized], stops: Sequence[float], so_far: dict[int, tuple[float, int]], room: float, first: bool
) -> dict[int, tuple[float, int]]:
    """Return for each place where one more page can end the least cost, and where that page starts."""
    found: dict[int, tuple[float, int]] = {}
    for start, (cost, _) in so_far.items():
        height = stretch = 0.0
        for stop in range(start + 1, len(measured) + 1):
            one = measured[stop - 1]
            if stop - 1 > start:
                if one.item.new_page or measured[stop - 2].item.fills:
                    break
                height += _gap(measured[stop - 2].item, one.item)
                stretch += one.item.stretch
            elif not first:
                height += one.head
            height += one.height
            if height > room + SLACK:
                break
            last = stop == len(measured)
            if stops[stop] == math.inf:
                continue
            forced = last or one.item.fills or measured[stop].item.new_page
            white = 0.0 if forced else max(0.0, room - height - stretch)
            total = cost + stops[stop] + FOOT * (white / WHITE_FOOT) ** 2
            if stop not in found or total < found[stop][0]:
                found[stop] = total, start
    return found


def _gap(before: PagerItem, after: PagerItem) -> float:
    return max(before.after, after.before)


def _page(run: Sequence[Sized], index: int, frame: Frame, last: bool) -> Page:
    """Place a run of items: its gaps stretched alike until the page is full, what must stand at the foot at its foot."""
    page = Page(index, frame)
    gaps = [0.0, *(_gap(before.item, after.item) for before, after in pairwise(run))]
    stretches = [0.0, *(one.item.stretch for one in run[1:])]
    y = frame.top
    if index and run[0].item.head is not None:
        head = run[0].item.head
        copy = PagerItem(head, wide=run[0].item.wide, clearance=run[0].item.clearance)
        page.placed.append(Placed(copy, run[0].x, y, run[0].width, run[0].head, repeated=True))
        y += run[0].head
    slack = frame.bottom - y - sum(gaps) - sum(one.height for one in run)
    share = min(1.0, max(0.0, slack) / sum(stretches)) if sum(stretches) else 0.0
    for one, gap, stretch in zip(run, gaps, stretches, strict=True):
        y += gap + share * stretch
        top = frame.bottom - one.height if one.item.at_foot and last and one is run[-1] else y
        page.placed.append(Placed(replace(one.item, new_page=False), one.x, top, one.width, one.height))
        y = top + one.height
    return page


def white_feet(pages: Sequence[Page], report: Callable[[int, float], None]) -> None:
    """Report each page but the last that ends in more white than `WHITE_FOOT`: its number, counted from 1, and the mm."""
    for page in pages[:-1]:
        white = page.frame.bottom - page.used
        if white > WHITE_FOOT + SLACK and not page.covered:
            report(page.index + 1, white / MM)
