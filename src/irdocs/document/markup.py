"""Markup text -> elements with places, checked against the vocabulary; nothing is repaired, nothing is skipped in silence."""

import difflib
from dataclasses import dataclass, field
from functools import cache
from xml.parsers import expat

from irdocs.document.vocabulary import VOCABULARY
from irdocs.problems import Location, Problems


@dataclass
class Element:
    """An element as it was written."""

    tag: str
    attributes: dict[str, str]
    at: Location
    children: "list[Element | str]" = field(default_factory=list)

    def elements(self) -> "list[Element]":
        """Return the elements directly inside."""
        return [child for child in self.children if not isinstance(child, str)]

    def find(self, tag: str) -> "Element | None":
        """Return the first element of a name directly inside."""
        return next((child for child in self.children if not isinstance(child, str) and child.tag == tag), None)


@cache
def place(stamp: str) -> Location:
    """Read a stamp "file:line:column" that the template engine left at an element."""
    path, line, column = stamp.rsplit(":", 2)
    return Location(path, int(line), int(column))


def read_markup(markup: str, layout: str, problems: Problems) -> Element | None:
    """Read markup. Unknown elements, attributes and nesting are told, all at once; broken XML ends the reading (None)."""
    reader = _Reader(layout, problems)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.words
    parser.StartDoctypeDeclHandler = reader.doctype
    try:
        parser.Parse(markup, True)
    except expat.ExpatError as error:
        lines = markup.split("\n")
        near = (
            lines[error.lineno - 1][max(0, error.offset - 30) : error.offset + 10] if error.lineno <= len(lines) else ""
        )
        problems.error(
            "broken-markup",
            reader.stack[-1].at if reader.stack else Location(layout),
            f'the markup is broken near "{near.strip()}": {expat.errors.messages[error.code]}',
            "every element is closed, in order, inside the element named by this place",
        )
        return None
    return reader.root


class _Reader:
    def __init__(self, layout: str, problems: Problems) -> None:
        self.problems = problems
        self.stack: list[Element] = []
        self.root: Element | None = None
        self.here = Location(layout)

    def doctype(self, *_: object) -> None:
        self.problems.error("doctype", self.here, "a DOCTYPE cannot stand in markup", "remove it")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        stamp = attributes.pop("data-at", "")
        if stamp:
            self.here = place(stamp)
        element = Element(tag, attributes, self.here)
        known = VOCABULARY.get(tag)
        if known is None:
            close = difflib.get_close_matches(tag, VOCABULARY, 1)
            hint = f"did you mean <{close[0]}>?" if close else "see docs/making-a-layout.md for all elements"
            self.problems.error("unknown-element", self.here, f"<{tag}> is not an element of the markup", hint)
        else:
            for name in attributes:
                if name not in known.required and name not in known.optional:
                    names = ", ".join(sorted(known.required | known.optional)) or "none"
                    self.problems.error(
                        "unknown-attribute", self.here, f'<{tag}> has no attribute "{name}"', f"it has: {names}"
                    )
            for name in known.required:
                if not attributes.get(name):
                    self.problems.error("missing-attribute", self.here, f'<{tag}> needs the attribute "{name}"')
        if self.stack:
            parent = self.stack[-1]
            holder = VOCABULARY.get(parent.tag)
            if known is not None and holder is not None and tag not in holder.holds:
                names = ", ".join(sorted(holder.holds)) or "nothing"
                self.problems.error(
                    "bad-nesting", self.here, f"<{tag}> cannot stand in <{parent.tag}>", f"it may hold: {names}"
                )
            parent.children.append(element)
        else:
            self.root = element
            if tag != "document":
                self.problems.error(
                    "bad-nesting", self.here, f"the outermost element is <{tag}>", "it must be <document>"
                )
        self.stack.append(element)

    def end(self, _: str) -> None:
        self.stack.pop()

    def words(self, text: str) -> None:
        parent = self.stack[-1]
        known = VOCABULARY.get(parent.tag)
        if known is not None and not known.text:
            if text.strip():
                self.problems.error(
                    "stray-words",
                    parent.at,
                    f'words stand directly in <{parent.tag}>: "{text.strip()[:40]}"',
                    "put them in <p>",
                )
            return
        parent.children.append(text)
