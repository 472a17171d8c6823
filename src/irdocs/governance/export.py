"""The state of reviews as people and programs take it: a table, CSV, JSON, or a calendar file (RFC 5545)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from irdocs.governance import spreadsheet
from irdocs.governance.review import ReviewRow, ReviewTerm
from irdocs.model.approval_record import Entry
from irdocs.problems import counted

COLUMNS = (
    "subject", "language", "kind", "title", "code", "version", "owner", "issued", "due", "review",
    "clinical_approver", "clinically_approved", "lay_reviewer", "lay_reviewed", "awaiting_approval", "changed_since",
)  # fmt: skip


def told_as(shape: str, rows: Sequence[ReviewRow], named: bool, today: date) -> str:
    """Return the state of reviews in a shape: table, csv, json or ics. ``named``: whether subjects were asked for."""
    if shape == "ics":
        return as_calendar(rows, today)
    text = as_csv(rows) if shape == "csv" else as_json(rows) if shape == "json" else as_table(rows, named)
    return f"{text}\n" if text else ""


def summary(rows: Sequence[ReviewRow], within: int) -> str:
    """Count what wants somebody's eye; ``within``: months."""
    terms = Counter(row.term for row in rows)
    awaiting = sum(row.awaiting for row in rows)
    return (
        f"{counted(len(rows), 'subject')}: {terms[ReviewTerm.OVERDUE]} overdue, {terms[ReviewTerm.SOON]} due within {counted(within, 'month')}, "
        f"{awaiting} awaiting approval"
    )


def as_table(rows: Sequence[ReviewRow], named: bool) -> str:
    """Return what wants somebody's eye, as text; where subjects were named, each of them."""
    shown = [row for row in rows if named or row.wants]
    if not shown:
        return ""
    cells = [("subject", "version", "due", "review", "approval"), *(_cells(row) for row in shown)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(cells[0]))]
    lines = ["  ".join(one.ljust(width) for one, width in zip(line, widths, strict=True)).rstrip() for line in cells]
    for row in shown:
        if row.lapsed is None:
            continue
        lines += ["", f"{row.subject}: since {row.lapsed.name} approved it on {_day(row.lapsed.on)}"]
        lines += [f"  {one.path}: {one.said}" for one in row.changes]
        if not row.changes:
            lines.append("  the words of that time were not kept")
    return "\n".join(lines)


def _cells(row: ReviewRow) -> tuple[str, ...]:
    return row.subject, row.version, _day(row.due), row.term.value, _approval(row)


def _approval(row: ReviewRow) -> str:
    if row.withdrawn is not None:
        return f"withdrawn by {row.withdrawn.name}, {_day(row.withdrawn.on)}: {row.withdrawn.reason}"
    if not row.awaiting:
        return f"{row.clinical.name}, {_day(row.clinical.on)}" if row.clinical is not None else ""
    if row.lapsed is not None:
        count = len(row.changes)
        return f"awaited: {count or 'some'} change{'s' if count != 1 else ''} since the last"
    return "awaited" if row.clinical is None else "awaited by a subject of the course"


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else ""


def as_csv(rows: Iterable[ReviewRow]) -> str:
    """Return a row a subject, for a spreadsheet."""
    lines = [
        {**_values(row), "changed_since": "; ".join(f"{one.path}: {one.said}" for one in row.changes)} for row in rows
    ]
    return spreadsheet.as_csv(COLUMNS, ([line[name] for name in COLUMNS] for line in lines)).rstrip("\n")


def as_json(rows: Iterable[ReviewRow]) -> str:
    """Return a list of objects, with what changed since the last approval."""
    found = [
        {**_values(row), "changed_since": [{"path": one.path, "said": one.said} for one in row.changes]} for row in rows
    ]
    return json.dumps(found, indent=1, ensure_ascii=False)


def _values(row: ReviewRow) -> dict[str, object]:
    return {
        "subject": row.subject,
        "language": row.language,
        "kind": row.kind,
        "title": row.title,
        "code": row.code,
        "version": row.version,
        "owner": row.owner,
        "issued": _day(row.issued),
        "due": _day(row.due),
        "review": row.term.value,
        **_given("clinical_approver", "clinically_approved", row.clinical),
        **_given("lay_reviewer", "lay_reviewed", row.lay),
        "awaiting_approval": "yes" if row.awaiting else "no",
    }


def _given(name: str, day: str, approval: Entry | None) -> dict[str, object]:
    return {name: approval.name, day: _day(approval.on)} if approval is not None else {name: "", day: ""}


# --- calendar ---------------------------------------------------------------------------------------------------------

FOLDED = 75
"""Octets of a line of a calendar, its end left out (RFC 5545, 3.1)."""


def as_calendar(rows: Iterable[ReviewRow], today: date) -> str:
    """Return an all-day event for each day that a review comes due (RFC 5545). Its uid is that of the subject, so that a
    calendar that reads the file again moves the event.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//irdocs//reviews//EN", "CALSCALE:GREGORIAN"]
    for row in rows:
        if row.due is None:
            continue
        late = ", overdue" if row.term is ReviewTerm.OVERDUE else ""
        about = f"{row.code}, version {row.version}, kept by {row.owner}{late}"
        lines += [
            "BEGIN:VEVENT",
            f"UID:review-{row.subject}-{row.language}@irdocs",
            f"DTSTAMP:{today:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{row.due:%Y%m%d}",
            f"SUMMARY:{_escaped(f'Review due: {row.title}')}",
            f"DESCRIPTION:{_escaped(about)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _escaped(text: str) -> str:
    """Write a TEXT value (3.3.11)."""
    for mark, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n")):
        text = text.replace(mark, written)
    return text


def _folded(line: str) -> str:
    """Break a line into pieces of at most 75 octets, each but the first begun by a space; no character is cut."""
    pieces, piece, size = [], "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > FOLDED:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + character, size + octets
    return "\r\n".join([*pieces, piece])
