"""How much each part of a document may hold: more is said at the writer's own line, with both numbers, while it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from irdocs.document import nodes
from irdocs.problems import Location, Problems, counted

ENTRIES = (nodes.ListItem, nodes.ChoiceCard, nodes.DayStep, nodes.RecoveryStage, nodes.RiskRow, nodes.GlanceItem)
"""What is counted as an entry of a section."""


class Budget(Protocol):
    """The most that a section holds; 0: not limited."""

    @property
    def words(self) -> int:
        """Words, as a writer counts them."""

    @property
    def entries(self) -> int:
        """Items, cards, steps, rows."""


@dataclass(frozen=True)
class Spent:
    """What a section holds beside its budget."""

    section: str
    words: int
    entries: int
    budget: Budget
    at: Location

    @property
    def share(self) -> float:
        """How much of its words a section has used, 1 for all of them."""
        return self.words / self.budget.words if self.budget.words else 0.0


def spent(document: nodes.Document, budgets: Mapping[str, Budget]) -> list[Spent]:
    """Return what each section with a budget holds, in the order of the document."""
    return [
        Spent(
            one.name, _words(one), sum(isinstance(node, ENTRIES) for node in one.walk()), budgets[one.name], _place(one)
        )
        for one in document.walk()
        if isinstance(one, nodes.Section) and one.name in budgets
    ]


def check_budgets(document: nodes.Document, budgets: Mapping[str, Budget], problems: Problems) -> None:
    """Report each section that holds more than its budget."""
    for one in spent(document, budgets):
        for noun, nouns, has, most in (
            ("word", "words", one.words, one.budget.words),
            ("entry", "entries", one.entries, one.budget.entries),
        ):
            if most and has > most:
                problems.warning(
                    "over-budget",
                    one.at,
                    f'the section "{one.section}" has {counted(has, noun, nouns)}; {most} at most',
                    f"take out {has - most}: the leaflet keeps to its pages only so",
                )


def _words(section: nodes.Section) -> int:
    return sum(len(piece.text.split()) for piece in _own(section) if isinstance(piece, nodes.Text | nodes.Amount))


def _own(node: nodes.Node) -> Iterator[nodes.Node]:
    """Yield what a writer wrote: headings and the words of pictures are fixed, and cost no budget."""
    for child in node.children_of():
        if isinstance(child, nodes.Heading | nodes.FigurePanel | nodes.IconArray | nodes.Chart | nodes.Cite):
            continue
        yield child
        yield from _own(child)


def _place(section: nodes.Section) -> Location:
    """Return where the writer wrote the section: the first place in a content file, else the template's."""
    return next((node.at for node in section.walk() if node.at.path.endswith((".yaml", ".yml"))), section.at)
