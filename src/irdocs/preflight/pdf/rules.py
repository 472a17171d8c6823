"""The rules for a finished PDF: what each is called, which standard it keeps, how much it matters and why."""

from irdocs.preflight.rules import Rule
from irdocs.problems import Severity

ERROR, WARNING = Severity.ERROR, Severity.WARNING


RULES: dict[str, Rule] = {
    "not-a-pdf": Rule("A02", ERROR, "Nothing can open the file", "make the file again"),
    "pdf-locked": Rule(
        "A02", ERROR, "A locked file shuts out assistive technology", "remove the password or the rights"
    ),
    "broken-pdf": Rule("A02", ERROR, "Readers differ in what they make of a damaged file", "make the file again"),
    "not-tagged": Rule(
        "A02", ERROR, "A screen reader has nothing to go by", "write a structure tree, and say that the file is marked"
    ),
    "suspect-tags": Rule(
        "A02", ERROR, "The file says of its own tags that they may be wrong", "tag it well, and drop Suspects"
    ),
    "unmarked-painting": Rule(
        "A02", ERROR, "Something is painted that is neither content nor decoration", "mark it, or make it an artifact"
    ),
    "nested-marks": Rule(
        "A02",
        ERROR,
        "Content inside an artifact, or an artifact inside content, is lost",
        "close one mark before the next",
    ),
    "broken-parent-tree": Rule(
        "A02", ERROR, "Content and structure do not find each other", "write the parent tree from the marks"
    ),
    "unknown-structure-type": Rule(
        "A02", ERROR, "A reader does not know what the element is", "use a standard type, or map it in RoleMap"
    ),
    "heading-order": Rule(
        "A02",
        ERROR,
        "A skipped level hides where one is in the document",
        "start at H1 and go down one level at a time",
    ),
    "no-heading": Rule("A02", WARNING, "Nobody can jump from part to part", "tag the headings"),
    "list-structure": Rule("A02", ERROR, "The list is not read as one", "L holds LI, LI holds Lbl and LBody"),
    "table-structure": Rule(
        "A06", ERROR, "Cells are read in the wrong place", "Table holds rows, rows hold as many cells as each other"
    ),
    "header-without-scope": Rule(
        "A06", ERROR, "A cell cannot be told what it belongs to", "give every TH a Scope of Row, Column or Both"
    ),
    "table-without-header": Rule(
        "A06", ERROR, "Cells are read without the names of their columns", "tag header cells as TH"
    ),
    "merged-cells": Rule("A06", WARNING, "Screen readers lose their place in merged cells", "repeat the value instead"),
    "figure-without-alt": Rule(
        "A05", ERROR, "A person who cannot see it is told nothing", "give the Figure an Alt, or make it an artifact"
    ),
    "file-name-as-alt-text": Rule("A05", ERROR, "A screen reader reads out a file name", "say what the picture shows"),
    "figure-without-bbox": Rule(
        "A02", WARNING, "A reader that shows the figure alone cannot find it", "give the Figure a BBox"
    ),
    "no-document-language": Rule(
        "A03", ERROR, "The wrong voice reads the text", 'give the document its language, such as "en-GB"'
    ),
    "bad-language": Rule(
        "A03", ERROR, "A language that nobody knows is read in the wrong voice", "use a tag such as en-GB or cy"
    ),
    "no-document-title": Rule(
        "A04",
        ERROR,
        "The window shows a file name",
        "write the title into the XMP metadata, and into Info if that has one",
    ),
    "title-not-shown": Rule("A04", ERROR, "The window shows a file name", "set DisplayDocTitle"),
    "no-ua-claim": Rule(
        "A11",
        WARNING,
        "Nobody can tell that the file means to be accessible",
        "write pdfuaid:part into the XMP metadata",
    ),
    "font-not-embedded": Rule(
        "A09", ERROR, "Another machine shows other letters, or none", "embed every font that is used"
    ),
    "no-unicode-map": Rule(
        "A09", ERROR, "Copying, searching and reading aloud give nonsense", "give the font a ToUnicode map"
    ),
    "link-without-tag": Rule(
        "A08",
        ERROR,
        "The link cannot be reached from the text",
        "put an object reference in a Link element, and StructParent in the annotation",
    ),
    "link-without-description": Rule("A08", ERROR, "Nothing says where the link leads", "give the annotation Contents"),
    "generic-link-text": Rule("A08", WARNING, "Read alone, the link does not say where it leads", "name the target"),
    "tab-order": Rule("A08", ERROR, "The Tab key jumps about", "set Tabs to S on every page"),
    "no-bookmarks": Rule("A10", WARNING, "Long documents need a way to jump", "write an outline from the headings"),
    "small-text": Rule(
        "L01", ERROR, "Many patients cannot read it", "12 pt or more everywhere, also in captions and footers"
    ),
}
"""Slug -> rule, for PDFs."""
