"""The writers: a document tree, a theme and a locale in, the bytes of a file out. Each is imported when a job needs it."""

from collections.abc import Callable
from importlib import import_module
from typing import cast

from irdocs.document.nodes import Document
from irdocs.layout.formats import Format
from irdocs.model.locale import Locale
from irdocs.problems import Problems
from irdocs.typeset.theme import Theme

Renderer = Callable[[Document, Theme, Locale, Problems], bytes]
"""Writes one document; what cannot be written as it should goes to the problems."""


def renderer(file_format: str) -> Renderer:
    """Return the writer of a format. Raises ValueError for a format that there is not."""
    return cast(Renderer, import_module(Format(file_format).writer).render)
