"""Fields of the model: which half of a record each stands in, and what it means to the person who fills it in."""

from dataclasses import MISSING, field
from typing import Any

FACT = "fact"
"""True in every language: stands in facts.yaml."""
WORD = "word"
"""Words: stand in one file per language."""


def _made(half: str, doc: str, default: object, internal: bool, use: dict[str, object]) -> Any:
    metadata = {"half": half, "doc": doc, "internal": internal, **use}
    if isinstance(default, type) and default in (dict, list):
        return field(default_factory=default, metadata=metadata, kw_only=True)
    if default is REQUIRED:
        return field(metadata=metadata, kw_only=True)
    return field(default=default, metadata=metadata, kw_only=True)


REQUIRED = MISSING
"""As a default: the field must be filled in."""


def fact(doc: str, default: object = None, *, internal: bool = False, **use: object) -> Any:
    """Make a field of the neutral half. ``doc`` is shown in schemas and scaffolds; ``dict`` as default makes a new dict.

    ``use`` says what else reads the field, by name; the model says which there are (`model/uses.py`).
    """
    return _made(FACT, doc, default, internal, use)


def word(doc: str, default: object = REQUIRED, *, internal: bool = False, **use: object) -> Any:
    """Make a field of the words half; required unless a default is given."""
    return _made(WORD, doc, default, internal, use)
