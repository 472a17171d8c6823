"""A small deck that keeps every rule, and the means to plant a defect in it."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import pptx
from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Emu, Inches

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde\x00\x00\x00\x0c"
    b"IDATx\x9cc\xf8\xcf\xc0\x00\x00\x03\x01\x01\x00\xc9\xfe\x92\xef\x00\x00\x00\x00IEND\xaeB`\x82"
)
Edit = Callable[[str], str]
Parts = dict[str, bytes]


@lru_cache(maxsize=1)
def good_deck() -> bytes:
    """Return a deck of four slides (title, list, table with picture, chart) without a fault."""
    deck = pptx.Presentation()
    first = deck.slides.add_slide(deck.slide_layouts[0])
    first.shapes.title.text = "Opening a narrow artery"
    first.placeholders[1].text = "A lesson of twenty minutes"
    points = deck.slides.add_slide(deck.slide_layouts[1])
    points.shapes.title.text = "Three things to take home"
    points.placeholders[1].text = "Ask about symptoms\nLook at the leg\nRead the guideline"
    link = points.placeholders[1].text_frame.paragraphs[2].runs[0]
    link.hyperlink.address = "https://www.example.org/guideline"
    table_slide = deck.slides.add_slide(deck.slide_layouts[5])
    table_slide.shapes.title.text = "Bruising is common"
    frame = table_slide.shapes.add_table(2, 2, Inches(0.5), Inches(1.8), Inches(5), Inches(1.2))
    set_alt(frame, "Table: bruising happens to 50 in 1,000 people.")
    for cell, text in zip(frame.table.iter_cells(), ("Event", "In 1,000", "Bruise", "50"), strict=True):
        cell.text = text
    picture = table_slide.shapes.add_picture(io.BytesIO(PNG), Inches(6), Inches(3.6), Inches(2.5), Inches(2))
    set_alt(picture, "A narrow artery with a balloon in it.")
    chart_slide = deck.slides.add_slide(deck.slide_layouts[5])
    chart_slide.shapes.title.text = "Recovery takes a week"
    data = CategoryChartData()
    data.categories = ["Balloon", "Operation"]
    data.add_series("Days", (7, 28))
    graphic = chart_slide.shapes.add_chart(
        XL_CHART_TYPE.BAR_CLUSTERED, Inches(1), Inches(1.8), Inches(8), Inches(4), data
    )
    set_alt(graphic, "Bar chart: 7 days after a balloon, 28 after an operation.")
    for slide in deck.slides:
        slide.notes_slide.notes_text_frame.text = "Say what the slide shows. Two minutes."
        if slide is not first:
            add_number(slide)
    core = deck.core_properties
    core.title, core.author, core.subject, core.language = "Narrow arteries", "irdocs", "Teaching", "en-GB"
    add_sections(deck)
    stream = io.BytesIO()
    deck.save(stream)
    parts = unpack(stream.getvalue())
    for name, data in list(parts.items()):
        if name.endswith(".xml"):
            parts[name] = mended(name, data.decode()).encode()
    return pack(parts)


def set_alt(shape: Any, text: str) -> None:
    shape._element.xpath(".//p:cNvPr")[0].set("descr", text)


def add_number(slide: Any) -> None:
    holder = next(one for one in slide.slide_layout.placeholders if one.placeholder_format.type == 13)
    element = etree.fromstring(etree.tostring(holder._element))
    element.xpath(".//*[local-name()='cNvPr']")[0].set("id", "90")
    slide.shapes._spTree.append(element)


def add_sections(deck: Any) -> None:
    ids = [entry.get("id") for entry in deck.slides._sldIdLst]
    entries = "".join(f'<p14:sldId id="{one}"/>' for one in ids)
    ext = (
        f'<p:ext xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" uri="{{521415D9-36F7-43E2-AB2F-B90AF26B5E84}}">'
        f'<p14:sectionLst xmlns:p14="{P14}"><p14:section name="Basics" id="{{6F5C0D9E-0000-4000-8000-00000000000A}}">'
        f"<p14:sldIdLst>{entries}</p14:sldIdLst></p14:section></p14:sectionLst></p:ext>"
    )
    root = deck.part._element
    holder = root.find("{http://schemas.openxmlformats.org/presentationml/2006/main}extLst")
    if holder is None:
        holder = etree.SubElement(root, "{http://schemas.openxmlformats.org/presentationml/2006/main}extLst")
    holder.append(etree.fromstring(ext))


def mended(name: str, text: str) -> str:
    """Mend what the library and its template leave open: language, small grey foot, axis ids, stale counts."""
    if "slides/slide" in name or "notesSlides/" in name or "charts/" in name:
        text = re.sub(r"<a:rPr(?![^>]*lang=)", '<a:rPr lang="en-GB"', text)
        text = text.replace("<a:r><a:t>", '<a:r><a:rPr lang="en-GB"/><a:t>')
        text = re.sub(r'lang="en-US"', 'lang="en-GB"', text)
    if "slideMaster" in name or "slideLayout" in name:
        text = text.replace('sz="1200"', 'sz="1400"').replace('<a:tint val="75000"/>', '<a:lumMod val="75000"/>')
    if "charts/" in name:
        text = text.replace('val="-', 'val="')
    if name == "docProps/app.xml":
        text = re.sub(r"<(HeadingPairs|TitlesOfParts)>.*</\1>", "", text)
        text = re.sub(r"<Slides>\d+</Slides>", "<Slides>4</Slides>", text)
    return text


def unpack(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(parts: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def edited(**edits: Edit) -> bytes:
    """Return the good deck with some parts rewritten; a keyword is a short name of a part (slide2, core, ...)."""
    parts = unpack(good_deck())
    for short, edit in edits.items():
        name = PART.get(short) or f"ppt/slides/{short}.xml"
        before = parts[name].decode()
        after = edit(before)
        assert after != before, f"the defect was not planted in {name}"
        parts[name] = after.encode()
    return pack(parts)


PART = {
    "types": "[Content_Types].xml",
    "presentation": "ppt/presentation.xml",
    "presentation_rels": "ppt/_rels/presentation.xml.rels",
    "slide2_rels": "ppt/slides/_rels/slide2.xml.rels",
    "slide3_rels": "ppt/slides/_rels/slide3.xml.rels",
    "master": "ppt/slideMasters/slideMaster1.xml",
    "title_layout": "ppt/slideLayouts/slideLayout1.xml",
    "list_layout": "ppt/slideLayouts/slideLayout2.xml",
    "theme": "ppt/theme/theme1.xml",
    "notes_master": "ppt/notesMasters/notesMaster1.xml",
    "notes2": "ppt/notesSlides/notesSlide2.xml",
    "core": "docProps/core.xml",
    "app": "docProps/app.xml",
    "chart_rels": "",
    "chart": "",
}


def _find_parts() -> None:
    for name in unpack(good_deck()):
        if re.fullmatch(r"ppt/charts/chart\d*\.xml", name):
            PART["chart"] = name
            PART["chart_rels"] = name.replace("charts/", "charts/_rels/") + ".rels"


_find_parts()


def swap(old: str, new: str, count: int = 1) -> Edit:
    """Return an edit that replaces text."""
    return lambda text: text.replace(old, new, count)


def insert_before(mark: str, new: str) -> Edit:
    """Return an edit that puts text before the last occurrence of a mark."""

    def edit(text: str) -> str:
        head, found, tail = text.rpartition(mark)
        assert found, mark
        return head + new + mark + tail

    return edit


def box(
    text: str = "A label", place: tuple[float, float, float, float] = (1, 5, 3, 0.5), size: int = 1800, fill: str = "",
    run: str = "", shape_id: int = 70, name: str = "Box", body: str = "",
) -> str:  # fmt: skip
    """Return a text box as markup; lengths in inches."""
    x, y, width, height = (Emu(round(side * 914400)) for side in place)
    words = (
        f'<a:p><a:r><a:rPr lang="en-GB" sz="{size}">{run}</a:rPr><a:t>{text}</a:t></a:r></a:p>' if text else "<a:p/>"
    )
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{shape_id}" name="{name}"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill}</p:spPr>'
        f"<p:txBody>{body or '<a:bodyPr/>'}<a:lstStyle/>{words}</p:txBody></p:sp>"
    )


def with_shape(*shapes: str) -> Edit:
    """Return an edit that puts shapes behind all others of a slide."""
    return insert_before("</p:spTree>", "".join(shapes))
