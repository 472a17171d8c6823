"""Rules of the Easy Read edition: short sentences, a picture for every idea, no picture for two ideas (E01, E02)."""

import re

from irdocs.model.library import Library, in_doubt
from irdocs.model.places import place_of
from irdocs.model.plain_text import said
from irdocs.model.records import Procedure, Subject
from irdocs.model.uses import EASY_READ as EASY_READ_SECTIONS
from irdocs.model.wording import QuantityFormatter
from irdocs.problems import Problems
from irdocs.rules.rule import EASY_READ, NAMES, check

EASY_LONG_SENTENCE = EASY_READ.error("easy-long-sentence", "A sentence has 15 words at most.", "Make two of it.", "E01")
EASY_NO_PICTURE = EASY_READ.error("easy-no-picture", "Each idea has its picture.", "Name a drawing.", "E02")
EASY_PICTURE_TWICE = EASY_READ.error(
    "easy-picture-twice", "One picture cannot stand for two ideas.", "Choose another.", "E02"
)
UNKNOWN_SECTION = NAMES.error(
    "unknown-section", "An Easy Read row stands in a part of the leaflet.", "Take one from the hint."
)

MOST_WORDS = 15
"""Words of a sentence (E01)."""

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


@check(UNKNOWN_SECTION, EASY_NO_PICTURE, EASY_PICTURE_TWICE, EASY_LONG_SENTENCE)
def _easy_read(subject: Subject, library: Library, speaker: QuantityFormatter, problems: Problems) -> None:
    """Check every row: its picture, its place, the length of its sentences as they are read."""
    if not isinstance(subject, Procedure):
        return
    shown: dict[str, str] = {}
    for name, row in subject.easy_read.items():
        if row.section not in EASY_READ_SECTIONS:
            at = place_of(subject, library, "easy_read", name, "section")
            UNKNOWN_SECTION.report(
                problems, at, f'Easy Read row "{name}": there is no part "{row.section}"', ", ".join(EASY_READ_SECTIONS)
            )
        at = place_of(subject, library, "easy_read", name, "picture")
        if not row.picture.strip():
            if not in_doubt(subject, library, "easy_read", name, "picture"):
                EASY_NO_PICTURE.report(
                    problems, at, f'Easy Read row "{name}" has no picture (Easy Read guidance)', "name a drawing"
                )
        elif row.picture in shown:
            EASY_PICTURE_TWICE.report(
                problems,
                at,
                f'the picture "{row.picture}" stands for two ideas: "{shown[row.picture]}" and "{name}"',
                "choose another picture for one of them",
            )
        else:
            shown[row.picture] = name
        for sentence in _SENTENCE_END.split(said(row.words, subject, speaker)):
            count = len(sentence.split())
            if count > MOST_WORDS:
                EASY_LONG_SENTENCE.report(
                    problems,
                    row.words.at,
                    f"an Easy Read sentence has {count} words; {MOST_WORDS} at most (Easy Read guidance)",
                    "say it in two sentences",
                )
