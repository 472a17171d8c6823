"""Entries that have another key than before: readers never see a key, so that another one is no change to them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from irdocs.model.approval import ORDER
from irdocs.model.records import Subject

QUANTITIES = "quantities"
_NAMED = re.compile(r"\[\[([a-z0-9-]+)(?=[\]:|])")

Keys = Mapping[str, str]
"""Key of before -> key of now."""


def renames(
    old: Subject, new: Subject, before: Mapping[str, str], now: Mapping[str, str], fields: Iterable[str]
) -> dict[str, Keys]:
    """Return the entries that were only called anew: field -> keys.

    An entry is the same where all that it says is the same, or where it has the same name or first words.
    """
    numbers = _same(QUANTITIES, before, now) | _by_name(old, new)
    found: dict[str, Keys] = {QUANTITIES: numbers}
    told = retold(before, found)
    for field in fields:
        then, here = getattr(old, field, None), getattr(new, field, None)
        if isinstance(then, dict) and isinstance(here, dict) and field != QUANTITIES:
            found[field] = _same(field, told, now) | _titled(then, here)
    return {field: keys for field, keys in found.items() if keys}


def retold(values: Mapping[str, str], keys: Mapping[str, Keys]) -> dict[str, str]:
    """Return what a reader sees, with the keys of now."""
    numbers = keys.get(QUANTITIES, {})
    found = {}
    for path, said in values.items():
        field, _, rest = path.partition(".")
        key, dot, inner = rest.partition(".")
        mine = keys.get(field, {})
        if rest == ORDER:
            said = ", ".join(mine.get(one, one) for one in said.split(", "))
        elif path.endswith(".quantity"):
            said = _quantity(said, numbers)
        elif numbers:
            said = _NAMED.sub(lambda name: f"[[{numbers.get(name[1], name[1])}", said)
        found[f"{field}.{mine.get(key, key)}{dot}{inner}" if rest else field] = said
    return found


def recalled(subject: Subject, keys: Mapping[str, Keys]) -> Subject:
    """Return a subject whose entries have the keys of now."""
    changed: dict[str, Any] = {}
    for field in {*keys, "risks", "benefits"}:
        entries = getattr(subject, field, None)
        if isinstance(entries, dict):
            mine, numbers = keys.get(field, {}), keys.get(QUANTITIES, {})
            changed[field] = {mine.get(key, key): _pointed(one, numbers) for key, one in entries.items()}
    return replace(subject, **changed)


def _pointed(entry: Any, numbers: Keys) -> Any:
    name = getattr(entry, "quantity", None)
    return replace(entry, quantity=_quantity(name, numbers)) if isinstance(name, str) and name else entry


def _quantity(name: str, numbers: Keys) -> str:
    key, colon, part = name.partition(":")
    return f"{numbers.get(key, key)}{colon}{part}"


def _same(field: str, before: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    """Return the keys of entries that say the same to the letter."""
    then, here = _entries(field, before), _entries(field, now)
    found: dict[str, str] = {}
    for key in then.keys() - here.keys():
        match = [one for one in here.keys() - then.keys() if here[one] == then[key]]
        if len(match) == 1:
            found[key] = match[0]
    return found


def _entries(field: str, values: Mapping[str, str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for path, said in values.items():
        first, _, rest = path.partition(".")
        key, _, inner = rest.partition(".")
        if first == field and key and key != ORDER and not key.isdigit():
            found.setdefault(key, {})[inner] = said
    return found


def _titled(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, str]:
    """Return the keys of entries that have the same name."""
    gone = {title_of(one): key for key, one in before.items() if key not in now}
    return {
        gone[title]: key for key, one in now.items() if key not in before and (title := title_of(one)) in gone if title
    }


def _by_name(old: Subject, new: Subject) -> dict[str, str]:
    """Return the keys of quantities that count the same risk or benefit."""
    found: dict[str, str] = {}
    for field in ("risks", "benefits"):
        then = {title_of(one): one.quantity for one in getattr(old, field, {}).values() if one.quantity}
        for one in getattr(new, field, {}).values():
            before = then.get(title_of(one), "").partition(":")[0]
            here = (one.quantity or "").partition(":")[0]
            if before and here and before not in new.quantities and here not in old.quantities:
                found[before] = here
    return found


def title_of(entry: Any) -> str:
    """Return what an entry is called where it is printed; "" where it has no name."""
    for field in ("name", "lead", "sign", "title", "when", "headline", "stem"):
        value = getattr(entry, field, None)
        if value is not None:
            return str(value.plain)
    return ""
