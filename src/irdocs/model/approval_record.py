"""The record of approvals of a subject: `approved/record.jsonl`, an entry a line, each holding the hash of the one before.

Beside it stand `head.txt`, which names the last entry, and the words of each approval in a file that is named by their hash.
So an entry that is edited, replaced or taken out later is noticed, and so are words that are no longer the approved ones.
Nothing here is secret: whoever rewrites all of it together is found by version control only (docs/governance.md).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from irdocs.problems import Location, Problems
from irdocs.reading.digest import digest_bytes
from irdocs.reading.files import write_whole

FOLDER = "approved"
"""Folder of a subject that holds its record and the words as they were approved."""
RECORD, HEAD = "record.jsonl", "head.txt"
_RESTORE = "bring it back from version control; never edit what lies in approved/"


class Action(StrEnum):
    """What an entry of the record notes."""

    APPROVE = "approve"
    """A person's yes to the words of a subject."""
    POLICIES = "policies"
    """A person's yes to the local policies of a brand, as they stand in this subject."""
    WITHDRAW = "withdraw"
    """The subject must not be used any more."""


@dataclass(frozen=True)
class Entry:
    """One line of the record."""

    action: Action
    name: str
    """Who approved or withdrew."""
    on: date
    language: str
    version: str
    """The version that was printed then."""
    role: str = ""
    words: str = ""
    """The hash of what was approved: it names the file of the words."""
    brand: str = ""
    reason: str = ""
    typed_by: str = ""
    """Who typed the command, where that was noted."""
    number: int = 0
    """Its line, from 1."""
    hash: str = ""


_KEPT = tuple(one.name for one in fields(Entry) if one.name not in ("number", "hash"))


def files_of_record(subject: Path) -> list[Path]:
    """Return every file of the record of a subject, whose folder is given."""
    return sorted(path for path in (subject / FOLDER).glob("*") if path.is_file())


def words_hash(values: Mapping[str, str]) -> str:
    """Return the hash of words by their path: 32 hexadecimal digits."""
    return _hash(json.dumps(values, sort_keys=True, ensure_ascii=False))


def read_record(subject: Path, shown: str, problems: Problems) -> tuple[Entry, ...]:
    """Return the entries of a subject's record. Where it is not whole that is told, and () returned: nothing is approved.

    ``shown`` is the subject's folder as it is told to a person.
    """
    folder, before = subject / FOLDER, len(problems.errors)
    names = {path.name for path in files_of_record(subject)}
    if not names:
        return ()
    at = Location(f"{shown}/{FOLDER}/{RECORD}")
    try:
        lines = (folder / RECORD).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        told = "the record of approvals is gone or cannot be read"
        hint = f"{_RESTORE}; where nothing was ever approved, remove the folder"
        problems.error("approval-record", at, told, hint)
        return ()
    entries = [
        entry
        for number, line in enumerate(lines, 1)
        if (entry := _entry(line, Location(at.path, number), problems)) is not None
    ]
    if len(problems.errors) == before:
        _check_chain(entries, at, problems)
        _check_head(folder, entries, shown, problems)
    broken = len(problems.errors) > before
    _check_words(folder, entries, names, shown, problems, strays=not broken)
    if len(problems.errors) > before:
        return ()
    return tuple(replace(entry, number=number) for number, (entry, _) in enumerate(entries, 1))


def append_entry(subject: Path, entry: Entry, words: Mapping[str, str] | None = None) -> list[Path]:
    """Add an entry to a record that is whole, and keep its words; return the files written. Raises OSError.

    The words go first and the head last: a run that is killed leaves what is told at the next one, never a false yes.
    """
    folder = subject / FOLDER
    path = folder / RECORD
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    last = json.loads(text.splitlines()[-1])["hash"] if text else ""
    data = {name: str(getattr(entry, name)) for name in _KEPT if getattr(entry, name)} | {"before": last}
    line = json.dumps({**data, "hash": _chained(data)}, ensure_ascii=False)
    written = []
    if words is not None:
        written.append(folder / f"{entry.words}.json")
        write_whole(written[-1], _as_file(entry, words))
    write_whole(path, f"{text}{line}\n".encode())
    count = text.count("\n") + 1
    write_whole(folder / HEAD, f"{count} {_chained(data)}\n".encode())
    return [path, folder / HEAD, *written]


def read_words(subject: Path, words: str) -> dict[str, str] | None:
    """Return the words of an approval by their hash; None where they were not kept or are not those."""
    try:
        data: Any = json.loads((subject / FOLDER / f"{words}.json").read_text(encoding="utf-8"))
        values = {str(key): str(value) for key, value in data["seen"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return values if words_hash(values) == words else None


def _as_file(entry: Entry, words: Mapping[str, str]) -> bytes:
    """Write the words one below the other, so that version control shows what differs."""
    data = {"language": entry.language, "seen": dict(sorted(words.items()))}
    return (json.dumps(data, indent=1, ensure_ascii=False) + "\n").encode()


def _entry(line: str, at: Location, problems: Problems) -> tuple[Entry, str] | None:
    """Return an entry, with the hash of the one before it that it holds; None, with the fault told."""
    try:
        data: Any = json.loads(line)
        given = dict(data)
        noted = given.pop("hash")
        if noted != _chained(given):
            problems.error("approval-record", at, "this entry is not as it was written", _RESTORE)
            return None
        earlier = given.pop("before")
        values = {**given, "action": Action(given["action"]), "on": date.fromisoformat(given["on"]), "hash": noted}
        return Entry(**values), earlier
    except (ValueError, KeyError, TypeError):
        problems.error("approval-record", at, "this is no entry of a record of approvals", _RESTORE)
        return None


def _check_chain(entries: list[tuple[Entry, str]], at: Location, problems: Problems) -> None:
    last, day = "", date.min
    for number, (entry, earlier) in enumerate(entries, 1):
        place = Location(at.path, number)
        if earlier != last:
            told = "an entry before this one was taken out or replaced"
            problems.error("approval-record", place, told, _RESTORE)
        if entry.on < day:
            told = f"this entry is of {entry.on}, before the one above it ({day})"
            problems.error("approval-record", place, told, _RESTORE)
        last, day = entry.hash, entry.on


def _check_head(folder: Path, entries: list[tuple[Entry, str]], shown: str, problems: Problems) -> None:
    states = [f"{number} {entry.hash}" for number, (entry, _) in enumerate(entries, 1)]
    try:
        found = (folder / HEAD).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        found = ""
    if not states or found not in (states[-1:] + states[-2:-1]):
        # one behind is a run that was killed between the two files; one ahead is an entry that somebody took out
        told = "the last entry of the record is not the one that was written last"
        problems.error("approval-record", Location(f"{shown}/{FOLDER}/{HEAD}"), told, _RESTORE)


def _check_words(
    folder: Path, entries: Iterable[tuple[Entry, str]], names: set[str], shown: str, problems: Problems, *, strays: bool
) -> None:
    known = {RECORD, HEAD}
    for number, (entry, _) in enumerate(entries, 1):
        name = f"{entry.words}.json"
        if not entry.words or name in known:
            continue
        known.add(name)
        at = Location(f"{shown}/{FOLDER}/{name}")
        if name not in names:
            told = f"the words of entry {number} of the record are gone"
            problems.error("approved-words", at, told, _RESTORE)
        elif read_words(folder.parent, entry.words) is None:
            told = f"these are not the words that entry {number} of the record approves"
            problems.error("approved-words", at, told, _RESTORE)
    for name in sorted(names - known) if strays else ():
        if not name.startswith("."):
            at = Location(f"{shown}/{FOLDER}/{name}")
            told = "no entry of the record names this file"
            problems.warning("approved-words", at, told, "remove it, or bring the record back from version control")


def _chained(data: Mapping[str, str]) -> str:
    return _hash(json.dumps(data, sort_keys=True, ensure_ascii=False))


def _hash(text: str) -> str:
    return digest_bytes(text.encode("utf-8", "surrogatepass"))
