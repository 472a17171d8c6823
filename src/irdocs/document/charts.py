"""A cited comparison or series -> a chart of the tree, with its alternative text derived from the data."""

from dataclasses import dataclass
from decimal import Decimal

from irdocs.document.nodes import Chart, ChartSeries
from irdocs.model.locale import NBSP
from irdocs.model.quantities import Comparison, Measure, Quantity, Series
from irdocs.model.wording import QuantityFormatter
from irdocs.problems import Location


@dataclass(frozen=True)
class _Frame:
    """What every chart of a quantity shares."""

    quantity: str
    caption: str
    cite: tuple[int, ...]
    at: Location


def charts(
    quantity: Quantity, traced: str, speaker: QuantityFormatter, cite: tuple[int, ...], at: Location
) -> list[Chart]:
    """Return the charts of a quantity: bars for its arms, and the difference with its interval; or its lines."""
    parts = [speaker.studied(quantity), speaker.certainty(quantity)]
    caption = " ".join(part if part.endswith(".") else f"{part[0].upper()}{part[1:]}." for part in parts if part)
    frame = _Frame(traced, caption, cite, at)
    if quantity.comparison:
        found: list[Chart] = []
        if quantity.comparison.arms:
            found.append(_bars(quantity, quantity.comparison, speaker, frame))
        if quantity.comparison.difference and quantity.comparison.difference.low is not None:
            found.append(_interval(quantity, quantity.comparison, speaker, frame))
        return found
    if quantity.series:
        return [_lines(quantity, quantity.series, speaker, frame)]
    return []


def _bars(quantity: Quantity, comparison: Comparison, speaker: QuantityFormatter, frame: _Frame) -> Chart:
    values = speaker.comparison_values(comparison)
    first = next(iter(comparison.arms.values()))
    if first.frequency:
        unit = speaker.locale.say("chart.in-of", of=speaker.locale.number(speaker.denominator))
    else:
        unit = speaker.locale.unit(first.measure.unit, Decimal(2)) if first.measure else ""
    one = speaker.locale.unit(first.measure.unit, Decimal(1)) if first.measure else ""
    said = "; ".join(speaker.locale.say("chart.value", label=label, value=text) for label, _, text in values)
    return Chart(
        kind="bars",
        quantity=frame.quantity,
        categories=tuple(label for label, _, _ in values),
        series=(ChartSeries(label=quantity.outcome, values=tuple(value for _, value, _ in values), at=frame.at),),
        unit=unit,
        unit_one="" if one == unit else one,
        axis=_sentence(quantity.outcome),
        alt=speaker.locale.say("chart.bars-alt", outcome=_sentence(quantity.outcome), values=said).replace(NBSP, " "),
        caption=frame.caption,
        cite=frame.cite,
        at=frame.at,
    )


def _interval(quantity: Quantity, comparison: Comparison, speaker: QuantityFormatter, frame: _Frame) -> Chart:
    difference = comparison.difference
    assert difference is not None and difference.low is not None and difference.high is not None
    labels = [arm.label for arm in comparison.arms.values()]

    def said(value: Decimal) -> str:
        return speaker.measure(Measure(value=value, unit=difference.unit))

    statistic = difference.statistic.replace(" ", "-")
    names = speaker.locale.words["chart"]["statistics"]
    axis = names.get(statistic, difference.statistic)
    return Chart(
        kind="interval",
        quantity=f"{frame.quantity}:difference",
        categories=(_sentence(axis),),
        series=(
            ChartSeries(
                label=_sentence(quantity.outcome),
                values=(difference.value,),
                lows=(difference.low,),
                highs=(difference.high,),
                at=frame.at,
            ),
        ),
        unit=speaker.locale.unit(difference.unit, Decimal(2)),
        axis=_sentence(axis)
        + ", "
        + speaker.locale.say(
            "chart.interval", level=difference.level, low=said(difference.low), high=said(difference.high)
        ),
        left=labels[1] if len(labels) > 1 else "",
        right=labels[0] if labels else "",
        alt=speaker.locale.say(
            "chart.interval-alt",
            outcome=_sentence(quantity.outcome),
            value=said(difference.value),
            low=said(difference.low),
            high=said(difference.high),
        ).replace(NBSP, " "),
        caption=frame.caption,
        cite=frame.cite,
        at=frame.at,
    )


def _lines(quantity: Quantity, series: Series, speaker: QuantityFormatter, frame: _Frame) -> Chart:
    times = sorted({time for line in series.lines.values() for time in line.points})
    unit = speaker.locale.unit(series.unit, Decimal(2))
    pattern = "chart.line" if series.time == "year" else "chart.line-plain"
    names = speaker.locale.words["chart"]["times"]
    time_word = names.get(series.time, series.time)
    said: list[str] = []
    for line in series.lines.values():
        ends = sorted(line.points)
        values = [speaker.measure(Measure(value=line.points[end], unit=series.unit)) for end in (ends[0], ends[-1])]
        said.append(
            speaker.locale.say(pattern, label=line.label, first=values[0], start=ends[0], last=values[1], end=ends[-1])
        )
    return Chart(
        kind="survival" if series.steps else "line",
        quantity=frame.quantity,
        categories=(),
        times=tuple(Decimal(time) for time in times),
        series=tuple(
            ChartSeries(
                label=line.label, values=tuple(line.points.get(time) for time in times), subject=index == 0, at=frame.at
            )
            for index, line in enumerate(series.lines.values())
        ),
        unit=unit,
        axis=_sentence(quantity.outcome),
        time=time_word,
        alt=speaker.locale.say("chart.line-alt", outcome=_sentence(quantity.outcome), lines="; ".join(said)).replace(
            NBSP, " "
        ),
        caption=frame.caption,
        cite=frame.cite,
        at=frame.at,
    )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
