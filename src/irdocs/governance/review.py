"""What wants somebody's eye: reviews that are overdue or come due, words that await approval, and what changed since one."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from irdocs.build.project import Project, overdue
from irdocs.governance.approve import approved_words
from irdocs.governance.changes import Change, changes
from irdocs.model.approval import Role, as_approved, seen, standing, withdrawal
from irdocs.model.approval_record import Action, Entry
from irdocs.model.library import Library
from irdocs.model.records import Subject


class ReviewTerm(StrEnum):
    """How a review stands on a day."""

    OVERDUE = "overdue"
    SOON = "comes due"
    LATER = ""
    UNKNOWN = "no date"


@dataclass(frozen=True)
class ReviewRow:
    """How one subject stands."""

    subject: str
    title: str
    kind: str
    language: str
    code: str
    version: str
    owner: str
    issued: date | None
    due: date | None
    term: ReviewTerm
    clinical: Entry | None
    """The clinical approval that stands."""
    lay: Entry | None
    awaiting: bool
    """Whether readers see it as a draft: for want of a clinical approval, of its own or of a part of a course."""
    lapsed: Entry | None
    """The latest clinical approval, where the words have changed since."""
    changes: tuple[Change, ...]
    """What changed since `lapsed`; empty where the words of that time were not kept."""
    withdrawn: Entry | None = None
    """Who withdrew it, where it is withdrawn."""

    @property
    def wants(self) -> bool:
        """Whether somebody has to do something."""
        return self.awaiting or self.term in (ReviewTerm.OVERDUE, ReviewTerm.SOON, ReviewTerm.UNKNOWN)


def rows_of(project: Project, names: Iterable[str], language: str, today: date, within: int) -> list[ReviewRow]:
    """Return how subjects (none named: all) stand on a day: what is overdue first, then by the day that it comes due.

    ``within`` is in months. Subjects that cannot be read are left out, and told in the project's problems.
    """
    library = project.library(language, set(names) or None)
    if names:
        strung = {part for one in library.subjects.values() for part in getattr(one, "subjects", ())}
        library = project.library(language, set(names) | strung)
    wanted = [
        library.subjects[name] for name in dict.fromkeys(names or sorted(library.subjects)) if name in library.subjects
    ]
    rows = [_row(project, one, library, today, months_after(today, within)) for one in wanted]
    return sorted(rows, key=lambda row: (row.due or date.min, row.subject))


def _row(project: Project, subject: Subject, library: Library, today: date, horizon: date) -> ReviewRow:
    review = subject.review
    found = standing(subject, library, today)
    gone = withdrawal(subject)
    lapsed, then = _lapsed(project, subject, library) if Role.CLINICAL not in found else (None, None)
    return ReviewRow(
        subject=subject.id,
        title=subject.title.plain,
        kind=library.known[subject.id],
        language=subject.language,
        code=subject.code,
        version=review.version,
        owner=review.owner,
        issued=review.issued,
        due=review.due,
        term=_term(review.due, today, horizon),
        clinical=next(iter(found.get(Role.CLINICAL, ())[-1:]), None),
        lay=next(iter(found.get(Role.LAY, ())[-1:]), None),
        awaiting=gone is None and not as_approved(subject, library, today).review.clinical_approver,
        lapsed=lapsed,
        changes=tuple(changes(then, seen(subject, library))) if then is not None else (),
        withdrawn=gone,
    )


def _term(due: date | None, today: date, horizon: date) -> ReviewTerm:
    if due is None:
        return ReviewTerm.UNKNOWN
    if overdue(due, today):
        return ReviewTerm.OVERDUE
    return ReviewTerm.SOON if due <= horizon else ReviewTerm.LATER


def _lapsed(
    project: Project, subject: Subject, library: Library
) -> tuple[Entry, Mapping[str, str] | None] | tuple[None, None]:
    """Return the latest clinical approval in the language of a subject, with its words where they were kept."""
    for one in reversed(subject.review.entries):
        if one.action is Action.APPROVE and one.role == Role.CLINICAL and one.language == subject.language:
            return one, approved_words(project, library, subject.id, one)
    return None, None


def months_after(day: date, months: int) -> date:
    """Return the same day some months later, or the last day of that month where it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
