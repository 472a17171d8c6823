"""A small tagged PDF that keeps every rule, built object by object, and the means to plant a defect in it."""

import io
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import fontpkg_arimo
import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">About your leg</rdf:li></rdf:Alt>
</dc:title><pdfuaid:part>1</pdfuaid:part></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""

CONTENT = """/Artifact <</Type /Pagination>> BDC 0.5 w 50 60 m 500 60 l S BT /F1 12 Tf 50 40 Td (Page) Tj ET EMC
/H1 <</MCID 0>> BDC BT /F1 24 Tf 50 760 Td (About your leg) Tj ET EMC
/P <</MCID 1>> BDC BT /F1 1 Tf 14 0 0 14 50 720 Tm (Read more on ) Tj ET EMC
/Link <</MCID 2>> BDC BT /F1 14 Tf 150 720 Td (our page) Tj ET EMC
/H2 <</MCID 3>> BDC BT /F1 18 Tf 50 680 Td (Risks) Tj ET EMC
/Lbl <</MCID 4>> BDC BT /F1 14 Tf 50 650 Td (1) Tj ET EMC
/LBody <</MCID 5>> BDC BT /F1 14 Tf 70 650 Td (A bruise) Tj ET EMC
/TH <</MCID 6>> BDC BT /F1 14 Tf 50 600 Td (Event) Tj ET EMC
/TD <</MCID 7>> BDC BT /F1 14 Tf 50 580 Td (Bruise) Tj ET EMC
/Figure <</MCID 8>> BDC q 1 0 0 1 50 400 cm /Art Do Q EMC
"""


def good_pdf() -> bytes:
    """Return a page with headings, link, list, table, figure and footer, without a fault."""
    return _good_pdf()


@lru_cache(maxsize=1)
def _good_pdf() -> bytes:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842)).obj
    art = Stream(pdf, b"0 0 100 100 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 100, 100])
    page.Contents = Stream(pdf, CONTENT.encode())
    page.Resources = Dictionary(Font=Dictionary(F1=_font(pdf)), XObject=Dictionary(Art=art))
    page.Tabs, page.StructParents = Name.S, 0
    link = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=[150, 715, 210, 735], Border=[0, 0, 0], F=4, StructParent=1,
            Contents=String("our page about legs"), A=Dictionary(S=Name.URI, URI=String("https://www.example.org/leg")),
        )
    )  # fmt: skip
    page.Annots = Array([link])
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    elements: dict[str, Any] = {}

    def element(key: str, kind: str, parent: Any, mcid: int | None = None, **more: Any) -> Any:
        made = pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{kind}"), P=parent, Pg=page, K=Array(), **more)
        )
        if mcid is not None:
            made.K.append(mcid)
        elements[key] = made
        if "/K" not in parent:
            parent.K = Array()
        parent.K.append(made)
        return made

    document = element("document", "Document", root)
    element("h1", "H1", document, 0)
    paragraph = element("p", "P", document, 1)
    anchor = element("link", "Link", paragraph, 2)
    anchor.K.append(Dictionary(Type=Name.OBJR, Obj=link, Pg=page))
    element("h2", "H2", document, 3)
    item = element("li", "LI", element("l", "L", document))
    element("lbl", "Lbl", item, 4)
    element("lbody", "LBody", item, 5)
    table = element("table", "Table", document)
    element("th", "TH", element("tr1", "TR", table), 6, A=Dictionary(O=Name.Table, Scope=Name.Column))
    element("td", "TD", element("tr2", "TR", table), 7)
    element(
        "figure", "Figure", document, 8, Alt=String("A square."), A=Dictionary(O=Name.Layout, BBox=[50, 400, 150, 500])
    )
    order = ("h1", "p", "link", "h2", "lbl", "lbody", "th", "td", "figure")
    row = pdf.make_indirect(Array([elements[key] for key in order]))
    root.ParentTree = Dictionary(Nums=[0, row, 1, anchor])
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.Lang = String("en-GB")
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.Metadata = Stream(pdf, XMP.encode(), Type=Name.Metadata, Subtype=Name.XML)
    pdf.docinfo["/Title"] = String("About your leg")
    return save(pdf)


def _font(pdf: pikepdf.Pdf) -> Any:
    file = next(Path(fontpkg_arimo.ROOT).rglob("*.ttf"))
    program = Stream(pdf, file.read_bytes())
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name.Arimo, Flags=32, FontBBox=[-500, -300, 1500, 1000], ItalicAngle=0,
        Ascent=905, Descent=-212, CapHeight=716, StemV=80, FontFile2=program,
    )  # fmt: skip
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.Arimo, FirstChar=32, LastChar=126, Widths=[556] * 95,
            Encoding=Name.WinAnsiEncoding, FontDescriptor=pdf.make_indirect(descriptor),
        )
    )  # fmt: skip


def save(pdf: pikepdf.Pdf, **more: Any) -> bytes:
    stream = io.BytesIO()
    pdf.save(stream, deterministic_id=not more, fix_metadata_version=False, **more)
    return stream.getvalue()


def edited(edit: Callable[[pikepdf.Pdf], object], **more: Any) -> bytes:
    """Return the good file after an edit; ``more`` goes to the saving."""
    with pikepdf.open(io.BytesIO(good_pdf())) as pdf:
        edit(pdf)
        return save(pdf, **more)


def element(pdf: pikepdf.Pdf, kind: str) -> Any:
    """Return the first structure element of a kind."""
    return next(
        one for one in pdf.objects if isinstance(one, Dictionary) and one.get("/S") == f"/{kind}" and "/P" in one
    )


def painted(old: str, new: str) -> bytes:
    """Return the good file with other content on its page."""
    assert old in CONTENT

    def edit(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Contents = Stream(pdf, CONTENT.replace(old, new).encode())

    return edited(edit)
