"""Rules of content: every name leads somewhere, every figure has its source, no evidence is typed into prose."""

import re
from collections.abc import Callable, Collection
from dataclasses import MISSING, fields, is_dataclass, replace
from functools import cache
from pathlib import Path as FilePath
from typing import get_type_hints

from irdocs.model.amounts import each
from irdocs.model.approval import Role, standing, withdrawal
from irdocs.model.library import Library, in_doubt
from irdocs.model.locale import Locale
from irdocs.model.places import found_at, place_of
from irdocs.model.policy import SLOTS
from irdocs.model.quantities import RELATIVE, NotKnown, Quantity
from irdocs.model.records import Option, Paragraphs, Procedure, Subject, Topic
from irdocs.model.walk import LEAVES, Place, places_of, prose_of, spans_of
from irdocs.model.wording import QuantityFormatter, formatter_for
from irdocs.problems import Location, Problems, nearest
from irdocs.reading.prose import Citation, PolicyUse, Prose, QuantityUse, TermUse, Words
from irdocs.reading.unreadable import NOTHING, Path, Unread, may_hold, touches
from irdocs.reading.yaml_data import locate
from irdocs.rules.consent import check_consent
from irdocs.rules.easy_read import check_easy_read
from irdocs.rules.governance import check_governance
from irdocs.rules.numbers_in_prose import VAGUE, evidence_in, own_names, read_names
from irdocs.rules.pictures import check_picture
from irdocs.rules.spelling import check_spelling


def check_library(library: Library, problems: Problems) -> None:
    """Check what subjects share: the drawings, the terms, and the names that look like figures."""
    read_names(library.folder / "check.toml", problems)
    names = own_names(library.folder)
    for term in library.terms.values():
        for key in term.source:
            _check_source(key, library, term.at, problems)
        for _, prose in prose_of(term):
            _check_names(prose, library, problems)
            _check_typed(prose, names, library.folder.parent, problems)
            for use in spans_of(prose.spans):
                if isinstance(use, QuantityUse):
                    told = f'a term has no quantities, so "{use.quantity}" is none'
                    problems.error("unknown-quantity", prose.at, told, "say it without a figure")
    for drawing in library.drawings.values():
        check_picture(drawing, library, problems)


def check_subject(subject: Subject, library: Library, locale: Locale, problems: Problems) -> QuantityFormatter:
    """Check one subject against every rule; return who says its quantities."""
    unread = library.unread.get(subject.id, NOTHING)
    sound = subject
    if unread:  # what cannot be said has been told, and must not change how the others are said
        said = {name: one for name, one in subject.quantities.items() if not touches(unread, "quantities", name)}
        sound = replace(subject, quantities=said)
    speaker = formatter_for(sound, locale)
    for rule in RULES:
        rule(subject, library, speaker, problems)
    return speaker


# --- quantities -------------------------------------------------------------------------------------------------------


def _figures_have_sources(subject: Subject, library: Library, _: QuantityFormatter, problems: Problems) -> None:
    unread = library.unread.get(subject.id, NOTHING)
    for name, path, quantity in each(subject.quantities):
        _check_source_of(name, quantity, path, unread, problems)


def _check_source_of(name: str, quantity: Quantity, path: Path, unread: Unread, problems: Problems) -> None:
    is_figure = quantity.amount is not None and not isinstance(quantity.amount, NotKnown)
    if is_figure and not quantity.source and not may_hold(unread, *path, "source"):
        if quantity.verified:
            problems.error(
                "no-source",
                quantity.at,
                f'"{name}" has no source',
                "add `source: [KEY]`; without one it is not shown as a figure",
            )
        else:
            problems.error(
                "unsourced-figure",
                quantity.at,
                f'"{name}" is a figure that nobody has checked',
                "say it in words, without a figure",
            )
    comparison = quantity.comparison
    difference = comparison.difference if comparison else None
    if comparison and difference and difference.statistic in RELATIVE and len(comparison.arms) < 2:
        if may_hold(unread, *path, "comparison", "arms"):
            return
        problems.error(
            "relative-alone",
            quantity.at,
            f'"{name}" is a {difference.statistic} without the figures of both arms (R04)',
            "add the arms: a relative figure is shown only beside its absolutes",
        )


# --- names ------------------------------------------------------------------------------------------------------------


def _names_lead_somewhere(subject: Subject, library: Library, speaker: QuantityFormatter, problems: Problems) -> None:
    for _, prose in prose_of(subject):
        _check_names(prose, library, problems)
        for span in spans_of(prose.spans):
            if isinstance(span, QuantityUse):
                _check_use(span, subject, library, speaker, prose.at, problems)
    for place in places_of(subject):
        _check_reference_fields(place, subject, library, problems)


def _check_names(prose: Prose, library: Library, problems: Problems) -> None:
    """Check the policies, terms and sources that prose names."""
    for span in spans_of(prose.spans):
        match span:
            case PolicyUse(slot):
                if slot not in SLOTS:
                    told = f'there is no local policy "{slot}"'
                    problems.error("unknown-policy", prose.at, told, nearest(slot, list(SLOTS)))
            case TermUse(_, term):
                if library.term_names is not None and term not in library.term_names:
                    told = f'"{term}" is not in the glossary'
                    problems.error("unknown-term", prose.at, told, nearest(term, list(library.term_names)))
            case Citation(keys):
                for key in keys:
                    _check_source(key, library, prose.at, problems)


def _check_use(
    use: QuantityUse, subject: Subject, library: Library, speaker: QuantityFormatter, at: Location, problems: Problems
) -> None:
    quantity = subject.quantities.get(use.quantity)
    if in_doubt(subject, library, "quantities", use.quantity):
        return
    if quantity is None:
        known = list(subject.quantities)
        problems.error("unknown-quantity", at, f'there is no quantity "{use.quantity}"', nearest(use.quantity, known))
        return
    try:
        speaker.say(quantity, use.part, use.form)
    except (KeyError, ValueError, StopIteration):
        problems.error(
            "unknown-part", at, f'"{use.quantity}" cannot be said as "{use.part or "a whole"}"',
            "name an arm, a source or a time of it: [[name:part]]",
        )  # fmt: skip


def _check_source(key: str, library: Library, at: Location, problems: Problems) -> None:
    if library.sources is not None and key not in library.sources:
        problems.error(
            "unknown-reference", at, f'source "{key}" is not in references.yaml', nearest(key, list(library.sources))
        )


_NAMING: dict[str, tuple[str, str, Callable[[Subject, Library], Collection[str] | None]]] = {
    "quantity": ("unknown-quantity", "quantity", lambda subject, _: subject.quantities),
    "policy": ("unknown-policy", "local policy", lambda _, __: SLOTS),
    "figure": ("unknown-figure", "figure", lambda subject, _: subject.figures),
    "picture": ("unknown-drawing", "drawing", lambda _, library: library.drawing_names),
    "drawing": ("unknown-drawing", "drawing", lambda _, library: library.drawing_names),
    "drawings": ("unknown-drawing", "drawing", lambda _, library: library.drawing_names),
}
"""Field that holds the name of something -> the rule, what it names, and what there is of it (None: nobody can tell)."""
_KEPT = {"quantity": "quantities", "figure": "figures"}
"""What stands in the record itself -> where."""


def _check_reference_fields(place: Place, subject: Subject, library: Library, problems: Problems) -> None:
    value, path = place.value, place.path
    if not isinstance(value, str):
        return
    inside = path[-2] if len(path) > 1 else ""
    if inside == "source":
        if value not in library.references:
            _check_source(value, library, _place_of(place, subject, library), problems)
        return
    naming = _NAMING.get("drawings" if inside == "drawings" else path[-1])
    if naming is None or not value:
        return
    rule, what, there_is = naming
    known = there_is(subject, library)
    if known is None or value in known or (what == "quantity" and value.partition(":")[0] in known):
        return
    if what not in _KEPT or not in_doubt(subject, library, _KEPT[what], value.partition(":")[0]):
        at = _place_of(place, subject, library)
        problems.error(rule, at, f'there is no {what} "{value}"', nearest(value, list(known)))


def _place_of(place: Place, subject: Subject, library: Library) -> Location:
    """Return where a value was typed."""
    data = library.places.get(subject.id)
    return locate(data, place.path) if data is not None else subject.at


# --- evidence ---------------------------------------------------------------------------------------------------------


def _no_evidence_in_prose(subject: Subject, library: Library, _: QuantityFormatter, problems: Problems) -> None:
    names = own_names(library.folder)
    wrong_answers = {
        id(option)
        for question in subject.questions.values()
        for letter, option in question.options.items()
        if letter != question.key
    }
    for place, prose in prose_of(subject):
        if isinstance(place.owner, Option) and id(place.owner) in wrong_answers and place.path[-1] == "text":
            continue  # a distractor: it says what is not so
        _check_typed(prose, names, library.folder.parent, problems)


def _check_typed(prose: Prose, names: Collection[re.Pattern[str]], root: FilePath, problems: Problems) -> None:
    words = "".join(span.text if isinstance(span, Words) else "␣" for span in spans_of(prose.spans))
    found = evidence_in(words, names)
    if found:
        problems.error(
            "number-in-prose", prose.at, f'"{found[1].strip()}" looks like {found[0]} typed into words',
            "name a quantity, [[name]], or a local policy, [[policy:name]]; or say it without a figure",
        )  # fmt: skip
    elif vague := VAGUE.search(words):
        at = found_at(prose, root, vague[0])
        problems.advice(
            "vague-frequency", at, f'"{vague[0]}" says how often, and no number stands for it (R01)',
            "name a quantity, [[name]], or say that it can happen",
        )  # fmt: skip


def _questions_are_whole(subject: Subject, library: Library, _: QuantityFormatter, problems: Problems) -> None:
    for name, question in subject.questions.items():
        if in_doubt(subject, library, "questions", name, "options"):
            continue
        if list(question.options) != ["a", "b", "c", "d", "e"]:
            problems.error(
                "question-options",
                place_of(subject, library, "questions", name, "options"),
                f'question "{name}" has the options {", ".join(question.options)}',
                "five: a to e",
            )
        if question.key not in question.options and not in_doubt(subject, library, "questions", name, "key"):
            at = place_of(subject, library, "questions", name, "key")
            problems.error("question-key", at, f'the key of question "{name}" is not one of its options')


def _review_is_told(subject: Subject, library: Library, _: QuantityFormatter, problems: Problems) -> None:
    review = subject.review
    if withdrawal(subject) is not None:
        pass  # nobody waits for an approval of what must not be used
    elif Role.CLINICAL not in standing(subject, library) and subject.id not in library.unread:
        at = place_of(subject, library, "review", "entries")
        problems.note("awaiting-approval", at, f"{subject.id} awaits clinical approval", "see `irdocs review`")
    if review.issued is None or review.due is None:
        missing = "issued" if review.issued is None else "due"
        at = place_of(subject, library, "review", missing)
        if not in_doubt(subject, library, "review", missing):
            problems.error("no-dates", at, "the review block has no date of issue or of review", "add issued and due")
    elif (review.due - review.issued).days > 3 * 366:
        problems.error("review-too-long", subject.due_at, "the review is due more than 3 years after the issue (G02)")
    if not review.owner and not in_doubt(subject, library, "review", "owner"):
        at = place_of(subject, library, "review", "owner")
        problems.error("no-owner", at, "the review block names no owner", "add owner")
    unverified = [place for place in places_of(subject) if place.path[-1] == "verified" and place.value is False]
    if unverified:
        problems.note(
            "unverified", _place_of(unverified[0], subject, library),
            f"{len(unverified)} statements are not checked against a source: this is the first", "they carry a dagger",
        )  # fmt: skip


def _serious_harm_is_told(subject: Subject, library: Library, _: QuantityFormatter, problems: Problems) -> None:
    if not isinstance(subject, Procedure):
        return

    def at(*path: str) -> Location:
        return place_of(subject, library, *path)

    def sure(*path: str) -> bool:
        return not in_doubt(subject, library, *path)

    if not subject.benefits and sure("benefits"):
        problems.error("no-benefit", at("benefits"), "there is no benefit (C02)", "add benefits")
    serious = any(risk.severity.value in ("serious", "life-threatening") for risk in subject.risks.values())
    if not serious and sure("risks"):
        problems.error(
            "no-serious-harm", at("risks"), "no risk of serious harm is named (C03)", "add one, even if it is very rare"
        )
    if not subject.alternatives and sure("alternatives"):
        problems.error("no-alternative", at("alternatives"), "there is no other choice (C04)", "add alternatives")
    if not subject.red_flags and sure("red_flags"):
        problems.error("no-red-flag", at("red_flags"), "there is no sign of danger (C14)", "add red_flags")
    if subject.radiation.used and not subject.radiation.text and sure("radiation", "text"):
        problems.error(
            "no-radiation",
            at("radiation", "text"),
            "X-rays are used and nothing is said of them (C07)",
            "fill in radiation.text",
        )
    if subject.radiation.used and not subject.pregnancy and sure("pregnancy"):
        problems.error(
            "no-pregnancy",
            at("radiation", "used"),
            "X-rays are used and nothing is said of pregnancy (C08)",
            "fill in pregnancy",
        )
    for name, risk in subject.risks.items():
        if risk.headline and risk.quantity:
            quantity = subject.quantities.get(risk.quantity)
            if quantity is not None and quantity.frequency is None and sure("quantities", risk.quantity):
                problems.error(
                    "not-drawable", at("risks", name, "quantity"), f'the headline risk "{name}" is not one frequency'
                )


def _lengths(subject: Subject, _: Library, speaker: QuantityFormatter, problems: Problems) -> None:
    budgets: list[tuple[Prose | None, int, str]] = [(subject.title, 65, "title"), (subject.lead, 55, "lead")]
    if isinstance(subject, Procedure):
        for item in (subject.glance.treatment, subject.glance.time, subject.glance.recovery):
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
            problems.warning("long-headline", slide.headline.at, f"this headline has {words} words", "14 at most (D30)")
    for prose, most, what in budgets:
        if prose is not None and len(prose.plain) > most:
            problems.warning(
                "too-long", prose.at, f"this {what} is {len(prose.plain) - most} characters too long", f"{most} at most"
            )


UNWRITTEN = "WRITE:"
"""What stands in a scaffold where a person must write."""


def _nothing_is_left_to_write(subject: Subject, library: Library, _: QuantityFormatter, problems: Problems) -> None:
    for place in places_of(subject):
        value = place.value
        text = value.source if isinstance(value, Prose) else value
        if not isinstance(text, str) or not text.startswith(UNWRITTEN):
            continue
        at = value.at if isinstance(value, Prose) else _place_of(place, subject, library)
        problems.error(
            "unwritten", at, f"{'.'.join(place.path)}: still to be written", text.removeprefix(UNWRITTEN).strip()
        )


@cache
def _must_say_something(kind: type) -> tuple[str, ...]:
    """Return the fields of a record that must be there and hold paragraphs."""
    hints = get_type_hints(kind)
    return tuple(one.name for one in fields(kind) if hints[one.name] == Paragraphs and one.default is MISSING)


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
                problems.error("empty-text", at, f"{name}: there are no words", "write them")


def _topic_is_whole(subject: Subject, library: Library, _: QuantityFormatter, problems: Problems) -> None:
    if isinstance(subject, Topic) and not subject.parts and not in_doubt(subject, library, "parts"):
        problems.error("no-parts", place_of(subject, library, "parts"), "the topic has no parts", "add parts")


Rule = Callable[[Subject, Library, QuantityFormatter, Problems], None]

RULES: tuple[Rule, ...] = (
    _figures_have_sources,
    _nothing_is_left_to_write,
    _nothing_is_empty,
    _names_lead_somewhere,
    check_spelling,
    _no_evidence_in_prose,
    _questions_are_whole,
    _review_is_told,
    check_governance,
    _serious_harm_is_told,
    check_consent,
    _lengths,
    _topic_is_whole,
    check_easy_read,
)
"""Every rule of a subject."""
