"""Finds layouts and reads what each says of itself: for which kinds of subject, in which formats and variants."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from irdocs.layout.formats import Format
from irdocs.layout.look import LOOK_KEYS, NEEDED_ROLES, Edition, Look, Variant
from irdocs.model.records import KINDS
from irdocs.problems import Location, Problems, nearest
from irdocs.reading.fields import internal, setting
from irdocs.reading.placed import Mapping, locate, locate_key, overlay
from irdocs.reading.structure import structure
from irdocs.reading.toml_data import read_toml
from irdocs.reading.unreadable import Unread

NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""What names a layout, a brand or a variant: it becomes part of the name of a file."""


class DocumentKind(StrEnum):
    """What sort of document a layout makes."""

    LEAFLET = "leaflet"
    BOOKLET = "booklet"
    TRIFOLD = "trifold"
    EASY_READ = "easy-read"
    DECK = "deck"
    HANDOUT = "handout"
    QUESTIONS = "questions"


class HeadingSet(StrEnum):
    """The two sets of headings of a language."""

    QUESTIONS = "questions"
    STATEMENTS = "statements"


class FieldKind(StrEnum):
    """What may stand in a column of a table of people."""

    TEXT = "text"
    PARAGRAPHS = "paragraphs"
    DATE = "date"
    TIME = "time"


@dataclass(frozen=True)
class Field:
    """What a personal layout says of one person: a column of the table of people."""

    kind: FieldKind = setting("text (one line), paragraphs, date (2026-11-24) or time (09:30).", FieldKind.TEXT)
    most: int = setting("Characters at most.", 200)
    needed: bool = setting("Whether every person must have it.", True)


@dataclass(frozen=True)
class Layout(Look):
    """A folder in `layouts/`, as its layout.toml says it."""

    name: str = internal("")
    folder: Path = internal(Path())
    shown: str = internal("")
    """Its layout.toml, as a person sees it in a message."""
    data: Mapping = internal(None)
    """What was read, with the place of everything in it."""
    bases: tuple[str, ...] = internal(())
    """The layouts that it extends, the nearest first."""
    extends: str = setting("A layout whose values hold where this one says nothing.", "")
    description: str = setting("A line for `irdocs list layouts`.", "")
    serves: tuple[str, ...] = setting("Kinds of subject.", choices=KINDS)
    formats: tuple[Format, ...] = setting("Formats of the finished files.")
    kind: DocumentKind = setting("What sort of document it is.", DocumentKind.LEAFLET)
    headings: HeadingSet = setting("The set of headings.", HeadingSet.QUESTIONS)
    sources: bool = setting("Whether the sources are listed in it.", True)
    variants: dict[str, Variant] = internal(dict)
    fields: dict[str, Field] = setting("What a personal layout says of a person: `irdocs pack` makes it.", dict)
    desk: bool = setting("Whether it is made for reviewers by `irdocs review --copy`, and never by a build.", False)

    def at(self, *path: str) -> Location:
        """Return the place of a key of its layout.toml, as far as the path can be followed."""
        return locate_key(self.data, *path)

    @property
    def built(self) -> bool:
        """Whether a build makes it."""
        return not self.fields and not self.desk

    def look(self, variant: str) -> Look:
        """Return the page, type, gaps and editions of a variant; those of the layout itself for "" and unknown ones."""
        return self.variants.get(variant, self)

    def edition_of(self, variant: str) -> Edition:
        """Return the edition (a4, large, a5, dl, ...) of a variant."""
        return self.look(variant).edition


@dataclass(frozen=True)
class _LayoutFile(Layout):
    """A layout as its file says it: the variants are still tables, to be laid over what the layout says itself."""

    variants: dict[str, Any] = setting("What differs in each variant.", dict)


@dataclass(frozen=True)
class _Variants:
    """The tables of all variants, each laid over the layout's own."""

    variants: dict[str, Variant] = setting("What differs in each variant.", dict)


def find_layouts(layouts: Path) -> list[str]:
    """Return the names of the layouts in a folder."""
    return sorted(path.parent.name for path in layouts.glob("*/layout.toml"))


def load_layout(layouts: Path, name: str, problems: Problems) -> Layout | None:
    """Read a layout. Returns None, with every fault reported, where it cannot be used."""
    before = len(problems.errors)
    shown = f"{layouts.name}/{name}/layout.toml"
    if not NAME.fullmatch(name) or not (layouts / name / "layout.toml").exists():
        known = find_layouts(layouts)
        problems.error("unknown-layout", Location(shown), f'there is no layout "{name}"', nearest(name, known))
        return None
    bases: list[str] = []
    data = _with_bases(layouts, name, bases, problems)
    if data is None:
        return None
    made = structure(data, _LayoutFile, problems)
    found = _variants(data, problems)
    if made is not None:
        _check(made[0], made[1], data, problems)
    if made is None or found is None or len(problems.errors) > before:
        return None
    return replace(
        made[0], variants=found, name=name, folder=layouts / name, shown=shown, data=data, bases=tuple(bases)
    )


def _with_bases(layouts: Path, name: str, bases: list[str], problems: Problems) -> Mapping | None:
    """Return the data of a layout, laid over those of the layouts that it extends, whose names go to ``bases``."""
    data = read_toml(layouts / name / "layout.toml", f"{layouts.name}/{name}/layout.toml", problems)
    base = data.get("extends") if data is not None else None
    if data is None or not isinstance(base, str):  # what is no text is reported with the rest
        return data
    at, known = locate(data, ("extends",)), [one for one in find_layouts(layouts) if one != name]
    if base in (name, *bases):
        problems.error("extends-itself", at, f'"{base}" extends itself, by way of others or not', "extend another one")
        return data
    if base not in known:
        problems.error("unknown-layout", at, f'extends: there is no layout "{base}"', nearest(base, known))
        return data
    bases.append(base)
    below = _with_bases(layouts, base, bases, problems)
    if below is None:
        return data
    below.pop("extends", None)
    return overlay(below, data)


def _variants(data: Mapping, problems: Problems) -> dict[str, Variant] | None:
    """Return the variants of a layout, each table laid over the layout's own, whose faults are out of it by now."""
    own = Mapping(data.at)
    for key in LOOK_KEYS:
        if key in data:
            own.put(key, data[key], data.keys_at.get(key, data.at), data.values_at.get(key, data.at))
    tables = data.get("variants", Mapping(data.at))
    laid = Mapping(tables.at)
    for name, table in tables.items():
        at = tables.keys_at[name]
        if not NAME.fullmatch(name):
            problems.error("bad-id", at, f'"{name}" cannot name a variant', "use small letters, digits and hyphens")
        one = overlay(own, table) if isinstance(table, Mapping) else table
        laid.put(name, one, at, tables.values_at[name])
    holder = Mapping(data.at)
    holder.put("variants", laid, data.keys_at.get("variants", data.at), data.values_at.get("variants", data.at))
    made = structure(holder, _Variants, problems)
    return made[0].variants if made is not None else None


def _check(layout: Layout, unread: Unread, data: Mapping, problems: Problems) -> None:
    """Check what no single value shows: that something is served, and every role of text on paper has a style."""
    for key, known in (("serves", list(KINDS)), ("formats", [str(one) for one in Format])):
        if data.get(key) == [] and (key,) not in unread:
            hint = f"name one or more of: {', '.join(known)}"
            problems.error("missing-key", data.values_at[key], f'"{key}" is empty', hint)
    missing = [role for role in NEEDED_ROLES if role not in data.get("type", {})]
    if Format.PDF in layout.formats and missing and ("type",) not in unread:
        at = locate(data, ("type",))
        hint = 'add each with its size and leading, or write extends = "leaflet" at the top'
        problems.error("missing-key", at, f"[type] has no style for: {', '.join(missing)}", hint)
