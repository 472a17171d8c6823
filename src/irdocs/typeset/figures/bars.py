"""Bars: the scale bar of a risk table, and bars that compare treatments from one zero line. Lengths in millimetres."""

from collections.abc import Sequence
from dataclasses import dataclass

from irdocs.typeset.figures.chart import ChartPicture, Label
from irdocs.typeset.figures.outlines import PT, polyline, rectangle, tidy
from irdocs.typeset.figures.shapes import Picture, Shape

LEAST_BAR = 0.45
"""No scale bar is narrower, so that the smallest risk is still seen."""
TICK_STANDS_OUT = 0.6
"""How far the end tick stands over and under the track."""
BAR_PART = 0.62
"""Part of a row that its bar takes; the rest is gap."""


@dataclass(frozen=True)
class Bar:
    """One row of a comparison: the value is drawn to scale, the text is what is said."""

    name: str
    value: float
    text: str
    """The value in words, "12" or "330"."""
    subject: bool = False
    """Whether this is the treatment that the document is about: solid, name in bold."""


def scale_bar(
    cases: float, of: int, width: float = 36.0, height: float = 3.6, colour: str = "route", black_only: bool = False
) -> Picture:
    """Draw ``cases`` in ``of`` as a bar on a track, with a tick at the end that stands for all.

    The picture is 0.6 mm higher than the track on both sides. ``black_only`` widens the least bar by 0.5 pt. Raises
    ValueError where the bar would leave its track.
    """
    if of <= 0 or not 0 <= cases <= of:
        raise ValueError(f"cannot draw {cases} in {of}")
    least = LEAST_BAR + (0.5 * PT if black_only else 0.0)
    length = 0.0 if cases == 0 else max(width * cases / of, least)
    stroke = 0.8 * PT
    shapes = [Shape(rectangle(0, TICK_STANDS_OUT, width, height), fill="tint", role="track")]
    if length:
        shapes.append(Shape(rectangle(0, TICK_STANDS_OUT, tidy(length), height), fill=colour, role="bar"))
    full = height + 2 * TICK_STANDS_OUT
    tick = polyline([(width - stroke / 2, 0), (width - stroke / 2, full)])
    shapes.append(Shape(tick, None, "grey6", tidy(stroke), round_ends=False, role="tick"))
    return Picture(width, full, tuple(shapes))


def comparison_bars(
    bars: Sequence[Bar],
    width: float,
    row: float = 12.0,
    names: float = 50.0,
    values: float = 30.0,
    unit: str = "",
    full: float | None = None,
) -> ChartPicture:
    """Draw two to five horizontal bars from zero, name at the left and value at the end of each.

    ``row`` is the height of a bar with its gap, ``names`` and ``values`` the room kept for words at the left and for
    the number beyond the longest bar; ``full`` is the value that fills the axis (default: the largest). The order is
    the caller's. Raises ValueError for a negative value, or a count of bars that is not 2 to 5.
    """
    if not 2 <= len(bars) <= 5:
        raise ValueError(f"a comparison has 2 to 5 bars, not {len(bars)}")
    if min(bar.value for bar in bars) < 0:
        raise ValueError("a bar from zero cannot show a negative value")
    longest = max(full or 0.0, max(bar.value for bar in bars)) or 1.0
    span = width - names - values
    if span <= 0:
        raise ValueError(f"a comparison {width} wide leaves no room for its bars")
    height, thick = row * len(bars), row * BAR_PART
    shapes, labels = [], []
    for index, bar in enumerate(bars):
        middle = (index + 0.5) * row
        length = tidy(span * bar.value / longest)
        if length:
            shapes.append(_bar(names, middle - thick / 2, length, thick, bar.subject))
        labels.append(Label(bar.name, names - 3, middle, "right", "label", bar.subject, names - 3))
        labels.append(Label(bar.text, names + length + 2, middle, "left", "value", True, width - names - length - 2))
    axis = polyline([(names, 0), (names, height)])
    shapes.append(Shape(axis, None, "grey6", tidy(1.0 * PT), round_ends=False, role="axis"))
    if unit:
        labels.append(Label(unit, names, height + 4, "left", "unit"))
    return ChartPicture(Picture(width, height, tuple(shapes)), tuple(labels))


def _bar(x: float, y: float, width: float, height: float, subject: bool) -> Shape:
    if subject:
        return Shape(rectangle(x, y, width, height), fill="petrol", role="subject")
    # The outline lies inside the bar, so that a comparator is not drawn longer than it is.
    stroke = min(1.5 * PT, width / 2, height / 2)
    inside = rectangle(x + stroke / 2, y + stroke / 2, width - stroke, height - stroke)
    return Shape(inside, "tint", "petrol", tidy(stroke), role="comparator")
