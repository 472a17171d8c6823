"""The structure tree of a tagged PDF: what the parts of a page are, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from irdocs.renderers.pdf.objects import Raw, register, text_string

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
    """A structure element. Kids are elements, marked content as (page, mcid), and annotations by their name."""

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
        self.kids: list[Elem | tuple[int, int] | str] = []
        self.number = 0
        if parent is not None:
            parent.kids.append(self)

    def child(self, name: str, **options: Any) -> Elem:
        """Make a child by the name of its element in the markup."""
        return Elem(STRUCTURE_TYPES[name], self, **options)


def list_attributes(kind: str) -> bytes:
    """Give the attributes of a list: what its labels are (ISO 32000-1, 14.8.5.5)."""
    return b"/O/List/ListNumbering/" + {"bullet": b"Disc", "number": b"Decimal"}.get(kind, b"None")


def prune(element: Elem) -> bool:
    """Drop elements that nothing was drawn for; say whether the element itself is worth keeping."""
    element.kids = [kid for kid in element.kids if not isinstance(kid, Elem) or prune(kid)]
    return bool(element.kids) or element.type in _MAY_BE_EMPTY


def write_structure(document: Any, root: Elem, parents: Sequence[Sequence[Elem] | Elem]) -> int:
    """Write the tree below ``root`` and the parent tree; give the number of the StructTreeRoot.

    ``parents`` is the one number space of StructParents (a page: its elements by MCID) and StructParent (a link's
    annotation: its element).
    """
    prune(root)
    numbers = document.idToObjectNumberAndVersion
    pages: dict[int, int] = {}
    top, nums = Raw(), Raw()
    top_number = register(document, top, "StructTreeRoot")
    nums_number = register(document, nums, "ParentTree")
    written = [(element, Raw()) for element in _walk(root)]
    for element, raw in written:
        element.number = register(document, raw)

    def page_number(page: int) -> int:
        if page not in pages:
            pages[page] = numbers[f"Page{page + 1}"][0]
        return pages[page]

    parent_of = {id(kid): element.number for element, _ in written for kid in element.kids if isinstance(kid, Elem)}
    for element, raw in written:
        raw.data = _element_bytes(element, parent_of.get(id(element), top_number), page_number, numbers)
    top.data = b"<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d>>" % (
        root.number,
        nums_number,
        len(parents),
    )
    rows = []
    for key, value in enumerate(parents):
        if isinstance(value, Elem):
            rows.append(b"%d %d 0 R" % (key, value.number))
        else:
            rows.append(b"%d[%s]" % (key, b" ".join(b"%d 0 R" % one.number for one in value)))
    nums.data = b"<</Nums[%s]>>" % b"\n".join(rows)
    return top_number


def _walk(element: Elem) -> Iterator[Elem]:
    yield element
    for kid in element.kids:
        if isinstance(kid, Elem):
            yield from _walk(kid)


def _element_bytes(element: Elem, parent: int, page_number: Any, numbers: Any) -> bytes:
    kids: list[bytes] = []
    home = next((kid[0] for kid in element.kids if isinstance(kid, tuple)), None)
    for kid in element.kids:
        if isinstance(kid, Elem):
            kids.append(b"%d 0 R" % kid.number)
        elif isinstance(kid, tuple):
            page, mcid = kid
            if page == home:
                kids.append(b"%d" % mcid)
            else:  # content on a later page says so itself: ISO 32000-1, 14.7.4.2
                kids.append(b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (page_number(page), mcid))
        else:
            kids.append(b"<</Type/OBJR/Obj %d 0 R>>" % numbers[kid][0])
    parts = [b"<</Type/StructElem/S/", element.type.encode("ascii"), b"/P %d 0 R" % parent]
    if home is not None:
        parts.append(b"/Pg %d 0 R" % page_number(home))
    if element.alt:
        parts.append(b"/Alt" + text_string(element.alt))
    if element.title:
        parts.append(b"/T" + text_string(element.title))
    if element.language:
        parts.append(b"/Lang" + text_string(element.language))
    if element.bounds:
        box = b" ".join(b"%.2f" % value for value in element.bounds)
        parts.append(b"/A<</O/Layout/Placement/Block/BBox[%s]>>" % box)
    elif element.attributes:
        parts.append(b"/A<<%s>>" % element.attributes)
    parts.append(b"/K " + kids[0] if len(kids) == 1 else b"/K[%s]" % b" ".join(kids))
    parts.append(b">>")
    return b"".join(parts)
