"""Reads the structure tree of a PDF: elements, the marks and objects they hold, and the parent tree."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

_TYPES = """
    Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody
    Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP
    Figure Formula Form
"""
STANDARD = frozenset(_TYPES.split())
"""The structure types of ISO 32000-1, 14.8.4."""
_MOST_ELEMENTS = 200_000


@dataclass
class StructureElement:
    """One element of the structure tree."""

    kind: str
    """Standard type after the role map."""
    said: str
    """Type as written."""
    source: Any
    page: Any
    children: list["StructureElement"] = field(default_factory=list)
    marks: list[tuple[Any, int]] = field(default_factory=list)
    """(page, MCID); the page is an object number, None where none is named."""
    objects: list[Any] = field(default_factory=list)
    """Object numbers of annotations."""

    def walk(self) -> Iterator["StructureElement"]:
        """Give the element and all below it, in reading order."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(reversed(element.children))


def read_structure(pdf: pikepdf.Pdf) -> StructureElement | None:
    """Return the root of the structure tree with everything below it, or None."""
    root = pdf.Root.get("/StructTreeRoot")
    if not isinstance(root, pikepdf.Dictionary):
        return None
    roles = root.get("/RoleMap")
    top = StructureElement("Root", "Root", root, None)
    seen: set[Any] = set()
    waiting: list[tuple[StructureElement, Any]] = [(top, root.get("/K"))]
    while waiting and len(seen) < _MOST_ELEMENTS:
        parent, kid = waiting.pop()
        if isinstance(kid, pikepdf.Array):
            waiting.extend((parent, one) for one in reversed(list(kid)))
        elif isinstance(kid, int):
            parent.marks.append((parent.page, kid))
        elif isinstance(kid, pikepdf.Dictionary):
            _add(parent, kid, roles, seen, waiting)
    return top


def _add(
    parent: StructureElement, kid: Any, roles: Any, seen: set[Any], waiting: list[tuple[StructureElement, Any]]
) -> None:
    page = kid["/Pg"].objgen if "/Pg" in kid else parent.page
    if kid.get("/Type") == "/MCR":
        parent.marks.append((page, int(kid.get("/MCID", -1))))
    elif kid.get("/Type") == "/OBJR":
        parent.objects.append(kid["/Obj"].objgen if "/Obj" in kid else None)
    elif kid.objgen == (0, 0) or kid.objgen not in seen:
        seen.add(kid.objgen if kid.objgen != (0, 0) else len(seen))
        said = str(kid.get("/S", "/"))[1:]
        element = StructureElement(_role(said, roles), said, kid, page)
        parent.children.append(element)
        waiting.append((element, kid.get("/K")))


def _role(said: str, roles: Any) -> str:
    for _ in range(8):
        if said in STANDARD or not isinstance(roles, pikepdf.Dictionary) or f"/{said}" not in roles:
            break
        said = str(roles[f"/{said}"])[1:]
    return said


def attribute(element: StructureElement, name: str) -> Any:
    """Return an attribute of an element from its attribute dictionaries."""
    given = element.source.get("/A")
    owners = list(given) if isinstance(given, pikepdf.Array) else [given]
    for owner in owners:
        if isinstance(owner, pikepdf.Dictionary) and name in owner:
            return owner[name]
    return None


def read_parent_tree(pdf: pikepdf.Pdf) -> dict[int, Any]:
    """Return the parent tree as a flat mapping."""
    root = pdf.Root.get("/StructTreeRoot")
    found: dict[int, Any] = {}
    waiting = [root.get("/ParentTree")] if isinstance(root, pikepdf.Dictionary) else []
    visited = 0
    while waiting and visited < 10_000:
        node = waiting.pop()
        visited += 1
        if not isinstance(node, pikepdf.Dictionary):
            continue
        pairs = list(node.get("/Nums", []))
        found.update({int(pairs[index]): pairs[index + 1] for index in range(0, len(pairs) - 1, 2)})
        waiting.extend(node.get("/Kids", []))
    return found
