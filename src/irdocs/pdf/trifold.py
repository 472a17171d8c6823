"""How a folded leaflet is made up: six panels in story order, every one of them compulsory and each with its own words."""

from __future__ import annotations

import math
from dataclasses import replace

from irdocs.document.nodes import Block, Cover, Panel
from irdocs.pdf.balance import balance
from irdocs.pdf.canvas import Canvas
from irdocs.pdf.pager import MM, Frame, Page, PagerItem, paginate
from irdocs.pdf.typesetter import Typesetter
from irdocs.problems import Problems

PANELS = ("front", "inside-1", "inside-2", "inside-3", "flap", "back")
"""In story order."""
NARROW = (3, 4)
"""Panels on the part that is folded in: it is narrower, so that it lies flat (L14)."""
NARROWER = 3 * MM


def trifold(setter: Typesetter, canvas: Canvas, frame: Frame) -> list[Page]:
    """Make up the panels; one that is missing, or holds more than its height, is an error."""
    blocks = setter.document.children
    found: dict[str, Block] = {one.name: one for one in blocks if isinstance(one, Panel)}
    cover = next((one for one in blocks if isinstance(one, Cover)), None)
    if cover is not None:
        found[PANELS[0]] = cover
    pages: list[Page] = []
    for index, name in enumerate(PANELS):
        if name not in found:
            setter.problems.error(
                "no-panel", setter.document.at, f'the panel "{name}" is missing', "a folded leaflet has six panels"
            )
            continue
        pages.append(_panel(found[name], index, setter, canvas, panel(frame, index)))
    return pages


def panel(frame: Frame, index: int) -> Frame:
    """Give the frame of a panel."""
    if index not in NARROW:
        return frame
    return replace(frame, width=frame.width - NARROWER, right=frame.right - NARROWER)


def _panel(block: Block, index: int, setter: Typesetter, canvas: Canvas, frame: Frame) -> Page:
    inner = block.children if isinstance(block, Panel) else (block,)
    items = setter.items(inner, canvas.root)
    pages = balance(items, frame, 1, 1)
    if pages is None:
        _overset(items, PANELS[index], setter, frame)
        pages = paginate(items, lambda _: frame, Problems())
    return replace(pages[0], index=index)


def _overset(items: list[PagerItem], name: str, setter: Typesetter, frame: Frame) -> None:
    endless = replace(frame, bottom=frame.bottom * 100)
    needed = paginate([replace(item, at_foot=False) for item in items], lambda _: endless, Problems())[0].used
    lines = max(1, math.ceil((needed - frame.bottom) / setter.look("body").leading_pt))
    setter.problems.error(
        "overset",
        setter.document.at,
        f"the panel {name} is {lines} {'line' if lines == 1 else 'lines'} too long",
        "shorten its words, below `brief` in the record",
    )
