"""What lies behind the words of a shape or a table cell: the colours that contrast is measured against."""

from dataclasses import dataclass

from lxml import etree

from irdocs.preflight.pptx.colour import Palette, Rgb, fill_colours, resolve
from irdocs.preflight.pptx.deck import Deck, DeckShape, DeckSlide
from irdocs.preflight.pptx.xml import elements, find, number


@dataclass(frozen=True)
class Ground:
    """The ground of some words."""

    colours: tuple[Rgb, ...] = ()
    """Empty: it cannot be told."""
    picture: bool = False
    """Whether the words lie on a picture or a drawing."""


def own_fill(shape: DeckShape, palette: Palette) -> list[Rgb] | None:
    """Return the fill of a shape itself; [] for none, None where it cannot be told."""
    for element in (shape.element, *shape.parents):
        colours = fill_colours(find(element, "p:spPr"), palette)
        if colours is not None or find(element, "p:spPr", "a:blipFill") is not None:
            return colours
    reference = find(shape.element, "p:style", "a:fillRef")
    if reference is not None and (number(reference.get("idx")) or 0) > 0:
        colour = resolve(reference, palette)
        return [colour] if colour is not None else None
    return []


def ground_of(slide: DeckSlide, shape: DeckShape, palette: Palette) -> Ground:
    """Return what the words of a shape lie on: own fill, else what is beneath, else the slide's background."""
    own = own_fill(shape, palette)
    if own is None:
        return Ground(picture=find(shape.element, "p:spPr", "a:blipFill") is not None)
    if own:
        return Ground(tuple(own))
    if shape.frame is None:
        return background(slide, palette)
    beneath = [*_flat(slide.backdrop), *_before(slide, shape)]
    for other in reversed(beneath):
        if other.frame is None or other.frame.covers(shape.frame) < 0.5:
            continue
        if other.kind == "pic" or find(other.element, "p:spPr", "a:custGeom") is not None:
            return Ground(picture=True)
        if other.kind == "graphicFrame":
            return Ground()
        fill = own_fill(other, palette) if other.kind == "sp" else []
        if fill is None:
            return Ground(picture=find(other.element, "p:spPr", "a:blipFill") is not None)
        if fill:
            return Ground(tuple(fill))
    return background(slide, palette)


def _before(slide: DeckSlide, shape: DeckShape) -> list[DeckShape]:
    found = []
    for other in slide.everything():
        if other is shape:
            break
        if other.kind != "grpSp":
            found.append(other)
    return found


def _flat(shapes: list[DeckShape]) -> list[DeckShape]:
    return [one for shape in shapes for one in (_flat(shape.members) if shape.kind == "grpSp" else [shape])]


def background(slide: DeckSlide, palette: Palette) -> Ground:
    """Return the background of a slide: its own, else the layout's, else the master's."""
    for layer in (slide.root, slide.layout, slide.master):
        ground = find(layer, "p:cSld", "p:bg")
        if ground is None:
            continue
        properties = find(ground, "p:bgPr")
        if properties is not None:
            if find(properties, "a:blipFill") is not None:
                return Ground(picture=True)
            return Ground(tuple(fill_colours(properties, palette) or ()))
        reference = find(ground, "p:bgRef")
        colour = resolve(reference, palette)
        index = (number(reference.get("idx")) if reference is not None else None) or 0
        fills = find(slide.theme, "a:themeElements", "a:fmtScheme", "a:bgFillStyleLst")
        styles = list(fills) if fills is not None else []
        if colour is not None and 1001 <= index <= 1000 + len(styles):
            holder = etree.Element("holder")
            holder.append(_copy(styles[index - 1001]))
            return Ground(tuple(fill_colours(holder, palette, colour) or ()))
        return Ground((colour,) if colour is not None else ())
    white = palette.named("bg1")
    return Ground((white,) if white is not None else ())


def _copy(element: etree._Element) -> etree._Element:
    return etree.fromstring(etree.tostring(element))


# The table styles that every PowerPoint knows without having them in the file: "Medium Style 2" by accent.
_MEDIUM_2 = {
    "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}": "accent1",
    "{21E4AEA4-8DFA-4A89-87EB-49C32662AFE0}": "accent2",
    "{F5AB1C69-6EDB-4FF4-983F-18BD219EF322}": "accent3",
    "{00A15C55-8517-42AA-B614-E9B94910E393}": "accent4",
    "{7DF18680-E054-41AD-8BC1-D1AEF772440D}": "accent5",
    "{93296810-A885-4BE3-A3E7-6D5BEEA58F35}": "accent6",
    "{073A0DAA-6AF3-43AB-8588-CEC1D06C72B9}": "dk1",
}
_NO_STYLE = ("{2D5ABB26-0587-4C30-8999-92F81FD0307C}", "{5940675A-B579-460E-94D1-54222C63F5DA}")


@dataclass(frozen=True)
class CellLook:
    """What a table style says of a cell: colour of the words, ground, weight. Empty: not said, or not known."""

    ink: tuple[Rgb, ...]
    ground: tuple[Rgb, ...]
    bold: bool
    known: bool


def cell_look(deck: Deck, slide: DeckSlide, palette: Palette, table: etree._Element, row: int) -> CellLook:
    """Return what the style of a table says of the cells of a row (0 is the first)."""
    properties = find(table, "a:tblPr")
    header = row == 0 and properties is not None and properties.get("firstRow") in ("1", "true")
    identifier = find(properties, "a:tableStyleId")
    name = (identifier.text or "").strip().upper() if identifier is not None else _NO_STYLE[0]
    banded = properties is not None and properties.get("bandRow") in ("1", "true")
    for part in deck.package.related(deck.main, "tableStyles"):
        root = deck.package.root(part)
        for style in elements(root, "a:tblStyle") if root is not None else ():
            if style.get("styleId", "").upper() == name:
                return _styled(style, palette, header, banded and row % 2 == (1 if _has_header(properties) else 0))
    ink, back = palette.named("tx1"), background(slide, palette).colours
    if name in _NO_STYLE:
        return CellLook((ink,) if ink else (), back, False, True)
    accent = palette.named(_MEDIUM_2.get(name, ""))
    if accent is None or ink is None:
        return CellLook((), (), False, False)
    if header:
        white = palette.named("bg1")
        return CellLook((white,) if white else (), (accent,), True, True)
    # Body rows are the accent at 20 or 40 per cent; the darker one decides.
    red, green, blue = (0.4 * part + 0.6 for part in accent)
    return CellLook((ink,), ((red, green, blue),), False, True)


def _has_header(properties: etree._Element | None) -> bool:
    return properties is not None and properties.get("firstRow") in ("1", "true")


def _styled(style: etree._Element, palette: Palette, header: bool, band: bool) -> CellLook:
    ink: tuple[Rgb, ...] = ()
    ground: tuple[Rgb, ...] = ()
    bold = False
    for name in ("wholeTbl", "band1H" if band else "", "firstRow" if header else ""):
        part = find(style, f"a:{name}") if name else None
        words, fill = find(part, "a:tcTxStyle"), find(part, "a:tcStyle", "a:fill")
        colour = resolve(words, palette)
        ink = (colour,) if colour is not None else ink
        bold = bold or (words is not None and words.get("b") == "on")
        said = fill_colours(fill, palette)
        ground = tuple(said) if said is not None else ground
    fallback = palette.named("tx1")
    return CellLook(ink or ((fallback,) if fallback else ()), ground, bold, True)


def cell_fill(cell: etree._Element, palette: Palette) -> list[Rgb] | None:
    """Return the cell's own fill; None where it says nothing."""
    return fill_colours(find(cell, "a:tcPr"), palette)
