"""Leaflets of unusual shape: long, short, wide, with parts missing. Measured on the finished pages."""

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pypdfium2
import pytest

from irdocs.document import nodes as n
from irdocs.model.locale import load_locale
from irdocs.pdf import render
from irdocs.problems import Problems
from tests.pdf import sample
from tests.pdf.tags import read_tags

MM = 72 / 25.4


def stretched(node: Any, factor: float) -> Any:
    """Make every text of a tree longer (or shorter), word by word."""
    if isinstance(node, n.Text):
        words = node.text.split(" ")
        return replace(node, text=" ".join((words * (int(factor) + 1))[: max(1, round(len(words) * factor))]))
    if isinstance(node, tuple):
        return tuple(stretched(one, factor) for one in node)
    if isinstance(node, n.Node) and is_dataclass(node):
        return replace(node, **{one.name: stretched(getattr(node, one.name), factor) for one in fields(node)})
    return node


def pages_of(data: bytes) -> list[list[tuple[str, tuple[float, float, float, float]]]]:
    """Give each page's pieces of text with their boxes, in millimetres from the top left."""
    found = []
    document = pypdfium2.PdfDocument(data)
    for page in document:
        height = page.get_height()
        text = page.get_textpage()
        pieces = []
        for index in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(index)
            said = text.get_text_bounded(left, bottom, right, top)
            pieces.append((said, (left / MM, (height - top) / MM, right / MM, (height - bottom) / MM)))
        found.append(pieces)
    return found


@pytest.mark.parametrize("factor", [0.34, 1.3, 2.0])
def test_text_of_any_length_stays_inside(factor: float) -> None:
    problems = Problems()
    document = stretched(sample.leaflet(), factor)
    data = render(document, sample.theme(), load_locale("en"), problems)
    assert [problem.rule for problem in problems.errors if problem.rule != "title-too-long"] == []
    for pieces in pages_of(data):
        for said, (left, top, right, bottom) in pieces:
            assert left >= 19.5 and right <= 191.5, said  # a line may end in a space
            assert top >= 8 and bottom <= 289, said


def test_content_and_foot_do_not_meet() -> None:
    """The draft mark and the foot have their own room on every page."""
    for pieces in pages_of(render(stretched(sample.leaflet(), 1.3), sample.theme(), load_locale("en"), Problems())):
        marks = [box for said, box in pieces if "not yet approved" in said and box[1] > 260]
        above = [box[3] for said, box in pieces if box[3] < 273 or box[1] < 268]
        assert marks and max(above) < min(box[1] for box in marks) + 0.5


def test_a_long_table_repeats_its_head_for_the_eye_only() -> None:
    row = n.Row(cells=tuple(n.Cell(line=sample.t(said)) for said in ("A finding that may be seen", "12", "Nothing")))
    head = n.Row(cells=tuple(n.Cell(line=sample.t(said), header=True) for said in ("What", "Often", "Then")))
    table = n.Table(head=head, rows=(row,) * 60, summary="A long table.")
    document = replace(sample.leaflet(), children=(*sample.leaflet().children[:2], sample.section("t", "Table", table)))
    data = render(document, sample.theme(), load_locale("en"), Problems())
    pages = pages_of(data)
    assert len(pages) > 2
    assert all(any("Often" in said for said, _ in pieces) for pieces in pages)
    tag = read_tags(data).find("Table")[0]
    assert len(tag.find("TR")) == 61
    assert tag.text.count("Often") == 1


@pytest.mark.parametrize("lines", [(1, 36), (3, 32)])
def test_long_titles_step_down(lines: tuple[int, int]) -> None:
    title = {1: "Biopsy", 3: "Percutaneous transhepatic cholangiography with biliary drainage and stenting"}[lines[0]]
    children = sample.leaflet().children
    block = replace(children[1], title=sample.t(title))  # type: ignore[call-arg]
    data = render(
        replace(sample.leaflet(), children=(children[0], block)), sample.theme(), load_locale("en"), Problems()
    )
    sizes = re.findall(rb"/F\d (\d+) Tf", b"".join(page.read() for page in _streams(data)))
    assert str(lines[1]).encode() in sizes


def _streams(data: bytes) -> list[Any]:
    import io

    import pikepdf

    pdf = pikepdf.open(io.BytesIO(data))
    return [io.BytesIO(page.Contents.read_bytes()) for page in pdf.pages]


def test_parts_may_be_missing() -> None:
    """No lead, no draft mark, no emergency box, no code, one risk, an unknown count."""
    risk = sample.risk_row("A rash", "", 3, "Uncommon")
    document = replace(
        sample.leaflet(draft=""),
        children=(
            n.TitleBlock(title=sample.t("Biopsy"), lead=()),
            n.Glance(label="At a glance", items=sample.leaflet().children[2].items[:3]),  # type: ignore[attr-defined]
            sample.section("risks", "Risks", n.RiskTable(of=1000, rows=(risk,))),
            sample.section(
                "help", "Help", n.SafetyNet(ours=(n.Signs(rank="x", title="Call us"),), emergency=None, phones=())
            ),
            sample.section("contact", "Contact", n.ContactBlock(contacts=(n.Contact(label="Ward"),), formats=())),
        ),
    )
    problems = Problems()
    data = render(document, sample.theme(), load_locale("en"), problems)
    assert not list(problems)
    said = " ".join(text for pieces in pages_of(data) for text, _ in pieces)
    assert "Biopsy" in said and "A rash" in said and "Ward:" in said


def test_charts_print_their_values_and_words() -> None:
    from decimal import Decimal

    series = n.ChartSeries(label="", values=(Decimal("28.1"), Decimal("63.4")))
    chart = n.Chart(
        kind="bars", quantity="q", categories=("Embolisation", "Hysterectomy"), series=(series,), unit="days",
        axis="Mean days to paid work", alt="Bar chart.", caption="177 women.",
    )  # fmt: skip
    line = n.Chart(
        kind="line", quantity="q", categories=(), times=(Decimal(2019), Decimal(2020), Decimal(2021)), unit="posts", time="Year", alt="Line chart.",
        series=(n.ChartSeries(label="Posts", values=(Decimal(5), Decimal(6), Decimal(8))),),
    )  # fmt: skip
    document = replace(
        sample.leaflet(), children=(*sample.leaflet().children[:2], sample.section("c", "Charts", chart, line))
    )
    data = render(document, sample.theme(), load_locale("en"), Problems())
    said = " ".join(text for pieces in pages_of(data) for text, _ in pieces)
    for words in ("28.1 days", "63.4 days", "Mean days to paid work", "2019", "2021", "Page 1 of 1"):
        assert words in said
    assert said.count("2020") == 1
    assert [figure.alt for figure in read_tags(data).find("Figure")] == ["Bar chart.", "Line chart."]
