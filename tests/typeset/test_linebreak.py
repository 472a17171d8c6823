"""Lines are measured and broken as a reader needs them."""

import pytest

from irdocs.typeset.linebreak import NBSP, FontStyle, bind, bind_last, boxes_of, break_lines, line_count, measure

BODY = FontStyle("Public Sans", False, 14)


def lines_of(text: str, width_pt: float, setting: FontStyle = BODY) -> list[str]:
    """Give the lines that a text is broken into."""
    boxes = boxes_of([(text, setting)])
    lines = break_lines(boxes, width_pt, [setting])
    return [
        " ".join("".join(piece.word.text for piece in box.pieces) for box in boxes[line.start : line.end])
        for line in lines
    ]


def test_width_agrees_with_the_design() -> None:
    """visual.md: this lead of 18 pt fills the text width of 141 mm, and Arimo is narrower."""
    lead = "Shrinking fibroids from inside the blood vessels"
    width_mm = measure(lead, "Public Sans", False, 18) / 72 * 25.4
    assert 138 < width_mm < 141
    assert measure(lead, "Arimo", False, 18) < measure(lead, "Public Sans", False, 18)


def test_lines_fit_and_lose_no_word() -> None:
    text = "Fibroids are growths in the muscle of the womb. They are not cancer. They can cause heavy periods."
    lines = lines_of(text, 200)
    assert " ".join(lines) == text
    assert all(measure(line, "Public Sans", False, 14) <= 200.1 for line in lines)
    assert line_count(text, "Public Sans", False, 14, 200) == len(lines) > 2


@pytest.mark.parametrize(
    "text",
    ["1 hour", "01632 960 001", "12 May 2025", "version 1.0", "Dr Jones", "330 in 1,000", "1,000 women", "May 2027"],
)
def test_what_belongs_together_is_bound(text: str) -> None:
    assert bind(text) == text.replace(" ", NBSP)
    assert lines_of(bind(f"We say {text}"), measure(f"We say {text}", "Public Sans", False, 14) - 1)[1] == bind(text)


@pytest.mark.parametrize("text", ["5 or more", "in 1,000 do not", "the first day"])
def test_what_does_not_belong_together_may_break(text: str) -> None:
    assert NBSP not in bind(text)[-8:]


def test_x_ray_is_never_broken() -> None:
    assert lines_of("the X-ray room", 40) == ["the", "X-ray", "room"]


def test_long_hyphenated_words_may_break() -> None:
    assert lines_of("image-guided", 60) == ["image-", "guided"]


def test_words_too_long_for_the_line_are_taken_apart() -> None:
    lines = lines_of("https://example.org/a-very-long-address/that-does-not-fit", 100)
    assert len(lines) > 2
    assert all(measure(line, "Public Sans", False, 14) <= 100.1 for line in lines)


def test_the_last_short_word_is_not_left_alone() -> None:
    assert bind_last("Off work for most") == f"Off work for{NBSP}most"
    assert bind_last("One") == "One"


def test_spans_of_two_weights_make_one_word() -> None:
    """A bold part of a word does not let the word break, and both weights are measured."""
    bold = FontStyle("Public Sans", True, 14)
    boxes = boxes_of([("under", BODY), ("stand", bold), (" this", BODY)])
    assert len(boxes) == 2
    assert boxes[0].width == pytest.approx(
        measure("under", "Public Sans", False, 14) + measure("stand", "Public Sans", True, 14)
    )


def test_line_ends_in_the_text_are_kept() -> None:
    assert line_count("one\ntwo\nthree", "Arimo", False, 18, 500) == 3
