"""Handler of charts on paper: bars, lines and intervals, with their words set beside them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from irdocs.document.nodes import Chart, ChartSeries
from irdocs.pdf.arrange import Stack
from irdocs.pdf.canvas import Canvas
from irdocs.pdf.pager import MM, Flowable, PagerItem
from irdocs.pdf.paragraph import ParagraphStyle, StyledSpan
from irdocs.pdf.structure import Elem
from irdocs.pdf.typesetter import Typesetter, cited
from irdocs.typeset.figures.bars import Bar, comparison_bars
from irdocs.typeset.figures.chart import ChartPicture, Label
from irdocs.typeset.figures.plots import Estimate, PlotLine, difference_with_interval, line_chart
from irdocs.typeset.linebreak import bind, boxes_of, break_lines, measure

MOST_BARS = 5
"""Bars that one plot holds; more become further plots of one scale."""
PLOT_HEIGHT = 60.0
"""Of a line chart, in millimetres."""
_ABOVE, _BELOW = 9.0, 19.0
"""Room over and under a plot on axes for its words, in millimetres."""


def chart(node: Chart, setter: Typesetter, parent: Elem) -> list[PagerItem]:
    """A figure: the plot, its caption below."""
    width = setter.width_mm
    rows: list[tuple[float, Flowable]] = []
    if node.axis and node.kind in ("bars", "grouped") and setter.column_mm is None:
        rows.append((0, setter.paragraph(node.axis, setter.look("table-head"), Elem("P", parent), node.at)))
    element = Elem("Figure", parent, alt=node.alt or node.caption or node.axis or node.quantity)
    rows.append((2 * MM, _Plots(_plots(node, setter, width), element, setter)))
    caption = node.caption + (cited(node.cite) if node.cite and setter.document.lists_sources else "")
    if caption and setter.column_mm is None:
        rows.append((2 * MM, setter.paragraph([StyledSpan(caption)], setter.look("note"), Elem("P", parent), node.at)))
    return [
        PagerItem(
            Stack(rows),
            wide=True,
            before=setter.space("before-wide", 3.0),
            after=setter.space("after-figure", 4.0),
            clearance=3 * MM,
            at=node.at,
        )
    ]


Placed = tuple[str, ChartPicture | None, float, float]
"""A heading, the plot below it (none where the heading says it all), room above and below in millimetres."""


class _Plots:
    """One or more plots below each other: one figure."""

    def __init__(self, plots: list[Placed], element: Elem, setter: Typesetter) -> None:
        self.plots = plots
        self.element = element
        self.look = setter.look("panel")
        self.small = setter.look("note")
        self.locale = setter.locale

    def _heading(self, said: str) -> float:
        return self.look.leading_pt if said else 0.0

    def wrap(self, width: float) -> float:
        """Give the height of all plots with their words."""
        return sum(
            self._heading(said) + (above + (plot.picture.height if plot else 0.0) + below) * MM
            for said, plot, above, below in self.plots
        )

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        """Draw the plots and set their words."""
        canvas.bound(self.element, x, y, width, self.wrap(width))
        with canvas.whole(self.element):
            for said, plot, above, below in self.plots:
                if said:
                    canvas.text(x, y + self.look.baseline, said, self.look.setting_bold, self.look.colour)
                    y += self.look.leading_pt
                y += above * MM
                if plot is not None:
                    canvas.picture(plot.picture, x, y, plot.picture.width * MM, plot.picture.height * MM)
                    for label in plot.labels:
                        self._label(canvas, x, y, label)
                    y += plot.picture.height * MM
                y += below * MM

    def _label(self, canvas: Canvas, x: float, y: float, label: Label) -> None:
        """Set words round the height that a label names, in as many lines as its room asks for."""
        look = self.small if label.role in ("tick", "axis", "unit", "side") else self.look
        setting = look.setting_bold if label.bold else look.setting
        said = label.text or self._tick(label)
        lines = [said]
        if label.width and measure(said, look.family, label.bold, look.size_pt) > label.width * MM:
            boxes = boxes_of([(bind(said), setting)])
            lines = [
                " ".join("".join(piece.word.text for piece in box.pieces) for box in boxes[line.start : line.end])
                for line in break_lines(boxes, label.width * MM, [setting])
            ]
        leading = look.leading_pt * 0.92
        baseline = y + label.y * MM - leading * (len(lines) - 1) / 2 + look.cap_height / 2
        for number, line in enumerate(lines):
            align = {"middle": "centre"}.get(label.align, label.align)
            canvas.text(x + label.x * MM, baseline + number * leading, line, setting, look.colour, align)

    def _tick(self, label: Label) -> str:
        """Say the value of a tick as the language writes numbers; a year is said as it is."""
        if label.year:
            return str(label.year)
        number = Decimal(f"{label.value:g}")
        return self.locale.number(
            number
            if abs(number) < 1
            else number.quantize(Decimal(1))
            if number == number.to_integral_value()
            else number
        ).replace("-", "\u2212")


def _plots(node: Chart, setter: Typesetter, width: float) -> list[Placed]:
    """Give the plots of a chart."""
    look = setter.look("panel")
    if node.kind == "interval":
        return [("", _interval(node, width, look), 0.0, _BELOW)]
    if node.kind in ("line", "survival"):
        return [("", _lines(node, width, look), _ABOVE, _BELOW - 6)]
    return _bars(node, setter, width, look)


def _bars(node: Chart, setter: Typesetter, width: float, look: ParagraphStyle) -> list[Placed]:
    """Bars of one series, or a set of bars for each category, all on one scale."""

    def said(value: Decimal) -> str:
        unit = node.unit_one if value == 1 and node.unit_one else node.unit
        return f"{setter.locale.number(value)}{f' {unit}' if unit else ''}"

    groups: list[tuple[str, list[Bar]]]
    if len(node.series) == 1:
        one = node.series[0]
        pairs = [(name, value) for name, value in zip(node.categories, one.values, strict=False) if value is not None]
        bars = [Bar(name, float(value), said(value), place == 0) for place, (name, value) in enumerate(pairs)]
        groups = [("", bars[start : start + MOST_BARS]) for start in range(0, len(bars), MOST_BARS)]
    else:
        groups = [
            (name, [Bar(one.label, float(value), said(value), one.subject) for one, value in _at(node.series, place)])
            for place, name in enumerate(node.categories)
        ]
    every = [bar for _, bars in groups for bar in bars]
    if not every:
        return []
    names = min(
        width * (0.38 if setter.column_mm is None else 0.55), max(_mm(bar.name, look, bar.subject) for bar in every) + 4
    )
    values = max(_mm(bar.text, look, True) for bar in every) + 4
    full = max(bar.value for bar in every)
    row = max(9.0, look.leading_pt * 1.7 / MM) if setter.column_mm is None else look.leading_pt * 1.3 / MM
    made: list[Placed] = []
    for name, bars in groups:
        if len(bars) == 1:
            made.append((f"{name}: {bars[0].name} {bars[0].text}".removeprefix(": "), None, 0.0, 2.0))
        elif bars:
            made.append((name, _kept_bars(tuple(bars), width, row, names, values, full), 0.0, 2.0))
    return made


def _at(series: Iterable[ChartSeries], place: int) -> list[tuple[ChartSeries, Decimal]]:
    found = []
    for one in series:
        value = one.values[place] if place < len(one.values) else None
        if value is not None:
            found.append((one, value))
    return found


@lru_cache(maxsize=64)
def _kept_bars(
    bars: tuple[Bar, ...], width: float, row: float, names: float, values: float, full: float
) -> ChartPicture:
    return comparison_bars(bars, width, row, names, values, full=full)


def _mm(said: str, look: ParagraphStyle, bold: bool) -> float:
    return measure(said, look.family, bold, look.size_pt) / MM


def _lines(node: Chart, width: float, look: ParagraphStyle) -> ChartPicture:
    times = [float(time) for time in node.times] or [float(place) for place in range(len(node.categories))]
    base = times[0] if times and times[0] > 1000 else 0.0  # years: the axis starts at the first one
    lines = tuple(
        PlotLine(
            one.label,
            tuple(
                (time - base, float(value)) for time, value in zip(times, one.values, strict=False) if value is not None
            ),
            node.kind == "survival",
            one.subject,
        )
        for one in node.series
    )
    names = min(width * 0.3, max(_mm(line.name, look, line.subject) for line in lines) + 5)
    return _kept_lines(lines, width, node.time, node.axis or node.unit, names, base)


@lru_cache(maxsize=64)
def _kept_lines(
    lines: tuple[PlotLine, ...], width: float, x_axis: str, y_axis: str, names: float, base: float
) -> ChartPicture:
    return line_chart(lines, width, PLOT_HEIGHT, x_axis, y_axis, names, first_year=round(base))


def _interval(node: Chart, width: float, look: ParagraphStyle) -> ChartPicture:
    one = node.series[0]
    estimates = tuple(
        Estimate(name, float(value), float(low), float(high))
        for name, value, low, high in zip(node.categories, one.values, one.lows, one.highs, strict=False)
        if value is not None and low is not None and high is not None
    )
    names = min(width * 0.35, max((_mm(one.name, look, False) for one in estimates), default=0.0) + 4)
    return _kept_interval(estimates, width, (node.left, node.right), names if len(estimates) > 1 else 0.0, node.axis)


@lru_cache(maxsize=64)
def _kept_interval(
    estimates: tuple[Estimate, ...], width: float, better: tuple[str, str], names: float, axis: str
) -> ChartPicture:
    return difference_with_interval(estimates, width, better, names=names, axis=axis)
