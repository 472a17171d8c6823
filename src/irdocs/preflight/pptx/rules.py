"""The rules for a finished deck: what each is called, which standard it keeps, how much it matters and why."""

from dataclasses import dataclass

from irdocs.problems import Location, Problem, Problems, Severity

ERROR, WARNING, ADVICE = Severity.ERROR, Severity.WARNING, Severity.ADVICE


@dataclass(frozen=True)
class DeckRule:
    """One rule, as a person and a manifest read it."""

    standard: str
    """Id of the requirement that the rule keeps."""
    severity: Severity
    why: str
    """What goes wrong where the rule is broken."""
    cure: str
    """What to do."""


_REPAIR = "PowerPoint says it found a problem with content, and drops what it cannot read"

RULES: dict[str, DeckRule] = {
    # The file as a package of parts.
    "not-a-deck": DeckRule("D20", ERROR, "Nothing can open the file", "save it again as .pptx"),
    "deck-locked": DeckRule(
        "D05", ERROR, "A locked file shuts out assistive technology", "remove the password or the rights"
    ),
    "deck-too-large": DeckRule(
        "D20", ERROR, "The file unpacks to more than a deck can be", "save it again, with smaller media"
    ),
    "broken-zip": DeckRule("D20", ERROR, _REPAIR, "save the file again; it was cut or damaged"),
    "broken-xml": DeckRule("D20", ERROR, _REPAIR, "mend or drop the part"),
    "duplicate-entry": DeckRule("D20", ERROR, _REPAIR, "write every part once"),
    "bad-part-name": DeckRule("D20", ERROR, _REPAIR, "name parts with letters, digits and single slashes"),
    "no-content-type": DeckRule("D20", ERROR, _REPAIR, "name the part's type in [Content_Types].xml"),
    "type-of-missing-part": DeckRule("D20", ERROR, _REPAIR, "drop the Override, or add the part"),
    "wrong-content-type": DeckRule("D20", ERROR, _REPAIR, "give the part the type that its relationship promises"),
    "missing-part": DeckRule("D20", ERROR, _REPAIR, "add the part, or drop the relationship and what uses it"),
    "missing-relationship": DeckRule("D20", ERROR, _REPAIR, "add the relationship, or drop the reference"),
    "duplicate-relationship": DeckRule("D20", ERROR, _REPAIR, "give every relationship of a part its own id"),
    "orphan-part": DeckRule(
        "D20", WARNING, "Left-over parts make the file large and may hold what nobody meant to send", "drop the part"
    ),
    "macros": DeckRule("D20", WARNING, "Hospital machines block macros", "save it without macros"),
    # The XML inside the parts.
    "broken-slide-chain": DeckRule(
        "D20", ERROR, _REPAIR, "every slide has one layout, every layout one master, every master one theme"
    ),
    "bad-slide-list": DeckRule(
        "D20", ERROR, _REPAIR, "slide ids are unique and from 256 up; master and layout ids from 2147483648 up"
    ),
    "bad-slide-size": DeckRule("D20", ERROR, _REPAIR, "a slide is 1 to 56 inches wide and high"),
    "bad-section": DeckRule("D20", ERROR, _REPAIR, "each slide stands in one section; section ids are GUIDs in braces"),
    "bad-shape-id": DeckRule(
        "D20",
        ERROR,
        "Animations, comments and screen readers lose the shape, and PowerPoint may repair the file",
        "give every shape of a slide its own id above zero",
    ),
    "missing-text-body": DeckRule(
        "D20", ERROR, _REPAIR, "give the shape or cell a text body with at least one paragraph"
    ),
    "empty-line": DeckRule("D20", ERROR, _REPAIR, "drop the empty a:ln, or say what the line looks like"),
    "background-without-effects": DeckRule(
        "D20", ERROR, _REPAIR, "add an empty a:effectLst after the fill of the background"
    ),
    "negative-extent": DeckRule("D20", ERROR, _REPAIR, "use a positive size, and flipH or flipV"),
    "not-a-number": DeckRule("D20", ERROR, _REPAIR, "write whole numbers where whole numbers are due"),
    "bad-anchor": DeckRule("D20", ERROR, _REPAIR, "anchors are t, ctr, b, just or dist"),
    "bad-notes-placeholder": DeckRule("D20", ERROR, _REPAIR, "notes hold hdr, dt, sldImg, body, ftr and sldNum only"),
    "bad-colour": DeckRule("D20", ERROR, _REPAIR, "write six hexadecimal digits, or a colour of the theme"),
    "wrong-child-order": DeckRule("D20", ERROR, _REPAIR, "write child elements in the order of the schema"),
    "ragged-table": DeckRule("D20", ERROR, _REPAIR, "give every row as many cells as the grid has columns"),
    "bad-axis": DeckRule("D20", ERROR, _REPAIR, "axis ids are unsigned, and each names one axis of the chart"),
    "stale-properties": DeckRule(
        "D20", WARNING, "The file's own summary contradicts the file", "correct docProps/app.xml, or drop the elements"
    ),
    # What PowerPoint's accessibility checker looks at.
    "missing-alt-text": DeckRule(
        "D01", ERROR, "A person who cannot see it is told nothing", "say what it shows, or mark it as decorative"
    ),
    "file-name-as-alt-text": DeckRule(
        "D01", ERROR, "A screen reader reads out a file name", "say what the picture shows"
    ),
    "weak-alt-text": DeckRule(
        "D01",
        WARNING,
        "The words say that there is a picture, and not what it shows",
        "say the finding in a sentence or two",
    ),
    "table-without-header": DeckRule(
        "D02", ERROR, "Cells are read without the names of their columns", "switch on Header Row"
    ),
    "slide-without-title": DeckRule(
        "D03", ERROR, "A slide without a title cannot be found or named", "fill a title placeholder"
    ),
    "unnamed-section": DeckRule("D04", ERROR, "The default name says nothing", "name the section"),
    "low-contrast": DeckRule(
        "D06", WARNING, "Words fade into their ground", "use a darker or lighter colour: 4.5:1, or 3:1 from 18 pt"
    ),
    "text-over-picture": DeckRule(
        "D06", WARNING, "Words on a picture cannot be read everywhere", "give the words a panel of their own"
    ),
    "merged-cells": DeckRule(
        "D07", WARNING, "Screen readers lose their place in merged cells", "repeat the value instead"
    ),
    "blank-cells": DeckRule(
        "D07", WARNING, "A blank row or column reads as the end of the table", "drop it; use spacing instead"
    ),
    "reading-order": DeckRule(
        "D08",
        WARNING,
        "The slide is read aloud in another order than it is seen",
        "put the shapes in order: title, body, source, footer",
    ),
    "media-without-captions": DeckRule(
        "D09", WARNING, "A person who cannot hear it misses what is said", "insert captions"
    ),
    "duplicate-title": DeckRule(
        "D10", WARNING, "Slides with one name cannot be told apart", 'add "(1 of 2)" or say the new point'
    ),
    "duplicate-section": DeckRule(
        "D11", WARNING, "Sections with one name cannot be told apart", "name each by what it holds"
    ),
    "missing-property": DeckRule(
        "D12", WARNING, "The file cannot be found or named by what it is", "fill in the document properties"
    ),
    "missing-language": DeckRule(
        "D12",
        WARNING,
        "The reader's language is taken instead: wrong voice, wrong spelling",
        'give every run its language, such as lang="en-GB"',
    ),
    "generic-link-text": DeckRule(
        "D12", WARNING, "Read alone, the link does not say where it leads", "name the target"
    ),
    "bad-link": DeckRule(
        "D12",
        WARNING,
        "The link leads nowhere, or starts a program",
        "use https, mailto or tel, or a slide of the deck",
    ),
    "typed-list": DeckRule(
        "D12", WARNING, "A typed bullet is no list to a screen reader", "use the list styles of the layout"
    ),
    "no-slide-number": DeckRule(
        "D12", WARNING, "Nobody can ask about slide 12", "insert the slide number of the layout"
    ),
    "text-outside-placeholder": DeckRule(
        "D12", WARNING, "Text boxes do not show in Outline View", "put running text into a placeholder"
    ),
    "auto-advance": DeckRule("D12", ERROR, "The slide leaves before it was read", "advance on click"),
    "animation": DeckRule(
        "D12",
        WARNING,
        "What moves or comes by itself distracts, and is lost on paper",
        "only let something appear on a click",
    ),
    # Quality of the file.
    "full-slide-picture": DeckRule(
        "D21", ERROR, "A picture of a slide cannot be edited or read", "use native text, charts and tables"
    ),
    "chart-without-workbook": DeckRule("D21", ERROR, "The chart's data cannot be edited", "embed the workbook"),
    "too-many-shapes": DeckRule(
        "D21", WARNING, "Nobody can edit a slide of hundreds of shapes", "draw them as one freeform"
    ),
    "text-split-in-lines": DeckRule(
        "D22", WARNING, "Lines in boxes of their own do not re-flow", "put them into one text box"
    ),
    "empty-placeholder": DeckRule(
        "D23", WARNING, 'Some readers and converters print "Click to add text"', "fill it, or remove it"
    ),
    "placeholder-without-layout": DeckRule(
        "D23",
        WARNING,
        "The placeholder has no parent to take its place and style from",
        "use a placeholder of the slide's layout",
    ),
    "unusual-font": DeckRule(
        "D24",
        WARNING,
        "Another machine shows another face, and lines break elsewhere",
        "use Arial, or a face that Office brings",
    ),
    "fixed-font": DeckRule(
        "D12", WARNING, "The template's face no longer decides", "drop the face from the run, or use +mj-lt or +mn-lt"
    ),
    "fixed-size": DeckRule(
        "D12",
        WARNING,
        "The template's size no longer decides",
        "drop the size from the run, or use a level of the layout",
    ),
    "fixed-colour": DeckRule("D12", WARNING, "The colour stays when the theme changes", "use a colour of the theme"),
    "off-slide": DeckRule("D25", ERROR, "What lies off the slide is not shown", "move it inside"),
    "overlap": DeckRule("D25", WARNING, "One thing hides another", "move them apart"),
    "text-overflow": DeckRule("D25", WARNING, "Words run out of their box", "shorten or split; text never shrinks"),
    "shrunk-text": DeckRule(
        "D32", WARNING, "Shrunk text differs from slide to slide, and between programs", "split the slide"
    ),
    "small-text": DeckRule(
        "D32", WARNING, "It cannot be read from the back of the room", "18 pt or more; 14 for source, footer and number"
    ),
    # Teaching.
    "long-headline": DeckRule("D30", ADVICE, "A headline is read at one glance", "two lines and 14 words at most"),
    "too-many-words": DeckRule(
        "D31", ADVICE, "Listeners read instead of listening", "60 words at most; the talk goes into the notes"
    ),
    "no-notes": DeckRule(
        "D34", WARNING, "Another teacher does not know what to say", "write notes: what to say, source, minutes"
    ),
}
"""Slug -> rule, for decks."""


@dataclass
class DeckReport:
    """Where the rules put what they find. A slide's number counts as the line of its place."""

    name: str
    problems: Problems

    def add(self, rule: str, what: str, slide: int = 0) -> None:
        """Tell one finding; ``what`` names slide and shape first."""
        known = RULES[rule]
        place = Location(self.name, slide)
        self.problems.extend([Problem(known.severity, rule, place, what, known.cure)])
