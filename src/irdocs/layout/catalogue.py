"""Finds layouts and reads what each says of itself: for which kinds of subject, in which formats and variants."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from irdocs.content.model import KINDS
from irdocs.layout.toml_data import place_of, read_toml
from irdocs.problems import Location, Problems, nearest

FORMATS = ("pdf", "pptx", "gift", "qti")
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
    "type",
    "space",
    "variants",
)


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

    def table(self, variant: str) -> Mapping[str, Any]:
        """Return the tables of a variant: those of the layout with the variant's laid over them."""
        merged: dict[str, Any] = {key: dict(value) for key, value in self.tables.items()}
        for key in ("page", "type", "space"):
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
        tables={key: data.get(key, {}) for key in ("page", "type", "space")},
        edition=str(data.get("edition", "a4")),
        variants=data.get("variants", {}),
    )
