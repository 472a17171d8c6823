"""What every page and slide says of the state of its subject: a draft, overdue for review."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from irdocs.document import nodes
from irdocs.model.locale import Locale
from irdocs.model.records import Subject

SLIDES = ("deck", "handout")
"""Kinds of document that are made of slides."""


@dataclass(frozen=True)
class Marks:
    """The marks of one document; each is empty where there is nothing to say."""

    draft: str = ""
    """Below the title: it is a draft, or overdue, in whole sentences."""
    foot: str = ""
    """The same in few words, for the foot of each page and slide."""
    overdue: str = ""
    """That it is overdue, as a sentence."""


def marks_of(subject: Subject, kind: str, locale: Locale, today: date) -> Marks:
    """Return the marks of a document of a subject, which names its approver where there is one."""
    say, due = locale.say, subject.review.due
    draft = "" if subject.review.clinical_approver else say("page.draft")
    if due is None or due >= today:
        return Marks(draft, draft)
    day = locale.date(due)
    late = say("page.overdue-slides" if kind in SLIDES else "page.overdue", date=day)
    foot = say("page.draft-overdue" if draft else "page.overdue-foot", date=day)
    return Marks(f"{draft}. {late}" if draft else late, foot, late)


def on_title_slide(blocks: tuple[nodes.Block, ...], mark: str) -> tuple[nodes.Block, ...]:
    """Return the blocks of a deck with a mark on its title slide, in place of what stands below the title.

    Templates have room for two short lines there, and nobody should speak to slides that are out of date.
    """
    return tuple(_marked(block, mark) for block in blocks) if mark else blocks


def _marked(block: nodes.Block, mark: str) -> nodes.Block:
    if isinstance(block, nodes.Section):
        return replace(block, children=tuple(_marked(child, mark) for child in block.children))
    if isinstance(block, nodes.Slide) and block.role == "title":
        rest = [child for child in block.children if not isinstance(child, nodes.Paragraph)]
        return replace(block, children=(nodes.Paragraph(line=(nodes.Text(text=mark),)), *rest))
    return block
