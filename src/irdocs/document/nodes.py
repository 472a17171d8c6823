"""The closed vocabulary of documents: one frozen dataclass an element.

A node knows its place (`at`), its attributes and what it may hold; it does not know how it looks. Words that a writer
needs and no template writes (page numbers, column heads, "continued") come from the locale. Nodes are compared by
identity: generated comparisons and representations of all of them would double the time that this import takes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from irdocs.model.quantities import CountPhrase, Shown
from irdocs.problems import Location
from irdocs.typeset.figures.shapes import Picture


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Node:
    """Anything in the tree."""

    at: Location = Location("")

    def children_of(self) -> "Iterator[Node]":
        """Yield the nodes directly below, in reading order."""
        for one in fields(self):
            value = getattr(self, one.name)
            if isinstance(value, Node):
                yield value
            elif isinstance(value, tuple):
                yield from (item for item in value if isinstance(item, Node))

    def walk(self) -> "Iterator[Node]":
        """Yield this node and everything below it, in reading order."""
        yield self
        for child in self.children_of():
            yield from child.walk()


# --- inline -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Inline(Node):
    """A piece of a line of text."""


Line = tuple[Inline, ...]
"""The content of a paragraph, a heading or a cell."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Text(Inline):
    """Words."""

    text: str


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Strong(Inline):
    """Words that carry weight: bold."""

    line: Line


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Link(Inline):
    """Words that lead to an address."""

    href: str
    line: Line


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Foreign(Inline):
    """Words in another language."""

    language: str
    line: Line


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Amount(Inline):
    """A quantity said in words; the words were computed from the record."""

    quantity: str
    """"subject/name[:part]", for tracing."""
    text: str


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Cite(Inline):
    """Numbers of sources: shown as [1, 2] where the document lists its sources, else not at all."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Dagger(Inline):
    """The mark behind a statement that nobody has checked against a source."""


def words(line: Line) -> str:
    """Return a line as plain text, as it is read aloud."""
    parts: list[str] = []
    for piece in line:
        match piece:
            case Text() | Amount():
                parts.append(piece.text)
            case Strong() | Link() | Foreign():
                parts.append(words(piece.line))
            case Cite():
                parts.append(" [" + ", ".join(str(number) for number in piece.numbers) + "]" if piece.numbers else "")
            case Dagger():
                parts.append("†")
    return "".join(parts)


# --- blocks of text ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Block(Node):
    """Anything that takes up lines of a page or a place on a slide."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Heading(Block):
    """The heading of a section; its level is the depth of its section, 1 for the title."""

    level: int
    line: Line


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Paragraph(Block):
    """A paragraph. `role`: body | lead | purpose | caption | formats (C20, 16 pt)."""

    line: Line
    role: str = "body"


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ListItem(Block):
    """An item of a list; may hold a list below its line."""

    line: Line
    children: tuple[Block, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class List(Block):
    """A list of items. `kind`: bullet | number | check (a tick box that the reader fills in)."""

    kind: str
    items: tuple[ListItem, ...]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Cell(Node):
    """A cell of a table; a header cell has a scope."""

    line: Line
    header: bool = False
    scope: str = "column"
    """"column" or "row"."""
    numeric: bool = False
    """Right aligned, tabular figures."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Row(Node):
    """A row of a table."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Table(Block):
    """A simple table: no merged cells, a filled header row, rows of equal length."""

    head: Row
    rows: tuple[Row, ...]
    summary: str = ""
    """Alternative text: the message of the table in a sentence."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Section(Block):
    """A part with a heading. `rank` orders essentials where room is short; 0 can never be left out."""

    name: str = ""
    """A stable key: what, why, risks, ...; the name of a deck's section is its heading."""
    rank: int = 5
    children: tuple[Block, ...] = ()


# --- pictures and numbers ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Drawing(Block):
    """A drawing by name."""

    name: str
    picture: Picture
    alt: str


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Key(Node):
    """A numbered dot at an anchor of a drawing, and its words."""

    number: int
    drawing: int
    """Index of the drawing in its figure."""
    x: float
    y: float
    """The anchor, in units of the picture."""
    line: Line
    note: Line = ()


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class FigurePanel(Block):
    """One to three drawings, numbered dots, the key beside them, a caption."""

    drawings: tuple[Drawing, ...]
    keys: tuple[Key, ...]
    caption: Line = ()
    alt: str = ""
    height_mm: float = 0.0
    """The most that it takes on paper; 0: as the theme says."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class IconArray(Block):
    """A frequency drawn as 100 people or 1,000 dots, always with its words."""

    quantity: str
    shown: Shown
    harm: bool
    """True: harm (`route`), False: benefit (`petrol`)."""
    frequency: CountPhrase
    """"330" + " in 1,000"."""
    outcome: str
    """"need another procedure within 5 years." """
    others: CountPhrase
    """"670" + " in 1,000 do not." """
    key: str
    """What large and small marks mean, who was counted: "Large dot: better. UK register of 1,387 women." """
    alt: str
    cite: tuple[int, ...] = ()
    mark: str = ""
    """The label of the marked group on a slide: "another procedure"."""
    rest: str = ""
    """The label of the others: "none"."""
    meaning: Line = ()
    """What it means, or what is done: below the picture."""
    drawn: bool = True
    """Whether the picture is shown: where room is short the words stand alone."""

    @property
    def headline(self) -> str:
        """ "330 in 1,000"."""
        return self.frequency.text

    @property
    def complement(self) -> str:
        """ "670 in 1,000 do not." """
        return self.others.text


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class RiskFigures(Block):
    """Up to three icon arrays that are compared: equal width, one denominator."""

    arrays: tuple[IconArray, ...]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class RiskRow(Node):
    """A row of the risk table."""

    risk: str
    quantity: str
    name: Line
    meaning: Line
    count: CountPhrase
    """"75", "about " + "8", "up to " + "20", "fewer than " + "1", "5 to 75"."""
    shown: Shown
    band: str
    """The word band, computed: "Common"."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class RiskTable(Block):
    """Risks out of one denominator, largest first; what is not known stands below as sentences."""

    of: int
    rows: tuple[RiskRow, ...]
    caption: str = ""
    summary: str = ""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ChartSeries(Node):
    """One row of data of a chart."""

    label: str
    values: tuple[Decimal | None, ...]
    lows: tuple[Decimal | None, ...] = ()
    highs: tuple[Decimal | None, ...] = ()
    """Ends of intervals, where there are any."""
    subject: bool = True
    """The treatment taught (solid) or the comparator (outlined)."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Chart(Block):
    """A chart of cited data. `kind`: bars | grouped | line | survival | interval."""

    kind: str
    quantity: str
    categories: tuple[str, ...]
    """Labels of bars and of estimates; empty for a line."""
    series: tuple[ChartSeries, ...]
    times: tuple[Decimal, ...] = ()
    """When the values of a line were taken, in the unit that `time` names."""
    unit: str
    """Said at the value or on the axis: "days", "in 1,000"."""
    unit_one: str = ""
    """The unit of exactly one: "day"; empty where it is the same word."""
    axis: str = ""
    """What the value axis shows: "Mean days to paid work"."""
    time: str = ""
    """What the category axis shows, for lines: "Year"."""
    alt: str = ""
    caption: str = ""
    """One line below: who, where, when, how sure."""
    left: str = ""
    right: str = ""
    """Words under the axis of an interval: "Embolisation better"."""
    cite: tuple[int, ...] = ()


# --- the parts of a leaflet -------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Masthead(Block):
    """Who publishes and for whom, with the draft mark below where it stands here. The logo comes from the brand."""

    service: str
    audience: str
    draft: str = ""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class TitleBlock(Block):
    """Title and lead, with the draft mark below where there is one."""

    title: Line
    lead: Line
    draft: str = ""
    small: str = ""
    """A line on covers: edition, code and version."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Cover(Block):
    """The first page of a booklet or a trifold."""

    masthead: Masthead
    title: TitleBlock
    drawing: Drawing | None = None


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class GlanceItem(Node):
    """A cell of the panel at a glance."""

    label: str
    value: str
    note: Line
    quantity: str = ""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Glance(Block):
    """Four facts at a glance, always on page 1."""

    label: str
    """The name of the panel, for assistive technology."""
    items: tuple[GlanceItem, ...]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class DayStep(Node):
    """A step of the day."""

    title: Line
    line: Line


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class DaySteps(Block):
    """The day, step by step: an ordered list whose spine is the route line."""

    steps: tuple[DayStep, ...]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class RecoveryStage(Node):
    """A point of the recovery."""

    when: Line
    line: Line


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Recovery(Block):
    """The recovery in order of time, not to scale."""

    stages: tuple[RecoveryStage, ...]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Signs(Node):
    """Signs of one rank. `rank`: "999" | "straight away" | "same day"."""

    rank: str
    title: str
    """"Call 999", "Call us straight away, day or night", "Call us the same day"."""
    aside: str = ""
    """"or go to A&E"."""
    items: tuple[ListItem, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Phone(Node):
    """A telephone number; an empty one prints a line to write on."""

    label: str
    number: str = ""
    hours: str = ""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class SafetyNet(Block):
    """The two boxes that tell when to get help: ours (straight away, same day) and 999."""

    ours: tuple[Signs, ...]
    emergency: Signs | None
    phones: tuple[Phone, ...]
    no_answer: str = ""
    """What to do when nobody answers: "No answer? Call 111."."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Notice(Block):
    """A panel with a bold title: X-rays and pregnancy, contrast. `kind`: radiation | contrast | information."""

    kind: str
    title: str
    children: tuple[Block, ...]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Notices(Block):
    """Panels side by side on one ground where there is room, else below each other."""

    children: tuple[Notice, ...]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ChoiceCard(Node):
    """One choice, no treatment among them."""

    name: Line
    children: tuple[Block, ...]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Choices(Block):
    """Alternatives and no treatment, side by side where there is room."""

    cards: tuple[ChoiceCard, ...]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Panel(Block):
    """A panel of a folded leaflet, and all that stands on it."""

    name: str
    """inside-1, inside-2, inside-3, flap or back."""
    children: tuple[Block, ...]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Ask(Node):
    """A question to ask (BRAN): a bold word and the question."""

    lead: str
    question: str


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class QuestionsToAsk(Block):
    """Questions to ask, each with writing lines."""

    asks: tuple[Ask, ...]
    lines: int = 2


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class WritingLines(Block):
    """Lines to write on."""

    count: int


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Contact(Node):
    """One contact. An empty number prints a line to write on."""

    label: str
    number: str = ""
    hours: str = ""
    email: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ContactBlock(Block):
    """Contacts, the QR code with its printed address, and the line about other formats at 16 pt."""

    contacts: tuple[Contact, ...]
    formats: Line
    qr_url: str = ""
    qr_label: str = ""
    """The words beside or below the code: what it leads to."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ControlBlock(Block):
    """Reference, version, dates, owner, approver: parted by " · ", staff cite it on the consent form."""

    items: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Reference(Node):
    """A numbered source."""

    number: int
    key: str
    text: str
    url: str = ""
    address: str = ""
    """The address as it is printed."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ReferenceList(Block):
    """The sources that the document cites, in the order in which it does."""

    references: tuple[Reference, ...]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class EasyRow(Block):
    """One idea of an Easy Read leaflet: picture left, words right."""

    drawing: Drawing
    children: tuple[Block, ...]


# --- decks ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Option(Node):
    """An option of a question on a slide."""

    letter: str
    line: Line
    reason: Line = ()
    correct: bool = False


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Options(Block):
    """The options of a question; `answered`: reasons shown, the key marked by shape as well as colour."""

    options: tuple[Option, ...]
    answered: bool


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Column(Block):
    """One of two columns of a slide."""

    heading: Line
    children: tuple[Block, ...]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class SlideStep(Node):
    """One of up to five steps on a slide."""

    number: int
    title: Line
    line: Line


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class SlideSteps(Block):
    """Steps of the technique, beside each other below their drawings."""

    steps: tuple[SlideStep, ...]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class SpeakerNotes(Node):
    """What the speaker says: never shown on the slide."""

    children: tuple[Block, ...]
    minutes: int = 0


SLIDE_ROLES = (
    "title", "section", "content", "chart", "table", "picture", "two-columns", "two-charts", "risk", "steps",
    "question", "answer", "take-home", "references", "title-only",
)  # fmt: skip
"""Every kind of slide that a document can ask for."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Slide(Block):
    """One slide. `role`: one of `SLIDE_ROLES`."""

    role: str
    title: Line
    children: tuple[Block, ...] = ()
    source: Line = ()
    """The line below the evidence: where it comes from."""
    notes: SpeakerNotes | None = None
    name: str = ""
    """A stable key: indications, risk-bleeding, ...."""
    rank: int = 2
    """1 is kept longest when a deck is shortened."""


# --- the root ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Document(Node):
    """The root of the tree."""

    kind: str
    """leaflet | booklet | trifold | easy-read | deck | questions | handout."""
    subject: str
    """The id of the subject."""
    title: str
    language: str
    """A BCP 47 tag: "en-GB"."""
    direction: str = "ltr"
    code: str = ""
    version: str = ""
    description: str = ""
    keywords: tuple[str, ...] = ()
    author: str = ""
    """The owner."""
    publisher: str = ""
    dated: date | None = None
    """The date inside the file: the record's date of issue, never the clock's."""
    footer: str = ""
    """Title · code, version: the running foot."""
    draft: str = ""
    """The draft mark for feet of pages and slides; empty when approved."""
    lists_sources: bool = True
    """Whether the document holds a list of its sources, so that numbers are shown."""
    children: tuple[Block, ...] = ()
