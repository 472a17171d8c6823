"""The deck as a person sees it: slides with their layouts, shapes with their places on the slide."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from irdocs.preflight.pptx import xml
from irdocs.preflight.pptx.package import Package
from irdocs.preflight.pptx.xml import elements, find, local, number, q

EMU_PER_INCH = 914_400
_KINDS = ("sp", "pic", "graphicFrame", "grpSp", "cxnSp", "contentPart")
_MOST_SHAPES = 5_000


@dataclass(frozen=True)
class ShapeFrame:
    """A box on the slide, in EMU."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def area(self) -> float:
        return self.width * self.height

    def shared(self, other: "ShapeFrame") -> tuple[float, float]:
        """Return width and height of what two boxes share; zero or less where they do not meet."""
        return min(self.right, other.right) - max(self.x, other.x), min(self.bottom, other.bottom) - max(
            self.y, other.y
        )

    def covers(self, other: "ShapeFrame") -> float:
        """Return the part of the other box that this one covers, 0 to 1."""
        width, height = self.shared(other)
        return max(width, 0) * max(height, 0) / other.area if other.area else 0.0


@dataclass
class DeckShape:
    """One shape of a slide, with its parents in layout and master where it is a placeholder."""

    element: etree._Element
    kind: str
    name: str
    frame: ShapeFrame | None
    holder: str = ""
    """Type of placeholder ("obj" where none is given); empty: no placeholder."""
    parents: tuple[etree._Element, ...] = ()
    """The placeholders that it takes place and style from: of the layout, then of the master."""
    decorative: bool = False
    alt: str = ""
    members: list["DeckShape"] = field(default_factory=list)
    """What a group holds."""

    @property
    def body(self) -> etree._Element | None:
        """The text body, where the shape has one."""
        return find(self.element, "p:txBody")

    @property
    def text(self) -> str:
        """All words of the shape, one paragraph a line; for a table cell by cell."""
        return "\n".join(paragraph_text(paragraph) for paragraph in elements(self.element, "a:p")).strip()

    @property
    def content(self) -> str:
        """What a graphic frame holds: table | chart | diagram | ole | empty for other shapes."""
        data = find(self.element, "a:graphic", "a:graphicData")
        return (data.get("uri", "") if data is not None else "").rpartition("/")[2]


@dataclass
class DeckSlide:
    """One slide, and what it inherits from."""

    number: int
    part: str
    root: etree._Element
    layout: etree._Element | None
    master: etree._Element | None
    theme: etree._Element | None
    notes: etree._Element | None
    shapes: list[DeckShape]
    backdrop: list[DeckShape] = field(default_factory=list)
    """Art of master and layout behind the slide, furthest first."""

    @property
    def label(self) -> str:
        return f"slide {self.number}"

    @property
    def layout_type(self) -> str:
        return self.layout.get("type", "") if self.layout is not None else ""

    def everything(self) -> Iterator[DeckShape]:
        """Give all shapes, members of groups included, in the order of the tree."""
        waiting = list(reversed(self.shapes))
        while waiting:
            shape = waiting.pop()
            yield shape
            waiting.extend(reversed(shape.members))

    @property
    def title(self) -> DeckShape | None:
        return next((shape for shape in self.everything() if shape.holder in ("title", "ctrTitle")), None)


@dataclass
class Deck:
    """The whole presentation."""

    package: Package
    main: str
    root: etree._Element
    width: float
    height: float
    """Of a slide, in EMU."""
    slides: list[DeckSlide]


def paragraph_text(paragraph: etree._Element) -> str:
    """Return the words of one paragraph; line breaks become spaces."""
    words = []
    for child in elements(paragraph, "a:t", "a:br"):
        words.append(child.text or "" if local(child) == "t" else " ")
    return "".join(words)


def read_deck(package: Package, main: str) -> Deck | None:
    """Read all slides in their order; None where the presentation part itself cannot be read."""
    root = package.root(main)
    if root is None:
        return None
    size = find(root, "p:sldSz")
    width, height = (number(size.get(side)) if size is not None else None for side in ("cx", "cy"))
    deck = Deck(package, main, root, float(width or 12_192_000), float(height or 6_858_000), [])
    known = package.relationships(main)
    for entry in elements(root, "p:sldId"):
        one = known.get(entry.get(q("r:id"), ""))
        slide_root = package.root(one.target) if one is not None and not one.external else None
        if one is not None and slide_root is not None and find(slide_root, "p:cSld", "p:spTree") is not None:
            deck.slides.append(_read_slide(package, one.target, slide_root, len(deck.slides) + 1))
    return deck


def _read_slide(package: Package, part: str, root: etree._Element, position: int) -> DeckSlide:
    report = package.report

    def one(source: str, kind: str, wanted: str) -> tuple[str, etree._Element | None]:
        found = package.related(source, kind) if source else []
        if len(found) != 1:
            if source:
                report.add(
                    "broken-slide-chain", f"slide {position}: {source} has {len(found)} {wanted}s, not one", position
                )
            return "", None
        return found[0], package.root(found[0])

    layout_part, layout = one(part, "slideLayout", "layout")
    master_part, master = one(layout_part, "slideMaster", "master")
    _, theme = one(master_part, "theme", "theme")
    notes_parts = package.related(part, "notesSlide")
    notes = package.root(notes_parts[0]) if notes_parts else None
    slide = DeckSlide(position, part, root, layout, master, theme, notes, [])
    slide.shapes = read_shapes(root, layout, master)
    if root.get("showMasterSp", "1") in ("1", "true"):
        shows_master = layout is None or layout.get("showMasterSp", "1") in ("1", "true")
        for layer in (master if shows_master else None, layout):
            if layer is not None:
                slide.backdrop += [shape for shape in read_shapes(layer, None, master) if not shape.holder]
    return slide


def read_shapes(root: etree._Element, layout: etree._Element | None, master: etree._Element | None) -> list[DeckShape]:
    """Read the shape tree of a slide, layout or master, with every place turned into slide coordinates."""
    tree = find(root, "p:cSld", "p:spTree")
    count = [0]
    return _members(tree, layout, master, (1.0, 1.0, 0.0, 0.0), count) if tree is not None else []


def _members(
    tree: etree._Element,
    layout: etree._Element | None,
    master: etree._Element | None,
    scale: tuple[float, float, float, float],
    count: list[int],
) -> list[DeckShape]:
    shapes = []
    for element in xml.children(tree):
        kind = local(element)
        if kind not in _KINDS or count[0] >= _MOST_SHAPES:
            continue
        count[0] += 1
        properties = next(element.iter(q("p:cNvPr")), None)
        if properties is not None and properties.get("hidden") in ("1", "true"):
            continue
        shape = DeckShape(
            element, kind, (properties.get("name") if properties is not None else "") or f"unnamed {kind}", None
        )
        if properties is not None:
            shape.alt = (properties.get("descr") or "").strip()
            shape.decorative = any(mark.get("val") in ("1", "true") for mark in elements(properties, "adec:decorative"))
        holder = next((ph for ph in element.iter(q("p:ph"))), None) if kind != "grpSp" else None
        if holder is not None:
            shape.holder = holder.get("type", "obj")
            shape.parents = _parents(holder, layout, master)
        shape.frame = _frame(shape, scale)
        if kind == "grpSp":
            shape.members = _members(element, layout, master, _inner(element, scale), count)
            if shape.frame is None:
                shape.frame = _around(shape.members)
        shapes.append(shape)
    return shapes


_MASTER_TYPE = {
    "ctrTitle": "title",
    "subTitle": "body",
    "obj": "body",
    "chart": "body",
    "tbl": "body",
    "pic": "body",
    "media": "body",
    "clipArt": "body",
    "dgm": "body",
}


def _parents(
    holder: etree._Element, layout: etree._Element | None, master: etree._Element | None
) -> tuple[etree._Element, ...]:
    kind, index = holder.get("type", "obj"), holder.get("idx", "0")
    found = []
    if layout is not None:
        layout_holder = None
        for candidate in elements(layout, "p:ph"):
            same_type = candidate.get("type", "obj") == kind
            titles = {candidate.get("type", "obj"), kind} <= {"title", "ctrTitle"}
            if titles or (candidate.get("idx", "0") == index and "idx" in holder.attrib):
                layout_holder = candidate
                break
            alone = kind in ("dt", "ftr", "sldNum", "hdr") or not ("idx" in holder.attrib or "idx" in candidate.attrib)
            if same_type and alone and layout_holder is None:
                layout_holder = candidate
        if layout_holder is not None:
            found.append(_shape_of(layout_holder))
            kind = layout_holder.get("type", "obj")
    if master is not None:
        wanted = _MASTER_TYPE.get(kind, kind)
        found += [_shape_of(one) for one in elements(master, "p:ph") if one.get("type", "obj") == wanted][:1]
    return tuple(found)


def _shape_of(holder: etree._Element) -> etree._Element:
    owner = holder
    while local(owner) not in _KINDS:
        parent = owner.getparent()
        if parent is None:
            break
        owner = parent
    return owner


def _transform(element: etree._Element) -> etree._Element | None:
    if local(element) == "graphicFrame":
        return find(element, "p:xfrm")
    for child in element:
        if str(child.tag) in (q("p:spPr"), q("p:grpSpPr")):
            return find(child, "a:xfrm")
    return None


def _numbers(element: etree._Element | None, *names: str) -> list[float] | None:
    values = [number(element.get(name)) for name in names] if element is not None else [None]
    return None if any(value is None for value in values) else [float(value or 0) for value in values]


def _frame(shape: DeckShape, scale: tuple[float, float, float, float]) -> ShapeFrame | None:
    for element in (shape.element, *shape.parents):
        transform = _transform(element)
        place, size = _numbers(find(transform, "a:off"), "x", "y"), _numbers(find(transform, "a:ext"), "cx", "cy")
        if place is None or size is None or transform is None:
            continue
        sx, sy, dx, dy = scale
        frame = ShapeFrame(place[0] * sx + dx, place[1] * sy + dy, size[0] * sx, size[1] * sy)
        return _turned(frame, number(transform.get("rot")) or 0)
    return None


def _turned(frame: ShapeFrame, rotation: int) -> ShapeFrame:
    """Return the upright box around a box that is turned by 60,000ths of a degree."""
    angle = math.radians(rotation / 60_000)
    if not rotation:
        return frame
    sine, cosine = abs(math.sin(angle)), abs(math.cos(angle))
    width, height = frame.width * cosine + frame.height * sine, frame.width * sine + frame.height * cosine
    return ShapeFrame(frame.x + (frame.width - width) / 2, frame.y + (frame.height - height) / 2, width, height)


def _inner(element: etree._Element, scale: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """Return how the coordinates inside a group become those of the slide."""
    transform = _transform(element)
    place, size = _numbers(find(transform, "a:off"), "x", "y"), _numbers(find(transform, "a:ext"), "cx", "cy")
    inner_place = _numbers(find(transform, "a:chOff"), "x", "y")
    inner_size = _numbers(find(transform, "a:chExt"), "cx", "cy")
    if place is None or size is None or inner_place is None or inner_size is None:
        return scale
    sx, sy, dx, dy = scale
    ix = size[0] / inner_size[0] if inner_size[0] else 1.0
    iy = size[1] / inner_size[1] if inner_size[1] else 1.0
    return sx * ix, sy * iy, (place[0] - inner_place[0] * ix) * sx + dx, (place[1] - inner_place[1] * iy) * sy + dy


def _around(members: list[DeckShape]) -> ShapeFrame | None:
    frames = [member.frame for member in members if member.frame is not None]
    if not frames:
        return None
    x, y = min(frame.x for frame in frames), min(frame.y for frame in frames)
    return ShapeFrame(x, y, max(frame.right for frame in frames) - x, max(frame.bottom for frame in frames) - y)
