"""Opens the zip of a deck without trusting it: damaged, locked, lying and bursting files end as a problem."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable

from irdocs.preflight.rules import Report

MOST_BYTES = 600_000_000
"""A deck that unpacks to more is refused."""
MOST_XML_BYTES = 40_000_000
"""A single XML part that is longer is refused."""
MOST_ENTRIES = 20_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NAME = re.compile(
    r"(?:[A-Za-z0-9_.~!$&'()*+,;=:@ -]|%[0-9A-Fa-f]{2})+(?:/(?:[A-Za-z0-9_.~!$&'()*+,;=:@ -]|%[0-9A-Fa-f]{2})+)*"
)
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    OverflowError,
    KeyError,
)


def read_entries(data: bytes, report: Report) -> dict[str, bytes] | None:
    """Return the parts by name (without a leading slash), or None where the file is no readable package."""
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data or "EncryptionInfo".encode("utf-16-le") in data:
            report.add("deck-locked", "the file is encrypted with a password or with rights management")
        else:
            report.add("not-a-deck", "the file is of the old kind (.ppt), not .pptx")
        return None
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _FAULTS:
        report.add(
            "not-a-deck", "the file is empty" if not data else "the file is not a zip, so not a .pptx, or it was cut"
        )
        return None
    with archive:
        entries = archive.infolist()
        if not _may_be_unpacked(entries, report):
            return None
        _check_names(entries, report)
        return _read(archive, entries, report)


def _may_be_unpacked(entries: list[zipfile.ZipInfo], report: Report) -> bool:
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or total > MOST_BYTES:
        report.add("deck-too-large", f"the file unpacks to {total / 1e6:,.0f} MB in {len(entries):,} parts")
        return False
    for entry in entries:
        if entry.file_size > MOST_XML_BYTES and entry.filename.endswith((".xml", ".rels")):
            report.add("deck-too-large", f"{entry.filename} unpacks to {entry.file_size / 1e6:,.0f} MB of markup")
            return False
        if entry.flag_bits & 0x1:
            report.add("deck-locked", f"{entry.filename} is encrypted")
            return False
    return True


def _check_names(entries: Iterable[zipfile.ZipInfo], report: Report) -> None:
    seen: dict[str, str] = {}
    for entry in entries:
        name = entry.filename
        if name.endswith("/"):
            continue
        if name.lower() in seen:
            report.add("duplicate-entry", f"{name} stands twice in the file")
        seen[name.lower()] = name
        parts = name.split("/")
        if name != "[Content_Types].xml" and (not _NAME.fullmatch(name) or any(part.endswith(".") for part in parts)):
            report.add("bad-part-name", f"{name[:80]!r} is not a valid name for a part")


def _read(archive: zipfile.ZipFile, entries: Iterable[zipfile.ZipInfo], report: Report) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    for entry in entries:
        if entry.filename.endswith("/"):
            continue
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            report.add("broken-zip", f"{entry.filename} is packed in a way that PowerPoint cannot read")
        try:
            with archive.open(entry) as stream:
                # Never more than was announced: the announcement is what the limits above were checked against.
                parts[entry.filename] = stream.read(entry.file_size)
                if stream.read(1):
                    report.add("broken-zip", f"{entry.filename} is longer than the file says")
        except _FAULTS as fault:
            report.add("broken-zip", f"{entry.filename} cannot be unpacked: {str(fault)[:100]}")
    return parts
