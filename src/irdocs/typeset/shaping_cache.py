"""Shaped words kept between runs: a cold start reads what HarfBuzz said of the words of earlier documents.

A file holds the words of one weight of one family. Its name is made from the font, the shaper and the code that asks
it, so that it can lack words but never be wrong. It is a cache: it can be deleted at any time.
"""

from __future__ import annotations

import hashlib
import marshal
import sys
from collections.abc import Sequence
from pathlib import Path

import uharfbuzz as hb

from irdocs.reading.files import cache_folder, write_whole
from irdocs.typeset.faces import Face

MOST = 6000
"""Words kept of one face: the vocabulary of all our content; names and addresses of a long batch are left out."""
SHARE = 8
"""A file is written again when one in so many of its words is new."""

_keeping = True

Row = tuple[str, int, str, tuple[tuple[int, str], ...], str]
"""A word as `shaping.Word` holds it."""


def file_of(face: Face, tabular: bool) -> Path:
    """Return the file for the words of a face."""
    font, code = face.path.stat(), Path(__file__).with_name("shaping.py").stat()
    state = (
        str(face.path),
        font.st_size,
        font.st_mtime_ns,
        code.st_size,
        code.st_mtime_ns,
        hb.__version__,
        hb.version_string(),
        sys.version,
    )
    digest = hashlib.blake2b(repr(state).encode(), digest_size=12).hexdigest()
    return cache_folder() / "words" / f"{face.postscript_name}{'-tabular' if tabular else ''}-{digest}"


def read_rows(path: Path) -> list[Row]:
    """Return the words in a file; none where it is missing or damaged."""
    try:
        rows = marshal.loads(path.read_bytes())
    except (OSError, ValueError, EOFError, TypeError):
        return []
    return rows if isinstance(rows, list) and all(isinstance(row, tuple) and len(row) == 5 for row in rows) else []


def keep_nothing() -> None:
    """Write no words from now on, in this process: what it sets is about people."""
    global _keeping
    _keeping = False


def write_rows(path: Path, rows: Sequence[Row]) -> None:
    """Keep words; a cache that cannot be written is no fault."""
    if not _keeping:
        return
    try:
        write_whole(path, marshal.dumps([tuple(row) for row in rows[:MOST]]))
    except OSError:
        return
