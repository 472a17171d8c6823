"""Signs, timelines and codes stay inside their boxes, and codes can be read."""

import itertools
from collections.abc import Callable

import pytest
import segno

from irdocs.typeset.figures import marks
from irdocs.typeset.figures.qr import qr_code
from irdocs.typeset.figures.shapes import Picture
from irdocs.typeset.figures.svg import PALETTE
from irdocs.typeset.figures.timeline import recovery_timeline

from .outline_area import area, bounds, centre, flatten


@pytest.mark.parametrize(
    "draw",
    [
        marks.check_box,
        marks.ring,
        marks.numbered_dot,
        marks.telephone,
        lambda: marks.numbered_dot(6.2, 0.5),
        lambda: marks.tick(5),
        lambda: marks.cross(5),
        lambda: marks.arrow(8, 4),
        lambda: marks.bullet(3),
        lambda: recovery_timeline(170),
        lambda: qr_code("https://www.example.org/leaflet"),
    ],
)
def test_a_sign_fills_its_box_and_stays_in_it(draw: Callable[[], Picture]) -> None:
    picture = draw()
    for shape in picture.shapes:
        assert shape.fill or shape.stroke
        assert {shape.fill, shape.stroke} - {None} <= set(PALETTE.values())
        for path in flatten(shape.commands):
            left, top, right, bottom = bounds(path)
            half = shape.stroke_width / 2 - 0.002
            assert left - half >= -0.01 and top - half >= -0.01
            assert right + half <= picture.width + 0.01 and bottom + half <= picture.height + 0.01


def test_the_timeline_is_evenly_spaced_and_names_its_columns() -> None:
    picture = recovery_timeline(170, 4)
    dots = [centre(flatten(shape.commands)[0])[0] for shape in picture.shapes if shape.role == "step"]
    gaps = {round(b - a, 3) for a, b in itertools.pairwise(dots)}
    assert len(dots) == 4 and len(gaps) == 1
    assert [picture.anchors[f"step-{n}"][0] for n in range(1, 5)] == [0.0, 43.5, 87.0, 130.5]
    with pytest.raises(ValueError):
        recovery_timeline(20, 5)


def test_a_code_holds_the_modules_of_the_standard_and_its_quiet_zone() -> None:
    address = "https://www.example.org/ir/uae"
    size = 30.0
    ground, code = qr_code(address, size).shapes
    expected = segno.make(address, error="m", micro=False, boost_error=False)
    modules = len(expected.matrix)
    module = size / (modules + 8)
    drawn = set()
    for path in flatten(code.commands):
        left, top, right, _ = bounds(path)
        row, first, last = round(top / module), round(left / module), round(right / module)
        drawn |= {(row - 4, column - 4) for column in range(first, last)}
    assert drawn == {(r, c) for r, row in enumerate(expected.matrix) for c, dark in enumerate(row) if dark}
    assert area(flatten(ground.commands)[0]) == pytest.approx(size * size)
    assert (ground.fill, code.fill) == ("white", "ink")


@pytest.mark.parametrize("address", ["", "  ", "https://example.org/" + "x" * 400, "x" * 9000])
def test_an_address_that_makes_no_good_code_is_refused(address: str) -> None:
    with pytest.raises(ValueError):
        qr_code(address)
