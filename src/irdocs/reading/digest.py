"""The one digest of irdocs: what names cache entries, finds out what changed, and ties an approval to its words.

Finished files have SHA-256 in the manifest, because other programs look there. Everything else is asked here.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from irdocs.reading.files import read_regular

CODE = Path(__file__).parents[1]
"""Where irdocs itself lies."""

SIZE = 16
"""Bytes of a digest; it is written as twice as many hexadecimal digits."""
TEXT = frozenset({".csv", ".csl", ".j2", ".json", ".md", ".py", ".svg", ".toml", ".tsv", ".txt", ".xml", ".yaml", ".yml"})  # fmt: skip
"""Endings of files of text, whose line ends say nothing: Git writes them as the system has them."""


def digest_bytes(data: bytes) -> str:
    """Return the digest of bytes."""
    return hashlib.blake2b(data, digest_size=SIZE).hexdigest()


def digest_parts(parts: Iterable[str | bytes]) -> str:
    """Return the digest of parts in their order; where one ends and the next begins counts."""
    found = hashlib.blake2b(digest_size=SIZE)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        found.update(b"%d|" % len(data))
        found.update(data)
    return found.hexdigest()


def content_of(path: Path) -> bytes:
    """Return what a file says: of a file of text the bytes with Unix line ends. Raises OSError."""
    data = read_regular(path)
    if path.suffix.lower() in TEXT and b"\r" in data:
        return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return data


def digest_file(path: Path) -> str:
    """Return the digest of what a file says; "" where it cannot be read."""
    try:
        return digest_bytes(content_of(path))
    except OSError:
        return ""


def digest_files(folder: Path, paths: Iterable[Path]) -> str:
    """Return the digest of files of a folder: of their names, as they are spelt, and of what they say."""
    rows = sorted((path.relative_to(folder).as_posix(), path) for path in paths)
    return digest_parts(part for name, path in rows for part in (name, digest_file(path)))


def files_below(folder: Path) -> Iterator[os.DirEntry[str]]:
    """Yield every file below a folder; what cannot be entered, and what programs leave beside code, is left out."""
    waiting = [os.fspath(folder)]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as found:
                entries = list(found)
        except OSError:
            continue
        for one in entries:
            if one.is_dir():
                if one.name != "__pycache__":
                    waiting.append(one.path)
            else:
                yield one


def digest_state(folder: Path, endings: tuple[str, ...] = ("",)) -> str:
    """Return a digest of names, sizes and times of change below a folder: quick, and another one when a file is saved."""
    rows = []
    for one in files_below(folder):
        if one.name.endswith(endings):
            try:
                state = one.stat()
            except OSError:  # it is gone, or a link that leads nowhere
                rows.append(one.path)
            else:
                rows.append(f"{one.path} {state.st_size} {state.st_mtime_ns}")
    return digest_parts(sorted(rows))


@cache
def digest_code(*packages: str) -> str:
    """Return a digest of the code of irdocs, or of some of its packages, and of the Python that runs it, as this process began."""
    folders = [CODE / one for one in packages] or [CODE]
    return digest_parts([sys.version, *(digest_state(one, (".py", ".toml")) for one in folders)])
