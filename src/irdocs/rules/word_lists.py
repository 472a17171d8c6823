"""The word lists of plain language, a file a language in `plain_words/`; and the patterns made from them."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "plain_words"


_LETTERS = re.compile(r"[^\W\d_]+")


class Phrases:
    """Finds whole phrases in any case. Most texts hold none of them, and are told by their words alone."""

    def __init__(self, phrases: Iterable[str], endings: tuple[str, ...] = ("",)) -> None:
        """Take phrases, and what each may end in besides: ("", "s", "es") finds the plurals too."""
        longest = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
        ends = "|".join(one for one in endings if one)
        self._pattern = re.compile(
            rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest)) or '(?!)'})(?:{ends})?(?![\w-])", re.IGNORECASE
        )
        firsts = {words[0].lower() for phrase in longest if (words := _LETTERS.findall(phrase))}
        self._firsts = frozenset(first + ending for first in firsts for ending in endings)

    def _may_be_in(self, text: str) -> bool:
        return not self._firsts.isdisjoint(_LETTERS.findall(text.lower()))

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the places of phrases."""
        return self._pattern.finditer(text) if self._may_be_in(text) else iter(())

    def sub(self, other: str, text: str) -> str:
        """Return the text with other words in place of each phrase."""
        return self._pattern.sub(other, text) if self._may_be_in(text) else text


@dataclass(frozen=True)
class WordLists:
    """What `plain_words/README.md` tells of."""

    known: frozenset[str]
    everyday: frozenset[str]
    free: Phrases
    promises: Mapping[str, str]
    jargon: Mapping[str, str]
    promise: Phrases
    jargon_word: Phrases
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
        frozenset(data["everyday"]),
        Phrases(data["free"]),
        data["promises"],
        data["jargon"],
        Phrases(data["promises"]),
        Phrases(data["jargon"]),
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
