"""`irdocs review`: what is overdue, what comes due, what awaits approval, and what changed since, in every shape."""

import csv
import io
import json
import re
from datetime import date
from pathlib import Path

import pytest

from irdocs.governance.changes import word_diff
from irdocs.governance.review import months_after
from tests.governance.test_approvals import NAME, SUBJECT, approve, irdocs, replaced
from tests.project import BASE, write_content


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return write_content(tmp_path)


def review(
    content: Path, capsys: pytest.CaptureFixture[str], *arguments: str, day: str = "2026-11-24"
) -> tuple[str, str]:
    capsys.readouterr()
    assert irdocs(content, "review", *arguments, day=day) == 0
    said = capsys.readouterr()
    return said.out, said.err


def test_the_table_shows_what_wants_an_eye(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    replaced(content / "procedures" / BASE / "facts.yaml", "due: 2028-01-15", "due: 2026-11-23")
    out, err = review(content, capsys)
    lines = out.splitlines()
    assert re.match(r"subject +version +due +review +approval$", lines[0])
    assert re.match(rf"{BASE} +0\.3 +2026-11-23 +overdue +awaited$", lines[1])
    assert re.match(rf"{SUBJECT} +0\.1 +2028-01-15 +awaited$", lines[2])
    assert "2 subjects: 1 overdue, 0 due within 6 months, 2 awaiting approval" in err
    assert approve(content) == 0
    assert SUBJECT not in review(content, capsys)[0]  # approved and not due: nobody has to look
    assert re.search(rf"{SUBJECT} .*comes due +{NAME}, 2026-11-24", review(content, capsys, "--within", "14")[0])
    assert NAME in review(content, capsys, SUBJECT)[0]  # it was asked for


def test_the_table_shows_words_that_changed_since_the_approval(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert approve(content) == 0
    replaced(content / "topics" / SUBJECT / "en.yaml", "More hospitals offer it now.", "More places offer it now.")
    out, _ = review(content, capsys, SUBJECT)
    assert "awaited: 1 change since the last" in out
    assert f"{SUBJECT}: since {NAME} approved it on 2026-11-24" in out
    assert "  parts.growth.text.0: More [-hospitals-] {+places+} offer it now." in out.splitlines()


def test_csv_and_json_say_the_same(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert approve(content) == 0
    rows = list(csv.DictReader(io.StringIO(review(content, capsys, "--as", "csv")[0].removeprefix("\ufeff"))))
    found = json.loads(review(content, capsys, "--as", "json")[0])
    assert [row["subject"] for row in rows] == [SUBJECT, BASE] == [one["subject"] for one in found]
    for row, one in zip(rows, found, strict=True):
        assert {key: value for key, value in row.items() if key != "changed_since"} == {
            key: value for key, value in one.items() if key != "changed_since"
        }
    assert (rows[0]["clinical_approver"], rows[0]["awaiting_approval"]) == (NAME, "no")


def unfolded(text: str) -> list[tuple[str, str]]:
    """Read a calendar as RFC 5545 says, strictly; give names with parameters, and values."""
    assert text.endswith("\r\n") and "\n" not in text.replace("\r\n", "")
    physical = text[:-2].split("\r\n")
    assert all(len(line.encode()) <= 75 for line in physical)
    lines = re.sub(r"\r\n[ \t]", "", text[:-2]).split("\r\n")
    found = []
    for line in lines:
        name, colon, value = line.partition(":")
        assert colon and re.fullmatch(r"[A-Z-]+(;[A-Z-]+=[A-Z]+)*", name), line
        found.append((name, value))
    return found


def test_the_calendar_has_one_event_a_due_date(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    title = "Balloons, wires; and a\\\\ very long history of é 'ü' widening narrow vessels"
    replaced(content / "topics" / SUBJECT / "en.yaml", "A short history of balloons", title)
    lines = unfolded(review(content, capsys, "--as", "ics")[0])
    assert lines[0] == ("BEGIN", "VCALENDAR") and lines[-1] == ("END", "VCALENDAR")
    assert ("VERSION", "2.0") in lines and any(name == "PRODID" for name, _ in lines)
    begins = [place for place, line in enumerate(lines) if line == ("BEGIN", "VEVENT")]
    ends = [place for place, line in enumerate(lines) if line == ("END", "VEVENT")]
    events = [dict(lines[begin + 1 : end]) for begin, end in zip(begins, ends, strict=True)]
    assert [event["UID"] for event in events] == [f"review-{SUBJECT}-en@irdocs", f"review-{BASE}-en@irdocs"]
    for event in events:
        assert event["DTSTART;VALUE=DATE"] == "20280115"
        assert re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"])
    said = re.sub(r"\\(.)", r"\1", events[0]["SUMMARY"])
    assert said == "Review due: Balloons, wires; and a\\ very long history of é 'ü' widening narrow vessels"
    assert not re.search(r"(?<!\\)[,;]", events[0]["SUMMARY"])


def test_the_same_day_gives_the_same_calendar(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = (review(content, capsys, "--as", "ics")[0] for _ in range(2))
    assert first == second


def test_an_unknown_subject_is_told(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert irdocs(content, "review", "short-hist") == 1
    assert "[unknown-subject]" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        ("one two", "one three", "one [-two-] {+three+}"),
        ("", "new", "{+new+}"),
        ("old", "", "[-old-]"),
        ("a b c d e f g h", "a b c d e f g X", "... d e f g [-h-] {+X+}"),
        ("a b c d e f g h", "X b c d e f g h", "[-a-] {+X+} b c d e ..."),
        ("same  spaces", "same spaces now", "same spaces {+now+}"),
    ],
)
def test_words_are_compared_one_by_one(before: str, now: str, said: str) -> None:
    assert word_diff(before, now) == said


@pytest.mark.parametrize(
    ("months", "day"),
    [(1, date(2027, 1, 31)), (2, date(2027, 2, 28)), (14, date(2028, 2, 29)), (24, date(2028, 12, 31))],
)
def test_months_end_where_the_month_ends(months: int, day: date) -> None:
    assert months_after(date(2026, 12, 31), months) == day
