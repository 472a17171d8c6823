"""Walks a record: every piece of prose in it, with the record that holds it and its path."""

import dataclasses
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from irdocs.reading.prose import Link, Prose, Span, Strong, TermUse


class Place(NamedTuple):
    """Where a value stands in a record."""

    path: tuple[str, ...]
    owner: Any
    """The innermost record that holds it."""
    value: Any


def walk(record: Any) -> list[Place]:
    """Return every value of a record and of the records inside it, in the order of the model."""
    found: list[Place] = []
    _walk(record, (), found)
    return found


@lru_cache(maxsize=2)
def places_of(record: Any) -> list[Place]:
    """Return what `walk` does, for rules that look at one subject after another."""
    return walk(record)


LEAVES = frozenset({str, int, bool, type(None), Prose})
"""What most values are: told apart first, for a library has half a million of them."""


_known: dict[type, tuple[str, ...]] = {}


def _names(kind: type[Any]) -> tuple[str, ...]:
    """Return the fields of a record that a person fills in."""
    if kind not in _known:
        _known[kind] = tuple(one.name for one in dataclasses.fields(kind) if not one.metadata.get("internal"))
    return _known[kind]


def _walk(record: Any, path: tuple[str, ...], found: list[Place]) -> None:
    for name in _known.get(record.__class__) or _names(record.__class__):
        _inside(getattr(record, name), (*path, name), record, found)


def _inside(value: Any, path: tuple[str, ...], owner: Any, found: list[Place]) -> None:
    kind = value.__class__
    if kind in LEAVES:
        found.append(Place(path, owner, value))
    elif kind is dict:
        for key, inner in value.items():
            _inside(inner, (*path, str(key)), owner, found)
    elif kind is tuple:
        for index, inner in enumerate(value):
            _inside(inner, (*path, str(index)), owner, found)
    else:
        found.append(Place(path, owner, value))
        if dataclasses.is_dataclass(kind):
            _walk(value, path, found)


def prose_of(record: Any) -> Iterator[tuple[Place, Prose]]:
    """Yield every piece of prose of a record."""
    for place in places_of(record):
        if isinstance(place.value, Prose):
            yield place, place.value


_HOLDING = (Strong, Link, TermUse)


def spans_of(spans: tuple[Span, ...]) -> Iterator[Span]:
    """Yield spans and the spans inside them."""
    for span in spans:
        yield span
        if isinstance(span, _HOLDING):
            yield from spans_of(span.spans)
