"""What subjects are made of: risks, benefits, steps, signs of danger, questions, slides, and the review behind a text."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from irdocs.model.approval_record import Entry
from irdocs.model.uses import EASY_READ
from irdocs.problems import Location
from irdocs.reading.fields import REQUIRED, fact, word
from irdocs.reading.prose import Prose

Paragraphs = tuple[Prose, ...]
"""Text of one or more paragraphs, parted by blank lines."""


class RiskClass(StrEnum):
    """The classes of risk that consent audits look for (C09), and those of the model."""

    BLEEDING = "bleeding"
    INFECTION = "infection"
    FAILURE = "failure"
    FURTHER_PROCEDURE = "further procedure"
    CONTRAST_REACTION = "contrast reaction"
    KIDNEY = "kidney effect"
    RADIATION = "radiation"
    DAMAGE = "damage to nearby structures"
    DEATH = "death or life-threatening"
    PREGNANCY = "pregnancy"
    CLOT = "clot"
    PAIN = "pain"
    OTHER = "other"


class Involved(StrEnum):
    """What a procedure involves beside X-rays and contrast, for the consent check."""

    ARTERY = "arterial access"
    VEIN = "venous access"
    SEDATION = "sedation"
    ANAESTHETIC = "general anaesthetic"


class RiskSeverity(StrEnum):
    """How bad a harm is for the person who has it."""

    MINOR = "minor"
    MODERATE = "moderate"
    SERIOUS = "serious"
    LIFE_THREATENING = "life-threatening"


class Rank(StrEnum):
    """What a person with a sign of danger must do."""

    EMERGENCY = "999"
    NOW = "straight away"
    SAME_DAY = "same day"


RANKS = tuple(Rank)
"""From the strictest."""


@dataclass(frozen=True, eq=False, repr=False)
class Statement:
    """Where a paragraph's facts come from, for text that is not a list of its own."""

    source: tuple[str, ...] = fact("The keys of the sources.", ())
    verified: bool = fact("false: no source was found; marked with a dagger in every draft.", True)


@dataclass(frozen=True, eq=False, repr=False)
class Review:
    """The review block: who stands behind the subject, and until when."""

    version: str = fact('The version that is printed: "1.0".', "0.1")
    owner: str = fact("Who keeps it.", "")
    clinical_approver: str = fact("The clinician who is asked; printed once `irdocs approve` noted a yes.", "")
    lay_reviewer: str = fact("The lay or patient reviewer who is asked; printed likewise.", "")
    issued: date | None = fact("The date that is printed as issued.")
    due: date | None = fact("The date by which it is reviewed again; at most 3 years on.")
    easy_read_tested: bool = fact(
        "Whether people with a learning disability have tried the Easy Read edition (Easy Read guidance).", False
    )
    entries: tuple[Entry, ...] = fact("The record of approvals, filled in by the loader.", (), internal=True)

    RETIRED: ClassVar[Mapping[str, str]] = {
        "approvals": "take it out: approvals stand in the folder approved/ now, and `irdocs approve` writes them there"
    }


@dataclass(frozen=True, eq=False, repr=False)
class GlanceItem:
    """One cell of the panel at a glance: a short value and a note."""

    label: str = word('What the cell is about, where it is not said by its place: "Check-up scan", "Result".', "")
    value: Prose | None = word("At most 11 characters; left out where `quantity` gives it.", None)
    note: Prose = word("At most 32 characters.")
    quantity: str = fact("The measure that gives the value.", "")


@dataclass(frozen=True, eq=False, repr=False)
class Glance:
    """The panel at a glance. The hospital stay comes from local policy."""

    treatment: GlanceItem | None = word("What kind of treatment it is: Pinhole, Needle.", None)
    awake: GlanceItem | None = word("How the person is during it: Awake, Asleep.", None)
    stay: GlanceItem | None = word("The hospital stay as sources give it; a brand's own goes before it.", None)
    time: GlanceItem | None = word("How long it takes.", None)
    recovery: GlanceItem | None = word("How long until most people are back to normal.", None)
    check: GlanceItem | None = word("The check-up, the result, or how long it stays in; with its label.", None)

    @property
    def cells(self) -> tuple[GlanceItem, ...]:
        """The cells that the record fills, in the order of the panel."""
        every = (self.treatment, self.awake, self.stay, self.time, self.recovery, self.check)
        return tuple(one for one in every if one is not None)


@dataclass(frozen=True, eq=False, repr=False)
class FigureKey:
    """One numbered dot in a drawing and its words."""

    drawing: str = fact("Which drawing, by name; empty: the first.", "")
    anchor: str = fact("The anchor in the drawing where the dot stands.", REQUIRED)
    label: Prose = word("What stands there.")
    note: Prose | None = word("One more line, for trainees.", None)


@dataclass(frozen=True, eq=False, repr=False)
class Figure:
    """One to three drawings with a numbered key."""

    drawings: tuple[str, ...] = fact("Names of files in content/images, without .svg.", ())
    alt: str = word("What there is to see, in one or two sentences; empty: the drawing's own text.", "")
    caption: Prose | None = word("A line below.", None)
    keys: dict[str, FigureKey] = fact("The numbered dots, in order.", dict)


@dataclass(frozen=True, eq=False, repr=False)
class Benefit:
    """One good that it can do."""

    name: Prose = word("Two to five words.")
    text: Prose = word("A sentence for the patient.")
    quantity: str = fact("The quantity that shows it.", "")
    trade_off: Prose | None = word("What it costs beside the other choice; never left out where it is filled in.", None)
    headline: bool = fact("Whether it is shown with an icon array.", False)
    source: tuple[str, ...] = fact("The keys of the sources.", ())
    verified: bool = fact("false: no source was found.", True)


@dataclass(frozen=True, eq=False, repr=False)
class Risk:
    """One thing that can go wrong."""

    name: Prose = word("Two to five words: at most 32 characters.")
    meaning: Prose = word("What happens, or how it is dealt with: at most 42 characters in the table.")
    action: Prose | None = word(
        "How it is dealt with, as a sentence for the patient; the leaflet prints it with the meaning.", None
    )
    management: Prose | None = word("How it is dealt with, for the trainee.", None)
    risk_class: RiskClass = fact("Its class, for the consent check.", REQUIRED)
    severity: RiskSeverity = fact("minor, moderate, serious or life-threatening.", REQUIRED)
    quantity: str = fact("The quantity that counts it.", "")
    headline: bool = fact("Whether it is shown with an icon array.", False)
    on_paper: bool = fact("false: named among what is also possible, not explained; never for a serious risk.", True)
    source: tuple[str, ...] = fact("The keys of the sources, where no quantity holds them.", ())
    verified: bool = fact("false: no source was found; words only.", True)


@dataclass(frozen=True, eq=False, repr=False)
class Choice:
    """Another way to deal with the condition."""

    name: Prose = word("Two to five words.")
    text: Paragraphs = word("What it is, and how it compares.")
    source: tuple[str, ...] = fact("The keys of the sources.", ())
    verified: bool = fact("false: no source was found.", True)


@dataclass(frozen=True, eq=False, repr=False)
class Item:
    """A lead phrase and its words: preparation, going home, kit, anatomy."""

    lead: Prose = word("Two to five words.")
    text: Prose | None = word("The rest of the sentence.", None)
    trainee: Prose | None = word("More, for the trainee.", None)
    policy: str = fact("The local policy that gives the text.", "")
    source: tuple[str, ...] = fact("The keys of the sources.", ())
    verified: bool = fact("false: no source was found.", True)


@dataclass(frozen=True, eq=False, repr=False)
class Step:
    """One step of the procedure, told twice: to the patient and to the trainee."""

    title: Prose = word("Two to six words.")
    patient: Prose = word("One sentence for the patient: at most 55 characters is good.")
    trainee: Prose | None = word("What the trainee does and watches.", None)
    drawing: str = fact("The drawing that shows it.", "")
    on_paper: bool = fact("Whether it is one of the steps of the day in the leaflet: at most 6 are.", True)
    on_slide: bool = fact("Whether it is one of the steps of the technique in the deck.", True)
    source: tuple[str, ...] = fact("The keys of the sources.", ())
    verified: bool = fact("false: no source was found.", True)


@dataclass(frozen=True, eq=False, repr=False)
class Stage:
    """One point of the recovery, in order of time."""

    when: Prose = word('When: "The first day", or a quantity.')
    text: Prose = word("What to expect: at most 34 characters on the timeline.")
    source: tuple[str, ...] = fact("The keys of the sources.", ())
    verified: bool = fact("false: no source was found.", True)


@dataclass(frozen=True, eq=False, repr=False)
class RedFlag:
    """A sign of danger and what to do about it: worded here, or shared by all subjects."""

    shared: str = fact("The key of a sign in content/signs, which gives its words, rank and sources.", "")
    sign: Prose = word('The sign, as the end of "if you have": no full stop.', Prose((), "", Location("")))
    rank: Rank = fact('"999", "straight away" or "same day".', Rank.EMERGENCY)
    source: tuple[str, ...] = fact("The keys of the sources.", ())
    verified: bool = fact("false: no source was found; the rank is then the stricter one.", True)


@dataclass(frozen=True, eq=False, repr=False)
class Exposure:
    """Radiation or contrast: whether it is used, and what the reader is told."""

    used: bool = fact("Whether it is used.", False)
    text: Paragraphs = word("What the reader is told: benefit and risk in plain words.", ())
    quantity: str = fact("A dose or a rate.", "")
    bars: str = fact("A comparison that is drawn as bars: the dose of this treatment beside others.", "")
    source: tuple[str, ...] = fact("The keys of the sources.", ())
    verified: bool = fact("false: no source was found.", True)


@dataclass(frozen=True, eq=False, repr=False)
class Brief:
    """The words of the folded leaflet, which has room for the essentials only: every part of it is compulsory."""

    what: Paragraphs = word("What it is and why it is done: 60 words at most.")
    benefit: Prose = word("What it gives and what it costs, beside the number: 25 words at most.")
    choices: tuple[Prose, ...] = word("The other choices, no treatment first: five at most, 12 words each.")
    prepare: tuple[Prose, ...] = word("How to prepare: five at most, 15 words each.")
    day: tuple[Prose, ...] = word("The day, and how it feels: five at most, 16 words each.")
    home: tuple[Prose, ...] = word("Recovery and going home: seven at most, 12 words each.")


@dataclass(frozen=True, eq=False, repr=False)
class Logistics:
    """Who, where, how long, what it feels like."""

    who: Prose = word("Who does it.")
    where: Prose | None = word("Where.", None)
    how_long: Prose | None = word("How long it takes.", None)
    feels: Prose = word("What it feels like.")
    sedation: Prose = word("Numbing, sedation or anaesthetic.")


@dataclass(frozen=True, eq=False, repr=False)
class Evidence:
    """A trial or register that a trainee should know, with its chart."""

    headline: Prose = word("A sentence of at most 14 words that states the point.")
    quantity: str = fact("A comparison or a series: drawn as a chart. Empty: the slide says what is not known.", "")
    points: tuple[Prose, ...] = word("What the reader should see.", ())
    notes: Paragraphs = word("What the speaker says.", ())
    source: tuple[str, ...] = fact("The keys of the sources.", ())
    trade_off: Prose | None = word("The other side of the result.", None)


@dataclass(frozen=True, eq=False, repr=False)
class Option:
    """One answer of a question."""

    text: Prose = word("The answer.")
    reason: Prose = word("Why it is right or wrong.")


@dataclass(frozen=True, eq=False, repr=False)
class Question:
    """A single-best-answer question."""

    stem: Prose = word("The question.")
    options: dict[str, Option] = fact("Five options, a to e.", dict)
    key: str = fact("The best answer: a, b, c, d or e.", REQUIRED)
    explanation: Prose | None = word("A line for the notes.", None)
    source: tuple[str, ...] = fact("The keys of the sources.", ())
    verified: bool = fact("false: no source was found.", True)


@dataclass(frozen=True, eq=False, repr=False)
class SlideWords:
    """The headline and the talk of one slide of the deck."""

    headline: Prose = word("A full sentence that states the point: two lines, 14 words at most.")
    notes: Paragraphs = word("What to say.")
    minutes: int = fact("How long it takes.", 2)
    rank: int = fact("1 is kept longest when a deck is shortened; 3 goes first.", 2)


@dataclass(frozen=True, eq=False, repr=False)
class Case:
    """A short case for discussion."""

    title: Prose = word("A sentence headline.")
    story: tuple[Prose, ...] = word("What is seen, in points.")
    ask: Prose = word("The question to the room.")
    answer: tuple[Prose, ...] = word("What was decided and why, in points.")
    notes: Paragraphs = word("What the speaker says.", ())
    source: tuple[str, ...] = fact("The keys of the sources.", ())
    verified: bool = fact("false: an invented case, or no source was found.", False)


@dataclass(frozen=True, eq=False, repr=False)
class EasyRow:
    """One idea of the Easy Read edition: a picture and its words."""

    picture: str = fact("The drawing: a name in content/images.", REQUIRED)
    words: Prose = word("One or two sentences of 15 words or fewer.")
    section: str = fact(f"{', '.join(EASY_READ[:-1])} or {EASY_READ[-1]}: where it stands.", EASY_READ[0])
    policy: str = fact("The local policy that it speaks of; left out beside the hospital's own words.", "")


@dataclass(frozen=True, eq=False, repr=False)
class FurtherLink:
    """Where to read more."""

    label: Prose = word("Text that makes sense alone.")
    url: str = fact("https://...", REQUIRED)


@dataclass(frozen=True, eq=False, repr=False)
class Sections:
    """A titled part of a topic."""

    heading: Prose = word("The heading of the part.")
    text: Paragraphs = word("Its words.", ())
    points: tuple[Prose, ...] = word("For the slide: a few short points.", ())
    quantity: str = fact("A quantity that is drawn.", "")
    figure: str = fact("A figure of the subject that stands here.", "")
    notes: Paragraphs = word("What the speaker says.", ())
    trade_off: Prose | None = word("The other side of a benefit.", None)
    source: tuple[str, ...] = fact("The keys of the sources.", ())
    verified: bool = fact("false: no source was found.", True)
    patient: bool = fact("Whether the part stands in the leaflet.", True)
    slide: bool = fact("Whether the part stands in the deck.", True)
    minutes: int = fact("How long it takes to say.", 2)
