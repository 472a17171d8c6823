"""Text as it is shown: size, weight and colour of a run through everything that it inherits from."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from irdocs.preflight.pptx.colour import Palette, Rgb, fill_colours, resolve
from irdocs.preflight.pptx.deck import Deck, DeckShape, DeckSlide
from irdocs.preflight.pptx.xml import elements, find, local, number, q

DEFAULT_SIZE = 18.0
"""Points, where nothing in the file says a size (ISO 29500-1, 21.1.2.3.9)."""
TITLES = ("title", "ctrTitle")
FURNITURE = ("dt", "ftr", "sldNum", "hdr")


@dataclass(frozen=True)
class RunStyle:
    """How one run is shown."""

    size_pt: float
    bold: bool
    colours: tuple[Rgb, ...]
    """One colour, or the stops of a gradient; empty where it cannot be told."""


def runs(body: etree._Element) -> Iterator[tuple[etree._Element, etree._Element]]:
    """Give (paragraph, run) for every run or field that has words to read."""
    for paragraph in elements(body, "a:p"):
        for run in paragraph:
            if str(run.tag) in (q("a:r"), q("a:fld")) and (find(run, "a:t") is not None) and run_text(run).strip():
                yield paragraph, run


def run_text(run: etree._Element) -> str:
    """Return the words of a run."""
    text = find(run, "a:t")
    return (text.text or "") if text is not None else ""


def level(paragraph: etree._Element) -> int:
    """Return the outline level of a paragraph, 1 to 9."""
    properties = find(paragraph, "a:pPr")
    return min(max(number(properties.get("lvl")) or 0, 0) if properties is not None else 0, 8) + 1


def inherited_levels(deck: Deck, slide: DeckSlide, shape: DeckShape, at: int) -> list[etree._Element]:
    """Return the paragraph styles that a level takes from, nearest first: shape, layout, master, presentation."""
    lists = [find(shape.body, "a:lstStyle")]
    lists += [find(parent, "p:txBody", "a:lstStyle") for parent in shape.parents]
    styles = find(slide.master, "p:txStyles")
    if shape.holder in TITLES:
        lists.append(find(styles, "p:titleStyle"))
    elif shape.holder and shape.holder not in FURNITURE:
        lists.append(find(styles, "p:bodyStyle"))
    elif shape.holder:
        lists.append(find(styles, "p:otherStyle"))
    lists.append(find(deck.root, "p:defaultTextStyle"))
    found = [find(one, f"a:lvl{at}pPr") for one in lists if one is not None]
    return [one for one in found if one is not None]


def run_style(
    deck: Deck, slide: DeckSlide, shape: DeckShape, palette: Palette, paragraph: etree._Element, run: etree._Element
) -> RunStyle:
    """Return how a run of a shape is shown. Sizes include the shrinking of the shape's autofit."""
    levels = inherited_levels(deck, slide, shape, level(paragraph))
    chain = [find(run, "a:rPr"), *(find(one, "a:defRPr") for one in levels)]
    known = [one for one in chain if one is not None]
    size = next((number(one.get("sz")) for one in known if number(one.get("sz"))), None)
    bold = next((one.get("b") in ("1", "true") for one in known if one.get("b")), False)
    return RunStyle(
        (size / 100 if size else DEFAULT_SIZE) * font_scale(shape), bold, _colours(known, shape, slide, palette)
    )


def _colours(chain: list[etree._Element], shape: DeckShape, slide: DeckSlide, palette: Palette) -> tuple[Rgb, ...]:
    if chain and find(chain[0], "a:hlinkClick") is not None and local(chain[0]) == "rPr":
        link = palette.named("hlink")
        return (link,) if link is not None else ()
    reference = resolve(find(shape.element, "p:style", "a:fontRef"), palette) if not shape.holder else None
    for element in chain:
        if local(element) != "rPr" and reference is not None and _is_default(element):
            break
        colours = fill_colours(element, palette)
        if colours is not None:
            return tuple(colours)
    ink = reference or palette.named("tx1")
    return (ink,) if ink is not None else ()


def _is_default(properties: etree._Element) -> bool:
    """Tell whether a style comes from the presentation: the shape's own font reference goes before it."""
    return any(local(ancestor) == "defaultTextStyle" for ancestor in properties.iterancestors())


def body_properties(shape: DeckShape) -> list[etree._Element]:
    """Return the bodyPr of a shape and of its parents, nearest first."""
    found = [find(shape.body, "a:bodyPr"), *(find(parent, "p:txBody", "a:bodyPr") for parent in shape.parents)]
    return [one for one in found if one is not None]


def body_attribute(shape: DeckShape, name: str, default: str) -> str:
    """Return an attribute of the text body through its parents."""
    return next((str(one.get(name)) for one in body_properties(shape) if one.get(name) is not None), default)


def autofit(shape: DeckShape) -> etree._Element | None:
    """Return the autofit that holds for a shape, its own or inherited."""
    for properties in body_properties(shape):
        for child in properties:
            if local(child) in ("noAutofit", "normAutofit", "spAutoFit"):
                return child
    return None


def font_scale(shape: DeckShape) -> float:
    """Return the factor by which the autofit of a shape shrinks its text."""
    fit = autofit(shape)
    if fit is None or local(fit) != "normAutofit":
        return 1.0
    scale = fit.get("fontScale", "100000")
    value = number(scale.rstrip("%").partition(".")[0]) or 100_000
    return value / 100 if scale.endswith("%") else value / 100_000
