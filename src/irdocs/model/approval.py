"""Which words an approval was given to, and whether they still are the words: the hash of everything that a reader sees.

An approval is an entry of the subject's record (`approval_record`). The local policies of a brand are approved apart from
the words, per brand and subject. A withdrawal ends every approval before it.

What counts is the record and the order of its entries, the terms, drawings and sources that it uses, the neutral words of
local policies, and what the control block prints of the review. Comments, the order of keys that is not printed, layouts
and brands do not count. Values that a field has by itself are left out, so that a new field of the model withdraws
nobody's approval.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from irdocs.model.approval_record import Action, Entry, words_hash
from irdocs.model.library import Library, uses
from irdocs.model.locale import Locale, load_locale
from irdocs.model.records import Course, Subject
from irdocs.model.walk import Place, places_of, spans_of, walk
from irdocs.reading.digest import digest_file
from irdocs.reading.prose import PolicyUse, Prose


class Role(StrEnum):
    """In what capacity a person approves."""

    CLINICAL = "clinical approver"
    LAY = "lay reviewer"
    TRANSLATOR = "translator"


PRINTED = ("version", "owner", "issued", "due")
"""What a reader sees of the review block, beside the names of those who approved."""
ORDER = "(order)"
"""Last step of the path of an order: no entry can be called so."""
_UNORDERED = ("quantities", "support")
"""Entries that are printed where prose names them, not where they stand."""


def seen(subject: Subject, library: Library) -> dict[str, str]:
    """Return everything that a reader of a subject sees, by its path in the record or beside it."""
    references, terms, drawings = uses(subject, library)
    found = {
        path: said
        for path, said in _values(subject, "")
        if not path.startswith("review.") or path.removeprefix("review.") in PRINTED
    }
    found |= dict(_orders(subject, ""))
    neutral = _locale(library).words["policy"]
    found |= {f"policy.{slot}": str(neutral[slot]) for slot in sorted(_policies(subject)) if slot in neutral}
    for key in sorted(terms & set(library.terms)):
        found |= dict(_values(library.terms[key], f"glossary.{key}."))
    for key in sorted(drawings & set(library.drawings)):
        record = library.drawings[key]
        found |= dict(_values(record, f"images.{key}."))
        path = library.folder / "images" / record.file_name
        # git may write a drawing with other line ends: they are no change of what it shows
        found[f"images.{key}.drawn"] = digest_file(path)
    for key in sorted(references & set(library.references)):
        csl = library.references[key].csl
        found[f"references.{key}"] = json.dumps(csl, sort_keys=True, ensure_ascii=False, default=str)
    return found


def standing(subject: Subject, library: Library, today: date | None = None) -> dict[Role, tuple[Entry, ...]]:
    """Return the approvals that stand, by role: those since the last withdrawal whose words are the words of today.

    ``today``: an approval of a later day does not stand yet; None asks for no day.
    """
    given = [
        one
        for one in _since_withdrawal(subject)
        if one.action is Action.APPROVE and one.role in set(Role) and (today is None or one.on <= today)
    ]
    if not given:
        return {}
    now = words_hash(seen(subject, library))
    found: dict[Role, tuple[Entry, ...]] = {}
    for one in given:
        if one.words == now:
            role = Role(one.role)
            found[role] = (*found.get(role, ()), one)
    return found


def _since_withdrawal(subject: Subject) -> list[Entry]:
    """Return the entries of a subject's own language that no withdrawal followed."""
    found: list[Entry] = []
    for one in subject.review.entries:
        if one.action is Action.WITHDRAW:
            found = []
        elif one.language == subject.language:
            found.append(one)
    return found


def withdrawal(subject: Subject) -> Entry | None:
    """Return the withdrawal of a subject that holds; a clinical approval after it lifts it."""
    last = next((one for one in reversed(subject.review.entries) if one.action is Action.WITHDRAW), None)
    lifted = any(one.action is Action.APPROVE and one.role == Role.CLINICAL for one in _since_withdrawal(subject))
    return None if lifted else last


def version_to_raise(subject: Subject, library: Library) -> Entry | None:
    """Return the entry whose version must be raised: of other words, or a withdrawal, and not below the version of today."""
    if standing(subject, library):
        return None
    entries = [
        one
        for one in subject.review.entries
        if one.action is Action.WITHDRAW or (one.action is Action.APPROVE and one.language == subject.language)
    ]
    if not entries:
        return None
    now = words_hash(seen(subject, library))
    return next(
        (one for one in reversed(entries) if one.words != now and not _above(subject.review.version, one.version)), None
    )


def _above(version: str, other: str) -> bool:
    """Whether a version is higher than another: 0.10 is above 0.9. Where one holds no number, whether it is another."""
    one, two = (tuple(map(int, re.findall(r"\d+", text))) for text in (version, other))
    return one > two if one and two else version != other


def as_approved(subject: Subject, library: Library, today: date | None = None) -> Subject:
    """Return a subject as its readers see it: it names those whose approval stands, and nobody else.

    A course needs its own approval and that of each of its subjects.
    """
    found = {} if withdrawal(subject) is not None else standing(subject, library, today)
    clinical, lay = (_names(found.get(role, ()), library) for role in (Role.CLINICAL, Role.LAY))
    if clinical and isinstance(subject, Course):
        parts = [library.subjects[name] for name in subject.subjects if name in library.subjects]
        if not all(Role.CLINICAL in standing(one, library, today) for one in parts):
            clinical = ""
    if (clinical, lay) == (subject.review.clinical_approver, subject.review.lay_reviewer):
        return subject
    return replace(subject, review=replace(subject.review, clinical_approver=clinical, lay_reviewer=lay))


def _names(entries: Iterable[Entry], library: Library) -> str:
    names = dict.fromkeys(one.name for one in entries)
    return str(_locale(library).words["lists"]["semicolon"]).join(names) if names else ""


def state_of(subject: Subject, library: Library, today: date) -> str:
    """Return how a subject stands on a day, as a manifest notes it: "withdrawn", "draft", or who approved it."""
    if withdrawal(subject) is not None:
        return WITHDRAWN
    found = as_approved(subject, library, today).review
    return f"approved by {found.clinical_approver}" if found.clinical_approver else "draft"


WITHDRAWN = "withdrawn"


# --- local policies ---------------------------------------------------------------------------------------------------


def policy_words(subject: Subject, own: Mapping[str, str]) -> dict[str, str]:
    """Return the policies of a brand that a subject prints, by their path; ``own``: slot -> the words of the brand."""
    return {f"policy.{slot}": own[slot] for slot in sorted(_policies(subject)) if own.get(slot)}


def policies_approved(subject: Subject, brand: str, words: Mapping[str, str]) -> bool:
    """Whether the policies of a brand, as they stand, were approved for a subject."""
    now = words_hash(words)
    return any(
        one.action is Action.POLICIES and one.brand == brand and one.words == now for one in _since_withdrawal(subject)
    )


def unapproved_policies(subject: Subject, library: Library, brand: str, own: Mapping[str, str]) -> set[str]:
    """Return the slots whose words, a brand's own, are printed for a subject and nobody approved."""
    names = subject.subjects if isinstance(subject, Course) else ()
    found: set[str] = set()
    for one in (subject, *(library.subjects[name] for name in names if name in library.subjects)):
        words = policy_words(one, own)
        if words and not policies_approved(one, brand, words):
            found |= {path.removeprefix("policy.") for path in words}
    return found


def _values(record: Any, before: str) -> list[tuple[str, str]]:
    return [
        (before + ".".join(place.path), said)
        for place in walk(record)
        if not is_dataclass(place.value) or isinstance(place.value, Prose)
        if (said := _said(place)) is not None
    ]


def _orders(record: Any, before: str) -> Iterator[tuple[str, str]]:
    """Yield the order in which the entries of a record stand, as it is printed."""
    for one in fields(record):
        value, path = getattr(record, one.name), f"{before}{one.name}."
        if isinstance(value, dict):
            if len(value) > 1 and path.rstrip(".") not in _UNORDERED:
                yield path + ORDER, ", ".join(map(str, value))
            inner = [(f"{path}{key}.", entry) for key, entry in value.items()]
        else:
            inner = [(path, value)]
        for place, entry in inner:
            if is_dataclass(entry) and not isinstance(entry, (Prose, type)):
                yield from _orders(entry, place)


def _locale(library: Library) -> Locale:
    """Return the fixed words of a library: a project's own stand beside its content."""
    return load_locale(library.language, library.folder.parent / "locale")


def _policies(subject: Subject) -> set[str]:
    """Return the local policies that a subject names."""
    found: set[str] = set()
    for place in places_of(subject):
        if isinstance(place.value, Prose):
            found |= {span.slot for span in spans_of(place.value.spans) if isinstance(span, PolicyUse)}
        elif place.path[-1] == "policy" and place.value:
            found.add(str(place.value))
    return found


def _said(place: Place) -> str | None:
    """Return a value as text; None where the field has it by itself."""
    if isinstance(place.value, Prose):
        return place.value.source
    own = next((one for one in fields(place.owner) if one.name == place.path[-1]), None)
    if own is not None and own.default is not MISSING and place.value == own.default:
        return None
    return None if place.value is None else str(place.value)
