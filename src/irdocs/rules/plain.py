"""Plain language, as advice: long sentences, passives, promises, jargon, terms and abbreviations nobody explained.

Advice fails nothing. Over a budget that the content folder sets itself (`budgets.py`) it becomes a warning. Only what
a patient reads is looked at, and only in a language that has word lists.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from irdocs.model.places import found_at
from irdocs.model.records import Procedure, Subject
from irdocs.model.walk import spans_of
from irdocs.problems import Location, Problems, Severity
from irdocs.reading.prose import Prose, TermUse
from irdocs.rules.budgets import Budgets
from irdocs.rules.grades import JUDGED_FROM, Measured
from irdocs.rules.rule import PLAIN, Rule
from irdocs.rules.statistics import ReadingSection, TextStatistics, sentences_of
from irdocs.rules.syllables import words_of
from irdocs.rules.word_lists import WordLists

READING_GRADE = PLAIN.advice(
    "reading-grade",
    "A section reads at a school grade above 6, its medical terms read short; or a leaflet above 9 as written.",
    "Shorter sentences and words; `irdocs check --reading` shows each section.",
    "P01, P02",
    allowed=True,
)
LONG_SENTENCE = PLAIN.advice(
    "long-sentence", "A sentence has 20 words at most.", "Make two of it.", "P03", allowed=True
)
LONG_PARAGRAPH = PLAIN.advice(
    "long-paragraph", "A paragraph has three sentences at most.", "Part it with an empty line.", "P03", allowed=True
)
PASSIVE_VOICE = PLAIN.advice(
    "passive-voice",
    "Who does it? A section in which three of ten sentences do not say is hard to follow.",
    'Write "we" and "you".',
    "P04",
    allowed=True,
)
PROMISE = PLAIN.advice(
    "promise",
    'Words such as "safe", "simple" and "just" promise, press or play down.',
    "Say what can happen, and how often.",
    "C19",
    allowed=True,
)
JARGON = PLAIN.advice("jargon", "A word of the trade has a plainer one.", "Take it.", "P05", allowed=True)
UNEXPLAINED_TERM = PLAIN.advice(
    "unexplained-term",
    "A term of the glossary comes before anybody said what it is.",
    "Name the plain word first: `[thin tube](term:catheter)`.",
    "P05",
    allowed=True,
)
UNSPELLED_ABBREVIATION = PLAIN.advice(
    "unspelled-abbreviation",
    "An abbreviation is spelled out where it is first used.",
    "Write the words, and the abbreviation in brackets.",
    "P06",
    allowed=True,
)
NUMBER_STYLE = PLAIN.advice(
    "number-style",
    "Numbers, dates, times and ranges are written as the NHS writes them.",
    'Write "1,000", "2 to 3", "5:30pm", "12 March 2026".',
    "R15",
    allowed=True,
)

GRADE, DOCUMENT_GRADE = 6, 9
"""Targets: a section with its headwords read short, and a leaflet as written (P01)."""
SENTENCE_WORDS, PARAGRAPH_SENTENCES = 20, 3
PASSIVE_SHARE, PASSIVE_FROM = 0.3, 3
"""The share of the sentences of a section, where that many of them are passive: two of five say little."""

_DIGIT = re.compile(r"\d")
_ABBREVIATION = re.compile(r"\b[A-Z][A-Z0-9]{1,5}\b")
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
STYLES: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(r"\b\d[\d,]*\s?[-–]\s?\d[\d,]*\b(?!-)"), "a range with a dash", 'write "to" between the two'),
    (re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)\s+(?:of\s+)?(?:{_MONTH})\b"), "an ordinal date", 'write "12 March 2026"'),
    (re.compile(rf"\b(?:{_MONTH})\s+\d{{1,2}}(?:st|nd|rd|th)?,?(?:\s+\d{{4}})?\b"), "a date", 'write "12 March 2026"'),
    (re.compile(r"\b\d{1,2}/\d{1,2}/\d{2,4}\b"), "a date in figures", 'write "12 March 2026"'),
    (re.compile(r"\b\d{1,2}(?:[:.]\d\d)?\s(?:am|pm)\b|\b\d{1,2}\.\d\d\s?(?:am|pm)\b"), "a time", 'write "5pm" or "5:30pm"'),
    (re.compile(r"\b(?:[01]\d|2[0-3]):[0-5]\d\b"), "a time of 24 hours", 'write "5pm" or "5:30pm"'),
    (re.compile(r"\b12\s?(?:noon|midday|midnight)\b"), "a time", 'write "midday" or "midnight"'),
    (re.compile(r"(?<![\d,.])(?!(?:19|20)\d\d(?!\d))\d{4,}(?![\d,])"), "a number without a comma", 'write "1,000"'),
)  # fmt: skip
"""How the NHS writes numbers, dates and times (R15): what is found, what it is, what to do."""


def check_plain(
    subject: Subject,
    sections: list[ReadingSection],
    measured: list[Measured],
    ruler: TextStatistics,
    lists: WordLists,
    budgets: Budgets,
    problems: Problems,
) -> None:
    """Advise on everything that a patient reads of a subject; ``measured`` holds the counts of each section.

    Without counts, because it was read in part, the words are looked at, but no shares, grades and first uses.
    """
    root = ruler.library.folder.parent
    for section in sections:
        _sentences(section, budgets, root, problems)
        for prose, text in _pieces([section]):
            _words(prose, text, lists, root, problems)
            _style(prose, text, root, problems)
    for prose in _beside(subject) if sections else ():
        _words(prose, prose.plain, lists, root, problems)
    if not measured:
        return
    for section in sections:
        _passives(section, lists, budgets, root, problems)
    _grades(subject, sections, measured, budgets, problems)
    _abbreviations(subject, sections, lists, root, problems)
    _terms(subject, sections, ruler, lists, root, problems)


def _pieces(sections: list[ReadingSection]) -> Iterator[tuple[Prose, str]]:
    for section in sections:
        for passage in section.passages:
            yield from passage.pieces


def _beside(subject: Subject) -> Iterator[Prose]:
    """Yield what a patient reads outside of the sections: the lines below the title, at a glance, in Easy Read."""
    yield subject.title
    yield subject.lead
    if isinstance(subject, Procedure):
        for item in subject.glance.cells:
            yield from (one for one in (item.value, item.note) if one is not None)
    yield from (row.words for row in subject.easy_read.values())


def _tell(rule: Rule, problems: Problems, over: bool, at: Location, message: str, hint: str) -> None:
    rule.report(problems, at, message, hint, Severity.WARNING if over else None)


def _over(value: float, budget: float | None) -> bool:
    return budget is not None and value > budget


# --- sentences and paragraphs -----------------------------------------------------------------------------------------


def _begin(prose: Prose, index: int, root: Path) -> Location:
    """Return where the sentence of this number begins: sentences end in the source where they end as they are read."""
    typed = sentences_of(prose.source)
    return found_at(prose, root, typed[index]) if 0 < index < len(typed) else prose.at


def _sentences(section: ReadingSection, budgets: Budgets, root: Path, problems: Problems) -> None:
    for passage in section.passages:
        for prose, text in passage.pieces:
            sentences = sentences_of(text)
            for index, sentence in enumerate(sentences):
                count = len(words_of(sentence)) if len(sentence) > 2 * SENTENCE_WORDS else 0
                if count > SENTENCE_WORDS:
                    _tell(
                        LONG_SENTENCE,
                        problems,
                        _over(count, budgets.sentence_words),
                        _begin(prose, index, root),
                        f"this sentence has {count} words (NHS content style)",
                        f"{SENTENCE_WORDS} at most, 25 where nothing else helps: make two of it",
                    )
            if passage.paragraph and len(sentences) > PARAGRAPH_SENTENCES:
                _tell(
                    LONG_PARAGRAPH,
                    problems,
                    _over(len(sentences), budgets.paragraph_sentences),
                    prose.at,
                    f"this paragraph has {len(sentences)} sentences (NHS content style)",
                    f"{PARAGRAPH_SENTENCES} at most: part it with an empty line",
                )


def _passives(section: ReadingSection, lists: WordLists, budgets: Budgets, root: Path, problems: Problems) -> None:
    total, found = 0, []
    for prose, text in _pieces([section]):
        for index, sentence in enumerate(sentences_of(text)):
            total += 1
            if match := lists.passive.search(sentence):
                found.append((prose, index, match[0]))
    share = len(found) / total if total else 0
    if len(found) >= PASSIVE_FROM and share > PASSIVE_SHARE:
        prose, index, words = found[0]
        _tell(
            PASSIVE_VOICE,
            problems,
            _over(share, budgets.passive_share),
            _begin(prose, index, root),
            f'{len(found)} of the {total} sentences of the section "{section.name}" are passive, such as "{words}" (NHS content style)',
            'say who does it: "we give you", "you lie down"',
        )


def _grades(
    subject: Subject, sections: list[ReadingSection], measured: list[Measured], budgets: Budgets, problems: Problems
) -> None:
    whole = sum(measured, Measured())
    for section, one in zip(sections, measured, strict=True):
        grade = one.grade_with_terms
        if one.judged and grade > GRADE:
            _tell(
                READING_GRADE,
                problems,
                _over(grade, budgets.grade),
                next(_pieces([section]))[0].at,
                f'the section "{section.name}" reads at grade {grade:.1f}, its medical terms read short (NHS content style)',
                f"{GRADE} at most: shorter sentences, shorter words; see `irdocs check --reading`",
            )
    if whole.words >= JUDGED_FROM and whole.grade > DOCUMENT_GRADE:
        _tell(
            READING_GRADE,
            problems,
            _over(whole.grade, budgets.document_grade),
            subject.words_at,
            f"the leaflet reads at grade {whole.grade:.1f} as it is written (NHS content style)",
            f"{DOCUMENT_GRADE} at most: see `irdocs check --reading`",
        )


# --- words ------------------------------------------------------------------------------------------------------------


_DENIED = re.compile(r"\b(?:not|cannot|no|never|as|how|if|is it|isn't)\s+$", re.IGNORECASE)
"""What stands before a word that promises nothing: "not safe", "how safe", "cannot promise"."""
_INTRODUCED = re.compile(
    r"\($|\b(?:call(?:ed|s)?(?: this| it| them)?|known as|named|this is|it is|or) (?:an? |the )?(?:[\w-]+ ){0,2}$",
    re.IGNORECASE,
)
"""What stands before a word that is told as a name: "tube (cannula", "Doctors call this deep vein thrombosis"."""


def _words(prose: Prose, text: str, lists: WordLists, root: Path, problems: Problems) -> None:
    text = lists.free.sub("", text)
    for match in lists.promise.finditer(text):
        word = match[0]
        if _DENIED.search(text[: match.start()]):
            continue
        cure = lists.promises[word.lower()]
        PROMISE.report(
            problems, found_at(prose, root, word), f'"{word}" promises, presses or plays down (NHS content style)', cure
        )
    for match in lists.jargon_word.finditer(text):
        word = match[0]
        if _INTRODUCED.search(text[: match.start()]):
            continue
        cure = f"a plainer word: {lists.jargon[word.lower()]}"
        JARGON.report(
            problems, found_at(prose, root, word), f'"{word}" is a word of the trade (NHS content style)', cure
        )


def _style(prose: Prose, text: str, root: Path, problems: Problems) -> None:
    if not _DIGIT.search(text):
        return
    for pattern, what, cure in STYLES:
        if match := pattern.search(text):
            at = found_at(prose, root, match[0])
            NUMBER_STYLE.report(
                problems, at, f'"{match[0]}" is {what}, not as the NHS writes it (NHS content style)', cure
            )


def _named(subject: Subject) -> str:
    """Return the names that the leaflet prints of its subject, which its title explains."""
    return " ".join((subject.title.plain, subject.plain_name, *subject.also_called))


def _abbreviations(
    subject: Subject, sections: list[ReadingSection], lists: WordLists, root: Path, problems: Problems
) -> None:
    spelled = set(lists.known)
    if subject.also_called:
        spelled |= set(_ABBREVIATION.findall(_named(subject)))
    for prose, text in _pieces(sections):
        if not _ABBREVIATION.search(text):
            continue
        linked = any(isinstance(span, TermUse) for span in spans_of(prose.spans))
        for match in _ABBREVIATION.finditer(text):
            word = match[0]
            if word in spelled:
                continue
            spelled.add(word)
            before, after = text[: match.start()], text[match.end() :]
            if linked or before.endswith(("(", ", or ")) or re.match(r" \(|: |s? (?:stands|is short) for\b", after):
                continue
            UNSPELLED_ABBREVIATION.report(
                problems,
                found_at(prose, root, word),
                f'"{word}" is not spelled out where it is first used (NHS content style)',
                f"write the words, and ({word}) behind them",
            )


def _terms(
    subject: Subject,
    sections: list[ReadingSection],
    ruler: TextStatistics,
    lists: WordLists,
    root: Path,
    problems: Problems,
) -> None:
    waiting = ruler.to_explain
    named = _named(subject).lower()
    explained = {term.id for name, term in waiting.items() if name in named or name in lists.everyday}
    for prose, text in _pieces(sections):
        explained |= {span.term for span in spans_of(prose.spans) if isinstance(span, TermUse)}
        for match in ruler.terms.finditer(text):
            said = match[0].lower()
            term = waiting.get(said) or waiting.get(said.removesuffix("s")) or waiting.get(said.removesuffix("es"))
            if term is None or term.id in explained:
                continue
            explained.add(term.id)
            before, after = text[: match.start()], text[match.end() :]
            if _INTRODUCED.search(before) or re.match(r"s? (?:is|are|means?)\b|:| \(", after):
                continue
            UNEXPLAINED_TERM.report(
                problems,
                found_at(prose, root, match[0]),
                f'"{match[0]}" is not explained at or before its first use (NHS content style)',
                f"write [{term.plain.plain}](term:{term.id}), or say what it is",
            )
