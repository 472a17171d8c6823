"""Rules of wholeness: nothing is left to write, nothing is empty, and each text fits its place."""

from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import get_type_hints

from irdocs.model.library import Library, in_doubt
from irdocs.model.parts import Paragraphs
from irdocs.model.places import place_of
from irdocs.model.records import Procedure, Subject, Topic
from irdocs.model.walk import LEAVES, places_of
from irdocs.model.wording import QuantityFormatter
from irdocs.problems import Problems
from irdocs.reading.prose import Prose
from irdocs.rules.names import typed_at
from irdocs.rules.rule import MODEL, check

EMPTY_TEXT = MODEL.error("empty-text", "A text without words would leave a hole.", "Write it, or take the key out.")
UNWRITTEN = MODEL.error("unwritten", "A scaffold still says WRITE here.", "Write the text.")
NO_PARTS = MODEL.error("no-parts", "A topic is made of its parts.", "Add `parts`.")
NOT_DRAWABLE = MODEL.error(
    "not-drawable", "An icon array draws one exact count.", "Give the risk such a quantity, or take `headline` off."
)
TOO_LONG = MODEL.warning(
    "too-long", "The text does not fit its place.", "Shorten it; the message says by how much.", "P09", allowed=True
)
LONG_HEADLINE = MODEL.warning(
    "long-headline", "A headline that is read in a room has two lines.", "14 words at most.", "D30", allowed=True
)
QUESTION_OPTIONS = MODEL.error(
    "question-options", "A single-best-answer question has five options.", "Write a to e.", "D37"
)
QUESTION_KEY = MODEL.error("question-key", "The best answer is one of the options.", "Mend `key`.", "D37")


TO_WRITE = "WRITE:"
"""What stands in a scaffold where a person must write."""


@check(UNWRITTEN)
def _nothing_is_left_to_write(subject: Subject, library: Library, _: QuantityFormatter, problems: Problems) -> None:
    for place in places_of(subject):
        value = place.value
        text = value.source if isinstance(value, Prose) else value
        if not isinstance(text, str) or not text.startswith(TO_WRITE):
            continue
        at = value.at if isinstance(value, Prose) else typed_at(subject, library, *place.path)
        UNWRITTEN.report(
            problems, at, f"{'.'.join(place.path)}: still to be written", text.removeprefix(TO_WRITE).strip()
        )


@cache
def _must_say_something(kind: type) -> tuple[str, ...]:
    """Return the fields of a record that must be there and hold paragraphs."""
    hints = get_type_hints(kind)
    return tuple(one.name for one in fields(kind) if hints[one.name] == Paragraphs and one.default is MISSING)


@check(EMPTY_TEXT)
def _nothing_is_empty(subject: Subject, library: Library, _: QuantityFormatter, problems: Problems) -> None:
    records = [
        (place.path, place.value)
        for place in places_of(subject)
        if place.value.__class__ not in LEAVES and is_dataclass(place.value)
    ]
    for path, record in ((), subject), *records:
        for name in _must_say_something(record.__class__):
            if not getattr(record, name) and not in_doubt(subject, library, *path, name):
                at = place_of(subject, library, *path, name)
                EMPTY_TEXT.report(problems, at, f"{name}: there are no words", "write them")


@check(NO_PARTS)
def _topic_is_whole(subject: Subject, library: Library, _: QuantityFormatter, problems: Problems) -> None:
    if isinstance(subject, Topic) and not subject.parts and not in_doubt(subject, library, "parts"):
        NO_PARTS.report(problems, place_of(subject, library, "parts"), "the topic has no parts", "add parts")


@check(QUESTION_OPTIONS, QUESTION_KEY)
def _questions_are_whole(subject: Subject, library: Library, _: QuantityFormatter, problems: Problems) -> None:
    for name, question in subject.questions.items():
        if in_doubt(subject, library, "questions", name, "options"):
            continue
        if list(question.options) != ["a", "b", "c", "d", "e"]:
            QUESTION_OPTIONS.report(
                problems,
                place_of(subject, library, "questions", name, "options"),
                f'question "{name}" has the options {", ".join(question.options)}',
                "five: a to e",
            )
        if question.key not in question.options and not in_doubt(subject, library, "questions", name, "key"):
            at = place_of(subject, library, "questions", name, "key")
            QUESTION_KEY.report(problems, at, f'the key of question "{name}" is not one of its options')


@check(TOO_LONG, LONG_HEADLINE)
def _lengths(subject: Subject, _: Library, speaker: QuantityFormatter, problems: Problems) -> None:
    budgets: list[tuple[Prose | None, int, str]] = [(subject.title, 65, "title"), (subject.lead, 55, "lead")]
    if isinstance(subject, Procedure):
        for item in subject.glance.cells:
            budgets += [(item.value, 11, "value at a glance"), (item.note, 32, "note at a glance")]
        budgets += [(risk.name, 32, "name of a risk") for risk in subject.risks.values()]
        budgets += [(stage.text, 34, "stage of the recovery") for stage in subject.recovery.values()]
        budgets += [
            (item.text, 110 - len(item.lead.plain), "item to prepare")
            for item in subject.preparation.values()
            if item.text
        ]
    for slide in subject.slides.values():
        words = len(slide.headline.plain.split())
        if words > 14:
            LONG_HEADLINE.report(
                problems, slide.headline.at, f"this headline has {words} words", "14 at most (assertion and evidence)"
            )
    for prose, most, what in budgets:
        if prose is not None and len(prose.plain) > most:
            TOO_LONG.report(
                problems, prose.at, f"this {what} is {len(prose.plain) - most} characters too long", f"{most} at most"
            )


@check(NOT_DRAWABLE)
def _headlines_can_be_drawn(subject: Subject, library: Library, _: QuantityFormatter, problems: Problems) -> None:
    if not isinstance(subject, Procedure):
        return
    for name, risk in subject.risks.items():
        if risk.headline and risk.quantity:
            quantity = subject.quantities.get(risk.quantity)
            if (
                quantity is not None
                and quantity.frequency is None
                and not in_doubt(subject, library, "quantities", risk.quantity)
            ):
                NOT_DRAWABLE.report(
                    problems,
                    place_of(subject, library, "risks", name, "quantity"),
                    f'the headline risk "{name}" is not one frequency',
                )
