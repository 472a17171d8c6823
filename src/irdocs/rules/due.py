"""The rule of overdue reviews: the only one that looks at a day. It stands alone, because every build asks it."""

from datetime import date

from irdocs.model.records import Subject
from irdocs.problems import Problems


def check_due(subject: Subject, today: date, problems: Problems) -> None:
    """Warn of a review that is overdue on a day."""
    due = subject.review.due
    if due is not None and due < today:
        problems.warning(
            "overdue",
            subject.due_at,
            f"the review of {subject.id} was due on {due.isoformat()}",
            "review it and move due on, or withdraw it",
        )
