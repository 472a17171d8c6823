"""What went wrong, told to a person: where, what it is and what to do about it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from enum import IntEnum
from typing import NamedTuple


class Severity(IntEnum):
    """How much a problem matters, in rising order."""

    ADVICE = 0
    """A matter of style: shown by `check`, outside the three severities, never failing anything."""
    NOTE = 1
    """A state (draft, unverified, empty slot): counted, marked in the outputs, refused by --release."""
    WARNING = 2
    """Somebody should act; --strict fails on it."""
    ERROR = 3

    @property
    def word(self) -> str:
        """The word a person reads."""
        return self.name.lower()


class Location(NamedTuple):
    """A place in a file that a person edits. Line and column count from 1; 0 means the whole file."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.path
        return f"{self.path}:{self.line}:{self.column}" if self.column else f"{self.path}:{self.line}"


@dataclass(frozen=True)
class Problem:
    """One thing to tell a person."""

    severity: Severity
    rule: str
    """A slug that reads well after "allow"."""
    location: Location
    message: str
    """What is wrong."""
    hint: str = ""
    """What to do."""

    def __str__(self) -> str:
        text = f"{self.location}: {self.severity.word}: {self.message}  [{self.rule}]"
        return f"{text}\n  hint: {self.hint}" if self.hint else text

    def as_json(self) -> str:
        """The problem as one line of JSON."""
        told = asdict(self) | {"severity": self.severity.word, "location": self.location._asdict()}
        return json.dumps(told, ensure_ascii=False)


@dataclass
class Problems:
    """The list that every stage adds to. A problem said twice is kept once."""

    items: dict[Problem, None] = field(default_factory=dict)

    def error(self, rule: str, at: Location, message: str, hint: str = "") -> None:
        """Add an error."""
        self.items[Problem(Severity.ERROR, rule, at, message, hint)] = None

    def warning(self, rule: str, at: Location, message: str, hint: str = "") -> None:
        """Add a warning."""
        self.items[Problem(Severity.WARNING, rule, at, message, hint)] = None

    def note(self, rule: str, at: Location, message: str, hint: str = "") -> None:
        """Add a note: a state that a release may not have."""
        self.items[Problem(Severity.NOTE, rule, at, message, hint)] = None

    def advice(self, rule: str, at: Location, message: str, hint: str = "") -> None:
        """Add advice on style."""
        self.items[Problem(Severity.ADVICE, rule, at, message, hint)] = None

    def extend(self, problems: Iterable[Problem]) -> None:
        """Add many."""
        for problem in problems:
            self.items[problem] = None

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    @property
    def errors(self) -> list[Problem]:
        """The errors only."""
        return [problem for problem in self if problem.severity is Severity.ERROR]

    @property
    def has_errors(self) -> bool:
        """Whether anything here stops a file from being made."""
        return any(problem.severity is Severity.ERROR for problem in self)

    def sorted(self) -> list[Problem]:
        """By place in the files, the order in which a person will mend them."""
        return sorted(self, key=lambda problem: (problem.location, -problem.severity, problem.rule, problem.message))


class IrdocsError(Exception):
    """A fault told to a person: carries problems, is shown without a traceback."""

    def __init__(self, problems: Problems | Iterable[Problem]) -> None:
        self.problems = problems if isinstance(problems, Problems) else Problems()
        if not isinstance(problems, Problems):
            self.problems.extend(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def counted(count: int, noun: str, nouns: str = "") -> str:
    """Return a count with its noun: "1 file", "1,200 files"; ``nouns`` where the plural is not the noun with an s."""
    return f"{count:,} {noun if count == 1 else nouns or noun + 's'}"


def meant(word: str, known: list[str], least: float = 0.6) -> str:
    """Return the known word that was probably meant, "" where none is so near; ``least``: from 0 to 1 (the same word)."""
    import difflib  # only wanted when something is wrong

    return next(iter(difflib.get_close_matches(word, known, 1, least)), "")


def nearest(word: str, known: list[str]) -> str:
    """Return a hint that names the nearest known word, or lists what is known when none is near."""
    close = meant(word, known)
    if close:
        return f'did you mean "{close}"?'
    if not known:
        return "there are none"
    listed = ", ".join(sorted(known)[:12])
    return f"known: {listed}" + (", ..." if len(known) > 12 else "")
