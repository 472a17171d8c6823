"""Walks a record: every piece of prose in it, with the record that holds it and its path."""

import dataclasses
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from irdocs.content.prose import Link, Prose, Span, Strong, TermUse
from irdocs.records import dataclass


@dataclass(frozen=True)
class Place:
    """Where a value stands in a record."""

    path: tuple[str, ...]
    owner: Any
    """The innermost record that holds it."""
    value: Any


def walk(record: Any, path: tuple[str, ...] = ()) -> Iterator[Place]:
    """Yield every value of a record and of the records inside it, in the order of the model."""
    for name in _names(type(record)):
        value = getattr(record, name)
        if value.__class__ in _LEAVES:
            yield Place((*path, name), record, value)
        else:
            yield from _inside(value, (*path, name), record)


@lru_cache(maxsize=2)
def places_of(record: Any) -> tuple[Place, ...]:
    """Return what `walk` yields, for rules that look at one subject after another."""
    return tuple(walk(record))


_LEAVES = frozenset({str, int, bool, type(None)})
"""What most values are: told apart first, for a library has half a million of them."""


_known: dict[type, tuple[str, ...]] = {}


def _names(kind: type[Any]) -> tuple[str, ...]:
    """Return the fields of a record that a person fills in."""
    if kind not in _known:
        _known[kind] = tuple(one.name for one in dataclasses.fields(kind) if not one.metadata.get("internal"))
    return _known[kind]


def _inside(value: Any, path: tuple[str, ...], owner: Any) -> Iterator[Place]:
    if value.__class__ in _LEAVES or isinstance(value, Prose):
        yield Place(path, owner, value)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        yield Place(path, owner, value)
        yield from walk(value, path)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _inside(inner, (*path, str(key)), owner)
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from _inside(inner, (*path, str(index)), owner)
    else:
        yield Place(path, owner, value)


def prose_of(record: Any) -> Iterator[tuple[Place, Prose]]:
    """Yield every piece of prose of a record."""
    for place in places_of(record):
        if isinstance(place.value, Prose):
            yield place, place.value


def spans_of(spans: tuple[Span, ...]) -> Iterator[Span]:
    """Yield spans and the spans inside them."""
    for span in spans:
        yield span
        if isinstance(span, Strong | Link | TermUse):
            yield from spans_of(span.spans)
