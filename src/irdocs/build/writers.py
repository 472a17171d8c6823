"""The writers: a document tree, a theme and a locale in, the bytes of a file out. Each is imported when a job needs it."""

from collections.abc import Callable
from importlib import import_module
from typing import cast

from irdocs.document.nodes import Document
from irdocs.model.locale import Locale
from irdocs.problems import Problems
from irdocs.typeset.theme import Theme

Renderer = Callable[[Document, Theme, Locale, Problems], bytes]
"""Writes one document; what cannot be written as it should goes to the problems."""

RENDERERS = {
    "pdf": "irdocs.pdf",
    "pptx": "irdocs.pptx",
    "gift": "irdocs.questions.gift",
    "qti": "irdocs.questions.qti",
}
"""Format -> the module whose `render` writes it."""


def renderer(file_format: str) -> Renderer:
    """Return the writer of a format. Raises KeyError for a format that has none."""
    return cast(Renderer, import_module(RENDERERS[file_format]).render)
