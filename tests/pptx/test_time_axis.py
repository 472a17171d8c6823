"""The time axis of native charts: calendar years fill it, follow-up begins at 0."""

import re
from decimal import Decimal

from irdocs.document.nodes import Chart, ChartSeries
from irdocs.model.locale import load_locale
from irdocs.pptx.chart_parts import ChartStyle
from irdocs.pptx.charts import chart_part
from tests.pptx.sample_deck import survival


def _ends(chart: Chart) -> tuple[str, str]:
    xml, _ = chart_part(chart, ChartStyle(load_locale("en"), "en-GB"))
    ends = re.search(r'<c:max val="([^"]+)"/><c:min val="([^"]+)"/>', xml)
    assert ends
    return ends[2], ends[1]


def _over(*times: str) -> Chart:
    values = tuple(Decimal(at + 1) for at, _ in enumerate(times))
    return Chart(
        kind="line",
        quantity="x/years",
        categories=(),
        times=tuple(map(Decimal, times)),
        series=(ChartSeries(label="Posts", values=values),),
        unit="posts",
        axis="Missing",
        time="Year",
        alt="A line.",
    )


def test_calendar_years_fill_the_axis() -> None:
    assert _ends(_over("2021", "2022", "2024")) == ("2021", "2024")


def test_follow_up_begins_at_zero() -> None:
    assert _ends(_over("6", "12", "24")) == ("0", "24")
    assert _ends(_over("12", "18")) == ("0", "18")
    assert _ends(survival()) == ("0", "24")
