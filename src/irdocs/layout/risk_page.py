"""Which risks stand where on a patient's paper: a pair of pictures, a short table, words; and what each letter means.

One quantity a row, one population and one time span for the table, and a letter where a row differs. A serious risk is
never left out; of the others the most frequent stay, and what goes is named in the reviewer's copy and on the web.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from irdocs.model.parts import Risk, RiskSeverity
from irdocs.model.quantities import Quantity
from irdocs.model.records import Procedure, Subject
from irdocs.model.walk import spans_of
from irdocs.model.wording import TIME, QuantityFormatter
from irdocs.reading.prose import QuantityUse

PAIR = 2
ROWS = 7
LEAST_STUDIED = 200
"""People that a picture of 1,000 needs behind it: fewer are said as they were counted, "7 of 25 people"."""
SEVERE = (RiskSeverity.SERIOUS, RiskSeverity.LIFE_THREATENING)


@dataclass(frozen=True)
class RiskPage:
    """The keys of the risks of a subject by where they stand, in the order in which they are printed."""

    pair: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    none: tuple[tuple[str, str], ...] = ()
    """Risks that nobody had among those studied, each with the sentence that says so."""
    rare: tuple[str, ...] = ()
    """Fewer than 1 of the denominator: words."""
    words: tuple[str, ...] = ()
    """Without a sound number: words."""
    left_out: tuple[str, ...] = ()
    severe_left_out: tuple[str, ...] = ()
    """Of those that are left out the severe ones: however short the paper, they are named."""
    letters: Mapping[str, str] = field(default_factory=dict)
    """Risk -> its letter, where its figure comes from elsewhere than the table's."""
    explained: tuple[str, ...] = ()
    """What each letter means, in their order."""
    taken_from: str = ""
    """Where the table's figures come from; "" where no one source gives most of them."""


def risk_page(subject: Subject, speaker: QuantityFormatter, most_pair: int = PAIR, most_rows: int = ROWS) -> RiskPage:
    """Return where each risk of a record stands, with at most so many pictures and rows; what the part on X-rays and dye says in numbers is not said twice."""
    if not isinstance(subject, Procedure):
        return RiskPage()
    quantities = subject.quantities
    elsewhere = _said_elsewhere(subject)
    risks = {name: risk for name, risk in subject.risks.items() if risk.quantity not in elsewhere}
    sorted_out = _sorted_out(risks, quantities, speaker)
    counted = sorted_out.counted
    by_size = sorted(counted, key=lambda one: -counted[one])
    pair = tuple(name for name in by_size if risks[name].headline and _drawable(risks[name], quantities, speaker))[
        :most_pair
    ]
    rest = [name for name in by_size if name not in pair]
    severe = [name for name in rest if risks[name].severity in SEVERE]
    kept = {*severe[:most_rows], *[name for name in rest if name not in severe][: max(0, most_rows - len(severe))]}
    rows = tuple(name for name in rest if name in kept)
    letters, explained, taken_from = _letters(pair, rows, risks, quantities, speaker)
    return RiskPage(
        pair=pair,
        rows=rows,
        none=tuple(sorted_out.none),
        rare=tuple(sorted_out.rare),
        words=tuple(sorted_out.words),
        severe_left_out=tuple(severe[most_rows:]),
        left_out=(*(name for name in rest if name not in kept), *sorted_out.aside),
        letters=letters,
        explained=explained,
        taken_from=taken_from,
    )


def _said_elsewhere(subject: Procedure) -> set[str]:
    """Return the quantities that the part on X-rays and dye says."""
    return {
        span.quantity
        for one in (*subject.radiation.text, *subject.contrast.text)
        for span in spans_of(one.spans)
        if isinstance(span, QuantityUse)
    }


@dataclass
class _SortedOut:
    """Risks by how their number can be said."""

    counted: dict[str, Fraction] = field(default_factory=dict)
    """Risk -> its share, where a picture or a row can show it."""
    none: list[tuple[str, str]] = field(default_factory=list)
    rare: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    """Not for paper."""


def _sorted_out(
    risks: Mapping[str, Risk], quantities: Mapping[str, Quantity], speaker: QuantityFormatter
) -> _SortedOut:
    made = _SortedOut()
    for name, risk in risks.items():
        if not risk.on_paper and risk.severity not in SEVERE:
            made.aside.append(name)
            continue
        quantity = quantities[risk.quantity].on_paper if risk.quantity in quantities else None
        if quantity is None or quantity.frequency is None:
            made.words.append(name)
            continue
        shown = speaker.shown(quantity.frequency)
        if quantity.frequency.cases == 0:
            made.none.append((name, _none(quantity, speaker)))
        elif shown.under_one or not shown.high:
            made.rare.append(name)
        else:
            made.counted[name] = shown.share
    return made


def _drawable(risk: Risk, quantities: Mapping[str, Quantity], speaker: QuantityFormatter) -> bool:
    quantity = quantities[risk.quantity].on_paper
    assert quantity.frequency is not None
    enough = quantity.studied is None or quantity.studied >= LEAST_STUDIED
    return enough and speaker.shown(quantity.frequency).drawable


def _none(quantity: Quantity, speaker: QuantityFormatter) -> str:
    assert quantity.frequency is not None
    # of those who were counted, never of a rounder number: nobody of 152 is not nobody of 1,000
    said = speaker.locale.number(quantity.frequency.of or quantity.studied or speaker.denominator)
    return speaker.locale.say("risk.none-in", studied=said, people=speaker.people)


def _letters(
    pair: tuple[str, ...],
    rows: tuple[str, ...],
    risks: Mapping[str, Risk],
    quantities: Mapping[str, Quantity],
    speaker: QuantityFormatter,
) -> tuple[dict[str, str], tuple[str, ...], str]:
    """Return letters by risk, their explanations, and where most rows of the table come from."""

    def origin(name: str) -> tuple[str, str]:
        quantity = quantities[risks[name].quantity].on_paper
        within = speaker.within(quantity) if TIME.match(quantity.timeframe) else ""
        return quantity.taken_from or quantity.population, within

    common = Counter(origin(name) for name in rows if origin(name)[0]).most_common(1)
    main = common[0][0] if common and common[0][1] > 1 else ("", "")
    letters: dict[str, str] = {}
    by_origin: dict[str, str] = {}
    for name in (*pair, *rows):
        taken_from, within = origin(name)
        if not taken_from or (name in rows and (taken_from, within) == main):
            continue
        # the pictures of the pair say their time span themselves
        text = taken_from + ("" if name in pair else within)
        letters[name] = by_origin.setdefault(text, chr(ord("a") + len(by_origin)))
    say = speaker.locale.say
    explained = tuple(
        say("leaflet.letter", letter=letter, taken_from=text[:1].upper() + text[1:], within="")
        for text, letter in by_origin.items()
    )
    return letters, explained, "".join(main)
