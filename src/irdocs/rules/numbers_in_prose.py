"""The rule number-in-prose: evidence and instruction are named quantities or local policy, never typed into words.

What is looked for is a frequency, percentage, ratio, dose, duration, interval or threshold, in digits or spelled out.
Names (guidelines, trials, vertebrae, needle sizes, dates, 999) are not evidence: `NAMES` lists their patterns, and a
content folder may add its own in `check.toml`.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from irdocs.rules.budgets import settings_of

_COUNT = (
    r"(?i:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|(?:a\s+)?hundred|(?:a\s+)?thousand|"
    r"a\s+million|(?:a\s+)?dozens?|a\s+couple\s+of|several|a\s+few)\b"
)
_PEOPLE = r"(?:people|persons?|patients?|women|woman|men|man|adults?|children|child|cases|procedures)"
_UNIT = (
    r"(?:seconds?|minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|months?|years?|decades?|mg|mcg|g|kg|ml|mL|l|L|litres?|"
    r"mSv|mm|cm|°C|degrees?|units?|per\s+cent|percent|%|fold|times)"
)
_NUMBER = r"(?:\d[\d,.]*|" + _COUNT + r")"
_SHARE = r"(?:half|(?:a|one|two|three|four)[\s-]+(?:third|quarter|fifth|sixth|eighth|tenth)s?)"
_MANY = (
    r"(?:dozens|scores|hundreds|thousands|millions|a\s+handful|a\s+dozen|"
    + _COUNT
    + r"\s+(?:hundred|thousand|million))"
)
_DO = (
    r"(?:have|has|had|need(?:s|ed)?|gets?|got|dies?|died|are|were|will|do|does|did|goe?s?|went|feels?|felt|may|might|"
    r"can|could|says?|said|loses?|lost|takes?|took|bleeds?|bled|come|came|stays?|stayed)"
)
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("a percentage", re.compile(r"\d+(?:\.\d+)?\s?(?:%|per\s?cent)|\bper\s?cent\b|\bpercentage\b", re.I)),
    ("a frequency", re.compile(rf"\b{_NUMBER}[\s-]+(?:{_PEOPLE}\s+)?(?:in|out\s+of|of|per)[\s-]+(?:every\s+)?{_NUMBER}\b", re.I)),
    ("a frequency", re.compile(rf"\b{_SHARE}\s+(?:of|the|as|{_DO})\b", re.I)),
    ("a frequency", re.compile(rf"\b(?:most|the\s+majority\s+of|nearly\s+all|almost\s+all|almost\s+everyone|nearly\s+everyone|a\s+minority\s+of)\s+(?:of|{_PEOPLE})\b", re.I)),
    ("a frequency", re.compile(r"\b(?:nearly|almost)\s+(?:everyone|everybody|nobody|no\s+one|none)\b", re.I)),
    ("a frequency", re.compile(r"\b(?:the|an?|any)\s+(?:\w+\s+)?(?:majority|minority)\b", re.I)),
    ("a count", re.compile(r"\b(?:an?|one|several|many|some|few)\s+(?:hundred|thousand|million|dozen)\b|\b(?:dozens|hundreds|thousands|millions)\s+of\b", re.I)),
    ("a count of people", re.compile(rf"\b{_MANY}\s+(?:of\s+)?{_PEOPLE}\b", re.I)),
    ("a ratio", re.compile(r"\b(?:twice|double[sd]?|halve[sd]?|triple[sd]?|threefold|tenfold|twofold)\b|\b\d+(?:\.\d+)?\s?(?:(?:-?fold|times|x)\b|×)", re.I)),
    ("a duration or dose", re.compile(rf"\b{_NUMBER}(?:\s?(?:-|–|to|or)\s?{_NUMBER})?[\s-]?{_UNIT}(?![\w-])")),
    ("a duration or dose", re.compile(r"\bhalf\s+an?\s+(?:hour|day)\b|\ban\s+hour\b|\b(?:a|one)\s+(?:week|month|year)\s+or\s+(?:two|so)\b|\bfortnight\b", re.I)),
    ("a figure", re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?![\w])|[¼-¾⅐-⅞]")),
)  # fmt: skip
"""What a piece of prose must not hold, most telling first."""
VAGUE = re.compile(rf"\b(?:a\s+|very\s+|only\s+a\s+)?few\s+(?:of\s+the\s+)?{_PEOPLE}\b", re.I)
"""Words that say how often and leave open how often: no figure, but a reader takes them for one (R01)."""

NAMES: tuple[str, ...] = (
    r"\b999\b",
    r"\b111\b",
    r"\b(?:19|20)\d\d\b",
    r"\b(?:NG|CG|IPG|TA|MTG|QS|DG|GTG|HTG)\s?\d+\b",
    r"\b[CTLS]\d{1,2}(?:/\d{1,2})?\b",
    r"\b\d{1,2}(?:\s?(?:to|-|–)\s?\d{1,2})?[\s-]?(?:gauge|G|French|Fr|F)\b",
    r"\b0\.0\d{1,2}(?:[\s-]inch)?\b",
    r"\b[A-Z][A-Za-z]*-\d+\b",
    r"\btype\s\d\b",
    r"\bstage\s\d\b",
    r"\bgrade\s\d\b",
    r"\bstep\s\d\b",
    r"\bphase\s\d\b",
    r"\bday\s\d\b",
    r"\bone\s+of\s+(?:the|these|those|our|several|many|three|two|them)\b",
    r"\btwo\s+of\s+(?:the|these|those|our)\b",
    r"\bone\s+at\s+a\s+time\b",
    r"\bmost\s+of\s+all\b",
)
"""Patterns of names: what they match is taken out before the rule looks."""


def own_names(folder: Path) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of a content folder's own names, as its `check.toml` stands now."""
    return settings_of(folder).patterns


_NAMES = re.compile("|".join(NAMES))
_DIGIT = re.compile(r"[\d¼-¾⅐-⅞]")
_LETTERS = re.compile(r"[a-z]+")
_WORDS = """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million dozen couple several few
    dozens scores hundreds thousands millions handful
    half third thirds quarter quarters fifth fifths sixth sixths eighth eighths tenth tenths
    most majority nearly everyone almost minority twice double doubles doubled halve halves halved triple triples tripled
    threefold tenfold twofold hour week month year fortnight cent percent percentage
"""
_TELLING = frozenset(_WORDS.split())


def may_hold_evidence(text: str) -> bool:
    """Whether a text holds a figure or a word without which no pattern can match: most texts hold none."""
    return _DIGIT.search(text) is not None or not _TELLING.isdisjoint(_LETTERS.findall(text.lower()))


def evidence_in(text: str, names: Iterable[re.Pattern[str]]) -> tuple[str, str] | None:
    """Return what looks like evidence in plain words ("a percentage", the words), or None.

    ``names`` are the folder's own patterns of what is no evidence.
    """
    if not may_hold_evidence(text):
        return None
    rest = _NAMES.sub("␣", text)
    for name in names:
        rest = name.sub("␣", rest)
    for what, pattern in PATTERNS:
        found = pattern.search(rest)
        if found:
            return what, found[0]
    return None
