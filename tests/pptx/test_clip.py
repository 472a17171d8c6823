"""Nothing of a drawing runs past its box on a slide: the width of its lines is counted."""

from pathlib import Path

import pytest

from irdocs.pptx.clip import clipped
from irdocs.problems import Problems
from irdocs.typeset.figures.shapes import Picture, Shape
from irdocs.typeset.figures.svg import read_drawing

IMAGES = Path(__file__).parents[2] / "content" / "images"
SLACK = 0.02


def outside(picture: Picture) -> list[str]:
    """Give the shapes whose ink runs past the box of the picture."""
    found = []
    for shape in clipped(picture):
        half = shape.stroke_width / 2 if shape.stroke else 0.0
        xs = [number for command in shape.commands for number in command[1::2]]
        ys = [number for command in shape.commands for number in command[2::2]]
        if (
            min(xs) - half < -SLACK
            or min(ys) - half < -SLACK
            or max(xs) + half > picture.width + SLACK
            or max(ys) + half > picture.height + SLACK
        ):
            found.append(f"{shape.role} {shape.stroke} {shape.stroke_width}")
    return found


@pytest.mark.parametrize("path", sorted(IMAGES.glob("*.svg")), ids=lambda path: path.stem)
def test_no_line_of_a_shipped_drawing_runs_over_what_is_beside_it(path: Path) -> None:
    picture = read_drawing(path, Problems())
    assert picture is not None
    assert outside(picture) == []


def test_a_thick_vessel_that_leaves_the_box_ends_at_its_edge() -> None:
    vessel = Shape((("M", 50.0, 20.0), ("L", 50.0, 140.0)), None, "vein", 12.0)
    picture = Picture(100, 100, (vessel,))
    assert outside(picture) == []
    (cut,) = clipped(picture)
    assert cut.commands == (("M", 50.0, 20.0), ("L", 50.0, 94.0))


def test_a_thick_line_along_the_edge_is_drawn_further_inside() -> None:
    picture = Picture(100, 100, (Shape((("M", 10.0, 99.0), ("L", 90.0, 99.0)), None, "vein", 8.0),))
    assert [shape.commands for shape in clipped(picture)] == [(("M", 10.0, 96.0), ("L", 90.0, 96.0))]
