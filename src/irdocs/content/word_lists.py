"""The word lists of plain language, a file a language in `plain_words/`; and the patterns made from them."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from irdocs.records import dataclass

FOLDER = Path(__file__).parent / "plain_words"


@dataclass(frozen=True)
class WordLists:
    """What `plain_words/README.md` tells of."""

    known: frozenset[str]
    promises: Mapping[str, str]
    jargon: Mapping[str, str]
    promise: re.Pattern[str]
    jargon_word: re.Pattern[str]
    strong: re.Pattern[str]
    passive: re.Pattern[str]


@cache
def word_lists(language: str) -> WordLists | None:
    """Return the lists of a language; None where it has none."""
    path = FOLDER / f"{language}.toml"
    if not path.is_file():
        return None
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    irregular, states = "|".join(data["participles"].split()), "|".join(data["states"].split())
    return WordLists(
        frozenset(data["known"]),
        data["promises"],
        data["jargon"],
        _whole(data["promises"]),
        _whole(data["jargon"]),
        _whole(data["strong"]),
        re.compile(
            r"\b(?:am|is|are|was|were|be|been|being|get|gets|got)\s+(?:(?:not|also|often|then|only|usually|never|now|\w+ly)\s+){0,2}"
            rf"(?!(?:{states})\b)(?:\w{{2,}}ed|{irregular})\b",
            re.IGNORECASE,
        ),
    )


def _whole(words: Iterable[str]) -> re.Pattern[str]:
    longest = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest))})(?![\w-])", re.IGNORECASE)
