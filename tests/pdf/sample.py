"""A leaflet built by hand, with every component of the A4 page, for the tests of the PDF writer."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

from irdocs.document import nodes as n
from irdocs.model.quantities import CountPhrase, Relation, Shown
from irdocs.problems import Problems
from irdocs.typeset.figures.svg import read_drawing
from irdocs.typeset.palette import BLACK, COLOURS
from irdocs.typeset.theme import PageGeometry, Theme
from irdocs.typeset.type_style import TypeStyle

IMAGES = Path(__file__).parents[2] / "content" / "images"

A4 = PageGeometry(
    width_mm=210,
    height_mm=297,
    wide_left_mm=20,
    text_left_mm=49,
    right_mm=190,
    top_mm=13,
    content_end_mm=274,
    footer_rule_mm=280,
    route_x_mm=26.85,
)

STYLES = {
    "title": TypeStyle(36, 39, True, "deep", -0.018),
    "lead": TypeStyle(18, 24, False, "petrol"),
    "h2": TypeStyle(21, 26, True, "deep", -0.01),
    "h3": TypeStyle(14, 20, True, "deep"),
    "body": TypeStyle(14, 20),
    "panel": TypeStyle(13, 17.5),
    "table": TypeStyle(13, 17.5),
    "caption": TypeStyle(12, 16),
    "footer": TypeStyle(12, 16, False, "grey6"),
    "table-head": TypeStyle(12, 16, True, "petrol"),
    "big-number": TypeStyle(34, 36, True, "petrol"),
    "table-number": TypeStyle(17, 18, True),
    "phone": TypeStyle(16, 18, True),
    "formats": TypeStyle(16, 21, True),
}


def theme(black_only: bool = False, face: str = "Public Sans") -> Theme:
    """The A4 theme in the numbers of the design."""
    return Theme("leaflet", "a4", BLACK if black_only else COLOURS, face, STYLES, A4, {}, black_only=black_only)


def t(text: str) -> n.Line:
    """A line of plain words."""
    return (n.Text(text=text),)


def strong(lead: str, rest: str = "") -> n.Line:
    """A bold lead phrase, then the rest."""
    bold = n.Strong(line=t(lead))
    return (bold, n.Text(text=f" {rest}")) if rest else (bold,)


def para(text: str) -> n.Paragraph:
    """A paragraph of plain words."""
    return n.Paragraph(line=t(text))


def shown(count: int, of: int = 1000) -> Shown:
    """A count as it is shown."""
    return Shown(Relation.EXACT, count, count, of, False, False, share=Fraction(count, of))


def drawing(name: str, alt: str) -> n.Drawing:
    """A drawing of the library."""
    picture = read_drawing(IMAGES / f"{name}.svg", Problems())
    assert picture is not None
    return n.Drawing(name=name, picture=picture, alt=alt)


def array(count: int, outcome: str, complement: str, key: str, harm: bool = True) -> n.IconArray:
    """An icon array out of 1,000."""
    headline = f"{count} in 1,000"
    rest = f"{1000 - count} in 1,000 {complement}."
    return n.IconArray(
        quantity="q",
        shown=shown(count),
        harm=harm,
        frequency=CountPhrase("", str(count), " in 1,000"),
        outcome=outcome,
        others=CountPhrase("", str(1000 - count), f" in 1,000 {complement}."),
        key=key,
        alt=f"{headline} {outcome} {rest}",
        cite=(1,),
    )


def section(name: str, title: str, *children: n.Block) -> n.Section:
    """A section with its heading."""
    return n.Section(name=name, children=(n.Heading(level=2, line=t(title)), *children))


def risk_row(name: str, meaning: str, count: int, band: str) -> n.RiskRow:
    """A row of the risk table."""
    return n.RiskRow(
        risk=name,
        quantity=name,
        name=t(name),
        meaning=t(meaning),
        count=CountPhrase("", str(count), ""),
        shown=shown(count),
        band=band,
    )


def figure() -> n.FigurePanel:
    """Two drawings with three numbered dots."""
    body = drawing("route-groin", "A body from the front. A tube goes in at the groin and up to the womb.")
    womb = drawing("womb-detail", "The womb with three fibroids, and the arteries that feed them.")
    places = [(0, *_anchor(body, 0)), (1, *_anchor(womb, 0)), (1, *_anchor(womb, 1))]
    said = (
        "The tube goes in at the groin or wrist",
        "X-rays guide it to each artery of the womb",
        "Beads block the branches to the fibroids",
    )
    keys = tuple(
        n.Key(number=number + 1, drawing=index, x=x, y=y, line=t(said[number]))
        for number, (index, x, y) in enumerate(places)
    )
    return n.FigurePanel(drawings=(body, womb), keys=keys, caption=t("Schematic, not to scale."))


def _anchor(of: n.Drawing, number: int) -> tuple[float, float]:
    anchors = list(of.picture.anchors.values())
    return (
        anchors[number % len(anchors)] if anchors else (of.picture.width / 2, of.picture.height * (0.4 + 0.2 * number))
    )


def leaflet(draft: str = "Draft: not yet approved by a clinician") -> n.Document:
    """The whole leaflet."""
    return n.Document(
        kind="leaflet",
        subject="sample",
        title="Uterine fibroid embolisation",
        language="en-GB",
        code="IR-UFE-01",
        version="1.0",
        description="Information for patients",
        keywords=("embolisation", "fibroids"),
        author="Content team",
        publisher="Example",
        dated=date(2025, 5, 1),
        draft=draft,
        footer="Uterine fibroid embolisation · IR-UFE-01, version 1.0",
        children=tuple(_children(draft)),
    )


def _children(draft: str) -> list[n.Block]:
    return [
        n.Masthead(service="Interventional radiology", audience="Information for patients"),
        n.TitleBlock(
            title=t("Uterine fibroid embolisation"),
            lead=t("Shrinking fibroids from inside the blood vessels"),
            draft=draft,
        ),
        n.Glance(
            label="At a glance",
            items=(
                n.GlanceItem(label="Treatment", value="No surgery", note=t("Tiny beads block the blood supply")),
                n.GlanceItem(label="Takes about", value="1 hour", note=t("Awake but drowsy")),
                n.GlanceItem(label="Hospital stay", value="Ask us", note=t("Stays differ, so ask")),
                n.GlanceItem(label="Recovery", value="2 weeks", note=t("Off work, for most")),
            ),
        ),
        n.Paragraph(line=t("This leaflet helps you decide. It does not replace a talk with us."), role="purpose"),
        section(
            "what",
            "What is fibroid embolisation?",
            para(
                "Fibroids are growths in the muscle of the womb. They are not cancer. They can cause heavy periods, "
                "pain, and pressure on the bladder or bowel."
            ),
            n.Paragraph(
                line=(
                    *t(
                        "A doctor guides a thin tube (catheter) through an artery to the womb. Tiny beads go through "
                        "the tube. They block the blood supply, and the fibroids shrink. See "
                    ),
                    n.Link(href="https://www.nhs.uk/conditions/fibroids/", line=t("Fibroids on the NHS website")),
                    n.Cite(numbers=(1, 2)),
                    *t("."),
                    n.Dagger(),
                )
            ),
            figure(),
        ),
        section(
            "benefits",
            "What are the benefits?",
            para("Think of 1,000 women who have this treatment. Each picture on this page shows 1,000 women."),
            n.RiskFigures(
                arrays=(
                    array(
                        840,
                        "felt better after 6 months.",
                        "did not",
                        "Large dot: better. Small dot: not. UK register of 1,387 women.",
                        False,
                    ),
                )
            ),
        ),
        section(
            "risks",
            "What are the risks?",
            n.RiskFigures(
                arrays=(
                    array(330, "need another procedure within 5 years.", "do not", "Large dot: another procedure."),
                    array(75, "get an infection in the womb.", "do not", "Large dot: infection."),
                )
            ),
            n.RiskTable(
                of=1000,
                summary="Risks out of 1,000 women, most frequent first.",
                rows=(
                    risk_row("Another procedure", "If fibroids do not shrink enough", 330, "Very common"),
                    risk_row("Infection in the womb", "Treated with antibiotics", 75, "Common"),
                    risk_row("A fibroid comes out of the vagina", "You may need a small procedure", 50, "Common"),
                    n.RiskRow(
                        risk="x",
                        quantity="x",
                        name=t("Emergency removal of the womb"),
                        meaning=t("For an infection we cannot control"),
                        count=CountPhrase("fewer than ", "9", ""),
                        shown=shown(9),
                        band="Uncommon",
                    ),
                ),
            ),
            n.Paragraph(
                line=t("Early menopause can also happen. We do not have a good number for it."), role="caption"
            ),
        ),
        section(
            "choices",
            "What else could I choose?",
            n.Choices(
                cards=(
                    n.ChoiceCard(
                        name=t("Tablets or a hormone coil"), children=(para("They can make periods lighter."),)
                    ),
                    n.ChoiceCard(name=t("Myomectomy"), children=(para("An operation to take out the fibroids."),)),
                    n.ChoiceCard(
                        name=t("No treatment for now"), children=(para("Fibroids often shrink after the menopause."),)
                    ),
                )
            ),
        ),
        section(
            "prepare",
            "How do I prepare?",
            n.List(
                kind="check",
                items=(
                    n.ListItem(
                        line=strong(
                            "Tell us about your medicines.", "Blood thinners and diabetes medicines may need to change."
                        )
                    ),
                    n.ListItem(line=strong("Tell us if you could be pregnant.", "We use X-rays.")),
                    n.ListItem(line=strong("Tell us about allergies,", "above all to X-ray dye (contrast).")),
                    n.ListItem(line=strong("Have your scan and blood tests", "before the day.")),
                    n.ListItem(line=strong("Food and drink:", "follow the times in your letter.")),
                ),
            ),
            n.Notice(
                kind="radiation",
                title="X-rays",
                children=(para("We use as few X-rays as we can. Ask us about the dose."),),
            ),
        ),
        section(
            "day",
            "What happens on the day?",
            n.DaySteps(
                steps=tuple(
                    n.DayStep(title=t(title), line=t(line))
                    for title, line in (
                        ("You arrive on the ward", "You meet the nurse and the doctor and sign the form."),
                        ("You go to the X-ray room", "You get pain relief and medicine that makes you drowsy."),
                        ("The tube goes in", "We numb the skin at your groin or wrist. This stings."),
                        ("The arteries are blocked", "You may feel warm and have cramps. This takes about 1 hour."),
                        ("The tube comes out", "We press on the skin, then you rest."),
                    )
                )
            ),
        ),
        section(
            "recovery",
            "How will I recover?",
            n.Recovery(
                stages=tuple(
                    n.RecoveryStage(when=t(when), line=t(line))
                    for when, line in (
                        ("First day", "Worst cramps. You rest on the ward."),
                        ("2 days", "You may feel tired and sore."),
                        ("1 week", "Fever and tiredness fade."),
                        ("2 weeks", "Most go back to work."),
                    )
                )
            ),
            n.Table(
                head=n.Row(
                    cells=(
                        n.Cell(line=t("When"), header=True),
                        n.Cell(line=t("Women back at work, in 1,000"), header=True, numeric=True),
                    )
                ),
                rows=(
                    n.Row(
                        cells=(
                            n.Cell(line=t("After 2 weeks"), header=True, scope="row"),
                            n.Cell(line=t("700"), numeric=True),
                        )
                    ),
                    n.Row(
                        cells=(
                            n.Cell(line=t("After 4 weeks"), header=True, scope="row"),
                            n.Cell(line=t("1,000"), numeric=True),
                        )
                    ),
                ),
                summary="Most women are back at work after two weeks.",
            ),
        ),
        section(
            "help",
            "When should I get help?",
            n.SafetyNet(
                ours=(
                    n.Signs(
                        rank="straight away",
                        title="Call us straight away, day or night",
                        items=(
                            n.ListItem(line=t("high temperature")),
                            n.ListItem(line=t("pain that gets worse again")),
                        ),
                    ),
                    n.Signs(
                        rank="same day",
                        title="Call us the same day",
                        items=(n.ListItem(line=t("discharge that smells bad")),),
                    ),
                ),
                emergency=n.Signs(
                    rank="999",
                    title="Call 999",
                    aside="or go to A&E",
                    items=(
                        n.ListItem(line=t("bleeding that does not stop when you press hard")),
                        n.ListItem(line=t("a cold, numb or very painful leg")),
                        n.ListItem(line=t("very heavy bleeding from the vagina")),
                    ),
                ),
                phones=(n.Phone(label="Day", number="01632 960 001"), n.Phone(label="Night")),
            ),
        ),
        section(
            "ask",
            "What could I ask?",
            n.QuestionsToAsk(
                asks=(
                    n.Ask(lead="Benefits.", question="What good could it do for me?"),
                    n.Ask(lead="Risks.", question="What could go wrong?"),
                    n.Ask(lead="Alternatives.", question="What else could I choose?"),
                    n.Ask(lead="Nothing.", question="What if I do nothing for now?"),
                )
            ),
        ),
        section(
            "contact",
            "Who can I contact?",
            n.ContactBlock(
                contacts=(
                    n.Contact(label="Radiology nurses", number="01632 960 001", hours="9am to 5pm"),
                    n.Contact(label="Advice and complaints (PALS)", email="pals@example.org"),
                    n.Contact(label="Ward"),
                ),
                formats=t("Need large print, Easy Read or another language? Call 01632 960 004."),
                qr_url="https://example.org/leaflets/ir-ufe-01",
                qr_label="Read this leaflet on the web",
            ),
        ),
        section(
            "sources",
            "Where do the figures come from?",
            n.ReferenceList(
                references=(
                    n.Reference(
                        number=1,
                        key="a",
                        text="Author A. A register of fibroid embolisation. J Example. 2011;1:1-9.",
                        url="https://doi.org/10.1000/example.1",
                    ),
                    n.Reference(number=2, key="b", text="Author B. A trial. J Example. 2019;2:3-4."),
                )
            ),
            n.Paragraph(line=t("† Not yet checked against a source."), role="caption"),
        ),
        n.ControlBlock(
            items=tuple(
                t(item)
                for item in (
                    "Reference IR-UFE-01",
                    "Version 1.0",
                    "Issued May 2025",
                    "Review by May 2027",
                    "Written by Interventional Radiology",
                    "Approved by: awaiting approval",
                    "Patient reader: awaiting review",
                    "© Your organisation",
                )
            )
        ),
    ]
