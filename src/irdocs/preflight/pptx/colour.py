"""Colours as they are seen: resolved through the slide's colour map and the theme, and compared as WCAG compares them."""

import colorsys
import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from irdocs.preflight.pptx import xml
from irdocs.preflight.pptx.deck import DeckSlide
from irdocs.preflight.pptx.xml import find, local, number

Rgb = tuple[float, float, float]
"""Red, green, blue from 0 to 1, as encoded (sRGB)."""

_PRESET = {
    "black": (0.0, 0.0, 0.0),
    "white": (1.0, 1.0, 1.0),
    "red": (1.0, 0.0, 0.0),
    "blue": (0.0, 0.0, 1.0),
    "green": (0.0, 0.5, 0.0),
    "yellow": (1.0, 1.0, 0.0),
    "gray": (0.5, 0.5, 0.5),
    "grey": (0.5, 0.5, 0.5),
}
_NO_MAP = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}


@dataclass(frozen=True)
class Palette:
    """The theme's colours behind the slide's map."""

    theme: Mapping[str, Rgb]
    mapping: Mapping[str, str]

    def named(self, name: str) -> Rgb | None:
        """Return the colour that a name of the theme stands for on this slide."""
        return self.theme.get(self.mapping.get(name, name))


def palette_of(slide: DeckSlide) -> Palette:
    """Return the colours of a slide: theme of its master, map of the slide, else the layout's, else the master's."""
    theme: dict[str, Rgb] = {}
    scheme = next(slide.theme.iter(xml.q("a:clrScheme")), None) if slide.theme is not None else None
    for entry in xml.children(scheme) if scheme is not None else []:
        for colour in xml.children(entry):
            value = _hex(colour.get("lastClr") or colour.get("val") or "")
            if value is not None:
                theme[local(entry)] = value
    mapping = dict(_NO_MAP)
    own = find(slide.master, "p:clrMap")
    for layer in (slide.layout, slide.root):
        override = find(layer, "p:clrMapOvr", "a:overrideClrMapping")
        own = override if override is not None else own
    if own is not None:
        mapping |= {str(key): str(value) for key, value in own.attrib.items()}
    return Palette(theme, mapping)


def resolve(holder: etree._Element | None, palette: Palette, stand_in: Rgb | None = None) -> Rgb | None:
    """Return the colour inside a fill or reference; ``stand_in`` is what phClr means. None: it cannot be told."""
    for element in xml.children(holder) if holder is not None else []:
        value = element.get("val", "")
        kind = local(element)
        base: Rgb | None = None
        if kind == "srgbClr":
            base = _hex(value)
        elif kind == "sysClr":
            base = _hex(element.get("lastClr", "")) or {"window": (1.0, 1.0, 1.0), "windowText": (0.0, 0.0, 0.0)}.get(
                value
            )
        elif kind == "schemeClr":
            base = stand_in if value == "phClr" else palette.named(value)
        elif kind == "prstClr":
            base = _PRESET.get(value)
        if base is not None:
            return _modified(base, element)
    return None


def fill_colours(holder: etree._Element | None, palette: Palette, stand_in: Rgb | None = None) -> list[Rgb] | None:
    """Return the colours of the fill among an element's children: one, all stops of a gradient, [] for no fill.

    None means that the element says nothing about its fill, or something that has no colour (a picture).
    """
    for element in xml.children(holder) if holder is not None else []:
        kind = local(element)
        if kind == "noFill":
            return []
        if kind == "solidFill":
            colour = resolve(element, palette, stand_in)
            return [colour] if colour is not None else None
        if kind == "gradFill":
            stops = [resolve(stop, palette, stand_in) for stop in xml.elements(element, "a:gs")]
            return [stop for stop in stops if stop is not None] or None
        if kind == "pattFill":
            pair = [resolve(find(element, f"a:{side}Clr"), palette, stand_in) for side in ("fg", "bg")]
            return [colour for colour in pair if colour is not None] or None
    return None


def contrast(one: Rgb, other: Rgb) -> float:
    """Return the contrast ratio of WCAG 2, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def hex_of(colour: Rgb) -> str:
    """Write a colour as #RRGGBB."""
    return "#" + "".join(f"{round(part * 255):02X}" for part in colour)


def _hex(text: str) -> Rgb | None:
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", text):
        return None
    return int(text[:2], 16) / 255, int(text[2:4], 16) / 255, int(text[4:], 16) / 255


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)


def _encoded(part: float) -> float:
    part = min(max(part, 0.0), 1.0)
    return float(part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055)


def _luminance(colour: Rgb) -> float:
    red, green, blue = (_linear(part) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _modified(colour: Rgb, element: etree._Element) -> Rgb:
    """Apply the children of a colour in their order (ISO 29500-1, 20.1.2.3)."""
    for change in xml.children(element):
        amount = (number(change.get("val")) or 0) / 100_000
        kind = local(change)
        if kind in ("lumMod", "lumOff", "satMod", "satOff"):
            hue, lightness, saturation = colorsys.rgb_to_hls(*colour)
            if kind == "lumMod":
                lightness *= amount
            elif kind == "lumOff":
                lightness += amount
            elif kind == "satMod":
                saturation *= amount
            else:
                saturation += amount
            colour = colorsys.hls_to_rgb(hue, min(max(lightness, 0.0), 1.0), min(max(saturation, 0.0), 1.0))
        elif kind == "shade":
            red, green, blue = (_encoded(_linear(part) * amount) for part in colour)
            colour = red, green, blue
        elif kind == "tint":
            red, green, blue = (_encoded(_linear(part) * amount + 1 - amount) for part in colour)
            colour = red, green, blue
        elif kind == "inv":
            colour = 1 - colour[0], 1 - colour[1], 1 - colour[2]
    return colour
