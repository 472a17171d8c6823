"""Shaped words between runs: a cold start reads what HarfBuzz said of the words of earlier documents.

An entry holds the words of one weight of one family. Its name is made from the font, the shaper and the code that asks
it, so that it can lack words but never be wrong.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import uharfbuzz as hb

from irdocs.reading.cache import read_records, write_records
from irdocs.reading.digest import digest_parts
from irdocs.typeset.faces import Face

MOST = 6000
"""Words kept of one face: the vocabulary of all our content; names and addresses of a long batch are left out."""
SHARE = 8
"""An entry is written again when one in so many of its words is new."""

Row = tuple[str, int, str, tuple[tuple[int, str], ...], str]
"""A word as `shaping.Word` holds it."""


def name_of(face: Face, tabular: bool) -> str:
    """Return the name of the entry for the words of a face."""
    font, code = face.path.stat(), Path(__file__).with_name("shaping.py").stat()
    state = (font.st_size, font.st_mtime_ns, code.st_size, code.st_mtime_ns)
    tools = (hb.__version__, hb.version_string(), sys.version)
    digest = digest_parts([str(face.path), repr(state), *tools])
    return f"{face.postscript_name}{'-tabular' if tabular else ''}-{digest}"


def read_rows(name: str) -> list[Row]:
    """Return the words of an entry; none where no entry is of use."""
    rows = read_records("words", name)
    return rows if isinstance(rows, list) and all(isinstance(row, tuple) and len(row) == 5 for row in rows) else []


def write_rows(name: str, rows: Sequence[Row]) -> None:
    """Write words, for later runs."""
    write_records("words", name, [tuple(row) for row in rows[:MOST]])
