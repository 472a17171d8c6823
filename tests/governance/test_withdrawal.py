"""Withdrawal: a subject that must not be used any more is gone from the files, and everything says so."""

import shutil
from pathlib import Path

import pypdfium2
import pytest

from irdocs.preflight.pdf import check_pdf, tag_tree
from tests.governance.test_approvals import NAME, SUBJECT, approve, irdocs, raise_version, record
from tests.project import write_content

REASON = "A study showed more harm than was known"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return write_content(tmp_path)


def withdraw(content: Path, reason: str = REASON, by: str = NAME, day: str = "2026-11-24") -> int:
    return irdocs(content, "withdraw", SUBJECT, "--reason", reason, "--by", by, "--no-typist", day=day)


def test_a_withdrawal_is_an_entry_of_the_record(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert approve(content) == 0
    assert withdraw(content) == 0
    first, second = record(content)
    assert second["before"] == first["hash"]
    assert (second["action"], second["reason"], second["name"]) == ("withdraw", REASON, NAME)
    assert irdocs(content, "review", SUBJECT) == 0
    assert f"withdrawn by {NAME}, 2026-11-24: {REASON}" in capsys.readouterr().out
    assert withdraw(content) == 0 and len(record(content)) == 2
    assert "[withdrawn-already]" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("reason", "by", "day", "rule"),
    [("-", NAME, "2026-11-24", "no-reason"), (REASON, "?", "2026-11-24", "no-name"), (REASON, NAME, "2026-11-23", "bad-date")],
)  # fmt: skip
def test_what_cannot_be_withdrawn_is_told(
    content: Path, capsys: pytest.CaptureFixture[str], reason: str, by: str, day: str, rule: str
) -> None:
    assert approve(content) == 0
    assert withdraw(content, reason, by, day) == 1
    assert f"[{rule}]" in capsys.readouterr().err and len(record(content)) == 1


def test_what_has_errors_can_be_withdrawn(content: Path) -> None:
    words = content / "topics" / SUBJECT / "en.yaml"
    words.write_text(words.read_text(encoding="utf-8").replace("More hospitals", "40% of hospitals"), encoding="utf-8")
    assert withdraw(content) == 1 and len(record(content)) == 1  # the error is told as well


def test_a_new_approval_lifts_it_under_a_new_version(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert approve(content) == 0 and withdraw(content) == 0
    assert approve(content) == 1
    assert f'{NAME} withdrew version 0.1 on 2026-11-24: the version is "0.1"' in capsys.readouterr().err
    raise_version(content)
    assert approve(content, role="lay reviewer", by="B. Example") == 0
    irdocs(content, "review", SUBJECT)
    assert "withdrawn by" in capsys.readouterr().out  # a lay reviewer does not lift it
    assert approve(content) == 0
    irdocs(content, "review", SUBJECT)
    assert "withdrawn by" not in capsys.readouterr().out


def test_policies_need_a_brand_that_has_some(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert irdocs(content, "approve", SUBJECT, "--by", NAME, "--policies") == 1
    assert "[no-brand]" in capsys.readouterr().err
    assert irdocs(content, "approve", SUBJECT, "--by", NAME, "--policies", "--brand", "example-trust") == 1
    assert "[no-policy]" in capsys.readouterr().err


# --- what becomes of the files ----------------------------------------------------------------------------------------


def build(content: Path, *more: str, day: str = "2026-11-24") -> int:
    return irdocs(content, "build", SUBJECT, "--jobs", "1", *more, day=day)


def test_the_files_become_a_notice_or_go(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert approve(content) == 0
    assert build(content, "--press") in (0, 1) and build(content) == 0
    output = content.parent / "output"
    before = {path.name for path in (output / SUBJECT).iterdir()}
    assert {"deck.en.pptx", "handout.en.pdf", "leaflet.en.pdf"} <= before
    assert withdraw(content) == 0
    capsys.readouterr()
    assert irdocs(content, "build", "--verify") == 1
    said = capsys.readouterr().err
    assert "short-history/leaflet.en.pdf: error: short-history was withdrawn, and this file does not say so" in said
    assert "[withdrawn-file]" in said and "deck.en.pptx" in said
    assert build(content) == 0
    left = sorted(path.name for path in (output / SUBJECT).iterdir())
    assert left and all(name.startswith("leaflet") and ".press." not in name for name in left)
    for path in (output / SUBJECT).iterdir():
        assert pages_of(path) == 1 and list(check_pdf(path, path.name)) == []
        text = tag_tree(path.read_bytes()).replace("\u00a0", " ")
        assert "This leaflet was withdrawn on 24 November 2026." in text and f"Why: {REASON}" in text
        assert NAME not in text
    assert irdocs(content, "build", "--verify", "--strict") == 0
    capsys.readouterr()
    assert irdocs(content, "list", "--published") == 0
    row = capsys.readouterr().out
    assert "withdrawn" in row and NAME not in row


def pages_of(path: Path) -> int:
    with pypdfium2.PdfDocument(path) as document:
        return len(document)


def test_verify_tells_what_is_no_longer_approved_and_what_is_gone(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert approve(content) == 0
    assert build(content, "--layout", "leaflet") == 0
    assert irdocs(content, "build", "--verify", "--strict") == 0
    words = content / "topics" / SUBJECT / "en.yaml"
    words.write_text(words.read_text(encoding="utf-8").replace("More hospitals", "Some hospitals"), encoding="utf-8")
    capsys.readouterr()
    assert irdocs(content, "build", "--verify") == 1
    assert f"this file says that it was approved by {NAME}, and that does not stand any more" in capsys.readouterr().err
    assert build(content, "--layout", "leaflet", "--release") == 1
    assert "[no-longer-approved]" in capsys.readouterr().err
    shutil.rmtree(words.parent)
    assert irdocs(content, "build", "--verify") == 1
    assert "[deleted-subject]" in capsys.readouterr().err
    assert irdocs(content, "list", "--published") == 0
    assert SUBJECT not in capsys.readouterr().out


def test_verify_reads_the_record(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert approve(content) == 0 and build(content, "--layout", "leaflet") == 0
    path = content / "topics" / SUBJECT / "approved" / "record.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace(NAME, "Dr Z. Other"), encoding="utf-8")
    assert irdocs(content, "build", "--verify") == 1
    assert "record.jsonl:1: error: this entry is not as it was written" in capsys.readouterr().err
