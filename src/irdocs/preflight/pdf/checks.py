"""The rules for a PDF: each function looks at one side of the file and tells what it finds."""

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pikepdf

from irdocs.preflight.pdf.content import Painted
from irdocs.preflight.pdf.structure import STANDARD, StructureElement, attribute, read_parent_tree
from irdocs.preflight.rules import Report
from irdocs.problems import counted

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?(-[A-Za-z0-9]{1,8})*")
_FILE_NAME = re.compile(
    r"\.(png|jpe?g|gif|svg|emf|wmf|tiff?|bmp|webp|pdf)\b|^(img|dsc|image|picture)[ _-]?\d{2,}", re.IGNORECASE
)
_GENERIC = {"click here", "here", "link", "this link", "read more", "more", "more information", "website", "download"}
_XMP = {"dc": "http://purl.org/dc/elements/1.1/", "pdfuaid": "http://www.aiim.org/pdfua/ns/id/"}
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
BOOKMARKS_FROM = 5
"""Pages from which a document needs bookmarks."""


@dataclass
class CheckedPdf:
    """The file under judgement, read once."""

    pdf: pikepdf.Pdf
    pages: list[Painted]
    tree: StructureElement | None
    least_pt: float
    report: Report


def check_metadata(subject: CheckedPdf) -> None:
    """Title, language, claim and bookmarks."""
    root, report = subject.pdf.Root, subject.report
    marked = root.get("/MarkInfo", {})
    if subject.tree is None or not subject.tree.children or not bool(marked.get("/Marked", False)):
        report.add("not-tagged", "the file has no structure tree, or does not say that it is marked")
    if bool(marked.get("/Suspects", False)):
        report.add("suspect-tags", "MarkInfo says that the tags are suspect")
    check_title(subject)
    if not bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False)):
        report.add("title-not-shown", "the viewer is not told to show the title")
    if not _xmp(root)[1]:
        report.add("no-ua-claim", "the metadata do not claim PDF/UA")
    language = str(root.get("/Lang", "")).strip()
    if not language:
        report.add("no-document-language", "the document names no language")
    elif not _LANGUAGE.fullmatch(language):
        report.add("bad-language", f"the document's language is {language[:20]!r}")
    if len(subject.pages) >= BOOKMARKS_FROM and "/First" not in root.get("/Outlines", {}):
        report.add("no-bookmarks", f"{counted(len(subject.pages), 'page')} and no bookmarks")


def check_title(subject: CheckedPdf) -> None:
    """The title, in the metadata and in Info."""
    title, _ = _xmp(subject.pdf.Root)
    said = str(subject.pdf.docinfo.get("/Title", "")).strip()
    if not title:
        subject.report.add("no-document-title", "the metadata have no title")
    elif said and said != title:
        subject.report.add("no-document-title", f"Info calls it {said[:60]!r}, the metadata {title[:60]!r}")


def _xmp(root: Any) -> tuple[str, str]:
    """Return title and PDF/UA part of the metadata, empty where they say nothing."""
    stream = root.get("/Metadata")
    data = bytes(stream.read_bytes()) if stream is not None else b""
    # Metadata never have a document type; entity bombs do.
    if not data or b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        return "", ""
    try:
        tree = ElementTree.fromstring(data)
    except ElementTree.ParseError:
        return "", ""
    title = next((item.text or "" for item in tree.findall(f".//dc:title//{_RDF}li", _XMP)), "")
    part = f"{{{_XMP['pdfuaid']}}}part"
    claim = next((node.get(part) or "" for node in tree.iter(f"{_RDF}Description") if node.get(part)), "")
    return title.strip(), claim or (tree.findtext(".//pdfuaid:part", "", _XMP) or "").strip()


def check_painting(subject: CheckedPdf) -> None:
    """Marks of every page, sizes and fonts."""
    for number, (page, painted) in enumerate(zip(subject.pdf.pages, subject.pages, strict=True), 1):
        if painted.unmarked:
            counts = ", ".join(f"{count} x {operator}" for operator, count in sorted(painted.unmarked.items()))
            subject.report.add("unmarked-painting", f"painted outside every mark: {counts}", number)
        if painted.nested:
            subject.report.add("nested-marks", f"{painted.nested} marks stand inside another", number)
        if page.obj.get("/Tabs") != "/S":
            subject.report.add("tab-order", "the order of the Tab key does not follow the structure", number)
    check_type(subject)


def check_type(subject: CheckedPdf) -> None:
    """Sizes and fonts."""
    for number, painted in enumerate(subject.pages, 1):
        small = {size: count for size, count in painted.sizes.items() if size < subject.least_pt - 0.05}
        if small:
            told = f"{sum(small.values())} pieces of text of {min(small):g} pt and more; at least {subject.least_pt:g}"
            subject.report.add("small-text", told, number)
    fonts = {key: font for painted in subject.pages for key, font in painted.fonts.items()}
    for font in fonts.values():
        _check_font(font, subject.report)


def _check_font(font: Any, report: Report) -> None:
    kind, name = font.get("/Subtype"), str(font.get("/BaseFont", font.get("/Name", "/unnamed")))[1:]
    descendants = list(font.get("/DescendantFonts", []))
    descriptor = (descendants[0] if descendants else font).get("/FontDescriptor", {})
    if kind != "/Type3" and not any(f"/FontFile{suffix}" in descriptor for suffix in ("", "2", "3")):
        report.add("font-not-embedded", f"the font {name} is not embedded")
    encoding = font.get("/Encoding")
    base = encoding.get("/BaseEncoding") if isinstance(encoding, pikepdf.Dictionary) else encoding
    known = kind not in ("/Type0", "/Type3") and base in ("/WinAnsiEncoding", "/MacRomanEncoding", "/StandardEncoding")
    named = isinstance(encoding, pikepdf.Name) and kind == "/Type0" and "Identity" not in str(encoding)
    if "/ToUnicode" not in font and not known and not named:
        report.add("no-unicode-map", f"the font {name} has no Unicode map")


def check_structure(subject: CheckedPdf) -> None:
    """Types, headings, lists, tables and figures."""
    if subject.tree is None:
        return
    elements = list(subject.tree.walk())[1:]
    report = subject.report
    for said in sorted({element.said for element in elements if element.kind not in STANDARD}):
        report.add("unknown-structure-type", f"the structure type {said!r} is not standard and not mapped to one")
    _check_headings(elements, report)
    for element in elements:
        if "/Lang" in element.source and not _LANGUAGE.fullmatch(str(element.source["/Lang"])):
            report.add("bad-language", f"a {element.said} is in the language {str(element.source['/Lang'])[:20]!r}")
        check = _BY_KIND.get(element.kind)
        if check is not None:
            check(element, report)


def _check_headings(elements: list[StructureElement], report: Report) -> None:
    levels = [int(element.kind[1]) for element in elements if re.fullmatch(r"H[1-6]", element.kind)]
    if not levels and not any(element.kind == "H" for element in elements):
        report.add("no-heading", "no heading is tagged")
    if levels and levels[0] != 1:
        report.add("heading-order", f"the first heading is H{levels[0]}")
    for before, after in pairwise(levels):
        if after > before + 1:
            report.add("heading-order", f"an H{after} follows an H{before}")


def _check_figure(element: StructureElement, report: Report) -> None:
    words = str(element.source.get("/Alt", element.source.get("/ActualText", ""))).strip()
    if not words:
        report.add("figure-without-alt", "a figure has no alternative text")
    elif _FILE_NAME.search(words):
        report.add("file-name-as-alt-text", f"a figure's alternative text is {words[:60]!r}")
    if attribute(element, "/BBox") is None:
        report.add("figure-without-bbox", f"the figure {words[:40]!r} has no BBox")


def _check_list(element: StructureElement, report: Report) -> None:
    wrong = {child.kind for child in element.children} - {"LI", "L", "Caption"}
    if wrong or not element.children:
        report.add("list-structure", f"a list holds {', '.join(sorted(wrong)) or 'no items'}")


def _check_item(element: StructureElement, report: Report) -> None:
    wrong = {child.kind for child in element.children} - {"Lbl", "LBody"}
    if wrong or element.marks:
        report.add("list-structure", f"a list item holds {', '.join(sorted(wrong)) or 'text of its own'}")


def _check_table(element: StructureElement, report: Report) -> None:
    rows = [row for child in element.children for row in ([child] if child.kind == "TR" else child.children)]
    rows = [row for row in rows if row.kind == "TR"]
    cells = [cell for row in rows for cell in row.children]
    wrong = {child.kind for child in element.children} - {"TR", "THead", "TBody", "TFoot", "Caption"}
    wrong |= {cell.kind for cell in cells} - {"TH", "TD"}
    if wrong or not rows:
        report.add("table-structure", f"a table holds {', '.join(sorted(wrong)) or 'no rows'}")
    _check_spans(rows, cells, report)
    _check_heads(rows, cells, report)


def _span(cell: StructureElement, name: str) -> int:
    return int(attribute(cell, name) or 1)


def _check_spans(rows: list[StructureElement], cells: list[StructureElement], report: Report) -> None:
    """Rows are as wide as each other, and no cell covers another place."""
    widths = {sum(_span(cell, "/ColSpan") for cell in row.children) for row in rows}
    merged = sum(_span(cell, "/ColSpan") > 1 or _span(cell, "/RowSpan") > 1 for cell in cells)
    if merged:
        report.add("merged-cells", f"a table has {counted(merged, 'merged cell')}")
    elif len(widths) > 1:
        report.add("table-structure", f"rows of a table have {' or '.join(map(str, sorted(widths)))} cells")


def _check_heads(rows: list[StructureElement], cells: list[StructureElement], report: Report) -> None:
    """There are header cells, and each says what it heads."""
    heads = [cell for cell in cells if cell.kind == "TH"]
    if rows and not heads:
        report.add("table-without-header", "a table has no header cell")
    loose = sum(attribute(cell, "/Scope") not in ("/Row", "/Column", "/Both") for cell in heads)
    if loose:
        report.add("header-without-scope", f"{counted(loose, 'header cell')} of a table without a Scope")


_BY_KIND: dict[str, Callable[[StructureElement, Report], None]] = {
    "Figure": _check_figure,
    "L": _check_list,
    "LI": _check_item,
    "Table": _check_table,
}


def check_parents(subject: CheckedPdf) -> None:
    """Content, structure and parent tree name each other, in all directions."""
    if subject.tree is None:
        return
    parents = read_parent_tree(subject.pdf)
    held = {mark: element for element in subject.tree.walk() for mark in element.marks}
    numbers = {page.obj.objgen: number for number, page in enumerate(subject.pdf.pages, 1)}
    for number, (page, painted) in enumerate(zip(subject.pdf.pages, subject.pages, strict=True), 1):
        key = page.obj.get("/StructParents")
        entry = parents.get(int(key)) if key is not None else None
        row = list(entry) if isinstance(entry, pikepdf.Array) else []
        for mcid in sorted(painted.mcids):
            element = held.get((page.obj.objgen, mcid))
            listed = row[mcid] if 0 <= mcid < len(row) else None
            if element is None:
                subject.report.add("broken-parent-tree", f"no element holds mark {mcid}", number)
            elif listed is None or getattr(listed, "objgen", None) != element.source.objgen:
                subject.report.add(
                    "broken-parent-tree", f"the parent tree does not lead from mark {mcid} to its element", number
                )
    for (place, mcid), element in held.items():
        number = numbers.get(place, 0)
        if not number or mcid not in subject.pages[number - 1].mcids:
            subject.report.add("broken-parent-tree", f"a {element.said} holds mark {mcid}, which no page has", number)


def check_links(subject: CheckedPdf) -> None:
    """Link annotations and Link elements name each other, and say where they lead."""
    parents = read_parent_tree(subject.pdf)
    elements = list(subject.tree.walk()) if subject.tree is not None else []
    held = {one: element for element in elements for one in element.objects}
    for element in elements:
        if element.kind == "Link" and not any(below.objects for below in element.walk()):
            subject.report.add("link-without-tag", "a Link element names no annotation")
    for number, page in enumerate(subject.pdf.pages, 1):
        for annotation in page.obj.get("/Annots", []):
            if annotation.get("/Subtype") != "/Link":
                continue
            owner = held.get(annotation.objgen)
            key = annotation.get("/StructParent")
            listed = parents.get(int(key)) if key is not None else None
            if (
                owner is None
                or owner.kind not in ("Link", "Reference")
                or getattr(listed, "objgen", None) != owner.source.objgen
            ):
                subject.report.add("link-without-tag", "a link and its Link element do not name each other", number)
            words = str(annotation.get("/Contents", "")).strip()
            if not words:
                subject.report.add("link-without-description", "a link has no description", number)
            elif words.lower().strip(" .") in _GENERIC:
                subject.report.add("generic-link-text", f"a link reads {words!r}", number)
