"""Finds layouts and reads what each says of itself: for which kinds of subject, in which formats and variants."""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from irdocs.layout.formats import Format
from irdocs.model.records import KINDS
from irdocs.problems import Location, Problems, nearest
from irdocs.reading.toml_data import FLAG, NUMBER, TABLE, TABLES, TEXT, TEXTS, Kind, check_kinds
from irdocs.reading.toml_files import place_of, read_toml
from irdocs.typeset.theme import PageGeometry

FORMATS = tuple(map(str, Format))
KEYS = (
    "description",
    "serves",
    "formats",
    "kind",
    "edition",
    "headings",
    "sources",
    "also",
    "page",
    "pages",
    "budgets",
    "type",
    "space",
    "variants",
    "fields",
    "desk",
)

TYPES: Mapping[str, Kind] = {
    **dict.fromkeys(("description", "kind", "edition", "headings"), TEXT),
    **dict.fromkeys(("serves", "formats", "also"), TEXTS),
    "sources": FLAG,
    "desk": FLAG,
    "page": TABLE,
    "pages": TABLE,
    "budgets": TABLES,
    "type": TABLES,
    "space": TABLE,
    "variants": TABLES,
    "fields": TABLES,
}
FIELD: Mapping[str, Kind] = {"kind": TEXT, "most": NUMBER, "needed": FLAG}
FIELD_KINDS = ("text", "paragraphs", "date", "time")
STYLE: Mapping[str, Kind] = {
    "size": NUMBER, "leading": NUMBER, "bold": FLAG, "colour": TEXT, "tracking": NUMBER,
}  # fmt: skip
LENGTHS = ("width_mm", "height_mm", "wide_left_mm", "text_left_mm", "right_mm", "top_mm", "content_end_mm")
"""The lengths that every page needs."""


@dataclass(frozen=True)
class Field:
    """What a personal layout says of one person: a column of the table of people."""

    kind: str = "text"
    """text (one line) | paragraphs | date (2026-11-24) | time (09:30)."""
    most: int = 200
    """Characters."""
    needed: bool = True


@dataclass(frozen=True)
class Layout:
    """A folder in `layouts/`."""

    name: str
    folder: Path
    shown: str
    """Its layout.toml, as told to a person."""
    description: str
    serves: tuple[str, ...]
    """Kinds of subject: procedures, conditions, topics, courses."""
    formats: tuple[str, ...]
    kind: str
    """Kind of document: leaflet, booklet, trifold, easy-read, deck, questions, handout."""
    headings: str
    sources: bool
    """Whether the sources are listed in it."""
    also: tuple[str, ...]
    """Editions made beside the screen file without being asked for: "black", "press"."""
    tables: Mapping[str, Any]
    """[page], [type] and [space] of the layout itself."""
    edition: str
    variants: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    fields: Mapping[str, Field] = field(default_factory=dict)
    """What it says of a person. A layout with fields is made for people by `irdocs pack`, and never by a build."""
    desk: bool = False
    """Whether it is made for reviewers by `irdocs review --copy`, and never by a build."""

    @property
    def built(self) -> bool:
        """Whether a build makes it."""
        return not self.fields and not self.desk

    def table(self, variant: str) -> Mapping[str, Any]:
        """Return the tables of a variant: those of the layout with the variant's laid over them."""
        merged: dict[str, Any] = {key: dict(value) for key, value in self.tables.items()}
        for key in ("page", "pages", "budgets", "type", "space"):
            for name, value in self.variants.get(variant, {}).get(key, {}).items():
                merged.setdefault(key, {})[name] = value
        return merged

    def edition_of(self, variant: str) -> str:
        """Return the edition (a4, large, a5, dl, ...) of a variant."""
        return str(self.variants.get(variant, {}).get("edition", self.edition))


def find_layouts(layouts: Path) -> list[str]:
    """Return the names of the layouts in a folder."""
    return sorted(path.parent.name for path in layouts.glob("*/layout.toml"))


def load_layout(layouts: Path, name: str, problems: Problems) -> Layout | None:
    """Read a layout. Returns None, with the faults told, where it cannot be used."""
    folder = layouts / name
    path = folder / "layout.toml"
    shown = f"{layouts.name}/{name}/layout.toml"
    if not path.is_file():
        problems.error(
            "unknown-layout", Location(shown), f'there is no layout "{name}"', nearest(name, find_layouts(layouts))
        )
        return None
    data = read_toml(path, shown, problems)
    if data is None:
        return None
    before = len(problems.errors)
    for key in data:
        if key not in KEYS:
            problems.error(
                "unknown-key", place_of(path, shown, key), f'"{key}" is not a key of a layout', nearest(key, list(KEYS))
            )
    check_kinds(data, TYPES, lambda key: place_of(path, shown, key), problems)
    if len(problems.errors) > before:
        return None
    for variant in ({}, *data.get("variants", {}).values()):
        _check_tables(data, variant, lambda key: place_of(path, shown, key), problems)
    for key, known in (("serves", tuple(KINDS)), ("formats", FORMATS)):
        values = data.get(key)
        if not values:
            problems.error(
                "missing-key", Location(shown, 1, 1), f'"{key}" is missing', f"name one or more of: {', '.join(known)}"
            )
            continue
        for value in values:
            if value not in known:
                problems.error(
                    "unknown-choice",
                    place_of(path, shown, key),
                    f'{key}: "{value}" is not known',
                    nearest(str(value), list(known)),
                )
    fields = _fields(data.get("fields", {}), lambda key: place_of(path, shown, key), problems)
    if len(problems.errors) > before:
        return None
    return Layout(
        name=name,
        folder=folder,
        shown=shown,
        description=str(data.get("description", "")),
        serves=tuple(data["serves"]),
        formats=tuple(data["formats"]),
        kind=str(data.get("kind", "leaflet")),
        headings=str(data.get("headings", "questions")),
        sources=bool(data.get("sources", True)),
        also=tuple(data.get("also", ())),
        tables={key: data.get(key, {}) for key in ("page", "pages", "budgets", "type", "space")},
        edition=str(data.get("edition", "a4")),
        variants=data.get("variants", {}),
        fields=fields,
        desk=bool(data.get("desk", False)),
    )


def _fields(table: Mapping[str, Any], at: Callable[[str], Location], problems: Problems) -> dict[str, Field]:
    """Read what a personal layout says of a person."""
    fields: dict[str, Field] = {}
    for name, entry in table.items():
        place = at(f"fields.{name}")
        for key in entry:
            if key not in FIELD:
                problems.error("unknown-key", place, f'"{key}" is not a key of a field', nearest(key, list(FIELD)))
        check_kinds(entry, FIELD, lambda _, place=place: place, problems)  # type: ignore[misc]
        kind = entry.get("kind", "text")
        if kind not in FIELD_KINDS:
            problems.error("unknown-choice", place, f'{name}: "{kind}" is not known', nearest(kind, list(FIELD_KINDS)))
        fields[name] = Field(str(kind), int(entry.get("most", 200)), bool(entry.get("needed", True)))
    return fields


def _check_tables(
    data: Mapping[str, Any], variant: Mapping[str, Any], at: Callable[[str], Location], problems: Problems
) -> None:
    """Check lengths and type of a layout, or of a variant laid over it."""
    check_kinds(variant, TYPES, at, problems)
    page = {**data.get("page", {}), **_table(variant, "page")}
    known = {one.name for one in dataclasses.fields(PageGeometry)}
    check_kinds(page, {"*": NUMBER}, at, problems)
    for key in page:
        if key not in known:
            problems.error("unknown-key", at(key), f'"{key}" is not a length of a page', nearest(key, sorted(known)))
    missing = [key for key in LENGTHS if key not in page]
    if missing:
        where = at("page") if "page" in data else at("page")._replace(line=1, column=1)
        told = ", ".join(missing)
        problems.error("missing-key", where, f"the page has no {told}", "add them under [page], in millimetres")
    for name, style in {**data.get("type", {}), **_table(variant, "type")}.items():
        if isinstance(style, dict):
            check_kinds(style, STYLE, lambda _, name=name: at(name), problems)  # type: ignore[misc]
            for key in ("size", "leading"):
                if key not in style:
                    problems.error("missing-key", at(name), f'the type "{name}" has no "{key}"', "add it, in points")


def _table(variant: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = variant.get(key, {})
    return value if isinstance(value, dict) else {}
