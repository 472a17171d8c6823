"""PDF objects that are written as bytes: quicker than dictionaries of objects, and with streams that end as PDF/A asks."""

from __future__ import annotations

import zlib
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFFile, PDFObject, PDFTrailer
from reportlab.pdfbase.pdfdoc import format as format_object


def text_string(text: str) -> bytes:
    """Write a text string: literal where it is plain ASCII, else UTF-16BE in hexadecimal (ISO 32000-1, 7.9.2)."""
    if text.isascii() and text.isprintable():
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return b"(" + escaped.encode("ascii") + b")"
    return b"<FEFF" + text.encode("utf-16-be").hex().upper().encode("ascii") + b">"


def number(value: float) -> str:
    """Write a number with at most two decimals: 1/7000 inch, finer than any printer."""
    text = f"{value:.2f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


class Raw(PDFObject):
    """An object whose bytes are set before the document is formatted."""

    __RefOnly__ = 1

    def __init__(self, data: bytes = b"") -> None:
        self.data = data

    def format(self, document: Any) -> bytes:
        """Give the bytes between "obj" and "endobj"."""
        return self.data


def deflate(content: bytes) -> bytes:
    """Deflate at level 4: on pages and drawings a quarter of the time of level 6, and not a byte more."""
    return zlib.compress(content, 4)


class Stream(PDFObject):
    """A stream, deflated unless told otherwise.

    ReportLab's own writes no line end before "endstream", which PDF/A forbids (ISO 19005-2, 6.1.7.1).
    """

    __RefOnly__ = 1

    def __init__(self, content: bytes, entries: bytes = b"", compress: bool = True, deflated: bool = False) -> None:
        """Hold ``content``; ``entries`` go into the dictionary as they are; ``deflated`` content is not done again."""
        self.data = deflate(content) if compress and not deflated else content
        self.entries = entries + (b"/Filter/FlateDecode" if compress or deflated else b"")

    def format(self, document: Any) -> bytes:
        """Give the bytes between "obj" and "endobj"."""
        head = b"<<%s/Length %d>>\nstream\n" % (self.entries, len(self.data))
        return head + self.data + b"\nendstream"


def register(document: Any, item: PDFObject, name: str | None = None) -> int:
    """Give an object its number in the document. Named ones can be found again by name."""
    document.Reference(item, name)
    return int(document.objectcounter)


def serialise(document: Any, extra: dict[int, bytes]) -> bytes:
    """Write a ReportLab document: what its own GetPDFData does, without a wrapper round each object.

    ``extra`` holds objects that are bytes already, by number; the document's counter includes them.
    """
    document.info.invariant = document.invariant
    document.info.digest(document.signature)
    catalog, info = document.Reference(document.Catalog), document.Reference(document.info)
    names, objects = document.numberToId, document.idToObject
    parts: list[bytes] = list(PDFFile(document._pdfVersion).strings)
    place = sum(map(len, parts))
    rows = ["0000000000 65535 f \n"]
    current = 0
    while current < document.objectcounter:  # formatting a page numbers its stream, so the counter grows
        current += 1
        data = extra.get(current)
        if data is None:
            item = objects[names[current]]
            kind = type(item)
            data = item.format(document) if kind is Raw or kind is Stream else format_object(item, document, toplevel=1)
        part = b"%d 0 obj\n%s\nendobj\n" % (current, data)
        rows.append(f"{place:010d} 00000 n \n")
        place += len(part)
        parts.append(part)
    parts.append(f"xref\n0 {current + 1}\n{''.join(rows)}".encode("ascii"))
    trailer = PDFTrailer(startxref=place, Size=current + 1, Root=catalog, Info=info, ID=document.ID())
    parts.append(trailer.format(document))
    return b"".join(parts)
