"""What a person may get by name: an approved leaflet that is in time, with the hospital's own logo and its approved policies."""

from __future__ import annotations

from dataclasses import replace

from irdocs.build.pipeline import JobContext
from irdocs.build.project import overdue
from irdocs.layout.brand_words import report_policies
from irdocs.model.approval import withdrawal
from irdocs.problems import Location, Problems

HINT = "see docs/governance.md; for a trial, --draft marks every page as a draft"


def check_gate(parts: JobContext, draft: bool, problems: Problems) -> bool:
    """Whether packs may be made; what stands against it is told. ``draft``: each page says that it is one."""
    subject, brand = parts.subject, parts.brand
    before = len(problems.errors)

    def refuse(at: Location, told: str, hint: str = HINT) -> None:
        problems.error("not-for-patients", at, told, hint)

    if withdrawal(subject) is not None:
        refuse(subject.at, f"{subject.id} was withdrawn", "nobody may get it, by --draft neither")
    if draft:
        return len(problems.errors) == before
    if not subject.review.clinical_approver:
        refuse(subject.at, f"{subject.id} is a draft: no clinical approval stands for its words")
    if overdue(subject.review.due, parts.today):
        refuse(subject.due_at, f"the review of {subject.id} was due on {subject.review.due}")
    if brand.logo is None:
        refuse(Location(brand.shown), f'{brand.name} has no logo: "{parts.locale.say("page.logo")}" would be printed')
    unapproved = Problems()
    report_policies(brand, parts.job.language, subject, parts.library, unapproved)
    for one in unapproved:
        refuse(one.location, one.message, one.hint)
    return len(problems.errors) == before


def as_draft(parts: JobContext, draft: bool) -> JobContext:
    """Return what a pack is made from; as a draft, it names no approver and every page has the mark."""
    if not draft:
        return parts
    review = replace(parts.subject.review, clinical_approver="", lay_reviewer="")
    return replace(parts, subject=replace(parts.subject, review=review))
