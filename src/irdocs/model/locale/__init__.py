"""The fixed words of a language, and how it writes numbers, dates and lists."""

import datetime
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

NBSP = "\u00a0"
FOLDER = Path(__file__).parent


class LocaleWords(Mapping[str, Any]):
    """A tree of fixed words. A template reads `words.headings.what`; a missing word is a KeyError that names it."""

    __slots__ = ("_path", "_tree")

    def __init__(self, tree: Mapping[str, Any], path: str = "") -> None:
        self._tree = tree
        self._path = path

    def __getitem__(self, key: str) -> Any:
        try:
            value = self._tree[key]
        except KeyError:
            raise KeyError(f"{self._path}{key}") from None
        return LocaleWords(value, f"{self._path}{key}.") if isinstance(value, dict) else value

    def __iter__(self) -> Iterator[str]:
        return iter(self._tree)

    def __len__(self) -> int:
        return len(self._tree)


@dataclass(frozen=True)
class Locale:
    """One language: its tag, its direction and its words."""

    code: str
    """The name of its file: "en"."""
    tag: str
    """BCP 47: "en-GB"."""
    direction: str
    """"ltr" or "rtl"."""
    words: LocaleWords

    def number(self, value: int | Decimal) -> str:
        """Write a number as the language does: "1,000", "28.1"."""
        text = f"{value:,}"
        marks = self.words["numbers"]
        return text.translate({ord(","): marks["thousands"], ord("."): marks["decimal"]})

    def say(self, key: str, **values: object) -> str:
        """Fill the pattern ``key`` ("risk.in": "{n} in {of}"). Raises KeyError for a pattern that is not there."""
        pattern: Any = self.words
        for part in key.split("."):
            pattern = pattern[part]
        return str(pattern).format(**values)

    def say_around(self, key: str, field: str, **values: object) -> tuple[str, str, str]:
        """Fill a pattern and return it in three: what stands before the value of ``field``, the value, what follows."""
        pattern: Any = self.words
        for part in key.split("."):
            pattern = pattern[part]
        before, mark, after = str(pattern).partition(f"{{{field}}}")
        if not mark:
            return "", "", before.format(**values)
        return before.format(**values), str(values[field]), after.format(**values)

    def unit(self, name: str, count: int | Decimal) -> str:
        """Write a unit in the number that goes with ``count``; a unit that the locale does not know is left as it is."""
        units = self.words["units"]
        if name not in units:
            return name
        return str(units[name]["one" if count == 1 else "other"])

    def date(self, value: datetime.date) -> str:
        """Write a date with the month in full, kept on one line (R15)."""
        return self.say("dates.day", day=value.day, month=self._month(value), year=value.year).replace(" ", NBSP)

    def weekday(self, value: datetime.date) -> str:
        """Write a date with the day of the week before it."""
        return f"{self.words['dates']['weekdays'][value.weekday()]} {self.date(value)}"

    def month(self, value: datetime.date) -> str:
        """Write month and year."""
        return self.say("dates.month", month=self._month(value), year=value.year).replace(" ", NBSP)

    def _month(self, value: datetime.date) -> str:
        return str(self.words["dates"]["months"][value.month - 1])

    def join(self, items: Sequence[str]) -> str:
        """Write a list in a sentence: "a, b and c"."""
        if len(items) < 2:
            return "".join(items)
        return self.say("lists.last", first=self.words["lists"]["between"].join(items[:-1]), last=items[-1])


def load_locale(code: str, folder: Path = FOLDER) -> Locale:
    """Return the words of a language: those of ``<folder>/<code>.toml``, laid over the shipped ones where there are such.

    Raises FileNotFoundError for a language without words.
    """
    own = folder / f"{code}.toml"
    if folder == FOLDER or not own.is_file():
        return _load(code, (FOLDER / own.name,), 0)
    shipped = FOLDER / own.name
    return _load(code, (shipped, own) if shipped.is_file() else (own,), own.stat().st_mtime_ns)


@cache
def _load(code: str, paths: tuple[Path, ...], _changed: int) -> Locale:
    tree: dict[str, Any] = {}
    for path in paths:
        with path.open("rb") as file:
            _lay(tomllib.load(file), tree)
    return Locale(code, tree["tag"], tree["direction"], LocaleWords(tree))


def _lay(own: Mapping[str, Any], tree: dict[str, Any]) -> None:
    """Lay words over others, in place, table by table."""
    for key, value in own.items():
        if isinstance(value, dict) and isinstance(tree.get(key), dict):
            _lay(value, tree[key])
        else:
            tree[key] = value


def languages(folder: Path = FOLDER) -> list[str]:
    """Return the codes of the languages that have words, those of a project's own folder among them."""
    return sorted({path.stem for one in (FOLDER, folder) for path in one.glob("*.toml")})
