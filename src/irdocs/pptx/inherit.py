"""What a placeholder looks like once everything it inherits is added up: box, insets, and text level by level."""

from __future__ import annotations

import colorsys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
EMU_PER_PT = 12700
LEVELS = 9

# The height of a line at 100 %: ascent + descent of Arial and of its metric twins, in parts of the size.
LINE_HEIGHT = 1.149

_STYLE_OF = {
    "title": "titleStyle",
    "ctrTitle": "titleStyle",
    "ftr": "otherStyle",
    "sldNum": "otherStyle",
    "dt": "otherStyle",
}
_MASTER_KIND = {"ctrTitle": "title", "title": "title", "ftr": "ftr", "sldNum": "sldNum", "dt": "dt"}


@dataclass(frozen=True)
class Level:
    """How one level of text is set. Lengths in points."""

    size: float = 18.0
    bold: bool = False
    line_points: float = 0.0
    """Exact line pitch; 0 where it is a share of the line height."""
    line_share: float = 1.0
    before: float = 0.0
    after: float = 0.0
    before_share: float = 0.0
    after_share: float = 0.0
    """Space as a share of the size, where the template says it so."""
    margin: float = 0.0
    indent: float = 0.0
    bullet: str = ""
    """"": none; a character; "auto:arabicPeriod": numbers."""
    colour: str | None = None
    """Resolved, as "RRGGBB"; None where nobody says."""
    face: str = "+mn-lt"
    scale: float = 1.0
    """The shrinking that the template itself asks for (`fontScale`)."""

    @property
    def effective_size(self) -> float:
        """The size that is drawn."""
        return self.size * self.scale

    @property
    def leading(self) -> float:
        """The pitch of lines."""
        return self.line_points or self.effective_size * LINE_HEIGHT * self.line_share

    @property
    def space_before(self) -> float:
        """The gap above a paragraph."""
        return self.before or self.before_share * self.effective_size

    @property
    def space_after(self) -> float:
        """The gap below a paragraph."""
        return self.after or self.after_share * self.effective_size


@dataclass(frozen=True)
class Slot:
    """A placeholder of a layout, everything inherited. Lengths in EMU."""

    idx: int
    kind: str
    """The placeholder's type; "obj" where the file names none."""
    name: str
    x: int
    y: int
    width: int
    height: int
    insets: tuple[int, int, int, int] = (91440, 45720, 91440, 45720)
    """Left, top, right, bottom."""
    levels: tuple[Level, ...] = (Level(),) * LEVELS
    vertical: bool = False
    autofit: bool = False
    """Whether the template lets PowerPoint make the text smaller."""

    @property
    def text_width(self) -> float:
        """Room for a line, in points."""
        return (self.width - self.insets[0] - self.insets[2]) / EMU_PER_PT

    @property
    def text_height(self) -> float:
        """Room for lines, in points."""
        return (self.height - self.insets[1] - self.insets[3]) / EMU_PER_PT

    @property
    def is_title(self) -> bool:
        """Whether this is the slide's title."""
        return self.kind in ("title", "ctrTitle")

    @property
    def takes_text(self) -> bool:
        """Whether a body of text may stand here."""
        return self.kind in ("obj", "body", "subTitle") and not self.vertical


@dataclass(frozen=True)
class Scheme:
    """The theme and colour map of one master."""

    colours: Mapping[str, str]
    """Theme slot (dk1 ... accent6) -> "RRGGBB"."""
    mapping: Mapping[str, str]
    """Name on the slide (bg1, tx1 ...) -> theme slot."""
    major: str
    minor: str

    def resolve(self, name: str) -> str:
        """Give the colour behind a name of the scheme."""
        return self.colours.get(self.mapping.get(name, name), "000000")

    def font(self, face: str) -> str:
        """Give the family behind a reference to the theme's fonts."""
        if face.startswith("+mj"):
            return self.major
        return self.minor if face.startswith("+mn") else face


def scheme_of(theme: Any, colour_map: Any) -> Scheme:
    """Read colours and fonts from a theme's root element and the master's `p:clrMap`."""
    colours = {}
    for entry in theme.iterfind(f".//{A}clrScheme/*"):
        for value in entry:
            colours[entry.tag.removeprefix(A)] = (value.get("lastClr") or value.get("val") or "000000").upper()
    fonts = [theme.find(f".//{A}{kind}Font/{A}latin") for kind in ("major", "minor")]
    names = [font.get("typeface") or "Arial" if font is not None else "Arial" for font in fonts]
    return Scheme(colours, dict(colour_map.attrib) if colour_map is not None else {}, names[0], names[1])


def colour_value(fill: Any, scheme: Scheme) -> str | None:
    """Resolve the first colour inside an element to "RRGGBB"; None for what is no plain colour."""
    for node in fill.iter(f"{A}schemeClr", f"{A}srgbClr", f"{A}sysClr", f"{A}prstClr"):
        kind = node.tag.removeprefix(A)
        if kind == "schemeClr":
            base = scheme.resolve(node.get("val"))
        elif kind == "srgbClr":
            base = node.get("val").upper()
        elif kind == "sysClr":
            base = (node.get("lastClr") or "000000").upper()
        else:
            base = {"white": "FFFFFF", "black": "000000"}.get(node.get("val"), "808080")
        return _changed(base, node)
    return None


def _changed(base: str, node: Any) -> str:
    hue, light, full = colorsys.rgb_to_hls(*(int(base[i : i + 2], 16) / 255 for i in (0, 2, 4)))
    for change in node:
        value = int(change.get("val", "0")) / 100000
        match change.tag.removeprefix(A):
            case "lumMod":
                light *= value
            case "lumOff":
                light += value
            case "shade":
                light *= value
            case "tint":
                light = light * value + (1 - value)
            case "satMod":
                full *= value
    light, full = min(1.0, max(0.0, light)), min(1.0, max(0.0, full))
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, light, full))


def luminance(rgb: str) -> float:
    """Relative luminance of "RRGGBB" (WCAG 2.2)."""
    parts = [int(rgb[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


Changes = tuple[dict[str, Any], ...]
"""What a style says about each level, as fields of `Level`."""


def _changes(style: Any, scheme: Scheme, kept: dict[bytes, Changes]) -> Changes:
    """Read a style. The same one comes back on layout after layout, so each is read once."""
    if style is None:
        return ()
    key = etree.tostring(style)
    if key not in kept:
        kept[key] = tuple(_level(style.find(f"{A}lvl{number}pPr"), scheme) for number in range(1, LEVELS + 1))
    return kept[key]


def _level(found: Any, scheme: Scheme) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    if found is None:
        return changes
    for attribute, name in (("marL", "margin"), ("indent", "indent")):
        if found.get(attribute) is not None:
            changes[name] = int(found.get(attribute)) / EMU_PER_PT
    for child in found:
        kind = child.tag.removeprefix(A)
        if kind in _SPACINGS:
            changes |= _spacing(child, *_SPACINGS[kind])
        elif kind in _BULLETS:
            changes["bullet"] = _BULLETS[kind](child)
        elif kind == "defRPr":
            changes |= _run(child, scheme)
    return changes


_SPACINGS = {
    "lnSpc": ("line_points", "line_share"),
    "spcBef": ("before", "before_share"),
    "spcAft": ("after", "after_share"),
}
"""Element of a paragraph's properties -> the fields that it sets, in points and as a share of a line."""
_BULLETS: Mapping[str, Callable[[Any], Any]] = {
    "buNone": lambda _: "",
    "buChar": lambda node: node.get("char"),
    "buAutoNum": lambda node: f"auto:{node.get('type')}",
    "buBlip": lambda _: "•",
}


def _spacing(node: Any, points: str, share: str) -> dict[str, float]:
    exact = node.find(f"{A}spcPts")
    if exact is not None:
        return {points: int(exact.get("val")) / 100, share: 1.0 if share == "line_share" else 0.0}
    part = node.find(f"{A}spcPct")
    if part is None:
        return {}
    raw = part.get("val")
    return {points: 0.0, share: float(raw.rstrip("%")) / 100 if raw.endswith("%") else int(raw) / 100000}


def _run(node: Any, scheme: Scheme) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    if node.get("sz"):
        changes["size"] = int(node.get("sz")) / 100
    if node.get("b") is not None:
        changes["bold"] = node.get("b") in ("1", "true")
    fill = node.find(f"{A}solidFill")
    if fill is not None:
        changes["colour"] = colour_value(fill, scheme)
    latin = node.find(f"{A}latin")
    if latin is not None and latin.get("typeface"):
        changes["face"] = latin.get("typeface")
    return changes


def _placeholders(tree: Any) -> Iterator[tuple[Any, Any]]:
    for shape in tree.iter(f"{P}sp", f"{P}pic", f"{P}graphicFrame"):
        mark = shape.find(f"./*/{P}nvPr/{P}ph")
        if mark is not None:
            yield shape, mark


def _box(shape: Any) -> tuple[int, int, int, int] | None:
    if shape is None:
        return None
    frame = shape.find(f"{P}spPr/{A}xfrm")
    if frame is None or frame.find(f"{A}off") is None or frame.find(f"{A}ext") is None:
        return None
    off, ext = frame.find(f"{A}off"), frame.find(f"{A}ext")
    return int(off.get("x")), int(off.get("y")), int(ext.get("cx")), int(ext.get("cy"))


def _name(shape: Any) -> str:
    return str(shape.find(f"./*/{P}cNvPr").get("name") or "")


def slots_of(layout: Any, master: Any, defaults: Any, scheme: Scheme, kept: dict[bytes, Changes]) -> tuple[Slot, ...]:
    """Describe each placeholder of a layout (root elements), in tree order.

    Placeholders without a box after inheritance and those with the index 4294967295, which have no parent, are left
    out: nothing can be put into them. ``kept`` holds the styles read already under this scheme.
    """
    parents = {mark.get("type", "obj"): shape for shape, mark in reversed(list(_placeholders(master)))}
    styles = master.find(f"{P}txStyles")
    found = []
    for shape, mark in _placeholders(layout):
        idx = int(mark.get("idx", "0"))
        kind = mark.get("type", "obj")
        parent = parents.get(_MASTER_KIND.get(kind, "body"))
        box = _box(shape) or _box(parent)
        if idx == 4294967295 or box is None or box[2] <= 0 or box[3] <= 0:
            continue
        bodies = [node.find(f"{P}txBody") for node in (parent, shape) if node is not None]
        chain = [defaults, styles.find(f"{P}{_STYLE_OF.get(kind, 'bodyStyle')}") if styles is not None else None]
        chain += [body.find(f"{A}lstStyle") for body in bodies if body is not None]
        frames = [body.find(f"{A}bodyPr") for body in bodies if body is not None]
        said = [_changes(style, scheme, kept) for style in chain]
        shrunk = _scale(frames)
        levels = []
        for number in range(LEVELS):
            merged: dict[str, Any] = {}
            for changes in said:
                if changes:
                    merged |= changes[number]
            level = Level(**merged, scale=shrunk)
            levels.append(level if level.face == "Arial" else replace(level, face=scheme.font(level.face)))
        found.append(
            Slot(
                idx,
                kind,
                _name(shape),
                *box,
                _insets(frames),
                tuple(levels),
                _attribute(frames, "vert", "horz") != "horz",
                _autofit(frames),
            )
        )
    return tuple(found)


def _attribute(frames: list[Any], name: str, default: str) -> str:
    for frame in reversed(frames):
        if frame is not None and frame.get(name) is not None:
            return str(frame.get(name))
    return default


def _insets(frames: list[Any]) -> tuple[int, int, int, int]:
    pairs = (("lIns", "91440"), ("tIns", "45720"), ("rIns", "91440"), ("bIns", "45720"))
    left, top, right, bottom = (int(_attribute(frames, name, default)) for name, default in pairs)
    return left, top, right, bottom


def _autofit(frames: list[Any]) -> bool:
    kinds = [
        frame.find(f"{A}{kind}") is not None
        for frame in reversed(frames)
        if frame is not None
        for kind in ("normAutofit", "noAutofit", "spAutoFit")
    ]
    return True in kinds and kinds.index(True) % 3 == 0


def _scale(frames: list[Any]) -> float:
    for frame in reversed(frames):
        if frame is None:
            continue
        fit = frame.find(f"{A}normAutofit")
        if fit is not None and fit.get("fontScale"):
            raw = fit.get("fontScale")
            return float(raw.rstrip("%")) / 100 if raw.endswith("%") else int(raw) / 100000
        if any(frame.find(f"{A}{kind}") is not None for kind in ("noAutofit", "spAutoFit")):
            return 1.0
    return 1.0


def ground_of(layout: Any, master: Any, scheme: Scheme, title: Slot | None) -> str:
    """The colour behind a layout as "RRGGBB".

    A picture or gradient has none; then the title's colour tells whether the ground is dark or light.
    """
    for root in (layout, master):
        ground = root.find(f"{P}cSld/{P}bg")
        if ground is None:
            continue
        plain = ground.find(f"{P}bgPr/{A}solidFill")
        reference = ground.find(f"{P}bgRef")
        value = (
            colour_value(plain if plain is not None else reference, scheme)
            if (plain is not None or reference is not None)
            else None
        )
        if value is not None:
            return value
        break
    else:
        return scheme.resolve("bg1")
    letters = title.levels[0].colour if title is not None else None
    return "000000" if letters is not None and luminance(letters) > 0.5 else "FFFFFF"
