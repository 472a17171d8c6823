"""The zip of a deck, the same byte for byte: fixed order, fixed times, and the parts that describe the package."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

XML_HEAD = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_REL = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT = "application/vnd.openxmlformats-officedocument"

# 1 January 1980 in DOS form, the earliest time that a zip can hold: day 1, month 1, year 0.
_DOS_DATE = (1 << 5) | 1
_LEVEL = 3


@dataclass(frozen=True)
class PackagePart:
    """One file of the package, deflated already, so that a part kept between decks is deflated once."""

    name: str
    """Path in the zip, without a leading stroke."""
    crc: int
    size: int
    """Bytes before deflating."""
    data: bytes
    """Raw deflate stream, or the bytes themselves where deflating did not pay."""
    deflated: bool


def pack(name: str, content: bytes | str) -> PackagePart:
    """Deflate one part. Pictures and workbooks that do not shrink are stored."""
    raw = content.encode("utf-8") if isinstance(content, str) else content
    squeeze = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
    data = squeeze.compress(raw) + squeeze.flush()
    deflated = len(data) < len(raw)
    return PackagePart(name, zlib.crc32(raw), len(raw), data if deflated else raw, deflated)


@lru_cache(maxsize=4096)
def pack_links(name: str, rows: tuple[tuple[str, str, str], ...]) -> PackagePart:
    """Write and deflate a part of relationships; the same ones come back in deck after deck."""
    return pack(name, relationships(rows))


def package_order(name: str) -> tuple[int, str]:
    """Sort key: the content types come first, then the package's relationships, then names in order."""
    return ({"[Content_Types].xml": 0, "_rels/.rels": 1}.get(name, 2), name)


def write_zip(parts: Iterable[PackagePart]) -> bytes:
    """Write the parts as a zip without clock, owner or system in it.

    Done by hand because `zipfile` would deflate each kept part again. (APPNOTE.TXT 4.3.7 local header, 4.3.12 central
    directory, 4.3.16 end.)
    """
    body: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    count = 0
    for part in sorted(parts, key=lambda part: package_order(part.name)):
        name = part.name.encode("ascii")
        common = struct.pack(
            "<HHHHHIIIHH",
            20,
            0,
            8 if part.deflated else 0,
            0,
            _DOS_DATE,
            part.crc,
            len(part.data),
            part.size,
            len(name),
            0,
        )
        body += (b"PK\x03\x04", common, name, part.data)
        directory += (b"PK\x01\x02", struct.pack("<H", 20), common, struct.pack("<HHHII", 0, 0, 0, 0, offset), name)
        offset += 4 + len(common) + len(name) + len(part.data)
        count += 1
    listing = b"".join(directory)
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(listing), offset, 0)
    return b"".join((*body, listing, b"PK\x05\x06", end))


def content_types(defaults: Mapping[str, str], overrides: Mapping[str, str]) -> str:
    """The part [Content_Types].xml: kinds by extension and by part name (with a leading stroke)."""
    rows = [f'<Default Extension="{name}" ContentType="{kind}"/>' for name, kind in sorted(defaults.items())]
    rows += [f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in sorted(overrides.items())]
    return (
        XML_HEAD
        + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        + "".join(rows)
        + "</Types>"
    )


def relationships(rows: Sequence[tuple[str, str, str]]) -> str:
    """A .rels part from (id, kind, target); a kind that ends in "hyperlink" with a scheme in its target is external."""
    out = []
    for rel_id, kind, target in rows:
        url = kind if kind.startswith("http") else f"{REL}/{kind}"
        outside = ' TargetMode="External"' if kind == "hyperlink" else ""
        out.append(f'<Relationship Id="{rel_id}" Type="{url}" Target={quoteattr(target)}{outside}/>')
    return XML_HEAD + f'<Relationships xmlns="{PACKAGE_REL}">' + "".join(out) + "</Relationships>"


def core_properties(
    title: str, creator: str, subject: str, keywords: str, language: str, created: date | None, revised: date | None
) -> str:
    """The part docProps/core.xml. A date that the record does not state is left out: there is no clock here."""

    def stamp(name: str, day: date | None) -> str:
        if day is None:
            return ""
        return f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{day.isoformat()}T00:00:00Z</dcterms:{name}>'

    return (
        XML_HEAD
        + '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:dcmitype="http://purl.org/dc/dcmitype/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:subject>{escape(subject)}</dc:subject>"
        f"<dc:creator>{escape(creator)}</dc:creator><cp:keywords>{escape(keywords)}</cp:keywords>"
        f"<cp:lastModifiedBy>{escape(creator)}</cp:lastModifiedBy>"
        f"{stamp('created', created)}{stamp('modified', revised or created)}"
        f"<dc:language>{escape(language)}</dc:language></cp:coreProperties>"
    )


def app_properties(slides: int = 0, notes: int = 0, words: int = 0) -> str:
    """The part docProps/app.xml, with the counts that are true and none of the template's."""
    counts = f"<Words>{words}</Words><Slides>{slides}</Slides><Notes>{notes}</Notes>" if slides else ""
    return (
        XML_HEAD + '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"{counts}<Application>irdocs</Application></Properties>"
    )
