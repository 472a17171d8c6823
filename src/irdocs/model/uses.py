"""What reads a field of a subject beside the layouts, said where the field is made: one list for every place.

`section` is the section of the leaflet in which a patient reads it: the reading grade counts it there. `weight` says how
much a change in it matters to the reader, and `entry` what one entry of it is called when a change is told.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from enum import IntEnum

SECTIONS = (
    "what", "why", "how", "signs", "found", "benefits", "risks", "choices", "prepare", "rays", "who", "day", "recovery",
    "aftercare", "help",
)  # fmt: skip
"""Sections of a leaflet on a procedure or a condition, in the order in which they are read."""


class Weight(IntEnum):
    """How much a change matters to a person who follows the leaflet, the heaviest first."""

    SAFETY = 0
    """A sign of danger, or what to do about it."""
    RISK = 1
    """A risk that came, went, or is another kind of harm."""
    NUMBER = 2
    """A number."""
    CHOICE = 3
    """Whom it is for, what good it does, what else there is."""
    ADVICE = 4
    """How to prepare, the day itself, going home."""
    WORDS = 5
    """Everything else that is read."""
    TEACHING = 6
    """What only the audience of a talk meets."""
    REVIEW = 7
    """Dates, version, owner."""


EASY_READ = ("what", "why", "benefits", "risks", "choices", "prepare", "day", "after", "emergency", "call", "contact")
"""Where a row of Easy Read may stand, in the order of the leaflet."""


def fields_of_section(kind: type, section: str) -> list[str]:
    """Return the fields that stand in a section, in the order of the record."""
    return [one.name for one in fields(kind) if one.metadata.get("section") == section]


def entries_of(kinds: Iterable[type]) -> Mapping[str, tuple[Weight, str]]:
    """Return field -> how much a change in it matters, and what one entry is called, over several kinds of record."""
    return {
        one.name: (one.metadata["weight"], one.metadata["entry"])
        for kind in kinds
        for one in fields(kind)
        if "weight" in one.metadata
    }
