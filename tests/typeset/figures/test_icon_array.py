"""An icon array draws the count that is said, in a shape and an order that can be counted."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from irdocs.typeset.figures.icon_array import array_height, array_width, icon_array, pitch_for_width
from irdocs.typeset.figures.outlines import subpaths
from irdocs.typeset.figures.shapes import Picture

from .outline_area import area, bounds, centre, flatten


def count(picture: Picture, role: str, outlines_each: int) -> int:
    total = sum(subpaths(shape.commands) for shape in picture.shapes if shape.role == role)
    assert total % outlines_each == 0
    return total // outlines_each


def outlines(picture: Picture, role: str) -> list[list[tuple[float, float]]]:
    return [path for shape in picture.shapes if shape.role == role for path in flatten(shape.commands)]


@given(st.sampled_from([100, 1000]).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
@settings(max_examples=25, deadline=None)
def test_any_count_is_drawn_as_said(pair: tuple[int, int]) -> None:
    marked, of = pair
    picture = icon_array(marked, of, 1.43)
    each = 2 if of == 100 else 1
    assert count(picture, "marked", each) == marked
    assert count(picture, "unmarked", each) == of - marked


@pytest.mark.parametrize("of", [100, 1000])
def test_marked_and_unmarked_are_one_shape_each(of: int) -> None:
    picture = icon_array(30, of, 2.0, "route")
    assert sorted(shape.role for shape in picture.shapes) == ["marked", "unmarked"]
    assert next(shape.fill for shape in picture.shapes if shape.role == "marked") == "route"


def test_marked_discs_have_six_times_the_area_of_unmarked_ones() -> None:
    picture = icon_array(500, 1000, 1.43)
    large, small = area(outlines(picture, "marked")[0]), area(outlines(picture, "unmarked")[0])
    assert 6.0 <= large / small <= 6.2


def test_discs_are_round_to_a_fiftieth_of_their_radius() -> None:
    (disc,) = outlines(icon_array(1, 1000, 2.0), "marked")
    x, y = centre(disc)
    radii = [((px - x) ** 2 + (py - y) ** 2) ** 0.5 for px, py in disc]
    assert max(radii) / min(radii) < 1.03 and radii[0] == pytest.approx(0.84, abs=0.01)


def test_marks_hang_from_the_top_left_corner_block_by_block() -> None:
    pitch = 2.0
    places = [centre(path) for path in outlines(icon_array(612, 1000, pitch), "marked")]
    assert places[0] == pytest.approx((1.0, 1.0), abs=0.01)
    assert places[9] == pytest.approx((19.0, 1.0), abs=0.01)
    assert places[10] == pytest.approx((1.0, 3.0), abs=0.01)
    assert places[100] == pytest.approx((1.0 + 11.3 * pitch, 1.0), abs=0.01), (
        "the second block stands right of the first"
    )
    assert places[500] == pytest.approx((1.0, 1.0 + 11.3 * pitch), abs=0.01), "the sixth block opens the second row"
    assert places[611] == pytest.approx((1.0 + 11.3 * pitch + pitch, 1.0 + 11.3 * pitch + pitch), abs=0.01)


@pytest.mark.parametrize(("of", "pitch", "width", "height"), [(1000, 1.43, 79.0, 30.5), (100, 5.8, 58.0, 58.0)])
def test_size_of_the_array(of: int, pitch: float, width: float, height: float) -> None:
    picture = icon_array(3, of, pitch)
    assert (picture.width, picture.height) == (array_width(of, pitch), array_height(of, pitch))
    assert picture.width == pytest.approx(width, abs=0.1) and picture.height == pytest.approx(height, abs=0.1)
    assert pitch_for_width(of, picture.width) == pytest.approx(pitch, abs=0.001)
    for shape in picture.shapes:
        for path in flatten(shape.commands):
            left, top, right, bottom = bounds(path)
            assert left >= 0 and top >= 0 and right <= picture.width and bottom <= picture.height


@pytest.mark.parametrize(
    ("marked", "of"), [(-1, 100), (101, 100), (1001, 1000), (1, 50), (3, 200), (2.5, 100), (True, 100)]
)
def test_a_count_that_cannot_be_drawn_is_refused(marked: int, of: int) -> None:
    with pytest.raises(ValueError):
        icon_array(marked, of, 2.0)


def test_pitch_above_zero() -> None:
    with pytest.raises(ValueError):
        icon_array(1, 100, 0)
