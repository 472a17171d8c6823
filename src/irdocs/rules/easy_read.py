"""Rules of the Easy Read edition: short sentences, a picture for every idea, no picture for two ideas (E01, E02)."""

import re

from irdocs.model.library import Library, in_doubt
from irdocs.model.places import place_of
from irdocs.model.plain_text import said
from irdocs.model.records import Procedure, Subject
from irdocs.model.wording import QuantityFormatter
from irdocs.problems import Problems

MOST_WORDS = 15
"""Words of a sentence (E01)."""
SECTIONS = ("what", "why", "benefits", "risks", "choices", "prepare", "day", "after", "help", "contact")
"""Where a row may stand, in the order of the leaflet."""

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


def check_easy_read(subject: Subject, library: Library, speaker: QuantityFormatter, problems: Problems) -> None:
    """Check every row: its picture, its place, the length of its sentences as they are read."""
    if not isinstance(subject, Procedure):
        return
    shown: dict[str, str] = {}
    for name, row in subject.easy_read.items():
        if row.section not in SECTIONS:
            at = place_of(subject, library, "easy_read", name, "section")
            problems.error(
                "unknown-section", at, f'Easy Read row "{name}": there is no part "{row.section}"', ", ".join(SECTIONS)
            )
        at = place_of(subject, library, "easy_read", name, "picture")
        if not row.picture.strip():
            if not in_doubt(subject, library, "easy_read", name, "picture"):
                problems.error("easy-no-picture", at, f'Easy Read row "{name}" has no picture (E02)', "name a drawing")
        elif row.picture in shown:
            problems.error(
                "easy-picture-twice",
                at,
                f'the picture "{row.picture}" stands for two ideas: "{shown[row.picture]}" and "{name}"',
                "choose another picture for one of them",
            )
        else:
            shown[row.picture] = name
        for sentence in _SENTENCE_END.split(said(row.words, subject, speaker)):
            count = len(sentence.split())
            if count > MOST_WORDS:
                problems.error(
                    "easy-long-sentence",
                    row.words.at,
                    f"an Easy Read sentence has {count} words; {MOST_WORDS} at most (E01)",
                    "say it in two sentences",
                )
