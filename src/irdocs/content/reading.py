"""How hard a leaflet is to read: the Flesch-Kincaid grade of each section and of the whole, as it is read.

The grade is that of Kincaid, Fishburne, Rogers and Chissom (1975), in years of school in the United States:

    0.39 * words / sentences + 11.8 * syllables / words - 15.59

A reading age is the grade and 5 years (P01). It is a pointer and no proof (P02): below 100 words it jumps, so a shorter
section is shown and not judged. Each is worked out twice: as written, and with every headword of the glossary read as
one short word, because a leaflet on embolisation must say the word.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from irdocs.content.library import Library
from irdocs.content.model import Condition, Item, Paragraphs, Procedure, RedFlag, Subject, Topic
from irdocs.content.prose import Prose
from irdocs.content.said import policy_words, said
from irdocs.content.syllables import syllables, words_of
from irdocs.content.wording import Speaker
from irdocs.records import dataclass

JUDGED_FROM = 100
"""Words: a shorter section is reported and not judged."""
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(\[]*[^\Wa-z_])")


@dataclass(frozen=True)
class Passage:
    """What is read in one go: a paragraph, an item of a list, a row of a table."""

    text: str
    pieces: tuple[tuple[Prose, str], ...]
    """The prose that it is made of, each with its words as they are read."""
    paragraph: bool = False


@dataclass(frozen=True)
class Section:
    """A section of the leaflet, by its name."""

    name: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Measured:
    """The counts of a text, as written and with every headword read as one short word."""

    sentences: int = 0
    words: int = 0
    syllables: int = 0
    short_words: int = 0
    short_syllables: int = 0

    @property
    def grade(self) -> float:
        """The Flesch-Kincaid grade as written; 0 for no words."""
        return flesch_kincaid(self.sentences, self.words, self.syllables)

    @property
    def grade_with_terms(self) -> float:
        """The grade with every headword read as one short word."""
        return flesch_kincaid(self.sentences, self.short_words, self.short_syllables)

    @property
    def judged(self) -> bool:
        """Whether it is long enough for a grade to mean something."""
        return self.words >= JUDGED_FROM

    def __add__(self, other: "Measured") -> "Measured":
        return Measured(
            self.sentences + other.sentences,
            self.words + other.words,
            self.syllables + other.syllables,
            self.short_words + other.short_words,
            self.short_syllables + other.short_syllables,
        )


def flesch_kincaid(sentences: int, words: int, syllable_count: int) -> float:
    """Return the grade of Kincaid et al. (1975), in school years; 0 for no words."""
    if not sentences or not words:
        return 0.0
    return 0.39 * words / sentences + 11.8 * syllable_count / words - 15.59


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a passage: the end of a passage ends one, whatever stands there."""
    return [one for one in _SENTENCE_END.split(text) if any(character.isalnum() for character in one)]


@dataclass(frozen=True, eq=False)
class Ruler:
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
    def terms(self) -> re.Pattern[str]:
        """Finds every headword, in the singular and the plural."""
        names = {name for term in self.library.terms.values() for name in headwords(term.term)}
        longest = sorted((re.escape(name) for name in names), key=lambda name: (-len(name), name))
        return re.compile(rf"\b(?:{'|'.join(longest) or '(?!)'})(?:s|es)?\b", re.IGNORECASE)

    def measure(self, text: str) -> Measured:
        """Count one passage."""
        short = self.terms.sub("it", text)
        counts = [syllables(word, self.own) for word in words_of(text)]
        if short == text:
            return Measured(len(sentences_of(text)), len(counts), sum(counts), len(counts), sum(counts))
        short_counts = [syllables(word, self.own) for word in words_of(short)]
        return Measured(len(sentences_of(text)), len(counts), sum(counts), len(short_counts), sum(short_counts))

    def section(self, section: Section) -> Measured:
        """Count a section."""
        return sum((self.measure(passage.text) for passage in section.passages), Measured())


def headwords(term: str) -> list[str]:
    """Return the names that a term goes by: "arteriovenous malformation (AVM)" is two."""
    name, _, short = term.partition("(")
    return [one for one in (name.strip(), short.rstrip(") ").strip()) if one]


# --- what is read -----------------------------------------------------------------------------------------------------


def sections_of(subject: Subject, speaker: Speaker) -> list[Section]:
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
    sections = [Section(name, tuple(passages)) for name, passages in found]
    return [section for section in sections if section.passages]


class _Reader:
    """Reads a record section by section."""

    def __init__(self, subject: Subject, speaker: Speaker) -> None:
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
        risks = [
            self.passage(one.name, one.meaning, joined=": ")
            if one.quantity
            else self.passage(one.name, one.action or one.meaning, heading=True)
            for one in subject.risks.values()
        ]
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
