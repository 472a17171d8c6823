"""TOML files of layouts and brands, with the place of each fault."""

import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from irdocs.problems import Location, Problems

_AT = re.compile(r"\(at line (\d+), column (\d+)\)")


def read_toml(path: Path, shown: str, problems: Problems) -> dict[str, Any] | None:
    """Read a TOML file. Returns None, with the fault told, where it cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        problems.error("unreadable", Location(shown), f"the file cannot be read: {error.strerror}")
    except UnicodeDecodeError:
        problems.error("not-utf-8", Location(shown), "this is not UTF-8 text", "save the file as UTF-8")
    except tomllib.TOMLDecodeError as error:
        words = str(error)
        found = _AT.search(words)
        at = Location(shown, int(found[1]), int(found[2])) if found else Location(shown)
        problems.error("broken-toml", at, f"the TOML is broken here: {_AT.sub('', words).strip()}")
    return None


def place_of(path: Path, shown: str, key: str) -> Location:
    """Return the line of a key in a TOML file, for a fault in its value; the file itself where it is not found."""
    pattern = re.compile(rf'^\s*\[?"?{re.escape(key)}"?\s*(=|\])')
    try:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if pattern.match(line):
                return Location(shown, number, 1)
    except OSError:
        pass
    return Location(shown)


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
