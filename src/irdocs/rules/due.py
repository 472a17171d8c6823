"""The rules that look at a day: overdue reviews, approvals of the future. They stand alone: every build asks them."""

from datetime import date

from irdocs.model.approval_record import FOLDER, RECORD
from irdocs.model.records import Subject
from irdocs.problems import Location, Problems


def check_due(subject: Subject, today: date, problems: Problems) -> None:
    """Warn of a review that is overdue on a day, and refuse an approval of a later one."""
    for entry in subject.review.entries:
        if entry.on > today:
            folder = subject.at.path.rpartition("/")[0]
            problems.error(
                "approval-record",
                Location(f"{folder}/{FOLDER}/{RECORD}", entry.number),
                f"this entry is of {entry.on}, and today is {today}",
                "look at the date of this machine, or at --date",
            )
            break
    due = subject.review.due
    if due is not None and due < today:
        problems.warning(
            "overdue",
            subject.due_at,
            f"the review of {subject.id} was due on {due.isoformat()}",
            "review it and move due on, or withdraw it",
        )
