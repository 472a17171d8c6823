"""Icon arrays: how many of 100 or 1,000 people, as marks that can be counted."""

from collections.abc import Iterator

from irdocs.typeset.figures.outlines import circle, dots, join, tidy
from irdocs.typeset.figures.shapes import Command, Picture, Shape

MARKED_RADIUS = 0.42
"""Radius of a marked disc, as a part of the pitch."""
UNMARKED_RADIUS = 0.17
"""Radius of an unmarked disc: (0.42 / 0.17) squared is 6.1, so the two differ by area as well as by colour."""
BLOCK_GAP = 1.3
"""Gap between two blocks of 100, beyond their own pitch, as a part of the pitch."""
PERSON_SCALE = 0.84
"""Size of a person, as a part of the pitch."""


def icon_array(marked: int, of: int, pitch: float, colour: str = "petrol") -> Picture:
    """Draw ``marked`` of ``of`` marks, ``pitch`` apart, in the token ``colour`` (petrol: benefit; route: harm).

    All marked icons are one shape and all unmarked ones another (roles "marked" and "unmarked"), so that a person can
    recolour them in one go. The units are those of ``pitch``. Raises ValueError where the count cannot be drawn as
    said: a denominator other than 100 or 1,000, or a count that is not a whole number from 0 to it.
    """
    if of not in (100, 1000):
        raise ValueError(f"an icon array has 100 or 1,000 marks, not {of}")
    if isinstance(marked, bool) or not isinstance(marked, int) or not 0 <= marked <= of:
        raise ValueError(f"cannot mark {marked} of {of}")
    if pitch <= 0:
        raise ValueError(f"the pitch of an icon array is above zero, not {pitch}")
    return _people(marked, pitch, colour) if of == 100 else _discs(marked, pitch, colour)


def array_width(of: int, pitch: float) -> float:
    """Return the width of an array, in the units of the pitch."""
    return tidy(10 * pitch if of == 100 else (50 + 4 * BLOCK_GAP) * pitch)


def array_height(of: int, pitch: float) -> float:
    """Return the height of an array, in the units of the pitch."""
    return tidy(10 * pitch if of == 100 else (20 + BLOCK_GAP) * pitch)


def pitch_for_width(of: int, width: float) -> float:
    """Return the pitch at which an array is ``width`` wide."""
    return width / (10 if of == 100 else 50 + 4 * BLOCK_GAP)


def _cells(of: int, pitch: float) -> Iterator[tuple[float, float]]:
    """Give the centres of all marks in their order: blocks left to right and down, rows inside a block from the top."""
    for index in range(of):
        block, inside = divmod(index, 100)
        row, column = divmod(inside, 10)
        block_row, block_column = divmod(block, 5)
        yield (
            (block_column * (10 + BLOCK_GAP) + column + 0.5) * pitch,
            (block_row * (10 + BLOCK_GAP) + row + 0.5) * pitch,
        )


def _discs(marked: int, pitch: float, colour: str) -> Picture:
    cells = list(_cells(1000, pitch))
    shapes = []
    if marked < 1000:
        small = dots(cells[marked:], UNMARKED_RADIUS * pitch)
        shapes.append(Shape(small, fill="grey4", role="unmarked"))
    if marked:
        large = dots(cells[:marked], MARKED_RADIUS * pitch)
        shapes.append(Shape(large, fill=colour, role="marked"))
    return Picture(array_width(1000, pitch), array_height(1000, pitch), tuple(shapes))


def _people(marked: int, pitch: float, colour: str) -> Picture:
    cells = list(_cells(100, pitch))
    shapes = []
    if marked < 100:
        outlines = join(_person(x, y, pitch) for x, y in cells[marked:])
        shapes.append(Shape(outlines, fill="white", stroke="grey6", stroke_width=tidy(0.06 * pitch), role="unmarked"))
    if marked:
        shapes.append(Shape(join(_person(x, y, pitch) for x, y in cells[:marked]), fill=colour, role="marked"))
    return Picture(array_width(100, pitch), array_height(100, pitch), tuple(shapes))


def _person(x: float, y: float, pitch: float) -> tuple[Command, ...]:
    """Return a head and a body (two outlines) in a box centred on the cell."""
    size = PERSON_SCALE * pitch
    left, top = x - size / 2, y - size / 2

    def at(*pairs: float) -> list[float]:
        return [tidy((top if odd else left) + part * size) for odd, part in ((i % 2, p) for i, p in enumerate(pairs))]

    def curve(*pairs: float) -> Command:
        x1, y1, x2, y2, end_x, end_y = at(*pairs)
        return ("C", x1, y1, x2, y2, end_x, end_y)

    def point(letter: str, *pair: float) -> Command:
        end_x, end_y = at(*pair)
        return (letter, end_x, end_y)

    head_x, head_y = at(0.50, 0.23)
    return (
        *circle(head_x, head_y, 0.165 * size),
        point("M", 0.20, 0.93),
        point("L", 0.20, 0.68),
        curve(0.20, 0.50, 0.30, 0.45, 0.50, 0.45),
        curve(0.70, 0.45, 0.80, 0.50, 0.80, 0.68),
        point("L", 0.80, 0.93),
        ("Z",),
    )
