"""The signs that the text faces lack: tick boxes, ticks, crosses, arrows, rings, dots and the telephone.

Every function gives a picture of the named size in the caller's units, in tokens of the palette.
"""

from irdocs.typeset.figures.outlines import PT, circle, polyline, rectangle, tidy
from irdocs.typeset.figures.shapes import Command, Picture, Shape


def check_box(size: float = 5.0, stroke_width: float = 1.2 * PT, radius: float = 0.7, colour: str = "ink") -> Picture:
    """Draw an empty box to tick; the outline lies inside the size."""
    half = stroke_width / 2
    outline = rectangle(half, half, size - stroke_width, size - stroke_width, radius)
    return Picture(size, size, (Shape(outline, "white", colour, tidy(stroke_width)),))


def tick(size: float, colour: str = "petrol", weight: float = 0.14) -> Picture:
    """Draw a tick; ``weight`` is the stroke as a part of the size."""
    points = [(0.12 * size, 0.55 * size), (0.40 * size, 0.82 * size), (0.88 * size, 0.20 * size)]
    return Picture(size, size, (Shape(polyline(points), None, colour, tidy(weight * size)),))


def cross(size: float, colour: str = "route", weight: float = 0.14) -> Picture:
    """Draw a cross; ``weight`` is the stroke as a part of the size."""
    near, far = 0.16 * size, 0.84 * size
    lines = (*polyline([(near, near), (far, far)]), *polyline([(far, near), (near, far)]))
    return Picture(size, size, (Shape(lines, None, colour, tidy(weight * size)),))


def arrow(width: float, height: float, colour: str = "ink", weight: float = 0.12) -> Picture:
    """Draw an arrow to the right; ``weight`` is the stroke as a part of the height."""
    stroke = weight * height
    middle, tip, wing = height / 2, width - stroke, 0.36 * height
    lines = (
        *polyline([(stroke, middle), (tip, middle)]),
        *polyline([(tip - wing, middle - wing), (tip, middle), (tip - wing, middle + wing)]),
    )
    return Picture(width, height, (Shape(lines, None, colour, tidy(stroke)),))


def bullet(size: float, colour: str = "petrol") -> Picture:
    """Draw a filled dot that fills its box."""
    return Picture(size, size, (Shape(circle(size / 2, size / 2, size / 2), colour),))


def ring(size: float = 5.6, stroke_width: float = 1.6 * PT, colour: str = "route", ground: str = "white") -> Picture:
    """Draw the ring of a section; ``size`` is its outer diameter."""
    outline = circle(size / 2, size / 2, (size - stroke_width) / 2)
    return Picture(size, size, (Shape(outline, ground, colour, tidy(stroke_width), role="route"),))


def numbered_dot(size: float = 6.2, halo: float = 0.0, colour: str = "petrol") -> Picture:
    """Draw the ground of a numbered dot, ``size`` across, inside a white halo of width ``halo``.

    The writer sets the number, white and bold, on the anchor "number".
    """
    full = size + 2 * halo
    shapes = [Shape(circle(full / 2, full / 2, full / 2), "white", role="halo")] if halo else []
    shapes.append(Shape(circle(full / 2, full / 2, size / 2), colour))
    return Picture(full, full, tuple(shapes), {"number": (full / 2, full / 2)})


def telephone(height: float = 8.0, colour: str = "petrol") -> Picture:
    """Draw a telephone handset."""
    scale = height / 114  # the outline below is drawn in a box of 114 x 114

    def point(letter: str, x: float, y: float) -> Command:
        return (letter, tidy(x * scale), tidy(y * scale))

    def curve(x1: float, y1: float, x2: float, y2: float, x: float, y: float) -> Command:
        a, b, c, d, e, f = (tidy(value * scale) for value in (x1, y1, x2, y2, x, y))
        return ("C", a, b, c, d, e, f)

    outline = (
        point("M", 24, 0),
        point("L", 45, 3),
        point("L", 51, 33),
        point("L", 36.6, 42.6),
        curve(43.8, 58.2, 55.8, 70.2, 71.4, 77.4),
        point("L", 81, 63),
        point("L", 111, 69),
        point("L", 114, 90),
        curve(114, 103.2, 103.2, 114, 90, 114),
        curve(40.2, 114, 0, 73.8, 0, 24),
        curve(0, 10.8, 10.8, 0, 24, 0),
        ("Z",),
    )
    return Picture(height, height, (Shape(outline, colour),))
