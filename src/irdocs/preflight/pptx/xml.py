"""Names of the markup of a presentation, and reading it without trusting it."""

from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

NAMESPACES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "p14": "http://schemas.microsoft.com/office/powerpoint/2010/main",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "ep": "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
    "vt": "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
}

# ISO 29500 "strict" files use other names for the same things.
_STRICT = {
    b"http://purl.oclc.org/ooxml/drawingml/main": NAMESPACES["a"].encode(),
    b"http://purl.oclc.org/ooxml/drawingml/chart": NAMESPACES["c"].encode(),
    b"http://purl.oclc.org/ooxml/presentationml/main": NAMESPACES["p"].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": NAMESPACES["r"].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/extendedProperties": NAMESPACES["ep"].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes": NAMESPACES["vt"].encode(),
}


class BrokenXml(Exception):
    """A part that cannot be read; the message says why."""


@lru_cache(maxsize=2048)
def q(name: str) -> str:
    """Return "a:t" as lxml writes it, "{http://...}t"."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def parse(data: bytes) -> etree._Element:
    """Parse one part; raises BrokenXml, also for a document type (parts never have one, bombs do)."""
    for strict, usual in _STRICT.items():
        if strict in data:
            data = data.replace(strict, usual)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise BrokenXml(str(fault).splitlines()[0] if str(fault) else "empty") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise BrokenXml("it has a document type, which no part may have")
    return root


def choose_alternatives(root: etree._Element) -> None:
    """Put the first choice of every mc:AlternateContent in its place, as a current PowerPoint does."""
    for alternative in list(root.iter(q("mc:AlternateContent"))):
        parent = alternative.getparent()
        choice = alternative.find(q("mc:Choice"))
        if choice is None:
            choice = alternative.find(q("mc:Fallback"))
        if parent is None:
            continue
        place = parent.index(alternative)
        for child in reversed(list(choice) if choice is not None else []):
            parent.insert(place, child)
        parent.remove(alternative)


def elements(root: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Give all elements below root with one of the names, in the order of the document."""
    yield from root.iter(*(q(name) for name in names))


def children(root: etree._Element) -> list[etree._Element]:
    """Return the child elements, without comments and processing instructions."""
    return [child for child in root if isinstance(child.tag, str)]


def find(root: etree._Element | None, *path: str) -> etree._Element | None:
    """Walk down by name; None as soon as one is missing."""
    for name in path:
        if root is None:
            return None
        root = root.find(q(name))
    return root


def local(element: etree._Element) -> str:
    """Return the name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def number(text: str | None) -> int | None:
    """Read a whole number; None for anything else."""
    try:
        return int(text) if text is not None and len(text) < 20 else None
    except ValueError:
        return None
