"""Reads `references.yaml`: the whole of it, or only the entries that the subjects at hand name.

A library of subjects shares some hundred references, and one subject names a few dozen. The keys are found by their
place at the margin, so that a check of one subject does not compose, place and check the other entries.
"""

import dataclasses
import re
from pathlib import Path
from typing import Any

from irdocs.model.library import Library, uses
from irdocs.model.records import Subject
from irdocs.model.references import check_reference, format_references
from irdocs.problems import Problems
from irdocs.reading.files import read_text
from irdocs.reading.placed import Mapping, Sequence, entries_of
from irdocs.reading.yaml_data import LARGEST_BYTES, parse_yaml, shown_path

_KEY = re.compile(r"([A-Za-z][A-Za-z0-9-]*):(?=\s|$)")


def _entries(text: str) -> list[tuple[str, int]]:
    """Return the key and the line of each entry; nothing where anything but plain keys stands at the margin."""
    found: list[tuple[str, int]] = []
    for number, line in enumerate(text.split("\n")):
        if line[:1] not in ("", " ", "#", "\r"):
            key = _KEY.match(line)
            if key is None:
                return []
            found.append((key[1], number))
    return found


def _only(text: str, wanted: set[str]) -> str:
    """Return the text with empty lines in place of the entries that are not wanted, so that lines keep their numbers."""
    entries, lines = _entries(text), text.split("\n")
    for (key, start), (_, end) in zip(entries, [*entries[1:], ("", len(lines))], strict=False):
        if key not in wanted:
            lines[start:end] = [""] * (end - start)
    return "\n".join(lines)


def find_sources(library: Library, problems: Problems) -> None:
    """Note which sources there are. Entries are read by `read_sources`, all at once where keys cannot be told by sight."""
    path = _path(library)
    if not path.exists():
        return
    text = read_text(path, shown_path(path, library.folder), problems, LARGEST_BYTES)
    library.sources = None if text is None else frozenset(key for key, _ in _entries(text))
    if text is not None and not library.sources:
        _read(library, text, problems)


def read_sources(library: Library, subjects: list[Subject], problems: Problems) -> None:
    """Read the entries that subjects name, or with ``library.asked`` None every entry, as far as they are not read yet.

    An entry with faults stays known, so that its uses are not faults too.
    """
    if not library.sources or len(library.sources) == len(library.references):
        return
    wanted: set[str] = set(library.sources)
    if library.asked is not None:
        wanted = {key for subject in subjects for key in uses(subject, library)[0]}
    wanted -= set(library.references)
    text = read_text(_path(library), "", Problems(), LARGEST_BYTES) if wanted else None  # it could be read a moment ago
    if text is not None:
        _read(library, text if library.asked is None else _only(text, wanted), problems)


def _path(library: Library) -> Path:
    return library.folder / "references.yaml"


def _read(library: Library, text: str, problems: Problems) -> None:
    data = parse_yaml(text, shown_path(_path(library), library.folder), problems)
    if data is None:
        library.sources = None
        return
    entries: dict[str, dict[str, Any]] = {}
    for key, value in entries_of(data, problems):
        entry = _plain(value)
        faults = check_reference(str(key), entry)
        for name, message in faults:
            problems.error("bad-reference", value.keys_at.get(name, data.keys_at[key]), f"{key}: {message}")
        if not faults:
            entries[str(key)] = entry
    library.sources = (library.sources or frozenset()) | {str(key) for key in data}
    for key, one in format_references(entries).items():
        library.references[key] = dataclasses.replace(one, at=data.keys_at[key])


def _plain(value: Any) -> Any:
    """Return data without places, for a library that wants plain dicts."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, Sequence):
        return [_plain(inner) for inner in value]
    return str(value) if isinstance(value, str) else value
