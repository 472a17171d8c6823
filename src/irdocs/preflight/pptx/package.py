"""The parts of a deck and the relationships between them, and the rules that hold for any Office package."""

import posixpath
import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from lxml import etree

from irdocs.preflight.pptx import xml
from irdocs.preflight.pptx.xml import q
from irdocs.preflight.rules import Report

_MAIN = "application/vnd.openxmlformats-officedocument.presentationml."
_MAIN_TYPES = tuple(f"{_MAIN}{kind}.main+xml" for kind in ("presentation", "template", "slideshow"))
_MACRO_TYPES = tuple(
    f"application/vnd.ms-powerpoint.{kind}.macroEnabled.main+xml" for kind in ("presentation", "template", "slideshow")
)
_EXPECTED = {
    "slide": f"{_MAIN}slide+xml",
    "slideLayout": f"{_MAIN}slideLayout+xml",
    "slideMaster": f"{_MAIN}slideMaster+xml",
    "notesSlide": f"{_MAIN}notesSlide+xml",
    "notesMaster": f"{_MAIN}notesMaster+xml",
    "handoutMaster": f"{_MAIN}handoutMaster+xml",
    "presProps": f"{_MAIN}presProps+xml",
    "viewProps": f"{_MAIN}viewProps+xml",
    "tableStyles": f"{_MAIN}tableStyles+xml",
    "theme": "application/vnd.openxmlformats-officedocument.theme+xml",
    "chart": "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
    "image": "image/",
    "core-properties": "application/vnd.openxmlformats-package.core-properties+xml",
    "extended-properties": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}
"""Last word of a relationship's type -> the content type (or its beginning) that the target must have."""


@dataclass(frozen=True)
class Relationship:
    """One arrow from a part to another, or out of the file."""

    id: str
    kind: str
    """The last word of the type: slide, image, hyperlink, ..."""
    target: str
    """Name of the part, or the address where it leads outside."""
    external: bool


@dataclass
class Package:
    """The parts of a deck, read when asked for."""

    parts: dict[str, bytes]
    report: Report
    defaults: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, str] = field(default_factory=dict)
    _roots: dict[str, etree._Element | None] = field(default_factory=dict)
    _relationships: dict[str, dict[str, Relationship]] = field(default_factory=dict)
    references: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """Part -> (element, relationship id) for every relationship that its markup names."""

    def root(self, name: str) -> etree._Element | None:
        """Return the markup of a part; None (told once) where it is missing or broken."""
        if name not in self._roots:
            self._roots[name] = self._parse(name)
        return self._roots[name]

    def relationships(self, name: str) -> dict[str, Relationship]:
        """Return the relationships of a part by id; "" is the package itself."""
        if name not in self._relationships:
            self._relationships[name] = self._read_relationships(name)
        return self._relationships[name]

    def related(self, name: str, kind: str) -> list[str]:
        """Return the parts that a part is related to in one way."""
        found = self.relationships(name).values()
        return [one.target for one in found if one.kind == kind and not one.external and one.target in self.parts]

    def content_type(self, name: str) -> str:
        """Return the content type of a part, or an empty string."""
        return self.overrides.get(name) or self.defaults.get(name.rpartition(".")[2].lower(), "")

    def _parse(self, name: str) -> etree._Element | None:
        data = self.parts.get(name)
        if data is None:
            return None
        try:
            root = xml.parse(data)
        except xml.BrokenXml as fault:
            self.report.add("broken-xml", f"{name} cannot be read: {fault}")
            return None
        self.references[name] = [
            (xml.local(element), str(value))
            for element in root.iter(etree.Element)
            for key, value in element.attrib.items()
            if str(key).startswith(q("r:")) and (value or "action" not in element.attrib)
        ]
        xml.choose_alternatives(root)
        return root

    def _read_relationships(self, name: str) -> dict[str, Relationship]:
        folder, _, file = name.rpartition("/")
        path = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
        root = self.root(path)
        found: dict[str, Relationship] = {}
        for element in xml.elements(root, "rel:Relationship") if root is not None else ():
            one = element.get("Id", "")
            external = element.get("TargetMode") == "External"
            target = element.get("Target", "")
            if not external:
                # A fragment or a query never names a part; an absolute target starts at the root of the package.
                target = _resolve(folder, target)
            if one in found or not one:
                self.report.add("duplicate-relationship", f"{path}: the id {one!r} is used twice or empty")
            found[one] = Relationship(one, element.get("Type", "").rpartition("/")[2], target, external)
        return found


def _resolve(folder: str, target: str) -> str:
    try:
        path = unquote(urlsplit(target).path)
    except ValueError:
        return target
    return posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")


def open_package(parts: dict[str, bytes], report: Report) -> tuple[Package, str] | None:
    """Return the package and the name of its presentation part; None where it is no deck at all."""
    package = Package(parts, report)
    types = package.root("[Content_Types].xml")
    if types is None:
        report.add("not-a-deck", "the file has no readable [Content_Types].xml, so it is no Office file")
        return None
    for element in xml.children(types):
        kind = element.get("ContentType", "")
        if xml.local(element) == "Default":
            package.defaults[element.get("Extension", "").lower()] = kind
        else:
            name = element.get("PartName", "").lstrip("/")
            if name in package.overrides:
                report.add("duplicate-entry", f"[Content_Types].xml names {name} twice")
            package.overrides[name] = kind
    main = package.related("", "officeDocument")
    if not main:
        report.add("not-a-deck", "the package names no document to open")
        return None
    kind = package.content_type(main[0])
    if kind in _MACRO_TYPES or package.related(main[0], "vbaProject"):
        report.add("macros", "the deck carries macros")
    elif kind not in _MAIN_TYPES:
        report.add("not-a-deck", f"{main[0]} is {kind or 'of no type'!r}, not a presentation")
        return None
    return package, main[0]


def check_package(package: Package) -> None:
    """Hold every part and relationship against the rules of a package."""
    report = package.report
    reached = _walk(package)
    for name in package.overrides:
        if name not in package.parts:
            report.add("type-of-missing-part", f"[Content_Types].xml names {name}, which is not in the file")
    for name in package.parts:
        if name == "[Content_Types].xml":
            continue
        if not package.content_type(name):
            report.add("no-content-type", f"{name} has no content type")
        if name.endswith(".rels"):
            source = re.sub(r"_rels/([^/]*)\.rels$", r"\1", name)
            if source and source not in package.parts:
                report.add("orphan-part", f"{name} belongs to a part that is not in the file")
        elif name not in reached:
            report.add("orphan-part", f"nothing in the deck leads to {name}")
    _check_references(package)


def _check_references(package: Package) -> None:
    """What a part names by the id of a relationship is a relationship of the part."""
    for name, references in list(package.references.items()):
        known = package.relationships(name)
        for element, one in references:
            if one not in known and not name.endswith(".rels"):
                package.report.add(
                    "missing-relationship", f"{name}: <{element}> names {one!r}, which is no relationship of the part"
                )


def _walk(package: Package) -> set[str]:
    """Visit every part that can be reached, and check each relationship on the way."""
    reached, waiting = {""}, [""]
    while waiting:
        name = waiting.pop()
        if name.endswith(".xml"):
            package.root(name)
        for one in package.relationships(name).values():
            if one.external:
                continue
            if one.target not in package.parts:
                # "NULL" targets come from deleted links; PowerPoint repairs them like any other.
                package.report.add(
                    "missing-part", f"{name or 'the package'} leads to {one.target}, which is not in the file"
                )
                continue
            expected, found = _EXPECTED.get(one.kind, ""), package.content_type(one.target)
            if found and not found.startswith(expected):
                package.report.add(
                    "wrong-content-type", f"{one.target} is related as {one.kind}, but its type is {found}"
                )
            if one.target not in reached:
                reached.add(one.target)
                waiting.append(one.target)
    return reached
