"""Notes in the record of a subject who approved its words or a brand's policies, and who withdrew it."""

from __future__ import annotations

import getpass
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from irdocs.build.discovery import refuse_shipped
from irdocs.build.project import Project
from irdocs.model.approval import (
    Role,
    policies_approved,
    policy_words,
    seen,
    standing,
    version_to_raise,
    withdrawal,
)
from irdocs.model.approval_record import Action, Entry, append_entry, read_words, words_hash
from irdocs.model.library import Library
from irdocs.model.places import place_of
from irdocs.model.records import Subject
from irdocs.problems import Location, Problems
from irdocs.rules.governance import told_of_version

OTHER = {Role.CLINICAL: Role.LAY, Role.LAY: Role.CLINICAL}
"""Roles that two persons hold: who knows the words as a clinician cannot read them as a patient."""


@dataclass(frozen=True)
class Person:
    """Who says yes or no, when, and who typed it."""

    name: str
    on: date
    typed_by: str = ""


def login() -> str:
    """Return the login name of whoever runs irdocs; "" where this machine has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def approve(project: Project, name: str, language: str, person: Person, role: Role, problems: Problems) -> list[Path]:
    """Note that a person approved a subject in a language as it stands now; return the files that were written.

    Nothing is written, and the fault told, where the subject has errors, or where this approval stands already.
    Raises OSError where a file cannot be written.
    """
    opened = _opened(project, name, language, person, problems)
    if opened is None:
        return []
    subject, library = opened
    present = standing(subject, library).get(role, ())
    if person.name in [one.name for one in present]:
        told = f"{person.name} has approved these very words"
        problems.warning("approved-already", subject.at, told, "nothing was changed")
        return []
    _check_version(subject, library, problems)
    _check_persons(subject, library, person, role, problems)
    if problems.has_errors:
        return []
    now = seen(subject, library)
    entry = replace(_entry(Action.APPROVE, subject, person), role=role.value, words=words_hash(now))
    return append_entry(folder_of(project, library, name), entry, now)


def approve_policies(
    project: Project, name: str, language: str, brand: str, person: Person, problems: Problems
) -> list[Path]:
    """Note that a hospital's local policies are right, as they stand in a subject; otherwise as `approve`."""
    opened, found = _opened(project, name, language, person, problems), project.brand(brand)
    if opened is None or found is None:
        return []
    subject, library = opened
    words = policy_words(subject, found.policy.get(language, {}))
    if not words:
        told = f"{brand} has no policy of its own that {name} prints"
        problems.error("no-policy", Location(found.shown), told, "the neutral words are approved with the subject")
    elif policies_approved(subject, brand, words):
        problems.warning(
            "approved-already", Location(found.shown), "these very policies were approved for this subject"
        )
    elif withdrawal(subject) is not None:
        problems.error("withdrawn", subject.at, f"{name} was withdrawn", "approve its words first")
    if not words or policies_approved(subject, brand, words) or problems.has_errors:
        return []
    entry = replace(_entry(Action.POLICIES, subject, person), brand=brand, words=words_hash(words))
    return append_entry(folder_of(project, library, name), entry, words)


def withdraw(project: Project, name: str, language: str, person: Person, reason: str, problems: Problems) -> list[Path]:
    """Note that a subject must not be used any more, in every language; return the files that were written.

    A subject whose words have errors can be withdrawn as well. Raises OSError where a file cannot be written.
    """
    reason = " ".join(reason.split())
    if not reason.isprintable() or not any(one.isalpha() for one in reason):
        problems.error("no-reason", Location("--reason"), "a withdrawal needs a reason", "say why; it is printed")
    opened = _opened(project, name, language, person, problems, whole=False)
    if opened is None or problems.has_errors:
        return []
    subject, library = opened
    if withdrawal(subject) is not None:
        problems.warning("withdrawn-already", subject.at, f"{name} was withdrawn before", "nothing was changed")
        return []
    return append_entry(
        folder_of(project, library, name), replace(_entry(Action.WITHDRAW, subject, person), reason=reason)
    )


def _opened(
    project: Project, name: str, language: str, person: Person, problems: Problems, *, whole: bool = True
) -> tuple[Subject, Library] | None:
    """Return the subject and its library; None, with the faults told, where nothing may be noted.

    ``whole``: nobody can approve what cannot be read or does not keep the rules. Raises IrdocsError for content that
    comes with irdocs.
    """
    refuse_shipped(project.content)
    if not person.name.isprintable() or not any(character.isalpha() for character in person.name):
        problems.error("no-name", Location("--by"), "the name of a person is needed", "say who approved or withdrew")
        return None
    library = project.library(language, {name})
    subject = library.subjects.get(name)
    if subject is None or (whole and project.problems.has_errors) or _record_is_broken(project):
        return None
    issued, last = subject.review.issued, subject.review.entries[-1:]
    hint = "say the day with --date"
    if last and person.on < last[0].on:
        told = f"{person.on} is before the last entry of the record, which is of {last[0].on}"
        problems.error("bad-date", Location("--date"), told, hint)
    if whole and issued is not None and person.on < issued:
        told = f"{person.on} is before {issued}, the day on which this version was issued"
        problems.error("bad-date", Location("--date"), told, f"{hint}, or mend `issued` in the review block")
    return None if problems.has_errors else (subject, library)


def _record_is_broken(project: Project) -> bool:
    return any(one.rule in ("approval-record", "approved-words") for one in project.problems.errors)


def _check_version(subject: Subject, library: Library, problems: Problems) -> None:
    then = version_to_raise(subject, library)
    if then is not None:
        at = place_of(subject, library, "review", "version")
        problems.error("version-not-raised", at, *told_of_version(subject, then))


def _check_persons(subject: Subject, library: Library, person: Person, role: Role, problems: Problems) -> None:
    other = OTHER.get(role)
    for one in standing(subject, library).get(other, ()) if other is not None else ():
        if _same(one.name, person.name):
            told = f"{one.name} approved these words as {one.role}"
            problems.error("one-person", Location("--by"), told, f"the {role.value} must be somebody else")


def _same(one: str, other: str) -> bool:
    """Whether two names are those of one person: what stands behind a comma is a post."""
    first, second = ("".join(filter(str.isalpha, text.partition(",")[0].casefold())) for text in (one, other))
    return first == second


def _entry(action: Action, subject: Subject, person: Person) -> Entry:
    return Entry(
        action=action,
        name=person.name,
        on=person.on,
        language=subject.language,
        version=subject.review.version,
        typed_by=person.typed_by,
    )


def folder_of(project: Project, library: Library, name: str) -> Path:
    """Return the folder of a subject."""
    return project.content / library.known[name] / name


def approved_words(project: Project, library: Library, name: str, entry: Entry) -> Mapping[str, str] | None:
    """Return the words that an entry approved; None where they were not kept."""
    return read_words(folder_of(project, library, name), entry.words)
