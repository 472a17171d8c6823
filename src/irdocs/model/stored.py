"""Loaded content between runs: a cold start reads one entry of the cache in place of YAML, references and rules.

The entry is named by a digest of everything that it was made from, and of the code that made it, so it can be old but
never wrong.
"""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path

from irdocs.model.library import Library
from irdocs.model.locale import FOLDER
from irdocs.problems import Problem
from irdocs.reading.cache import read_records, write_records
from irdocs.reading.digest import digest_code, digest_file, digest_parts, digest_state, files_below

KINDS = ("procedures", "conditions", "topics", "courses")
_READERS = ("problems", "reading", "model", "rules")
"""Packages whose code decides what is read and what is told of it."""


def fingerprint(folder: Path, language: str, only: Iterable[str] | None, locales: Path) -> str:
    """Return the name of the entry for these subjects (None: all): a digest of every name and file that is read for them."""
    wanted = None if only is None else sorted(only)
    head = (digest_code(*_READERS), digest_state(FOLDER), digest_state(locales), str(folder), language, repr(wanted))
    return digest_parts([*head, *_state(folder, None if wanted is None else set(wanted))])


def _state(folder: Path, wanted: set[str] | None) -> Iterator[str]:
    """Yield what stands in a content folder: a name spelt otherwise is told, so each name counts, and not only ours."""
    for path in sorted(folder.glob("*")):
        yield path.name
        yield "" if path.is_dir() else digest_file(path)
    for kind in KINDS:
        for place in sorted((folder / kind).glob("*")):
            yield f"{kind}/{place.name}"
            if wanted is None or place.name in wanted:
                yield from _files(place)
    yield from _files(folder / "glossary")
    yield from _files(folder / "signs")
    for path in sorted((folder / "images").glob("*.yaml")):
        yield path.name
        yield digest_file(path)
    yield digest_state(
        folder / "images"
    )  # an approval covers what pictures show, and a rule asks whether they are there


def _files(folder: Path) -> Iterator[str]:
    for path in sorted(one.path for one in files_below(folder)):
        yield path
        yield digest_file(Path(path))


def read_library(name: str) -> tuple[Library, list[Problem]] | None:
    """Return what was loaded in an earlier run, and what was told of it; None where no entry is of use."""
    found = read_records("content", name)
    if found is None:
        return None
    values, problems = found
    return Library(**values), problems


def write_library(name: str, library: Library, problems: list[Problem]) -> None:
    """Write what was loaded, for later runs."""
    write_records("content", name, ({one.name: getattr(library, one.name) for one in fields(library)}, problems))
