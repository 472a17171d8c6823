"""Decks from the tree: native, complete, on any template, the same each time."""

import dataclasses
import io
import re
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import validate_pptx
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.chart.xmlwriter import ChartXmlWriter
from pptx.enum.chart import XL_CHART_TYPE

from irdocs.document import nodes
from irdocs.document.nodes import Block, Heading, List, ListItem, Paragraph, Section, Slide, Text, words
from irdocs.model.locale import load_locale
from irdocs.model.quantities import CountPhrase
from irdocs.pptx import default_template, prose, render
from irdocs.pptx.template import open_template, template_from_bytes
from irdocs.preflight.pptx import check_pptx
from irdocs.problems import Problems, Severity
from tests.pptx import templates
from tests.pptx.sample_deck import (
    THEME,
    array,
    bars,
    interval,
    items,
    line,
    references,
    risk_table,
    sample_document,
    survival,
    table,
)  # fmt: skip

LOCALE = load_locale("en")
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def deck(*slides: Slide, template: object = None, problems: Problems | None = None) -> bytes:
    sections = (Section(children=(Heading(level=2, line=line("Part")), *slides)),) if slides else None
    return render(sample_document(sections), THEME, LOCALE, problems if problems is not None else Problems(),
                  template=template)  # fmt: skip


def opened(data: bytes) -> object:
    return Presentation(io.BytesIO(data))


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name)


def slide(role: str, *children: Block, title: str = "A headline that states the point") -> Slide:
    return Slide(role=role, title=line(title), children=children)


@pytest.fixture(scope="module")
def sample() -> bytes:
    return deck()


def test_the_sample_deck_has_no_problem_for_any_judge(sample: bytes, tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    path.write_bytes(sample)
    assert validate_pptx(path).is_valid
    assert [str(one) for one in check_pptx(path) if one.severity >= Severity.NOTE] == []


def test_the_sample_deck_raises_no_problem_of_the_writer() -> None:
    problems = Problems()
    deck(problems=problems)
    assert [str(one) for one in problems] == []


def test_two_decks_are_the_same_bytes(sample: bytes) -> None:
    assert deck() == sample
    deck(slide("content", items("something else")))
    assert deck() == sample


def test_every_slide_has_its_layout_title_number_footer_and_notes(sample: bytes) -> None:
    prs = opened(sample)
    titles = []
    for number, one in enumerate(prs.slides, 1):
        kinds = [shape.placeholder_format.type.name for shape in one.placeholders]
        titles.append(one.shapes.title.text_frame.text)
        assert one.notes_slide.notes_text_frame.text.startswith("Say it in one sentence.")
        assert "FOOTER" in kinds
        assert ("SLIDE_NUMBER" in kinds) is (number > 1)
        footer = next(s for s in one.placeholders if s.placeholder_format.type.name == "FOOTER")
        assert footer.text_frame.text.startswith("Draft: not yet approved by a clinician")
    assert len(set(titles)) == len(titles) == 19


def test_sections_hold_every_slide_once(sample: bytes) -> None:
    root = etree.fromstring(part(sample, "ppt/presentation.xml"))
    ids = [one.get("id") for one in root.iter() if etree.QName(one).localname == "sldId" and one.get("id")]
    slides, listed = ids[:19], ids[19:]
    assert listed == slides
    names = [one.get("name") for one in root.iter() if etree.QName(one).localname == "section"]
    assert names == ["Aims", "Consent with numbers", "Evidence", "Questions"]


def test_nothing_in_a_placeholder_sets_a_size_or_face(sample: bytes) -> None:
    for one in opened(sample).slides:
        for shape in one.placeholders:
            if shape.has_text_frame:
                xml = etree.tostring(shape._element).decode()
                assert " sz=" not in xml.split("<p:txBody>")[1] and "<a:latin" not in xml
                assert shape.text_frame.text.strip() or shape.placeholder_format.type.name == "PICTURE"


def test_colours_are_the_themes_only(sample: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(sample)) as package:
        for name in package.namelist():
            if name.startswith(("ppt/slides/", "ppt/charts/", "ppt/notesSlides/")):
                assert b"srgbClr" not in package.read(name)


def test_every_run_names_its_language(sample: bytes) -> None:
    for number in range(1, 20):
        root = etree.fromstring(part(sample, f"ppt/slides/slide{number}.xml"))
        for tag in ("rPr", "endParaRPr"):
            assert all(one.get("lang") == "en-GB" for one in root.iter(f"{A}{tag}"))


def test_properties_are_the_documents(sample: bytes) -> None:
    core = opened(sample).core_properties
    assert (core.title, core.author, core.language) == ("Uterine fibroid embolisation", "The authors", "en-GB")
    assert core.created.isoformat().startswith("2025-05-01")
    assert b"<Slides>19</Slides><Notes>19</Notes>" in part(sample, "docProps/app.xml")


# --- what the library would have written ------------------------------------------------------------------------------


def bare(element: etree._Element) -> bytes:
    """XML without what we add on purpose: languages and the end of each paragraph."""
    text = etree.tostring(element, method="c14n")
    text = re.sub(rb' lang="en-GB"', b"", text)
    return re.sub(rb"<a:endParaRPr></a:endParaRPr>", b"", text)


def test_a_slide_and_its_notes_are_those_of_the_library() -> None:
    told = Slide(role="take-home", title=line("A & B"), children=(items("One", "Two"),),
                 notes=nodes.SpeakerNotes(children=(Paragraph(line=line("Say <this>")),)))  # fmt: skip
    ours = opened(deck(told)).slides[0]
    prs = Presentation(str(default_template()))
    layout = next(one for one in prs.slide_layouts if one.name == "Take-home")
    theirs = prs.slides.add_slide(layout)
    theirs.shapes.title.text = "A & B"
    frame = theirs.placeholders[10].text_frame
    frame.text = "One"
    frame.add_paragraph().text = "Two"
    theirs.notes_slide.notes_text_frame.text = "Say <this>"
    for mine, other in zip(ours.placeholders, theirs.placeholders, strict=False):
        mine._element.nvSpPr.cNvPr.set("id", "0")
        other._element.nvSpPr.cNvPr.set("id", "0")
        # A run of ours carries its language, so it has properties; one of the library's may have none.
        text = bare(mine._element).replace(b"<a:rPr></a:rPr>", b"")
        assert text == bare(other._element).replace(b"<a:rPr></a:rPr>", b"")
    mine, other = ours.notes_slide, theirs.notes_slide
    for name in ("notes_placeholder",):
        text = bare(getattr(mine, name)._element).replace(b"<a:rPr></a:rPr>", b"")
        assert text == bare(getattr(other, name)._element).replace(b"<a:rPr></a:rPr>", b"")


def test_chart_data_is_what_the_library_writes() -> None:
    data = deck(slide("chart", bars()))
    ours = etree.fromstring(part(data, "ppt/charts/chart1.xml"))
    expected = CategoryChartData()
    expected.categories = ["Embolisation", "Hysterectomy"]
    expected.add_series("Mean days to paid work", (28.1, 63.4))
    theirs = etree.fromstring(ChartXmlWriter(XL_CHART_TYPE.BAR_CLUSTERED, expected).xml.encode())
    for tag in ("tx", "cat", "val"):
        mine, other = (root.find(f".//{C}ser/{C}{tag}") for root in (ours, theirs))
        said = [[text.strip() for text in root.itertext() if text.strip()] for root in (mine, other)]
        assert said[0] == said[1]
        assert [one.tag for one in mine.iter()] == [one.tag for one in other.iter()]


def test_charts_read_back_with_their_workbooks() -> None:
    prs = opened(deck(slide("chart", bars()), slide("chart", survival()), slide("chart", interval())))
    charts = [shape.chart for one in prs.slides for shape in one.shapes if shape.has_chart]
    assert list(charts[0].plots[0].categories) == ["Embolisation", "Hysterectomy"]
    assert list(charts[0].plots[0].series[0].values) == [28.1, 63.4]
    stent = charts[1].plots[0].series[0]
    assert list(stent.values) == [100, 100, 90, 90, 81, 81, 70]
    for chart in charts:
        ids = [int(one.get("val")) for one in chart._chartSpace.iter(f"{C}axId")]
        assert all(one > 0 for one in ids) and len(set(ids)) == 2
        book = zipfile.ZipFile(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
        cached = [one.text for one in chart._chartSpace.iter(f"{C}v")]
        sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
        cells = {"".join(one.itertext()) for one in sheet.iter() if etree.QName(one).localname == "c"}
        numbers = [value for value in cached if re.fullmatch(r"-?[\d.]+", value)]
        assert numbers and set(numbers) <= cells


def test_a_risk_is_one_editable_bar_and_two_freeforms() -> None:
    prs = opened(deck(slide("risk", array(330))))
    one = prs.slides[0]
    group = next(shape for shape in one.shapes if shape.shape_type is not None and shape.shape_type.name == "GROUP")
    assert [shape.name for shape in group.shapes] == ["none", "another procedure"]
    outlines = [len(shape._element.findall(f".//{A}close")) for shape in group.shapes]
    assert outlines == [670, 330]
    chart = next(shape.chart for shape in one.shapes if shape.has_chart)
    assert chart.chart_type is XL_CHART_TYPE.BAR_STACKED_100
    assert [list(series.values) for series in chart.plots[0].series] == [[330], [670]]
    numbers = one.placeholders[11].text_frame.paragraphs
    assert [(p.text, p.level) for p in numbers][:2] == [
        ("330", 0), ("in 1,000 need another procedure within 5 years.", 1),
    ]  # fmt: skip


def test_a_frequency_that_may_not_be_drawn_is_said() -> None:
    rare = dataclasses.replace(array(0), shown=dataclasses.replace(array().shown, under_one=True),
                               frequency=CountPhrase("fewer than ", "1", " in 1,000"), outcome="have a stroke.")  # fmt: skip
    one = opened(deck(slide("risk", rare))).slides[0]
    assert not any(shape.has_chart for shape in one.shapes)
    assert "fewer than 1 in 1,000" in " ".join(s.text_frame.text for s in one.placeholders if s.has_text_frame)


# --- fit --------------------------------------------------------------------------------------------------------------


def texts(data: bytes) -> list[str]:
    return [one.shapes.title.text_frame.text.replace("\xa0", " ") for one in opened(data).slides]


def test_text_is_split_at_a_paragraph_and_never_shrunk() -> None:
    long = items(*(f"Point {at}: a sentence that takes most of a line on the slide" for at in range(14)))
    problems = Problems()
    data = deck(slide("content", long, title="Too much"), problems=problems)
    assert texts(data) == ["Too much (1 of 2)", "Too much (2 of 2)"]
    bodies = [one.placeholders[10].text_frame for one in opened(data).slides]
    assert [len(body.paragraphs) for body in bodies] == [7, 7]
    assert b"fontScale" not in part(data, "ppt/slides/slide1.xml")
    assert not list(problems)


def test_numbers_go_on_after_a_split() -> None:
    data = deck(slide("references", references(30)))
    second = part(data, "ppt/slides/slide2.xml").decode()
    first = len(opened(data).slides[0].placeholders[10].text_frame.paragraphs)
    assert f'startAt="{first + 1}"' in second


def test_a_long_table_repeats_its_header() -> None:
    data = deck(slide("table", table(16)))
    tables = [next(s for s in one.shapes if s.has_table) for one in opened(data).slides]
    assert len(tables) == 2
    heads = {tuple(cell.text for cell in one.table.rows[0].cells) for one in tables}
    assert heads == {("Women in 1,000 with", "Embolisation", "Surgery", "Reading")}
    assert sum(len(one.table.rows) - 1 for one in tables) == 16
    assert all(one.table.first_row for one in tables)
    assert all(one.height == sum(row.height for row in one.table.rows) for one in tables)
    assert all(one.top + one.height <= 6858000 * 0.85 for one in tables)


def test_what_cannot_be_split_is_told_with_the_lines_too_many() -> None:
    problems = Problems()
    deck(slide("content", Paragraph(line=line("word " * 400)), title="A " + "very " * 30 + "long headline"),
         problems=problems)  # fmt: skip
    told = [one for one in problems if one.rule == "text-overflow"]
    assert len(told) == 2
    assert all(re.search(r"\d+ lines too long", one.message) for one in told)


def test_equal_titles_are_numbered() -> None:
    data = deck(slide("content", items("a"), title="Same"), slide("content", items("b"), title="Same"))
    assert texts(data) == ["Same (1 of 2)", "Same (2 of 2)"]


def test_a_wrong_word_is_not_bold_and_the_key_is_ticked(sample: bytes) -> None:
    answer = opened(sample).slides[16]
    runs = [p.runs[0] for p in answer.placeholders[10].text_frame.paragraphs if p.level == 2]
    assert [bool(run.font.bold) for run in runs] == [False, True, False, False, False]
    assert sum(shape.name.startswith("Tick") for shape in answer.shapes) == 1


# --- any template -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", templates.USABLE)
def test_a_deck_comes_out_on_any_template(name: str, tmp_path: Path) -> None:
    problems = Problems()
    data = deck(template=template_from_bytes(templates.USABLE[name](), f"{name}.pptx"), problems=problems)
    assert problems.errors == []
    path = tmp_path / "deck.pptx"
    path.write_bytes(data)
    assert validate_pptx(path).is_valid
    # What the template itself does (a pale footer of 12 pt) is a warning; nothing of ours is.
    ours = {"overlap", "text-overflow", "off-slide", "no-title", "alt-text", "reading-order", "empty-placeholder"}
    found = [one for one in check_pptx(path) if one.severity is Severity.ERROR or one.rule in ours]
    assert [str(one) for one in found] == []
    titles = [one.shapes.title.text_frame.text for one in opened(data).slides]
    assert len(titles) >= 19 and all(titles) and len(set(titles)) == len(titles)


def test_all_words_arrive_on_any_template() -> None:
    wanted = {
        "Femoral access",
        "Select women who may benefit",
        "Infection now",
        "Body mass index of 32",
        "Access",
        "Selection, technique and follow-up",
        "Speaker name | May 2025",
        "The numbers that she needs",
    }
    for name, make in templates.USABLE.items():
        prs = opened(deck(template=template_from_bytes(make(), name)))
        said = "\n".join(shape.text_frame.text for one in prs.slides for shape in one.shapes if shape.has_text_frame)
        assert all(word in said for word in wanted), name


# --- contracts --------------------------------------------------------------------------------------------------------


def test_every_block_of_the_tree_is_handled() -> None:
    found, waiting = set(), [Block]
    while waiting:
        kinds = waiting.pop().__subclasses__()
        waiting += kinds
        found |= set(kinds)
    assert {one for one in found if one.__module__ == nodes.__name__} <= set(prose.HANDLERS)


@settings(max_examples=25, deadline=None)
@given(st.text(min_size=1, max_size=40))
def test_any_text_arrives_unchanged(text: str) -> None:
    data = deck(
        Slide(
            role="content",
            title=line("Title"),
            children=(List(kind="bullet", items=(ListItem(line=(Text(text=text),)),)),),
        ),
        template=OWN,
    )
    arrived = opened(data).slides[0].placeholders[10].text_frame.text
    legal = re.sub("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)
    assert arrived == re.sub("[\t\n\r]+", " ", legal)


OWN = open_template(default_template())


def test_a_chart_beside_text_and_two_charts_find_their_layouts() -> None:
    prs = opened(deck(slide("content", items("Read it"), bars()), slide("content", bars(), interval())))
    assert [one.slide_layout.name for one in prs.slides] == ["Headline + picture + points", "Two charts"]


def test_the_risk_table_has_the_words_of_the_locale() -> None:
    prs = opened(deck(slide("table", risk_table())))
    head = next(s for s in prs.slides[0].shapes if s.has_table).table.rows[0].cells
    assert [cell.text for cell in head] == [
        LOCALE.words["table"]["event"], LOCALE.say("table.out-of", of="1,000"), LOCALE.words["table"]["band"],
    ]  # fmt: skip


def test_alternative_texts_come_from_the_tree(sample: bytes) -> None:
    alts = {
        one.get("descr")
        for number in range(1, 20)
        for one in etree.fromstring(part(sample, f"ppt/slides/slide{number}.xml")).iter(
            "{http://schemas.openxmlformats.org/presentationml/2006/main}cNvPr"
        )
    }
    assert {bars().alt, interval().alt, array().alt, table().summary} <= alts
    assert Decimal("28.1") == bars().series[0].values[0]
    assert words(line("**a** b")) == "a b"


def test_a_logo_stands_on_the_title_slide(tmp_path: Path) -> None:
    png = tmp_path / "logo.png"
    png.write_bytes(
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde\x00\x00\x00"
        b"\x0cIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\r\xefF\xb8\x00\x00\x00\x00IEND\xaeB`\x82"
    )
    svg = tmp_path / "logo.svg"
    svg.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 5"><title>L</title><desc>A box.</desc>'
        '<rect x="1" y="1" width="8" height="3" fill="#0B5868"/></svg>', encoding="utf-8",
    )  # fmt: skip
    for path, kind in ((png, "PLACEHOLDER"), (svg, "GROUP")):
        problems = Problems()
        data = render(sample_document(), dataclasses.replace(THEME, logo=path), LOCALE, problems)
        assert [str(one) for one in problems] == []
        shape = next(one for one in opened(data).slides[0].shapes if one.name == "Logo")
        assert shape.shape_type.name == kind
        assert shape._element.xpath(".//p:cNvPr")[0].get("descr") == "The authors"
        file = tmp_path / "deck.pptx"
        file.write_bytes(data)
        assert validate_pptx(file).is_valid
    problems = Problems()
    render(sample_document(), dataclasses.replace(THEME, logo=tmp_path / "none.png"), LOCALE, problems)
    assert [one.rule for one in problems.errors] == ["bad-logo"]


def test_the_theme_names_the_template(tmp_path: Path) -> None:
    path = tmp_path / "trust.pptx"
    path.write_bytes(templates.plain())
    data = render(sample_document(), dataclasses.replace(THEME, deck=path), LOCALE, Problems())
    assert opened(data).slide_width == 9144000
