"""Templates as hospitals have them, and worse: made here, so that each fault is named."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pptx
from lxml import etree
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

LIBRARY = Path(pptx.__file__).parent / "templates" / "default.pptx"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"


def saved(prs: object) -> bytes:
    buffer = io.BytesIO()
    prs.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()


def changed(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """A package with its parts changed; None drops a part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = change(name, source.read(name))
            if content is not None:
                target.writestr(name, content)
    return out.getvalue()


def in_layouts(data: bytes, pattern: str, new: str, where: str = "slideLayouts/") -> bytes:
    return changed(
        data,
        lambda name, content: re.sub(pattern.encode(), new.encode(), content)
        if where in name and name.endswith(".xml") else content,
    )  # fmt: skip


def plain() -> bytes:
    """The library's own: 4:3, Calibri, titles of 44 pt."""
    return LIBRARY.read_bytes()


def no_types() -> bytes:
    """Layouts without a type, named in German."""
    data = in_layouts(plain(), r'(<p:sldLayout [^>]*?) type="\w+"', r"\1")
    return in_layouts(data, r'<p:cSld name="[^"]*"', '<p:cSld name="Inhalt"')


def orphan_index() -> bytes:
    """Placeholders with the index that has no parent."""
    return in_layouts(plain(), r'<p:ph type="(dt|ftr)"[^>]*/>', r'<p:ph type="\1" idx="4294967295"/>')


def no_number() -> bytes:
    """No slide number and no footer on any layout."""

    def drop(name: str, content: bytes) -> bytes:
        if "slideLayouts/slideLayout" not in name or name.endswith(".rels"):
            return content
        root = etree.fromstring(content)
        for mark in root.findall(f".//{P}ph"):
            if mark.get("type") in ("sldNum", "ftr", "dt"):
                shape = mark.getparent().getparent().getparent()
                shape.getparent().remove(shape)
        return etree.tostring(root)

    return changed(plain(), drop)


def with_samples() -> bytes:
    """Sample slides with a chart, notes, sections, a custom show and a link from one slide to another."""
    prs = Presentation(io.BytesIO(plain()))
    for number in range(3):
        slide = prs.slides.add_slide(prs.slide_layouts[5])
        slide.shapes.title.text = f"Sample {number}"
        slide.notes_slide.notes_text_frame.text = "Sample note"
    data = CategoryChartData()
    data.categories = ["a"]
    data.add_series("s", [1])
    first = prs.slides[0]
    first.shapes.add_chart(XL_CHART_TYPE.PIE, 0, 0, Inches(2), Inches(2), data)
    box = first.shapes.add_textbox(0, 0, Inches(1), Inches(1))
    box.click_action.target_slide = prs.slides[2]
    root = prs.part._element
    ids = [entry.get("id") for entry in root.find(f"{P}sldIdLst")]
    p14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
    listed = "".join(f'<p14:sldId id="{one}"/>' for one in ids)
    root.append(
        etree.fromstring(
            '<p:extLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main">'
            f'<p:ext uri="{{521415D9-36F7-43E2-AB2F-B90AF26B5E84}}"><p14:sectionLst xmlns:p14="{p14}"><p14:section '
            f'name="Old" id="{{00000000-0000-4000-8000-000000000001}}"><p14:sldIdLst>{listed}</p14:sldIdLst>'
            "</p14:section></p14:sectionLst></p:ext></p:extLst>"
        )
    )
    show = (
        '<p:custShowLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><p:custShow name="Short" id="0">'
        f'<p:sldLst><p:sld r:id="{root.find(f"{P}sldIdLst")[0].rId}"/></p:sldLst></p:custShow></p:custShowLst>'
    )
    root.find(f"{P}notesSz").addnext(etree.fromstring(show))
    return saved(prs)


def as_potx() -> bytes:
    return changed(
        plain(),
        lambda name, content: content.replace(b"presentation.main+xml", b"template.main+xml")
        if name == "[Content_Types].xml" else content,
    )  # fmt: skip


def with_macros() -> bytes:
    data = changed(
        plain(),
        lambda name, content: content.replace(
            b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
            b"application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
        )
        if name == "[Content_Types].xml" else content,
    )  # fmt: skip
    return data


def no_titles() -> bytes:
    """No layout has a title."""

    def drop(name: str, content: bytes) -> bytes:
        if "slideLayouts/slideLayout" not in name or name.endswith(".rels"):
            return content
        root = etree.fromstring(content)
        for mark in root.findall(f".//{P}ph"):
            if mark.get("type") in ("title", "ctrTitle"):
                shape = mark.getparent().getparent().getparent()
                shape.getparent().remove(shape)
        return etree.tostring(root)

    return changed(plain(), drop)


def only_title_layout(keep: tuple[int, ...] = (5,)) -> bytes:
    """One layout: a title and nothing else."""
    prs = Presentation(io.BytesIO(plain()))
    layouts = prs.slide_layouts
    for layout in [one for at, one in enumerate(layouts) if at not in keep]:
        layouts.remove(layout)
    return saved(prs)


def wide() -> bytes:
    """An odd, small size: 10 x 5.625 in, with boxes moved accordingly."""
    prs = Presentation(io.BytesIO(plain()))
    prs.slide_width, prs.slide_height = Inches(10), Inches(5.625)
    for master in prs.slide_masters:
        for shape in [*master.placeholders, *(s for one in master.slide_layouts for s in one.placeholders)]:
            if shape.element.xpath("./p:spPr/a:xfrm"):
                shape.top, shape.height = int(shape.top * 0.75), int(shape.height * 0.75)
    return saved(prs)


def two_masters() -> bytes:
    """Our own file with the names of the second master's layouts made equal to those of the first."""
    own = Path(__file__).resolve().parents[2] / "layouts" / "brands" / "default" / "deck.pptx"
    return in_layouts(own.read_bytes(), ", dark room", "")


def dark_ground() -> bytes:
    """A black ground with white letters."""
    data = in_layouts(plain(), r'bg1="lt1" tx1="dk1"', 'bg1="dk1" tx1="lt1"', "slideMasters/")
    return in_layouts(data, r'bg2="lt2" tx2="dk2"', 'bg2="dk2" tx2="lt2"', "slideMasters/")


USABLE: dict[str, Callable[[], bytes]] = {
    "plain": plain,
    "no types": no_types,
    "orphan index": orphan_index,
    "no number": no_number,
    "samples": with_samples,
    "potx": as_potx,
    "title only": only_title_layout,
    "wide": wide,
    "two masters": two_masters,
    "dark ground": dark_ground,
}
"""Templates on which a deck must come out right."""
