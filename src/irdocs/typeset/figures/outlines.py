"""Outlines as path commands: the circles, boxes and lines that our pictures are made of."""

from collections.abc import Iterable, Sequence

from irdocs.typeset.figures.shapes import Command

PT = 25.4 / 72
"""One point in millimetres: strokes are named in points, pictures are measured in millimetres."""

_QUARTER = 0.5522847498
"""Length of the handles of a Bezier quarter circle of radius 1: 4/3 (sqrt 2 - 1)."""


def tidy(value: float) -> float:
    """Round to a thousandth of a unit: finer than any printer, and the same on every machine."""
    return round(value, 3) + 0.0  # + 0.0 turns -0.0 into 0.0


def circle(x: float, y: float, radius: float) -> tuple[Command, ...]:
    """Return a closed circle as four curves, clockwise from its right edge."""
    return ellipse(x, y, radius, radius)


def ellipse(x: float, y: float, rx: float, ry: float) -> tuple[Command, ...]:
    """Return a closed ellipse as four curves, clockwise from its right edge."""
    kx, ky = rx * _QUARTER, ry * _QUARTER
    return (
        ("M", tidy(x + rx), tidy(y)),
        _curve(x + rx, y + ky, x + kx, y + ry, x, y + ry),
        _curve(x - kx, y + ry, x - rx, y + ky, x - rx, y),
        _curve(x - rx, y - ky, x - kx, y - ry, x, y - ry),
        _curve(x + kx, y - ry, x + rx, y - ky, x + rx, y),
        ("Z",),
    )


def dots(centres: Iterable[tuple[float, float]], radius: float) -> tuple[Command, ...]:
    """Return closed discs of one size, each as two curves, for marks that are drawn by the hundred.

    A half circle as one curve (handles 4/3 of the radius) is nowhere off by more than 2 in 100 of the radius, which at
    1.2 mm is the width of a printed speck, and it halves the size of an array of 1,000. Marks stand in rows and
    columns, so each coordinate is rounded once.
    """
    reach = radius * 4 / 3
    columns: dict[float, tuple[float, float]] = {}
    rows: dict[float, tuple[float, float, float]] = {}
    made: list[Command] = []
    for x, y in centres:
        column = columns.get(x)
        if column is None:
            column = columns[x] = tidy(x - radius), tidy(x + radius)
        row = rows.get(y)
        if row is None:
            row = rows[y] = tidy(y), tidy(y - reach), tidy(y + reach)
        left, right = column
        middle, above, below = row
        made += (
            ("M", left, middle),
            ("C", left, above, right, above, right, middle),
            ("C", right, below, left, below, left, middle),
            ("Z",),
        )
    return tuple(made)


def rectangle(
    x: float, y: float, width: float, height: float, rx: float = 0.0, ry: float | None = None
) -> tuple[Command, ...]:
    """Return a closed box, with rounded corners where ``rx`` is above zero."""
    rx = min(rx, width / 2)
    ry = min(rx if ry is None else ry, height / 2)
    right, bottom = x + width, y + height
    if rx <= 0 or ry <= 0:
        return polygon([(x, y), (right, y), (right, bottom), (x, bottom)])
    kx, ky = rx * (1 - _QUARTER), ry * (1 - _QUARTER)
    return (
        ("M", tidy(x + rx), tidy(y)),
        ("L", tidy(right - rx), tidy(y)),
        _curve(right - kx, y, right, y + ky, right, y + ry),
        ("L", tidy(right), tidy(bottom - ry)),
        _curve(right, bottom - ky, right - kx, bottom, right - rx, bottom),
        ("L", tidy(x + rx), tidy(bottom)),
        _curve(x + kx, bottom, x, bottom - ky, x, bottom - ry),
        ("L", tidy(x), tidy(y + ry)),
        _curve(x, y + ky, x + kx, y, x + rx, y),
        ("Z",),
    )


def polyline(points: Iterable[tuple[float, float]]) -> tuple[Command, ...]:
    """Return an open line through the points."""
    return tuple(("L" if index else "M", tidy(x), tidy(y)) for index, (x, y) in enumerate(points))


def polygon(points: Iterable[tuple[float, float]]) -> tuple[Command, ...]:
    """Return a closed line through the points."""
    return (*polyline(points), ("Z",))


def join(outlines: Iterable[Sequence[Command]]) -> tuple[Command, ...]:
    """Put many outlines into one path, so that they are one shape to whoever draws or edits it."""
    return tuple(command for outline in outlines for command in outline)


def subpaths(commands: Iterable[Command]) -> int:
    """Count the separate outlines of a path."""
    return sum(command[0] == "M" for command in commands)


def _curve(x1: float, y1: float, x2: float, y2: float, x: float, y: float) -> Command:
    return ("C", tidy(x1), tidy(y1), tidy(x2), tidy(y2), tidy(x), tidy(y))
