"""Kinds of values in the TOML files of layouts and brands."""

from collections.abc import Callable, Mapping
from typing import Any

from irdocs.problems import Location, Problems


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_table(value: Any) -> bool:
    return isinstance(value, dict)


Kind = tuple[str, Callable[[Any], bool]]
"""What is wanted, in words, and how it is known."""

TEXT: Kind = ("text in quotes", _is_text)
FLAG: Kind = ("true or false", lambda value: isinstance(value, bool))
NUMBER: Kind = ("a number", _is_number)
TEXTS: Kind = ("a list of texts", lambda value: isinstance(value, list) and all(map(_is_text, value)))
TABLE: Kind = ("a table", _is_table)
TABLES: Kind = ("a table of tables", lambda value: _is_table(value) and all(map(_is_table, value.values())))


def check_kinds(
    data: Mapping[str, Any], kinds: Mapping[str, Kind], at: Callable[[str], Location], problems: Problems
) -> None:
    """Tell each value that is not of its kind; "*" stands for every other key."""
    for key, value in data.items():
        wanted = kinds.get(key, kinds.get("*"))
        if wanted is not None and not wanted[1](value):
            problems.error(
                "wrong-type",
                at(key),
                f"{key}: {wanted[0]} is wanted",
                "look at the layouts and brands that are shipped",
            )
