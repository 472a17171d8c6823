"""A finished leaflet: conformant, repeatable, complete, and read in the right order."""

import itertools
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from irdocs.document import nodes as n
from irdocs.model.locale import load_locale
from irdocs.pdf import render
from irdocs.problems import Problems
from tests.judges import outloud_judge, verapdf
from tests.pdf import sample
from tests.pdf.tags import Tag, read_tags


def make(document: n.Document, problems: Problems | None = None, **options: bool) -> bytes:
    """Render a document in the A4 theme."""
    return render(document, sample.theme(**options), load_locale("en"), Problems() if problems is None else problems)


@pytest.fixture(scope="module")
def leaflet() -> bytes:
    """The whole sample leaflet."""
    problems = Problems()
    data = make(sample.leaflet(), problems)
    assert not list(problems)
    return data


@pytest.fixture(scope="module")
def tree(leaflet: bytes) -> Tag:
    """Its tag tree."""
    return read_tags(leaflet)


def test_both_judges_pass_it(leaflet: bytes, tmp_path: Path) -> None:
    path, black = tmp_path / "leaflet.pdf", tmp_path / "black.pdf"
    path.write_bytes(leaflet)
    black.write_bytes(make(sample.leaflet(draft=""), black_only=True))
    for verdict in verapdf.validate([path, black]).values():
        assert verdict == {"ua1": [], "2a": []}
    assert outloud_judge.errors([path, black]) == {path: [], black: []}


def test_verapdf_finds_a_planted_defect(leaflet: bytes, tmp_path: Path) -> None:
    """A judge that never says no is none: a figure loses its alternative text."""
    path = tmp_path / "broken.pdf"
    assert leaflet.count(b"/S/Figure") > 3
    path.write_bytes(re.sub(rb"/S/Figure(.*?)/Alt", rb"/S/Figure\1/Alx", leaflet, count=1))
    verdict = verapdf.validate([path])[path]
    assert any(failure.startswith("7.3-1") for failure in verdict["ua1"])
    assert verdict["2a"] == []


def test_the_same_tree_gives_the_same_bytes(leaflet: bytes) -> None:
    other = replace(sample.leaflet(), title="Another", children=sample.leaflet().children[:4])
    make(other)
    assert make(sample.leaflet()) == leaflet


def test_no_heavy_module_is_imported() -> None:
    code = "import sys, irdocs.pdf; print([m for m in sys.modules if m.startswith(('reportlab.platypus', "
    code += "'fontTools', 'pikepdf', 'numpy', 'jinja2', 'yaml', 'lxml', 'pptx'))])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def spoken(text: str) -> str:
    """Level out white space: lines end in a space, non-breaking spaces are read as spaces."""
    return " ".join(text.replace("\u00a0", " ").split())


def test_every_word_of_the_tree_is_in_the_tags_in_order(tree: Tag) -> None:
    """Walk the document, and find each text after the one before."""
    text, at = spoken(tree.text).replace(" ", ""), 0
    wanted = []
    for node in sample.leaflet().walk():
        match node:
            case n.Text() | n.Amount():
                wanted.append(node.text)
            case n.GlanceItem():
                wanted += [node.label, node.value]
            case n.IconArray():
                wanted += [node.headline, node.outcome, node.complement, node.key]
            case n.Signs():
                wanted += [node.title, node.aside]
            case n.Ask():
                wanted += [node.lead, node.question]
            case n.Contact():
                wanted += [node.label, node.number, node.hours, node.email]
            case n.Reference():
                wanted.append(node.text)
    for words in wanted:
        if node_text := spoken(words).replace(" ", ""):
            # A sign's or a row's own words stand before its items; panels move nothing else
            found = text.find(node_text, max(0, at - 400))
            assert found >= 0, f"{words!r} is not in the tags after place {at}: {text[at : at + 80]!r}"
            at = max(at, found)


def test_lines_and_paragraphs_are_not_glued(tree: Tag) -> None:
    paragraphs = [one.text for one in tree.find("P")]
    assert any("not cancer. They can cause heavy periods" in spoken(one) for one in paragraphs)
    for one in paragraphs:
        assert not re.search(r"[a-z]\.[A-Z]", one.replace("example.org", "")), one


def test_headings_descend_one_level_at_a_time(tree: Tag) -> None:
    levels = [int(one.type[1]) for kind in [_headings(tree)] for one in kind]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def _headings(tag: Tag) -> list[Tag]:
    below = [one for part in tag.parts if isinstance(part, Tag) for one in _headings(part)]
    return ([tag] if re.fullmatch(r"H[1-6]", tag.type) else []) + below


def test_tables_are_grids_with_scoped_heads(tree: Tag) -> None:
    risks = tree.find("Table")[0]
    rows = risks.find("TR")
    assert [len(row.find("TH")) + len(row.find("TD")) for row in rows] == [4] * 5
    assert all(str(cell.attributes["/Scope"]) == "/Column" for cell in rows[0].find("TH"))
    assert all(str(row.find("TH")[0].attributes["/Scope"]) == "/Row" for row in rows[1:])
    assert [spoken(cell.text) for cell in rows[1].find("TD")] == ["330", "", "Very common"]


def test_figures_say_what_they_show_and_where_they_stand(tree: Tag) -> None:
    figures = tree.find("Figure")
    assert len(figures) == 6  # two drawings, three arrays, the code
    for figure in figures:
        assert figure.alt
        left, bottom, right, top = (float(value) for value in figure.attributes["/BBox"])
        assert 0 < left < right < 595 and 0 < bottom < top < 842


def test_lists_hold_their_items(tree: Tag) -> None:
    for item in tree.find("LI"):
        assert [part.type for part in item.parts if isinstance(part, Tag)] in (["Lbl", "LBody"], ["LBody"])
    assert all("/ListNumbering" in one.attributes for one in tree.find("L"))


def test_every_link_is_tied_to_its_element_both_ways(leaflet: bytes, tree: Tag) -> None:
    import io

    links = tree.find("Link")
    assert {spoken(link.text) for link in links} >= {"Fibroids on the NHS website", "01632 960 001", "pals@example.org"}
    tied = [annotation for link in links for annotation in link.annotations]
    with pikepdf.open(io.BytesIO(leaflet)) as pdf:
        annotations = [one for page in pdf.pages for one in page.get("/Annots", [])]
        assert len(tied) == len(annotations) >= 5
        parents = pdf.Root.StructTreeRoot.ParentTree.Nums
        by_key = {int(parents[at]): parents[at + 1] for at in range(0, len(parents), 2)}
        for one in annotations:
            element = by_key[int(one.StructParent)]
            kids = element.K if isinstance(element.K, pikepdf.Array) else [element.K]
            assert any(isinstance(kid, pikepdf.Dictionary) and kid.get("/Obj") == one for kid in kids)
            assert str(one.Contents) and int(one.F) == 4
        for page in pdf.pages:
            assert page.Tabs == "/S"


def test_a_link_over_two_lines_stays_one_element(tree: Tag) -> None:
    link = next(one for one in tree.find("Link") if "NHS" in one.text)
    assert len(link.annotations) == 2
    assert {contents for _, contents in link.annotations} == {"Fibroids on the NHS website"}


def test_metadata_comes_from_the_record(leaflet: bytes) -> None:
    import io

    with pikepdf.open(io.BytesIO(leaflet)) as pdf:
        assert str(pdf.docinfo.Title) == "Uterine fibroid embolisation"
        assert str(pdf.docinfo.CreationDate).startswith("D:20250501000000")
        assert str(pdf.Root.Lang) == "en-GB"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert pdf.pdf_version == "1.7"
        meta = pdf.Root.Metadata
        assert "/Filter" not in meta
        assert b"2025-05-01T00:00:00" in meta.read_raw_bytes()
        entries = pdf.open_outline().root
        assert [entry.title for entry in entries] == ["Uterine fibroid embolisation"]
        assert len(entries[0].children) == 11
        for font in (font for page in pdf.pages for font in page.Resources.Font.values()):
            assert "+PublicSans-" in str(font.BaseFont)


def test_a_missing_character_is_an_error_that_names_it() -> None:
    document = replace(sample.leaflet(), children=(*sample.leaflet().children[:2], sample.para("Tick ☐ here.")))
    problems = Problems()
    make(document, problems)
    assert [problem.rule for problem in problems.errors] == ["missing-glyph"]
    assert "☐" in problems.errors[0].message and "U+2610" in problems.errors[0].message


def test_any_text_arrives_unchanged() -> None:
    said = 'a <b> & {c} (d) \\e "f" %g [h] 100 % ŵŷ é – ’ £'
    document = replace(sample.leaflet(), children=(*sample.leaflet().children[:2], sample.para(said)))
    assert spoken(read_tags(make(document)).find("P")[-1].text) == said


def test_words_in_another_language_are_marked(tmp_path: Path) -> None:
    line = (*sample.t("In Welsh: "), n.Foreign(language="cy", line=sample.t("gwybodaeth i gleifion")), *sample.t("."))
    document = replace(sample.leaflet(), children=(*sample.leaflet().children[:2], n.Paragraph(line=line)))
    data = make(document)
    span = read_tags(data).find("Span")[0]
    assert (span.language, spoken(span.text)) == ("cy", "gwybodaeth i gleifion")
    path = tmp_path / "welsh.pdf"
    path.write_bytes(data)
    assert verapdf.validate([path])[path] == {"ua1": [], "2a": []}
