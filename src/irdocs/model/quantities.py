"""The five kinds of cited quantity, and the arithmetic that decides how each is shown.

A frequency is kept exactly as its source gave it (a fraction); it is rounded only when it is shown, by `show`, out of
the one denominator that `choose_denominator` picks for the whole subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from irdocs.problems import Location
from irdocs.reading.fields import REQUIRED, fact, word

DENOMINATORS = (100, 1000)
"""Out of how many a frequency may be said and drawn."""


class Relation(StrEnum):
    """How a source bounded its figure."""

    EXACT = "exact"
    RANGE = "range"
    FEWER_THAN = "fewer than"
    UP_TO = "up to"
    AT_LEAST = "at least"


class Certainty(StrEnum):
    """How sure the evidence is, in the words of the source (GRADE where it used it)."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very low"
    NOT_STATED = "not stated"


class Origin(StrEnum):
    """Whether a figure was published or measured by the hospital that prints it."""

    PUBLISHED = "published"
    LOCAL = "local"


@dataclass(frozen=True)
class Frequency:
    """How many of how many. Exactly one form: `cases`, `low`+`high`, `fewer_than`, `up_to`, `at_least` (each with `of`), or `as_stated`."""

    cases: int | None = fact("How many people it happened to.")
    low: int | None = fact("The lowest count, where the source gave a range.")
    high: int | None = fact("The highest count, where the source gave a range.")
    fewer_than: int | None = fact("The source said: fewer than this many.")
    up_to: int | None = fact("The source said: up to this many.")
    at_least: int | None = fact("The source said: at least this many, or over this many.")
    of: int | None = fact("Out of how many people.")
    as_stated: str = fact('A percentage as the source printed it: "7.9%", "9% to 32%", "fewer than 1%".', "")

    def bounds(self) -> tuple[Relation, Fraction, Fraction]:
        """Return the relation, and the lowest and highest share (0 to 1). Raises ValueError where the record is inconsistent."""
        if self.as_stated:
            if self.of is not None or self._forms():
                raise ValueError("as_stated stands alone: a percentage has no count beside it")
            return from_percentage(self.as_stated)
        forms = self._forms()
        if len(forms) != 1:
            raise ValueError("give one of: cases; low and high; fewer_than; up_to; at_least; as_stated")
        if self.of is None:
            raise ValueError("say out of how many people: of")
        if self.of <= 0:
            raise ValueError("'of' must be 1 or more")
        relation, low, high = forms[0]
        if not 0 <= low <= high:
            raise ValueError("the low count is above the high count" if low > high else "a count cannot be below zero")
        if high > self.of:
            raise ValueError(f"{high} of {self.of}: the count is above the total")
        return relation, Fraction(low, self.of), Fraction(high, self.of)

    def _forms(self) -> list[tuple[Relation, int, int]]:
        found: list[tuple[Relation, int, int]] = []
        if self.cases is not None:
            found.append((Relation.EXACT, self.cases, self.cases))
        if self.low is not None or self.high is not None:
            if self.low is None or self.high is None:
                raise ValueError("a range needs both low and high")
            found.append((Relation.RANGE, self.low, self.high))
        if self.fewer_than is not None:
            found.append((Relation.FEWER_THAN, self.fewer_than, self.fewer_than))
        if self.up_to is not None:
            found.append((Relation.UP_TO, self.up_to, self.up_to))
        if self.at_least is not None:
            found.append((Relation.AT_LEAST, self.at_least, self.at_least))
        return found


_PERCENT = r"(\d+(?:\.\d+)?)\s*%?"
_STATED = re.compile(rf"^(?:(fewer than|under|up to|at least|over)\s+)?{_PERCENT}(?:\s+to\s+{_PERCENT})?$")
_BOUND = {
    "fewer than": Relation.FEWER_THAN,
    "under": Relation.FEWER_THAN,
    "up to": Relation.UP_TO,
    "at least": Relation.AT_LEAST,
    "over": Relation.AT_LEAST,
}


def from_percentage(stated: str) -> tuple[Relation, Fraction, Fraction]:
    """Read a percentage as a source printed it ("7.9%", "9% to 32%", "fewer than 1%"), exactly, into shares of 1.

    This is the one place where a percentage becomes a frequency; `show` is the one place where it is rounded.
    Raises ValueError for anything else.
    """
    match = _STATED.match(stated.strip())
    if not match or "%" not in stated:
        raise ValueError(f'"{stated}" is not a percentage: write "7.9%", "9% to 32%" or "fewer than 1%"')
    low = Fraction(Decimal(match[2])) / 100
    high = Fraction(Decimal(match[3])) / 100 if match[3] else low
    if not 0 <= low <= high <= 1:
        raise ValueError(f'"{stated}" is not between 0% and 100%, lowest first')
    if match[1]:
        return _BOUND[match[1]], low, high
    return (Relation.RANGE if match[3] else Relation.EXACT), low, high


@dataclass(frozen=True)
class Shown:
    """A frequency as it is shown: whole counts out of one denominator."""

    relation: Relation
    low: int
    high: int
    of: int
    """100 or 1,000."""
    about: bool
    """Whether a count was rounded."""
    under_one: bool
    """Whether the (highest) count is under 1 of the denominator: said in words, never drawn."""
    none_of: int = 0
    """The group in which the source saw no case at all; 0 otherwise."""
    share: Fraction = Fraction(0)
    """The exact highest share: decides the word band."""

    @property
    def count(self) -> int:
        """The count that is drawn: the highest that the source gives."""
        return self.high

    @property
    def drawable(self) -> bool:
        """Whether an icon array can show it without saying more than the source did."""
        return not self.under_one and self.relation is Relation.EXACT


@dataclass(frozen=True)
class CountPhrase:
    """Words round a count, in parts: no writer has to look for the number in them."""

    before: str
    """A qualifier and the space behind it: "about ", "fewer than "; often nothing."""
    count: str
    after: str
    """What follows: " in 1,000 need another procedure"."""

    @property
    def text(self) -> str:
        """The whole phrase."""
        return f"{self.before}{self.count}{self.after}"

    def held_together(self) -> CountPhrase:
        """Return the phrase with no-break spaces, so that no line ends in it."""
        return CountPhrase(*(part.replace(" ", "\u00a0") for part in (self.before, self.count, self.after)))


def _round_half_up(value: Fraction) -> int:
    return int(value + Fraction(1, 2))


def show(frequency: Frequency, denominator: int) -> Shown:
    """Round a frequency to whole people out of ``denominator``: half is rounded up, what is not whole says "about"."""
    relation, low, high = frequency.bounds()
    low_exact, high_exact = low * denominator, high * denominator
    return Shown(
        relation=relation,
        low=_round_half_up(low_exact),
        high=_round_half_up(high_exact),
        of=denominator,
        about=low_exact.denominator != 1 or high_exact.denominator != 1,
        under_one=high_exact < 1,
        none_of=(frequency.of or 0) if frequency.cases == 0 else 0,
        share=high,
    )


def choose_denominator(frequencies: Iterable[Frequency]) -> int:
    """Choose the one denominator of a subject: 100 when every frequency is whole and at least 1 in 100, else 1,000.

    Rulings on R03 and R12: one denominator for all editions and the deck, never more than 1,000.
    """
    small, large = DENOMINATORS
    for frequency in frequencies:
        _, low, high = frequency.bounds()
        for share in (low, high):
            if share * small < 1 or (share * small).denominator != 1:
                return large
    return small


BANDS = (
    ("very-common", Fraction(1, 10)),
    ("common", Fraction(1, 100)),
    ("uncommon", Fraction(1, 1000)),
    ("rare", Fraction(1, 10000)),
    ("very-rare", Fraction(0)),
)


def band(share: Fraction) -> str:
    """Return the word band of a share of 1 (R09, European Medicines Agency): a value on a boundary takes the more frequent band."""
    return next(name for name, least in BANDS if share >= least)


@dataclass(frozen=True)
class Measure:
    """A value with its unit and spread."""

    value: Decimal | None = fact("The value (a mean, a median or a single figure).")
    low: Decimal | None = fact("The lowest value, where the source gave a range or an interval.")
    high: Decimal | None = fact("The highest value.")
    unit: str = fact("The unit: minutes, hours, days, weeks, months, years, points, mSv, millimetres, people, ...", "")
    statistic: str = fact("What the value is: mean, median, range, about, total.", "")


@dataclass(frozen=True)
class Arm:
    """One side of a comparison."""

    label: str = word("What the side is called beside its bar.", "")
    frequency: Frequency | None = fact("How many of how many.")
    measure: Measure | None = fact("A value with its unit.")


RELATIVE = ("hazard ratio", "odds ratio", "relative risk", "risk ratio", "rate ratio")
"""Estimates that say nothing of how often a thing happens."""


@dataclass(frozen=True)
class Difference:
    """The difference between the two arms with its interval."""

    value: Decimal = fact("The estimate.", REQUIRED)
    low: Decimal | None = fact("The lower end of the interval.")
    high: Decimal | None = fact("The upper end of the interval.")
    level: int = fact("The level of the interval in per cent.", 95)
    unit: str = fact("The unit of the estimate: points, days, ratio, ...", "")
    statistic: str = fact(
        "What the estimate is: mean difference, hazard ratio, odds ratio, relative risk.", "mean difference"
    )


@dataclass(frozen=True)
class Comparison:
    """Two arms (or more) of one kind."""

    arms: dict[str, Arm] = fact("The sides, the treatment taught first.", dict)
    difference: Difference | None = fact("The difference with its interval, where the source gave one.")


@dataclass(frozen=True)
class Line:
    """One line of a series."""

    label: str = word("What the line is called.", "")
    points: dict[int, Decimal] = fact("Time (a year, or months from the start) against the value.", dict)


@dataclass(frozen=True)
class Series:
    """Time against one kind of value."""

    time: str = fact("What the time is: year, months, days.", "year")
    unit: str = fact("The unit of the value.", "")
    lines: dict[str, Line] = fact("The lines.", dict)
    steps: bool = fact("Whether the line is a survival curve, drawn in steps.", False)


@dataclass(frozen=True)
class NotKnown:
    """Nobody has a sound figure."""

    reason: str = word("Why it is not known, as a sentence for the reader.")


Amount = Frequency | Measure | Comparison | Series | NotKnown


@dataclass(frozen=True)
class Quantity:
    """A cited quantity: one of the five kinds (or several sources side by side), and where it comes from."""

    frequency: Frequency | None = fact("A natural frequency.")
    measure: Measure | None = fact("A value with unit and spread.")
    comparison: Comparison | None = fact("Two arms of one kind.")
    series: Series | None = fact("Time against one kind.")
    not_known: NotKnown | None = fact("Not known, with the reason.")
    several: dict[str, Quantity] = fact("Sources that disagree, shown side by side.", dict)
    chosen: str = fact("Which of several sources a leaflet shows; the others stand in the evidence.", "")
    chosen_because: str = fact("Why that one was chosen; a reviewer reads it.", "")
    outcome: str = word('What happens to those counted, as the end of a sentence: "need another procedure".', "")
    complement: str = word('What happens to the others: "do not".', "")
    population: str = word('Who was studied: "women in a UK register".', "")
    taken_from: str = word(
        'Where the figure comes from, in a few words: "a UK register". Printed below the risks; at most 40 characters.',
        "",
    )
    studied: int | None = fact("How many people the source studied.")
    timeframe: str = fact(
        'Over what time: "6 months", "30 days", "in hospital", "procedure" or "not stated".', "not stated"
    )
    certainty: Certainty = fact(
        "How sure the evidence is: high, moderate, low, very low, not stated.", Certainty.NOT_STATED
    )
    origin: Origin = fact("published, or local (the hospital's own audit).", Origin.PUBLISHED)
    source: tuple[str, ...] = fact("The keys of the sources in references.yaml.", ())
    verified: bool = fact("false: nobody has checked it against a source; it may be used in words only.", True)
    name: str = fact("Its key, filled in by the loader.", "", internal=True)
    at: Location = fact("Its place, filled in by the loader.", Location(""), internal=True)

    @property
    def amount(self) -> Amount | None:
        """The one kind that is filled in; None where the record holds several sources."""
        return self.frequency or self.measure or self.comparison or self.series or self.not_known

    @property
    def on_paper(self) -> Quantity:
        """What a patient's paper shows: the chosen one of several sources, else the quantity itself."""
        return self.several.get(self.chosen, self) if self.several else self

    def frequencies(self) -> Iterator[Frequency]:
        """Yield every frequency in the quantity: its own, its arms', its sources'."""
        if self.frequency:
            yield self.frequency
        if self.comparison:
            yield from (arm.frequency for arm in self.comparison.arms.values() if arm.frequency)
        for one in self.several.values():
            yield from one.frequencies()
