"""Document trees between runs: a cold start with unchanged inputs neither fills a template nor parses its markup.

An entry is named by a digest of what its tree was grown from, and lists the pictures that were read for it with a digest
of each, so it can be old but never wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path

from irdocs.document.nodes import Document
from irdocs.problems import Problem
from irdocs.reading.cache import read_records, write_records
from irdocs.reading.digest import digest_code, digest_file, digest_parts

_TOOLS = ("jinja2", "markupsafe")
"""What else decides what a template says."""


def name_of(inputs: Iterable[str]) -> str:
    """Return the name of the entry for these inputs, grown by the code as it is now."""
    tools = []
    for tool in _TOOLS:
        spec = find_spec(tool)
        if spec is not None and spec.origin is not None:
            state = Path(spec.origin).stat()
            tools.append(f"{spec.origin} {state.st_size} {state.st_mtime_ns}")
    return digest_parts([digest_code(), *tools, *inputs])


def read_tree(name: str) -> tuple[Document, list[Problem]] | None:
    """Return a tree and what was told of it; None where no entry is of use."""
    found = read_records("trees", name)
    if found is None:
        return None
    document, told, pictures = found
    fresh = all(digest_file(Path(path)) == known for path, known in pictures.items())
    return (document, told) if fresh else None


def write_tree(name: str, document: Document, told: list[Problem], pictures: Mapping[str, str]) -> None:
    """Write a tree; ``pictures``: path -> digest."""
    write_records("trees", name, (document, told, dict(pictures)))
