"""Slides and notes as the library would make them, compiled once from the template and filled as text.

python-pptx makes one slide on each layout and one notes slide; their XML is cut at the places that vary. What comes out
per deck is what the library would have written, at a fraction of its time.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from irdocs.pptx.inherit import P
from irdocs.pptx.package import XML_HEAD, PackagePart, pack
from irdocs.pptx.roles import SlideLayout
from irdocs.pptx.template import Template

P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_DECLARATION = re.compile(r' xmlns:\w+="[^"]+"')
_ID = re.compile(r'(<p:cNvPr id=")(\d+)("[^>]*?)(/?>)')


_BODY = "<a:bodyPr/>"


@dataclass(frozen=True)
class TemplateShape:
    """A placeholder's shape, cut where the id, the box and the paragraphs go."""

    before_id: str
    after_id: str
    """Up to and with `p:spPr`'s start."""
    after_box: str
    """Up to `a:bodyPr`."""
    after_fit: str
    """From behind it up to the paragraphs."""
    end: str
    mark: str
    """The `p:ph` element, which a chart or table carries on."""
    label: str

    def filled(self, shape_id: int, body: str, box: str = "", fit: str = "") -> str:
        """The shape with its paragraphs; ``box`` moves it away from where the layout has it, ``fit`` scales its text."""
        frame = f"<p:spPr>{box}</p:spPr>" if box else "<p:spPr/>"
        text = f"<a:bodyPr>{fit}</a:bodyPr>" if fit else _BODY
        return f"{self.before_id}{shape_id}{self.after_id}{frame}{self.after_box}{text}{self.after_fit}{body}{self.end}"


@dataclass(frozen=True)
class SlideTemplate:
    """A slide of one layout."""

    head: str
    tail: str
    shapes: Mapping[int, TemplateShape]
    """By the placeholder's idx."""


@dataclass(frozen=True)
class NotesTemplate:
    """A notes slide."""

    head: str
    between: str
    tail: str


@dataclass(frozen=True)
class TemplateFrame:
    """What all decks of a template share: parts deflated already, and the presentation cut where slides go."""

    parts: tuple[PackagePart, ...]
    before_slides: str
    between: str
    after_sections: str
    default_size: float
    """Size of text that no placeholder sets, in points."""


def slide_skeleton(template: Template, layout: SlideLayout) -> SlideTemplate:
    """Compile a layout, once."""
    kept = template.compiled.get(layout.number)
    if kept is None:
        kept = template.compiled[layout.number] = _slide(template, layout)
    skeleton: SlideTemplate = kept
    return skeleton


def notes_skeleton(template: Template) -> NotesTemplate | None:
    """Compile the notes slide, once; None where the notes master has no place for text."""
    if "notes" not in template.compiled:
        template.compiled["notes"] = _notes(template)
    skeleton: NotesTemplate | None = template.compiled["notes"]
    return skeleton


def frame_of(template: Template) -> TemplateFrame:
    """Compile what all decks share, once."""
    if "frame" not in template.compiled:
        template.compiled["frame"] = _frame(template)
    frame: TemplateFrame = template.compiled["frame"]
    return frame


def _text(element: Any) -> str:
    return str(etree.tostring(element, encoding="unicode"))


def _bare(element: Any) -> str:
    return _DECLARATION.sub("", _text(element))


def _slide(template: Template, layout: SlideLayout) -> SlideTemplate:
    prs = template.presentation
    source = _layout_of(prs, layout)
    slide = prs.slides.add_slide(source)
    shapes: dict[int, TemplateShape] = {}
    for shape in list(slide.placeholders):
        shapes[shape.placeholder_format.idx] = _cut(shape._element)
        shape._element.getparent().remove(shape._element)
    for shape in source.placeholders:
        kind = layout_kind(shape._element)
        if kind in ("ftr", "sldNum", "dt"):
            shapes[shape.placeholder_format.idx] = _furniture(shape._element, kind)
    whole = _text(slide._element)
    head, tail = whole.split("</p:spTree>")
    entry = prs.slides._sldIdLst[-1]
    prs.part.drop_rel(entry.rId)
    prs.slides._sldIdLst.remove(entry)
    return SlideTemplate(XML_HEAD + head, "</p:spTree>" + tail, shapes)


def _layout_of(prs: Any, layout: SlideLayout) -> Any:
    number = 0
    for master in prs.slide_masters:
        for one in master.slide_layouts:
            if number == layout.number:
                return one
            number += 1
    raise LookupError(layout.name)


def layout_kind(element: Any) -> str:
    """The type of a placeholder's shape."""
    mark = element.find(f"./*/{P}nvPr/{P}ph")
    return str(mark.get("type", "obj")) if mark is not None else ""


def _cut(element: Any) -> TemplateShape:
    whole = _bare(element)
    found = _ID.search(whole)
    assert found is not None
    before = whole[: found.start(2)]
    after, _, rest = whole[found.end(2) :].partition("<p:spPr/>")
    if "<a:p/>" in rest:
        start, _, end = rest.partition("<a:p/>")
    else:  # pictures, charts and tables: text may still be put there when a template has nothing better
        start, end = f"<p:txBody>{_BODY}<a:lstStyle/>", "</p:txBody></p:sp>"
    after_box, _, after_fit = start.partition(_BODY)
    mark = _bare(element.find(f"./*/{P}nvPr/{P}ph"))
    return TemplateShape(before, after, after_box, after_fit, end, mark, element.find(f"./*/{P}cNvPr").get("name"))


def _furniture(element: Any, kind: str) -> TemplateShape:
    """Footer and number, which the library does not put on slides: as the layout has them, their box inherited."""
    name = element.find(f"./*/{P}cNvPr").get("name")
    mark = element.find(f"./*/{P}nvPr/{P}ph")
    keep = "".join(f' {key}="{mark.get(key)}"' for key in ("type", "sz", "idx") if mark.get(key) is not None)
    place = f"<p:ph{keep}/>"
    label = name.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    after = f'" name="{label}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>{place}</p:nvPr></p:nvSpPr>'
    return TemplateShape(
        '<p:sp><p:nvSpPr><p:cNvPr id="', after, "<p:txBody>", "<a:lstStyle/>", "</p:txBody></p:sp>", place, name
    )


def _notes(template: Template) -> NotesTemplate | None:
    prs = template.presentation
    slide = prs.slides.add_slide(_layout_of(prs, template.layouts[0]))
    notes = slide.notes_slide
    body = notes.notes_placeholder
    try:
        if body is None:
            return None
        for shape in list(notes.placeholders):
            if layout_kind(shape._element) not in ("sldImg", "body"):
                shape._element.getparent().remove(shape._element)
        master = [shape for shape in prs.notes_master.placeholders if layout_kind(shape._element) == "sldNum"]
        whole = _text(notes._element)
        head, rest = whole.split("<a:p/>", 1)
        between, tail = rest.split("</p:spTree>")
        number = ""
        if master:
            number = _furniture(master[0]._element, "sldNum").filled(9, "{NUMBER}")
        return NotesTemplate(
            XML_HEAD + head,
            between + number.partition("{NUMBER}")[0],
            number.partition("{NUMBER}")[2] + "</p:spTree>" + tail,
        )
    finally:
        entry = prs.slides._sldIdLst[-1]
        prs.part.drop_rel(entry.rId)
        prs.slides._sldIdLst.remove(entry)


def _frame(template: Template) -> TemplateFrame:
    root = etree.fromstring(template.parts["ppt/presentation.xml"])
    for node in root.findall(f"{P}sldIdLst"):
        root.remove(node)
    for ahead in ("handoutMasterIdLst", "notesMasterIdLst", "sldMasterIdLst"):
        anchor = root.find(f"{P}{ahead}")
        if anchor is not None:
            break
    slides = etree.SubElement(root, f"{P}sldIdLst")
    slides.text = "SLIDES"
    assert anchor is not None  # a presentation without a slide master is no presentation
    anchor.addnext(slides)
    extensions = root.find(f"{P}extLst")
    if extensions is None:
        extensions = etree.SubElement(root, f"{P}extLst")
    marker = etree.SubElement(extensions, f"{P}ext")
    marker.set("uri", "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}")
    marker.text = "SECTIONS"
    whole = _text(root)
    before, rest = whole.split("SLIDES")
    between, after = rest.split("SECTIONS")
    default = root.find(f"{P}defaultTextStyle/*[1]/..//{{*}}lvl1pPr/{{*}}defRPr")
    size = int(default.get("sz", "1800")) / 100 if default is not None else 18.0
    parts = tuple(pack(name, data) for name, data in template.parts.items() if name != "ppt/presentation.xml")
    return TemplateFrame(parts, XML_HEAD + before, between, after, size)
