"""The record of approvals: what was edited, taken out or replaced later is noticed by every door, at its entry."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.governance.test_approvals import (
    DRAFT,
    NAME,
    SUBJECT,
    approve,
    irdocs,
    leaflet,
    raise_version,
    record,
    replaced,
    state,
)
from tests.project import write_content

LAY = "B. Example, patient reader"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return write_content(tmp_path)


@pytest.fixture
def approved(content: Path) -> Path:
    """Give a subject that two persons approved."""
    assert approve(content) == 0
    assert approve(content, role="lay reviewer", by=LAY) == 0
    return content


def folder(content: Path) -> Path:
    return content / "topics" / SUBJECT / "approved"


def _name(place: Path) -> None:
    replaced(place / "record.jsonl", NAME, "Dr Z. Other, consultant radiologist")


def _day(place: Path) -> None:
    replaced(place / "record.jsonl", '"on": "2026-11-24"', '"on": "2099-01-01"')


def _first_out(place: Path) -> None:
    lines = (place / "record.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (place / "record.jsonl").write_text("".join(lines[1:]), encoding="utf-8")


def _last_out(place: Path) -> None:
    lines = (place / "record.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (place / "record.jsonl").write_text("".join(lines[:-1]), encoding="utf-8")


def _swapped(place: Path) -> None:
    lines = (place / "record.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (place / "record.jsonl").write_text("".join(reversed(lines)), encoding="utf-8")


def _no_json(place: Path) -> None:
    (place / "record.jsonl").write_text("yes\n", encoding="utf-8")


def _emptied(place: Path) -> None:
    (place / "record.jsonl").write_text("", encoding="utf-8")


def _gone(place: Path) -> None:
    (place / "record.jsonl").unlink()


def _head_gone(place: Path) -> None:
    (place / "head.txt").unlink()


def _words(place: Path) -> None:
    [kept] = place.glob("*.json")
    replaced(kept, "A short history of balloons", "A long history of balloons")


def _words_gone(place: Path) -> None:
    [kept] = place.glob("*.json")
    kept.unlink()


FAULTS = {
    _name: "record.jsonl:1: error: this entry is not as it was written  [approval-record]",
    _day: "record.jsonl:1: error: this entry is not as it was written  [approval-record]",
    _first_out: "record.jsonl:1: error: an entry before this one was taken out or replaced  [approval-record]",
    _last_out: "head.txt: error: the last entry of the record is not the one that was written last  [approval-record]",
    _swapped: "record.jsonl:1: error: an entry before this one was taken out or replaced  [approval-record]",
    _no_json: "record.jsonl:1: error: this is no entry of a record of approvals  [approval-record]",
    _emptied: "head.txt: error: the last entry of the record is not the one that was written last  [approval-record]",
    _gone: "record.jsonl: error: the record of approvals is gone or cannot be read  [approval-record]",
    _head_gone: "head.txt: error: the last entry of the record is not the one that was written last  [approval-record]",
    _words: ".json: error: these are not the words that entry 1 of the record approves  [approved-words]",
    _words_gone: ".json: error: the words of entry 1 of the record are gone  [approved-words]",
}


@pytest.mark.parametrize("change", FAULTS, ids=lambda one: one.__name__)
def test_a_later_edit_is_noticed_and_nothing_is_approved(
    approved: Path, capsys: pytest.CaptureFixture[str], change: Callable[[Path], None]
) -> None:
    assert NAME in leaflet(approved)
    change(folder(approved))
    for command in (["check", SUBJECT], ["review", SUBJECT], ["build", SUBJECT, "--layout", "leaflet", "--jobs", "1"]):
        capsys.readouterr()
        assert irdocs(approved, *command) == 1, command
        said = capsys.readouterr().err
        assert FAULTS[change] in said, command
        assert f"content/topics/{SUBJECT}/approved/" in said
    assert approve(approved, role="translator", by="C. Example") == 1  # nothing is added to a record that is not whole


def test_an_entry_written_anew_with_a_hash_of_its_own_breaks_the_chain(
    approved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever knows how the hash is made can write an entry, and not the ones behind it."""
    from irdocs.model.approval_record import _chained

    first, second = record(approved)
    first["name"] = "Dr Z. Other"
    del first["hash"]
    first["hash"] = _chained(first)
    text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in (first, second))
    (folder(approved) / "record.jsonl").write_text(text, encoding="utf-8")
    assert irdocs(approved, "check", SUBJECT) == 1
    assert "record.jsonl:2: error: an entry before this one" in capsys.readouterr().err


def test_other_line_ends_are_no_edit(approved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Git for Windows writes CR LF into text that it checks out."""
    for path in [*folder(approved).iterdir(), *(approved / "images").iterdir(), *(approved / "topics").rglob("*.yaml")]:
        path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    assert irdocs(approved, "check", SUBJECT) == 0
    assert state(approved, capsys)["awaiting_approval"] == "no"


def test_a_run_killed_before_the_head_was_written_costs_nothing(approved: Path) -> None:
    first = record(approved)[0]
    (folder(approved) / "head.txt").write_text(f"1 {first['hash']}\n", encoding="utf-8")
    assert irdocs(approved, "check", SUBJECT) == 0
    assert approve(approved, role="translator", by="C. Example") == 0
    assert len(record(approved)) == 3


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2019-01-01", "2019-01-01 is before 2026-01-15, the day on which this version was issued"),
        ("2026-01-14", "2026-01-14 is before 2026-01-15, the day on which this version was issued"),
    ],
)
def test_nobody_approves_before_the_issue(
    content: Path, capsys: pytest.CaptureFixture[str], day: str, told: str
) -> None:
    assert irdocs(content, "approve", SUBJECT, "--by", NAME, "--role", "clinical approver", day=day) == 1
    assert f"error: {told}  [bad-date]" in capsys.readouterr().err
    assert not folder(content).exists()


def test_nobody_approves_before_the_last_entry(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert approve(content) == 0
    command = ("approve", SUBJECT, "--by", LAY, "--role", "lay reviewer")
    assert irdocs(content, *command, day="2026-11-23") == 1
    assert "[bad-date]" in capsys.readouterr().err


def test_an_approval_of_the_future_does_not_stand(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ("approve", SUBJECT, "--by", NAME, "--role", "clinical approver", "--no-typist")
    assert irdocs(content, *command, day="2099-01-01") == 0
    assert irdocs(content, "check", SUBJECT) == 1
    told = "record.jsonl:1: error: this entry is of 2099-01-01, and today is 2026-11-24  [approval-record]"
    assert told in capsys.readouterr().err
    irdocs(content, "build", SUBJECT, "--layout", "leaflet", "--jobs", "1")
    assert told in capsys.readouterr().err
    assert state_of(content, capsys) == "yes"


def state_of(content: Path, capsys: pytest.CaptureFixture[str]) -> object:
    capsys.readouterr()
    irdocs(content, "review", SUBJECT, "--as", "json")
    return json.loads(capsys.readouterr().out)[0]["awaiting_approval"]


def test_one_person_holds_one_role(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert approve(content) == 0
    assert approve(content, role="lay reviewer", by="dr a example, patient") == 1
    assert (
        "hint: the lay reviewer must be somebody else" in (said := capsys.readouterr().err) and "[one-person]" in said
    )
    assert approve(content, role="lay reviewer", by=LAY) == 0
    assert approve(content, role="clinical approver", by=LAY) == 1


def test_two_approvers_are_both_printed(content: Path) -> None:
    assert approve(content) == 0
    assert approve(content, by="Dr C. Second") == 0
    text = leaflet(content)
    assert NAME in text and "Dr C. Second" in text


def test_changed_words_need_a_higher_version(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert approve(content) == 0
    replaced(content / "topics" / SUBJECT / "en.yaml", "More hospitals offer", "Fewer hospitals offer")
    capsys.readouterr()
    assert irdocs(content, "check", SUBJECT) == 0
    said = capsys.readouterr().err
    assert re.search(r"facts\.yaml:\d+:\d+: warning: .* approved version 0\.1 on 2026-11-24.*version-not-raised", said)
    assert approve(content) == 1
    said = capsys.readouterr().err
    assert 'hint: raise `version` in the review block of facts.yaml above "0.1"' in said
    assert len(record(content)) == 1
    raise_version(content, new="0.0.9")
    assert approve(content) == 1
    raise_version(content, old="0.0.9", new="0.10")
    assert approve(content) == 0
    assert [one["version"] for one in record(content)] == ["0.1", "0.10"]
    capsys.readouterr()
    assert irdocs(content, "check", SUBJECT) == 0 and "version-not-raised" not in capsys.readouterr().err


def test_the_old_key_is_told_with_what_to_do(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    facts = content / "topics" / SUBJECT / "facts.yaml"
    replaced(facts, "due: 2028-01-15}", "due: 2028-01-15, approvals: [{name: Dr A}]}")
    assert irdocs(content, "check", SUBJECT) == 1
    said = capsys.readouterr().err
    assert re.search(r'facts\.yaml:\d+:\d+: error: "approvals" is not a key of a review  \[unknown-key\]', said)
    assert "approvals stand in the folder approved/ now, and `irdocs approve` writes them there" in said


def test_who_types_is_noted_or_left_out(
    content: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "secretary7")
    command = ("approve", SUBJECT, "--by", NAME, "--role")
    assert irdocs(content, *command, "clinical approver") == 0
    assert "--no-typist leaves it out" in capsys.readouterr().err
    assert irdocs(content, *command, "translator", "--no-typist") == 0
    first, second = record(content)
    assert first["typed_by"] == "secretary7" and "typed_by" not in second


def test_a_broken_record_leaves_a_draft(approved: Path) -> None:
    _name(folder(approved))
    irdocs(approved, "build", SUBJECT, "--layout", "leaflet", "--jobs", "1")
    made = approved.parent / "output" / SUBJECT / "leaflet.en.pdf"
    if made.exists():
        from irdocs.preflight.pdf import tag_tree

        assert DRAFT in tag_tree(made.read_bytes()) and NAME not in tag_tree(made.read_bytes())
