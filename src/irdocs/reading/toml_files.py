"""TOML files that a person edits, with the place of each fault."""

import re
import tomllib
from pathlib import Path
from typing import Any

from irdocs.problems import Location, Problems

_AT = re.compile(r"\(at line (\d+), column (\d+)\)")


def read_toml(path: Path, shown: str, problems: Problems) -> dict[str, Any] | None:
    """Read a TOML file. Returns None, with the fault told, where it cannot be read."""
    text = ""
    try:
        text = path.read_text(encoding="utf-8")
        return tomllib.loads(text)
    except OSError as error:
        problems.error("unreadable", Location(shown), f"the file cannot be read: {error.strerror}")
    except UnicodeDecodeError:
        problems.error("not-utf-8", Location(shown), "this is not UTF-8 text", "save the file as UTF-8")
    except tomllib.TOMLDecodeError as error:
        words = str(error)
        found = _AT.search(words)
        at = Location(shown, int(found[1]), int(found[2])) if found else Location(shown, len(text.splitlines()) or 1, 1)
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
