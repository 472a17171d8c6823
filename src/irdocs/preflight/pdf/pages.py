"""The words of a finished PDF piece by piece, each with the number of its page, in the order in which they are read."""

import io
from typing import Any

import pikepdf

from irdocs.preflight.pdf.tags import MOST_DEEP, Texts, page_texts, refused

_WHOLE = {"P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "LBody", "Lbl", "Caption", "Figure", "Formula", "Note", "TOCI"}
"""Structure elements that are one piece, with all that is inside."""


def pieces(data: bytes) -> list[tuple[int, str]]:
    """Return (page, words) of each paragraph, heading, entry of a list, picture and row of a table.

    Cells of a row are parted by " | "; of a picture the alternative text is given. Raises IrdocsError where the file
    cannot be read or has no tags.
    """
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            root = pdf.Root.get("/StructTreeRoot")
            if not isinstance(root, pikepdf.Dictionary):
                raise refused("the file has no tags")
            reader = _Pages(pdf)
            reader.walk(root, None, 0)
            return reader.found
    except (pikepdf.PdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise refused(f"the tags cannot be read: {str(fault)[:100]}") from fault


def _kids(node: Any) -> list[Any]:
    kids = node.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


class _Pages:
    """Walks the structure tree of one file."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        self.pages = {page.obj.objgen: page for page in pdf.pages}
        self.texts: dict[Any, Texts] = {}
        self.found: list[tuple[int, str]] = []

    def walk(self, node: Any, page: Any, depth: int) -> None:
        """Take the pieces below an element, in order."""
        if depth > MOST_DEEP:
            return
        for kid in _kids(node):
            if not isinstance(kid, pikepdf.Dictionary) or str(kid.get("/Type", "")) in ("/OBJR", "/MCR"):
                continue
            inner = kid["/Pg"].objgen if "/Pg" in kid else page
            kind = str(kid.get("/S", "/?"))[1:]
            if kind == "TR":
                cells = [self.words(cell, inner, depth + 1) for cell in _kids(kid)]
                self._add([number for number, _ in cells], " | ".join(said for _, said in cells))
            elif kind in _WHOLE:
                number, said = self.words(kid, inner, depth + 1)
                self._add([number], said)
            else:
                self.walk(kid, inner, depth + 1)

    def _add(self, numbers: list[int], said: str) -> None:
        if said.strip(" |"):
            self.found.append((next((one for one in numbers if one), 0), said))

    def words(self, node: Any, page: Any, depth: int) -> tuple[int, str]:
        """Return the first page and all words of an element; 0 where it stands on no page."""
        if depth > MOST_DEEP:
            return 0, ""
        if not isinstance(node, pikepdf.Dictionary):
            return self._marked(page, int(node))
        kind = str(node.get("/Type", ""))
        page = node["/Pg"].objgen if "/Pg" in node else page
        if kind == "/OBJR":
            return 0, ""
        if kind == "/MCR":
            return self._marked(page, int(node["/MCID"]))
        first, parts = 0, []
        if "/Alt" in node:
            parts.append(f"{node['/Alt']} ")
        for kid in _kids(node):
            number, said = self.words(kid, page, depth + 1)
            first = first or number
            # a paragraph inside ends a word
            whole = isinstance(kid, pikepdf.Dictionary) and str(kid.get("/S", ""))[1:] in _WHOLE
            parts.append(f" {said} " if whole else said)
        return first, " ".join("".join(parts).replace("\u00a0", " ").split())

    def _marked(self, page: Any, mcid: int) -> tuple[int, str]:
        if page not in self.pages:
            return 0, ""
        if page not in self.texts:
            self.texts[page] = page_texts(self.pages[page])
        return self.numbers[page], self.texts[page].get(mcid, "").replace("\u00a0", " ")
