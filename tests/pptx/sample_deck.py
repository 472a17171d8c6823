"""A deck of the tree made by hand: every role of a slide once, with words that are samples and no advice."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from irdocs.document import nodes
from irdocs.document.nodes import (
    Chart,
    ChartSeries,
    Column,
    Document,
    Drawing,
    FigurePanel,
    Heading,
    IconArray,
    Key,
    Line,
    List,
    ListItem,
    Option,
    Options,
    Paragraph,
    Reference,
    ReferenceList,
    RiskRow,
    RiskTable,
    Row,
    Section,
    Slide,
    SlideStep,
    SlideSteps,
    SpeakerNotes,
    Strong,
    Table,
    Text,
)  # fmt: skip
from irdocs.model.quantities import CountPhrase, Relation, Shown
from irdocs.typeset.figures.shapes import Picture, Shape
from irdocs.typeset.palette import COLOURS
from irdocs.typeset.theme import PageGeometry, Theme


def line(text: str) -> Line:
    """Words; **bold** between stars."""
    pieces = text.split("**")
    return tuple(
        Strong(line=(Text(text=piece),)) if at % 2 else Text(text=piece) for at, piece in enumerate(pieces) if piece
    )


def items(*texts: str, kind: str = "bullet") -> List:
    return List(kind=kind, items=tuple(ListItem(line=line(text)) for text in texts))


def say(text: str) -> SpeakerNotes:
    return SpeakerNotes(children=(Paragraph(line=line(text)), items("Source: sample.")), minutes=2)


def circle(x: float, y: float, r: float) -> tuple:
    k = 0.5523 * r
    return (
        ("M", x + r, y), ("C", x + r, y + k, x + k, y + r, x, y + r), ("C", x - k, y + r, x - r, y + k, x - r, y),
        ("C", x - r, y - k, x - k, y - r, x, y - r), ("C", x + k, y - r, x + r, y - k, x + r, y), ("Z",),
    )  # fmt: skip


PICTURE = Picture(
    100, 80,
    (
        Shape((("M", 10, 90), ("L", 10, 10), ("L", 90, 10), ("L", 90, 90), ("Z",)), "tint", "mid", 1.1),
        Shape(circle(50, 40, 20), "target", "petrol", 1.2),
        Shape((("M", 5, 70), ("C", 30, 70, 40, 60, 50, 40)), None, "route", 3.0, role="route"),
        Shape((("M", 60, 20), ("L", 85, 20)), None, "vein", 1.5, (4, 2)),
    ),
    {"entry": (5, 70), "target": (50, 40)},
    "A route", "A line leads to a target.",
)  # fmt: skip
DRAWING = Drawing(name="route", picture=PICTURE, alt="Drawing: a line leads from the edge to a round target.")


def shown(count: int, of: int = 1000) -> Shown:
    return Shown(Relation.EXACT, count, count, of, False, False, 0, Fraction(count, of))


def array(count: int = 330, of: int = 1000, harm: bool = True) -> IconArray:
    total = f"{of:,}"
    return IconArray(
        quantity="x/again",
        shown=shown(count, of),
        harm=harm,
        frequency=CountPhrase("", str(count), f" in {total}"),
        outcome="need another procedure within 5 years.",
        others=CountPhrase("", str(of - count), f" in {total} do not."),
        key="Large mark: another procedure. Small mark: none.",
        mark="another procedure",
        rest="none",
        alt=f"{count} in {total} need another procedure within 5 years. {of - count} in {total} do not.",
    )


def bars() -> Chart:
    return Chart(
        kind="bars",
        quantity="x/work",
        categories=("Embolisation", "Hysterectomy"),
        series=(ChartSeries(label="days to paid work", values=(Decimal("28.1"), Decimal("63.4"))),),
        unit="days",
        axis="Mean days to paid work",
        alt="Bar chart. Days to paid work: embolisation 28.1, hysterectomy 63.4.",
        caption="EMMY trial, the Netherlands.",
    )


def interval() -> Chart:
    return Chart(
        kind="interval",
        quantity="x/gap",
        categories=("Mean difference",),
        series=(
            ChartSeries(label="Score", values=(Decimal("5.0"),), lows=(Decimal("-1.4"),), highs=(Decimal("11.5"),)),
        ),
        unit="points",
        axis="Difference in points, 95% interval",
        left="Embolisation",
        right="Myomectomy",
        alt="Difference: 5.0 points, from -1.4 to 11.5.",
    )


def survival() -> Chart:
    return Chart(
        kind="survival",
        quantity="x/open",
        categories=(),
        times=tuple(map(Decimal, ("0", "6", "12", "24"))),
        series=(
            ChartSeries(label="Stent", values=tuple(map(Decimal, ("100", "90", "81", "70")))),
            ChartSeries(label="Balloon", values=(Decimal(100), Decimal(80), None, Decimal(52)), subject=False),
        ),
        unit="in 100",
        axis="Vessel still open",
        time="Months",
        alt="Steps: stent 70 of 100, balloon 52 of 100.",
    )


def grouped() -> Chart:
    return Chart(
        kind="grouped",
        quantity="x/g",
        categories=("Major", "Minor"),
        series=(
            ChartSeries(label="Embolisation", values=(Decimal(49), Decimal(580))),
            ChartSeries(label="Surgery", values=(Decimal(27), Decimal(400)), subject=False),
        ),
        unit="in 1,000",
        axis="Problems",
        alt="Grouped bars: major 49 and 27, minor 580 and 400 in 1,000.",
    )


def options(answered: bool) -> Options:
    rows = (
        ("More than five fibroids", "Number alone is not a bar"),
        ("Pregnancy", "Contraindicated, with current pelvic infection"),
        ("Age 47", "Age alone is not a bar"),
        ("Body mass index of 32", "Raises infection risk, not a bar"),
        ("A fibroid of 9 cm", "Size alone is not a bar"),
    )
    return Options(
        options=tuple(
            Option(letter="ABCDE"[at], line=line(text), reason=line(why) if answered else (), correct=at == 1)
            for at, (text, why) in enumerate(rows)
        ),
        answered=answered,
    )


def cells(*texts: str, head: bool = False) -> Row:
    return Row(
        cells=tuple(nodes.Cell(line=line(text), header=head, numeric=at in (1, 2)) for at, text in enumerate(texts))
    )


def table(rows: int = 4) -> Table:
    return Table(
        head=cells("Women in 1,000 with", "Embolisation", "Surgery", "Reading", head=True),
        rows=tuple(
            cells(f"Trial {at}: a major problem", f"**{40 + at}**", str(27 + at), "No clear difference")
            for at in range(1, rows + 1)
        ),
        summary="Major problems were about as frequent after embolisation as after surgery.",
    )


def risk_table() -> RiskTable:
    rows = tuple(
        RiskRow(
            risk=name,
            quantity=f"x/{name}",
            name=line(name),
            meaning=line("meaning"),
            count=CountPhrase("", str(count), ""),
            shown=shown(count),
            band=band,
        )
        for name, count, band in (
            ("Pain", 400, "Very common"),
            ("Infection", 20, "Common"),
            ("Early menopause", 8, "Uncommon"),
        )
    )
    return RiskTable(of=1000, rows=rows, summary="Risks out of 1,000 women, most frequent first.")


def references(count: int = 6) -> ReferenceList:
    return ReferenceList(
        references=tuple(
            Reference(
                number=at,
                key=f"K{at}",
                text=f"Author A, Author B. A study of embolisation, part {at}. Journal, 2020. doi.org/10.1000/{at}",
                url=f"https://doi.org/10.1000/{at}",
            )
            for at in range(1, count + 1)
        )
    )


def slides() -> tuple[Section, ...]:
    """Seventeen slides in four sections."""
    source = line("EMMY trial, the Netherlands, 2006. **Moderate** certainty.")

    def slide(role: str, title: str, *children: nodes.Block, notes: str = "Say it in one sentence.") -> Slide:
        where = source if role in ("chart", "table", "risk", "picture", "two-charts", "content") else ()
        return Slide(role=role, title=line(title), children=children, source=where, notes=say(notes), name=role)

    steps = ("Access", "Select", "Check", "Embolise", "Stop")
    return (
        Section(
            children=(
                Heading(level=2, line=line("Aims")),
                slide("title", "Uterine fibroid embolisation", Paragraph(line=line("Selection, technique and follow-up")),
                      Paragraph(line=line("Speaker name | May 2025")), DRAWING),
                slide("take-home", "After this session you can select, treat, consent and follow up",
                      items("**Select** women who may benefit", "**Describe** the route and the agents",
                            "**Consent** with numbers", kind="number")),
                slide("section", "Consent", Paragraph(line=line("The numbers that she needs"))),
            )
        ),
        Section(
            children=(
                Heading(level=2, line=line("Consent with numbers")),
                slide("chart", "Women went back to work about five weeks sooner after embolisation than after hysterectomy",
                      bars()),
                slide("picture", "One access site reaches both uterine arteries",
                      FigurePanel(drawings=(DRAWING, DRAWING), keys=(
                          Key(number=1, drawing=0, x=5, y=70, line=line("Femoral access"), note=line("Radial is the other route")),
                          Key(number=2, drawing=1, x=50, y=40, line=line("Uterine artery"),
                              note=line("Catheter in the transverse part")),
                      ), caption=line("Schematic, not to scale."), alt="A route from the groin to the uterine artery.")),
                slide("steps", "Five steps end at near-stasis in the uterine artery",
                      FigurePanel(drawings=(DRAWING, DRAWING), keys=(), alt="Two drawings of the route."),
                      SlideSteps(steps=tuple(
                          SlideStep(number=at, title=line(name), line=line("Slow injection of beads"))
                          for at, name in enumerate(steps, 1)))),
                slide("risk", "Tell her before she signs: 330 in 1,000 need another procedure within 5 years", array()),
                slide("risk", "In 100 women, 8 have a fever", array(8, 100, False)),
                slide("table", "Major complications: no clear difference from surgery", table()),
                slide("table", "Pain is the most frequent problem", risk_table()),
            )
        ),
        Section(
            children=(
                Heading(level=2, line=line("Evidence")),
                slide("two-charts", "The gap at 2 years was no longer clear at 4", bars(), interval()),
                slide("chart", "Stents stayed open longer than balloons", survival()),
                slide("chart", "Minor problems are more frequent", grouped()),
                slide("two-columns", "Choose embolisation when both work",
                      Column(heading=line("Indications"), children=(items("Heavy bleeding", "Pressure"),)),
                      Column(heading=line("Contraindications"), children=(items("Pregnancy", "Infection now"),))),
                slide("content", "Late fever is infection until shown otherwise", Paragraph(line=line("Look for it.")),
                      items("Examine & swab", "Scan if <b> in doubt", "Treat early")),
            )
        ),
        Section(
            children=(
                Heading(level=2, line=line("Questions")),
                slide("question", "Question 1: which is a contraindication in the guidance?", options(False)),
                slide("answer", "Answer 1: B, pregnancy is a contraindication", options(True)),
                slide("take-home", "Offer early, consent with numbers, and take late fever seriously",
                      items("**Offer it beside surgery,** not after it", "**Say 330 in 1,000** need another procedure",
                            "**Fever at two weeks** is infection", kind="number")),
                slide("references", "Guidance and trials used in this session", references()),
            )
        ),
    )  # fmt: skip


def sample_document(sections: tuple[Section, ...] | None = None) -> Document:
    """The deck as a document."""
    return Document(
        kind="deck", subject="sample", title="Uterine fibroid embolisation", language="en-GB",
        description="A sample", keywords=("embolisation", "teaching"), author="The authors", dated=date(2025, 5, 1),
        footer="Uterine fibroid embolisation | IR teaching", draft="Draft: not yet approved by a clinician",
        children=sections if sections is not None else slides(),
    )  # fmt: skip


THEME = Theme(
    name="default", edition="deck", colours=COLOURS, face="Arimo", styles={},
    page=PageGeometry(338.7, 190.5, 20, 20, 318, 11, 160, None, None),
)  # fmt: skip
"""A deck takes its looks from the template; the theme is there because every writer is called alike."""
