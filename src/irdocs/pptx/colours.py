"""Tokens of the palette as theme colours, so that a change of theme recolours every drawing and chart."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

LIGHT: Mapping[str, str] = {
    "ink": "tx1",
    "black": "tx1",
    "deep": "tx2",
    "petrol": "accent1",
    "mid": "accent3",
    "route": "accent2",
    "red": "accent2",
    "grey6": "accent4",
    "grey4": "accent4 lumMod75 lumOff25",
    "soft": "accent5 satMod80 lumMod80 lumOff20",
    "tint": "accent5 satMod80 lumMod35 lumOff65",
    "mist": "bg2",
    "white": "bg1",
    "amber": "accent6",
    "sky": "accent5 lumMod40 lumOff60",
    "artery": "accent2 hueOff-25 satMod53 lumMod85 lumOff15",
    "arterytint": "accent2 hueOff-16 satMod60 lumMod15 lumOff85",
    "arterywall": "accent2 hueOff-16 satMod50 lumMod35 lumOff65",
    "vein": "accent3 hueOff28 lumMod90 lumOff10",
    "veintint": "accent3 hueOff28 lumMod15 lumOff85",
    "bile": "accent6 hueOff36 satMod90 lumMod38",
    "biletint": "accent6 hueOff33 satMod64 lumMod55 lumOff45",
    "target": "accent6 hueOff9 satMod41 lumMod95 lumOff5",
    "sand": "accent6 hueOff10 satMod57 lumMod18 lumOff82",
    "sand2": "accent6 hueOff10 satMod47 lumMod42 lumOff58",
}
"""Token -> theme slot and changes (per cent; hue in degrees) that come nearest to the palette with our own theme."""

DARK: Mapping[str, str] = {
    "ink": "tx1",
    "black": "tx1",
    "deep": "accent1 lumMod40 lumOff60",
    "petrol": "accent1",
    "mid": "accent3 lumMod73 lumOff27",
    "route": "accent2",
    "red": "accent2",
    "grey6": "tx2 lumMod80",
    "grey4": "tx2 lumMod65",
    "soft": "accent5 satMod75 lumMod92 lumOff8",
    "tint": "accent5 satMod87 lumMod90",
    "mist": "bg2 lumMod93 lumOff3",
    "white": "GROUND",
    "amber": "accent2",
    "sky": "accent1 lumMod40 lumOff60",
    "artery": "accent2 hueOff-22 satMod71 lumMod66 lumOff34",
    "arterytint": "accent6 hueOff-34 satMod25 lumMod83",
    "arterywall": "accent3 satMod80",
    "vein": "accent1 hueOff31 satMod125 lumMod80 lumOff20",
    "veintint": "accent3 hueOff24 satMod114 lumMod75",
    "bile": "accent2 hueOff34 satMod55",
    "biletint": "accent2 hueOff56 satMod32 lumMod35",
    "target": "accent2 hueOff9 satMod50 lumMod80 lumOff20",
    "sand": "accent2 hueOff10 satMod30 lumMod40",
    "sand2": "accent2 hueOff10 satMod30 lumMod46",
}
"""The same on a dark ground, under the colour map of a dark master (accents 1 and 2 are the light ones)."""

# A cover of a light master has a dark ground but the light colour map: the slots change places.
_SWAPPED = {
    "tx1": "bg1",
    "tx2": "bg2",
    "bg2": "tx2",
    "accent1": "accent5",
    "accent5": "accent1",
    "accent2": "accent6",
    "accent6": "accent2",
    "GROUND": "tx2",
}


def ground_kind(dark: bool, dark_master: bool) -> str:
    """Name the table for a layout: "light", "dark" (a dark master's) or "cover" (dark ground on a light master)."""
    if not dark:
        return "light"
    return "dark" if dark_master else "cover"


@cache
def scheme_colour(token: str, kind: str = "light", mapped: str = "") -> str:
    """Give the `a:schemeClr` of a token; ``mapped`` is the slot that a template's mapping file names for it."""
    table = LIGHT if kind == "light" else DARK
    slot, *changes = (mapped or table.get(token, table["ink"])).split()
    if kind == "cover" and not mapped:
        slot = _SWAPPED.get(slot, slot)
    slot = {"GROUND": "bg1"}.get(slot, slot)
    inner = ""
    for change in changes:
        name = change.rstrip("-0123456789")
        value = int(change.removeprefix(name))
        inner += f'<a:{name} val="{value * (60000 if name == "hueOff" else 1000)}"/>'
    return f'<a:schemeClr val="{slot}">{inner}</a:schemeClr>' if inner else f'<a:schemeClr val="{slot}"/>'


def fill(token: str, kind: str = "light", mapped: str = "") -> str:
    """A solid fill."""
    return f"<a:solidFill>{scheme_colour(token, kind, mapped)}</a:solidFill>"
