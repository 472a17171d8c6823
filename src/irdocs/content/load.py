"""Folders of content -> subjects, terms, drawings and references, with every fault at its place.

A subject is a folder with two halves: `facts.yaml`, true in every language, and one file of words per language. Both
are one tree, merged by key before it becomes the model.
"""

import dataclasses
from pathlib import Path
from typing import TypeVar

from irdocs.content.library import Library
from irdocs.content.model import KINDS, Drawing, Subject, Term
from irdocs.content.quantities import Quantity
from irdocs.content.sources import find_sources, read_sources
from irdocs.content.structure import structure
from irdocs.content.yaml_data import Mapping, locate, read_yaml, shown_path
from irdocs.problems import Location, Problems, nearest

T = TypeVar("T")


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
            found[place.name] = (kind, place)
    return found


def load_subject(library: Library, kind: str, place: Path, problems: Problems) -> Subject | None:
    """Read one subject. Returns None, with the faults told, where it cannot be made."""
    folder, language = library.folder, library.language
    facts = read_yaml(place / "facts.yaml", shown_path(place / "facts.yaml", folder), problems)
    words_path = place / f"{language}.yaml"
    words = read_yaml(words_path, shown_path(words_path, folder), problems)
    if facts is None or words is None:
        return None
    merged = merge(facts, words, problems)
    before = len(problems.errors)
    made = structure(merged, KINDS[kind], problems)
    if made is None or len(problems.errors) > before:
        return None
    library.places[place.name] = merged
    return dataclasses.replace(
        made,
        id=place.name,
        language=language,
        at=facts.at,
        words_at=words.at,
        due_at=locate(merged, ("review", "due")),
        quantities=_named(made.quantities),
    )


def _named(quantities: dict[str, Quantity]) -> dict[str, Quantity]:
    return {name: dataclasses.replace(one, name=name, several=_named(one.several)) for name, one in quantities.items()}


def merge(facts: Mapping, words: Mapping, problems: Problems) -> Mapping:
    """Lay the words of a language over the facts: mappings meet by key, in the order of the facts; a leaf stands once."""
    merged = Mapping(facts.at)
    merged.words_at = words.at
    for source in (facts, words):
        for key, value in source.items():
            at, key_at = source.values_at[key], source.keys_at[key]
            if key not in merged or merged[key] is None:
                merged[key], merged.values_at[key] = value, at
                merged.keys_at[key] = key_at
                continue
            if value is None:
                continue
            present = merged[key]
            if isinstance(present, Mapping) and isinstance(value, Mapping):
                merged[key] = merge(present, value, problems)
                continue
            problems.error(
                "in-both-halves",
                key_at,
                f'"{key}" also stands in {merged.keys_at[key]}',
                "a value is typed once: in facts.yaml if it is true in every language, else with the words",
            )
    return merged


def _load_entries(
    folder: Path, path: Path, kind: type[T], language: str, problems: Problems, *, halves: bool
) -> dict[str, T]:
    """Read a file (or the two halves of it) that maps ids to entries of one kind."""
    if halves:
        facts_path, words_path = path / "facts.yaml", path / f"{language}.yaml"
        if not facts_path.exists():
            return {}
        facts = read_yaml(facts_path, shown_path(facts_path, folder), problems)
        words = read_yaml(words_path, shown_path(words_path, folder), problems)
        if facts is None or words is None:
            return {}
        data = merge(facts, words, problems)
    else:
        if not path.exists():
            return {}
        one = read_yaml(path, shown_path(path, folder), problems)
        if one is None:
            return {}
        data = one
    made: dict[str, T] = {}
    for key, value in data.items():
        if not isinstance(value, Mapping):
            problems.error(
                "wrong-type", data.values_at[key], f"{key}: keys and values are wanted", "write `key: value`"
            )
            continue
        entry = structure(value, kind, problems)
        if entry is not None:
            made[str(key)] = dataclasses.replace(entry, id=str(key), at=data.keys_at[key])  # type: ignore[type-var]
    return made


def load_terms(folder: Path, language: str, problems: Problems) -> dict[str, Term]:
    """Read the glossary."""
    return _load_entries(folder, folder / "glossary", Term, language, problems, halves=True)


def load_drawings(folder: Path, language: str, problems: Problems) -> dict[str, Drawing]:
    """Read what the drawings show: `content/images/images.yaml`."""
    return _load_entries(folder, folder / "images" / "images.yaml", Drawing, language, problems, halves=False)


def open_library(folder: Path, language: str, problems: Problems) -> Library:
    """Read what subjects share: references, terms, drawings; and find the subjects, without reading them."""
    library = Library(folder, language, asked=frozenset())
    if not folder.is_dir():
        problems.error(
            "no-content", Location(folder.as_posix()), "there is no content folder here", "see `irdocs init`"
        )
        return library
    find_sources(library, problems)
    library.terms = load_terms(folder, language, problems)
    library.drawings = load_drawings(folder, language, problems)
    library.known = {name: kind for name, (kind, _) in find_subjects(folder, problems).items()}
    return library


def add_subjects(library: Library, only: set[str] | None, problems: Problems) -> list[Subject]:
    """Read the subjects in ``only`` (None: all) that the library has not read yet; return those that could be read."""
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
        subject = load_subject(library, kind, library.folder / kind / name, problems)
        if subject is not None:
            library.subjects[name] = subject
            made.append(subject)
    library.asked = None if only is None else asked | only
    read_sources(library, made, problems)
    return made


def files_of(library: Library) -> list[str]:
    """Return the files that a library was read from, as they are told to a person."""
    folder, words = library.folder, f"{library.language}.yaml"
    paths = [folder / "references.yaml", folder / "images" / "images.yaml"]
    paths += [folder / "glossary" / "facts.yaml", folder / "glossary" / words]
    for name, kind in library.known.items():
        if library.asked is None or name in library.asked:
            paths += [folder / kind / name / "facts.yaml", folder / kind / name / words]
    return [shown_path(path, folder) for path in paths]
