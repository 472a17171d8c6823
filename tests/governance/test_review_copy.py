"""The reviewer's copy: every statement of a record, numbered, with its source and boxes; made by the desk alone."""

import json
import re
from pathlib import Path

import pytest

from irdocs.model.walk import spans_of, walk
from irdocs.preflight.pdf import check_pdf, tag_tree
from irdocs.reading.prose import Prose, Words
from tests.governance.test_approvals import NAME, SUBJECT, approve, irdocs
from tests.judges.everything import judge_pdf
from tests.project import BASE, open_project, write_content


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make both copies once; give the content folder."""
    content = write_content(tmp_path_factory.mktemp("copies"))
    assert irdocs(content, "review", "--copy") == 0
    return content


def copy_of(content: Path, subject: str) -> Path:
    return content.parent / "output" / subject / "review-copy.en.pdf"


def told(content: Path, subject: str) -> str:
    """Give the words of a copy as one line."""
    strings = re.findall(r'"((?:[^"\\]|\\.)*)"', tag_tree(copy_of(content, subject).read_bytes()))
    return re.sub(r"\s+", " ", " ".join(strings).replace("\u00a0", " "))


@pytest.mark.parametrize("subject", [BASE, SUBJECT])
def test_every_word_of_the_record_is_in_it(made: Path, subject: str) -> None:
    text = told(made, subject)
    record = open_project(made, made.parent / "output").library("en").subjects[subject]
    for place in walk(record):
        if isinstance(place.value, Prose):
            for span in spans_of(place.value.spans):
                if isinstance(span, Words) and '"' not in span.text:
                    assert span.text.strip() in text, ".".join(place.path)


@pytest.mark.parametrize("subject", [BASE, SUBJECT])
def test_statements_are_numbered_without_a_gap_and_each_has_two_boxes(made: Path, subject: str) -> None:
    tree = tag_tree(copy_of(made, subject).read_bytes())
    rows = re.findall(r'TR\n *T[HD][^\n]*\n *P "(\d+)"', tree)
    numbers = [int(number) for number in rows]
    assert numbers == list(range(1, len(numbers) + 1)) and len(numbers) > 20
    assert len(re.findall(r'P "\[\s+\]"', tree)) == 2 * len(numbers)


def test_it_shows_ranks_numbers_and_sources(made: Path) -> None:
    text = told(made, BASE)
    assert re.search(r"bleeding\.sign: [^\[]*\(999\)", text)
    assert re.search(r"relief: [^\[]*: \d+ in 1,?00+ \[\d", text)
    assert "In the source: " in text and "Studied: " in text
    assert "Journal of Invented Trials" in text  # the list of sources at its end


def test_it_is_as_accessible_as_the_rest(made: Path) -> None:
    for subject in (BASE, SUBJECT):
        assert not list(check_pdf(copy_of(made, subject), subject))
    assert judge_pdf(copy_of(made, BASE)) == {"veraPDF ua1": [], "veraPDF 2a": [], "outloud": [], "preflight": []}


def test_it_is_in_the_manifest_and_no_build_makes_it(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = made.parent / "output"
    files = json.loads((output / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert f"{BASE}/review-copy.en.pdf" in files
    assert irdocs(made, "build", "--verify") == 0
    capsys.readouterr()
    assert irdocs(made, "build", SUBJECT, "--dry-run") == 0
    assert "review-copy" not in capsys.readouterr().out
    assert irdocs(made, "build", SUBJECT, "--layout", "review-copy") == 1
    assert "[desk-layout]" in capsys.readouterr().err


def test_it_says_whether_the_words_are_approved(tmp_path: Path) -> None:
    content = write_content(tmp_path)
    assert approve(content) == 0
    assert irdocs(content, "review", "--copy", SUBJECT) == 0
    assert NAME in told(content, SUBJECT) and "Draft" not in told(content, SUBJECT)


def test_an_unknown_subject_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert irdocs(write_content(tmp_path), "review", "--copy", "nobody") == 1
    assert "[unknown-subject]" in capsys.readouterr().err
