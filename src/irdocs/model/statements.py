"""A record as numbered statements, each with what stands behind it: what a reviewer reads line by line."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import Enum, StrEnum
from typing import Any

from irdocs.model.library import Library, uses
from irdocs.model.quantities import Frequency, Quantity
from irdocs.model.records import Subject
from irdocs.model.walk import Place, walk
from irdocs.reading.fields import WORD
from irdocs.reading.prose import Prose

MARKS = ("rank", "severity", "risk_class", "year", "key", "quantity")
"""Facts that decide what a statement means: a sign of danger is nothing without its rank."""
_APART = ("quantities", "review", "support")
"""Parts of a record that are not told as prose."""


@dataclass(frozen=True)
class NumberedStatement:
    """One thing that a record says."""

    number: int
    where: str
    """Its place below its part: "tear.meaning"; where it is corrected."""
    text: Prose | str
    marks: str = ""
    """What else the record says of it: "999", "serious, bleeding"."""
    source: tuple[str, ...] = ()
    verified: bool = True
    quantity: str = ""
    """The quantity that it says, by name."""
    parts: tuple[tuple[str, str], ...] = ()
    """Arms or points of the quantity, as (label, part), where it cannot be said in one."""
    stated: str = ""
    """A frequency as the source printed it."""
    studied: int | None = None


@dataclass(frozen=True)
class StatementPart:
    """Statements that stand below one key of a record."""

    name: str
    """The key: "red_flags", "quantities", "glossary"; "record" for those that are one line each."""
    statements: tuple[NumberedStatement, ...]


def statements(subject: Subject, library: Library) -> list[StatementPart]:
    """Return everything that an approval covers, numbered from 1: the record, then the terms and drawings that it uses."""
    found: dict[str, list[dict[str, Any]]] = {}
    for name, values in _of_record(subject):
        found.setdefault(name, []).append(values)
    for name, quantity in subject.quantities.items():
        found.setdefault("quantities", []).extend(_of_quantity(name, quantity))
    _, terms, drawings = uses(subject, library)
    for part, keys, records in (("glossary", terms, library.terms), ("images", drawings, library.drawings)):
        for key in sorted(keys & set(records)):
            entries = [values for _, values in _of_record(records[key], key)]
            found.setdefault(part, []).extend(entries)
    single = [name for name, entries in found.items() if len(entries) == 1 and entries[0]["where"] in ("", "1")]
    if single:  # a line each would be a part each
        lines = [{**found.pop(name)[0], "where": name} for name in single]
        found = {"record": lines, **found}
    parts, number = [], 0
    for name, entries in found.items():
        made = tuple(NumberedStatement(number=number + place, **values) for place, values in enumerate(entries, 1))
        number += len(made)
        parts.append(StatementPart(name, made))
    return parts


def _of_record(record: Any, before: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the words of a record, by part; ``before``: the name of a term or a drawing, which is one part."""
    behind: dict[tuple[str, ...], Any] = {(): record}
    for place in walk(record):
        if place.path[0] in _APART:
            continue
        if not isinstance(place.value, Prose | str | Enum | tuple | dict) and hasattr(
            place.value, "__dataclass_fields__"
        ):
            behind[place.path] = place.value
        if not _is_words(place):
            continue
        rest = place.path if before else place.path[1:]
        said = [str(int(one) + 1) if one.isdigit() else one for one in rest]  # people count from 1
        where = ".".join([before, *said] if before else said)
        owner = next(
            (
                one
                for one in _around(behind, place.path)
                if getattr(one, "source", ()) or not getattr(one, "verified", True)
            ),
            None,
        )
        support = getattr(record, "support", {}).get(place.path[0])
        owner = support if owner is None and support is not None else owner
        own = place.owner
        marks = ", ".join(str(getattr(own, mark)) for mark in MARKS if _tells(own, mark))
        values = {
            "where": where,
            "text": place.value,
            "marks": marks,
            "source": tuple(getattr(owner, "source", ())),
            "verified": bool(getattr(owner, "verified", True)),
        }
        yield (before or place.path[0]), values


def _tells(owner: Any, mark: str) -> bool:
    """Whether a fact of a record means something to a reviewer: the rank of a slide does not."""
    value = getattr(owner, mark, None)
    return bool(value) and (isinstance(value, StrEnum) or mark not in ("rank", "severity", "risk_class"))


def _is_words(place: Place) -> bool:
    if isinstance(place.value, Prose):
        return True
    if not isinstance(place.value, str) or isinstance(place.value, Enum) or not place.value.strip():
        return False
    name = next((one for one in reversed(place.path) if not one.isdigit()), "")
    own = next((one for one in fields(place.owner) if one.name == name), None)
    return own is not None and own.metadata.get("half") == WORD


def _around(behind: dict[tuple[str, ...], Any], path: tuple[str, ...]) -> Iterator[Any]:
    """Yield the records that a value stands in, from the innermost."""
    for length in range(len(path) - 1, 0, -1):
        if path[:length] in behind:
            yield behind[path[:length]]


def _of_quantity(name: str, quantity: Quantity) -> Iterator[dict[str, Any]]:
    if quantity.several:
        for key, one in quantity.several.items():
            for inner in _of_quantity(f"{name}:{key}", one):
                yield {**inner, "text": one.outcome or quantity.outcome}
        return
    values: dict[str, Any] = {
        "where": name.replace(":", "."),
        "text": quantity.outcome,
        "source": quantity.source,
        "verified": quantity.verified,
        "studied": quantity.studied,
    }
    whole, _, part = name.partition(":")
    if quantity.comparison:
        arms = quantity.comparison.arms.items()
        yield {**values, "quantity": name, "parts": tuple((arm.label or key, key) for key, arm in arms)}
    elif quantity.series:
        lines = quantity.series.lines.items()
        points = tuple((f"{line.label or key} {time}", f"{key}-{time}") for key, line in lines for time in line.points)
        yield {**values, "quantity": name, "parts": points}
    elif quantity.not_known:
        yield {**values, "text": quantity.not_known.reason}
    else:
        parts = (("", part),) if part else ()
        yield {**values, "quantity": whole, "parts": parts, "stated": _stated(quantity.frequency)}


def _stated(frequency: Frequency | None) -> str:
    if frequency is None:
        return ""
    if frequency.as_stated or frequency.cases is None or frequency.of is None:
        return frequency.as_stated
    return f"{frequency.cases}/{frequency.of}"
