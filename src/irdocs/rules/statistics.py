"""What a patient reads of a subject, section by section, and how it is counted for the reading grade (`grades.py`)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from irdocs.model.library import Library
from irdocs.model.parts import Benefit, Choice, Exposure, Item, Logistics, Paragraphs, RedFlag, Risk, Stage, Step
from irdocs.model.plain_text import policy_words, said
from irdocs.model.records import Condition, Procedure, Subject, Term, Topic
from irdocs.model.uses import SECTIONS, fields_of_section
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
    if isinstance(subject, Procedure | Condition):
        found = reader.record(subject)
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

    def item(self, one: Item) -> Passage:
        after = policy_words(one.policy, self.speaker) if one.policy else ""
        return self.passage(one.lead, one.text, heading=True, after=after)

    def risk(self, one: Risk) -> list[Passage]:
        meaning = self.passage(one.name, one.meaning, joined=": ")
        return [meaning, *([self.passage(one.name, one.action, heading=True)] if one.action else [])]

    def entry(self, one: Any) -> list[Passage]:
        """Read one entry of a list, or a field that is one."""
        match one:
            case Item():
                return [self.item(one)]
            case Risk():
                return self.risk(one)
            case Benefit():
                return [self.passage(one.name, one.text, one.trade_off, heading=True)]
            case Choice():
                return [self.passage(one.name, heading=True), *self.paragraphs(one.text)]
            case Step():
                return [] if not one.on_paper else [self.passage(one.title, one.patient, heading=True)]
            case Stage():
                return [self.passage(one.when, one.text, joined=": ")]
            case RedFlag():
                return [self.passage(one.sign)]
            case Exposure():
                return self.paragraphs(one.text)
            case Logistics():
                told = (one.who, one.where, one.how_long, one.sedation, one.feels)
                return self.paragraphs(*((prose,) for prose in told if prose is not None))
        return []

    def record(self, subject: Subject) -> Iterator[tuple[str, list[Passage]]]:
        """Read the fields that say in which section they stand."""
        for section in SECTIONS:
            passages: list[Passage] = []
            for name in fields_of_section(type(subject), section):
                value = getattr(subject, name)
                if isinstance(value, tuple):
                    passages += self.paragraphs(value)
                else:
                    for one in value.values() if isinstance(value, dict) else (value,):
                        passages += self.entry(one)
            yield section, passages

    def topic(self, subject: Topic) -> Iterator[tuple[str, list[Passage]]]:
        yield "answer", self.paragraphs(subject.answer)
        for name, one in subject.parts.items():
            if one.patient:
                text = one.text + ((one.trade_off,) if one.trade_off else ())
                yield name, [self.passage(one.heading, heading=True), *self.paragraphs(text)]
        yield "not-known", self.paragraphs(subject.not_known)
        yield "for-patients", self.paragraphs(subject.for_patients)
