"""The pieces that charts are made of: data blocks, labels, axes, and the part around them.

The data blocks (`c:tx`, `c:cat`, `c:val`, `c:xVal`, `c:yVal`) are those that python-pptx writes; a test compares them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from irdocs.document.nodes import ChartSeries
from irdocs.model.locale import Locale
from irdocs.pptx.colours import fill
from irdocs.pptx.package import XML_HEAD
from irdocs.pptx.text import escape
from irdocs.pptx.workbook import Cell, column_name, plain

Rows = tuple[tuple[Cell, ...], ...]

NS = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
# Positive: the schema wants unsigned numbers, whatever PowerPoint reads.
AXES = (111111111, 222222222)
TOKENS = ("petrol", "route", "mid", "grey6")
MARKERS = ("square", "circle", "triangle", "diamond")
DASHES = ("solid", "sysDash", "lgDash", "sysDot")
POINT = 12700


@dataclass(frozen=True)
class ChartStyle:
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
        return f'<a:ln w="{round(width * POINT)}">{self.fill(token)}{style}<a:round/></a:ln>'

    def text(self, size: float = 0, bold: bool = False, token: str = "ink", *, one_line: bool = False) -> str:
        """`c:txPr`: how labels are set; a value and its unit stay on ``one_line``."""
        fit = ' wrap="none"' if one_line else ""
        return (
            f'<c:txPr><a:bodyPr{fit}/><a:lstStyle/><a:p><a:pPr><a:defRPr lang="{self.language}" '
            f'sz="{round((size or self.size) * 100)}" b="{int(bold)}">{self.fill(token)}</a:defRPr></a:pPr>'
            f'<a:endParaRPr lang="{self.language}"/></a:p></c:txPr>'
        )


NO_LINE = "<a:ln><a:noFill/></a:ln>"


def space(
    plot: str, ink: ChartStyle, *, legend: bool = False, inner: tuple[float, float, float, float] | None = None
) -> str:
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
        f'{XML_HEAD}<c:chartSpace {NS}><c:date1904 val="0"/><c:lang val="{ink.language}"/>'
        f'<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea>{place}{plot}'
        f'<c:spPr><a:noFill/>{NO_LINE}</c:spPr></c:plotArea>{key}<c:plotVisOnly val="1"/>'
        f'<c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:noFill/>{NO_LINE}</c:spPr>{ink.text()}'
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def head(number: int, name: str, column: str) -> str:
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/><c:tx><c:strRef><c:f>Sheet1!${column}$1</c:f>'
        f'<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
    )


def category_data(labels: Sequence[str], column: int, values: Sequence[Cell]) -> str:
    points = "".join(f'<c:pt idx="{at}"><c:v>{escape(label)}</c:v></c:pt>' for at, label in enumerate(labels))
    return (
        f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${len(labels) + 1}</c:f><c:strCache>"
        f'<c:ptCount val="{len(labels)}"/>{points}</c:strCache></c:strRef></c:cat>'
        f"<c:val>{numbers(column, values)}</c:val>"
    )


def numbers(column: int, values: Sequence[Cell], first: int = 2) -> str:
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


def turned(columns: Sequence[Sequence[Cell]]) -> Rows:
    longest = max(len(column) for column in columns)
    return tuple(tuple(column[at] if at < len(column) else None for column in columns) for at in range(longest))


def label_flags(*, show: bool = True) -> str:
    return (
        f'<c:showLegendKey val="0"/><c:showVal val="{int(show)}"/><c:showCatName val="0"/><c:showSerName val="0"/>'
        '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    )


def value_labels(values: Sequence[Decimal | None], unit: str, ink: ChartStyle, size: float, unit_one: str = "") -> str:
    """Values at the ends of bars, with as many decimals as the source gave, and the unit in the number of the value."""
    places = max((-int(value.as_tuple().exponent) for value in values if value is not None), default=0)
    pattern = "#,##0" + ("." + "0" * places if places > 0 else "")
    if unit:
        one = f'[=1]{pattern}" {_bare(unit_one)}";' if unit_one and 1 in values else ""
        pattern = f'{one}{pattern}" {_bare(unit)}"'
    return (
        f'<c:dLbls><c:numFmt formatCode="{escape(pattern)}" sourceLinked="0"/><c:spPr><a:noFill/>{NO_LINE}</c:spPr>'
        f'{ink.text(size, True, one_line=True)}<c:dLblPos val="outEnd"/>{label_flags()}</c:dLbls>'
    )


def _bare(unit: str) -> str:
    """Return a unit that can stand between the quotes of a number format."""
    return unit.replace('"', "")


def end_label(name: str, values: Sequence[Cell], ink: ChartStyle) -> str:
    """The series' name at its last point, in place of a legend."""
    last = max((at for at, value in enumerate(values) if isinstance(value, Decimal)), default=0)
    return (
        f'<c:dLbls><c:dLbl><c:idx val="{last}"/><c:spPr><a:noFill/>{NO_LINE}</c:spPr>{ink.text(ink.size, True, one_line=True)}'
        '<c:dLblPos val="r"/><c:showLegendKey val="0"/><c:showVal val="0"/><c:showCatName val="0"/>'
        '<c:showSerName val="1"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbl>'
        f"{label_flags(show=False)}</c:dLbls>"
    )


def line_look(number: int, ink: ChartStyle) -> str:
    token = TOKENS[number % len(TOKENS)]
    return f"<c:spPr>{ink.line(token, 2.5, DASHES[number % len(DASHES)])}</c:spPr>"


def marker_xml(number: int, ink: ChartStyle) -> str:
    token = TOKENS[number % len(TOKENS)]
    return (
        f'<c:marker><c:symbol val="{MARKERS[number % len(MARKERS)]}"/><c:size val="9"/><c:spPr>{ink.fill(token)}'
        f"{ink.line(token, 1)}</c:spPr></c:marker>"
    )


def errors(one: ChartSeries, ink: ChartStyle) -> str:
    """Error bars of a series of bars, with their lengths point by point."""

    def side(name: str, ends: tuple[Decimal | None, ...]) -> str:
        gaps = [distance(value, ends, at) for at, value in enumerate(one.values)]
        points = "".join(
            f'<c:pt idx="{at}"><c:v>{plain(gap)}</c:v></c:pt>' for at, gap in enumerate(gaps) if gap is not None
        )
        count = f'<c:formatCode>General</c:formatCode><c:ptCount val="{len(gaps)}"/>{points}'
        return f"<c:{name}><c:numLit>{count}</c:numLit></c:{name}>"

    return (
        '<c:errBars><c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>'
        f"{side('plus', one.highs)}{side('minus', one.lows)}<c:spPr>{ink.line('petrol', 2)}</c:spPr></c:errBars>"
    )


def scatter(series: str) -> str:
    first, second = AXES
    return (
        f'<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>{series}<c:axId val="{first}"/>'
        f'<c:axId val="{second}"/></c:scatterChart>'
    )


def axis_title(text: str, ink: ChartStyle, turned: bool) -> str:
    if not text:
        return ""
    body = '<a:bodyPr rot="-5400000" vert="horz"/>' if turned else "<a:bodyPr/>"
    run = f'sz="{round(ink.size * 100)}" b="0">{ink.fill("ink")}'
    return (
        f"<c:title><c:tx><c:rich>{body}<a:lstStyle/><a:p><a:pPr><a:defRPr {run}</a:defRPr></a:pPr><a:r>"
        f'<a:rPr lang="{ink.language}" {run}</a:rPr><a:t>{escape(text)}</a:t></a:r></a:p></c:rich></c:tx>'
        '<c:overlay val="0"/></c:title>'
    )


def category_axis(
    ink: ChartStyle, *, place: str, reverse: bool = False, hidden: bool = False, title: str = "", size: float = 0
) -> str:
    first, second = AXES
    order = "maxMin" if reverse else "minMax"
    return (
        f'<c:catAx><c:axId val="{first}"/><c:scaling><c:orientation val="{order}"/></c:scaling>'
        f'<c:delete val="{int(hidden)}"/><c:axPos val="{place}"/>{axis_title(title, ink, False)}'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="low"/><c:spPr>{ink.line("grey6", 1)}</c:spPr>{ink.text(size)}<c:crossAx val="{second}"/>'
        '<c:crosses val="autoZero"/><c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>'
        '<c:noMultiLvlLbl val="0"/></c:catAx>'
    )


def value_axis(
    axis: int,
    other: int,
    ink: ChartStyle,
    *,
    place: str,
    low: str = "",
    high: str = "",
    title: str = "",
    hidden: bool = False,
    bare: bool = False,
    between: str = "between",
    crosses: str = "autoZero",
    crosses_at: str = "",
    unit: str = "",
) -> str:
    """A value axis. ``bare``: values stand at the bars, so the axis has a title only."""
    top = f'<c:max val="{high}"/>' if high else ""
    foot = f'<c:min val="{low}"/>' if low else ""
    marks = "none" if bare else "out"
    labels = "none" if bare else "low"
    look = NO_LINE if bare else ink.line("grey6", 1)
    cross = f'<c:crossesAt val="{crosses_at}"/>' if crosses_at else f'<c:crosses val="{crosses}"/>'
    step = f'<c:majorUnit val="{unit}"/>' if unit else ""
    return (
        f'<c:valAx><c:axId val="{axis}"/><c:scaling><c:orientation val="minMax"/>{top}{foot}</c:scaling>'
        f'<c:delete val="{int(hidden)}"/><c:axPos val="{place}"/>{axis_title(title, ink, place == "l")}'
        f'<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="{marks}"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="{labels}"/><c:spPr>{look}</c:spPr>{ink.text()}'
        f'<c:crossAx val="{other}"/>{cross}<c:crossBetween val="{between}"/>{step}</c:valAx>'
    )


def distance(value: Decimal | None, ends: tuple[Decimal | None, ...], at: int) -> Decimal | None:
    end = ends[at] if at < len(ends) else None
    return None if value is None or end is None else abs(value - end)
