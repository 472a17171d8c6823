"""A chart for print: a picture, and beside it the places where the writer sets its words."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from irdocs.typeset.figures.shapes import Picture


@dataclass(frozen=True)
class Label:
    """Words of a chart and where they stand, in the units of the picture."""

    text: str
    """Empty at a tick: the writer says its value as the language writes numbers."""
    x: float
    """Left edge, middle or right edge of the words, as `align` says."""
    y: float
    """Half the height of the words: the writer centres the line (or lines) of text on it."""
    align: str = "left"
    """left | middle | right."""
    role: str = "label"
    """label (a name) | value | unit | tick | axis | side (what a direction means)."""
    bold: bool = False
    width: float = 0.0
    """The room there is, 0 where nothing is in the way."""
    value: float = 0.0
    """The value at a tick."""
    year: int = 0
    """The calendar year at a tick, 0 where it is none."""


@dataclass(frozen=True)
class ChartPicture:
    """A picture of bars, points or lines, and its words."""

    picture: Picture
    labels: tuple[Label, ...]


def nice_ticks(low: float, high: float, most: int = 6) -> tuple[float, ...]:
    """Return round values (steps of 1, 2 or 5 times a power of ten) that enclose low to high, at most ``most`` + 1."""
    if not (math.isfinite(low) and math.isfinite(high)) or low > high:
        raise ValueError(f"no axis runs from {low} to {high}")
    if low == high:
        low, high = min(low, 0.0), max(high, 0.0, low + 1.0)
    rough = (high - low) / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10, 20) if factor * power >= rough * (1 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    while last - first > most:
        step = next(factor * power for factor in (1, 2, 5, 10, 20, 50) if factor * power > step * (1 + 1e-9))
        first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(round(index * step, 12) + 0.0 for index in range(first, last + 1))


def spread(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Move places apart until they are ``gap`` from each other: labels at the ends of lines must not lie on each other.

    Their order is kept, and the limits ``low`` and ``high`` where there is room.
    """
    order = sorted(range(len(places)), key=lambda index: places[index])
    moved = list(places)
    floor = low
    for index in order:
        moved[index] = max(moved[index], floor)
        floor = moved[index] + gap
    ceiling = high
    for index in reversed(order):
        moved[index] = min(moved[index], ceiling)
        ceiling = moved[index] - gap
    return moved
