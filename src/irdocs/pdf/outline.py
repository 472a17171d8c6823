"""The outline of a PDF: bookmarks as a tree, each leading to a height of a page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from irdocs.pdf.objects import Raw, register, text_string


class Bookmark(NamedTuple):
    """An entry of the outline."""

    title: str
    level: int
    """0 for the title of the document."""
    page: int
    """Counted from 0."""
    top: float
    """Height above the foot of the page, in points."""


@dataclass
class _Entry:
    """A bookmark, or the root, with the entries below it."""

    bookmark: Bookmark | None
    raw: Raw
    number: int
    children: list[_Entry] = field(default_factory=list)

    def count(self) -> int:
        return sum(1 + child.count() for child in self.children)


def write_outline(document: Any, root: Raw, bookmarks: list[Bookmark]) -> None:
    """Write the outline into ``root`` and an object for each entry; all entries are open (ISO 32000-1, 12.3.3)."""
    top = _Entry(None, root, register(document, root, "Outlines"))
    path = [top]
    for bookmark in bookmarks:
        del path[min(bookmark.level, len(path) - 1) + 1 :]
        raw = Raw()
        entry = _Entry(bookmark, raw, register(document, raw))
        path[-1].children.append(entry)
        path.append(entry)
    numbers = document.idToObjectNumberAndVersion
    _write(top, lambda page: numbers[f"Page{page + 1}"][0])


def _write(entry: _Entry, page_number: Any) -> None:
    ends = ""
    if entry.children:
        ends = f"/First {entry.children[0].number} 0 R/Last {entry.children[-1].number} 0 R/Count {entry.count()}"
    if entry.bookmark is None:
        entry.raw.data = f"<</Type/Outlines{ends}>>".encode("ascii")
    for place, child in enumerate(entry.children):
        assert child.bookmark is not None
        _write(child, page_number)
        before = f"/Prev {entry.children[place - 1].number} 0 R" if place else ""
        after = f"/Next {entry.children[place + 1].number} 0 R" if place + 1 < len(entry.children) else ""
        below = child.raw.data.decode("ascii")
        mark = child.bookmark
        child.raw.data = (
            b"<</Title"
            + text_string(mark.title)
            + f"/Parent {entry.number} 0 R{before}{after}{below}"
            f"/Dest[{page_number(mark.page)} 0 R/FitH {mark.top:.2f}]>>".encode("ascii")
        )
    if entry.bookmark is not None:
        entry.raw.data = ends.encode("ascii")
