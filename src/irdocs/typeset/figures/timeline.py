"""The recovery timeline: an arrow with evenly spaced dots, which says its times in words and is not to scale."""

from irdocs.typeset.figures.outlines import PT, circle, polyline, tidy
from irdocs.typeset.figures.shapes import Picture, Shape


def recovery_timeline(
    width: float, steps: int = 4, height: float = 9.0, dot: float = 4.6, gap: float = 4.0, colour: str = "petrol"
) -> Picture:
    """Draw the arrow, with a dot at the start of each of ``steps`` equal columns, ``gap`` apart; millimetres.

    The anchors "step-1", "step-2", ... give the left edge of each column at the foot of the picture, where its words
    start. Raises ValueError where the steps do not fit the width.
    """
    if not 1 <= steps <= 8:
        raise ValueError(f"a timeline has 1 to 8 steps, not {steps}")
    column = (width - (steps - 1) * gap) / steps
    if column < 2 * dot:
        raise ValueError(f"{steps} steps do not fit a timeline {width} wide")
    stroke, middle, wing = 2 * PT, height / 2, 2.2
    tip = width - stroke
    lefts = [index * (column + gap) for index in range(steps)]
    line = (
        *polyline([(dot / 2, middle), (tip, middle)]),
        *polyline([(tip - wing, middle - wing), (tip, middle), (tip - wing, middle + wing)]),
    )
    shapes = [Shape(line, None, colour, tidy(stroke), role="line")]
    shapes += [Shape(circle(left + dot / 2, middle, dot / 2), colour, role="step") for left in lefts]
    anchors = {f"step-{index}": (tidy(left), height) for index, left in enumerate(lefts, 1)}
    return Picture(width, height, tuple(shapes), anchors)
