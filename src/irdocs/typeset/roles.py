"""Roles of text that a layout need not name: each is taken from another, in the proportions of the A4 edition."""

from collections.abc import Mapping
from dataclasses import dataclass

from irdocs.typeset.type_style import TypeStyle


@dataclass(frozen=True)
class DerivedRole:
    """A role that is taken from another."""

    base: str
    size_pt: float
    """At A4, where the base has the size of `A4`."""
    leading_pt: float
    bold: bool
    colour: str


A4 = {"panel": 13.0, "caption": 12.0, "footer": 12.0, "h3": 14.0, "body": 14.0, "title": 36.0}
"""Role -> its size in points in the proportions that follow."""

DERIVED = {
    "title-long": DerivedRole("title", 32, 35, True, "deep"),
    "purpose": DerivedRole("panel", 13, 18, False, "ink"),
    "key": DerivedRole("panel", 13, 18, False, "ink"),
    "key-number": DerivedRole("caption", 12, 16, True, "white"),
    "glance-label": DerivedRole("caption", 12, 16, True, "petrol"),
    "glance-value": DerivedRole("panel", 17, 22, True, "deep"),
    "outcome": DerivedRole("body", 14, 19, True, "ink"),
    "risk-words": DerivedRole("panel", 13, 17.5, False, "ink"),
    "stage": DerivedRole("h3", 14, 18, True, "deep"),
    "stage-note": DerivedRole("panel", 13, 17, False, "ink"),
    "help": DerivedRole("panel", 13, 17.5, False, "ink"),
    "safety-bar": DerivedRole("panel", 15, 20, True, "deep"),
    "emergency": DerivedRole("panel", 22, 27, True, "white"),
    "emergency-aside": DerivedRole("panel", 15, 20, True, "white"),
    "contact": DerivedRole("panel", 13, 18, False, "ink"),
    "control": DerivedRole("footer", 12, 16, False, "grey6"),
    "draft": DerivedRole("caption", 12, 16, True, "ink"),
    "sources": DerivedRole("caption", 12, 16, False, "ink"),
    "note": DerivedRole("caption", 12, 16, False, "ink"),
    "notice-title": DerivedRole("panel", 15, 20, True, "deep"),
}


def style_of(role: str, styles: Mapping[str, TypeStyle]) -> TypeStyle:
    """Return the style of a role: the layout's own, or one in proportion to the role that it is taken from."""
    own = styles.get(role)
    if own is not None:
        return own
    one = DERIVED[role]
    base = style_of(one.base, styles)
    size_pt = round(one.size_pt * base.size_pt / A4[one.base] * 2) / 2
    return TypeStyle(size_pt, size_pt * one.leading_pt / one.size_pt, one.bold, one.colour, base.tracking_em)
