"""Bars and plots draw their values to scale, and hand back where the words stand."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from irdocs.typeset.figures.bars import Bar, comparison_bars, scale_bar
from irdocs.typeset.figures.chart import nice_ticks, spread
from irdocs.typeset.figures.outlines import PT
from irdocs.typeset.figures.plots import Estimate, PlotLine, difference_with_interval, line_chart
from irdocs.typeset.figures.shapes import Picture

from .outline_area import bounds, centre, flatten


def boxes(picture: Picture, role: str) -> list[tuple[float, float, float, float]]:
    return [bounds(path) for shape in picture.shapes if shape.role == role for path in flatten(shape.commands)]


def test_scale_bar_is_the_part_of_its_track() -> None:
    picture = scale_bar(330, 1000)
    (bar,), (track,), (tick,) = boxes(picture, "bar"), boxes(picture, "track"), boxes(picture, "tick")
    assert (bar[2] - bar[0]) / (track[2] - track[0]) == pytest.approx(0.33)
    assert bar[1] == track[1] == 0.6 and picture.height == pytest.approx(4.8)
    assert (tick[1], tick[3]) == (0, picture.height)


def test_scale_bar_shows_the_smallest_risk_and_hides_none() -> None:
    (bar,) = boxes(scale_bar(1, 1000), "bar")
    assert bar[2] == pytest.approx(0.45)
    (black,) = boxes(scale_bar(1, 1000, black_only=True), "bar")
    assert black[2] == pytest.approx(0.45 + 0.5 * PT, abs=0.001)
    assert boxes(scale_bar(0, 1000), "bar") == []
    with pytest.raises(ValueError):
        scale_bar(101, 100)


def test_comparison_bars_start_at_zero_and_are_to_scale() -> None:
    chart = comparison_bars([Bar("Embolisation", 12, "12", True), Bar("Surgery", 30, "30")], 170, unit="days")
    (subject,), (other,) = boxes(chart.picture, "subject"), boxes(chart.picture, "comparator")
    stroke = 1.5 * PT
    assert subject[0] == pytest.approx(50) and other[0] == pytest.approx(50 + stroke / 2, abs=0.01)
    assert (subject[2] - subject[0]) / (other[2] - other[0] + stroke) == pytest.approx(12 / 30, abs=0.001)
    assert subject[3] - subject[1] == pytest.approx(12 * 0.62)
    values = {label.text: label for label in chart.labels if label.role == "value"}
    assert values["12"].x > subject[2] and values["30"].x > other[2]
    names = {label.text: label for label in chart.labels if label.role == "label"}
    assert names["Embolisation"].bold and not names["Surgery"].bold
    assert names["Embolisation"].y == pytest.approx((subject[1] + subject[3]) / 2)
    assert {shape.fill for shape in chart.picture.shapes if shape.role == "subject"} == {"petrol"}


@pytest.mark.parametrize(
    "bars", [[Bar("a", 1, "1")], [Bar(str(n), n, str(n)) for n in range(6)], [Bar("a", -1, ""), Bar("b", 1, "")]]
)
def test_comparisons_that_mislead_are_refused(bars: list[Bar]) -> None:
    with pytest.raises(ValueError):
        comparison_bars(bars, 170)


def test_difference_lies_on_its_interval_and_names_both_sides() -> None:
    chart = difference_with_interval([Estimate("Quality of life", -8, -14, -2)], 120, ("A better", "B better"))
    (square,), whiskers = boxes(chart.picture, "estimate"), boxes(chart.picture, "interval")
    (zero,) = boxes(chart.picture, "zero")
    assert square[2] - square[0] == pytest.approx(6)
    left, right = whiskers[0][0], whiskers[0][2]
    assert left < centre([square[:2], square[2:]])[0] < right < zero[0]
    assert (zero[0] - left) / (zero[0] - right) == pytest.approx(14 / 2, abs=0.05)
    assert [shape.dash for shape in chart.picture.shapes if shape.role == "zero"] != [()]
    sides = {label.text: label for label in chart.labels if label.role == "side"}
    assert sides["A better"].x < zero[0] < sides["B better"].x
    with pytest.raises(ValueError):
        difference_with_interval([Estimate("x", 3, 4, 5)], 120, ("", ""))


def test_line_chart_ends_carry_names_that_do_not_collide() -> None:
    lines = [
        PlotLine("One", ((0, 100), (5, 71)), subject=True),
        PlotLine("Two", ((0, 100), (5, 70))),
        PlotLine("Three", ((0, 90), (5, 70))),
    ]
    chart = line_chart(lines, 160, 60, "years", "in 100")
    heights = sorted(label.y for label in chart.labels if label.role == "label")
    assert all(b - a >= 6.49 for a, b in itertools.pairwise(heights))
    dashes = [shape.dash for shape in chart.picture.shapes if shape.role == "line"]
    assert len(set(dashes)) == 3, "lines differ by more than colour"
    assert {label.value for label in chart.labels if label.role == "tick"} >= {0, 100, 5}


def test_survival_steps_hold_their_value() -> None:
    (path,) = [
        flatten(shape.commands)[0]
        for shape in line_chart(
            [PlotLine("A", ((0, 100), (2, 80), (4, 60)), steps=True)], 160, 60, "", ""
        ).picture.shapes
        if shape.role == "line"
    ]
    assert len(path) == 5
    assert all(a[0] == b[0] or a[1] == b[1] for a, b in itertools.pairwise(path))


@pytest.mark.parametrize("points", [(), ((1, 2), (0, 3)), ((0, -1), (1, 2))])
def test_lines_that_cannot_be_drawn_are_refused(points: tuple[tuple[float, float], ...]) -> None:
    with pytest.raises(ValueError):
        line_chart([PlotLine("A", points)], 160, 60, "", "")


numbers = st.floats(-1e5, 1e5).map(lambda value: round(value, 3))


@given(numbers, numbers, st.integers(3, 8))
def test_ticks_enclose_the_values_and_stay_few(one: float, other: float, most: int) -> None:
    low, high = sorted((one, other))
    ticks = nice_ticks(low, high, most)
    assert ticks[0] <= low + 1e-6 and ticks[-1] >= high - 1e-6
    assert 2 <= len(ticks) <= most + 1 and list(ticks) == sorted(set(ticks))


@given(st.lists(st.floats(0, 100), min_size=1, max_size=5))
def test_spread_keeps_order_and_gap(places: list[float]) -> None:
    moved = spread(places, 6, 0, 100)
    order = sorted(range(len(places)), key=lambda index: places[index])
    ranked = [moved[index] for index in order]
    assert all(b - a >= 6 - 1e-9 for a, b in itertools.pairwise(ranked))
    assert min(ranked) >= -1e-9 and max(ranked) <= 100 + 1e-9
