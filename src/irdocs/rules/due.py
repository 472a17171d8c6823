"""The rules that look at a day: overdue reviews, approvals of the future. They stand alone: every build asks them."""

from datetime import date

from irdocs.model.approval_record import FOLDER, RECORD
from irdocs.model.records import Subject
from irdocs.problems import Location, Problems
from irdocs.rules.rule import REVIEW

OVERDUE = REVIEW.warning(
    "overdue",
    "The day of the review has passed (`--date` says which day it is). Files carry a mark; a release refuses them.",
    "Review the text and move `due` on, or withdraw it.",
    "G02",
)


APPROVAL_RECORD = REVIEW.error(
    "approval-record",
    "The record of approvals was edited, cut or dated ahead: nothing in it counts ([governance](governance.md)).",
    "Bring `approved/` back from version control.",
    "G03",
)


def check_due(subject: Subject, today: date, problems: Problems) -> None:
    """Warn of a review that is overdue on a day, and refuse an approval of a later one."""
    for entry in subject.review.entries:
        if entry.on > today:
            folder = subject.at.path.rpartition("/")[0]
            APPROVAL_RECORD.report(
                problems,
                Location(f"{folder}/{FOLDER}/{RECORD}", entry.number),
                f"this entry is of {entry.on}, and today is {today}",
                "look at the date of this machine, or at --date",
            )
            break
    due = subject.review.due
    if due is not None and due < today:
        OVERDUE.report(
            problems,
            subject.due_at,
            f"the review of {subject.id} was due on {due.isoformat()}",
            "review it and move due on, or withdraw it",
        )
