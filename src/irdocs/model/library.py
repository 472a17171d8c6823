"""Everything that a content folder holds, in one language: light to import, so that a warm start need not read YAML."""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from irdocs.model.records import Drawing, SharedSign, Subject, Term
from irdocs.model.references import Reference
from irdocs.model.walk import places_of, spans_of, walk
from irdocs.problems import Problem
from irdocs.reading.digest import digest_parts
from irdocs.reading.prose import Citation, Prose, TermUse
from irdocs.reading.unreadable import NOTHING, may_hold


@dataclass
class Library:
    """Everything that a content folder holds, in one language."""

    folder: Path
    language: str
    subjects: dict[str, Subject] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)
    signs: dict[str, SharedSign] = field(default_factory=dict)
    drawings: dict[str, Drawing] = field(default_factory=dict)
    references: dict[str, Reference] = field(default_factory=dict)
    asked: frozenset[str] | None = None
    """The subjects that were asked for; None: all of them."""
    known: dict[str, str] = field(default_factory=dict)
    """Id -> kind of every subject in the folder, loaded or not."""

    sources: frozenset[str] | None = frozenset()
    """Every key of references.yaml, read yet or not, with faults or without. None where it could not be read at all: its
    fault has been told, and no use of a source is one."""
    term_names: frozenset[str] | None = frozenset()
    drawing_names: frozenset[str] | None = frozenset()
    """Every id of the glossary, and of the drawings, with faults or without; None where the file could not be read."""
    unread: dict[str, frozenset[tuple[str, ...]]] = field(default_factory=dict)
    """Subject that has faults -> the paths of what is not in it (see `unread`): it was checked, and is not in `subjects`."""
    places: dict[str, Any] = field(default_factory=dict)
    """Subject -> its merged data with the place of every value, for as long as it is checked."""
    digests: dict[str, str] = field(default_factory=dict)
    """Id -> hash of everything that a reader of the subject sees: its record, the terms and the references that it uses."""
    drawn: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Id -> the drawings that the subject names."""
    faults: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    """Id -> the errors that stop its files: its own, and those of the terms, drawings and sources that it uses."""
    shared_faults: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    """Part of what subjects share -> its errors: "terms/ID", "drawings/ID"; "terms", "drawings", "sources" for those of
    entries that could not be read; "all" for what no subject can be checked without."""
    trimmed: bool = False
    """Whether only the references that its subjects use were kept."""


def in_doubt(subject: Subject, library: Library, *path: str) -> bool:
    """Whether what seems to be missing at a path of a subject may be among what could not be read: then no rule tells it."""
    return may_hold(library.unread.get(subject.id, NOTHING), *path)


def uses(subject: Subject, library: Library) -> tuple[set[str], set[str], set[str]]:
    """Return the references, terms and drawings that a subject names."""
    references: set[str] = set()
    terms: set[str] = set()
    drawings: set[str] = set()
    for place in places_of(subject):
        if isinstance(place.value, Prose):
            for span in spans_of(place.value.spans):
                if isinstance(span, Citation):
                    references.update(span.keys)
                elif isinstance(span, TermUse):
                    terms.add(span.term)
        elif isinstance(place.value, str):
            if place.value in (library.sources or ()):
                references.add(place.value)
            if place.value in library.drawings:
                drawings.add(place.value)
    return references, terms, drawings


def digest(subject: Subject, library: Library) -> str:
    """Hash everything that a reader sees of a subject: not its comments, not its places in the file."""
    references, terms, drawings = uses(subject, library)
    found: list[str] = []
    records: list[object] = [subject]
    records += [library.terms[key] for key in sorted(terms) if key in library.terms]
    records += [library.drawings[key] for key in sorted(drawings) if key in library.drawings]
    for record in records:
        for place in places_of(record) if isinstance(record, Subject) else walk(record):
            said = place.value.source if isinstance(place.value, Prose) else place.value
            if isinstance(said, str | int | float | bool | date | Decimal) or said is None:
                found.append(f"{'/'.join(place.path)}={said}")
    for key in sorted(references):
        if key in library.references:
            found.append(f"{key}={sorted(library.references[key].csl.items())}")
    return digest_parts(found)


def note_uses(library: Library) -> None:
    """Note for each subject what it names and what its readers see, so that later runs need not look again."""
    for name, subject in library.subjects.items():
        if name not in library.digests:
            library.digests[name] = digest(subject, library)
            library.drawn[name] = tuple(sorted(uses(subject, library)[2]))


def trim(library: Library) -> Library:
    """Return a library with only the references that its subjects use: what a cold start wants.

    Where a few subjects were asked for, their references are formatted too. All of them would take seconds, of which a
    build that has little to make needs a tenth.
    """
    used = {key for subject in library.subjects.values() for key in uses(subject, library)[0]}
    kept = {key: library.references[key] for key in sorted(used) if key in library.references}
    if library.asked is not None:
        for reference in kept.values():
            _ = reference.printed  # worked out once, and kept with the entry
    return replace(library, references=kept, sources=frozenset(kept), places={}, trimmed=True)
