"""What a record can say: procedures, conditions, topics, courses, terms, and the review that stands behind each.

Each field says in which half of the record it stands (facts.yaml or the words of a language) and what it means; the
JSON Schema and the scaffolds are made from here. What has words and facts is a mapping by id, so that both halves meet.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from irdocs.model.approval_record import Entry
from irdocs.model.quantities import Quantity
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

    value: Prose | None = word("At most 11 characters; left out where `quantity` gives it.", None)
    note: Prose = word("At most 32 characters.")
    quantity: str = fact("The measure that gives the value.", "")


@dataclass(frozen=True, eq=False, repr=False)
class Glance:
    """The panel at a glance. The hospital stay comes from local policy."""

    treatment: GlanceItem = word("What kind of treatment it is.")
    time: GlanceItem = word("How long it takes.")
    recovery: GlanceItem = word("How long until most people are back to normal.")


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
    """A sign of danger and what to do about it."""

    sign: Prose = word('The sign, as the end of "if you have": no full stop.')
    rank: Rank = fact('"999", "straight away" or "same day".', REQUIRED)
    source: tuple[str, ...] = fact("The keys of the sources.", ())
    verified: bool = fact("false: no source was found; the rank is then the stricter one.", True)


@dataclass(frozen=True, eq=False, repr=False)
class Exposure:
    """Radiation or contrast: whether it is used, and what the reader is told."""

    used: bool = fact("Whether it is used.", False)
    text: Paragraphs = word("What the reader is told: benefit and risk in plain words.", ())
    quantity: str = fact("A dose or a rate.", "")
    source: tuple[str, ...] = fact("The keys of the sources.", ())
    verified: bool = fact("false: no source was found.", True)


@dataclass(frozen=True, eq=False, repr=False)
class Logistics:
    """Who, where, how long, what it feels like."""

    who: Prose = word("Who does it.")
    where: Prose = word("Where.")
    how_long: Prose = word("How long it takes.")
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
    section: str = fact(
        "what, why, benefits, risks, choices, prepare, day, after, help or contact: where it stands.", "what"
    )
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


@dataclass(frozen=True, eq=False, repr=False)
class Subject:
    """What every subject has: names, figures of both senses, review."""

    title: Prose = word("The name that is printed as the title.")
    plain_name: str = word('The everyday name, as it stands in a sentence: "fibroid embolisation".')
    lead: Prose = word("One line below the title: at most 55 characters.")
    people: str = word('Who is counted: "people", "women".', "people")
    also_called: tuple[str, ...] = word("Other names.", ())
    code: str = fact('The short code of the control block and the consent form: "IR-UFE".', REQUIRED)
    area: str = fact(
        "Specialty area: vascular, biliary and gastrointestinal, oncology, gynaecology, diagnosis, ...", ""
    )
    quantities: dict[str, Quantity] = fact("Every number, by name.", dict)
    support: dict[str, Statement] = fact("Sources of paragraphs, by field name.", dict)
    figures: dict[str, Figure] = fact("Drawings with their keys, by name.", dict)
    slides: dict[str, SlideWords] = fact("Headline and notes of each slide, by slide.", dict)
    objectives: tuple[Prose, ...] = word("What the audience can do afterwards.", ())
    take_home: tuple[Prose, ...] = word("Three points to take home.", ())
    questions: dict[str, Question] = fact("Single-best-answer questions.", dict)
    further: dict[str, FurtherLink] = fact("Where to read more.", dict)
    easy_read: dict[str, EasyRow] = fact("The Easy Read edition, row by row.", dict)
    review: Review = fact("Who stands behind it, and until when.", Review())
    id: str = fact("Its folder, filled in by the loader.", "", internal=True)
    language: str = fact("Its language, filled in by the loader.", "", internal=True)
    at: Location = fact("Its place, filled in by the loader.", Location(""), internal=True)
    words_at: Location = fact("The place of its words, filled in by the loader.", Location(""), internal=True)
    due_at: Location = fact("The place of the day of its review, filled in by the loader.", Location(""), internal=True)


@dataclass(frozen=True, eq=False, repr=False)
class Procedure(Subject):
    """Something that an interventional radiologist does."""

    codes: dict[str, tuple[str, ...]] = fact("Codes by system: opcs4, snomed.", dict)
    conditions: tuple[str, ...] = fact("Ids of the conditions that it treats.", ())
    involves: tuple[Involved, ...] = fact(
        "What it involves or may involve: arterial access, venous access, sedation, general anaesthetic.", ()
    )
    give_when: Prose | None = word("When in the pathway the leaflet is given (RCR audit of consent).", None)
    glance: Glance = word("The panel at a glance.")
    what: Paragraphs = word("What it is.")
    why: Paragraphs = word("Why it is offered, and what it aims to do.")
    how: Paragraphs = word("How it works.", ())
    figure: str = fact("The figure beside what it is.", "")
    indications: dict[str, Item] = fact("Who it is for.", dict)
    contraindications: dict[str, Item] = fact("Who it is not for.", dict)
    benefits: dict[str, Benefit] = fact("What good it can do.", dict)
    risks: dict[str, Risk] = fact("What can go wrong.", dict)
    absent_risks: dict[str, Prose] = word("Classes of risk that do not apply, each with the reason.", dict)
    failure: Item | None = word("The chance that it fails or must be repeated.", None)
    alternatives: dict[str, Choice] = fact("Other choices.", dict)
    no_treatment: Paragraphs = word("What happens with no treatment.", ())
    preparation: dict[str, Item] = fact("How to prepare.", dict)
    logistics: Logistics = word("Who, where, how long, what it feels like.")
    steps: dict[str, Step] = fact("The steps in order.", dict)
    recovery: dict[str, Stage] = fact("The recovery in order of time.", dict)
    aftercare: dict[str, Item] = fact("Going home: driving, work, washing, food, wound, follow-up.", dict)
    red_flags: dict[str, RedFlag] = fact("Signs of danger.", dict)
    radiation: Exposure = fact("X-rays.", Exposure())
    contrast: Exposure = fact("Contrast.", Exposure())
    pregnancy: Paragraphs = word("What a person who may be pregnant or breastfeeds is told.", ())
    anatomy: dict[str, Item] = fact("What the trainee must know of the anatomy.", dict)
    kit: dict[str, Item] = fact("Needles, wires, catheters, devices.", dict)
    preparation_trainee: tuple[Prose, ...] = word("Preparation and drugs, for the trainee.", ())
    tips: dict[str, Item] = fact("Tips and bail-out.", dict)
    pitfalls: dict[str, Item] = fact("What goes wrong in the hands of beginners.", dict)
    follow_up: dict[str, Item] = fact("Aftercare and follow-up, for the trainee.", dict)
    evidence: dict[str, Evidence] = fact("What a trainee should have read.", dict)
    case: Case | None = word("A case for discussion.", None)


@dataclass(frozen=True, eq=False, repr=False)
class Condition(Subject):
    """A disease that leads to a procedure."""

    figure: str = fact("The figure beside what it is.", "")
    what: Paragraphs = word("What it is.")
    signs: Paragraphs = word("What a person notices.")
    found: Paragraphs = word("How it is found.")
    choices: dict[str, Choice] = fact("Ways to deal with it, interventional radiology as one of them.", dict)
    procedures: tuple[str, ...] = fact("Ids of the procedures that treat it.", ())
    no_treatment: Paragraphs = word("What happens with no treatment.", ())
    red_flags: dict[str, RedFlag] = fact("Signs of danger.", dict)
    evidence: dict[str, Evidence] = fact("What a trainee should have read.", dict)


@dataclass(frozen=True, eq=False, repr=False)
class Event:
    """One point of a history."""

    year: int = fact("The year.", REQUIRED)
    text: Prose = word("What happened.")
    source: tuple[str, ...] = fact("The keys of the sources.", ())
    verified: bool = fact("false: no source was found.", True)


@dataclass(frozen=True, eq=False, repr=False)
class Topic(Subject):
    """A question about the field itself."""

    patient: bool = fact("Whether a patient would read it as a leaflet.", True)
    question: Prose = word("The question that it answers.")
    answer: Paragraphs = word("The short answer.")
    figure: str = fact("The figure beside the answer.", "")
    parts: dict[str, Sections] = fact("The parts of the answer, in order.", dict)
    events: dict[str, Event] = fact("A history, in order.", dict)
    not_known: Paragraphs = word("What is not known.", ())
    for_patients: Paragraphs = word("What it means for patients.", ())
    for_trainees: Paragraphs = word("What it means for trainees.", ())
    evidence: dict[str, Evidence] = fact("What a trainee should have read.", dict)
    case: Case | None = word("A case for discussion.", None)


@dataclass(frozen=True, eq=False, repr=False)
class Course(Subject):
    """Subjects strung into one lecture."""

    subjects: tuple[str, ...] = fact("Ids of the subjects in running order.", ())
    minutes: int = fact("How long the lecture is.", 60)
    audience: Prose = word("For whom it is.")


@dataclass(frozen=True, eq=False, repr=False)
class Term:
    """A word of the field, plain and professional."""

    plain: Prose = word('The plain word: "thin tube".')
    term: str = word('The term: "catheter".')
    patient: Prose = word("What it is, for patients.")
    professional: Prose | None = word("What it is, for professionals.", None)
    syllables: int | None = fact("How many syllables the term has, for the reading grade.")
    source: tuple[str, ...] = fact("The keys of the sources.", ())
    verified: bool = fact("false: no source was found.", True)
    id: str = fact("Its key, filled in by the loader.", "", internal=True)
    at: Location = fact("Its place, filled in by the loader.", Location(""), internal=True)


@dataclass(frozen=True, eq=False, repr=False)
class Drawing:
    """A drawing in content/images."""

    file: str = fact("The file, below content/images.", "")
    title: str = word("What it is called.")
    alt: str = word("What there is to see.")
    checked: bool = fact("Whether a clinician has checked it.", False)
    anchors: tuple[str, ...] = fact("Its named points, for numbered dots.", ())
    licence: str = fact("Its licence.", "CC BY 4.0")
    credit: str = fact("Who drew it.", "irdocs contributors")
    consent: str = fact("For a picture of a person: where the consent is kept.", "")
    id: str = fact("Its name, filled in by the loader.", "", internal=True)
    at: Location = fact("Its place, filled in by the loader.", Location(""), internal=True)
    alt_at: Location = fact("The place of its alternative text, filled in by the loader.", Location(""), internal=True)

    @property
    def file_name(self) -> str:
        """Its file, below content/images."""
        return self.file or f"{self.id}.svg"


KINDS: dict[str, type[Subject]] = {
    "procedures": Procedure,
    "conditions": Condition,
    "topics": Topic,
    "courses": Course,
}
"""Folder of content -> kind of subject."""
