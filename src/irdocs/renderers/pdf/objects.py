"""PDF objects that are written as bytes: quicker than dictionaries of objects, and with streams that end as PDF/A asks."""

from __future__ import annotations

import zlib
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFObject


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


class Stream(PDFObject):
    """A stream, deflated unless told otherwise.

    ReportLab's own writes no line end before "endstream", which PDF/A forbids (ISO 19005-2, 6.1.7.1).
    """

    __RefOnly__ = 1

    def __init__(self, content: bytes, entries: bytes = b"", compress: bool = True, deflated: bool = False) -> None:
        """Hold ``content``; ``entries`` go into the dictionary as they are; ``deflated`` content is not done again."""
        self.data = zlib.compress(content, 6) if compress and not deflated else content
        self.entries = entries + (b"/Filter/FlateDecode" if compress or deflated else b"")

    def format(self, document: Any) -> bytes:
        """Give the bytes between "obj" and "endobj"."""
        head = b"<<%s/Length %d>>\nstream\n" % (self.entries, len(self.data))
        return head + self.data + b"\nendstream"


def register(document: Any, item: PDFObject, name: str | None = None) -> int:
    """Give an object its number in the document. Named ones can be found again by name."""
    document.Reference(item, name)
    return int(document.objectcounter)
