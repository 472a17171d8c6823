"""The rules for a finished deck: what each is called, which standard it keeps, how much it matters and why."""

from irdocs.preflight.rules import Rule
from irdocs.problems import Severity

ERROR, WARNING, ADVICE = Severity.ERROR, Severity.WARNING, Severity.ADVICE


_REPAIR = "PowerPoint says it found a problem with content, and drops what it cannot read"

RULES: dict[str, Rule] = {
    # The file as a package of parts.
    "not-a-deck": Rule("D20", ERROR, "Nothing can open the file", "save it again as .pptx"),
    "deck-locked": Rule(
        "D05", ERROR, "A locked file shuts out assistive technology", "remove the password or the rights"
    ),
    "deck-too-large": Rule(
        "D20", ERROR, "The file unpacks to more than a deck can be", "save it again, with smaller media"
    ),
    "broken-zip": Rule("D20", ERROR, _REPAIR, "save the file again; it was cut or damaged"),
    "broken-xml": Rule("D20", ERROR, _REPAIR, "mend or drop the part"),
    "duplicate-entry": Rule("D20", ERROR, _REPAIR, "write every part once"),
    "bad-part-name": Rule("D20", ERROR, _REPAIR, "name parts with letters, digits and single slashes"),
    "no-content-type": Rule("D20", ERROR, _REPAIR, "name the part's type in [Content_Types].xml"),
    "type-of-missing-part": Rule("D20", ERROR, _REPAIR, "drop the Override, or add the part"),
    "wrong-content-type": Rule("D20", ERROR, _REPAIR, "give the part the type that its relationship promises"),
    "missing-part": Rule("D20", ERROR, _REPAIR, "add the part, or drop the relationship and what uses it"),
    "missing-relationship": Rule("D20", ERROR, _REPAIR, "add the relationship, or drop the reference"),
    "duplicate-relationship": Rule("D20", ERROR, _REPAIR, "give every relationship of a part its own id"),
    "orphan-part": Rule(
        "D20", WARNING, "Left-over parts make the file large and may hold what nobody meant to send", "drop the part"
    ),
    "macros": Rule("D20", WARNING, "Hospital machines block macros", "save it without macros"),
    # The XML inside the parts.
    "broken-slide-chain": Rule(
        "D20", ERROR, _REPAIR, "every slide has one layout, every layout one master, every master one theme"
    ),
    "bad-slide-list": Rule(
        "D20", ERROR, _REPAIR, "slide ids are unique and from 256 up; master and layout ids from 2147483648 up"
    ),
    "bad-slide-size": Rule("D20", ERROR, _REPAIR, "a slide is 1 to 56 inches wide and high"),
    "bad-section": Rule("D20", ERROR, _REPAIR, "each slide stands in one section; section ids are GUIDs in braces"),
    "bad-shape-id": Rule(
        "D20",
        ERROR,
        "Animations, comments and screen readers lose the shape, and PowerPoint may repair the file",
        "give every shape of a slide its own id above zero",
    ),
    "missing-text-body": Rule("D20", ERROR, _REPAIR, "give the shape or cell a text body with at least one paragraph"),
    "empty-line": Rule("D20", ERROR, _REPAIR, "drop the empty a:ln, or say what the line looks like"),
    "background-without-effects": Rule(
        "D20", ERROR, _REPAIR, "add an empty a:effectLst after the fill of the background"
    ),
    "negative-extent": Rule("D20", ERROR, _REPAIR, "use a positive size, and flipH or flipV"),
    "not-a-number": Rule("D20", ERROR, _REPAIR, "write whole numbers where whole numbers are due"),
    "bad-anchor": Rule("D20", ERROR, _REPAIR, "anchors are t, ctr, b, just or dist"),
    "bad-notes-placeholder": Rule("D20", ERROR, _REPAIR, "notes hold hdr, dt, sldImg, body, ftr and sldNum only"),
    "bad-colour": Rule("D20", ERROR, _REPAIR, "write six hexadecimal digits, or a colour of the theme"),
    "wrong-child-order": Rule("D20", ERROR, _REPAIR, "write child elements in the order of the schema"),
    "ragged-table": Rule("D20", ERROR, _REPAIR, "give every row as many cells as the grid has columns"),
    "bad-axis": Rule("D20", ERROR, _REPAIR, "axis ids are unsigned, and each names one axis of the chart"),
    "stale-properties": Rule(
        "D20", WARNING, "The file's own summary contradicts the file", "correct docProps/app.xml, or drop the elements"
    ),
    # What PowerPoint's accessibility checker looks at.
    "missing-alt-text": Rule(
        "D01", ERROR, "A person who cannot see it is told nothing", "say what it shows, or mark it as decorative"
    ),
    "file-name-as-alt-text": Rule("D01", ERROR, "A screen reader reads out a file name", "say what the picture shows"),
    "weak-alt-text": Rule(
        "D01",
        WARNING,
        "The words say that there is a picture, and not what it shows",
        "say the finding in a sentence or two",
    ),
    "table-without-header": Rule(
        "D02", ERROR, "Cells are read without the names of their columns", "switch on Header Row"
    ),
    "slide-without-title": Rule(
        "D03", ERROR, "A slide without a title cannot be found or named", "fill a title placeholder"
    ),
    "unnamed-section": Rule("D04", ERROR, "The default name says nothing", "name the section"),
    "low-contrast": Rule(
        "D06", WARNING, "Words fade into their ground", "use a darker or lighter colour: 4.5:1, or 3:1 from 18 pt"
    ),
    "text-over-picture": Rule(
        "D06", WARNING, "Words on a picture cannot be read everywhere", "give the words a panel of their own"
    ),
    "merged-cells": Rule("D07", WARNING, "Screen readers lose their place in merged cells", "repeat the value instead"),
    "blank-cells": Rule(
        "D07", WARNING, "A blank row or column reads as the end of the table", "drop it; use spacing instead"
    ),
    "reading-order": Rule(
        "D08",
        WARNING,
        "The slide is read aloud in another order than it is seen",
        "put the shapes in order: title, body, source, footer",
    ),
    "media-without-captions": Rule(
        "D09", WARNING, "A person who cannot hear it misses what is said", "insert captions"
    ),
    "duplicate-title": Rule(
        "D10", WARNING, "Slides with one name cannot be told apart", 'add "(1 of 2)" or say the new point'
    ),
    "duplicate-section": Rule(
        "D11", WARNING, "Sections with one name cannot be told apart", "name each by what it holds"
    ),
    "missing-property": Rule(
        "D12", WARNING, "The file cannot be found or named by what it is", "fill in the document properties"
    ),
    "missing-language": Rule(
        "D12",
        WARNING,
        "The reader's language is taken instead: wrong voice, wrong spelling",
        'give every run its language, such as lang="en-GB"',
    ),
    "generic-link-text": Rule("D12", WARNING, "Read alone, the link does not say where it leads", "name the target"),
    "bad-link": Rule(
        "D12",
        WARNING,
        "The link leads nowhere, or starts a program",
        "use https, mailto or tel, or a slide of the deck",
    ),
    "typed-list": Rule(
        "D12", WARNING, "A typed bullet is no list to a screen reader", "use the list styles of the layout"
    ),
    "no-slide-number": Rule("D12", WARNING, "Nobody can ask about slide 12", "insert the slide number of the layout"),
    "text-outside-placeholder": Rule(
        "D12", WARNING, "Text boxes do not show in Outline View", "put running text into a placeholder"
    ),
    "auto-advance": Rule("D12", ERROR, "The slide leaves before it was read", "advance on click"),
    "animation": Rule(
        "D12",
        WARNING,
        "What moves or comes by itself distracts, and is lost on paper",
        "only let something appear on a click",
    ),
    # Quality of the file.
    "full-slide-picture": Rule(
        "D21", ERROR, "A picture of a slide cannot be edited or read", "use native text, charts and tables"
    ),
    "chart-without-workbook": Rule("D21", ERROR, "The chart's data cannot be edited", "embed the workbook"),
    "too-many-shapes": Rule(
        "D21", WARNING, "Nobody can edit a slide of hundreds of shapes", "draw them as one freeform"
    ),
    "text-split-in-lines": Rule(
        "D22", WARNING, "Lines in boxes of their own do not re-flow", "put them into one text box"
    ),
    "empty-placeholder": Rule(
        "D23", WARNING, 'Some readers and converters print "Click to add text"', "fill it, or remove it"
    ),
    "placeholder-without-layout": Rule(
        "D23",
        WARNING,
        "The placeholder has no parent to take its place and style from",
        "use a placeholder of the slide's layout",
    ),
    "unusual-font": Rule(
        "D24",
        WARNING,
        "Another machine shows another face, and lines break elsewhere",
        "use Arial, or a face that Office brings",
    ),
    "fixed-font": Rule(
        "D12", WARNING, "The template's face no longer decides", "drop the face from the run, or use +mj-lt or +mn-lt"
    ),
    "fixed-size": Rule(
        "D12",
        WARNING,
        "The template's size no longer decides",
        "drop the size from the run, or use a level of the layout",
    ),
    "fixed-colour": Rule("D12", WARNING, "The colour stays when the theme changes", "use a colour of the theme"),
    "off-slide": Rule("D25", ERROR, "What lies off the slide is not shown", "move it inside"),
    "overlap": Rule("D25", WARNING, "One thing hides another", "move them apart"),
    "text-overflow": Rule("D25", WARNING, "Words run out of their box", "shorten or split; text never shrinks"),
    "shrunk-text": Rule(
        "D32", WARNING, "Shrunk text differs from slide to slide, and between programs", "split the slide"
    ),
    "small-text": Rule(
        "D32", WARNING, "It cannot be read from the back of the room", "18 pt or more; 14 for source, footer and number"
    ),
    # Teaching.
    "long-headline": Rule("D30", ADVICE, "A headline is read at one glance", "two lines and 14 words at most"),
    "too-many-words": Rule(
        "D31", ADVICE, "Listeners read instead of listening", "60 words at most; the talk goes into the notes"
    ),
    "no-notes": Rule(
        "D34", WARNING, "Another teacher does not know what to say", "write notes: what to say, source, minutes"
    ),
}
"""Slug -> rule, for decks."""
