"""The handler of covers: the first page of a booklet, the front of a trifold.

The ground is painted over the edge of the page, so that a press file has its bleed; a screen shows the page alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from irdocs.document.nodes import Cover, Line, Masthead, TitleBlock, words
from irdocs.pdf.arrange import Beside, Fixed, PanelBox, Stack
from irdocs.pdf.blocks_text import Titled, logo, logo_slot
from irdocs.pdf.canvas import Canvas
from irdocs.pdf.pager import MM, Flowable, PagerItem
from irdocs.pdf.paragraph import ParagraphFlowable, ParagraphStyle
from irdocs.pdf.structure import Elem
from irdocs.pdf.typesetter import Typesetter
from irdocs.typeset.figures.shapes import Picture
from irdocs.typeset.linebreak import measure

BLEED = 3 * MM
MOST_LINES = 4
AROUND = 8 * MM
"""Kept clear round each place that a drawing names, where the drawing is cropped."""
MOST_CROP = 1.5
"""A drawing is enlarged at most so much beyond what the page would hold whole."""


def cover(node: Cover, setter: Typesetter, parent: Elem) -> list[PagerItem]:
    """Masthead, title and lead above, the drawing below, edition and code at the foot."""
    dark = not setter.theme.black_only
    page = setter.theme.page
    width = setter.width_mm * MM
    ink = "white" if dark else "ink"
    rows: list[tuple[float, Flowable]] = [(0, _masthead(node.masthead, setter, parent, ink))]
    rows += _title(node.title, setter, parent, width, dark)
    small = None
    if node.title.small:
        small = setter.paragraph(node.title.small, setter.look("caption", colour=ink), Elem("P", parent), node.at)
    picture = figure = None
    if node.drawing is not None:
        figure = Elem("Figure", parent, alt=node.drawing.alt)
        picture = in_dark(node.drawing.picture) if dark else node.drawing.picture
    content = _CoverPage(Stack(rows), picture, figure, small, page.width_mm * MM, page.height_mm * MM, dark)
    return [PagerItem(content, wide=True, fills=True, at=node.at)]


def _masthead(node: Masthead, setter: Typesetter, parent: Elem, ink: str) -> Flowable:
    service = setter.paragraph(node.service, setter.look("caption", bold=True, colour=ink), Elem("P", parent), node.at)
    audience = setter.paragraph(node.audience, setter.look("caption", colour=ink), Elem("P", parent), node.at)
    said = Stack([(0, service), (0, audience)])
    narrow = setter.columns("masthead") == 1
    wide, high = (38.0 * MM, 14.0 * MM) if narrow else (40.0 * MM, 15.0 * MM)
    own = logo(setter, parent, high - 3 * MM)
    slot = (
        PanelBox(own, (1.5 * MM, 1.5 * MM, 1.5 * MM, 1.5 * MM), fill="white") if own else logo_slot(setter, wide, high)
    )
    if narrow:
        return Stack([(0, Beside(Stack([]), slot, wide)), (3 * MM, said)])
    return Beside(said, slot, wide, 4 * MM)


def _title(
    node: TitleBlock, setter: Typesetter, parent: Elem, width: float, dark: bool
) -> list[tuple[float, Flowable]]:
    """Title (one step smaller from the fourth line on), lead, draft mark."""
    element = Elem("H1", parent)
    colour = "white" if dark else None
    title = _fitting(setter, node, element, width, colour)
    rows: list[tuple[float, Flowable]] = [(12 * MM, Titled(title, words(node.title), 0))]
    if node.lead:
        look = setter.look("lead", colour="sky" if dark else None)
        rows.append((3 * MM, setter.paragraph(node.lead, look, Elem("P", parent), node.at, hold_last=True)))
    if node.draft:
        mark = setter.paragraph(
            node.draft, setter.look("draft", colour="white" if dark else None), Elem("P", parent), node.at
        )
        side = 2 * MM
        mark.wrap(width - 2 * side)
        box = PanelBox(mark, (1 * MM, side, 1 * MM, side), stroke="white" if dark else "ink", line=1.0)
        rows.append((4 * MM, Fixed(box, mark.natural_width + 2 * side + 0.5)))
    return rows


def _fitting(
    setter: Typesetter, node: TitleBlock, element: Elem, width: float, colour: str | None
) -> ParagraphFlowable:
    """Set the title; where the formal one does not fit, one step smaller, then the plain name (visual.md 3.2).

    A word is never broken: one that is wider than the page is set as large as the page allows.
    """
    plain = setter.document.keywords[0] if setter.document.keywords else ""
    title, long = setter.look("title", colour=colour), setter.look("title-long", colour=colour)
    tries: list[tuple[Line | str, ParagraphStyle, int]] = [(node.title, title, 3), (node.title, long, MOST_LINES)]
    if plain:
        tries.append((plain[:1].upper() + plain[1:], title, MOST_LINES))
    widest = max(measure(word, long.family, long.bold, long.size_pt) for word in words(node.title).split())
    if widest > width:
        share = max(width / widest, setter.look("h2").size_pt / long.size_pt)
        tries.append((node.title, replace(long, size_pt=long.size_pt * share, leading_pt=long.leading_pt * share), 4))
    for line, look, most in tries:
        made = setter.paragraph(line, look, element, node.at)
        made.wrap(width)
        said = line if isinstance(line, str) else words(line)
        whole = all(measure(word, look.family, look.bold, look.size_pt) <= width + 0.5 for word in said.split())
        if len(made.lines) <= most and whole:
            return made
    setter.problems.error(
        "title-too-long",
        node.at,
        f"neither the title nor the plain name fits {MOST_LINES} lines of the cover",
        "shorten the plain name",
    )
    return made


def in_dark(picture: Picture) -> Picture:
    """Give a drawing in the values for dark grounds: each token's dark twin (visual.md 7.3)."""
    shapes = tuple(
        replace(
            shape,
            fill=f"dark-{shape.fill}" if shape.fill else shape.fill,
            stroke=f"dark-{shape.stroke}" if shape.stroke else shape.stroke,
        )
        for shape in picture.shapes
    )
    return replace(picture, shapes=shapes)


@dataclass
class _CoverPage:
    """Everything on a cover; it knows the whole page, as its ground and its drawing run over the edge."""

    top: Stack
    picture: Picture | None
    figure: Elem | None
    small: ParagraphFlowable | None
    page_width: float
    page_height: float
    dark: bool

    def wrap(self, width: float) -> float:
        """Give the height of the words; the rest of the page is the drawing's."""
        small = self.small.wrap(width) if self.small else 0.0
        return self.top.wrap(width) + small + 8 * MM

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        """Paint the ground, then the words from the top, the drawing and the line at the foot."""
        if self.dark:
            with canvas.artifact():
                canvas.rect(-BLEED, -BLEED, self.page_width + 2 * BLEED, self.page_height + 2 * BLEED, "deep")
        self.top.draw(canvas, x, y, width)
        foot = self.page_height - 10 * MM
        small_top, small_right = foot, x
        if self.small is not None:
            small_top = foot - self.small.wrap(width)
            small_right = x + self.small.natural_width
        if self.picture is not None and self.figure is not None:
            self._drawing(canvas, x, y + self.top.wrap(width) + 6 * MM, small_top, small_right)
        if self.small is not None:
            self.small.draw(canvas, x, small_top, width)

    def _drawing(self, canvas: Canvas, left: float, top: float, small_top: float, small_right: float) -> None:
        """Set the drawing at the right and over the lower edge, or above the line at the foot where it is wide."""
        picture, figure = self.picture, self.figure
        assert picture is not None and figure is not None
        right, bottom = self.page_width + BLEED, self.page_height + BLEED
        whole = min((right - left) / picture.width, (bottom - top) / picture.height)
        lowest = max((place[1] for place in picture.anchors.values()), default=picture.height)
        cropped = min((self.page_height - AROUND - top) / max(lowest, 1.0), (right - left) / picture.width)
        room = right - small_right - 2 * MM
        fits = [one for one in (min(cropped, whole * MOST_CROP), whole) if picture.width * one <= room]
        if fits:
            scale = max(fits)
            x, y = right - picture.width * scale, max(top, bottom - picture.height * scale)
        else:
            # It would stand on the words at the foot: above them, whole and within the page
            right, bottom = self.page_width - left, small_top - 6 * MM
            scale = min((right - left) / picture.width, (bottom - top) / picture.height)
            x = left + (right - left - picture.width * scale) / 2
            y = top + (bottom - top - picture.height * scale) / 2
        wide, high = picture.width * scale, picture.height * scale
        canvas.bound(figure, x, y, min(wide, self.page_width - x), min(high, self.page_height - y))
        with canvas.whole(figure):
            canvas.picture(picture, x, y, wide, high)
