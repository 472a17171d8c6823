"""Handlers of text: masthead, title, headings, paragraphs, lists, sources."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, lru_cache

from irdocs.document.nodes import (
    Chart,
    Choices,
    ContactBlock,
    DaySteps,
    Heading,
    IconArray,
    List,
    ListItem,
    Masthead,
    Paragraph,
    QuestionsToAsk,
    Recovery,
    ReferenceList,
    RiskFigures,
    RiskTable,
    SafetyNet,
    Section,
    Table,
    TitleBlock,
    words,
)
from irdocs.pdf import paragraph as text
from irdocs.pdf.arrange import Beside, Fixed, Illustration, Indented, Painting, PanelBox, Stack
from irdocs.pdf.canvas import Canvas
from irdocs.pdf.pager import MM, Flowable, Mark, PagerItem
from irdocs.pdf.structure import STRUCTURE_TYPES, Elem, list_attributes
from irdocs.pdf.typesetter import Typesetter
from irdocs.typeset.faces import face
from irdocs.typeset.figures.marks import check_box
from irdocs.typeset.figures.read import read_picture
from irdocs.typeset.figures.shapes import Picture
from irdocs.typeset.linebreak import FontStyle

BULLET = 1.5
"""Size of a bullet, as a multiple of the size of its text."""

_ROLES = {
    "body": "body",
    "lead": "lead",
    "purpose": "purpose",
    "caption": "caption",
    "formats": "formats",
}
"""Role of a paragraph in the tree -> role in the theme."""


INTRODUCED = (IconArray, RiskFigures, RiskTable, Table, Chart, Choices, Recovery, DaySteps, SafetyNet, QuestionsToAsk)
"""What a short paragraph before it introduces: both stay on one page."""


@dataclass
class Titled:
    """A heading: a paragraph that also stands in the outline."""

    paragraph: text.ParagraphFlowable
    title: str
    level: int

    def wrap(self, width: float) -> float:
        """Give the height."""
        return self.paragraph.wrap(width)

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        """Draw the words and add the bookmark."""
        canvas.bookmark(self.title, self.level, y)
        self.paragraph.draw(canvas, x, y, width)


def section(node: Section, setter: Typesetter, parent: Elem) -> list[PagerItem]:
    """A part with a heading: one Sect."""
    element = Elem("Sect", parent)
    arrives = any(isinstance(child, ContactBlock) for child in node.children)
    made: list[PagerItem] = []
    for position, child in enumerate(node.children):
        if arrives and isinstance(child, Heading) and child.level <= 2:
            made += heading(child, setter, element, "end")
            if setter.document.kind == "booklet":  # the back cover: what a reader looks for is found without opening
                made[-1] = replace(made[-1], new_page=True)
        else:
            items = setter.items([child], element)
            if isinstance(child, Paragraph) and child.role == "caption" and made and made[-1].wide:
                # It belongs to the table or figure above: same edge, and off the line
                items = [replace(item, wide=True, clearance=3 * MM) for item in items]
            follower = node.children[position + 1] if position + 1 < len(node.children) else None
            if isinstance(child, Paragraph) and isinstance(follower, INTRODUCED) and _is_short(child):
                items = [replace(item, keep_next=True) for item in items]
            made += items
    return made


def _is_short(node: Paragraph) -> bool:
    return len(words(node.line)) < 200


def heading(node: Heading, setter: Typesetter, parent: Elem, mark: str = "ring") -> list[PagerItem]:
    """A heading of a section, with its ring on the route line at level 2."""
    role = "h2" if node.level <= 2 else "h3"
    look = setter.look(role)
    element = Elem(STRUCTURE_TYPES[f"h{min(node.level, 6)}"], parent)
    indent = setter.theme.page.heading_indent_mm * MM if role == "h2" else 0.0
    words_ = setter.paragraph(node.line, look, element, node.at, indent=indent, hold_last=True)
    title = words(node.line)
    content = Titled(words_, title, min(node.level, 3) - 1)
    if role == "h3":
        return [PagerItem(content, before=setter.paragraph_gap, after=0.0, keep_next=True, at=node.at)]
    return [
        PagerItem(
            content,
            before=setter.space("before-h2", 8.0),
            after=setter.space("after-h2", 1.6),
            stretch=setter.space("stretch-h2", 0.0),
            opens=True,
            keep_next=True,
            least_room=setter.space("least-section", 35.0),
            marks=(Mark(mark, look.baseline - look.x_height / 2),),
            at=node.at,
        )
    ]


def paragraph(node: Paragraph, setter: Typesetter, parent: Elem) -> list[PagerItem]:
    """A paragraph of a role."""
    role = setter.body if node.role == "body" else _ROLES.get(node.role, setter.body)
    look = setter.look(role)
    content = setter.paragraph(node.line, look, Elem("P", parent), node.at, hold_last=True)
    gap = setter.paragraph_gap
    if node.role == "below":  # what belongs to a table above it: the same edge, off the line
        note = setter.paragraph(node.line, setter.look("note"), Elem("P", parent), node.at, hold_last=True)
        return [PagerItem(note, wide=True, before=1.4 * MM, after=gap, clearance=3 * MM, at=node.at)]
    leads = words(node.line).rstrip().endswith(":")
    if node.role == "purpose":
        gap = setter.space("purpose", 4.0)
    return [PagerItem(content, before=gap if node.role == "purpose" else 0.0, after=gap, keep_next=leads, at=node.at)]


def lists(node: List, setter: Typesetter, parent: Elem) -> list[PagerItem]:
    """A list: bullets, numbers or boxes to tick."""
    return _list(node, setter, parent, 0)


def _list(node: List, setter: Typesetter, parent: Elem, depth: int) -> list[PagerItem]:
    look = setter.look(setter.body)
    element = Elem("L", parent, attributes=list_attributes(node.kind))
    gap = setter.space("between-checks", 2.4) if node.kind == "check" else look.leading_pt * 0.2
    made: list[PagerItem] = []
    for position, item in enumerate(node.items):
        item_element = Elem("LI", element)
        label_element = Elem("Lbl", item_element) if node.kind != "check" else None
        body = Elem("LBody", item_element)
        indent, label = list_label(node.kind, position + 1, look, label_element, depth)
        content = setter.paragraph(item.line, look, Elem("P", body), item.at, indent=indent, label=label)
        nth = (position, len(node.items) - position)
        made.append(PagerItem(content, before=gap if position else 0.0, after=gap, nth=nth, at=item.at))
        for child in item.children:
            below = _list(child, setter, body, depth + 1) if isinstance(child, List) else setter.items([child], body)
            made += [replace(one, content=Indented(indent, one.content)) for one in below]
    if made:
        made[-1] = replace(made[-1], after=setter.paragraph_gap)
    return made


def list_label(
    kind: str, position: int, look: text.ParagraphStyle, element: Elem | None, depth: int = 0
) -> tuple[float, text.Label]:
    """Give the indent of an item, and what draws its label."""
    if kind == "check":
        size = 5 * MM * look.size_pt / 14

        def box(canvas: Canvas, x: float, baseline: float) -> None:
            top = baseline - look.cap_height / 2 - size / 2
            with canvas.artifact():
                canvas.picture(_box(), x, top, size, size)

        return size * 1.7, box
    words_ = f"{position}." if kind == "number" else ("\u2022" if depth == 0 else "\u2013")
    if kind == "number":
        setting, down = look.setting_bold, 0.0
    elif depth:
        setting, down = look.setting_regular, 0.0
    else:
        setting, down = _bullet(look)

    def label(canvas: Canvas, x: float, baseline: float) -> None:
        assert element is not None
        canvas.begin(element)
        canvas.text(x, baseline + down, words_, setting, look.colour)
        canvas.end()

    return look.size_pt * (1.6 if kind == "number" else 1.15), label


@lru_cache(maxsize=64)
def _bullet(look: text.ParagraphStyle) -> tuple[FontStyle, float]:
    """The face's bullet is small: set larger, its middle on the middle of the small letters."""
    size = BULLET * look.size_pt
    down = face(look.family, False).middle_of("\u2022") * size / 1000 - look.x_height / 2
    return look.setting_regular._replace(size_pt=size), down


@cache
def _box() -> Picture:
    return check_box()


def list_stack(items: tuple[ListItem, ...], setter: Typesetter, parent: Elem, gap: float) -> Stack:
    """Give a short bulleted list as one flowable, for panels and boxes."""
    look = setter.look(setter.body)
    element = Elem("L", parent, attributes=list_attributes("bullet"))
    rows: list[tuple[float, Flowable]] = []
    for item in items:
        item_element = Elem("LI", element)
        indent, label = list_label("bullet", 0, look, Elem("Lbl", item_element))
        body = Elem("LBody", item_element)
        rows.append((gap, setter.paragraph(item.line, look, Elem("P", body), item.at, indent=indent, label=label)))
        rows += [(gap, Indented(indent, one.content)) for one in setter.items(item.children, body)]
    return Stack(rows)


def masthead(node: Masthead, setter: Typesetter, parent: Elem) -> list[PagerItem]:
    """Who publishes and for whom, with the logo's slot at the right edge."""
    look = setter.look("caption")
    service = setter.paragraph(node.service, setter.look("caption", bold=True), Elem("P", parent), node.at)
    audience = setter.paragraph(node.audience, look, Elem("P", parent), node.at)
    slot_width, slot_height = setter.space("logo-width", 46.0), setter.space("logo-height", 17.0)
    slot = logo(setter, parent, slot_height) or logo_slot(setter, slot_width, slot_height)
    rows: list[tuple[float, Flowable]] = [(0, service), (0, audience)]
    if node.draft:
        rows.append((1.4 * MM, draft_mark(node.draft, setter, parent).content))
    content = Beside(Stack(rows), slot, slot_width, 4 * MM)
    # a document begins here, also behind a letter
    return [PagerItem(content, after=setter.space("after-masthead", 6.0), new_page=True, at=node.at)]


def logo(setter: Typesetter, parent: Elem, height: float) -> Flowable | None:
    """Give the brand's logo, fitted into its slot at the top right; None where the brand has none."""
    path = setter.theme.logo
    if path is None:
        return None
    alt = setter.document.publisher or setter.document.author or path.stem
    picture = read_picture(path, setter.problems, path.name)
    if picture is None:
        return None
    return Illustration(picture, Elem("Figure", parent, alt=alt), height, align="right")


def logo_slot(setter: Typesetter, width: float, height: float) -> Flowable:
    """Give the empty slot for a logo: a dashed box with words that are for the editor, not for the reader."""
    look = setter.look("caption")
    words_ = setter.locale.say("page.logo")

    def paint(canvas: Canvas, x: float, y: float, _width: float) -> None:
        with canvas.artifact():
            canvas.rect(x + 0.5, y + 0.5, width - 1, height - 1, "white", "grey4", 1.0, 2.0, "3 2")
            canvas.text(x + width / 2, y + height / 2 + look.cap_height / 2, words_, look.setting, "grey6", "centre")

    return Painting(height, paint)


def title_block(node: TitleBlock, setter: Typesetter, parent: Elem) -> list[PagerItem]:
    """Title (one step smaller from the third line on), lead, draft mark; the route begins here."""
    look = setter.look("title")
    element = Elem("H1", parent)
    spans = setter.spans(node.title)
    width = setter.theme.page.text_mm * MM
    title = setter.paragraph(spans, look, element, node.at)
    title.wrap(width)
    if len(title.lines) > 2:
        look = setter.look("title-long")
        title = setter.paragraph(spans, look, element, node.at)
        title.wrap(width)
        if len(title.lines) > 4:
            setter.problems.error(
                "title-too-long",
                node.at,
                f"the title takes {len(title.lines)} lines; at most 4 fit",
                "shorten the title",
            )
    said = words(node.title)
    made = [
        PagerItem(
            Titled(title, said, 0),
            after=setter.space("after-title", 3.0),
            keep_next=True,
            marks=(Mark("entry", look.baseline - look.x_height / 2),),
            at=node.at,
        )
    ]
    if node.lead:
        lead = setter.paragraph(node.lead, setter.look("lead"), Elem("P", parent), node.at, hold_last=True)
        made.append(PagerItem(lead, after=setter.space("after-lead", 4.0), at=node.at))
    if node.draft:
        made.append(draft_mark(node.draft, setter, parent))
    made[-1] = replace(made[-1], after=setter.space("after-title-block", 8.0))
    return made


def draft_mark(said: str, setter: Typesetter, parent: Elem) -> PagerItem:
    """The mark of a draft, in an outlined box as wide as its words."""
    look = setter.look("draft")
    words_ = setter.paragraph(said, look, Elem("P", parent), setter.document.at)
    side = 2 * MM
    words_.wrap(setter.theme.page.text_mm * MM - 2 * side)
    box = PanelBox(words_, (1 * MM, side, 1 * MM, side), stroke="ink", line=1.0)
    return PagerItem(Fixed(box, words_.natural_width + 2 * side + 0.5), after=4 * MM)


def reference_list(node: ReferenceList, setter: Typesetter, parent: Elem) -> list[PagerItem]:
    """The numbered sources, over the whole width: the route line has ended before them. Each address is a link."""
    look = setter.look("sources")
    element = Elem("L", parent, attributes=list_attributes("number"))
    indent = look.size_pt * (2.2 if len(node.references) > 9 else 1.7)
    made: list[PagerItem] = []
    for reference in node.references:
        item = Elem("LI", element)
        _, label = list_label("number", reference.number, look, Elem("Lbl", item))
        spans = _with_address(reference.text, reference.url, reference.address)
        content = setter.paragraph(
            spans, look, Elem("P", Elem("LBody", item)), reference.at, indent=indent, label=label
        )
        made.append(PagerItem(content, wide=True, after=look.leading_pt * 0.2, at=reference.at))
    if made:
        made[-1] = replace(made[-1], after=setter.paragraph_gap)
    return made


def _with_address(said: str, url: str, address: str) -> list[text.StyledSpan]:
    """Add the address, as a link, to a source."""
    if not url:
        return [text.StyledSpan(said)]
    return [
        text.StyledSpan(said.rstrip() + " "),
        text.StyledSpan(address or url, target=text.Target(url, address or url)),
    ]
