"""The structure tree of a tagged PDF: what the parts of a page are, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from irdocs.pdf.objects import Raw, register, text_string

STRUCTURE_TYPES = {
    "document": "Document",
    "section": "Sect",
    "part": "Div",
    "h1": "H1",
    "h2": "H2",
    "h3": "H3",
    "h4": "H4",
    "h5": "H5",
    "h6": "H6",
    "p": "P",
    "ul": "L",
    "ol": "L",
    "li": "LI",
    "marker": "Lbl",
    "item": "LBody",
    "table": "Table",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
    "caption": "Caption",
    "figure": "Figure",
    "a": "Link",
    "span": "Span",
}
"""Element of the markup (or of HTML, where it has one) -> standard structure type (ISO 32000-1, 14.8.4)."""

_MAY_BE_EMPTY = {"TD", "TH"}
"""An empty cell is a real cell: without it the rows would be of unequal length (ISO 14289-1, 7.5)."""


class Elem:
    """A structure element. Kids are elements, marked content as (page, mcid), and annotations by number."""

    __slots__ = ("alt", "attributes", "bounds", "kids", "language", "number", "title", "type")

    def __init__(
        self,
        type: str,
        parent: Elem | None = None,
        *,
        alt: str = "",
        language: str = "",
        title: str = "",
        attributes: bytes = b"",
    ) -> None:
        """Make an element of a standard structure type, the last kid of its parent.

        ``attributes`` is an attribute object as bytes, without its brackets: b"/O/Table/Scope/Column".

        Raises:
            ValueError: a figure without alternative text.
        """
        if type == "Figure" and not alt.strip():
            raise ValueError("a figure needs alternative text")
        self.type = type
        self.alt = alt
        self.language = language
        self.title = title
        """What the part is called, where no heading says it."""
        self.attributes = attributes
        self.bounds: tuple[float, float, float, float] | None = None
        """Left, bottom, right, top on its page, in points: figures must say it (ISO 32000-1, 14.8.5.4.3)."""
        self.kids: list[Elem | tuple[int, int] | int] = []
        self.number = 0
        if parent is not None:
            parent.kids.append(self)

    def child(self, name: str, **options: Any) -> Elem:
        """Make a child by the name of its element in the markup."""
        return Elem(STRUCTURE_TYPES[name], self, **options)


def list_attributes(kind: str) -> bytes:
    """Give the attributes of a list: what its labels are (ISO 32000-1, 14.8.5.5)."""
    return b"/O/List/ListNumbering/" + {"bullet": b"Disc", "number": b"Decimal"}.get(kind, b"None")


def number_elements(root: Elem, first: int) -> list[tuple[Elem, int]]:
    """Drop elements that nothing was drawn for, number the others from ``first`` in reading order.

    Gives each element with the number of its parent, 0 for the root.
    """
    numbered: list[tuple[Elem, int]] = []
    following = first

    def visit(element: Elem, parent: int) -> bool:
        nonlocal following
        place, number = len(numbered), following
        element.number = number
        numbered.append((element, parent))
        following += 1
        kids = element.kids
        if any(type(kid) is Elem for kid in kids):
            element.kids = [kid for kid in kids if type(kid) is not Elem or visit(kid, number)]
        if not element.kids and element.type not in _MAY_BE_EMPTY:
            # Only it and what it held were numbered since, and all of that is empty too
            del numbered[place:]
            following = number
            return False
        return True

    visit(root, 0)
    return numbered


def write_structure(
    document: Any, root: Elem, parents: Sequence[Sequence[Elem] | Elem]
) -> tuple[int, dict[int, bytes]]:
    """Write the tree below ``root`` and the parent tree.

    ``parents`` is the one number space of StructParents (a page: its elements by MCID) and StructParent (a link's
    annotation: its element). Gives the number of the StructTreeRoot, and the elements as bytes by object number: they
    are many, so they are kept out of ReportLab's tables.
    """
    numbers = document.idToObjectNumberAndVersion
    top, nums = Raw(), Raw()
    top_number = register(document, top, "StructTreeRoot")
    nums_number = register(document, nums, "ParentTree")
    numbered = number_elements(root, document.objectcounter + 1)
    document.objectcounter += len(numbered)
    pages = {index: numbers[f"Page{index + 1}"][0] for index in range(document.pageCounter - 1)}
    written = {element.number: _element_bytes(element, parent or top_number, pages) for element, parent in numbered}
    top.data = b"<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d>>" % (
        root.number,
        nums_number,
        len(parents),
    )
    rows = []
    for key, value in enumerate(parents):
        if isinstance(value, Elem):
            rows.append(f"{key} {value.number} 0 R")
        else:
            rows.append(f"{key}[{' '.join([f'{one.number} 0 R' for one in value])}]")
    nums.data = b"<</Nums[%s]>>" % "\n".join(rows).encode("ascii")
    return top_number, written


def _kids(element: Elem, pages: dict[int, int]) -> tuple[list[str], int]:
    """Return what an element holds, and the page on which its own content begins; -1 where it has none."""
    kids: list[str] = []
    home = -1
    for kid in element.kids:
        if type(kid) is Elem:
            kids.append(f"{kid.number} 0 R")
        elif type(kid) is tuple:
            page, mcid = kid
            if home < 0:
                home = page
            if page == home:
                kids.append(str(mcid))
            else:  # content on a later page says so itself: ISO 32000-1, 14.7.4.2
                kids.append(f"<</Type/MCR/Pg {pages[page]} 0 R/MCID {mcid}>>")
        else:
            kids.append(f"<</Type/OBJR/Obj {kid} 0 R>>")
    return kids, home


def _element_bytes(element: Elem, parent: int, pages: dict[int, int]) -> bytes:
    kids, home = _kids(element, pages)
    content = kids[0] if len(kids) == 1 else f"[{' '.join(kids)}]"
    on_page = f"/Pg {pages[home]} 0 R" if home >= 0 else ""
    head = f"<</Type/StructElem/S/{element.type}/P {parent} 0 R{on_page}/K {content}".encode("ascii")
    if not (element.alt or element.title or element.language or element.bounds or element.attributes):
        return head + b">>"
    parts = [head]
    if element.alt:
        parts.append(b"/Alt" + text_string(element.alt))
    if element.title:
        parts.append(b"/T" + text_string(element.title))
    if element.language:
        parts.append(b"/Lang" + text_string(element.language))
    if element.bounds:
        box = " ".join([f"{value:.2f}" for value in element.bounds])
        parts.append(f"/A<</O/Layout/Placement/Block/BBox[{box}]>>".encode("ascii"))
    elif element.attributes:
        parts.append(b"/A<<%s>>" % element.attributes)
    parts.append(b">>")
    return b"".join(parts)
