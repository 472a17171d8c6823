"""What stands on both sides of a page's end: words keep their space, and a table leaves no row alone."""

import re
from dataclasses import replace

import pytest

from irdocs.document import nodes as n
from irdocs.model.locale import load_locale
from irdocs.pdf import render
from irdocs.problems import Problems
from tests.pdf import sample
from tests.pdf.tags import read_tags
from tests.pdf.test_shaped import pages_of

WORDS = " ".join(f"word{number} goes" for number in range(420))


def rendered(*children: n.Block) -> bytes:
    document = replace(sample.leaflet(), children=(*sample.leaflet().children[:2], *children))
    problems = Problems()
    data = render(document, sample.theme(), load_locale("en"), problems)
    assert not list(problems)
    return data


@pytest.mark.parametrize("linked", [False, True])
def test_a_paragraph_over_two_pages_keeps_each_space(linked: bool) -> None:
    line: n.Line = (n.Text(text=WORDS),)
    if linked:
        line = (*line, n.Link(href="https://example.org", line=(n.Text(text=" elsewhere"),)))
    paragraphs = [
        re.sub(r"\s+", " ", tag.text.replace("~", " "))
        for tag in read_tags(rendered(sample.section("s", "Long", n.Paragraph(line=line)))).find("P")
    ]
    assert any(WORDS in paragraph for paragraph in paragraphs), "one paragraph, with a space between all its words"


def test_no_row_of_a_table_stands_alone_on_a_page() -> None:
    head = n.Row(cells=(n.Cell(line=sample.t("Sign"), header=True), n.Cell(line=sample.t("Count"), header=True)))
    for rows in range(8, 40):
        body = tuple(
            n.Row(cells=(n.Cell(line=sample.t(f"row {number} of the table")), n.Cell(line=sample.t(str(number)))))
            for number in range(rows)
        )
        data = rendered(sample.section("s", "Long", n.Table(head=head, rows=body, summary="Counts.")))
        counts = [len(re.findall(r"row \d+ of the table", text)) for text in texts_of(data)]
        assert 1 not in counts, f"{rows} rows: {counts}"


def texts_of(data: bytes) -> list[str]:
    return [" ".join(text for text, _ in pieces) for pieces in pages_of(data)]
