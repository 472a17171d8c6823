"""What a record can say: procedures, conditions, topics, courses, terms and drawings.

Each field says in which half of the record it stands (facts.yaml or the words of a language) and what it means; the
JSON Schema and the scaffolds are made from here. What has words and facts is a mapping by id, so that both halves meet.
"""

from dataclasses import dataclass

from irdocs.model.parts import (
    Benefit,
    Brief,
    Case,
    Choice,
    EasyRow,
    Evidence,
    Exposure,
    Figure,
    FurtherLink,
    Glance,
    Involved,
    Item,
    Logistics,
    Paragraphs,
    Question,
    Rank,
    RedFlag,
    Review,
    Risk,
    Sections,
    SlideWords,
    Stage,
    Statement,
    Step,
)
from irdocs.model.quantities import Quantity
from irdocs.model.uses import Weight
from irdocs.problems import Location
from irdocs.reading.fields import REQUIRED, fact, word
from irdocs.reading.prose import Prose


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
    denominator: int = fact(
        "What people are counted out of, 100 or 1000, so that a family of subjects counts alike; 0: as its numbers need.",
        0,
    )
    quantities: dict[str, Quantity] = fact("Every number, by name.", dict)
    figures_from: str = word(
        'Where the figures come from, in one line: "UK guidance (NICE, RCOG), trials and a UK register". At most 90 characters.',
        "",
    )
    support: dict[str, Statement] = fact("Sources of paragraphs, by field name.", dict)
    figures: dict[str, Figure] = fact("Drawings with their keys, by name.", dict)
    slides: dict[str, SlideWords] = fact(
        "Headline and notes of each slide, by slide.", dict, weight=Weight.TEACHING, entry="slide"
    )
    objectives: tuple[Prose, ...] = word(
        "What the audience can do afterwards.", (), weight=Weight.TEACHING, entry="objectives"
    )
    take_home: tuple[Prose, ...] = word(
        "Three points to take home.", (), weight=Weight.TEACHING, entry="points to take home"
    )
    questions: dict[str, Question] = fact(
        "Single-best-answer questions.", dict, weight=Weight.TEACHING, entry="question"
    )
    further: dict[str, FurtherLink] = fact("Where to read more.", dict)
    easy_read: dict[str, EasyRow] = fact("The Easy Read edition, row by row.", dict)
    review: Review = fact("Who stands behind it, and until when.", Review(), weight=Weight.REVIEW, entry="review")
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
    what: Paragraphs = word("What it is.", section="what")
    why: Paragraphs = word("Why it is offered, and what it aims to do.", section="why")
    how: Paragraphs = word("How it works.", (), section="how")
    brief: Brief | None = word("The words of the folded leaflet; without them it is not made.", None)
    figure: str = fact("The figure beside what it is.", "")
    indications: dict[str, Item] = fact("Who it is for.", dict, weight=Weight.CHOICE, entry="reason to have it")
    contraindications: dict[str, Item] = fact(
        "Who it is not for.", dict, weight=Weight.SAFETY, entry="reason not to have it"
    )
    benefits: dict[str, Benefit] = fact(
        "What good it can do.", dict, section="benefits", weight=Weight.CHOICE, entry="benefit"
    )
    risks: dict[str, Risk] = fact("What can go wrong.", dict, section="risks", weight=Weight.RISK, entry="risk")
    absent_risks: dict[str, Prose] = word(
        "Classes of risk that do not apply, each with the reason.",
        dict,
        weight=Weight.RISK,
        entry="risk that does not apply",
    )
    failure: Item | None = word(
        "The chance that it fails or must be repeated.",
        None,
        section="risks",
        weight=Weight.RISK,
        entry="chance of failure",
    )
    alternatives: dict[str, Choice] = fact(
        "Other choices.", dict, section="choices", weight=Weight.CHOICE, entry="other choice"
    )
    no_treatment: Paragraphs = word(
        "What happens with no treatment.",
        (),
        section="choices",
        weight=Weight.CHOICE,
        entry="what happens with no treatment",
    )
    preparation: dict[str, Item] = fact(
        "How to prepare.", dict, section="prepare", weight=Weight.ADVICE, entry="advice before the day"
    )
    logistics: Logistics = word("Who, where, how long, what it feels like.", section="who")
    steps: dict[str, Step] = fact(
        "The steps in order.", dict, section="day", weight=Weight.ADVICE, entry="step of the procedure"
    )
    recovery_intro: Paragraphs = word(
        "Two lines above the recovery: where the person rests, and what to do.",
        (),
        section="recovery",
        weight=Weight.ADVICE,
        entry="words on the recovery",
    )
    recovery: dict[str, Stage] = fact(
        "The recovery in order of time.", dict, section="recovery", weight=Weight.ADVICE, entry="stage of the recovery"
    )
    aftercare: dict[str, Item] = fact(
        "Going home: driving, work, washing, food, wound, follow-up.",
        dict,
        section="aftercare",
        weight=Weight.ADVICE,
        entry="advice for going home",
    )
    red_flags: dict[str, RedFlag] = fact(
        "Signs of danger.", dict, section="help", weight=Weight.SAFETY, entry="red flag"
    )
    radiation: Exposure = fact("X-rays.", Exposure(), section="rays", weight=Weight.ADVICE, entry="words on X-rays")
    contrast: Exposure = fact("Contrast.", Exposure(), section="rays", weight=Weight.ADVICE, entry="words on contrast")
    pregnancy: Paragraphs = word(
        "What a person who may be pregnant or breastfeeds is told.",
        (),
        section="rays",
        weight=Weight.ADVICE,
        entry="words on pregnancy",
    )
    anatomy: dict[str, Item] = fact(
        "What the trainee must know of the anatomy.", dict, weight=Weight.TEACHING, entry="anatomy"
    )
    kit: dict[str, Item] = fact("Needles, wires, catheters, devices.", dict, weight=Weight.TEACHING, entry="kit")
    preparation_trainee: tuple[Prose, ...] = word(
        "Preparation and drugs, for the trainee.", (), weight=Weight.TEACHING, entry="preparation for trainees"
    )
    tips: dict[str, Item] = fact("Tips and bail-out.", dict, weight=Weight.TEACHING, entry="tip")
    pitfalls: dict[str, Item] = fact(
        "What goes wrong in the hands of beginners.", dict, weight=Weight.TEACHING, entry="pitfall"
    )
    follow_up: dict[str, Item] = fact(
        "Aftercare and follow-up, for the trainee.", dict, weight=Weight.TEACHING, entry="follow-up"
    )
    evidence: dict[str, Evidence] = fact(
        "What a trainee should have read.", dict, weight=Weight.TEACHING, entry="evidence"
    )
    case: Case | None = word("A case for discussion.", None, weight=Weight.TEACHING, entry="case")


@dataclass(frozen=True, eq=False, repr=False)
class Condition(Subject):
    """A disease that leads to a procedure."""

    figure: str = fact("The figure beside what it is.", "")
    what: Paragraphs = word("What it is.", section="what")
    signs: Paragraphs = word("What a person notices.", section="signs")
    found: Paragraphs = word("How it is found.", section="found")
    choices: dict[str, Choice] = fact(
        "Ways to deal with it, interventional radiology as one of them.",
        dict,
        section="choices",
        weight=Weight.CHOICE,
        entry="choice",
    )
    procedures: tuple[str, ...] = fact("Ids of the procedures that treat it.", ())
    no_treatment: Paragraphs = word(
        "What happens with no treatment.",
        (),
        section="choices",
        weight=Weight.CHOICE,
        entry="what happens with no treatment",
    )
    red_flags: dict[str, RedFlag] = fact(
        "Signs of danger.", dict, section="help", weight=Weight.SAFETY, entry="red flag"
    )
    evidence: dict[str, Evidence] = fact(
        "What a trainee should have read.", dict, weight=Weight.TEACHING, entry="evidence"
    )


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
    evidence: dict[str, Evidence] = fact(
        "What a trainee should have read.", dict, weight=Weight.TEACHING, entry="evidence"
    )
    case: Case | None = word("A case for discussion.", None, weight=Weight.TEACHING, entry="case")


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
class SharedSign:
    """A sign of danger that is the same after every treatment: one wording and one urgency."""

    sign: Prose = word('The sign, as the end of "if you have": no full stop.')
    giveaways: tuple[str, ...] = word("Phrases by which a subject that words the sign itself is known.", ())
    rank: Rank = fact('"999", "straight away" or "same day".', REQUIRED)
    source: tuple[str, ...] = fact("The keys of the sources.", ())
    verified: bool = fact("false: no source was found; the rank is then the stricter one.", True)
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


@dataclass(frozen=True)
class DrawingWords:
    """What a drawing is called and shows, in another language than English."""

    alt: str = word("What there is to see.")
    title: str = word("What it is called.", "")
    id: str = fact("Its name, filled in by the loader.", "", internal=True)
    at: Location = fact("Its place, filled in by the loader.", Location(""), internal=True)
    alt_at: Location = fact("The place of its alternative text, filled in by the loader.", Location(""), internal=True)


KINDS: dict[str, type[Subject]] = {
    "procedures": Procedure,
    "conditions": Condition,
    "topics": Topic,
    "courses": Course,
}
"""Folder of content -> kind of subject."""
