"""Measures outlines in the tests: bounds and areas, by flattening curves."""

from collections.abc import Iterable

from irdocs.typeset.figures.shapes import Command

Point = tuple[float, float]


def flatten(commands: Iterable[Command], pieces: int = 24) -> list[list[Point]]:
    """Return each subpath as a list of points."""
    paths: list[list[Point]] = []
    for letter, *numbers in commands:
        if letter == "M":
            paths.append([(numbers[0], numbers[1])])
        elif letter == "L":
            paths[-1].append((numbers[0], numbers[1]))
        elif letter == "C":
            x0, y0 = paths[-1][-1]
            x1, y1, x2, y2, x3, y3 = numbers
            for step in range(1, pieces + 1):
                t = step / pieces
                a, b, c, d = (1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3
                paths[-1].append((a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3))
    return paths


def area(path: list[Point]) -> float:
    """Return the area inside one subpath."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(path, [*path[1:], path[0]], strict=True))) / 2


def bounds(path: list[Point]) -> tuple[float, float, float, float]:
    """Return left, top, right, bottom."""
    return min(x for x, _ in path), min(y for _, y in path), max(x for x, _ in path), max(y for _, y in path)


def centre(path: list[Point]) -> Point:
    """Return the middle of the bounds."""
    left, top, right, bottom = bounds(path)
    return (left + right) / 2, (top + bottom) / 2
