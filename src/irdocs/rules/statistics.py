"""What a patient reads of a subject, section by section, and how it is counted for the reading grade (`grades.py`)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from irdocs.model.library import Library
from irdocs.model.plain_text import policy_words, said
from irdocs.model.records import Condition, Item, Paragraphs, Procedure, RedFlag, Subject, Term, Topic
from irdocs.model.wording import QuantityFormatter
from irdocs.reading.prose import Prose
from irdocs.rules.grades import Measured
from irdocs.rules.syllables import syllables, words_of
from irdocs.rules.word_lists import Phrases

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(\[]*[^\Wa-z_])")


@dataclass(frozen=True)
class Passage:
    """What is read in one go: a paragraph, an item of a list, a row of a table."""

    text: str
    pieces: tuple[tuple[Prose, str], ...]
    """The prose that it is made of, each with its words as they are read."""
    paragraph: bool = False


@dataclass(frozen=True)
class ReadingSection:
    """A section of the leaflet, by its name."""

    name: str
    passages: tuple[Passage, ...]


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a passage: the end of a passage ends one, whatever stands there."""
    return [one for one in _SENTENCE_END.split(text) if any(character.isalnum() for character in one)]


@dataclass(frozen=True, eq=False)
class TextStatistics:
    """Counts texts with the glossary of a library at hand."""

    library: Library

    @cached_property
    def own(self) -> Mapping[str, int]:
        """Word in small letters -> its syllables, of the terms that are one word."""
        return {
            name.lower(): term.syllables
            for term in self.library.terms.values()
            if term.syllables and not re.search(r"[\s-]", name := headwords(term.term)[0])
        }

    @cached_property
    def terms(self) -> Phrases:
        """Finds every headword, in the singular and the plural."""
        names = (name for term in self.library.terms.values() for name in headwords(term.term))
        return Phrases(names, ("", "s", "es"))

    @cached_property
    def to_explain(self) -> Mapping[str, Term]:
        """Headword in small letters -> its term, where the plain word is another: "liver" needs no explaining."""
        return {
            name.lower(): term
            for term in self.library.terms.values()
            for name in headwords(term.term)
            if not name.isupper() and not _is_plain(term)
        }

    def measure(self, text: str) -> Measured:
        """Count one passage."""
        short = self.terms.sub("it", text)
        counts = [syllables(word, self.own) for word in words_of(text)]
        if short == text:
            return Measured(len(sentences_of(text)), len(counts), sum(counts), len(counts), sum(counts))
        short_counts = [syllables(word, self.own) for word in words_of(short)]
        return Measured(len(sentences_of(text)), len(counts), sum(counts), len(short_counts), sum(short_counts))

    def section(self, section: ReadingSection) -> Measured:
        """Count a section."""
        return sum((self.measure(passage.text) for passage in section.passages), Measured())


def _is_plain(term: Term) -> bool:
    """Whether the plain word is the term itself, or holds it."""
    plain = term.plain.plain.lower()
    return any(re.search(rf"\b{re.escape(name.lower())}\b", plain) for name in headwords(term.term))


def headwords(term: str) -> list[str]:
    """Return the names that a term goes by: "arteriovenous malformation (AVM)" is two."""
    name, _, short = term.partition("(")
    return [one for one in (name.strip(), short.rstrip(") ").strip()) if one]


# --- what is read -----------------------------------------------------------------------------------------------------


def sections_of(subject: Subject, speaker: QuantityFormatter) -> list[ReadingSection]:
    """Return what a patient reads of a subject, in the order of the leaflet; empty where patients read none of it."""
    reader = _Reader(subject, speaker)
    if isinstance(subject, Procedure):
        found = reader.procedure(subject)
    elif isinstance(subject, Condition):
        found = reader.condition(subject)
    elif isinstance(subject, Topic) and subject.patient:
        found = reader.topic(subject)
    else:
        return []
    sections = [ReadingSection(name, tuple(passages)) for name, passages in found]
    return [section for section in sections if section.passages]


class _Reader:
    """Reads a record section by section."""

    def __init__(self, subject: Subject, speaker: QuantityFormatter) -> None:
        self.subject, self.speaker = subject, speaker

    def passage(self, *proses: Prose | None, joined: str = " ", heading: bool = False, after: str = "") -> Passage:
        """Join pieces. With ``heading`` the first is one: read, but no sentence, so it does not count."""
        pieces = tuple((prose, said(prose, self.subject, self.speaker)) for prose in proses if prose)
        text = joined.join(text for _, text in (pieces[1:] if heading else pieces))
        return Passage(f"{text} {after}".strip(), pieces)

    def paragraphs(self, *texts: Paragraphs) -> list[Passage]:
        pieces = [(prose, said(prose, self.subject, self.speaker)) for text in texts for prose in text]
        return [Passage(text, ((prose, text),), paragraph=True) for prose, text in pieces]

    def items(self, items: Iterable[Item]) -> list[Passage]:
        return [
            self.passage(
                item.lead,
                item.text,
                heading=True,
                after=policy_words(item.policy, self.speaker) if item.policy else "",
            )
            for item in items
        ]

    def flags(self, flags: Iterable[RedFlag]) -> list[Passage]:
        return [self.passage(flag.sign) for flag in flags]

    def procedure(self, subject: Procedure) -> Iterator[tuple[str, list[Passage]]]:
        people = subject.logistics
        yield "what", self.paragraphs(subject.what)
        yield "why", self.paragraphs(subject.why)
        yield "how", self.paragraphs(subject.how)
        yield (
            "benefits",
            [self.passage(one.name, one.text, one.trade_off, heading=True) for one in subject.benefits.values()],
        )
        risks: list[Passage] = []
        for risk in subject.risks.values():
            risks.append(self.passage(risk.name, risk.meaning, joined=": "))
            if risk.action:
                risks.append(self.passage(risk.name, risk.action, heading=True))
        yield "risks", risks + (self.items([subject.failure]) if subject.failure else [])
        choices: list[Passage] = []
        for one in subject.alternatives.values():
            choices += [self.passage(one.name, heading=True), *self.paragraphs(one.text)]
        yield "choices", choices + self.paragraphs(subject.no_treatment)
        yield "prepare", self.items(subject.preparation.values())
        yield "rays", self.paragraphs(subject.radiation.text, subject.pregnancy, subject.contrast.text)
        yield (
            "who",
            self.paragraphs((people.who,), (people.where,), (people.how_long,), (people.sedation,), (people.feels,)),
        )
        yield "day", [self.passage(one.title, one.patient, heading=True) for one in subject.steps.values()]
        yield "recovery", [self.passage(one.when, one.text, joined=": ") for one in subject.recovery.values()]
        yield "aftercare", self.items(subject.aftercare.values())
        yield "help", self.flags(subject.red_flags.values())

    def condition(self, subject: Condition) -> Iterator[tuple[str, list[Passage]]]:
        yield "what", self.paragraphs(subject.what)
        yield "signs", self.paragraphs(subject.signs)
        yield "found", self.paragraphs(subject.found)
        choices: list[Passage] = []
        for one in subject.choices.values():
            choices += [self.passage(one.name, heading=True), *self.paragraphs(one.text)]
        yield "choices", choices + self.paragraphs(subject.no_treatment)
        yield "help", self.flags(subject.red_flags.values())

    def topic(self, subject: Topic) -> Iterator[tuple[str, list[Passage]]]:
        yield "answer", self.paragraphs(subject.answer)
        for name, one in subject.parts.items():
            if one.patient:
                text = one.text + ((one.trade_off,) if one.trade_off else ())
                yield name, [self.passage(one.heading, heading=True), *self.paragraphs(text)]
        yield "not-known", self.paragraphs(subject.not_known)
        yield "for-patients", self.paragraphs(subject.for_patients)
