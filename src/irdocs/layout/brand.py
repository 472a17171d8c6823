"""A brand: colours, face, logo, contacts, local policies and the sentences that it may replace."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from irdocs.model.parts import RANKS, Rank
from irdocs.model.policy import SLOTS
from irdocs.problems import Location, Problems, nearest
from irdocs.reading.toml_data import TABLE, TABLES, TEXT, Kind, check_kinds
from irdocs.reading.toml_files import place_of, read_toml
from irdocs.typeset.palette import COLOURS, DECK_PAIRS, PAIRS, contrast, deck_scheme

CONTACTS = ("day", "night", "department", "department-hours", "pals", "formats", "email", "web")
"""What a contact block can hold."""

OVERRIDES = (
    "leaflet.service",
    "leaflet.audience",
    "leaflet.purpose",
    "leaflet.stay-note",
    "contact.department",
    "contact.pals",
    "contact.formats",
    "contact.qr",
    "safety.now",
    "safety.same-day",
    "safety.emergency-aside",
)
"""The sentences of the locale that a brand may say in its own words."""

KEYS = (
    "publisher",
    "face",
    "headings",
    "logo",
    "deck",
    "colours",
    "contact",
    "policy",
    "override",
    "safety",
    "control",
    "stay",
)

TYPES: Mapping[str, Kind] = {
    **dict.fromkeys(("publisher", "face", "headings", "logo", "deck"), TEXT),
    **dict.fromkeys(("colours", "contact", "safety", "stay", "control"), TABLE),
    **dict.fromkeys(("policy", "override"), TABLES),
}
TEXTS_ONLY: Mapping[str, Kind] = {"*": TEXT}
FACES = ("Public Sans", "Arimo")
HEADINGS = ("questions", "statements")


@dataclass(frozen=True)
class Brand:
    """One hospital's look and words."""

    name: str
    folder: Path
    shown: str
    """Its brand.toml, as told to a person."""
    publisher: str = ""
    face: str = "Public Sans"
    headings: str = ""
    """"questions" or "statements" in place of the layout's choice."""
    logo: Path | None = None
    deck: Path | None = None
    """Its PowerPoint template."""
    colours: Mapping[str, str] = field(default_factory=lambda: dict(COLOURS))
    contact: Mapping[str, str] = field(default_factory=dict)
    policy: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Language -> slot -> words."""
    override: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Language -> key of the locale -> words."""
    safety: Mapping[str, Rank] = field(default_factory=dict)
    """"subject/red-flag" -> a stricter rank."""
    stay: Mapping[str, str] = field(default_factory=dict)
    """The hospital stay at a glance: `value` (11 characters at most) and `note`."""
    control: Mapping[str, Any] = field(default_factory=dict)
    """What the control block shows: `code`, `lay-reviewer`, `publisher` (true or false)."""


def find_brands(layouts: Path) -> list[str]:
    """Return the names of the brands in a layouts folder."""
    return sorted(path.parent.name for path in (layouts / "brands").glob("*/brand.toml"))


def load_brand(layouts: Path, name: str, problems: Problems) -> Brand | None:
    """Read a brand and check it: known keys, contrast of the palette, nothing looser. Returns None where it cannot be read."""
    folder = layouts / "brands" / name
    path = folder / "brand.toml"
    shown = f"{layouts.name}/brands/{name}/brand.toml"
    if not path.is_file():
        problems.error(
            "unknown-brand", Location(shown), f'there is no brand "{name}"', nearest(name, find_brands(layouts))
        )
        return None
    data = read_toml(path, shown, problems)
    if data is None:
        return None

    def at(key: str) -> Location:
        return place_of(path, shown, key)

    before = len(problems.errors)
    for key in data:
        if key not in KEYS:
            problems.error("unknown-key", at(key), f'"{key}" is not a key of a brand', nearest(key, list(KEYS)))
    check_kinds(data, TYPES, at, problems)
    for name in ("colours", "contact", "safety", "stay"):
        if isinstance(data.get(name), dict):
            check_kinds(data[name], TEXTS_ONLY, at, problems)
    for name in ("policy", "override"):
        for table in data.get(name, {}).values() if isinstance(data.get(name), dict) else ():
            check_kinds(table if isinstance(table, dict) else {}, TEXTS_ONLY, at, problems)
    if any(one.rule == "wrong-type" and one.location.path == shown for one in problems):
        return None
    for key, known in (("face", FACES), ("headings", HEADINGS)):
        if data.get(key, known[0]) not in known:
            problems.error(
                f"unknown-{key}", at(key), f'{key}: "{data[key]}" is not known', nearest(data[key], list(known))
            )
    colours = _colours(data.get("colours", {}), at, problems)
    contact = {str(key): str(value) for key, value in data.get("contact", {}).items()}
    for key in contact:
        if key not in CONTACTS:
            problems.error("unknown-key", at(key), f'"{key}" is not a contact', nearest(key, list(CONTACTS)))
    if contact.get("web") and not contact["web"].startswith("https://"):
        problems.error("bad-address", at("web"), "the address of the web edition must begin with https://")
    override = {str(language): dict(table) for language, table in data.get("override", {}).items()}
    for table in override.values():
        for key in table:
            if key not in OVERRIDES:
                problems.error(
                    "not-overridable", at(key), f'a brand cannot replace "{key}"', f"it may: {', '.join(OVERRIDES)}"
                )
    policy = {str(language): dict(table) for language, table in data.get("policy", {}).items()}
    for table in policy.values():
        for slot in table:
            if slot not in SLOTS:
                problems.error(
                    "unknown-policy", at(slot), f'there is no local policy "{slot}"', nearest(slot, list(SLOTS))
                )
    brand = Brand(
        name=folder.name,
        folder=folder,
        shown=shown,
        publisher=str(data.get("publisher", "")),
        face=str(data.get("face", "Public Sans")),
        headings=str(data.get("headings", "")),
        logo=_file(folder, data, "logo", at, problems),
        deck=_file(folder, data, "deck", at, problems),
        colours=colours,
        contact=contact,
        policy=policy,
        override=override,
        safety=_ranks(data.get("safety", {}), at, problems),
        stay={str(key): str(value) for key, value in data.get("stay", {}).items()},
        control=dict(data.get("control", {})),
    )
    return brand if len(problems.errors) == before else None


def _colours(table: Mapping[str, Any], at: Any, problems: Problems) -> dict[str, str]:
    colours = dict(COLOURS)
    for token, value in table.items():
        if token not in COLOURS:
            problems.error(
                "unknown-colour", at(token), f'"{token}" is not a colour of the palette', nearest(token, list(COLOURS))
            )
        elif not re.fullmatch(r"#[0-9A-Fa-f]{6}", str(value)):
            problems.error("bad-colour", at(token), f'"{value}" is not a colour', 'write it as "#0B5868"')
        else:
            colours[token] = str(value).upper()
    scheme = deck_scheme(colours)
    shown = [(one, ground, least, contrast(colours[one], colours[ground])) for one, ground, least in PAIRS]
    # Whether the brand has a template of its own or not: it may drop it, and its palette must then serve a deck.
    shown += [(one, ground, least, contrast(scheme[a], scheme[b])) for a, b, least, one, ground in DECK_PAIRS]
    for one, ground, least, ratio in shown:
        if ratio < least and (one in table or ground in table):
            problems.error(
                "low-contrast",
                at(one if one in table else ground),
                f"{one} on {ground} has a contrast of {ratio:.1f} to 1",
                f"it needs {least} to 1 (WCAG 2.2): make one of them darker or lighter",
            )
    return colours


def _file(folder: Path, data: Mapping[str, Any], key: str, at: Any, problems: Problems) -> Path | None:
    name = data.get(key)
    if not name:
        return None
    path = folder / str(name)
    if folder.resolve() not in path.resolve().parents:
        problems.error(
            "outside", at(key), f'"{name}" lies outside the folder of the brand', "put the file beside brand.toml"
        )
        return None
    if not path.is_file():
        problems.error("no-file", at(key), f'there is no file "{name}"', "put it beside brand.toml")
        return None
    return path


def _ranks(table: Mapping[str, Any], at: Any, problems: Problems) -> dict[str, Rank]:
    ranks: dict[str, Rank] = {}
    known = [rank.value for rank in RANKS]
    for key, value in table.items():
        if value in known:
            ranks[str(key)] = Rank(value)
        else:
            problems.error("unknown-rank", at(key), f'"{value}" is not a rank', ", ".join(known))
    return ranks


def stricter(record: Rank, wish: Rank) -> bool:
    """Whether a brand's rank is at least as strict as the record's: it may be raised, never lowered."""
    return RANKS.index(wish) <= RANKS.index(record)
