"""TOML files as plain data that knows its places.

The values are Python's own (`tomllib`). It does not tell where they stand, so one scan of the same text, which tomllib
has found whole, finds the places, and nothing else.
"""

import bisect
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from irdocs.problems import Location, Problems
from irdocs.reading.files import read_text
from irdocs.reading.placed import Mapping, PlacedText, Sequence

_AT = re.compile(r"\(at line (\d+), column (\d+)\)")
LARGEST_BYTES = 1_000_000
DEEPEST = 40


def read_toml(path: Path, shown: str, problems: Problems) -> Mapping | None:
    """Read a TOML file; ``shown`` is its name in problems. Returns None, with the fault told, where it cannot be read."""
    text = read_text(path, shown, problems, LARGEST_BYTES)
    return None if text is None else parse_toml(text, shown, problems)


def parse_toml(text: str, shown: str, problems: Problems) -> Mapping | None:
    """Read TOML. Returns None, with the fault told, where it cannot be read."""
    text = text.replace("\r\n", "\n")
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        words = str(error)
        found = _AT.search(words)
        at = Location(shown, int(found[1]), int(found[2])) if found else Location(shown, len(text.splitlines()) or 1, 1)
        problems.error(
            "broken-toml", at, f"the TOML is broken here: {_AT.sub('', words).strip()}",
            'write `key = value`, text in double quotes, lists as ["one", "two"]',
        )  # fmt: skip
        return None
    except (RecursionError, ValueError):
        problems.error(
            "too-deep", Location(shown), "it is nested too deep, or holds a number too long", "a file is flat"
        )
        return None
    return _Placer(text, shown).mapping(data, _Scan(text).places())


# --- where things stand -----------------------------------------------------------------------------------------------


@dataclass
class _Node:
    """Where a key and its value begin, as offsets in the text, and the same of what the value holds."""

    key: int = 0
    value: int = 0
    keys: "dict[str, _Node]" = field(default_factory=dict)
    items: "list[_Node]" = field(default_factory=list)

    def child(self, name: str, at: int) -> "_Node":
        """Return what stands under a key, the last table of an array of tables; it is made where it is new."""
        inner = self.items[-1] if self.items else self
        return inner.keys.setdefault(name, _Node(at, at))


_BLANK = re.compile(r"(?:[ \t\n]+|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"{3,5}' r"|'''(?:[^']|'(?!''))*'{3,5}" r'|"(?:[^"\\\n]|\\.)*"' r"|'[^'\n]*'", re.DOTALL
)
_BARE_VALUE = re.compile(r"[^\s,\]}#]+(?: [0-9][^\s,\]}#]*)?")
"""A number, a date (which may have a space before its time), true or false."""


class _Scan:
    """Walks once through a text that tomllib has read."""

    def __init__(self, text: str) -> None:
        self.text, self.position = text, 0

    def places(self) -> _Node:
        """Return the places of everything in the text."""
        root = table = _Node()
        while self._skip(_BLANK) < len(self.text):
            if self._next("["):
                table = self._header(root)
            else:
                self._pair(table)
        return root

    def _skip(self, pattern: re.Pattern[str]) -> int:
        found = pattern.match(self.text, self.position)
        assert found is not None  # each pattern that is skipped matches the empty text too, or was seen by tomllib
        self.position = found.end()
        return self.position

    def _next(self, sign: str) -> bool:
        return self.text.startswith(sign, self.position)

    def _header(self, root: _Node) -> _Node:
        """Read [a.b] or [[a.b]] and return the table that it opens."""
        start, double = self.position, self._next("[[")
        self.position += 2 if double else 1
        node = root
        for name, at in self._key("]"):
            node = node.child(name, at)
            last = at
        self.position += 2 if double else 1
        if not double:
            node.key, node.value = last, start
            return node
        if not node.items:
            node.key, node.value = last, start
        node.items.append(_Node(start, start))
        return node.items[-1]

    def _pair(self, table: _Node) -> None:
        node = table
        for name, at in self._key("="):
            node = node.child(name, at)
        self.position += 1
        self._skip(_SPACE)
        self._value(node)

    def _key(self, end: str) -> Iterator[tuple[str, int]]:
        """Yield each part of a dotted key with its place, up to the sign behind the key."""
        while True:
            self._skip(_SPACE)
            start = self.position
            if self.text[start] in "\"'":
                self._skip(_STRING)
                quoted = self.text[start : self.position]
                yield tomllib.loads(f"key = {quoted}")["key"], start
            else:
                self._skip(_BARE_KEY)
                yield self.text[start : self.position], start
            self._skip(_SPACE)
            if self._next(end):
                return
            self.position += 1  # the dot

    def _value(self, node: _Node) -> None:
        node.value = self.position
        sign = self.text[self.position]
        if sign in "\"'":
            self._skip(_STRING)
        elif sign == "[":
            self._inside("]", lambda: self._item(node))
        elif sign == "{":
            self._inside("}", lambda: self._pair(node))
        else:
            self._skip(_BARE_VALUE)

    def _item(self, node: _Node) -> None:
        item = _Node(self.position, self.position)
        self._value(item)
        node.items.append(item)

    def _inside(self, end: str, one: Callable[[], None]) -> None:
        self.position += 1
        while self._skip(_BLANK) < len(self.text) and not self._next(end):
            one()
            self._skip(_BLANK)
            if self._next(","):
                self.position += 1
        self.position += 1


class _Placer:
    """Puts values and places together."""

    def __init__(self, text: str, shown: str) -> None:
        self.shown = shown
        self.starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def at(self, offset: int) -> Location:
        """Return the line and column of a place in the text."""
        line = bisect.bisect_right(self.starts, offset)
        return Location(self.shown, line, offset - self.starts[line - 1] + 1)

    def mapping(self, data: dict[str, Any], node: _Node) -> Mapping:
        """Return a table with the places of its keys and values."""
        made = Mapping(self.at(node.value))
        for key, value in data.items():
            inner = node.keys[key]
            made.put(key, self.value(value, inner), self.at(inner.key), self.at(inner.value))
        return made

    def value(self, value: Any, node: _Node) -> Any:
        """Return a value with its places."""
        if isinstance(value, dict):
            return self.mapping(value, node)
        if isinstance(value, list):
            made = Sequence(self.at(node.value))
            for item, inner in zip(value, node.items, strict=True):
                made.append(self.value(item, inner))
                made.items_at.append(self.at(inner.value))
            return made
        if isinstance(value, str):
            text = PlacedText(value)
            text.at = self.at(node.value)
            return text
        return value
