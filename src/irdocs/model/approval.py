"""Which words an approval was given to, and whether they still are the words: the hash of everything that a reader sees.

What counts is the record and the order of its entries, the terms, drawings and sources that it uses, the neutral words of
local policies, and what the control block prints of the review. Comments, the order of keys that is not printed, layouts
and brands do not count. Values that a field has by itself are left out, so that a new field of the model withdraws
nobody's approval.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from enum import StrEnum
from typing import Any

from irdocs.model.library import Library, uses
from irdocs.model.locale import load_locale
from irdocs.model.records import Approval, Course, Subject
from irdocs.model.walk import Place, places_of, spans_of, walk
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
FOLDER = "approved"
"""Folder of a subject that keeps the words as they were approved, a file an approval and language."""


def seen(subject: Subject, library: Library) -> dict[str, str]:
    """Return everything that a reader of a subject sees, by its path in the record or beside it."""
    references, terms, drawings = uses(subject, library)
    found = {
        path: said
        for path, said in _values(subject, "")
        if not path.startswith("review.") or path.removeprefix("review.") in PRINTED
    }
    found |= dict(_orders(subject, ""))
    neutral = load_locale(library.language).words["policy"]
    found |= {f"policy.{slot}": str(neutral[slot]) for slot in sorted(_policies(subject)) if slot in neutral}
    for key in sorted(terms & set(library.terms)):
        found |= dict(_values(library.terms[key], f"glossary.{key}."))
    for key in sorted(drawings & set(library.drawings)):
        record = library.drawings[key]
        found |= dict(_values(record, f"images.{key}."))
        path = library.folder / "images" / (record.file or f"{key}.svg")
        found[f"images.{key}.drawn"] = _hash(path.read_bytes()) if path.is_file() else ""
    for key in sorted(references & set(library.references)):
        csl = library.references[key].csl
        found[f"references.{key}"] = json.dumps(csl, sort_keys=True, ensure_ascii=False, default=str)
    return found


def words_hash(values: Mapping[str, str]) -> str:
    """Return the hash of what a reader sees: 32 hexadecimal digits."""
    return _hash(json.dumps(values, sort_keys=True, ensure_ascii=False).encode())


def standing(subject: Subject, library: Library) -> dict[Role, Approval]:
    """Return the approvals that stand: by role the latest whose words are the words of today."""
    given = [one for one in subject.review.approvals if one.role in set(Role) and one.name]
    if not given:
        return {}
    now = words_hash(seen(subject, library))
    return {Role(one.role): one for one in given if one.words == now}


def as_approved(subject: Subject, library: Library) -> Subject:
    """Return a subject as its readers see it: it names those whose approval stands, and nobody else.

    A course needs its own approval and that of each of its subjects.
    """
    found = standing(subject, library)
    clinical = found[Role.CLINICAL].name if Role.CLINICAL in found else ""
    if clinical and isinstance(subject, Course):
        parts = [library.subjects[name] for name in subject.subjects if name in library.subjects]
        if not all(Role.CLINICAL in standing(one, library) for one in parts):
            clinical = ""
    lay = found[Role.LAY].name if Role.LAY in found else ""
    if (clinical, lay) == (subject.review.clinical_approver, subject.review.lay_reviewer):
        return subject
    return replace(subject, review=replace(subject.review, clinical_approver=clinical, lay_reviewer=lay))


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


def _hash(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()
