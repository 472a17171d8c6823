"""The reader of drawings takes the subset, and names the place of everything else."""

from pathlib import Path

import pytest

from irdocs.problems import Problems
from irdocs.typeset.figures.svg import parse_drawing, read_drawing

from .outline_area import bounds, flatten

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10" width="20pt" height="10pt" role="img">\n'
WORDS = "<title>A thing</title>\n<desc>What it shows.</desc>\n"


def drawing(body: str, words: str = WORDS, head: str = HEAD) -> bytes:
    return (head + words + body + "\n</svg>\n").encode()


def test_every_element_of_the_subset_becomes_a_shape() -> None:
    problems = Problems()
    picture = parse_drawing(
        drawing(
            '<path d="M1 1 L5 1 C6 1 7 2 7 3 Z" fill="#0B5868" stroke="#A8470B" stroke-width="2" stroke-linecap="butt"/>\n'
            '<circle cx="4" cy="5" r="2" fill="none" stroke="#36798a" stroke-width=".5" stroke-dasharray="3 2"/>\n'
            '<ellipse cx="10" cy="5" rx="4" ry="1" fill="#FFFFFF"/>\n'
            '<rect x="2" y="3" width="6" height="4" rx="1" fill="#A9CBD0"/>\n'
            '<circle class="anchor" id="way-in" cx="3.5" cy="-2" r="0" fill="none"/>'
        ),
        "thing.svg",
        problems,
    )
    assert not list(problems) and picture is not None
    assert (picture.width, picture.height, picture.title, picture.desc) == (20, 10, "A thing", "What it shows.")
    assert picture.anchors == {"way-in": (3.5, -2.0)}
    path, circle, ellipse, rect = picture.shapes
    assert path.commands == (("M", 1, 1), ("L", 5, 1), ("C", 6, 1, 7, 2, 7, 3), ("Z",))
    assert (path.fill, path.stroke, path.stroke_width, path.round_ends) == ("petrol", "route", 2.0, False)
    assert (circle.fill, circle.stroke, circle.dash, circle.round_ends) == (None, "mid", (3.0, 2.0), True)
    assert bounds(flatten(circle.commands)[0]) == pytest.approx((2, 3, 6, 7), abs=0.01)
    assert bounds(flatten(ellipse.commands)[0]) == pytest.approx((6, 4, 14, 6), abs=0.01)
    assert bounds(flatten(rect.commands)[0]) == pytest.approx((2, 3, 8, 7), abs=0.01)
    assert ellipse.fill == "white"


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ('<text x="1" y="1" fill="#0B5868">words</text>', "drawing-element"),
        ('<g><circle cx="4" cy="5" r="2" fill="#0B5868"/></g>', "drawing-element"),
        ("<script>alert(1)</script>", "drawing-element"),
        ('<image href="file:///etc/passwd"/>', "drawing-element"),
        ('<?xml-stylesheet href="x.css"?>', "drawing-element"),
        ("loose words", "drawing-element"),
        ('<circle cx="4" cy="5" r="2" fill="#0B5868" opacity="0.5"/>', "drawing-attribute"),
        ('<circle cx="4" cy="5" r="2" fill="#0B5868" transform="scale(2)"/>', "drawing-attribute"),
        ('<circle cx="4" cy="5" r="2" style="fill:#0B5868"/>', "drawing-attribute"),
        ('<circle cx="4" cy="5" r="2"/>', "drawing-attribute"),
        ('<circle cx="4" cy="5" r="2" fill="none"/>', "drawing-attribute"),
        ('<circle cx="4" cy="5" r="-2" fill="#0B5868"/>', "drawing-attribute"),
        ('<circle cx="4" cy="5%" r="2" fill="#0B5868"/>', "drawing-attribute"),
        ('<circle cx="NaN" cy="5" r="2" fill="#0B5868"/>', "drawing-attribute"),
        ('<circle cx="1e9" cy="5" r="2" fill="#0B5868"/>', "drawing-attribute"),
        ('<circle cx="4" cy="5" r="2" fill="none" stroke="#0B5868"/>', "drawing-attribute"),
        (
            '<path d="M1 1 L2 2" fill="none" stroke="#0B5868" stroke-width="1" stroke-linejoin="miter"/>',
            "drawing-attribute",
        ),
        (
            '<path d="M1 1 L2 2" fill="none" stroke="#0B5868" stroke-width="1" stroke-dasharray="a"/>',
            "drawing-attribute",
        ),
        ('<circle cx="4" cy="5" r="2" fill="#123456"/>', "drawing-colour"),
        ('<circle cx="4" cy="5" r="2" fill="red"/>', "drawing-colour"),
        ('<circle cx="4" cy="5" r="2" fill="url(#g)"/>', "drawing-colour"),
        ('<path d="M1 1 l2 2" fill="#0B5868"/>', "drawing-path"),
        ('<path d="M1 1 2 2" fill="#0B5868"/>', "drawing-path"),
        ('<path d="M1 1 A2 2 0 0 1 3 3" fill="#0B5868"/>', "drawing-path"),
        ('<path d="M1 1 L2" fill="#0B5868"/>', "drawing-path"),
        ('<path d="M1 1 C2 2 3 3" fill="#0B5868"/>', "drawing-path"),
        ('<path d="L1 1 L2 2" fill="#0B5868"/>', "drawing-path"),
        ('<path d="" fill="#0B5868"/>', "drawing-path"),
        ('<circle class="anchor" cx="4" cy="5" r="0"/>', "drawing-anchor"),
        ('<circle class="anchor" id="Way In" cx="4" cy="5" r="0"/>', "drawing-anchor"),
        ('<circle class="anchor" id="a" cx="4" cy="5" r="2"/>', "drawing-anchor"),
        ('<circle class="dot" id="a" cx="4" cy="5" r="0"/>', "drawing-anchor"),
        (
            '<circle class="anchor" id="a" cx="4" cy="5" r="0"/><circle class="anchor" id="a" cx="1" cy="5" r="0"/>',
            "drawing-anchor",
        ),
        ("<title>Again</title>", "drawing-title"),
        ('<circle cx="4" cy="5" r="2" fill="#0B5868">', "drawing-syntax"),
        ('<circle cx="4" cy="5" r="2" fill="&bomb;"/>', "drawing-syntax"),
    ],
)
def test_what_lies_outside_the_subset_is_told_with_its_place(body: str, rule: str) -> None:
    problems = Problems()
    good = '<circle cx="1" cy="1" r="1" fill="#0B5868"/>\n'
    assert parse_drawing(drawing(good + "  " + body), "a.svg", problems) is None
    first = next(iter(problems))
    assert first.rule == rule
    assert first.location.path == "a.svg" and first.location.line >= 5 and first.location.column >= 1


def test_line_and_column_are_those_of_the_element() -> None:
    problems = Problems()
    parse_drawing(drawing('   <line x1="1"/>'), "a.svg", problems)
    (problem,) = problems
    assert str(problem).startswith("a.svg:4:4: error: <line> is outside the subset")


def test_all_faults_are_told_in_one_go() -> None:
    problems = Problems()
    parse_drawing(drawing('<line/>\n<circle cx="1" cy="1" r="1" fill="#000001"/>\n<use/>'), "a.svg", problems)
    assert [problem.location.line for problem in problems.sorted()] == [4, 5, 6]


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "drawing-syntax"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "drawing-syntax"),
        (
            b'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><svg>&b;</svg>',
            "drawing-element",
        ),
        (b"<html/>", "drawing-element"),
        (HEAD.encode() + b"x" * 300_000, "drawing-too-large"),
        (
            drawing('<circle cx="1" cy="1" r="1" fill="#0B5868"/>', head=HEAD.replace("0 0 20 10", "5 5 20 10")),
            "drawing-attribute",
        ),
        (
            drawing('<circle cx="1" cy="1" r="1" fill="#0B5868"/>', head=HEAD.replace("2000/svg", "svg")),
            "drawing-attribute",
        ),
        (drawing('<circle cx="1" cy="1" r="1" fill="#0B5868"/>', words="<title>T</title>"), "drawing-title"),
        (drawing(""), "drawing-empty"),
    ],
)
def test_broken_and_hostile_files_are_refused(data: bytes, rule: str) -> None:
    problems = Problems()
    assert parse_drawing(data, "a.svg", problems) is None
    assert rule in {problem.rule for problem in problems}


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    problems = Problems()
    assert read_drawing(tmp_path / "none.svg", problems) is None
    assert [problem.rule for problem in problems] == ["drawing-unreadable"]


def test_equal_files_are_read_once_and_faults_carry_each_name() -> None:
    problems = Problems()
    data = drawing("<line/>")
    parse_drawing(data, "a.svg", problems)
    parse_drawing(data, "b.svg", problems)
    assert [problem.location.path for problem in problems] == ["a.svg", "b.svg"]
    good = drawing('<circle cx="1" cy="1" r="1" fill="#0B5868"/>')
    assert parse_drawing(good, "a.svg", problems) is parse_drawing(bytes(good), "b.svg", problems)
