"""Rules of governance: who stands behind a text, whose pictures it shows, and that no patient is in it."""

import re
from collections.abc import Iterator
from pathlib import Path

from irdocs.model.approval import version_to_raise, withdrawal
from irdocs.model.approval_record import Action, Entry
from irdocs.model.library import Library
from irdocs.model.places import place_of
from irdocs.model.records import Subject
from irdocs.model.walk import Place, places_of
from irdocs.model.wording import QuantityFormatter
from irdocs.problems import Location, Problems, nearest
from irdocs.reading.prose import Prose
from irdocs.reading.toml_files import read_toml
from irdocs.reading.yaml_data import locate


def read_owners(path: Path) -> tuple[str, ...]:
    """Return the owners that `check.toml` knows; () where it names none. A file that cannot be read is told elsewhere."""
    owners = (read_toml(path, path.name, Problems()) or {}).get("owners", ())
    return tuple(one for one in owners if isinstance(one, str)) if isinstance(owners, list) else ()


def check_governance(subject: Subject, library: Library, _: QuantityFormatter, problems: Problems) -> None:
    """Check the control block, and that no patient can be recognised."""
    review = subject.review
    if not review.version.strip():
        at = place_of(subject, library, "review", "version")
        problems.error("no-version", at, "the review block has no version", 'add version: "1.0"')
    if review.issued is not None and review.due is not None and review.due <= review.issued:
        problems.error("due-before-issue", subject.due_at, "the review is due before the issue", "mend issued or due")
    owners = read_owners(library.folder / "check.toml")
    if review.owner and owners and review.owner not in owners:
        at = place_of(subject, library, "review", "owner")
        problems.warning(
            "unknown-owner", at, f'the owner "{review.owner}" is not one of those in check.toml: nobody keeps this',
            nearest(review.owner, list(owners)) or "name another owner, or add this one to owners in check.toml",
        )  # fmt: skip
    _version_is_raised(subject, library, problems)
    _no_patient(subject, library, problems)


def _version_is_raised(subject: Subject, library: Library, problems: Problems) -> None:
    """Warn where words changed since an approval and the version did not: two texts would have one name."""
    if subject.id in library.unread or withdrawal(subject) is not None:
        return
    then = version_to_raise(subject, library)
    if then is not None:
        at = place_of(subject, library, "review", "version")
        problems.warning("version-not-raised", at, *told_of_version(subject, then))


def told_of_version(subject: Subject, then: Entry) -> tuple[str, str]:
    """Return what is told where a version must be raised, and how it is done."""
    verb, since = ("withdrew", "") if then.action is Action.WITHDRAW else ("approved", "the words changed since, and ")
    return (
        f'{then.name} {verb} version {then.version} on {then.on}: {since}the version is "{subject.review.version}"',
        f'raise `version` in the review block of facts.yaml above "{then.version}"',
    )


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
        problems.error(
            "patient-data", at, f"this looks like {found}", "take it out, and out of the history of the file too"
        )


def _texts(subject: Subject) -> Iterator[tuple[Place, str, Location | None]]:
    for place in places_of(subject):
        if isinstance(place.value, Prose):
            yield place, place.value.source, place.value.at
        elif isinstance(place.value, str) and "://" not in place.value:
            # an address may hold any number
            yield place, place.value, None
