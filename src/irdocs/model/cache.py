"""Loaded content kept between runs: a cold start reads one pickle in place of YAML, references and rules.

The entry is named by a hash of every byte that it was made from, and of the code that made it, so it can be old but
never wrong. It lies in the user's own cache folder: nobody else writes there, and it can be deleted at any time.
"""

import hashlib
import pickle
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from irdocs.model.approval_record import files_of_record
from irdocs.model.library import Library
from irdocs.problems import Problem
from irdocs.reading.files import cache_folder, write_whole

_CODE = Path(__file__).parents[1]
_READERS = ("problems", "reading", "model", "rules")
"""Packages whose code decides what is read and what is told of it."""
KEEP = 200
"""Entries beyond this are thrown away, the oldest first."""


def _code() -> list[Path]:
    return sorted(path for name in _READERS for ending in ("*.py", "*.toml") for path in (_CODE / name).rglob(ending))


def fingerprint(folder: Path, language: str, only: Iterable[str] | None, locales: Path) -> str:
    """Return the name of the entry for these subjects (None: all), made from every byte that they are made from."""
    wanted = None if only is None else sorted(only)
    digest = hashlib.blake2b(f"{sys.version}|{folder}|{language}|{wanted}".encode(), digest_size=16)
    for path in (*_code(), *sorted(locales.glob("*.toml"))):
        if path.is_file():
            state = path.stat()
            digest.update(f"{path.name}{state.st_size}{state.st_mtime_ns}".encode())
    names = sorted(
        path for kind in ("procedures", "conditions", "topics", "courses") for path in (folder / kind).glob("*")
    )
    drawings = sorted((folder / "images").rglob("*.svg"))
    digest.update("\n".join(path.name for path in names).encode())
    for path in drawings:  # an approval covers what they show
        state = path.stat()
        digest.update(f"{path.name}{state.st_size}{state.st_mtime_ns}".encode())
    files = [folder / "references.yaml", folder / "check.toml", folder / "images" / "images.yaml"]
    files += sorted((folder / "glossary").glob("*.yaml"))
    for place in names:
        if wanted is None or place.name in wanted:
            files += [place / "facts.yaml", place / f"{language}.yaml", *files_of_record(place)]
    for path in files:
        try:
            data = path.read_bytes()
        except OSError as error:
            data = f"{error.errno}".encode()  # not there, or a folder: neither is an empty file
            digest.update(b"none")
        digest.update(f"{path.name}{len(data)}|".encode())
        digest.update(data)
    return digest.hexdigest()


def read_entry(name: str) -> tuple[Library, list[Problem]] | None:
    """Return what was kept under a name; None where nothing usable is there."""
    try:
        found = pickle.loads((cache_folder() / f"{name}.pickle").read_bytes())
    except Exception:  # a damaged entry is no entry, whatever pickle says of it
        return None
    return found if isinstance(found, tuple) and isinstance(found[0], Library) else None


def read_check(name: str) -> Any:
    """Return what a whole check found, as it was kept; None where nothing usable is there."""
    try:
        found = pickle.loads((cache_folder() / f"{name}.pickle").read_bytes())
    except Exception:  # as above
        return None
    return found if isinstance(found, tuple) and len(found) == 3 else None


def keep_check(name: str, found: object) -> None:
    """Keep what a whole check found."""
    _keep(name, found)


def keep_entry(name: str, library: Library, problems: list[Problem]) -> None:
    """Keep what was loaded; a cache that cannot be written is no fault."""
    _keep(name, (library, problems))


def _keep(name: str, value: object) -> None:
    folder = cache_folder()
    try:
        write_whole(folder / f"{name}.pickle", pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
        entries = sorted(folder.glob("*.pickle"), key=lambda path: path.stat().st_mtime_ns)
        for path in entries[:-KEEP]:
            path.unlink()
    except OSError:
        return
