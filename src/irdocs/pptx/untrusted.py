"""What may not come in with somebody's template: a zip that bursts, and links that would fetch something in every deck."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE as RT

from irdocs.pptx.inherit import A, P

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MOST_ENTRIES = 5_000
MOST_BYTES = 300_000_000
"""A template that unpacks to more is refused; the largest of real ones hold 50 MB of pictures."""
MOST_XML_BYTES = 40_000_000
"""A single part of markup that is longer is refused."""
MOST_RATIO, RATIO_FROM = 200, 20_000_000
"""How many times its own size a file may unpack to, from so many bytes on: real templates stay below 20."""
_SHAPES = {f"{P}{tag}" for tag in ("sp", "pic", "graphicFrame", "cxnSp", "contentPart")}
_WEB = ("https://", "http://", "mailto:")


def bursting(data: bytes) -> str:
    """Return what makes a zip too large to be unpacked, by what it announces; "" where nothing does.

    Nothing is unpacked here, and zipfile never reads more of an entry than was announced. Raises BadZipFile.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entries = package.infolist()
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES:
        return f"it has {len(entries):,} parts"
    if total > MOST_BYTES or (total > RATIO_FROM and total > MOST_RATIO * len(data)):
        return f"its {len(data) / 1e6:,.1f} MB unpack to {total / 1e6:,.0f} MB"
    for entry in entries:
        if entry.file_size > MOST_XML_BYTES and entry.filename.endswith((".xml", ".rels", ".vml")):
            return f"{entry.filename} unpacks to {entry.file_size / 1e6:,.0f} MB of markup"
    return ""


def drop_links(presentation: Any) -> Iterator[str]:
    """Take out every link that PowerPoint would follow by itself, or into somebody's files; yield a word on each.

    Links to the web and to mail that a person clicks stay: they are words of the template.
    """
    for part in list(presentation.part.package.iter_parts()):
        outside = {
            rel_id: rel.reltype
            for rel_id, rel in part.rels.items()
            if rel.is_external and not (rel.reltype == RT.HYPERLINK and rel.target_ref.lower().startswith(_WEB))
        }
        if outside:
            kinds = sorted({kind.rpartition("/")[2] for kind in outside.values()})
            forget(part, list(outside), whole=True)
            yield f"{part.partname.lstrip('/')} ({', '.join(kinds)})"


def forget(part: Any, stale: list[str], *, whole: bool = False) -> None:
    """Drop relationships of a part together with the elements that name them; ``whole``: with the shapes they stand in."""
    own = getattr(part, "_element", None)
    tree = own if own is not None else etree.fromstring(part.blob) if part.blob.lstrip().startswith(b"<") else None
    if tree is not None:
        for node in [node for node in tree.iter() if any(value in stale for value in _names(node))]:
            _remove(node, stale, whole)
        if own is None:
            part._blob = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    for rel_id in stale:
        part.rels.pop(rel_id)


def _names(node: Any) -> list[str]:
    return [value for key, value in node.attrib.items() if key.startswith(R)]


def _remove(node: Any, stale: list[str], whole: bool) -> None:
    if node.tag == f"{A}blip" and node.get(f"{R}embed", stale[0]) not in stale:
        node.attrib.pop(f"{R}link", None)  # the picture itself is in the file
        return
    if whole and node.tag not in (f"{A}hlinkClick", f"{A}hlinkHover"):
        node = next((one for one in node.iterancestors() if one.tag in _SHAPES), node)
    holder = node.getparent()
    if holder is not None:
        holder.remove(node)
