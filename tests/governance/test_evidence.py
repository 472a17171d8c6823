"""`irdocs evidence`: a folder for a committee that holds what the record holds, and says what it does not."""

import csv
from pathlib import Path

import pytest

from irdocs.preflight.pdf import RULES
from tests.governance.test_approvals import NAME, SUBJECT, approve, irdocs, replaced
from tests.project import BASE, write_content

FILES = {
    "sources.csv", "accessibility.csv", "reading.md", "approvals.csv", "policies.csv", "problems.csv", "files.json", "README.md",
}  # fmt: skip
AREAS = (
    "Systems", "Training", "Need", "Evidence", "Users involved", "Health inequalities", "Content and design", "Feedback",
    "Dissemination", "Impact",
)  # fmt: skip


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return write_content(tmp_path)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_folder_of_a_draft(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert irdocs(content, "evidence", BASE) == 0
    output = content.parent / "output"
    folder = output / BASE / "evidence"
    editions = {path.name for path in folder.glob("*.pdf")}
    assert {"leaflet.en.pdf", "leaflet-large.en.pdf", "leaflet-black.en.pdf"} <= editions
    assert "easy-read.en.pdf" not in editions, "the record has nothing for it"
    assert {path.name for path in folder.iterdir()} == FILES | editions
    assert not {name for name in editions if "press" in name or name.startswith(("handout", "letter", "review"))}
    assert len(capsys.readouterr().out.splitlines()) == len(FILES | editions)
    for name in editions:
        assert (folder / name).read_bytes() == (output / BASE / name).read_bytes()
    page = (folder / "README.md").read_text(encoding="utf-8")
    assert [line for line in page.splitlines() if line.startswith("## ")][1:] == [
        f"## {number}. {area}" for number, area in enumerate(AREAS, 1)
    ]
    assert page.count("Not known here:") == len(AREAS)
    assert "no clinical approval stands" in page
    sources = rows(folder / "sources.csv")
    assert any(row["part"] == "quantities" and row["source"] and row["reference"] and row["kind"] for row in sources)
    assert all(bool(row["reference"]) == bool(row["source"]) for row in sources)
    assert {row["marked_unverified"] for row in sources} <= {"", "yes"}  # nothing is called verified
    judged = rows(folder / "accessibility.csv")
    assert {(row["file"], row["rule"]) for row in judged} == {(name, rule) for name in editions for rule in RULES}
    assert "no independent validation" in page
    assert {row["result"] for row in judged} == {"pass"}
    assert rows(folder / "approvals.csv") == []
    assert "the whole leaflet" in (folder / "reading.md").read_text(encoding="utf-8")
    assert irdocs(content, "build", "--verify", "--strict") == 0  # no file that the manifest would have to know


def test_problems_are_those_of_the_check(content: Path) -> None:
    assert irdocs(content, "evidence", BASE, day="2099-01-01") == 0
    found = rows(content.parent / "output" / BASE / "evidence" / "problems.csv")
    assert "overdue" in {row["rule"] for row in found}


def test_an_approval_stands_until_a_word_changes(content: Path, tmp_path: Path) -> None:
    assert approve(content, BASE) == 0
    into = tmp_path / "for the committee"
    assert irdocs(content, "evidence", BASE, "--into", str(into)) == 0
    [given] = rows(into / "approvals.csv")
    assert (given["name"], given["role"], given["date"], given["stands"]) == (
        NAME, "clinical approver", "2026-11-24", "yes",
    )  # fmt: skip
    assert "no clinical approval stands" not in (into / "README.md").read_text(encoding="utf-8")
    words = content / "procedures" / BASE / "en.yaml"
    replaced(words, "title: ", "title: New ")
    assert irdocs(content, "evidence", BASE, "--into", str(into)) == 0
    [given] = rows(into / "approvals.csv")
    assert given["stands"] == "no"
    assert "no clinical approval stands" in (into / "README.md").read_text(encoding="utf-8")


def test_the_same_bytes_each_time(content: Path, tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for into in (one, other):
        assert irdocs(content, "evidence", SUBJECT, "--into", str(into)) == 0
    for name in FILES:
        assert (one / name).read_bytes() == (other / name).read_bytes()


def test_an_unknown_subject_writes_nothing(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert irdocs(content, "evidence", "nobody") == 1
    assert "nobody" in capsys.readouterr().err
    assert not (content.parent / "output").exists()


def test_an_address_needs_a_folder(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from irdocs.cli.main import main

    assert main(["evidence", BASE, "--content", str(content), "--output", "memory://leaflets"]) == 1
    assert "--into" in capsys.readouterr().err


def test_a_report_from_elsewhere_is_laid_in_as_it_is(
    content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report, into = tmp_path / "verapdf.xml", tmp_path / "committee"
    report.write_bytes(b"<report/>\r\n")
    assert irdocs(content, "evidence", SUBJECT, "--into", str(into), "--with", str(report)) == 0
    assert (into / "added" / "verapdf.xml").read_bytes() == b"<report/>\r\n"
    assert "`added/verapdf.xml`: handed in from elsewhere" in (into / "README.md").read_text(encoding="utf-8")
    assert irdocs(content, "evidence", SUBJECT, "--into", str(into), "--with", str(tmp_path / "no.xml")) == 1
    assert "no.xml" in capsys.readouterr().err
