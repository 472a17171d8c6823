"""Everything that a content folder holds, in one language: light to import, so that a warm start need not read YAML."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from irdocs.content.model import Drawing, Subject, Term
from irdocs.content.prose import Citation, Prose
from irdocs.content.references import Reference
from irdocs.content.walk import spans_of, walk


@dataclass
class Library:
    """Everything that a content folder holds, in one language."""

    folder: Path
    language: str
    subjects: dict[str, Subject] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)
    drawings: dict[str, Drawing] = field(default_factory=dict)
    references: dict[str, Reference] = field(default_factory=dict)
    asked: frozenset[str] | None = None
    """The subjects that were asked for; None: all of them."""
    known: dict[str, str] = field(default_factory=dict)
    """Id -> kind of every subject in the folder, loaded or not."""

    faulty_sources: frozenset[str] = frozenset()
    """Keys of references.yaml whose entries have faults, which have been told."""
    every_source_known: bool = False
    """Whether references.yaml could not be read at all: its fault has been told, and no use of it is one."""
    places: dict[str, Any] = field(default_factory=dict)
    """Subject -> its merged data with the place of every value, for as long as it is checked."""
    trimmed: bool = False
    """Whether only the references that its subjects use were kept."""


def trim(library: Library) -> Library:
    """Return a library with only the references that its subjects use, each formatted: what a cold start wants."""
    used: set[str] = set()
    for subject in library.subjects.values():
        for place in walk(subject):
            if isinstance(place.value, Prose):
                for span in spans_of(place.value.spans):
                    if isinstance(span, Citation):
                        used.update(span.keys)
            elif isinstance(place.value, str) and place.value in library.references:
                used.add(place.value)
    kept = {key: library.references[key] for key in sorted(used) if key in library.references}
    for reference in kept.values():
        _ = reference.formatted  # worked out once, and kept with the entry
    return replace(library, references=kept, places={}, trimmed=True)
