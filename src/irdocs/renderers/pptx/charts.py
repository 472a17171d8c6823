"""Charts of the tree as native chart parts: theme colours, direct labels, and the data as in the workbook.

The data blocks (`c:tx`, `c:cat`, `c:val`, `c:xVal`, `c:yVal`) are those that python-pptx writes; a test compares them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from irdocs.document.nodes import Chart, ChartSeries
from irdocs.locale import Locale
from irdocs.renderers.pptx.colours import fill
from irdocs.renderers.pptx.package import XML_HEAD
from irdocs.renderers.pptx.text import escape
from irdocs.renderers.pptx.workbook import Cell, column_name, plain

Rows = tuple[tuple[Cell, ...], ...]

_NS = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
# Positive: the schema wants unsigned numbers, whatever PowerPoint reads.
_AXES = (111111111, 222222222)
_TOKENS = ("petrol", "route", "mid", "grey6")
_MARKERS = ("square", "circle", "triangle", "diamond")
_DASHES = ("solid", "sysDash", "lgDash", "sysDot")
_POINT = 12700


@dataclass(frozen=True)
class Ink:
    """What a chart needs to know of the slide it stands on."""

    locale: Locale
    language: str
    ground: str = "light"
    """The table of colours."""
    size: float = 18
    """Text of axes and legend, in points."""
    big: float = 24
    """Values at bars."""

    def fill(self, token: str) -> str:
        """A solid fill on this ground."""
        return fill(token, self.ground)

    def line(self, token: str, width: float, dash: str = "solid") -> str:
        """A line of ``width`` points."""
        style = f'<a:prstDash val="{dash}"/>' if dash != "solid" else ""
        return f'<a:ln w="{round(width * _POINT)}">{self.fill(token)}{style}<a:round/></a:ln>'

    def text(self, size: float = 0, bold: bool = False, token: str = "ink", *, one_line: bool = False) -> str:
        """`c:txPr`: how labels are set; a value and its unit stay on ``one_line``."""
        fit = ' wrap="none"' if one_line else ""
        return (
            f'<c:txPr><a:bodyPr{fit}/><a:lstStyle/><a:p><a:pPr><a:defRPr lang="{self.language}" '
            f'sz="{round((size or self.size) * 100)}" b="{int(bold)}">{self.fill(token)}</a:defRPr></a:pPr>'
            f'<a:endParaRPr lang="{self.language}"/></a:p></c:txPr>'
        )


_NO_LINE = "<a:ln><a:noFill/></a:ln>"


def chart_part(chart: Chart, ink: Ink, *, upright: bool = False) -> tuple[str, Rows]:
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


def risk_part(marked: int, of: int, mark: str, rest: str, outcome: str, harm: bool, ink: Ink) -> tuple[str, Rows]:
    """A frequency as one 100 % stacked bar: those with the event, then the others."""
    rows: Rows = ((None, mark, rest), (outcome, Decimal(marked), Decimal(of - marked)))
    looks = (
        f"<c:spPr>{ink.fill('route' if harm else 'petrol')}{_NO_LINE}</c:spPr>",
        f"<c:spPr>{ink.fill('tint')}{ink.line('grey6', 1)}</c:spPr>",
    )
    series = "".join(
        f"{_head(number, name, column_name(number + 1))}{look}<c:invertIfNegative val=\"0\"/>"
        f"{_category_data((outcome,), number + 1, (rows[1][number + 1],))}</c:ser>"
        for number, (name, look) in enumerate(zip((mark, rest), looks, strict=True))
    )
    first, second = _AXES
    plot = (
        f'<c:barChart><c:barDir val="bar"/><c:grouping val="percentStacked"/><c:varyColors val="0"/>{series}'
        f'<c:gapWidth val="0"/><c:overlap val="100"/><c:axId val="{first}"/><c:axId val="{second}"/></c:barChart>'
        + _category_axis(ink, place="l", hidden=True)
        + _value_axis(second, first, ink, place="b", hidden=True, low="0")
    )
    return _space(plot, ink, inner=(0.0, 0.05, 1.0, 0.9)), rows


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


def _bars(chart: Chart, bars: Sequence[_Bar], ink: Ink, upright: bool) -> tuple[str, Rows]:
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
        f"{_head(0, name, 'B')}<c:spPr>{ink.fill('petrol')}{ink.line('petrol', 1.5)}</c:spPr>"
        f'<c:invertIfNegative val="0"/>{points}{_value_labels(values, chart.unit, ink, ink.big)}'
        f"{_category_data(labels, 1, values)}</c:ser>"
    )
    return _bar_space(chart, series, ink, upright, 60, legend=False), rows


def _comparator(ink: Ink) -> str:
    return f"<c:spPr>{ink.fill('tint')}{ink.line('petrol', 1.5)}</c:spPr>"


def _grouped(chart: Chart, ink: Ink, upright: bool) -> tuple[str, Rows]:
    rows: Rows = (
        (None, *(one.label for one in chart.series)),
        *(
            (label, *(one.values[number] for one in chart.series))
            for number, label in enumerate(chart.categories)
        ),
    )
    series = ""
    for number, one in enumerate(chart.series):
        look = _comparator(ink) if not one.subject else (
            f"<c:spPr>{ink.fill(_TOKENS[number % len(_TOKENS)])}{ink.line('petrol', 1.5)}</c:spPr>"
        )
        series += (
            f"{_head(number, one.label, column_name(number + 1))}{look}<c:invertIfNegative val=\"0\"/>"
            f"{_value_labels(one.values, chart.unit, ink, ink.size)}{_bar_errors(one, ink)}"
            f"{_category_data(chart.categories, number + 1, one.values)}</c:ser>"
        )
    return _bar_space(chart, series, ink, upright, 70, legend=True), rows


def _bar_errors(one: ChartSeries, ink: Ink) -> str:
    if not any(value is not None for value in one.lows):
        return ""
    return _errors(one, ink)


def _bar_space(chart: Chart, series: str, ink: Ink, upright: bool, gap: int, *, legend: bool) -> str:
    first, second = _AXES
    direction = "col" if upright else "bar"
    overlap = '<c:overlap val="-10"/>' if legend else ""
    plot = (
        f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="clustered"/><c:varyColors val="0"/>{series}'
        f'<c:gapWidth val="{gap}"/>{overlap}<c:axId val="{first}"/><c:axId val="{second}"/></c:barChart>'
    )
    # Bars are listed from the top, as the words are; the value axis then has to be sent back to the foot.
    plot += _category_axis(ink, place="b" if upright else "l", reverse=not upright, size=20)
    plot += _value_axis(
        second, first, ink, place="l" if upright else "b", low="0", bare=True, title=chart.axis,
        crosses="autoZero" if upright else "max",
    )
    return _space(plot, ink, legend=legend)


# --- points and lines -------------------------------------------------------------------------------------------------


def _number(text: str) -> Decimal | None:
    try:
        value = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _lines(chart: Chart, ink: Ink) -> tuple[str, Rows]:
    """Values over time: on a true time scale where times are numbers, else on evenly spaced names."""
    times = [_number(label) for label in chart.categories]
    if chart.kind == "survival" or all(time is not None for time in times):
        numeric = [time if time is not None else Decimal(at) for at, time in enumerate(times)]
        return _over_time(chart, numeric, ink)
    rows: Rows = (
        (None, *(one.label for one in chart.series)),
        *((label, *(one.values[at] for one in chart.series)) for at, label in enumerate(chart.categories)),
    )
    series = ""
    for number, one in enumerate(chart.series):
        series += (
            f"{_head(number, one.label, column_name(number + 1))}{_line_look(number, ink)}{_marker(number, ink)}"
            f"{_end_label(one.label, one.values, ink)}{_category_data(chart.categories, number + 1, one.values)}"
            '<c:smooth val="0"/></c:ser>'
        )
    first, second = _AXES
    plot = (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}<c:marker val="1"/>'
        f'<c:axId val="{first}"/><c:axId val="{second}"/></c:lineChart>'
        + _category_axis(ink, place="b", title=chart.time)
        + _value_axis(second, first, ink, place="l", low="0", high=_top(chart), title=_with_unit(chart))
    )
    return _space(plot, ink, inner=(0.08, 0.05, 0.68, 0.73)), rows


def _with_unit(chart: Chart) -> str:
    unit = chart.unit if chart.unit.lower() not in chart.axis.lower() else ""
    return f"{chart.axis} ({unit})" if chart.axis and unit else chart.axis or unit


def _top(chart: Chart) -> str:
    """A round end of the value axis, no higher than needed: a share ends at 100."""
    return plain(_nice(Decimal(0), max(value for one in chart.series for value in one.values if value is not None))[1])


def _over_time(chart: Chart, times: Sequence[Decimal], ink: Ink) -> tuple[str, Rows]:
    columns: list[list[Cell]] = []
    series = ""
    for number, one in enumerate(chart.series):
        points = [(time, value) for time, value in zip(times, one.values, strict=True) if value is not None]
        if chart.kind == "survival":
            points = _steps(points)
        left, right = 2 * number, 2 * number + 1
        columns.append([chart.time or None, *(x for x, _ in points)])
        columns.append([one.label, *(y for _, y in points)])
        marker = '<c:marker><c:symbol val="none"/></c:marker>' if chart.kind == "survival" else _marker(number, ink)
        values = tuple(y for _, y in points)
        series += (
            f"{_head(number, one.label, column_name(right))}{_line_look(number, ink)}{marker}"
            f"{_end_label(one.label, values, ink)}"
            f"<c:xVal>{_numbers(left, tuple(x for x, _ in points))}</c:xVal>"
            f"<c:yVal>{_numbers(right, values)}</c:yVal><c:smooth val=\"0\"/></c:ser>"
        )
    rows = _turned(columns)
    plot = _scatter(series) + _value_axis(
        _AXES[0], _AXES[1], ink, place="b", low=plain(min(Decimal(0), *times)),
        high=plain(max(times)), title=chart.time, between="midCat",
    ) + _value_axis(_AXES[1], _AXES[0], ink, place="l", low="0", high=_top(chart), title=_with_unit(chart), between="midCat")
    return _space(plot, ink, inner=(0.09, 0.04, 0.66, 0.73)), rows


def _steps(points: Sequence[tuple[Decimal, Decimal]]) -> list[tuple[Decimal, Decimal]]:
    """A value holds until the next one: a corner before each fall."""
    out: list[tuple[Decimal, Decimal]] = []
    for x, y in points:
        if out and out[-1][1] != y:
            out.append((x, out[-1][1]))
        out.append((x, y))
    return out


def _interval(chart: Chart, ink: Ink) -> tuple[str, Rows]:
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
        below, above = _gap(value, one.lows, at), _gap(value, one.highs, at)
        marker = (
            f'<c:marker><c:symbol val="square"/><c:size val="17"/><c:spPr>{ink.fill("petrol")}{ink.line("petrol", 1)}'
            "</c:spPr></c:marker>"
        )
        labels = f"<c:dLbls>{_interval_label(at, one, chart, ink)}{_label_flags(show=False)}</c:dLbls>"
        both = below == above
        parts = [(marker, labels, "both" if both else "plus", above)]
        if not both:
            parts.append(('<c:marker><c:symbol val="none"/></c:marker>', "", "minus", below))
        data = (
            f"<c:xVal>{_numbers(left, (value, None))}</c:xVal><c:yVal>{_numbers(left + 1, (height, None))}</c:yVal>"
            '<c:smooth val="0"/></c:ser>'
        )
        for mark, label, side, gap in parts:
            bars = _fixed_bars(side, gap, ink) if gap is not None else ""
            series += f"{_head(number, name, column_name(left))}<c:spPr>{_NO_LINE}</c:spPr>{mark}{label}{bars}{data}"
            number += 1
    left = len(columns)
    columns += [["0", Decimal(0), Decimal(0)], [None, Decimal(0), top]]
    series += (
        f"{_head(number, '0', column_name(left))}<c:spPr>{ink.line('grey6', 1.25, 'dash')}</c:spPr>"
        '<c:marker><c:symbol val="none"/></c:marker>'
        f"<c:xVal>{_numbers(left, (Decimal(0), Decimal(0)))}</c:xVal>"
        f"<c:yVal>{_numbers(left + 1, (Decimal(0), top))}</c:yVal><c:smooth val=\"0\"/></c:ser>"
    )
    sides = "   |   ".join(side for side in (chart.left and f"◂ {chart.left}", chart.right and f"{chart.right} ▸") if side)
    plot = (
        _scatter(series)
        + _value_axis(_AXES[0], _AXES[1], ink, place="b", low=plain(low), high=plain(high), title=sides or chart.axis,
                      between="midCat", unit=plain(unit))
        + _value_axis(_AXES[1], _AXES[0], ink, place="l", low="0", high=plain(top), between="midCat", hidden=True,
                      crosses_at=plain(low))
    )
    return _space(plot, ink, inner=(0.04, 0.05, 0.92, 0.65)), _turned(columns)


def _fixed_bars(side: str, length: Decimal, ink: Ink) -> str:
    return (
        f'<c:errBars><c:errDir val="x"/><c:errBarType val="{side}"/><c:errValType val="fixedVal"/><c:noEndCap val="0"/>'
        f'<c:val val="{plain(length)}"/><c:spPr>{ink.line("petrol", 2.25)}</c:spPr></c:errBars>'
    )


def _gap(value: Decimal | None, ends: tuple[Decimal | None, ...], at: int) -> Decimal | None:
    end = ends[at] if at < len(ends) else None
    return None if value is None or end is None else abs(value - end)


def _interval_label(at: int, one: ChartSeries, chart: Chart, ink: Ink) -> str:
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
        f'<c:dLblPos val="t"/>{_label_flags()}</c:dLbl>'
    )


def _said(value: Decimal, ink: Ink) -> str:
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


# --- pieces -----------------------------------------------------------------------------------------------------------


def _space(plot: str, ink: Ink, *, legend: bool = False, inner: tuple[float, float, float, float] | None = None) -> str:
    """The whole part. ``inner`` places the plot: x, y, width, height in parts of the chart."""
    place = "<c:layout/>"
    if inner is not None:
        x, y, width, height = inner
        place = (
            '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
            f'<c:x val="{x}"/><c:y val="{y}"/><c:w val="{width}"/><c:h val="{height}"/></c:manualLayout></c:layout>'
        )
    key = f'<c:legend><c:legendPos val="t"/><c:overlay val="0"/>{ink.text()}</c:legend>' if legend else ""
    return (
        f'{XML_HEAD}<c:chartSpace {_NS}><c:date1904 val="0"/><c:lang val="{ink.language}"/>'
        f'<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea>{place}{plot}'
        f'<c:spPr><a:noFill/>{_NO_LINE}</c:spPr></c:plotArea>{key}<c:plotVisOnly val="1"/>'
        f'<c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:noFill/>{_NO_LINE}</c:spPr>{ink.text()}'
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _head(number: int, name: str, column: str) -> str:
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/><c:tx><c:strRef><c:f>Sheet1!${column}$1</c:f>'
        f'<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
    )


def _category_data(labels: Sequence[str], column: int, values: Sequence[Cell]) -> str:
    points = "".join(f'<c:pt idx="{at}"><c:v>{escape(label)}</c:v></c:pt>' for at, label in enumerate(labels))
    return (
        f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${len(labels) + 1}</c:f><c:strCache>"
        f'<c:ptCount val="{len(labels)}"/>{points}</c:strCache></c:strRef></c:cat>'
        f"<c:val>{_numbers(column, values)}</c:val>"
    )


def _numbers(column: int, values: Sequence[Cell], first: int = 2) -> str:
    name = column_name(column)
    points = "".join(
        f'<c:pt idx="{at}"><c:v>{plain(value)}</c:v></c:pt>'
        for at, value in enumerate(values)
        if isinstance(value, Decimal)
    )
    return (
        f"<c:numRef><c:f>Sheet1!${name}${first}:${name}${first + len(values) - 1}</c:f><c:numCache>"
        f'<c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>{points}</c:numCache></c:numRef>'
    )


def _turned(columns: Sequence[Sequence[Cell]]) -> Rows:
    longest = max(len(column) for column in columns)
    return tuple(tuple(column[at] if at < len(column) else None for column in columns) for at in range(longest))


def _label_flags(*, show: bool = True) -> str:
    return (
        f'<c:showLegendKey val="0"/><c:showVal val="{int(show)}"/><c:showCatName val="0"/><c:showSerName val="0"/>'
        '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    )


def _value_labels(values: Sequence[Decimal | None], unit: str, ink: Ink, size: float) -> str:
    """Values at the ends of bars, with as many decimals as the source gave, and the unit."""
    places = max((-int(value.as_tuple().exponent) for value in values if value is not None), default=0)
    pattern = "#,##0" + ("." + "0" * places if places > 0 else "")
    if unit:
        said = unit.replace('"', "")
        pattern += f'" {said}"'
    return (
        f'<c:dLbls><c:numFmt formatCode="{escape(pattern)}" sourceLinked="0"/><c:spPr><a:noFill/>{_NO_LINE}</c:spPr>'
        f'{ink.text(size, True, one_line=True)}<c:dLblPos val="outEnd"/>{_label_flags()}</c:dLbls>'
    )


def _end_label(name: str, values: Sequence[Cell], ink: Ink) -> str:
    """The series' name at its last point, in place of a legend."""
    last = max((at for at, value in enumerate(values) if isinstance(value, Decimal)), default=0)
    return (
        f'<c:dLbls><c:dLbl><c:idx val="{last}"/><c:spPr><a:noFill/>{_NO_LINE}</c:spPr>{ink.text(ink.size, True, one_line=True)}'
        '<c:dLblPos val="r"/><c:showLegendKey val="0"/><c:showVal val="0"/><c:showCatName val="0"/>'
        '<c:showSerName val="1"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbl>'
        f"{_label_flags(show=False)}</c:dLbls>"
    )


def _line_look(number: int, ink: Ink) -> str:
    token = _TOKENS[number % len(_TOKENS)]
    return f"<c:spPr>{ink.line(token, 2.5, _DASHES[number % len(_DASHES)])}</c:spPr>"


def _marker(number: int, ink: Ink) -> str:
    token = _TOKENS[number % len(_TOKENS)]
    return (
        f'<c:marker><c:symbol val="{_MARKERS[number % len(_MARKERS)]}"/><c:size val="9"/><c:spPr>{ink.fill(token)}'
        f"{ink.line(token, 1)}</c:spPr></c:marker>"
    )


def _errors(one: ChartSeries, ink: Ink) -> str:
    """Error bars of a series of bars, with their lengths point by point."""

    def side(name: str, ends: tuple[Decimal | None, ...]) -> str:
        gaps = [_gap(value, ends, at) for at, value in enumerate(one.values)]
        points = "".join(
            f'<c:pt idx="{at}"><c:v>{plain(gap)}</c:v></c:pt>' for at, gap in enumerate(gaps) if gap is not None
        )
        count = f'<c:formatCode>General</c:formatCode><c:ptCount val="{len(gaps)}"/>{points}'
        return f"<c:{name}><c:numLit>{count}</c:numLit></c:{name}>"

    return (
        '<c:errBars><c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>'
        f"{side('plus', one.highs)}{side('minus', one.lows)}<c:spPr>{ink.line('petrol', 2)}</c:spPr></c:errBars>"
    )


def _scatter(series: str) -> str:
    first, second = _AXES
    return (
        f'<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>{series}<c:axId val="{first}"/>'
        f'<c:axId val="{second}"/></c:scatterChart>'
    )


def _axis_title(text: str, ink: Ink, turned: bool) -> str:
    if not text:
        return ""
    body = '<a:bodyPr rot="-5400000" vert="horz"/>' if turned else "<a:bodyPr/>"
    run = f'sz="{round(ink.size * 100)}" b="0">{ink.fill("ink")}'
    return (
        f'<c:title><c:tx><c:rich>{body}<a:lstStyle/><a:p><a:pPr><a:defRPr {run}</a:defRPr></a:pPr><a:r>'
        f'<a:rPr lang="{ink.language}" {run}</a:rPr><a:t>{escape(text)}</a:t></a:r></a:p></c:rich></c:tx>'
        '<c:overlay val="0"/></c:title>'
    )


def _category_axis(
    ink: Ink, *, place: str, reverse: bool = False, hidden: bool = False, title: str = "", size: float = 0
) -> str:
    first, second = _AXES
    order = "maxMin" if reverse else "minMax"
    return (
        f'<c:catAx><c:axId val="{first}"/><c:scaling><c:orientation val="{order}"/></c:scaling>'
        f'<c:delete val="{int(hidden)}"/><c:axPos val="{place}"/>{_axis_title(title, ink, False)}'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="low"/><c:spPr>{ink.line("grey6", 1)}</c:spPr>{ink.text(size)}<c:crossAx val="{second}"/>'
        '<c:crosses val="autoZero"/><c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>'
        '<c:noMultiLvlLbl val="0"/></c:catAx>'
    )


def _value_axis(
    axis: int, other: int, ink: Ink, *, place: str, low: str = "", high: str = "", title: str = "",
    hidden: bool = False, bare: bool = False, between: str = "between", crosses: str = "autoZero",
    crosses_at: str = "", unit: str = "",
) -> str:
    """A value axis. ``bare``: values stand at the bars, so the axis has a title only."""
    top = f'<c:max val="{high}"/>' if high else ""
    foot = f'<c:min val="{low}"/>' if low else ""
    marks = "none" if bare else "out"
    labels = "none" if bare else "low"
    look = _NO_LINE if bare else ink.line("grey6", 1)
    cross = f'<c:crossesAt val="{crosses_at}"/>' if crosses_at else f'<c:crosses val="{crosses}"/>'
    step = f'<c:majorUnit val="{unit}"/>' if unit else ""
    return (
        f'<c:valAx><c:axId val="{axis}"/><c:scaling><c:orientation val="minMax"/>{top}{foot}</c:scaling>'
        f'<c:delete val="{int(hidden)}"/><c:axPos val="{place}"/>{_axis_title(title, ink, place == "l")}'
        f'<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="{marks}"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="{labels}"/><c:spPr>{look}</c:spPr>{ink.text()}'
        f'<c:crossAx val="{other}"/>{cross}<c:crossBetween val="{between}"/>{step}</c:valAx>'
    )
