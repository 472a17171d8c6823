"""Charts of the tree as native chart parts: theme colours, direct labels, and the data as in the workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from irdocs.document.nodes import Chart, ChartSeries
from irdocs.pptx.chart_parts import (
    AXES,
    NO_LINE,
    TOKENS,
    ChartStyle,
    Rows,
    category_axis,
    category_data,
    distance,
    end_label,
    errors,
    head,
    label_flags,
    line_look,
    marker_xml,
    numbers,
    scatter,
    space,
    turned,
    value_axis,
    value_labels,
)
from irdocs.pptx.text import escape
from irdocs.pptx.workbook import Cell, column_name, plain


def chart_part(chart: Chart, ink: ChartStyle, *, upright: bool = False) -> tuple[str, Rows]:
    """Give the chart part and the rows of its workbook. ``upright`` makes columns instead of bars."""
    match chart.kind:
        case "bars":
            bars = _bars_of(chart)
            return _bars(chart, bars, ink, upright)
        case "grouped":
            return _grouped(chart, ink, upright)
        case "line" | "survival":
            return _lines(chart, ink)
        case "interval":
            return _interval(chart, ink)
    raise ValueError(f'no chart of the kind "{chart.kind}"')


def risk_part(
    marked: int, of: int, mark: str, rest: str, outcome: str, harm: bool, ink: ChartStyle
) -> tuple[str, Rows]:
    """A frequency as one 100 % stacked bar: those with the event, then the others."""
    rows: Rows = ((None, mark, rest), (outcome, Decimal(marked), Decimal(of - marked)))
    looks = (
        f"<c:spPr>{ink.fill('route' if harm else 'petrol')}{NO_LINE}</c:spPr>",
        f"<c:spPr>{ink.fill('tint')}{ink.line('grey6', 1)}</c:spPr>",
    )
    series = "".join(
        f'{head(number, name, column_name(number + 1))}{look}<c:invertIfNegative val="0"/>'
        f"{category_data((outcome,), number + 1, (rows[1][number + 1],))}</c:ser>"
        for number, (name, look) in enumerate(zip((mark, rest), looks, strict=True))
    )
    first, second = AXES
    plot = (
        f'<c:barChart><c:barDir val="bar"/><c:grouping val="percentStacked"/><c:varyColors val="0"/>{series}'
        f'<c:gapWidth val="0"/><c:overlap val="100"/><c:axId val="{first}"/><c:axId val="{second}"/></c:barChart>'
        + category_axis(ink, place="l", hidden=True)
        + value_axis(second, first, ink, place="b", hidden=True, low="0")
    )
    return space(plot, ink, inner=(0.0, 0.05, 1.0, 0.9)), rows


# --- bars -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Bar:
    label: str
    value: Decimal | None
    subject: bool


def _bars_of(chart: Chart) -> list[_Bar]:
    """The bars in order, whichever way the tree holds them; the first arm is the treatment taught."""
    if len(chart.series) == 1:
        one = chart.series[0]
        alone = len(chart.categories) == 1
        return [
            _Bar(label, value, one.subject and (alone or number == 0))
            for number, (label, value) in enumerate(zip(chart.categories, one.values, strict=True))
        ]
    return [_Bar(one.label, one.values[0], one.subject) for one in chart.series if one.values]


def _bars(chart: Chart, bars: Sequence[_Bar], ink: ChartStyle, upright: bool) -> tuple[str, Rows]:
    name = chart.axis or chart.series[0].label
    labels = tuple(bar.label for bar in bars)
    values = tuple(bar.value for bar in bars)
    rows: Rows = ((None, name), *((bar.label, bar.value) for bar in bars))
    points = "".join(
        f'<c:dPt><c:idx val="{number}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>{_comparator(ink)}</c:dPt>'
        for number, bar in enumerate(bars)
        if not bar.subject
    )
    series = (
        f"{head(0, name, 'B')}<c:spPr>{ink.fill('petrol')}{ink.line('petrol', 1.5)}</c:spPr>"
        f'<c:invertIfNegative val="0"/>{points}{value_labels(values, chart.unit, ink, ink.big, chart.unit_one)}'
        f"{category_data(labels, 1, values)}</c:ser>"
    )
    return _bar_space(chart, series, ink, upright, 60, legend=False), rows


def _comparator(ink: ChartStyle) -> str:
    return f"<c:spPr>{ink.fill('tint')}{ink.line('petrol', 1.5)}</c:spPr>"


def _grouped(chart: Chart, ink: ChartStyle, upright: bool) -> tuple[str, Rows]:
    rows: Rows = (
        (None, *(one.label for one in chart.series)),
        *((label, *(one.values[number] for one in chart.series)) for number, label in enumerate(chart.categories)),
    )
    series = ""
    for number, one in enumerate(chart.series):
        look = (
            _comparator(ink)
            if not one.subject
            else (f"<c:spPr>{ink.fill(TOKENS[number % len(TOKENS)])}{ink.line('petrol', 1.5)}</c:spPr>")
        )
        series += (
            f'{head(number, one.label, column_name(number + 1))}{look}<c:invertIfNegative val="0"/>'
            f"{value_labels(one.values, chart.unit, ink, ink.size, chart.unit_one)}{_bar_errors(one, ink)}"
            f"{category_data(chart.categories, number + 1, one.values)}</c:ser>"
        )
    return _bar_space(chart, series, ink, upright, 70, legend=True), rows


def _bar_errors(one: ChartSeries, ink: ChartStyle) -> str:
    if not any(value is not None for value in one.lows):
        return ""
    return errors(one, ink)


def _bar_space(chart: Chart, series: str, ink: ChartStyle, upright: bool, gap: int, *, legend: bool) -> str:
    first, second = AXES
    direction = "col" if upright else "bar"
    overlap = '<c:overlap val="-10"/>' if legend else ""
    plot = (
        f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="clustered"/><c:varyColors val="0"/>{series}'
        f'<c:gapWidth val="{gap}"/>{overlap}<c:axId val="{first}"/><c:axId val="{second}"/></c:barChart>'
    )
    # Bars are listed from the top, as the words are; the value axis then has to be sent back to the foot.
    plot += category_axis(ink, place="b" if upright else "l", reverse=not upright, size=20)
    plot += value_axis(
        second,
        first,
        ink,
        place="l" if upright else "b",
        low="0",
        bare=True,
        title=chart.axis,
        crosses="autoZero" if upright else "max",
    )
    return space(plot, ink, legend=legend)


# --- points and lines -------------------------------------------------------------------------------------------------


def _lines(chart: Chart, ink: ChartStyle) -> tuple[str, Rows]:
    """Values over time: on a true time scale where times are numbers, else on evenly spaced names."""
    if chart.times:
        return _over_time(chart, chart.times, ink)
    rows: Rows = (
        (None, *(one.label for one in chart.series)),
        *((label, *(one.values[at] for one in chart.series)) for at, label in enumerate(chart.categories)),
    )
    series = ""
    for number, one in enumerate(chart.series):
        series += (
            f"{head(number, one.label, column_name(number + 1))}{line_look(number, ink)}{marker_xml(number, ink)}"
            f"{end_label(one.label, one.values, ink)}{category_data(chart.categories, number + 1, one.values)}"
            '<c:smooth val="0"/></c:ser>'
        )
    first, second = AXES
    plot = (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}<c:marker val="1"/>'
        f'<c:axId val="{first}"/><c:axId val="{second}"/></c:lineChart>'
        + category_axis(ink, place="b", title=chart.time)
        + value_axis(second, first, ink, place="l", low="0", high=_top(chart), title=_with_unit(chart))
    )
    return space(plot, ink, inner=(0.08, 0.05, 0.68, 0.73)), rows


def _with_unit(chart: Chart) -> str:
    unit = chart.unit if chart.unit.lower() not in chart.axis.lower() else ""
    return f"{chart.axis} ({unit})" if chart.axis and unit else chart.axis or unit


def _top(chart: Chart) -> str:
    """A round end of the value axis, no higher than needed: a share ends at 100."""
    return plain(_nice(Decimal(0), max(value for one in chart.series for value in one.values if value is not None))[1])


def _over_time(chart: Chart, times: Sequence[Decimal], ink: ChartStyle) -> tuple[str, Rows]:
    columns: list[list[Cell]] = []
    series = ""
    for number, one in enumerate(chart.series):
        points = [(time, value) for time, value in zip(times, one.values, strict=True) if value is not None]
        if chart.kind == "survival":
            points = _steps(points)
        left, right = 2 * number, 2 * number + 1
        columns.append([chart.time or None, *(x for x, _ in points)])
        columns.append([one.label, *(y for _, y in points)])
        marker = '<c:marker><c:symbol val="none"/></c:marker>' if chart.kind == "survival" else marker_xml(number, ink)
        values = tuple(y for _, y in points)
        series += (
            f"{head(number, one.label, column_name(right))}{line_look(number, ink)}{marker}"
            f"{end_label(one.label, values, ink)}"
            f"<c:xVal>{numbers(left, tuple(x for x, _ in points))}</c:xVal>"
            f'<c:yVal>{numbers(right, values)}</c:yVal><c:smooth val="0"/></c:ser>'
        )
    rows = turned(columns)
    plot = (
        scatter(series)
        + _foot_axis(ink, _first_time(times), max(times), chart.time, _time_step(times))
        + value_axis(
            AXES[1], AXES[0], ink, place="l", low="0", high=_top(chart), title=_with_unit(chart), between="midCat"
        )
    )
    return space(plot, ink, inner=(0.09, 0.04, 0.66, 0.73)), rows


def _foot_axis(ink: ChartStyle, low: Decimal, high: Decimal, title: str, unit: str) -> str:
    """The axis of numbers at the foot of points that have a place both ways."""
    return value_axis(*AXES, ink, place="b", low=plain(low), high=plain(high), title=title, between="midCat", unit=unit)


def _first_time(times: Sequence[Decimal]) -> Decimal:
    """Where a time axis begins: follow-up at 0, calendar years at the first of them, or the line is squeezed flat."""
    first = min(times)
    return first if first >= 1000 else min(Decimal(0), first)


def _time_step(times: Sequence[Decimal]) -> str:
    """Whole years on a short calendar axis ("2021.5" is no year); elsewhere the program chooses."""
    short = max(times) - min(times) <= 12
    return "1" if short and _first_time(times) > 0 and all(time == int(time) for time in times) else ""


def _steps(points: Sequence[tuple[Decimal, Decimal]]) -> list[tuple[Decimal, Decimal]]:
    """A value holds until the next one: a corner before each fall."""
    out: list[tuple[Decimal, Decimal]] = []
    for x, y in points:
        if out and out[-1][1] != y:
            out.append((x, out[-1][1]))
        out.append((x, y))
    return out


def _interval(chart: Chart, ink: ChartStyle) -> tuple[str, Rows]:
    """Differences with their intervals, against a dashed line at zero; the first stands on top.

    Each estimate is a series of its own and its error bars have fixed lengths: LibreOffice does not draw bars whose
    lengths are told point by point. Where the two sides differ, a second series without a marker has the lower one.
    Every series has two rows, the second one empty: it loses series that are shorter than others.
    """
    one = chart.series[0]
    count = len(one.values)
    ends = [value for value in (*one.lows, *one.highs, *one.values, Decimal(0)) if value is not None]
    # Both directions are shown even where all lie on one side: the words under the axis need the room.
    least, most = min(ends), max(ends)
    low, high, unit = _nice(min(least, -most * Decimal("0.4")), max(most, -least * Decimal("0.4")))
    top = Decimal(count) + Decimal("0.9")
    columns: list[list[Cell]] = []
    series = ""
    number = 0
    for at, value in enumerate(one.values):
        if value is None:
            continue
        height = Decimal(count - at)
        left = len(columns)
        name = chart.categories[at] if at < len(chart.categories) else one.label
        columns += [[name, value], [one.label, height]]
        below, above = distance(value, one.lows, at), distance(value, one.highs, at)
        marker = (
            f'<c:marker><c:symbol val="square"/><c:size val="17"/><c:spPr>{ink.fill("petrol")}{ink.line("petrol", 1)}'
            "</c:spPr></c:marker>"
        )
        labels = f"<c:dLbls>{_interval_label(at, one, chart, ink)}{label_flags(show=False)}</c:dLbls>"
        both = below == above
        parts = [(marker, labels, "both" if both else "plus", above)]
        if not both:
            parts.append(('<c:marker><c:symbol val="none"/></c:marker>', "", "minus", below))
        data = (
            f"<c:xVal>{numbers(left, (value, None))}</c:xVal><c:yVal>{numbers(left + 1, (height, None))}</c:yVal>"
            '<c:smooth val="0"/></c:ser>'
        )
        for mark, label, side, gap in parts:
            bars = _fixed_bars(side, gap, ink) if gap is not None else ""
            series += f"{head(number, name, column_name(left))}<c:spPr>{NO_LINE}</c:spPr>{mark}{label}{bars}{data}"
            number += 1
    left = len(columns)
    columns += [["0", Decimal(0), Decimal(0)], [None, Decimal(0), top]]
    series += (
        f"{head(number, '0', column_name(left))}<c:spPr>{ink.line('grey6', 1.25, 'dash')}</c:spPr>"
        '<c:marker><c:symbol val="none"/></c:marker>'
        f"<c:xVal>{numbers(left, (Decimal(0), Decimal(0)))}</c:xVal>"
        f'<c:yVal>{numbers(left + 1, (Decimal(0), top))}</c:yVal><c:smooth val="0"/></c:ser>'
    )
    sides = "   |   ".join(
        side for side in (chart.left and f"◂ {chart.left}", chart.right and f"{chart.right} ▸") if side
    )
    plot = (
        scatter(series)
        + _foot_axis(ink, low, high, sides or chart.axis, plain(unit))
        + value_axis(
            AXES[1],
            AXES[0],
            ink,
            place="l",
            low="0",
            high=plain(top),
            between="midCat",
            hidden=True,
            crosses_at=plain(low),
        )
    )
    return space(plot, ink, inner=(0.04, 0.05, 0.92, 0.65)), turned(columns)


def _fixed_bars(side: str, length: Decimal, ink: ChartStyle) -> str:
    return (
        f'<c:errBars><c:errDir val="x"/><c:errBarType val="{side}"/><c:errValType val="fixedVal"/><c:noEndCap val="0"/>'
        f'<c:val val="{plain(length)}"/><c:spPr>{ink.line("petrol", 2.25)}</c:spPr></c:errBars>'
    )


def _interval_label(at: int, one: ChartSeries, chart: Chart, ink: ChartStyle) -> str:
    value = one.values[at]
    if value is None:
        return ""
    low = one.lows[at] if at < len(one.lows) else None
    high = one.highs[at] if at < len(one.highs) else None
    name = f"{escape(chart.categories[at])}: " if len(one.values) > 1 else ""
    span = ""
    if low is not None and high is not None:
        said = ink.locale.say("measure.bare-range", low=_said(low, ink), high=_said(high, ink))
        span = f" ({escape(said)})"
    runs = "".join(
        f'<a:r><a:rPr lang="{ink.language}" sz="{round((20 if bold else ink.size) * 100)}" b="{int(bold)}">'
        f"{ink.fill('ink')}</a:rPr><a:t>{text}</a:t></a:r>"
        for text, bold in ((name, False), (_said(value, ink), True), (span, False))
        if text
    )
    return (
        f'<c:dLbl><c:idx val="0"/><c:tx><c:rich><a:bodyPr wrap="none"/><a:lstStyle/><a:p>{runs}</a:p></c:rich></c:tx>'
        f'<c:dLblPos val="t"/>{label_flags()}</c:dLbl>'
    )


def _said(value: Decimal, ink: ChartStyle) -> str:
    """A number as the language writes it, with a true minus."""
    return ink.locale.number(value).replace("-", "−")


def _nice(low: Decimal, high: Decimal) -> tuple[Decimal, Decimal, Decimal]:
    """Round ends of an axis and its step."""
    span = high - low or Decimal(1)
    size = Decimal(10) ** (span / 4).adjusted()
    step = next(size * factor for factor in (1, 2, 5, 10) if size * factor >= span / 5)
    floor = (low / step).to_integral_value(rounding="ROUND_FLOOR") * step
    ceiling = (high / step).to_integral_value(rounding="ROUND_CEILING") * step
    return floor, ceiling, step
