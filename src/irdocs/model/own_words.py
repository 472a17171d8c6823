"""The fixed words of a language that a project keeps itself, `locale/<code>.toml` beside `content/`, read with care."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from irdocs.model.locale import FOLDER, Locale, LocaleWords, load_locale
from irdocs.problems import Location, Problems, nearest
from irdocs.reading.placed import Mapping as Placed
from irdocs.reading.toml_data import read_toml

_FIELD = re.compile(r"\{(\w+)\}")
_FREE = ("units",)
"""Tables to which a language may add."""
FEW = 8
"""Missing words that one message names."""


def read_locale(code: str, folder: Path, problems: Problems) -> Locale | None:
    """Return the words of a language, those of the project before the shipped ones; None, with the faults reported.

    A language that is not shipped needs every word that English has; over a shipped one some words are enough.
    Raises FileNotFoundError for a language that has no words at all.
    """
    path = folder / f"{code}.toml"
    if not path.is_file():
        return load_locale(code)
    shown = f"{folder.name}/{path.name}"
    own = read_toml(path, shown, problems)
    if own is None:
        return None
    before = len(problems.errors)
    english = dict(_flat(load_locale("en").words))
    given = dict(_flat(own))
    _check(given, english, own, problems)
    if not (FOLDER / path.name).is_file():
        missing = [key for key in english if key not in given]
        if missing:
            names = ", ".join(missing[:FEW]) + (f" and {len(missing) - FEW} more" if len(missing) > FEW else "")
            problems.error(
                "missing-words", Location(shown), f"these words are missing: {names}", "en.toml of irdocs has them all"
            )
    return load_locale(code, folder) if len(problems.errors) == before else None


def _check(given: Mapping[str, Any], english: Mapping[str, Any], own: Placed, problems: Problems) -> None:
    """Report words that no page asks for, and those that are not of the kind or with the fields of their English ones."""
    for key, value in given.items():
        at = _place(own, key)
        if key not in english:
            if key.partition(".")[0] not in _FREE:
                problems.error("unknown-key", at, f'"{key}" is not one of the fixed words', nearest(key, list(english)))
        elif isinstance(value, str) is not isinstance(english[key], str) or isinstance(value, list) is not isinstance(
            english[key], list
        ):
            problems.error("wrong-type", at, f'"{key}" must be {_kind(english[key])}')
        elif isinstance(value, str) and (strange := set(_FIELD.findall(value)) - set(_FIELD.findall(english[key]))):
            problems.error(
                "unknown-field", at, f'"{key}" has no field {{{min(strange)}}}', f'in English: "{english[key]}"'
            )


def _place(own: Placed, key: str) -> Location:
    """Return where a key, with its tables before it, was typed."""
    *tables, last = key.split(".")
    for table in tables:
        own = own[table]
    return own.keys_at[last]


def _kind(value: Any) -> str:
    return "a list" if isinstance(value, list) else "text in quotes"


def _flat(table: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    for key in table:
        value = table[key]
        if isinstance(value, dict | LocaleWords):
            yield from _flat(value, f"{path}{key}.")
        else:
            yield f"{path}{key}", value
