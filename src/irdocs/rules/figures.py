"""Rules of evidence: every quantity has its source, and no evidence is typed into prose."""

import re
from collections.abc import Collection
from pathlib import Path as FilePath

from irdocs.model.amounts import each
from irdocs.model.library import Library
from irdocs.model.parts import Option
from irdocs.model.places import found_at
from irdocs.model.quantities import RELATIVE, NotKnown, Quantity
from irdocs.model.records import Subject
from irdocs.model.walk import prose_of, spans_of
from irdocs.model.wording import QuantityFormatter
from irdocs.problems import Problems
from irdocs.reading.prose import Prose, Words
from irdocs.reading.unreadable import NOTHING, Path, Unread, may_hold
from irdocs.rules.numbers_in_prose import VAGUE, evidence_in, own_names
from irdocs.rules.rule import EVIDENCE, check

NUMBER_IN_PROSE = EVIDENCE.error(
    "number-in-prose",
    "A number in words has no source, and cannot be changed in one place.",
    "Name a quantity or a local policy, or say it without a figure.",
    "R13, D40",
)
VAGUE_FREQUENCY = EVIDENCE.advice(
    "vague-frequency",
    '"A few people" says how often and leaves open how often.',
    "Name a quantity, or say that it can happen.",
    "R01",
    allowed=True,
)
NO_SOURCE = EVIDENCE.error(
    "no-source", "A figure without a source is a rumour.", "Add `source`, or say it in words.", "R13"
)
UNSOURCED_FIGURE = EVIDENCE.error("unsourced-figure", "Nobody has checked this figure.", "Say it in words.", "R13")
RELATIVE_ALONE = EVIDENCE.error(
    "relative-alone", "A ratio says nothing of how often a thing happens.", "Add the figures of both arms.", "R04"
)


@check(NO_SOURCE, UNSOURCED_FIGURE, RELATIVE_ALONE)
def _figures_have_sources(subject: Subject, library: Library, _: QuantityFormatter, problems: Problems) -> None:
    unread = library.unread.get(subject.id, NOTHING)
    for name, path, quantity in each(subject.quantities):
        _check_source_of(name, quantity, path, unread, problems)


def _check_source_of(name: str, quantity: Quantity, path: Path, unread: Unread, problems: Problems) -> None:
    is_figure = quantity.amount is not None and not isinstance(quantity.amount, NotKnown)
    if is_figure and not quantity.source and not may_hold(unread, *path, "source"):
        if quantity.verified:
            NO_SOURCE.report(
                problems,
                quantity.at,
                f'"{name}" has no source',
                "add `source: [KEY]`; without one it is not shown as a figure",
            )
        else:
            UNSOURCED_FIGURE.report(
                problems,
                quantity.at,
                f'"{name}" is a figure that nobody has checked',
                "say it in words, without a figure",
            )
    comparison = quantity.comparison
    difference = comparison.difference if comparison else None
    if comparison and difference and difference.statistic in RELATIVE and len(comparison.arms) < 2:
        if may_hold(unread, *path, "comparison", "arms"):
            return
        RELATIVE_ALONE.report(
            problems,
            quantity.at,
            f'"{name}" is a {difference.statistic} without the figures of both arms (PIF on risk)',
            "add the arms: a relative figure is shown only beside its absolutes",
        )


@check(NUMBER_IN_PROSE, VAGUE_FREQUENCY)
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
        check_typed(prose, names, library.folder.parent, problems)


def check_typed(prose: Prose, names: Collection[re.Pattern[str]], root: FilePath, problems: Problems) -> None:
    words = "".join(span.text if isinstance(span, Words) else "␣" for span in spans_of(prose.spans))
    found = evidence_in(words, names)
    if found:
        NUMBER_IN_PROSE.report(problems, prose.at, f'"{found[1].strip()}" looks like {found[0]} typed into words',
            "name a quantity, [[name]], or a local policy, [[policy:name]]; or say it without a figure",
        )  # fmt: skip
    elif vague := VAGUE.search(words):
        at = found_at(prose, root, vague[0])
        VAGUE_FREQUENCY.report(problems, at, f'"{vague[0]}" says how often, and no number stands for it (PIF on risk)',
            "name a quantity, [[name]], or say that it can happen",
        )  # fmt: skip
