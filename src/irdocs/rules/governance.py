"""Rules of governance: who stands behind a text, whose pictures it shows, and that no patient is in it."""

import re
from collections.abc import Iterator

from irdocs.model.approval import Role, standing, version_to_raise, withdrawal
from irdocs.model.approval_record import Action, Entry
from irdocs.model.library import Library, in_doubt, uses
from irdocs.model.places import place_of
from irdocs.model.records import Subject
from irdocs.model.walk import Place, places_of
from irdocs.model.wording import QuantityFormatter
from irdocs.problems import Location, Problems, nearest
from irdocs.reading.placed import locate
from irdocs.reading.prose import Prose
from irdocs.rules.budgets import settings_of
from irdocs.rules.names import typed_at
from irdocs.rules.rule import EVIDENCE, REVIEW, check

UNVERIFIED = EVIDENCE.note(
    "unverified", "Nobody has checked these statements.", "Check them; a release refuses them.", "G04"
)
NO_DATES = REVIEW.error("no-dates", "A reader must see how old the text is.", "Add `issued` and `due`.", "G01")
NO_OWNER = REVIEW.error("no-owner", "Somebody keeps the text.", "Add `owner`.", "G01")
REVIEW_TOO_LONG = REVIEW.error(
    "review-too-long", "Three years is the longest cycle in the UK.", "Bring `due` forward.", "G02"
)
NO_VERSION = REVIEW.error(
    "no-version", "A reader must be able to say which text it was.", 'Add `version: "1.0"`.', "G01"
)
DUE_BEFORE_ISSUE = REVIEW.error("due-before-issue", "A review comes after the issue.", "Mend `issued` or `due`.", "G01")
UNKNOWN_OWNER = REVIEW.warning(
    "unknown-owner",
    "The owner is not one of the `owners` in `check.toml`: whoever it was, is gone.",
    "Name another owner, or add the owner there.",
    "G01",
)
PATIENT_DATA = REVIEW.error(
    "patient-data",
    "An NHS number (with its right check digit), a date of birth or a hospital number stands in the record.",
    "Take it out, and out of the history of the file; tell whoever looks after data protection.",
)
AWAITING_APPROVAL = REVIEW.note(
    "awaiting-approval", "A clinician must approve it before patients get it.", "See `irdocs review`.", "G03"
)


UNCHECKED_DRAWING = REVIEW.note(
    "unchecked-drawing",
    "A drawing can be wrong as words can. Pages that show it say that nobody has checked it.",
    "Have a clinician check it, then say `checked: true` in `images.yaml`.",
    "G03",
)
VERSION_NOT_RAISED = REVIEW.warning(
    "version-not-raised",
    "Words changed since somebody approved them: two texts would go by one version.",
    "Raise `version` in the review block.",
    "G01",
)


@check(NO_VERSION, DUE_BEFORE_ISSUE, UNKNOWN_OWNER, PATIENT_DATA)
def _governance(subject: Subject, library: Library, _: QuantityFormatter, problems: Problems) -> None:
    """Check the control block, and that no patient can be recognised."""
    review = subject.review
    if not review.version.strip():
        at = place_of(subject, library, "review", "version")
        NO_VERSION.report(problems, at, "the review block has no version", 'add version: "1.0"')
    if review.issued is not None and review.due is not None and review.due <= review.issued:
        DUE_BEFORE_ISSUE.report(problems, subject.due_at, "the review is due before the issue", "mend issued or due")
    owners = settings_of(library.folder).owners
    if review.owner and owners and review.owner not in owners:
        at = place_of(subject, library, "review", "owner")
        UNKNOWN_OWNER.report(problems, at, f'the owner "{review.owner}" is not one of those in check.toml: nobody keeps this',
            nearest(review.owner, list(owners)) or "name another owner, or add this one to owners in check.toml",
        )  # fmt: skip
    _no_patient(subject, library, problems)


@check(UNCHECKED_DRAWING)
def _drawings_are_checked(subject: Subject, library: Library, _: QuantityFormatter, problems: Problems) -> None:
    """Note each drawing of a subject that no clinician has checked."""
    for name in sorted(uses(subject, library)[2]):
        drawing = library.drawings[name]
        if not drawing.checked:
            UNCHECKED_DRAWING.report(
                problems, drawing.at, f'no clinician has checked the drawing "{name}"',
                "have it checked, then say checked: true in images.yaml",
            )  # fmt: skip


@check(VERSION_NOT_RAISED)
def _version_is_raised(subject: Subject, library: Library, _: QuantityFormatter, problems: Problems) -> None:
    """Warn where words changed since an approval and the version did not: two texts would have one name."""
    if subject.id in library.unread or withdrawal(subject) is not None:
        return
    then = version_to_raise(subject, library)
    if then is not None:
        at = place_of(subject, library, "review", "version")
        VERSION_NOT_RAISED.report(problems, at, *told_of_version(subject, then))


def told_of_version(subject: Subject, then: Entry) -> tuple[str, str]:
    """Return what is told where a version must be raised, and how it is done."""
    verb, since = ("withdrew", "") if then.action is Action.WITHDRAW else ("approved", "the words changed since, and ")
    return (
        f'{then.name} {verb} version {then.version} on {then.on}: {since}the version is "{subject.review.version}"',
        f'raise `version` in the review block of facts.yaml above "{then.version}"',
    )


@check(NO_DATES, NO_OWNER, REVIEW_TOO_LONG, AWAITING_APPROVAL, UNVERIFIED)
def _review_is_told(subject: Subject, library: Library, _: QuantityFormatter, problems: Problems) -> None:
    review = subject.review
    if withdrawal(subject) is not None:
        pass  # nobody waits for an approval of what must not be used
    elif Role.CLINICAL not in standing(subject, library) and subject.id not in library.unread:
        at = place_of(subject, library, "review", "entries")
        AWAITING_APPROVAL.report(problems, at, f"{subject.id} awaits clinical approval", "see `irdocs review`")
    if review.issued is None or review.due is None:
        missing = "issued" if review.issued is None else "due"
        at = place_of(subject, library, "review", missing)
        if not in_doubt(subject, library, "review", missing):
            NO_DATES.report(problems, at, "the review block has no date of issue or of review", "add issued and due")
    elif (review.due - review.issued).days > 3 * 366:
        REVIEW_TOO_LONG.report(
            problems, subject.due_at, "the review is due more than 3 years after the issue (policy of NHS trusts)"
        )
    if not review.owner and not in_doubt(subject, library, "review", "owner"):
        at = place_of(subject, library, "review", "owner")
        NO_OWNER.report(problems, at, "the review block names no owner", "add owner")
    for place in places_of(subject):
        # an invented case for teaching has no source, and none is wanted
        if place.path[-1] == "verified" and place.value is False and place.path[0] != "case":
            name = ".".join(place.path[:-1])
            at = typed_at(subject, library, *place.path)
            UNVERIFIED.report(problems, at, f"{name} is not checked against a source", "it carries a dagger")


# --- patients ---------------------------------------------------------------------------------------------------------

_DIGIT = re.compile(r"\d")
_TEN_DIGITS = re.compile(r"(?<![\d.,-])(\d{3})[ \u00a0-]?(\d{3})[ \u00a0-]?(\d{4})(?![\d-])")
_BIRTH = re.compile(
    r"\b(?:DOB|D\.O\.B\.?|date\s+of\s+birth|born\s+on)\b[\s:]*(?:the\s+)?"
    r"(?:\d{1,2}(?:st|nd|rd|th)?[\s./-]+(?:\d{1,2}|[A-Za-z]{3,9})[\s./,-]+\d{2,4}|\d{4}-\d{2}-\d{2})",
    re.IGNORECASE,
)
_HOSPITAL = re.compile(
    r"\b(?:hospital|MRN|patient|unit|NHS)\s*(?:number|no\.?|num\.?|id|#)?\s*[:#]\s*[A-Z]{0,3}\d{5,10}[A-Z]?\b"
    r"|\bMRN\s+[A-Z]{0,3}\d{5,10}[A-Z]?\b",
    re.IGNORECASE,
)


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits are an NHS number: the last is the check digit, modulus 11 (NHS Data Dictionary)."""
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return (0 if rest == 11 else rest) == int(digits[9])


def patient_in(text: str) -> str:
    """Return what in a text could name a patient: "an NHS number", ...; "" where there is nothing."""
    if not _DIGIT.search(text):
        return ""
    if any(is_nhs_number("".join(found.groups())) for found in _TEN_DIGITS.finditer(text)):
        return "an NHS number"
    if _BIRTH.search(text):
        return "a date of birth"
    return "a hospital number" if _HOSPITAL.search(text) else ""


def _no_patient(subject: Subject, library: Library, problems: Problems) -> None:
    for place, text, at in _texts(subject):
        found = patient_in(text)
        if not found:
            continue
        if at is None:
            data = library.places.get(subject.id)
            at = locate(data, place.path) if data is not None else subject.at
        # what was found is not told again: a problem goes into logs
        PATIENT_DATA.report(
            problems, at, f"this looks like {found}", "take it out, and out of the history of the file too"
        )


def _texts(subject: Subject) -> Iterator[tuple[Place, str, Location | None]]:
    for place in places_of(subject):
        if isinstance(place.value, Prose):
            yield place, place.value.source, place.value.at
        elif isinstance(place.value, str) and "://" not in place.value:
            # an address may hold any number
            yield place, place.value, None
