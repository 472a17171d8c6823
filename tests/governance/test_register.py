"""`irdocs list --published`: what stands in the output, from its manifest, as CSV and as PDF."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from irdocs.preflight.pdf import tag_tree
from tests.governance.test_approvals import NAME, SUBJECT, approve, irdocs
from tests.judges.everything import judge_pdf
from tests.project import BASE, write_content


@pytest.fixture
def content(tmp_path: Path) -> Path:
    made = write_content(tmp_path)
    assert approve(made) == 0
    assert irdocs(made, "build", "--layout", "leaflet", "--format", "pdf", "--variant", "", "--jobs", "1") == 0
    assert irdocs(made, "build", SUBJECT, "--layout", "deck", "--jobs", "1") == 0
    return made


def listed(content: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, str]]:
    capsys.readouterr()
    assert irdocs(content, "list", "--published") == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out.removeprefix("\ufeff"))))


def test_csv_has_a_row_a_subject(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert irdocs(content, "review", "--copy", BASE) == 0  # for the reviewer alone: not published
    first, second = listed(content, capsys)
    assert first == {
        "brand": "default", "subject": SUBJECT, "title": "A short history of balloons", "code": "IR-TOPIC",
        "version": "0.1", "language": "en", "due": "2028-01-15", "approved_by": NAME, "formats": "pdf pptx",
        "layouts": "deck leaflet", "files": first["files"],
        "state": "approved", "overdue": "",
    }  # fmt: skip
    assert (second["subject"], second["formats"], second["approved_by"]) == (BASE, "pdf", "")


def test_pdf_lists_the_same_and_is_accessible(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert irdocs(content, "list", "--published", "--as", "pdf") == 0
    path = content.parent / "output" / "register.en.pdf"
    assert capsys.readouterr().out.strip().endswith("output/register.en.pdf")
    text = tag_tree(path.read_bytes()).replace("\u00a0", " ")
    for said in ("What was published on 24 November 2026", "IR-TOPIC", "15 January 2028", "0.3, draft", "PDF, PPTX"):
        assert said in text
    assert judge_pdf(path) == {"veraPDF ua1": [], "veraPDF 2a": [], "outloud": [], "preflight": []}
    first = path.read_bytes()
    assert irdocs(content, "list", "--published", "--as", "pdf", day="2027-01-01") == 0
    assert path.read_bytes() == first  # its date is that of the build
    assert irdocs(content, "build", "--verify", "--strict") == 0


def test_a_deleted_subject_leaves_the_register(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(content / "topics" / SUBJECT)
    [row] = listed(content, capsys)
    assert row["subject"] == BASE


def test_an_overdue_review_shows(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert irdocs(content, "list", "--published", day="2029-06-01") == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out.removeprefix("\ufeff"))))
    assert [row["overdue"] for row in rows] == ["yes", "yes"]
    assert irdocs(content, "list", "--published", "--as", "pdf", day="2029-06-01") == 0
    text = tag_tree((content.parent / "output" / "register.en.pdf").read_bytes()).replace("\u00a0", " ")
    assert "15 January 2028, overdue" in text


def test_nothing_published_is_an_empty_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert listed(write_content(tmp_path), capsys) == []


def test_the_order_is_that_of_the_names(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    manifest = content.parent / "output" / "manifest.json"
    data = json.loads(manifest.read_text(encoding="utf-8"))
    data["files"] = dict(reversed(data["files"].items()))
    manifest.write_text(json.dumps(data), encoding="utf-8")
    assert [row["subject"] for row in listed(content, capsys)] == [SUBJECT, BASE]


@pytest.mark.parametrize("arguments", [(), ("subjects", "--published")])
def test_a_list_is_of_one_thing(tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]) -> None:
    assert irdocs(write_content(tmp_path), "list", *arguments) == 2
    assert "name one of" in capsys.readouterr().err


def test_what_is_no_entry_of_ours_is_left_out(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    manifest = content.parent / "output" / "manifest.json"
    data = json.loads(manifest.read_text(encoding="utf-8"))
    data["files"]["other.pdf"] = {"sha256": "", "bytes": 0}
    manifest.write_text(json.dumps(data), encoding="utf-8")
    assert [row["subject"] for row in listed(content, capsys)] == [SUBJECT, BASE]
