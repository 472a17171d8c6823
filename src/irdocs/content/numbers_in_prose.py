"""The rule number-in-prose: evidence and instruction are named quantities or local policy, never typed into words.

What is looked for is a frequency, percentage, ratio, dose, duration, interval or threshold, in digits or spelled out.
Names (guidelines, trials, vertebrae, needle sizes, dates, 999) are not evidence: `NAMES` lists their patterns, and a
content folder may add its own in `check.toml`.
"""

import re
import tomllib
from functools import cache
from pathlib import Path

from irdocs.problems import Location, Problems

_COUNT = (
    r"(?i:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|"
    r"eighty|ninety|a\s+hundred|a\s+thousand|a\s+dozen|a\s+couple\s+of|several|a\s+few)"
)
_UNIT = (
    r"(?:seconds?|minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|months?|years?|decades?|mg|mcg|g|kg|ml|mL|l|L|litres?|"
    r"mSv|mm|cm|°C|degrees?|units?|per\s+cent|percent|%|fold|times)"
)
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("a percentage", re.compile(r"\d+(?:\.\d+)?\s?(?:%|per\s?cent)|\bper\s?cent\b|\bpercentage\b", re.I)),
    ("a frequency", re.compile(r"\b(?:\d[\d,]*|" + _COUNT + r")\s+(?:in|out\s+of|of)\s+(?:every\s+)?(?:\d[\d,]*|" + _COUNT + r")\b", re.I)),
    ("a frequency", re.compile(r"\b(?:half|a\s+third|two\s+thirds|a\s+quarter|three\s+quarters|a\s+fifth|a\s+tenth)\s+(?:of|the|as)\b", re.I)),
    ("a frequency", re.compile(r"\b(?:most|the\s+majority\s+of|nearly\s+all|almost\s+all|almost\s+everyone|nearly\s+everyone|a\s+minority\s+of)\s+(?:people|patients|women|men|cases|of|procedures)\b", re.I)),
    ("a ratio", re.compile(r"\b(?:twice|double[sd]?|halve[sd]?|triple[sd]?|threefold|tenfold|twofold)\b|\b\d+(?:\.\d+)?\s?(?:-?fold|times)\b", re.I)),
    ("a duration or dose", re.compile(r"\b(?:\d[\d,.]*|" + _COUNT + r")(?:\s?(?:-|–|to|or)\s?(?:\d[\d,.]*|" + _COUNT + r"))?[\s-]?" + _UNIT + r"(?![\w-])")),
    ("a duration or dose", re.compile(r"\bhalf\s+an?\s+(?:hour|day)\b|\ban\s+hour\s+(?:or|and)\b|\b(?:a|one)\s+(?:week|month|year)\s+or\s+(?:two|so)\b|\bfortnight\b", re.I)),
    ("a figure", re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?![\w])")),
)  # fmt: skip
"""What a piece of prose must not hold, most telling first."""

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


def read_names(path: Path, problems: Problems | None = None, changed: int = 0) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of a content folder's own names; what is wrong with the file goes to ``problems``.

    ``changed`` (nanoseconds) only tells one state of the file from another, for the cache.
    """
    if not path.is_file():
        return ()
    at = Location(f"{path.parent.name}/{path.name}")
    found: list[re.Pattern[str]] = []
    try:
        names = tomllib.loads(path.read_text(encoding="utf-8")).get("names", ())
    except (OSError, ValueError) as error:
        if problems is not None:
            problems.error("broken-toml", at, f"the file cannot be read: {error}", 'write names = ["pattern", ...]')
        return ()
    for name in names if isinstance(names, list) else ():
        try:
            found.append(re.compile(name))
        except (re.error, TypeError) as error:
            if problems is not None:
                problems.error("bad-pattern", at, f"{name!r} is not a pattern: {error}", "see docs/writing-content.md")
    return tuple(found)


_kept_names = cache(read_names)


_NAMES = re.compile("|".join(NAMES))


def evidence_in(text: str, config: Path) -> tuple[str, str] | None:
    """Return what looks like evidence in plain words ("a percentage", the words), or None."""
    rest = _NAMES.sub("␣", text)
    for name in _kept_names(config, None, config.stat().st_mtime_ns if config.is_file() else 0):
        rest = name.sub("␣", rest)
    for what, pattern in PATTERNS:
        found = pattern.search(rest)
        if found:
            return what, found[0]
    return None
