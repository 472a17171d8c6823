"""Folders of content -> subjects, terms, drawings and references, with every fault at its place.

A subject is a folder with two halves: `facts.yaml`, true in every language, and one file of words per language. Both
are one tree, merged by key before it becomes the model.
"""

import dataclasses
import re
from collections.abc import Collection
from pathlib import Path
from typing import TypeVar

from irdocs.model.amounts import check_amounts
from irdocs.model.approval_record import read_record
from irdocs.model.library import Library
from irdocs.model.parts import RedFlag
from irdocs.model.quantities import Quantity
from irdocs.model.records import KINDS, Condition, Drawing, DrawingWords, Procedure, SharedSign, Subject, Term
from irdocs.model.sources import find_sources, read_sources
from irdocs.problems import Location, Problems, nearest
from irdocs.reading.halves import merge, swapped
from irdocs.reading.placed import entries_of, locate
from irdocs.reading.structure import structure
from irdocs.reading.unreadable import inside
from irdocs.reading.yaml_data import read_yaml, shown_path

T = TypeVar("T")


_ID = re.compile(r"[a-z0-9][a-z0-9-]*")


def find_subjects(folder: Path, problems: Problems) -> dict[str, tuple[str, Path]]:
    """Return id -> (kind, folder) of every subject; an id that stands in two kinds is an error."""
    found: dict[str, tuple[str, Path]] = {}
    for kind in KINDS:
        for place in sorted((folder / kind).glob("*/")):
            if place.name.startswith((".", "_")):
                continue
            if place.name in found:
                problems.error(
                    "double-id",
                    Location(shown_path(place, folder)),
                    f'the id "{place.name}" is also the id of one of the {found[place.name][0]}',
                    "ids are unique over all kinds: rename one folder",
                )
                continue
            if not _ID.fullmatch(place.name):
                problems.error(
                    "bad-id",
                    Location(shown_path(place, folder)),
                    f'"{place.name}" cannot be the id of a subject: it names files and addresses',
                    "small letters a to z, figures and hyphens: rename the folder",
                )
                continue
            found[place.name] = (kind, place)
    return found


def load_subject(library: Library, kind: str, place: Path, problems: Problems) -> Subject | None:
    """Read one subject, with the faults told. Where it has any, `library.unread` says what is not in it.

    Of a half that cannot be read nothing is said. Returns None where no half can be.
    """
    folder, language, before = library.folder, library.language, len(problems.errors)
    facts_path, words_path = place / "facts.yaml", place / f"{language}.yaml"
    facts = read_yaml(facts_path, shown_path(facts_path, folder), problems)
    words = read_yaml(words_path, shown_path(words_path, folder), problems)
    if facts is not None and words is not None and swapped(facts, words, KINDS[kind]):
        for half, other in (facts, words_path), (words, facts_path):
            told = f"this file and {other.name} seem to hold each other's contents"
            problems.error("wrong-half", half.at, told, "give each file the name of the other")
        return None
    merged, lost = merge(facts, words, problems)
    found = structure(merged, KINDS[kind], problems, lost) if merged is not None else None
    if merged is None or found is None:
        return None
    made, unread = found
    unread |= check_amounts(made.quantities, merged, unread, problems)
    if len(problems.errors) > before:
        library.unread[place.name] = unread
    library.places[place.name] = merged
    entries = read_record(place, shown_path(place, folder), problems)
    made = _with_shared_signs(made, library)
    return dataclasses.replace(
        made,
        review=dataclasses.replace(made.review, entries=entries),
        id=place.name,
        language=language,
        at=merged.at,
        words_at=merged.words_at or merged.at,
        due_at=locate(merged, ("review", "due")),
        quantities=_named(made.quantities),
    )


def _with_shared_signs(subject: Subject, library: Library) -> Subject:
    """Return a subject whose shared signs of danger have their words, rank and sources."""
    if not isinstance(subject, Procedure | Condition):
        return subject
    flags: dict[str, RedFlag] = {}
    for name, flag in subject.red_flags.items():
        sign = library.signs.get(flag.shared)
        if sign is not None:
            flag = dataclasses.replace(flag, sign=sign.sign, rank=sign.rank, source=sign.source, verified=sign.verified)
        flags[name] = flag
    return dataclasses.replace(subject, red_flags=flags)


def _named(quantities: dict[str, Quantity]) -> dict[str, Quantity]:
    return {name: dataclasses.replace(one, name=name, several=_named(one.several)) for name, one in quantities.items()}


def _load_entries(
    folder: Path, path: Path, kind: type[T], language: str, problems: Problems, *, halves: bool
) -> tuple[dict[str, T], frozenset[str] | None]:
    """Read a file (or the two halves of it) that maps ids to entries of one kind.

    Returns the entries without faults, and every id that is known; None where the file could not be read.
    """
    paths = [path / "facts.yaml", path / f"{language}.yaml"] if halves else [path]
    if not any(one.exists() for one in paths):
        return {}, frozenset()
    first, *second = (read_yaml(one, shown_path(one, folder), problems) for one in paths)
    data, lost = merge(first, second[0], problems) if second else (first, set())
    if data is None:
        return {}, None
    made: dict[str, T] = {}
    for key, value in entries_of(data, problems):
        before = len(problems)
        found = structure(value, kind, problems, inside(lost, str(key)))
        if found is not None and not found[1] and len(problems) == before:
            entry = dataclasses.replace(found[0], id=str(key), at=data.keys_at[key])  # type: ignore[type-var]
            if isinstance(entry, Drawing | DrawingWords):
                entry = dataclasses.replace(entry, alt_at=value.values_at.get("alt", entry.at))
            made[str(key)] = entry
    return made, None if () in lost else frozenset(map(str, data))


def load_terms(folder: Path, language: str, problems: Problems) -> tuple[dict[str, Term], frozenset[str] | None]:
    """Read the glossary; return its terms, and every id in it (None: it could not be read)."""
    return _load_entries(folder, folder / "glossary", Term, language, problems, halves=True)


def load_signs(folder: Path, language: str, problems: Problems) -> dict[str, SharedSign]:
    """Read the signs of danger that subjects share, `content/signs`."""
    return _load_entries(folder, folder / "signs", SharedSign, language, problems, halves=True)[0]


def load_drawings(folder: Path, language: str, problems: Problems) -> tuple[dict[str, Drawing], frozenset[str] | None]:
    """Read what the drawings show, `content/images/images.yaml`, as `load_terms` does; its words are English.

    In another language the words stand in `content/images/<language>.yaml`; where one is missing that is reported.
    """
    images = folder / "images"
    drawings, names = _load_entries(folder, images / "images.yaml", Drawing, language, problems, halves=False)
    if language == "en":
        return drawings, names
    path = images / f"{language}.yaml"
    words, known = _load_entries(folder, path, DrawingWords, language, problems, halves=False)
    for name, one in words.items():
        if name in drawings:
            given = {"alt": one.alt, "alt_at": one.alt_at, "title": one.title or drawings[name].title}
            drawings[name] = dataclasses.replace(drawings[name], **given)  # type: ignore[arg-type]
        elif names is not None and name not in names:
            problems.error("unknown-drawing", one.at, f'there is no drawing "{name}"', nearest(name, sorted(names)))
    for name in sorted(set(drawings) - known) if known is not None else ():
        told = f'the drawing "{name}" says in English what it shows, and not in the language "{language}"'
        hint = f"write its alt below {name} in {shown_path(path, folder)}"
        problems.warning("missing-translation", drawings[name].alt_at, told, hint)
    return drawings, names


def open_library(folder: Path, language: str, problems: Problems) -> Library:
    """Read what subjects share: references, terms, drawings; and find the subjects, without reading them."""
    library = Library(folder, language, asked=frozenset())
    if not folder.is_dir():
        problems.error(
            "no-content", Location(folder.as_posix()), "there is no content folder here", "see `irdocs init`"
        )
        return library
    found = {part: Problems() for part in ("sources", "terms", "signs", "drawings")}
    find_sources(library, found["sources"])
    library.terms, library.term_names = load_terms(folder, language, found["terms"])
    library.signs = load_signs(folder, language, found["signs"])
    library.drawings, library.drawing_names = load_drawings(folder, language, found["drawings"])
    for part, told in found.items():
        problems.extend(told)
        if told.has_errors:
            library.shared_faults[part] = tuple(told.errors)
    told = Problems()
    library.known = {name: kind for name, (kind, _) in find_subjects(folder, told).items()}
    problems.extend(told)
    for one in told.errors:  # an id that stands in two kinds: nobody knows which one is meant
        name = one.location.path.rstrip("/").rpartition("/")[2]
        library.faults[name] = (*library.faults.get(name, ()), one)
    return library


def add_subjects(library: Library, only: set[str] | None, problems: Problems) -> list[Subject]:
    """Read the subjects in ``only`` (None: all) that the library has not read yet; return them, also those in part.

    Those without faults are in the library then.
    """
    for name in sorted(only or ()):
        if name not in library.known:
            problems.error(
                "unknown-subject",
                Location(library.folder.name),
                f'there is no subject "{name}"',
                nearest(name, list(library.known)),
            )
    asked = library.asked or frozenset()
    made: list[Subject] = []
    for name, kind in library.known.items():
        if name in asked or (only is not None and name not in only):
            continue
        found = Problems()
        subject = load_subject(library, kind, library.folder / kind / name, found)
        problems.extend(found)
        if found.has_errors:
            library.faults[name] = library.faults.get(name, ()) + tuple(found.errors)
        if subject is not None:
            made.append(subject)
            if name not in library.unread:
                library.subjects[name] = subject
    library.asked = None if only is None else asked | only
    told = Problems()
    read_sources(library, made, told)
    problems.extend(told)
    if told.has_errors:
        library.shared_faults["sources"] = library.shared_faults.get("sources", ()) + tuple(told.errors)
    return made


def files_of(library: Library) -> list[str]:
    """Return the files that a library was read from, as they are told to a person."""
    folder, words = library.folder, f"{library.language}.yaml"
    paths = [folder / "references.yaml", folder / "images" / "images.yaml", folder / "images" / words]
    paths += [folder / part / name for part in ("glossary", "signs") for name in ("facts.yaml", words)]
    asked = library.known if library.asked is None else library.asked
    return [shown_path(path, folder) for path in paths] + _files_of_subjects(library, asked)


def files_in_part(library: Library) -> list[str]:
    """Return the files of the subjects that have faults, as they are told to a person."""
    asked = library.known if library.asked is None else library.asked
    return _files_of_subjects(library, set(asked) - set(library.subjects))


def _files_of_subjects(library: Library, names: Collection[str]) -> list[str]:
    folder, halves = library.folder, ("facts.yaml", f"{library.language}.yaml")
    return [
        shown_path(folder / kind / name / half, folder)
        for name, kind in library.known.items()
        if name in names
        for half in halves
    ]
