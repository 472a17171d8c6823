"""Document trees kept between runs: a cold start with unchanged inputs neither fills a template nor parses its markup.

An entry is named by a hash of what its tree was grown from, and lists the drawings that were read for it with a hash of
each, so it can be old but never wrong. It lies in the user's own cache folder, and can be deleted at any time.
"""

from __future__ import annotations

import hashlib
import pickle
import sys
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path

from irdocs.document.nodes import Document
from irdocs.problems import Problem
from irdocs.reading.files import cache_folder, state_of, write_whole

KEEP = 200
"""Entries beyond this are thrown away, the oldest first."""

_CODE = Path(__file__).parents[1]
_TOOLS = ("jinja2", "markupsafe")
"""What else decides what a template says."""


def name_of(inputs: Iterable[str]) -> str:
    """Name the entry for these inputs, grown by the code as it is now."""
    digest = hashlib.blake2b(sys.version.encode(), digest_size=16)
    for tool in _TOOLS:
        spec = find_spec(tool)
        if spec is not None and spec.origin is not None:
            state = Path(spec.origin).stat()
            digest.update(f"{spec.origin}|{state.st_size}|{state.st_mtime_ns}|".encode())
    digest.update(state_of(_CODE, ".py").encode())
    for one in inputs:
        data = one.encode()
        digest.update(b"%d|%s" % (len(data), data))
    return digest.hexdigest()


def hash_of(path: Path) -> str:
    """Hash a file; "" where it cannot be read."""
    try:
        return hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()
    except OSError:
        return ""


def read_tree(name: str) -> tuple[Document, list[Problem]] | None:
    """Return the tree that was kept under a name and what was told of it; None where nothing usable is there."""
    try:
        found = pickle.loads(_place(name).read_bytes())
        document, told, drawings = found
        fresh = all(hash_of(Path(path)) == known for path, known in drawings.items())
    except Exception:  # a damaged entry is no entry, whatever pickle says of it
        return None
    return (document, told) if fresh and isinstance(document, Document) else None


def keep_tree(name: str, document: Document, told: list[Problem], drawings: Mapping[str, str]) -> None:
    """Keep a tree; ``drawings``: path -> hash. A cache that cannot be written is no fault."""
    place = _place(name)
    try:
        write_whole(place, pickle.dumps((document, told, dict(drawings)), pickle.HIGHEST_PROTOCOL))
        entries = sorted(place.parent.glob("*.tree"), key=lambda path: path.stat().st_mtime_ns)
        for path in entries[:-KEEP]:
            path.unlink()
    except OSError:
        return


def _place(name: str) -> Path:
    return cache_folder() / "trees" / f"{name}.tree"
