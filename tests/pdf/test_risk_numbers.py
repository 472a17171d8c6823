"""Risks on paper: a lone picture says what it means, a number with its qualifier stands on one line, a foot holds both ends."""

import itertools
from dataclasses import replace
from decimal import Decimal

import pytest

from irdocs.document import nodes as n
from irdocs.model.locale import load_locale
from irdocs.model.quantities import CountPhrase
from irdocs.pdf import render
from irdocs.problems import Problems
from tests.pdf import sample
from tests.pdf.tags import read_tags
from tests.pdf.test_shaped import pages_of


def test_a_lone_risk_says_what_it_means_and_its_letter() -> None:
    array = replace(
        sample.array(75, "have a bruise", "do not", "Large mark: it happens."),
        meaning=sample.t("It fades by itself. (a)"),
    )
    document = replace(sample.leaflet(), children=(sample.section("risks", "Risks", n.RiskFigures(arrays=(array,))),))
    data = render(document, sample.theme(), load_locale("en"), Problems())
    assert "It fades by itself. (a)" in read_tags(data).text.replace("\u00a0", " ")


@pytest.mark.parametrize("size", [12, 16])
def test_about_stands_on_the_line_of_its_number(size: int) -> None:
    row = replace(sample.risk_row("Pain", "We give medicine", 26, "Common"), count=CountPhrase("about ", "26", ""))
    document = replace(
        sample.leaflet(), children=(sample.section("risks", "Risks", n.RiskTable(of=1000, rows=(row,))),)
    )
    theme = sample.theme()
    theme = replace(
        theme, styles={**theme.styles, "table": replace(theme.styles["table"], size_pt=size, leading_pt=size * 4 / 3)}
    )
    pieces = [piece for page in pages_of(render(document, theme, load_locale("en"), Problems())) for piece in page]
    word = next(box for said, box in pieces if "about" in said)
    number = next(box for said, box in pieces if "26" in said)
    assert abs(word[3] - number[3]) < 1, "one line"


def test_a_long_word_in_the_foot_does_not_meet_the_page_number() -> None:
    document = replace(
        sample.leaflet(), footer="Radioembolisationandchemoembolisationoftheliver · IR-LONG-01, version 1.0"
    )
    geometry = replace(sample.A4, width_mm=148, height_mm=210, wide_left_mm=13, text_left_mm=21, right_mm=135)
    geometry = replace(geometry, content_end_mm=190, footer_rule_mm=196, route_x_mm=10.8)
    theme = replace(sample.theme(), edition="a5", page=geometry)
    pages = pages_of(render(document, theme, load_locale("en"), Problems()))
    assert len(pages) > 1
    for pieces in pages:
        foot = sorted((box[0], box[2], said) for said, box in pieces if box[1] > 196 and said.strip())
        for (_, right, said), (left, _, after) in itertools.pairwise(foot):
            assert left - right > 2, f"{said} {after}"
        assert any("IR-LONG-01, version 1.0" in said for *_, said in foot)


def test_the_value_at_a_bar_keeps_off_the_edge_of_its_panel() -> None:
    bars = n.ChartSeries(label="Dose", values=(Decimal("38.2"), Decimal("2.2")))
    chart = n.Chart(kind="bars", quantity="q", categories=("This test", "Nature"), series=(bars,), unit="mSv", alt="x")
    panel = n.Notice(kind="radiation", title="X-rays", children=(chart,))
    document = replace(sample.leaflet(), children=(sample.section("rays", "X-rays", panel),))
    pieces = [
        piece for page in pages_of(render(document, sample.theme(), load_locale("en"), Problems())) for piece in page
    ]
    ends = [right for said, (_, _, right, _) in pieces if "mSv" in said]
    assert ends and max(ends) <= sample.A4.right_mm - 4
