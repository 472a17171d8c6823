"""Quantities: exact until they are shown, one denominator a subject, words that say no more than the source."""

import dataclasses
import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from irdocs.model.locale import load_locale
from irdocs.model.quantities import Difference, Frequency, Measure, Quantity, Relation, band, choose_denominator, show
from irdocs.model.wording import QuantityFormatter
from irdocs.rules.numbers_in_prose import PATTERNS, evidence_in, may_hold_evidence

LOCALE = load_locale("en")


def says(denominator: int, **given_by_source: int | str) -> str:
    """Say a frequency out of a denominator, with plain spaces."""
    speaker = QuantityFormatter(LOCALE, denominator, "people")
    return speaker.frequency(speaker.shown(Frequency(**given_by_source))).replace("\u00a0", " ")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("denominator", "frequency", "said"),
    [
        (100, {"cases": 2, "of": 100}, "2 in 100"),
        (1000, {"cases": 2, "of": 100}, "20 in 1,000"),
        (100, {"cases": 1, "of": 3}, "about 33 in 100"),
        (1000, {"as_stated": "7.9%"}, "79 in 1,000"),
        (1000, {"as_stated": "7.95%"}, "about 80 in 1,000"),
        (1000, {"cases": 1, "of": 5000}, "fewer than 1 in 1,000"),
        (1000, {"cases": 0, "of": 812}, "none of 812"),
        (100, {"low": 1, "high": 4, "of": 100}, "1 to 4 in 100"),
        (100, {"as_stated": "9% to 32%"}, "9 to 32 in 100"),
        (100, {"fewer_than": 1, "of": 100}, "fewer than 1 in 100"),
        (1000, {"as_stated": "fewer than 1%"}, "fewer than 10 in 1,000"),
        (100, {"up_to": 5, "of": 100}, "up to 5 in 100"),
        (100, {"as_stated": "over 90%"}, "at least 90 in 100"),
        (100, {"cases": 1, "of": 200}, "fewer than 1 in 100"),
    ],
)
def test_what_a_source_said_is_what_is_said(denominator: int, frequency: dict[str, int | str], said: str) -> None:
    assert says(denominator, **frequency) == said


@pytest.mark.parametrize(
    ("frequencies", "wanted"),
    [
        ([], 100),
        ([{"cases": 2, "of": 100}, {"cases": 1, "of": 2}], 100),
        ([{"cases": 2, "of": 100}, {"cases": 1, "of": 3}], 1000),
        ([{"cases": 1, "of": 200}], 1000),
        ([{"as_stated": "7.9%"}], 1000),
        ([{"low": 1, "high": 25, "of": 1000}], 1000),
        ([{"cases": 0, "of": 100}], 1000),
    ],
)
def test_one_denominator_for_all(frequencies: list[dict[str, int]], wanted: int) -> None:
    assert choose_denominator(Frequency(**one) for one in frequencies) == wanted  # type: ignore[arg-type]


@given(
    st.integers(1, 100_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))), st.sampled_from((100, 1000))
)
def test_rounding_is_to_the_nearest_person(case: tuple[int, int], denominator: int) -> None:
    cases, of = case
    shown = show(Frequency(cases=cases, of=of), denominator)
    exact = Fraction(cases * denominator, of)
    assert abs(shown.high - exact) <= Fraction(1, 2)
    assert 0 <= shown.low == shown.high <= denominator
    assert shown.about == (exact.denominator != 1)
    assert shown.under_one == (exact < 1)
    assert shown.share == Fraction(cases, of)
    said = says(denominator, cases=cases, of=of)
    assert ("about" in said) == (shown.about and not shown.under_one)


@given(st.fractions(0, 1))
def test_a_band_is_the_one_that_holds_the_share(share: Fraction) -> None:
    least = {"very-common": "1/10", "common": "1/100", "uncommon": "1/1000", "rare": "1/10000", "very-rare": "0"}
    name = band(share)
    assert share >= Fraction(least[name])
    higher = list(least.values())[: list(least).index(name)]
    assert all(share < Fraction(one) for one in higher)


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"cases": 2},
        {"cases": 2, "of": 0},
        {"cases": 3, "of": 2},
        {"cases": -1, "of": 2},
        {"low": 3, "of": 9},
        {"low": 3, "high": 2, "of": 9},
        {"cases": 1, "up_to": 2, "of": 9},
        {"as_stated": "8%", "of": 100},
        {"as_stated": "a third"},
        {"as_stated": "30% to 20%"},
        {"as_stated": "120%"},
    ],
)
def test_a_record_that_contradicts_itself_is_refused(wrong: dict[str, int | str]) -> None:
    with pytest.raises(ValueError, match=r".{12}"):
        Frequency(**wrong).bounds()  # type: ignore[arg-type]


def test_both_framings_come_from_one_number() -> None:
    speaker = QuantityFormatter(LOCALE, 1000, "women")
    quantity = Quantity(
        frequency=Frequency(cases=33, of=100), outcome="need another procedure", timeframe="5 years", source=("X",)
    )
    shown = speaker.shown(Frequency(cases=33, of=100))
    alt = speaker.alt(quantity, shown)
    assert alt == "330 in 1,000 women need another procedure within 5 years. 670 in 1,000 do not."
    assert speaker.say(quantity, form="both").replace("\u00a0", " ") == "330 in 1,000 (670 in 1,000 do not)"
    assert speaker.say(quantity, form="band") == "Very common"
    assert speaker.band(speaker.shown(Frequency(cases=1, of=10))) == "Very common", (
        "a boundary takes the more frequent band"
    )


def test_time_that_was_not_stated_is_not_said() -> None:
    speaker = QuantityFormatter(LOCALE, 100, "people")
    assert speaker.within(Quantity(frequency=Frequency(cases=1, of=2))) == ""
    assert speaker.within(Quantity(frequency=Frequency(cases=1, of=2), timeframe="1 year")) == " within 1\u00a0year"
    assert Quantity(frequency=Frequency(cases=1, of=2)).certainty.value == "not stated"


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        ({"value": Decimal("28.1"), "unit": "days"}, "28.1 days"),
        ({"value": Decimal(1), "unit": "hours"}, "1 hour"),
        ({"low": Decimal(1), "high": Decimal(2), "unit": "hours"}, "1 to 2 hours"),
        ({"value": Decimal(2), "unit": "weeks", "statistic": "about"}, "about 2 weeks"),
        ({"value": Decimal(1500), "unit": "people"}, "1,500 people"),
    ],
)
def test_measures(measure: dict[str, Decimal | str], said: str) -> None:
    assert QuantityFormatter(LOCALE, 100, "people").measure(Measure(**measure)).replace("\u00a0", " ") == said  # type: ignore[arg-type]


def test_relations_are_those_of_the_source() -> None:
    assert Frequency(as_stated="under 2%").bounds()[0] is Relation.FEWER_THAN
    assert Frequency(as_stated="2% to 4%").bounds() == (Relation.RANGE, Fraction(1, 50), Fraction(1, 25))


@pytest.mark.parametrize("pattern", [pattern for _, pattern in PATTERNS], ids=range(len(PATTERNS)))
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_no_text_that_a_pattern_finds_is_passed_over(pattern: re.Pattern[str], data: st.DataObject) -> None:
    assert may_hold_evidence(data.draw(st.from_regex(pattern)))


@pytest.mark.parametrize(
    "words",
    [
        "About one person in ten has it.",
        "A one-in-ten chance.",
        "Two women per thousand bleed.",
        "One in every hundred bleeds.",
        "Roughly half have pain.",
        "A third have pain, two-thirds of them at night.",
        "Around a quarter need it.",
        "Hundreds of patients had it.",
        "A handful of people die.",
        "Five hundred people had it.",
        "It is 3x as likely.",
        "½ of them",
        "Thirteen percent have it.",
        "The chance is tenfold higher.",
        "You wait six weeks.",
        "The risk is 1:100.",
    ],
)
def test_evidence_is_found_however_it_is_typed(words: str) -> None:
    assert evidence_in(words, ()) is not None


@pytest.mark.parametrize(
    "words",
    [
        "You may bring two people with you.",
        "Keep the other half.",
        "It was first done in 1964, at L3/4.",
        "Call 999. It is a third way, for the most part.",
        "One of these three tubes stays in, one at a time.",
        "A few people feel sick.",
    ],
)
def test_other_words_are_let_alone(words: str) -> None:
    assert evidence_in(words, ()) is None


@pytest.mark.parametrize(("cases", "of", "wanted"), [(1, 16, 63), (5, 2000, 3), (7, 2000, 4), (9, 2000, 5)])
def test_half_a_person_is_rounded_up_also_behind_an_even_number(cases: int, of: int, wanted: int) -> None:
    shown = show(Frequency(cases=cases, of=of), 1000)
    assert (shown.high, shown.about) == (wanted, True)


@pytest.mark.parametrize(
    ("low", "high", "message"),
    [(5, 3, "the low count is above the high count"), (-2, 3, "a count cannot be below zero")],
)
def test_a_count_that_cannot_be_says_why(low: int, high: int, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Frequency(low=low, high=high, of=10).bounds()


def test_an_interval_is_one_of_95_per_cent_unless_the_source_says_so() -> None:
    assert {one.name: one.default for one in dataclasses.fields(Difference)}["level"] == 95
