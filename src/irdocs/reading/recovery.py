"""Takes what has a fault out of the data of a record, so that all the rest of it can be read and checked.

A value that may be missing is left out. A value that must be there gets a stand-in of its type that says nothing, so
that no id is lost and no rule falls over it. A record that was mended is never shown to a reader.
"""

import dataclasses
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, get_args, get_origin, get_type_hints

from irdocs.problems import Location, Problems, meant
from irdocs.reading.halves import FACTS_FILE, lay
from irdocs.reading.placed import Mapping, Sequence, overlay
from irdocs.reading.prose import Prose
from irdocs.reading.structure import Placeholder, names_of
from irdocs.reading.unreadable import Path

SURE = 0.8
"""How near an unknown key must be to a known one to be read as that."""


def mend_keys(record: Mapping, kind: type, unknown: Iterable[Any], problems: Problems) -> set[Path]:
    """Read each unknown key of a record as the one that was meant, or take it out; return the paths of what is lost.

    A block that stands under its right key in the other half is laid together with it, and what clashes is told.
    """
    lost: set[Path] = set()
    for key in unknown:
        value, at, key_at = record.pop(key), record.values_at.pop(key), record.keys_at.pop(key)
        name = meant(str(key), names_of(kind), SURE)
        present = record.get(name)
        if name and present is None:
            record[name], record.values_at[name], record.keys_at[name] = value, at, key_at
        elif isinstance(present, Mapping) and isinstance(value, Mapping) and value.at.path.endswith(".toml"):
            record[name] = overlay(present, value)
        elif isinstance(present, Mapping) and isinstance(value, Mapping):
            words_first = value.at.path.endswith(f"/{FACTS_FILE}")
            facts, words = (value, present) if words_first else (present, value)
            record[name], inner = lay(facts, words, problems, (name,))
            lost |= inner
        else:
            lost.add(())
    return lost


def mend_values(data: Mapping, faults: Iterable[tuple[tuple[Any, ...], Any]]) -> set[Path]:
    """Take out what has faults, each given by its path and the kind of what holds it; return the paths of what is lost."""
    lost: set[Path] = set()
    items: dict[int, tuple[Sequence, set[int]]] = {}
    for path, kind in faults:
        *way, last = path
        holder = _follow(data, way)
        names = tuple(str(step) for step in path)
        if isinstance(holder, Sequence):
            items.setdefault(id(holder), (holder, set()))[1].add(last)
            lost.add(names[:-1])
        elif isinstance(holder, Mapping):
            at = holder.values_at.setdefault(last, holder.at)
            wanted = _wanted(kind, last)
            if wanted is None:
                holder.pop(last, None)
            else:
                holder[last] = _stand_in(wanted, at)
            lost.add(names)
    for holder, numbers in items.values():  # when every path has been followed: the numbers change
        for number in sorted(numbers, reverse=True):
            del holder[number], holder.items_at[number]
    return lost


def _follow(data: Any, path: list[Any]) -> Any:
    """Return what stands at a path; a record of which nothing was written becomes one that can be filled."""
    for step in path:
        inner = data[step]
        if inner is None:
            inner = data[step] = Mapping((data.values_at if isinstance(data, Mapping) else data.items_at)[step])
        data = inner
    return data


def _wanted(kind: Any, name: Any) -> Any:
    """Return the type of what must stand under a key; None where it may be missing."""
    if not dataclasses.is_dataclass(kind):
        sort, inside = get_args(kind)  # a mapping by id: an id whose record has faults stays known
        keeps = isinstance(name, sort) and dataclasses.is_dataclass(inside) and inside is not Prose
        return inside if keeps else None
    field = next(one for one in dataclasses.fields(kind) if one.name == name)
    optional = field.default is not dataclasses.MISSING or field.default_factory is not dataclasses.MISSING
    return None if optional else get_type_hints(kind)[name]


def _stand_in(kind: Any, at: Location) -> Any:
    if get_origin(kind) is tuple:
        return Sequence(at)
    if dataclasses.is_dataclass(kind) and kind is not Prose:
        return Mapping(at)
    if kind in (int, float, Decimal):
        return 0
    text = Placeholder()
    text.at = at
    return text
