"""Handlers of what keeps a patient safe and in touch: the two boxes, questions, contacts, the control block."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from irdocs.document.nodes import (
    Contact,
    ContactBlock,
    ControlBlock,
    Phone,
    QuestionsToAsk,
    SafetyNet,
    Signs,
    WritingLines,
    words,
)
from irdocs.pdf.arrange import Beside, ColumnBox, Columns, Illustration, Painting, PanelBox, Stack
from irdocs.pdf.blocks_text import list_stack
from irdocs.pdf.canvas import Canvas
from irdocs.pdf.pager import MM, Flowable, PagerItem
from irdocs.pdf.paragraph import ParagraphFlowable, StyledSpan, Target
from irdocs.pdf.structure import Elem
from irdocs.pdf.typesetter import Typesetter
from irdocs.typeset.figures.marks import telephone
from irdocs.typeset.figures.shapes import Picture
from irdocs.typeset.linebreak import NBSP, measure

RADIUS = 1.4 * MM
EMERGENCY_FRAME = 3.4
OURS_FRAME = 1.2
LEAST_TO_WRITE = 32 * MM
"""Room for a telephone number written by hand."""


LEAST_CODE, CODE_GAP = 20 * MM, 4 * MM
"""A code that a telephone reads from a page that is held in the hand; the room between it and words."""


# --- when to get help -------------------------------------------------------------------------------------------------


def safety_net(node: SafetyNet, setter: Typesetter, parent: Elem) -> list[PagerItem]:
    """Our box and the 999 box, side by side and equally high; 999 below where the page is narrow."""
    beside = setter.columns("help") > 1
    boxes: list[PanelBox] = []
    if node.emergency is not None:
        boxes.append(_emergency_box(node.emergency, setter, parent))
    if node.ours:
        boxes.append(_our_box(node, setter, parent))
    if not boxes:
        return []
    gap = setter.space("between-boxes", 4.0)
    width = setter.width_mm * MM
    if beside and len(boxes) == 2:
        half = (width - gap) / 2
        highest = max(box.wrap(half) for box in boxes)
        for box in boxes:
            box.least_height = highest
        rows: list[Flowable] = [Columns([ColumnBox(1, box) for box in boxes], gap=gap)]
    else:
        rows = [*boxes]
    # One above the other they stay together where a page holds both below their heading, else they part between them
    room = setter.theme.page.content_mm * MM - 3 * setter.look("h2").leading_pt
    together = sum(row.wrap(width) for row in rows) + gap * (len(rows) - 1) <= room
    return [
        PagerItem(
            row,
            wide=True,
            before=setter.space("before-wide", 3.0) if position == 0 else gap,
            after=setter.space("after-wide", 4.0),
            keep_next=together and position + 1 < len(rows),
            clearance=0.0,
            at=node.at,
        )
        for position, row in enumerate(rows)
    ]


def _our_box(node: SafetyNet, setter: Typesetter, parent: Elem) -> PanelBox:
    """The frame with the telephone: each rank with its signs, the numbers below the first."""
    inside, inset, room = setter.inside("help"), _inset(setter), setter.space("box-room", 2.4)
    rows: list[tuple[float, Flowable]] = []
    for position, signs in enumerate(node.ours):
        part = Elem("Div", parent)
        title = setter.paragraph(signs.title, setter.look("safety-bar"), Elem("H3", part), signs.at)
        bar: Flowable = _TelephoneBar(title, inset) if position == 0 else title
        if position == 0:
            rows += [(0, bar), (room, _hairline())]
        else:
            rows += [(3 * MM, _hairline()), (2 * MM, _Inset(bar, inset))]
        body: list[tuple[float, Flowable]] = []
        if position == 0:
            body += [(0.5 * MM, _phone(phone, setter, part)) for phone in node.phones]
            if node.no_answer:
                line = setter.paragraph(node.no_answer, inside.look("help", bold=True), Elem("P", part), node.at)
                body.append((1 * MM, line))
        if signs.items:
            body.append((room, list_stack(signs.items, inside, part, setter.space("between-signs", 0.8))))
        rows.append((room if position == 0 else 1 * MM, _Inset(Stack(body), inset)))
    frame = PanelBox(
        _Inset(Stack(rows), 0),
        (room, 0, room + 0.6 * MM, 0),
        fill="white",
        stroke="petrol",
        line=OURS_FRAME,
        radius=RADIUS,
    )
    return frame


def _inset(setter: Typesetter) -> float:
    """Return the room at the sides of the boxes."""
    return setter.space("box-inset", 4.0)


@dataclass
class _Inset:
    """A flowable with the box's side room."""

    content: Flowable
    room: float

    def wrap(self, width: float) -> float:
        return self.content.wrap(width - 2 * self.room)

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        self.content.draw(canvas, x + self.room, y, width - 2 * self.room)


@dataclass
class _TelephoneBar:
    """The sign of a telephone and the title beside it."""

    title: ParagraphFlowable
    inset: float

    def wrap(self, width: float) -> float:
        return max(8 * MM, self.title.wrap(width - 2 * self.inset - 11 * MM))

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        height = self.wrap(width)
        with canvas.artifact():
            canvas.picture(_telephone(), x + self.inset, y + (height - 8 * MM) / 2, 8 * MM, 8 * MM)
        inner = width - 2 * self.inset - 11 * MM
        down = (height - self.title.wrap(inner)) / 2
        self.title.draw(canvas, x + self.inset + 11 * MM, y + down, inner)


@lru_cache(maxsize=4)
def _telephone() -> Picture:
    return telephone(8.0)


def _hairline() -> Painting:
    def paint(canvas: Canvas, x: float, y: float, width: float) -> None:
        with canvas.artifact():
            canvas.rule(x + OURS_FRAME, y, x + width - OURS_FRAME, y, "soft", 0.5)

    return Painting(0.0, paint)


def _phone(phone: Phone, setter: Typesetter, parent: Elem) -> Flowable:
    """A label and its number, large; without a number a line to write on."""
    panel = setter.look("panel")
    label = f"{phone.label}:" if phone.label else ""
    element = Elem("P", parent)
    hours = setter.paragraph(phone.hours, panel, Elem("P", parent), phone.at) if phone.hours else None
    if not phone.number:
        first: Flowable = _ToFill(
            setter.paragraph(label, panel, element, phone.at), 0.7, setter.space("fill-line", 9.0)
        )
    else:
        number = phone.number.replace(" ", NBSP)
        first = _Labelled(label, number, setter, element, phone)
    return Stack([(0, first), (0, hours)]) if hours else first


class _Labelled:
    """A small label and a large number on one baseline, one paragraph to a reader."""

    def __init__(self, label: str, number: str, setter: Typesetter, element: Elem, phone: Phone) -> None:
        self.small, self.large = setter.look("panel"), setter.look("phone")
        self.label = setter.paragraph(label + " ", self.small, element, phone.at)
        href = "tel:" + "".join(c for c in phone.number if c.isdigit() or c == "+")
        spans = [StyledSpan(number, colour="ink", target=Target(href, phone.number))]
        self.number = setter.paragraph(spans, self.large, element, phone.at)
        self.gap = measure(f"{label} ", self.small.family, self.small.bold, self.small.size_pt)
        self.gap += 0.3 * self.small.size_pt
        self.label.continues = True

    def wrap(self, width: float) -> float:
        self.label.wrap(width)
        return self.number.wrap(width - self.gap)

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        self.wrap(width)
        self.label.draw(canvas, x, y + self.large.baseline - self.small.baseline, width)
        self.number.draw(canvas, x + self.gap, y, width - self.gap)


@dataclass
class _ToFill:
    """A label and a line to write on."""

    label: ParagraphFlowable
    line: float
    room: float = 9 * MM

    def wrap(self, width: float) -> float:
        height = self.label.wrap(width)
        return self.room if self._beside(width) else height + self.room

    def _beside(self, width: float) -> bool:
        """Say whether there is room to write beside the label."""
        self.label.wrap(width)
        return len(self.label.lines) == 1 and width - self.label.natural_width >= LEAST_TO_WRITE

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        height = self.wrap(width)
        look = self.label.look
        beside = self._beside(width)
        top = y + height - look.leading_pt if beside else y
        self.label.draw(canvas, x, top, width)
        left = x + self.label.natural_width + 2 * MM if beside else x
        level = y + height - look.leading_pt + look.baseline + 1
        with canvas.artifact():
            canvas.rule(left, level, x + width, level, "grey4", self.line)


def _emergency_box(signs: Signs, setter: Typesetter, parent: Elem) -> PanelBox:
    """The heaviest frame of the document, with its bar."""
    inside = setter.inside("help")
    room = setter.space("box-room", 2.4)
    part = Elem("Div", parent)
    colour = "ink" if setter.theme.black_only else "red"
    bar = _EmergencyBar(signs, setter, Elem("H3", part), colour)
    items = list_stack(signs.items, inside, part, setter.space("between-signs", 0.8))
    content = Stack([(0, bar), (room + 0.6 * MM, _Inset(items, _inset(setter)))])
    around = (EMERGENCY_FRAME, 0, room + 1.6 * MM, 0)
    return PanelBox(content, around, fill="white", stroke=colour, line=EMERGENCY_FRAME, radius=RADIUS)


class _EmergencyBar:
    """ "Call 999" and what else may be done, in white on the bar: one heading."""

    def __init__(self, signs: Signs, setter: Typesetter, element: Elem, colour: str) -> None:
        self.colour = colour
        self.inset = _inset(setter)
        self.big = setter.paragraph(signs.title, setter.look("emergency"), element, signs.at)
        self.aside = (
            setter.paragraph(signs.aside, setter.look("emergency-aside"), element, signs.at) if signs.aside else None
        )
        self.big.continues = self.aside is not None

    def _beside(self, width: float) -> float | None:
        """Give where the aside starts on the line of the title, None where it goes below."""
        inner = width - 2 * self.inset
        self.big.wrap(inner)
        if self.aside is None or len(self.big.lines) > 1:
            return None
        start = self.big.natural_width + 3 * MM
        self.aside.wrap(inner - start)
        return start if len(self.aside.lines) == 1 else None

    def wrap(self, width: float) -> float:
        height = self.big.wrap(width - 2 * self.inset)
        if self.aside is not None and self._beside(width) is None:
            height += self.aside.wrap(width - 2 * self.inset)
        return height + 3.4 * MM

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        height = self.wrap(width)
        with canvas.artifact():
            canvas.rect(x + 1.7, y - 1.7, width - 3.4, height + 1.7, self.colour)
        top, inner = y + 1.4 * MM, width - 2 * self.inset
        start = self._beside(width)
        self.big.draw(canvas, x + self.inset, top, inner)
        if self.aside is not None:
            if start is not None:
                level = top + self.big.look.baseline - self.aside.look.baseline
                self.aside.draw(canvas, x + self.inset + start, level, inner - start)
            else:
                self.aside.draw(canvas, x + self.inset, top + self.big.wrap(inner), inner)


# --- questions and lines to write on ----------------------------------------------------------------------------------


def questions_to_ask(node: QuestionsToAsk, setter: Typesetter, parent: Elem) -> list[PagerItem]:
    """Each question with its writing lines, never parted."""
    look = setter.look(setter.body)
    made: list[PagerItem] = []
    if setter.columns("questions") > 1:
        return _asked_in_pairs(node, setter, parent)
    for ask in node.asks:
        spans = [StyledSpan(ask.lead, bold=True), StyledSpan(f" {ask.question}")]
        question = setter.paragraph(spans, look, Elem("P", parent), ask.at)
        rows: list[tuple[float, Flowable]] = [(0, question)]
        if node.lines:
            rows.append((0, _writing_lines(node.lines, setter)))
        made.append(PagerItem(Stack(rows), after=setter.space("between-questions", 2.0), at=ask.at))
    return made


def _asked_in_pairs(node: QuestionsToAsk, setter: Typesetter, parent: Elem) -> list[PagerItem]:
    """Questions two to a row, each with its lines below."""
    look = setter.look("panel")
    made: list[PagerItem] = []
    for start in range(0, len(node.asks), 2):
        cells: list[ColumnBox] = []
        for ask in node.asks[start : start + 2]:
            spans = [StyledSpan(ask.lead, bold=True), StyledSpan(f" {ask.question}")]
            rows: list[tuple[float, Flowable]] = [(0, setter.paragraph(spans, look, Elem("P", parent), ask.at))]
            if node.lines:
                rows.append((0, _writing_lines(node.lines, setter)))
            cells.append(ColumnBox(1, Stack(rows)))
        before = 0.0 if start else setter.space("before-wide", 3.0)
        gap = setter.space("between-questions", 3.0)
        made.append(
            PagerItem(
                Columns(cells, gap=4 * MM), wide=True, before=before, after=gap, keep_next=start + 2 < len(node.asks),
                clearance=3 * MM, at=node.asks[start].at,
            )
        )  # fmt: skip
    return made


def writing_lines(node: WritingLines, setter: Typesetter, parent: Elem) -> list[PagerItem]:
    """Lines to write on: decoration, so nothing in the structure."""
    if not setter.space("writing-line", 8.0):
        return []
    return [PagerItem(_writing_lines(1, setter), at=node.at) for _ in range(node.count)]


def _writing_lines(count: int, setter: Typesetter) -> Painting:
    """Rules one below another; none where the theme has no room for them."""
    pitch = setter.space("writing-line", 8.0)

    def paint(canvas: Canvas, x: float, y: float, width: float) -> None:
        if not pitch:
            return
        with canvas.artifact():
            for number in range(1, count + 1):
                canvas.rule(x, y + number * pitch, x + width, y + number * pitch, "grey4", 0.7)

    return Painting(count * pitch, paint)


# --- contacts and control ---------------------------------------------------------------------------------------------


def contact_block(node: ContactBlock, setter: Typesetter, parent: Elem) -> list[PagerItem]:
    """Contacts and the formats line, with a code whose address is printed: in the margin of a wide page, else at the right."""
    look = setter.look("contact")
    narrow = setter.columns("contacts") == 1
    rows: list[tuple[float, Flowable]] = []
    below: list[tuple[float, Flowable]] = []
    for contact in node.contacts:
        rows += [(1 * MM, one) for one in _contact(contact, setter, Elem("P", parent), parent)]
    lines = below if narrow else rows
    if node.qr_url:
        said = node.qr_url.removeprefix("https://").removeprefix("http://")
        spans = [StyledSpan(f"{node.qr_label}: ", bold=True)] if node.qr_label and not narrow else []
        spans.append(StyledSpan(said, target=Target(node.qr_url, node.qr_url)))
        lines.append((1 * MM, setter.paragraph(spans, look, Elem("P", parent), node.at)))
    if node.formats:
        formats = setter.paragraph(node.formats, setter.look("formats"), Elem("P", parent), node.at, hold_last=True)
        lines.append((3 * MM, formats))
    content: Flowable = Stack(rows)
    if node.qr_url:
        size = setter.space("qr", 30.0) * 1.0
        figure = Elem("Figure", parent, alt=f"{node.qr_label or 'QR'}: {node.qr_url}")
        page = setter.theme.page
        margin = (page.text_left_mm - page.wide_left_mm) * MM
        if margin > LEAST_CODE + CODE_GAP:
            code = Illustration(_code(node.qr_url), figure, min(size, margin - CODE_GAP), align="left")
            text = (page.right_mm - page.text_left_mm) * MM
            sides = Columns([ColumnBox(margin - CODE_GAP, code), ColumnBox(text, content)], gap=CODE_GAP)
            return [PagerItem(sides, wide=True, after=setter.space("after-wide", 4.0), at=node.at)]
        code = Illustration(_code(node.qr_url), figure, size, align="right")
        content = Beside(content, code, size, CODE_GAP)
    if below:
        content = Stack([(0, content), *below])
    return [PagerItem(content, after=setter.space("after-wide", 4.0), at=node.at)]


@lru_cache(maxsize=64)
def _code(url: str) -> Picture:
    # Imported where a code is drawn: the library behind it costs a fifth of a cold start, and many leaflets have none
    from irdocs.typeset.figures.qr import qr_code

    return qr_code(url)


def _contact(contact: Contact, setter: Typesetter, element: Elem, parent: Elem) -> Iterator[Flowable]:
    look = setter.look("contact")
    spans = [StyledSpan(f"{contact.label}:", bold=True)]
    after = f", {contact.hours}" if contact.hours else ""
    reachable = False
    if contact.number:
        href = "tel:" + "".join(c for c in contact.number if c.isdigit() or c == "+")
        spans.append(StyledSpan(" "))
        spans.append(StyledSpan(contact.number.replace(" ", NBSP), colour="ink", target=Target(href, contact.number)))
        reachable = True
    if after:
        spans.append(StyledSpan(after))
    for address, href in ((contact.email, f"mailto:{contact.email}"), (contact.url, contact.url)):
        if address:
            said = address.removeprefix("https://").removeprefix("http://")
            spans.append(StyledSpan(", " if reachable else " "))
            spans.append(StyledSpan(said, target=Target(href, address)))
            reachable = True
    words_ = setter.paragraph(spans, look, element, contact.at)
    yield words_ if reachable else _ToFill(words_, 0.7, setter.space("fill-line", 9.0))


def control_block(node: ControlBlock, setter: Typesetter, parent: Elem) -> list[PagerItem]:
    """Reference, version, dates and owner above the footer; lines break at the dots only."""
    look = setter.look("control")
    said = " · ".join(words(item).replace(" ", NBSP) for item in node.items)
    text = setter.paragraph(said.replace(" · ", f"{NBSP}· "), look, Elem("P", parent), node.at)

    def rule(canvas: Canvas, x: float, y: float, width: float) -> None:
        with canvas.artifact():
            canvas.rule(x, y, x + width, y, "grey4", 0.5)

    content = Stack([(0, Painting(0.0, rule)), (1.5 * MM, text)])
    before, stretch = setter.space("before-control", 6.0), setter.space("stretch-control", 0.0)
    return [PagerItem(content, before=before, stretch=stretch, at_foot=True, at=node.at)]
