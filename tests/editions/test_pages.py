"""What standards.md asks of a printed page (L01 to L14), measured on finished files."""

import itertools
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from irdocs.build.project import Project
from irdocs.typeset.palette import contrast
from tests.editions.editions import EDITIONS, SECTIONS, make_one
from tests.editions.measure import MM, Line, ground, ink, lines_of, overlaps, painted, rendered, sizes
from tests.judges import outloud_judge, verapdf

FILES = [*EDITIONS, *(f"{edition}-black" for edition in EDITIONS)]
LEAST_PT = {"a4": 12.0, "large": 16.0, "booklet": 12.0, "trifold": 12.0, "easy": 16.0}
BODY_PT = {"a4": 12.0, "large": 18.0, "booklet": 13.0, "trifold": 12.0, "easy": 18.0}
PAGE_MM = {"a4": (210, 297), "large": (210, 297), "booklet": (148, 210), "easy": (210, 297)}


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_type_is_smaller_than_its_edition_allows(made: Mapping[str, bytes], edition: str) -> None:
    smallest = min(lines_of(made[edition]), key=lambda line: line.size)
    assert smallest.size >= LEAST_PT[edition], smallest


def test_lines_of_the_body_hold_58_to_70_characters(made: Mapping[str, bytes], tmp_path: Path) -> None:
    """L04, on lines that are full: those that a longer word would have overrun."""
    body = [line for line in lines_of(made["a4"]) if line.size == BODY_PT["a4"] and line.box[0] > 48 * MM]
    full = [line for line in body if abs(line.box[0] - 49 * MM) < 1 and line.box[2] > (190 - 12) * MM]
    assert full
    lengths = [len(line.text) for line in full]
    assert max(len(line.text) for line in body) <= 75
    assert 58 <= sum(lengths) / len(lengths) <= 70, lengths


@pytest.mark.parametrize("edition", EDITIONS)
def test_text_is_set_left_and_ragged(made: Mapping[str, bytes], edition: str) -> None:
    """L03, on lines that follow each other: one left edge, many right edges."""
    body = [line for line in lines_of(made[edition]) if line.size == BODY_PT[edition]]
    pairs = [
        (one, other)
        for one, other in itertools.pairwise(body)
        if one.page == other.page and 1.2 * one.size < other.box[3] - one.box[3] < 1.6 * one.size
    ]
    assert len(pairs) >= 8
    hanging = [pair for pair in pairs if abs(pair[0].box[0] - pair[1].box[0]) < 2]
    assert len(hanging) >= 0.6 * len(pairs)
    level = [pair for pair in hanging if abs(pair[0].box[2] - pair[1].box[2]) < 0.5]
    assert len(level) <= 0.1 * len(hanging)


@pytest.mark.parametrize("name", FILES)
def test_nothing_stands_outside_its_page(made: Mapping[str, bytes], name: str) -> None:
    """Text keeps 8 mm from the edge; only the ground and the drawing of a cover bleed, by 3 mm."""
    pages = sizes(made[name])
    for line in lines_of(made[name]):
        width, height = pages[line.page]
        left, top, right, bottom = (value / MM for value in line.box)
        assert left >= 8 and top >= 7 and right <= width - 8 and bottom <= height - 7, line
    covered = name.startswith(("booklet", "trifold"))
    for page, kind, box, (wide, high) in painted(made[name]):
        bleed = 3 * MM + 0.5 if covered and page == 0 else 0.5
        assert box[0] >= -bleed and box[1] >= -bleed and box[2] <= wide + bleed and box[3] <= high + bleed, (
            page,
            kind,
            box,
        )


@pytest.mark.parametrize("name", FILES)
def test_no_text_overlaps_other_text(made: Mapping[str, bytes], name: str) -> None:
    assert overlaps(lines_of(made[name])) == []


@pytest.mark.parametrize("name", FILES)
def test_text_stands_out_from_what_is_drawn_below_it(made: Mapping[str, bytes], name: str) -> None:
    """L07, from the pixels: 4.5 to 1 everywhere, 7 to 1 in black only."""
    least = 7.0 if name.endswith("-black") else 4.5
    by_page: dict[int, list[Line]] = {}
    for line in lines_of(made[name]):
        by_page.setdefault(line.page, []).append(line)
    for page, lines in by_page.items():
        image = rendered(made[name], page)
        for line in lines:
            below = ground(image, line.box)
            assert contrast(line.colour, below) >= least, (line, below)


@pytest.mark.parametrize("edition", PAGE_MM)
def test_pages_have_their_size(made: Mapping[str, bytes], edition: str) -> None:
    assert set(sizes(made[edition])) == {PAGE_MM[edition]}


def test_a_booklet_has_fours_of_pages(made: Mapping[str, bytes]) -> None:
    assert len(sizes(made["booklet"])) % 4 == 0


def test_a_trifold_has_six_panels_and_a_narrow_flap(made: Mapping[str, bytes]) -> None:
    assert [width for width, _ in sizes(made["trifold"])] == [100, 100, 100, 97, 97, 100]


def test_easy_read_has_at_most_four_rows_a_page_and_parts_none(made: Mapping[str, bytes]) -> None:
    boxes = [
        (page, box)
        for page, _, box, _ in painted(made["easy"])
        if abs(box[2] - box[0] - 72 * MM) < 1 and abs(box[3] - box[1] - 56 * MM) < 1
    ]
    assert len(boxes) == len(SECTIONS)
    assert max(Counter(page for page, _ in boxes).values()) <= 4
    beside = [line for line in lines_of(made["easy"]) if line.text.startswith("This is one idea")]
    assert len(beside) == len(SECTIONS)
    for line in beside:
        assert line.box[0] >= 99 * MM
        assert any(page == line.page and box[1] <= line.box[1] <= box[3] for page, box in boxes), line


def test_marks_that_count_are_four_times_as_large_in_grey(made: Mapping[str, bytes]) -> None:
    """L08: the first block of the array is all marked (700 in 1,000), the last all unmarked."""
    scale = 4.0
    arrays = [
        (page, box)
        for page, _, box, _ in painted(made["a4-black"])
        if abs((box[2] - box[0]) / max(box[3] - box[1], 1) - 55.2 / 21.3) < 0.1 and box[2] - box[0] > 60 * MM
    ]
    page, (left, top, right, bottom) = arrays[0]
    image = rendered(made["a4-black"], page, scale)
    pitch = (right - left) / 55.2
    block = 10 * pitch
    first = (left, top, left + block, top + block)
    last = (right - block, bottom - block, right, bottom)
    marked, unmarked = (ink(image, tuple(round(value * scale) for value in box)) for box in (first, last))  # type: ignore[arg-type]
    assert unmarked > 0
    assert marked / unmarked >= 4


@pytest.mark.parametrize("name", FILES)
def test_both_judges_pass_every_screen_file(made: Mapping[str, bytes], name: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.pdf"
    path.write_bytes(made[name])
    assert verapdf.validate([path])[path] == {"ua1": [], "2a": []}
    assert outloud_judge.findings(path) == []


def test_the_second_brand_fits_every_edition(small: Project) -> None:
    for edition in EDITIONS:
        one = make_one(small, edition, brand="example-trust")
        assert one.data, [str(told) for told in one.problems]
        assert "01632 960103" in " ".join(line.text for line in lines_of(one.data))
