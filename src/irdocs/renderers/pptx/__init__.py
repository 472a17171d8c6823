"""Write a document as a PowerPoint deck: native, editable, on anybody's template, the same bytes each time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from irdocs.document.nodes import Block, Document, Heading, Section, Slide, Text, words
from irdocs.figures.shapes import Picture
from irdocs.locale import NBSP, Locale
from irdocs.problems import Problems
from irdocs.renderers.pptx.desk import Desk
from irdocs.renderers.pptx.drafts import Draft, draft
from irdocs.renderers.pptx.logo import add_logo, read_logo
from irdocs.renderers.pptx.package import (
    CONTENT,
    Part,
    app_properties,
    content_types,
    core_properties,
    pack,
    pack_links,
    relationships,
    write_zip,
)
from irdocs.renderers.pptx.prose import NOTES_LEVELS, NOTES_SLOT, paras_of, settled
from irdocs.renderers.pptx.sheet import Sheet, section_id, words_in
from irdocs.renderers.pptx.skeleton import P14, frame_of, notes_skeleton
from irdocs.renderers.pptx.slides import write_slide
from irdocs.renderers.pptx.template import Template, open_template, report
from irdocs.renderers.pptx.text import Para, escape, natural_width, para, text_body
from irdocs.theme.model import Theme

__all__ = ["default_template", "render"]

_FIRST_SLIDE = 256
_SECTION_BREAK = "  |  "


def render(
    document: Document, theme: Theme, locale: Locale, problems: Problems, *, template: Path | Template | None = None
) -> bytes:
    """Write the deck. ``template`` is a file or an opened template; without one, the theme's is used.

    Faults of the content (a headline too long, a row too high) are told to ``problems``; the deck is written all the
    same, so that all of them are found at once. Raises IrdocsError for a template that cannot serve.
    """
    # A deck's colours and sizes are its template's: of the theme it takes the template and the logo.
    opened = template if isinstance(template, Template) else open_template(template or theme.deck or default_template())
    report(opened, problems)
    desk = Desk(opened, locale, problems)
    sections = [(name, [page for slide in slides for page in draft(slide, desk)]) for name, slides in _sections(document)]
    sections = [(name, pages) for name, pages in sections if pages]
    pages = _unique(_flat(sections), locale)
    logo = read_logo(theme.logo, problems)
    return _package(document, locale, opened, pages, [(name, len(drafts)) for name, drafts in sections], logo)


def default_template() -> Path:
    """The template of the neutral brand: beside the code in a checkout, inside the package in a wheel."""
    package = Path(__file__).resolve().parents[2]
    inside = package / "library" / "layouts" / "brands" / "default" / "deck.pptx"
    return inside if inside.is_file() else package.parents[1] / "layouts" / "brands" / "default" / "deck.pptx"


def _sections(document: Document) -> list[tuple[str, list[Slide]]]:
    """Slides under the names of their sections, every slide in exactly one."""
    found: list[tuple[str, list[Slide]]] = []

    def gather(blocks: Iterable[Block], name: str) -> None:
        for block in blocks:
            if isinstance(block, Section):
                heading = next((words(child.line) for child in block.children if isinstance(child, Heading)), "")
                found.append((heading or block.name or name, []))
                gather(block.children, found[-1][0])
            elif isinstance(block, Slide):
                if not found:
                    found.append((name, []))
                found[-1][1].append(block)

    gather(document.children, document.title)
    merged: dict[str, list[Slide]] = {}
    for name, slides in found:
        if slides:
            # Two sections of one name would be a fault that PowerPoint's checker finds.
            label = name if name not in merged else f"{name} {sum(key.startswith(name) for key in merged) + 1}"
            merged[label] = slides
    return list(merged.items())


def _flat(sections: list[tuple[str, list[Draft]]]) -> list[Draft]:
    return [page for _, pages in sections for page in pages]


def _unique(pages: list[Draft], locale: Locale) -> list[Draft]:
    """Number titles that stand more than once: a slide is found by its title."""
    counts = Counter(words(page.title) for page in pages)
    seen: Counter[str] = Counter()
    out = []
    for page in pages:
        title = words(page.title)
        if counts[title] > 1:
            seen[title] += 1
            told = locale.say("page.split", title="\x00", part=seen[title], parts=counts[title])
            before, _, after = told.partition("\x00")
            page = replace(page, title=(*_piece(before), *page.title, *_piece(after)))
        out.append(page)
    return out


def _piece(text: str) -> tuple[Text, ...]:
    # "(1 of 2)" stays on one line.
    return (Text(text=text[:1] + text[1:].replace(" ", NBSP)),) if text else ()


def _footer(document: Document, page: Draft) -> str:
    """The draft mark first, then the running foot as far as there is room for it."""
    whole = _SECTION_BREAK.join(part for part in (document.draft, document.footer or document.title) if part)
    slot = page.plan.layout.furniture("ftr")
    if slot is None:
        return document.draft
    if not document.draft or natural_width(para(whole), slot.levels[0]) <= slot.text_width:
        return whole
    return document.draft


# --- the package ------------------------------------------------------------------------------------------------------


def _package(
    document: Document,
    locale: Locale,
    template: Template,
    pages: list[Draft],
    sections: list[tuple[str, int]],
    logo: Picture | bytes | None,
) -> bytes:
    frame = frame_of(template)
    parts: list[Part] = list(frame.parts)
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
    presentation = (
        frame.before_slides + "".join(entries) + frame.between + _section_list(document, sections) + frame.after_sections
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
    document: Document, locale: Locale, template: Template, page: Draft, number: int
) -> tuple[str, list[tuple[str, str, str]]] | None:
    """The notes page of a slide; a slide that was split carries them on its first part and names it on the others."""
    skeleton = notes_skeleton(template)
    if skeleton is None or page.slide.notes is None:
        return None
    if page.notes:
        items = paras_of(page.slide.notes.children, locale)
        if page.slide.notes.minutes:
            items.append(para(locale.say("deck.minutes", minutes=page.slide.notes.minutes), bullet=""))
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


def _continued(page: Draft, locale: Locale) -> Para:
    return para(locale.say("page.continued", heading=words(page.slide.title)), bullet="")


def _notes_master(template: Template) -> str:
    place = next(target for _, kind, target in template.links if kind.endswith("/notesMaster"))
    return "../" + place.removeprefix("/ppt/")


def _properties(
    document: Document, slides: int, notes: int, word_count: int, kinds: dict[str, str]
) -> list[Part]:
    kinds["/docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    kinds["/docProps/app.xml"] = f"{CONTENT}.extended-properties+xml"
    core = core_properties(
        document.title, document.author or document.publisher, document.description or document.title,
        ", ".join(document.keywords), document.language, document.dated, document.dated,
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
