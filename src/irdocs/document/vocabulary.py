"""The markup that a layout may write: every element, its attributes and what it may hold.

The markup is well-formed XML with the names of HTML and a few of our own. The element decides, never a class; a heading
has no level; a quantity goes by reference, never as text.
"""

from dataclasses import dataclass

INLINE = frozenset({"strong", "a", "span", "amount", "policy", "term", "cite", "dagger", "drawn-by"})
BLOCKS = frozenset(
    {
        "section", "heading", "p", "ul", "ol", "checklist", "table", "figure", "drawing", "icon-array", "risk-figures",
        "risk-table", "chart", "masthead", "title-block", "cover", "at-a-glance", "day-steps", "recovery", "safety-net",
        "notice", "notices", "choices", "questions-to-ask", "writing-lines", "contact-block", "control-block", "reference-list",
        "easy-row", "panel", "slide", "options", "column", "slide-steps", "subject", "dagger-note",
        "drawing-credits",
    }
)  # fmt: skip


@dataclass(frozen=True)
class ElementModel:
    """What one element may carry."""

    means: str
    required: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    holds: frozenset[str] = frozenset()
    """Elements that may stand inside."""
    text: bool = False
    """Whether words may stand inside."""


def _element(
    means: str, attributes: str = "", holds: frozenset[str] | str = frozenset(), text: bool = False
) -> ElementModel:
    """Make an entry; ``attributes`` are names, an optional one ends with "?"."""
    names = attributes.split()
    return ElementModel(
        means,
        frozenset(name for name in names if not name.endswith("?")),
        frozenset(name[:-1] for name in names if name.endswith("?")),
        frozenset(holds.split()) if isinstance(holds, str) else holds,
        text,
    )


def _line(means: str, attributes: str = "") -> ElementModel:
    return _element(means, attributes, INLINE, text=True)


VOCABULARY: dict[str, ElementModel] = {
    "document": _element("The root.", "", BLOCKS),
    # inline
    "strong": _line("Words that carry weight."),
    "a": _line("A link; https, mailto or tel.", "href"),
    "span": _line("Words in another language.", "lang"),
    "amount": _element("A quantity in words.", "of part? form?"),
    "policy": _element("A local policy, or its neutral words.", "slot"),
    "term": _line("A plain word for a term, which is named at its first use.", "key"),
    "cite": _element("Numbers of sources.", "keys"),
    "drawn-by": _element("Who drew the drawings before it, from images.yaml; nothing where there is none."),
    "dagger": _element("The mark of a statement that nobody has checked against a source."),
    # text
    "section": _element("A part with a heading.", "name? rank?", BLOCKS),
    "heading": _line("The heading of its section; the depth gives the level."),
    "p": _line("A paragraph; role: body, lead, purpose, caption, below, formats.", "role?"),
    "dagger-note": _line("What a dagger means; left out where no dagger stands before it."),
    "drawing-credits": _element("Who drew the drawings before it, from images.yaml; left out where there is none."),
    "ul": _element("A list.", "", "li"),
    "ol": _element("A numbered list.", "", "li"),
    "checklist": _element("A list of boxes to tick.", "", "li"),
    "li": _line("An item."),
    "table": _element("A simple table: the first row is its head.", "summary?", "tr"),
    "tr": _element("A row.", "", "th td"),
    "th": _line("A header cell; scope: column or row.", "scope? numeric?"),
    "td": _line("A cell.", "numeric?"),
    # pictures and numbers
    "figure": _element(
        "Drawings with numbered dots and their key; height: the most that they take, in mm.",
        "alt? height?",
        "drawing key figcaption",
    ),
    "drawing": _element("A drawing by name.", "name alt?"),
    "key": _element("A dot at an anchor, and its words.", "anchor drawing?", INLINE | {"note"}, text=True),
    "note": _line("A second line of a key."),
    "figcaption": _line("The caption of a figure."),
    "icon-array": _element(
        "A frequency drawn as marks; tone: harm or benefit.", "of tone part? mark? rest? drawn?", "meaning"
    ),
    "risk-figures": _element("Icon arrays that are compared.", "", "icon-array"),
    "risk-table": _element("Risks out of one denominator.", "caption?", "risk-row"),
    "risk-row": _element("A risk.", "risk of", "title meaning"),
    "title": _line("The title of the element that holds it."),
    "meaning": _line("What a risk means."),
    "chart": _element("A comparison or a series.", "of"),
    # parts of a leaflet
    "masthead": _element("Who publishes, and for whom; with the draft mark or without.", "service audience draft?"),
    "title-block": _element("Title and lead; with the draft mark or without.", "small? draft?", "title lead"),
    "lead": _line("The line below the title."),
    "cover": _element("The first page of a booklet.", "", "masthead title-block drawing"),
    "at-a-glance": _element("Facts at a glance.", "label", "glance-item"),
    "glance-item": _line("A fact: a value, or a quantity that gives it; the words are its note.", "label value? of?"),
    "day-steps": _element("The day, step by step.", "", "step"),
    "step": _element("A step.", "number?", "title p"),
    "recovery": _element("The recovery in order of time.", "", "stage"),
    "stage": _element("A point of the recovery.", "", "title p"),
    "safety-net": _element("When to get help.", "", "signs"),
    "signs": _element("Signs of one rank: 999, straight away, same day.", "rank", "li"),
    "notice": _element("A panel: radiation, contrast, information.", "kind title", BLOCKS),
    "notices": _element("Panels side by side.", "", "notice"),
    "choices": _element("Choices side by side.", "", "choice"),
    "choice": _element("A choice.", "", BLOCKS | {"title"}),
    "questions-to-ask": _element("Questions with lines to write on.", "lines?", "ask"),
    "ask": _element("A question.", "lead question"),
    "writing-lines": _element("Lines to write on.", "count"),
    "contact-block": _element("Contacts, code and other formats.", "qr-url? qr-label?", "contact formats"),
    "contact": _element("A contact.", "label number? hours? email? url?"),
    "formats": _line("How to get another format or language."),
    "control-block": _element("Reference, version, dates, approval.", "", "control-item"),
    "control-item": _line("One item of the control block."),
    "reference-list": _element("The sources that the document cites."),
    "panel": _element("A panel of a folded leaflet.", "name", BLOCKS),
    "easy-row": _element("One idea: a picture and its words.", "picture", "p"),
    # decks
    "subject": _element(
        "Whose quantities the elements inside name: a course strings subjects together.", "ref", BLOCKS
    ),
    "slide": _element(
        "A slide.", "role name? rank?", (BLOCKS - {"section", "slide"}) | {"title", "source", "speaker-notes"}
    ),
    "source": _line("The line below the evidence."),
    "speaker-notes": _element("What the speaker says.", "minutes?", BLOCKS),
    "options": _element("The options of a question.", "answered", "option"),
    "option": _element("An option.", "letter correct?", "title reason"),
    "reason": _line("Why an option is right or wrong."),
    "column": _element("One of two columns.", "", BLOCKS | {"title"}),
    "slide-steps": _element("Steps beside each other.", "", "step"),
}
