"""The package of a deck: slides, notes, charts, sections and properties around what the template holds."""

from __future__ import annotations

from irdocs.document.nodes import Document, words
from irdocs.model.locale import Locale
from irdocs.pptx.logo import add_logo
from irdocs.pptx.package import (
    CONTENT,
    PackagePart,
    app_properties,
    content_types,
    core_properties,
    pack,
    pack_links,
    relationships,
    write_zip,
)
from irdocs.pptx.pixels import IMAGE_TYPES
from irdocs.pptx.prose import NOTES_LEVELS, NOTES_SLOT, paras_of, settled
from irdocs.pptx.sheet import Sheet, section_id, words_in
from irdocs.pptx.slide_plan import SlidePlan
from irdocs.pptx.slide_template import P14, frame_of, notes_skeleton
from irdocs.pptx.slides import write_slide
from irdocs.pptx.template import Template
from irdocs.pptx.text import Para, escape, natural_width, para, text_body
from irdocs.typeset.figures.shapes import Picture

_FIRST_SLIDE = 256
_SECTION_BREAK = "  |  "


def _footer(document: Document, page: SlidePlan) -> str:
    """The draft mark first, then the running foot as far as there is room for it."""
    whole = _SECTION_BREAK.join(part for part in (document.draft, document.footer or document.title) if part)
    slot = page.plan.layout.furniture("ftr")
    if slot is None:
        return document.draft
    if not document.draft or natural_width(para(whole), slot.levels[0]) <= slot.text_width:
        return whole
    return document.draft


def write_deck(
    document: Document,
    locale: Locale,
    template: Template,
    pages: list[SlidePlan],
    sections: list[tuple[str, int]],
    logo: Picture | None,
) -> bytes:
    """Write drafted slides as a package; ``sections`` are names with the number of their slides."""
    frame = frame_of(template)
    parts: list[PackagePart] = list(frame.parts)
    kinds = dict(template.kinds)
    links = list(template.links)
    taken = {int(rel_id[3:]) for rel_id, _, _ in links if rel_id.startswith("rId") and rel_id[3:].isdigit()}
    next_link = max(taken, default=0) + 1
    entries: list[str] = []
    charts = notes_count = word_count = 0
    media: dict[str, bytes] = {}
    kinds["/ppt/presentation.xml"] = f"{CONTENT}.presentationml.presentation.main+xml"
    for number, page in enumerate(pages, 1):
        notes = _notes(document, locale, template, page, number)
        sheet = Sheet(template, locale, document.language, page, charts + 1)
        target = f"../notesSlides/notesSlide{number}.xml" if notes else ""
        if logo is not None and page.plan.role == "title":
            add_logo(sheet, logo, document.publisher or document.author)
        text = write_slide(sheet, _footer(document, page), number, target)
        name = f"slide{number}.xml"
        layout = ("rId1", "slideLayout", ".." + page.plan.layout.part.removeprefix("/ppt"))
        parts.append(pack(f"ppt/slides/{name}", text))
        parts.append(pack_links(f"ppt/slides/_rels/{name}.rels", (layout, *sheet.links)))
        kinds[f"/ppt/slides/{name}"] = f"{CONTENT}.presentationml.slide+xml"
        if notes:
            notes_text, notes_links = notes
            parts.append(pack(f"ppt/notesSlides/notesSlide{number}.xml", notes_text))
            parts.append(pack_links(f"ppt/notesSlides/_rels/notesSlide{number}.xml.rels", tuple(notes_links)))
            kinds[f"/ppt/notesSlides/notesSlide{number}.xml"] = f"{CONTENT}.presentationml.notesSlide+xml"
            notes_count += 1
            word_count += words_in(notes_text)
        media |= sheet.media
        for part, book in sheet.charts:
            charts += 1
            sheet_name = f"Microsoft_Excel_Sheet{charts}.xlsx"
            parts.append(pack(f"ppt/charts/chart{charts}.xml", part))
            book_link = (("rId1", "package", f"../embeddings/{sheet_name}"),)
            parts.append(pack_links(f"ppt/charts/_rels/chart{charts}.xml.rels", book_link))
            parts.append(pack(f"ppt/embeddings/{sheet_name}", book))
            kinds[f"/ppt/charts/chart{charts}.xml"] = f"{CONTENT}.drawingml.chart+xml"
        rel_id = f"rId{next_link + number - 1}"
        links.append((rel_id, "slide", f"slides/{name}"))
        entries.append(f'<p:sldId id="{_FIRST_SLIDE + number - 1}" r:id="{rel_id}"/>')
        word_count += words_in(text)
    parts += [pack(name, data) for name, data in media.items()]
    defaults = dict(template.defaults) | {"xlsx": f"{CONTENT}.spreadsheetml.sheet", "png": "image/png"}
    defaults |= {ending: kind for ending, kind in IMAGE_TYPES.items() if any(name.endswith(ending) for name in media)}
    presentation = (
        frame.before_slides
        + "".join(entries)
        + frame.between
        + _section_list(document, sections)
        + frame.after_sections
    )
    parts += [
        pack("ppt/presentation.xml", presentation),
        pack("ppt/_rels/presentation.xml.rels", relationships(links)),
        *_properties(document, len(pages), notes_count, word_count, kinds),
    ]
    parts.append(pack("[Content_Types].xml", content_types(defaults, kinds)))
    return write_zip(parts)


def _section_list(document: Document, sections: list[tuple[str, int]]) -> str:
    out = []
    slide = _FIRST_SLIDE
    for name, count in sections:
        ids = "".join(f'<p14:sldId id="{slide + at}"/>' for at in range(count))
        slide += count
        out.append(
            f'<p14:section name="{escape(name)}" id="{section_id(document.subject, name)}">'
            f"<p14:sldIdLst>{ids}</p14:sldIdLst></p14:section>"
        )
    return f'<p14:sectionLst xmlns:p14="{P14}">{"".join(out)}</p14:sectionLst>'


def _notes(
    document: Document, locale: Locale, template: Template, page: SlidePlan, number: int
) -> tuple[str, list[tuple[str, str, str]]] | None:
    """The notes page of a slide; a slide that was split carries them on its first part and names it on the others."""
    skeleton = notes_skeleton(template)
    if skeleton is None or page.slide.notes is None:
        return None
    if page.notes:
        items = paras_of(page.slide.notes.children, locale)
        if page.slide.notes.minutes:
            minutes = page.slide.notes.minutes
            time = locale.say("measure.value", value=locale.number(minutes), unit=locale.unit("minutes", minutes))
            items.append(para(locale.say("deck.minutes", time=time), bullet=""))
    else:
        # What is said with the first part goes on: a teaching slide without notes would look forgotten.
        items = [_continued(page, locale)]
    links = [("rId1", "notesMaster", _notes_master(template)), ("rId2", "slide", f"../slides/slide{number}.xml")]

    def register(address: str) -> str:
        links.append((f"rId{len(links) + 1}", "hyperlink", address))
        return links[-1][0]

    body = text_body(settled(items, NOTES_SLOT), NOTES_LEVELS, document.language, register)
    digits = (
        f'<a:p><a:fld id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum"><a:rPr lang="{document.language}"/>'
        f'<a:t>{number}</a:t></a:fld><a:endParaRPr lang="{document.language}"/></a:p>'
    )
    has_number = "sldNum" in skeleton.between
    return skeleton.head + body + skeleton.between + (digits if has_number else "") + skeleton.tail, links


def _continued(page: SlidePlan, locale: Locale) -> Para:
    return para(locale.say("page.continued", heading=words(page.slide.title)), bullet="")


def _notes_master(template: Template) -> str:
    place = next(target for _, kind, target in template.links if kind.endswith("/notesMaster"))
    return "../" + place.removeprefix("/ppt/")


def _properties(
    document: Document, slides: int, notes: int, word_count: int, kinds: dict[str, str]
) -> list[PackagePart]:
    kinds["/docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    kinds["/docProps/app.xml"] = f"{CONTENT}.extended-properties+xml"
    core = core_properties(
        document.title,
        document.author or document.publisher,
        document.description or document.title,
        ", ".join(document.keywords),
        document.language,
        document.dated,
        document.dated,
    )
    package = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    rows = [
        ("rId1", "officeDocument", "ppt/presentation.xml"),
        ("rId2", package, "docProps/core.xml"),
        ("rId3", "extended-properties", "docProps/app.xml"),
    ]
    return [
        pack("docProps/core.xml", core),
        pack("docProps/app.xml", app_properties(slides, notes, word_count)),
        pack("_rels/.rels", relationships(rows)),
    ]
