"""Quantities in words: every sentence that says a number is made here, from the record and the patterns of a locale.

Numbers and their units are joined by no-break spaces, so that no line ends between them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from irdocs.model.locale import NBSP, Locale
from irdocs.model.quantities import (
    Certainty,
    Comparison,
    CountPhrase,
    Frequency,
    Measure,
    Quantity,
    Relation,
    Series,
    Shown,
    band,
    choose_denominator,
    show,
)
from irdocs.model.records import Subject

_PATTERN = {
    Relation.EXACT: "in",
    Relation.RANGE: "range",
    Relation.FEWER_THAN: "fewer-than",
    Relation.UP_TO: "up-to",
    Relation.AT_LEAST: "at-least",
}
TIME = re.compile(r"^(\d+) (minute|hour|day|week|month|year)s?$")
NO_TIME = ("not stated", "procedure", "in hospital")


@dataclass(frozen=True)
class QuantityFormatter:
    """Says the quantities of one subject in one language, all out of one denominator."""

    locale: Locale
    denominator: int
    people: str

    def shown(self, frequency: Frequency) -> Shown:
        """Return the frequency as it is shown out of the subject's denominator."""
        return show(frequency, self.denominator)

    def count(self, shown: Shown) -> str:
        """Say the count alone, for a table whose head says out of how many: "75", "5 to 75", "fewer than 1"."""
        return self.count_phrase(shown).text

    def count_phrase(self, shown: Shown) -> CountPhrase:
        """Return the count alone in its parts: what stands before its (first) number, and the number with the rest."""
        if shown.none_of:
            return CountPhrase("", self.locale.number(0), "")
        phrase = self._phrase(shown, "risk.count-only")
        return CountPhrase(phrase.before, phrase.count + phrase.after, "")

    def frequency(self, shown: Shown) -> str:
        """Say a frequency: "75 in 1,000", "about 8 in 1,000", "fewer than 1 in 1,000"."""
        return self.frequency_phrase(shown).text

    def frequency_phrase(self, shown: Shown) -> CountPhrase:
        """Return a frequency in its parts: "about " + "8" + " in 1,000"."""
        if shown.none_of:
            return CountPhrase("", "", _whole(self.locale.say("risk.none-of", of=self.locale.number(shown.none_of))))
        return self._phrase(shown, "risk")

    def _phrase(self, shown: Shown, patterns: str) -> CountPhrase:
        number = self.locale.number
        relation = Relation.FEWER_THAN if shown.under_one else shown.relation
        values = {
            "n": number(1 if shown.under_one else shown.high),
            "low": number(shown.low),
            "high": number(shown.high),
            "of": number(shown.of),
        }
        field = "low" if relation is Relation.RANGE else "n"
        phrase = CountPhrase(*self.locale.say_around(f"{patterns}.{_PATTERN[relation]}", field, **values))
        if shown.about and not shown.under_one:
            phrase = self._within_pattern(f"{patterns}.about", phrase)
        return phrase.held_together()

    def _within_pattern(self, pattern: str, phrase: CountPhrase, **values: object) -> CountPhrase:
        """Set a phrase into a pattern that says more: "{said} do not."."""
        before, _, after = self.locale.say_around(pattern, "said", said=phrase.text, **values)
        return CountPhrase(before + phrase.before, phrase.count, phrase.after + after)

    def rest(self, shown: Shown) -> str:
        """Say how many it does not happen to: "925 in 1,000"."""
        return self._rest_phrase(shown).text

    def _rest_phrase(self, shown: Shown) -> CountPhrase:
        values = {"n": self.locale.number(shown.of - shown.high), "of": self.locale.number(shown.of)}
        phrase = CountPhrase(*self.locale.say_around("risk.in", "n", **values))
        if shown.about:
            phrase = self._within_pattern("risk.about", phrase)
        return phrase.held_together()

    def within(self, quantity: Quantity) -> str:
        """Say the time span of a quantity: " within 5 years", or nothing where the source did not state it."""
        match = TIME.match(quantity.timeframe)
        if match:
            count = int(match[1])
            unit = self.locale.unit(f"{match[2]}s", count)
            time = f"{self.locale.number(count)}{NBSP}{unit}"
            return self.locale.say("risk.within", time=time)
        if quantity.timeframe == "in hospital":
            return self.locale.say("risk.in-hospital")
        if quantity.timeframe == "procedure":
            return self.locale.say("risk.procedure")
        return ""

    def complement(self, quantity: Quantity) -> str:
        """Say the other side of an outcome: "do not"."""
        return quantity.complement or self.locale.say("risk.complement")

    def studied(self, quantity: Quantity) -> str:
        """Say who was counted: "Based on 1,387 women in a UK register."; "" where the record does not say."""
        if not quantity.population:
            return ""
        if quantity.studied:
            count = self.locale.number(quantity.studied)
            return self.locale.say("risk.studied", studied=count, population=quantity.population)
        return self.locale.say("risk.population", population=quantity.population)

    def band(self, shown: Shown) -> str:
        """Return the word band of a frequency, computed (R09)."""
        # "fewer than 1 in 1,000" lies below the boundary, so it takes the band below it
        share = shown.share * Fraction(999, 1000) if shown.relation is Relation.FEWER_THAN else shown.share
        return self.locale.say(f"bands.{band(share)}")

    def measure(self, measure: Measure, short: bool = False) -> str:
        """Say a measure: "28.1 days", "1 to 2 hours"; ``short``, for a narrow cell: "1–2 hours"."""
        number = self.locale.number
        bare = not measure.unit
        if measure.value is None and measure.low is not None and measure.high is not None:
            unit = self.locale.unit(measure.unit, measure.high)
            pattern = "measure.bare-range" if bare else "measure.range-short" if short else "measure.range"
            said = self.locale.say(pattern, low=number(measure.low), high=number(measure.high), unit=unit)
        else:
            value = measure.value if measure.value is not None else measure.high or measure.low or Decimal(0)
            unit = self.locale.unit(measure.unit, value)
            said = self.locale.say("measure.bare" if bare else "measure.value", value=number(value), unit=unit)
        if measure.statistic == "about":
            said = self.locale.say("measure.about", said=said)
        return said.replace(" ", NBSP)

    def say(self, quantity: Quantity, part: str = "", form: str = "") -> str:
        """Say a quantity (or an arm, a source, a point of it) as prose wants it. Raises KeyError for a part that is not there."""
        if quantity.several:
            if part:
                return self.say(quantity.several[part], "", form)
            said = [self.say(one, "", form) for one in quantity.several.values()]
            return self.locale.join(said)
        frequency, measure = quantity.frequency, quantity.measure
        if quantity.comparison:
            if part == "difference" and quantity.comparison.difference:
                difference = quantity.comparison.difference
                return self.measure(Measure(value=difference.value, unit=difference.unit))
            arm = quantity.comparison.arms[part]
            frequency, measure = arm.frequency, arm.measure
        elif quantity.series:
            return self._point(quantity.series, part)
        elif part:
            raise KeyError(part)
        if frequency:
            return self._form(quantity, self.shown(frequency), form)
        if measure:
            return self.measure(measure)
        if quantity.not_known:
            return quantity.not_known.reason
        raise KeyError(part)

    def _point(self, series: Series, part: str) -> str:
        name, _, time = part.rpartition("-")
        line = series.lines[name or next(iter(series.lines))]
        return self.measure(Measure(value=line.points[int(time)], unit=series.unit))

    def _form(self, quantity: Quantity, shown: Shown, form: str) -> str:
        if form == "cases":
            return self.count(shown)
        if form == "band":
            return self.band(shown)
        said = self.frequency(shown)
        if form == "both":
            return self.locale.say("risk.both", said=said, rest=self.rest(shown))
        if form == "sentence":
            return self.sentence(quantity, shown)
        return said

    def sentence(self, quantity: Quantity, shown: Shown) -> str:
        """Say a frequency as a sentence: "330 in 1,000 women need another procedure within 5 years."."""
        return _capital(
            self.locale.say(
                "risk.sentence",
                said=self.frequency(shown),
                people=self.people,
                outcome=quantity.outcome,
                within=self.within(quantity),
            )
        )

    def rest_sentence(self, quantity: Quantity, shown: Shown) -> str:
        """Say the other side as a sentence: "670 in 1,000 do not."."""
        return self.rest_phrase(quantity, shown).text

    def rest_phrase(self, quantity: Quantity, shown: Shown) -> CountPhrase:
        """Return that sentence in its parts: "" + "670" + " in 1,000 do not."."""
        complement = self.complement(quantity)
        phrase = self._within_pattern("risk.rest", self._rest_phrase(shown), complement=complement)
        return replace(phrase, before=_capital(phrase.before)) if phrase.before else phrase

    def alt(self, quantity: Quantity, shown: Shown) -> str:
        """Return the alternative text of a risk graphic: both framings."""
        first, second = self.sentence(quantity, shown), self.rest_sentence(quantity, shown)
        return self.locale.say("risk.alt", first=first, second=second).replace(NBSP, " ")

    def certainty(self, quantity: Quantity) -> str:
        """Say how sure the evidence is; "" where the source did not state it."""
        if quantity.certainty is Certainty.NOT_STATED:
            return ""
        level = self.locale.words["chart"]["certainties"][quantity.certainty.value.replace(" ", "-")]
        return self.locale.say("chart.certainty", level=level)

    def comparison_values(self, comparison: Comparison) -> list[tuple[str, Decimal, str]]:
        """Return label, value and said value of each arm; frequencies are counted out of the subject's denominator."""
        values: list[tuple[str, Decimal, str]] = []
        for arm in comparison.arms.values():
            if arm.frequency:
                shown = self.shown(arm.frequency)
                values.append((arm.label, Decimal(shown.high), self.frequency(shown)))
            elif arm.measure:
                value = arm.measure.value if arm.measure.value is not None else arm.measure.high
                values.append((arm.label, value or Decimal(0), self.measure(arm.measure)))
        return values


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]


def _whole(said: str) -> str:
    return said.replace(" ", NBSP)


def formatter_for(subject: Subject, locale: Locale) -> QuantityFormatter:
    """Return the speaker of a subject: one denominator over every frequency in its record."""
    frequencies: Sequence[Frequency] = [
        one for quantity in subject.quantities.values() for one in quantity.frequencies()
    ]
    return QuantityFormatter(locale, subject.denominator or choose_denominator(frequencies), subject.people)
