"""Cut what runs past the box of a picture, because a slide has no clipping path for shapes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from irdocs.typeset.figures.shapes import Command, Picture, Shape

_CURVE_STEPS = 12
"""Straight pieces for one curve; only curves that leave the box are taken apart."""
_SLACK = 0.01
Point = tuple[float, float]


def clipped(picture: Picture) -> Iterator[Shape]:
    """Yield the shapes of a picture, those that leave its box cut along it.

    A cut shape is parted in two, its fill and its outline, so that no outline is drawn along the cut. An outline that is
    so wide that it would run past the box is drawn that much further inside.
    """
    box = (0.0, 0.0, picture.width, picture.height)
    for shape in picture.shapes:
        half = shape.stroke_width / 2 if shape.stroke is not None else 0.0
        inner = (half, half, picture.width - half, picture.height - half)
        if _inside(shape.commands, inner):
            yield shape
            continue
        outlines = list(_flat(shape.commands))
        if shape.fill is not None:
            kept = [ring for points, _ in outlines if len(ring := _cut_ring(points, box)) > 2]
            if kept:
                yield replace(shape, commands=_rings(kept), stroke=None, stroke_width=0.0)
        if shape.stroke is not None:
            lines = [line for points, closed in outlines for line in _cut_line(points, closed, box)]
            if lines:
                held = [[_held(point, inner) for point in line] for line in lines]
                yield replace(shape, commands=_lines(held), fill=None)


def _held(point: Point, box: tuple[float, float, float, float]) -> Point:
    """Return the place in a box that is nearest to a point."""
    left, top, right, bottom = box
    return min(max(point[0], left), right), min(max(point[1], top), bottom)


def _inside(commands: tuple[Command, ...], box: tuple[float, float, float, float]) -> bool:
    left, top, right, bottom = box
    return all(
        left - _SLACK <= command[i] <= right + _SLACK  # type: ignore[operator]
        and top - _SLACK <= command[i + 1] <= bottom + _SLACK  # type: ignore[operator]
        for command in commands
        for i in range(1, len(command), 2)
    )


def _flat(commands: tuple[Command, ...]) -> Iterator[tuple[list[Point], bool]]:
    """Outlines as points, and whether they are closed."""
    points: list[Point] = []
    for command in commands:
        match command:
            case ("M", x, y):
                if len(points) > 1:
                    yield points, False
                points = [(x, y)]
            case ("L", x, y):
                points.append((x, y))
            case ("C", x1, y1, x2, y2, x, y):
                x0, y0 = points[-1]
                for step in range(1, _CURVE_STEPS + 1):
                    t = step / _CURVE_STEPS
                    a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
                    points.append((a * x0 + b * x1 + c * x2 + d * x, a * y0 + b * y1 + c * y2 + d * y))
            case ("Z",):
                yield points, True
                points = points[:1]
    if len(points) > 1:
        yield points, False


def _cut_ring(points: list[Point], box: tuple[float, float, float, float]) -> list[Point]:
    """Cut a filled outline by the four sides, one after the other (Sutherland and Hodgman, 1974)."""
    for axis, limit, sign in ((0, box[0], 1), (0, box[2], -1), (1, box[1], 1), (1, box[3], -1)):
        out: list[Point] = []
        for number, point in enumerate(points):
            before = points[number - 1]
            here, there = sign * (point[axis] - limit) >= 0, sign * (before[axis] - limit) >= 0
            if here != there:
                t = (limit - before[axis]) / (point[axis] - before[axis])
                out.append((before[0] + t * (point[0] - before[0]), before[1] + t * (point[1] - before[1])))
            if here:
                out.append(point)
        points = out
        if not points:
            return []
    return points


def _cut_line(points: list[Point], closed: bool, box: tuple[float, float, float, float]) -> list[list[Point]]:
    """Cut an outline into the lines that lie inside (Liang and Barsky, 1984)."""
    path = [*points, points[0]] if closed else points
    lines: list[list[Point]] = []
    for start, end in pairwise(path):
        piece = _cut_segment(start, end, box)
        if piece is None:
            continue
        if lines and lines[-1][-1] == piece[0]:
            lines[-1].append(piece[1])
        else:
            lines.append(list(piece))
    return lines


def _cut_segment(start: Point, end: Point, box: tuple[float, float, float, float]) -> tuple[Point, Point] | None:
    dx, dy = end[0] - start[0], end[1] - start[1]
    enter, leave = 0.0, 1.0
    sides = ((-dx, start[0] - box[0]), (dx, box[2] - start[0]), (-dy, start[1] - box[1]), (dy, box[3] - start[1]))
    for step, room in sides:
        if step == 0:
            if room < 0:
                return None
            continue
        t = room / step
        if step < 0:
            enter = max(enter, t)
        else:
            leave = min(leave, t)
    if enter > leave:
        return None
    first = start if enter == 0 else (start[0] + enter * dx, start[1] + enter * dy)
    last = end if leave == 1 else (start[0] + leave * dx, start[1] + leave * dy)
    return first, last


def _rings(rings: list[list[Point]]) -> tuple[Command, ...]:
    return tuple(command for ring in rings for command in (*_lines([ring]), ("Z",)))


def _lines(lines: list[list[Point]]) -> tuple[Command, ...]:
    out: list[Command] = []
    for line in lines:
        whole = len(line) > 3 and line[0] == line[-1]
        out.append(("M", *line[0]))
        out += [("L", *point) for point in (line[1:-1] if whole else line[1:])]
        if whole:
            out.append(("Z",))
    return tuple(out)
