"""A brand: colours, face, logo, contacts, local policies and the sentences that it may replace."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from irdocs.layout.catalogue import NAME, HeadingSet
from irdocs.model.locale import FOLDER, languages
from irdocs.model.parts import RANKS, Rank
from irdocs.model.policy import SLOTS
from irdocs.problems import Location, Problems, nearest
from irdocs.reading.fields import internal, setting
from irdocs.reading.placed import Mapping, locate, locate_key
from irdocs.reading.prose import Words, parse_prose
from irdocs.reading.structure import structure
from irdocs.reading.toml_data import read_toml
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


class Typeface(StrEnum):
    """The faces that irdocs carries."""

    PUBLIC_SANS = "Public Sans"
    ARIMO = "Arimo"


@dataclass(frozen=True)
class Stay:
    """The hospital stay at a glance."""

    value: str = setting("A few words: 11 characters at most.", "")
    note: str = setting("A line below it.", "")


@dataclass(frozen=True)
class Brand:
    """One hospital's look and words, as its brand.toml says them."""

    name: str = internal("")
    folder: Path = internal(Path())
    shown: str = internal("")
    """Its brand.toml, as a person sees it in a message."""
    data: Mapping = internal(None)
    """What was read, with the place of everything in it."""
    publisher: str = setting("The name on the copyright line.", "")
    face: Typeface = setting("The typeface.", Typeface.PUBLIC_SANS)
    headings: HeadingSet | None = setting("The set of headings, in place of the layout's choice.", None)
    logo: Path | None = setting("The file of the logo.", None)
    deck: Path | None = setting("The PowerPoint template.", None)
    colours: dict[str, str] = setting("Colours of the palette.", dict, keys=(COLOURS,))
    contact: dict[str, str] = setting("Contacts.", dict, keys=(CONTACTS,))
    policy: dict[str, dict[str, str]] = setting("Local policies.", dict, keys=(None, SLOTS))
    override: dict[str, dict[str, str]] = setting("Sentences that a brand may replace.", dict, keys=(None, OVERRIDES))
    safety: dict[str, Rank] = setting('"subject/red-flag" and a stricter rank.', dict)
    stay: Stay | None = setting("The hospital stay at a glance.", None)

    def at(self, *path: str) -> Location:
        """Return the place of a key of its brand.toml, as far as the path can be followed."""
        return locate_key(self.data, *path)


def find_brands(layouts: Path) -> list[str]:
    """Return the names of the brands in a layouts folder."""
    return sorted(path.parent.name for path in (layouts / "brands").glob("*/brand.toml"))


def load_brand(layouts: Path, name: str, problems: Problems, locales: Path = FOLDER) -> Brand | None:
    """Read a brand and check it. Returns None, with every fault reported, where it cannot be used.

    ``locales`` is the folder of the languages that the project keeps itself.
    """
    before = len(problems.errors)
    folder, shown = layouts / "brands" / name, f"{layouts.name}/brands/{name}/brand.toml"
    if not NAME.fullmatch(name) or not (folder / "brand.toml").exists():
        known = find_brands(layouts)
        problems.error("unknown-brand", Location(shown), f'there is no brand "{name}"', nearest(name, known))
        return None
    data = read_toml(folder / "brand.toml", shown, problems)
    made = structure(data, Brand, problems) if data is not None else None
    if data is None or made is None:
        return None
    brand = made[0]
    _check_words(brand, data, languages(locales), problems)
    colours = _colours(brand.colours, data, problems)
    if not brand.contact.get("web", "https://").startswith("https://") and brand.contact["web"]:
        at = locate(data, ("contact", "web"))
        problems.error("bad-address", at, "the address of the web edition must begin with https://", "write it whole")
    logo, deck = (_file(folder, path, locate(data, (key,)), problems) for key, path in _files_of(brand))
    if len(problems.errors) > before:
        return None
    return replace(brand, name=name, folder=folder, shown=shown, data=data, colours=colours, logo=logo, deck=deck)


def _check_words(brand: Brand, data: Mapping, known: list[str], problems: Problems) -> None:
    """Report words of a language that there is none of, and markup: the words of a brand are printed as they are typed."""
    for part, tables in (("policy", brand.policy), ("override", brand.override)):
        for language, table in tables.items():
            if language not in known:
                at, told = locate_key(data, part, language), f'there are no fixed words for the language "{language}"'
                problems.error("unknown-language", at, told, nearest(language, known))
            for key, text in table.items():
                at = locate(data, (part, language, key))
                if any(not isinstance(span, Words) for span in parse_prose(text, at, problems).spans):
                    told = f'"{key}" has markup, which would be printed as it is typed'
                    problems.error("brand-markup", at, told, "write it in plain words")


def _files_of(brand: Brand) -> tuple[tuple[str, Path | None], ...]:
    return ("logo", brand.logo), ("deck", brand.deck)


def _colours(table: dict[str, str], data: Mapping, problems: Problems) -> dict[str, str]:
    """Return the whole palette of a brand; a colour that is none, and too little contrast, are errors."""
    colours = dict(COLOURS)
    for token, value in table.items():
        if not re.fullmatch(r"#[0-9A-Fa-f]{6}", value):
            at = locate(data, ("colours", token))
            problems.error("bad-colour", at, f'"{value}" is not a colour', 'write it as "#0B5868"')
        elif token in COLOURS:
            colours[token] = value.upper()
    scheme = deck_scheme(colours)
    shown = [(one, ground, least, contrast(colours[one], colours[ground])) for one, ground, least in PAIRS]
    # Whether the brand has a template of its own or not: it may drop it, and its palette must then serve a deck.
    shown += [(one, ground, least, contrast(scheme[a], scheme[b])) for a, b, least, one, ground in DECK_PAIRS]
    for one, ground, least, ratio in shown:
        if ratio < least and (one in table or ground in table):
            problems.error(
                "low-contrast",
                locate(data, ("colours", one if one in table else ground)),
                f"{one} on {ground} has a contrast of {ratio:.1f} to 1",
                f"it needs {least} to 1 (WCAG 2.2): make one of them darker or lighter",
            )
    return colours


def _file(folder: Path, name: Path | None, at: Location, problems: Problems) -> Path | None:
    """Return a file beside brand.toml; None where there is none, or none is named."""
    if name is None or not name.parts:
        return None
    path = folder / name
    if folder.resolve() not in path.resolve().parents:
        problems.error(
            "outside", at, f'"{name}" lies outside the folder of the brand', "put the file beside brand.toml"
        )
        return None
    if not path.is_file():
        problems.error("no-file", at, f'there is no file "{name}"', "put it beside brand.toml")
        return None
    return path


def stricter(record: Rank, wish: Rank) -> bool:
    """Whether a brand's rank is at least as strict as the record's: it may be raised, never lowered."""
    return RANKS.index(wish) <= RANKS.index(record)
