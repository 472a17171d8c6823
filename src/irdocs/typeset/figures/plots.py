"""Plots on two axes: a difference with its interval, and values over time. Lengths in millimetres."""

from collections.abc import Sequence
from dataclasses import dataclass

from irdocs.typeset.figures.chart import ChartPicture, Label, nice_ticks, spread
from irdocs.typeset.figures.outlines import PT, circle, polyline, rectangle, tidy
from irdocs.typeset.figures.shapes import Picture, Shape

SQUARE = 6.0
"""Side of the square that marks an estimate."""
CAP = 2.4
"""Height of the caps of an interval."""
_DASHES: tuple[tuple[float, ...], ...] = ((), (3.0, 2.0), (1.0, 1.6), (6.0, 1.6, 1.0, 1.6))
_COLOURS = ("petrol", "route", "mid", "grey6")


@dataclass(frozen=True)
class Estimate:
    """A difference between two arms, with the ends of its interval."""

    name: str
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class PlotLine:
    """Values over time under one name."""

    name: str
    points: tuple[tuple[float, float], ...]
    """(time, value), in order of time."""
    steps: bool = False
    """Whether a value holds until the next one (survival), or the points are joined."""
    subject: bool = False


def difference_with_interval(
    estimates: Sequence[Estimate],
    width: float,
    better: tuple[str, str],
    row: float = 12.0,
    names: float = 0.0,
    axis: str = "",
) -> ChartPicture:
    """Draw each estimate as a square on its interval, against a dashed line at zero.

    ``better`` is what the left and the right side mean; it is set under the axis, on both sides of zero. ``names`` is
    the room kept for the estimates' names at the left. Raises ValueError where an estimate lies outside its interval.
    """
    _check_estimates(estimates)
    low, high = min(0.0, *(one.low for one in estimates)), max(0.0, *(one.high for one in estimates))
    # Both directions are shown even where all intervals lie on one side: the words under the axis need the room.
    ticks = nice_ticks(min(low, -0.4 * high), max(high, -0.4 * low))
    left, right = names + SQUARE / 2, width - SQUARE / 2
    foot = row * len(estimates)

    def at(value: float) -> float:
        return tidy(left + (right - left) * (value - ticks[0]) / (ticks[-1] - ticks[0]))

    thin = tidy(1.0 * PT)
    shapes = [
        Shape(polyline([(left, foot), (right, foot)]), None, "grey6", thin, round_ends=False, role="axis"),
        Shape(polyline([(at(0), 0), (at(0), foot)]), None, "grey6", thin, (1.6, 1.2), round_ends=False, role="zero"),
    ]
    labels = []
    for tick in ticks:
        line = polyline([(at(tick), foot), (at(tick), foot + 1.2)])
        shapes.append(Shape(line, None, "grey6", thin, round_ends=False, role="tick"))
        labels.append(Label("", at(tick), foot + 4.2, "middle", "tick", value=tick))
    for index, one in enumerate(estimates):
        middle = (index + 0.5) * row
        ends = (at(one.low), at(one.high))
        whiskers = (
            *polyline([(ends[0], middle), (ends[1], middle)]),
            *(c for x in ends for c in polyline([(x, middle - CAP / 2), (x, middle + CAP / 2)])),
        )
        square = rectangle(at(one.value) - SQUARE / 2, middle - SQUARE / 2, SQUARE, SQUARE)
        shapes.append(Shape(whiskers, None, "petrol", thin, round_ends=False, role="interval"))
        shapes.append(Shape(square, "petrol", role="estimate"))
        if names:
            labels.append(Label(one.name, 0, middle, "left", "label", True, names - 2))
    under = (
        Label(better[0], at(0) - 2, foot + 10, "right", "side", width=at(0) - left - 2),
        Label(better[1], at(0) + 2, foot + 10, "left", "side", width=right - at(0) - 2),
        Label(axis, (left + right) / 2, foot + 16, "middle", "axis"),
    )
    labels += [label for label in under if label.text]
    height = foot + 1.2
    return ChartPicture(Picture(width, height, tuple(shapes)), tuple(labels))


def _check_estimates(estimates: Sequence[Estimate]) -> None:
    """Raise ValueError where nothing can be drawn."""
    if not estimates:
        raise ValueError("a plot of differences needs an estimate")
    for one in estimates:
        if not one.low <= one.value <= one.high:
            raise ValueError(f"{one.name}: {one.value} does not lie in {one.low} to {one.high}")


@dataclass(frozen=True)
class _Axes:
    """Two axes from zero, and where they lie in the picture."""

    x_ticks: tuple[float, ...]
    y_ticks: tuple[float, ...]
    left: float
    right: float
    top: float
    foot: float

    def at(self, time: float, value: float) -> tuple[float, float]:
        """Return the place of a value."""
        return (
            tidy(self.left + (self.right - self.left) * time / self.x_ticks[-1]),
            tidy(self.foot - (self.foot - self.top) * value / self.y_ticks[-1]),
        )


def line_chart(
    lines: Sequence[PlotLine],
    width: float,
    height: float,
    x_axis: str,
    y_axis: str,
    names: float = 36.0,
    margin: float = 14.0,
    y_high: float | None = None,
    first_year: int = 0,
) -> ChartPicture:
    """Draw one to four lines over time from a zero base, each named at its end; no legend, no grid.

    ``names`` is the room at the right for the names, ``margin`` the room at the left for the values; both axes start
    at zero, which is ``first_year`` where the times are calendar years. The title of the upright axis is a label above
    it, because upright words are hard to read. Lines differ by dash as well as by colour. Raises ValueError where a
    value is negative or times do not rise.
    """
    _check_lines(lines)
    x_ticks = nice_ticks(0, max(time for line in lines for time, _ in line.points))
    y_ticks = nice_ticks(0, max([y_high or 0.0, *(value for line in lines for _, value in line.points)]), 5)
    axes = _Axes(x_ticks, y_ticks, margin, width - names, 3.0, height)
    shapes, labels = _axes(axes, x_axis, y_axis, first_year)
    ends = [axes.at(*line.points[-1]) for line in lines]
    heights = spread([y for _, y in ends], 6.5, axes.top, height)
    for index, line in enumerate(lines):
        shapes += _line(line, index, axes)
        labels.append(Label(line.name, ends[index][0] + 3, heights[index], "left", "label", line.subject, names - 3))
    return ChartPicture(Picture(width, height + 1.2, tuple(shapes)), tuple(labels))


def _check_lines(lines: Sequence[PlotLine]) -> None:
    """Raise ValueError where nothing can be drawn."""
    if not 1 <= len(lines) <= 4:
        raise ValueError(f"a line chart has 1 to 4 lines, not {len(lines)}")
    for line in lines:
        times = [time for time, _ in line.points]
        if not times or times != sorted(times) or min(min(pair) for pair in line.points) < 0:
            raise ValueError(f"{line.name}: times must rise, and nothing may be negative")


def _axes(axes: _Axes, x_axis: str, y_axis: str, first_year: int) -> tuple[list[Shape], list[Label]]:
    """Draw both axes with their ticks and titles; between two calendar years a tick has no words."""
    thin = tidy(1.0 * PT)
    at, foot, far = axes.at, axes.foot, axes.x_ticks[-1]
    path = (*polyline([at(0, axes.y_ticks[-1]), at(0, 0)]), *polyline([at(0, 0), at(far, 0)]))
    shapes = [Shape(path, None, "grey6", thin, round_ends=False, role="axis")]
    labels = [
        Label(y_axis, 0, axes.top - 7, "left", "axis"),
        Label(x_axis, (axes.left + axes.right) / 2, foot + 10.5, "middle", "axis"),
    ]
    for tick in axes.x_ticks:
        x, y = at(tick, 0)
        shapes.append(Shape(polyline([(x, y), (x, y + 1.2)]), None, "grey6", thin, round_ends=False, role="tick"))
        if not first_year or tick.is_integer():
            year = first_year + int(tick) if first_year else 0
            labels.append(Label("", x, y + 4.2, "middle", "tick", value=tick, year=year))
    for tick in axes.y_ticks:
        x, y = at(0, tick)
        shapes.append(Shape(polyline([(x - 1.2, y), (x, y)]), None, "grey6", thin, round_ends=False, role="tick"))
        labels.append(Label("", x - 2.2, y, "right", "tick", value=tick))
    return shapes, labels


def _line(line: PlotLine, index: int, axes: _Axes) -> list[Shape]:
    """Draw one line, with a dot at each point that was measured."""
    stroke = tidy((2.4 if line.subject else 1.8) * PT)
    path = polyline(axes.at(*point) for point in _corners(line))
    shapes = [Shape(path, None, _COLOURS[index], stroke, _DASHES[index], role="line")]
    if not line.steps:
        shapes += [Shape(circle(*axes.at(*point), 1.1), _COLOURS[index], role="point") for point in line.points]
    return shapes


def _corners(line: PlotLine) -> list[tuple[float, float]]:
    """Return the corners of the line: a stepped one keeps each value until the time of the next."""
    corners: list[tuple[float, float]] = []
    for time, value in line.points:
        if line.steps and corners:
            corners.append((time, corners[-1][1]))
        corners.append((time, value))
    return corners
