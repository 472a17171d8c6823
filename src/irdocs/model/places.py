"""Where things stand in the files that a person edits: a value of a record, a sentence inside a longer text."""

import re
from functools import lru_cache
from pathlib import Path

from irdocs.model.library import Library
from irdocs.model.records import Subject
from irdocs.problems import Location
from irdocs.reading.placed import Mapping
from irdocs.reading.prose import Prose

_GAP = r"[\s\\]+"


def place_of(subject: Subject, library: Library, *path: str) -> Location:
    """Return where the value at a path of keys was typed; where it is missing, the key that it is missing from.

    That is the start of the record where not even the first key is there, or where nobody knows the places any more.
    """
    data: Mapping | None = library.places.get(subject.id)
    if data is None:
        return subject.at
    at = data.at
    for step in path[:-1]:
        at = data.keys_at.get(step, at)
        inner = data.get(step)
        if not isinstance(inner, Mapping):
            return at
        data = inner
    return data.values_at.get(path[-1], at)


@lru_cache(maxsize=8)
def _lines(path: Path, changed: int) -> tuple[str, list[int]]:
    """Return a file as text, and where each of its lines begins. ``changed`` tells one state of the file from another."""
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    return text, starts


def found_at(prose: Prose, root: Path, words: str) -> Location:
    """Return the place of words inside prose, by the file itself; that of the prose where they cannot be found there.

    ``root`` is the folder that paths in problems are relative to. Of the words the first few are looked for.
    """
    at, path = prose.at, root / prose.at.path
    try:
        text, starts = _lines(path, path.stat().st_mtime_ns)
    except (OSError, ValueError):
        return at
    if not 0 < at.line < len(starts):
        return at
    begin = starts[at.line - 1] + max(at.column - 1, 0)
    end = begin + 2 * len(prose.source) + 400
    pieces = words.split()
    for count in dict.fromkeys((min(4, len(pieces)), min(2, len(pieces)))):
        if not count:
            break
        found = re.compile(_GAP.join(map(re.escape, pieces[:count]))).search(text, begin, end)
        if found:
            place = found.start()
            line = next((n for n in range(at.line, len(starts)) if starts[n] > place), len(starts) - 1)
            return Location(at.path, line, place - starts[line - 1] + 1)
    return at
