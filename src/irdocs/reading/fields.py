"""Fields of records: what each means to the person who fills it in, what may stand there, and in which half it stands."""

from collections.abc import Callable, Iterable
from dataclasses import MISSING, field
from typing import Any

FACT = "fact"
"""True in every language: stands in facts.yaml."""
WORD = "word"
"""Words: stand in one file per language."""


def _made(default: object, **metadata: object) -> Any:
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
    return _made(default, half=FACT, doc=doc, internal=internal, **use)


def word(doc: str, default: object = REQUIRED, *, internal: bool = False, **use: object) -> Any:
    """Make a field of the words half; required unless a default is given."""
    return _made(default, half=WORD, doc=doc, internal=internal, **use)


Known = Iterable[str] | Callable[[], Iterable[str]]
"""Words that may stand somewhere, or how they are found."""


def setting(
    doc: str,
    default: object = REQUIRED,
    *,
    keys: tuple[Known | None, ...] = (),
    choices: Known | None = None,
) -> Any:
    """Make a field of a file that has no halves (layout, brand, settings).

    ``keys`` says which keys a table may have, and the tables inside it; None: any. ``choices`` are the texts that may
    stand in the field or in its list, where they are no enum of their own.
    """
    return _made(default, doc=doc, keys=keys, choices=choices)


def internal(default: object = REQUIRED) -> Any:
    """Make a field that no file holds: the reader fills it in."""
    return _made(default, internal=True)
