"""What a layout, or a variant of it, says of the page: lengths, type, gaps, and which editions are made of it."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from irdocs.reading.fields import setting
from irdocs.typeset.palette import COLOURS
from irdocs.typeset.theme import PageGeometry
from irdocs.typeset.type_style import TypeStyle


class Edition(StrEnum):
    """The pages that the writers know."""

    A4 = "a4"
    LARGE = "large"
    A5 = "a5"
    DL = "dl"
    EASY_READ = "easy-read"
    DECK = "deck"
    HANDOUT_NOTES = "handout-notes"
    HANDOUT_THREE = "handout-three"
    HANDOUT_SIX = "handout-six"
    QUESTIONS = "questions"


class Also(StrEnum):
    """Editions that are made beside the screen file without being asked for."""

    BLACK = "black"
    PRESS = "press"
    BLACK_PRESS = "black-press"


class TextRole(StrEnum):
    """What a text is on its page; the PDF writer asks for a style of each of the first ones."""

    TITLE = "title"
    LEAD = "lead"
    H2 = "h2"
    H3 = "h3"
    BODY = "body"
    PANEL = "panel"
    TABLE = "table"
    CAPTION = "caption"
    FOOTER = "footer"
    TABLE_HEAD = "table-head"
    BIG_NUMBER = "big-number"
    TABLE_NUMBER = "table-number"
    PHONE = "phone"
    FORMATS = "formats"
    # from here on each is taken from another where a layout does not name it
    TITLE_LONG = "title-long"
    PURPOSE = "purpose"
    KEY = "key"
    KEY_NUMBER = "key-number"
    GLANCE_LABEL = "glance-label"
    GLANCE_VALUE = "glance-value"
    OUTCOME = "outcome"
    RISK_WORDS = "risk-words"
    STAGE = "stage"
    STAGE_NOTE = "stage-note"
    SAFETY_BAR = "safety-bar"
    EMERGENCY = "emergency"
    EMERGENCY_ASIDE = "emergency-aside"
    CONTACT = "contact"
    CONTROL = "control"
    DRAFT = "draft"
    SOURCES = "sources"
    NOTE = "note"
    NOTICE_TITLE = "notice-title"
    HELP = "help"


NEEDED_ROLES = tuple(TextRole)[: tuple(TextRole).index(TextRole.TITLE_LONG)]
"""The roles that a layout for paper must give: nothing else says how they look."""


class Gap(StrEnum):
    """The gaps that a layout may set."""

    BEFORE_H2 = "before-h2"
    AFTER_H2 = "after-h2"
    LEAST_SECTION = "least-section"
    BEFORE_WIDE = "before-wide"
    AFTER_WIDE = "after-wide"
    BETWEEN_STEPS = "between-steps"
    PURPOSE = "purpose"
    BEFORE_GLANCE = "before-glance"
    AFTER_GLANCE = "after-glance"
    FIGURE_HEIGHT = "figure-height"
    AFTER_FIGURE = "after-figure"
    LOGO_WIDTH = "logo-width"
    LOGO_HEIGHT = "logo-height"
    AFTER_MASTHEAD = "after-masthead"
    AFTER_TITLE = "after-title"
    AFTER_LEAD = "after-lead"
    AFTER_TITLE_BLOCK = "after-title-block"
    WRITING_LINE = "writing-line"
    BEFORE_CONTROL = "before-control"
    QR = "qr"
    STRETCH_H2 = "stretch-h2"
    STRETCH_WIDE = "stretch-wide"
    STRETCH_CONTROL = "stretch-control"
    ROW_PADDING = "row-padding"
    FILL_LINE = "fill-line"
    BETWEEN_QUESTIONS = "between-questions"
    BETWEEN_CHECKS = "between-checks"
    BETWEEN_SIGNS = "between-signs"
    BETWEEN_BOXES = "between-boxes"
    BOX_INSET = "box-inset"
    BOX_ROOM = "box-room"


@dataclass(frozen=True)
class TextStyle:
    """How one role of text is set, as a layout says it."""

    size: float = setting("Size in points.")
    leading: float = setting("From one line to the next, in points.")
    bold: bool = setting("Whether it is bold.", False)
    colour: str = setting("A token of the palette.", "ink", choices=COLOURS)
    tracking: float = setting("Space between letters, in em.", 0.0)


@dataclass(frozen=True)
class PageLimits:
    """The most pages that a document on each kind of subject may take, its feet made even; 0: as many as it needs."""

    procedures: int = setting("Procedures.", 0)
    conditions: int = setting("Conditions.", 0)
    topics: int = setting("Topics.", 0)


@dataclass(frozen=True)
class SectionBudget:
    """The most that a section holds; 0: not limited."""

    words: int = setting("Words, as a writer counts them.", 0)
    entries: int = setting("Items, cards, steps, rows.", 0)


@dataclass(frozen=True)
class SectionBudgets:
    """Section -> what it may hold, for each kind of subject."""

    procedures: dict[str, SectionBudget] = setting("Procedures.", dict)
    conditions: dict[str, SectionBudget] = setting("Conditions.", dict)
    topics: dict[str, SectionBudget] = setting("Topics.", dict)


@dataclass(frozen=True)
class Look:
    """The part of a layout that a variant may set anew."""

    edition: Edition = setting("The page that the writer knows.", Edition.A4)
    also: tuple[Also, ...] = setting("Editions made without being asked for.", ())
    page: PageGeometry = setting("Lengths in millimetres.")
    pages: PageLimits = setting("The most pages.", PageLimits())
    budgets: SectionBudgets = setting("The most that a section holds.", SectionBudgets())
    type: dict[str, TextStyle] = setting("Roles of text.", dict, keys=(TextRole,))
    space: dict[str, float] = setting("Gaps, in millimetres.", dict, keys=(Gap,))

    @cached_property
    def styles(self) -> dict[str, TypeStyle]:
        """Role of text -> its style, as a theme has it."""
        return {
            role: TypeStyle(style.size, style.leading, style.bold, style.colour, style.tracking)
            for role, style in self.type.items()
        }


@dataclass(frozen=True)
class Variant(Look):
    """A layout with other values: large print, three slides a page."""


LOOK_KEYS = ("edition", "also", "page", "pages", "budgets", "type", "space")
