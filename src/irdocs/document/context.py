"""What markup refers to by name: quantities, sources, drawings, terms, policies; and what a document has used of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from irdocs.document.markup import Element
from irdocs.document.nodes import Block, Drawing, Phone, Reference
from irdocs.model.quantities import Quantity
from irdocs.model.records import Subject, Term
from irdocs.model.wording import QuantityFormatter
from irdocs.problems import Location, Problems, nearest


@dataclass
class Context:
    """Everything that the parser may look up, and the numbering of one document."""

    subject: Subject
    speaker: QuantityFormatter
    problems: Problems
    reference: Callable[[str], tuple[str, str, str] | None]
    """Key -> formatted text, link and printed address; None: there is no such reference."""
    drawing: Callable[[str, Location], Drawing | None]
    """Name and place of use -> the drawing; None, with the fault told: there is none."""
    terms: Mapping[str, Term]
    policies: Mapping[str, str]
    """Slot -> the words of the brand, or the neutral ones."""
    phones: tuple[Phone, ...] = ()
    others: "Mapping[str, tuple[Subject, QuantityFormatter]]" = field(default_factory=dict)
    """Subjects that a course strings together, each with its own speaker."""
    draft: str = ""
    """The draft mark; empty when the subject is approved."""
    credits: Callable[[], str] = str
    """Who drew the drawings that were read so far; "" where none was."""
    lists_sources: bool = True
    explain_terms: bool = True
    """Patients: the term is named at its first use. Professionals know it."""
    cited: dict[str, int] = field(default_factory=dict)
    explained: set[str] = field(default_factory=set)
    marks: set[str] = field(default_factory=set)
    """The marks that were read so far: "dagger"."""
    builders: "Mapping[str, Builder]" = field(default_factory=dict)
    """Element -> the function that reads it, for blocks inside blocks."""

    def quantity(self, name: str, at: Location) -> Quantity | None:
        """Look up a quantity by name ("bleeding" or "bleeding:audit")."""
        base, _, part = name.partition(":")
        found = self.subject.quantities.get(base)
        if found is not None and part and found.several:
            found = found.several.get(part)
        if found is None:
            self.problems.error(
                "unknown-quantity", at, f'there is no quantity "{name}"', nearest(base, list(self.subject.quantities))
            )
            return None
        return found

    def trace(self, name: str) -> str:
        """Return the name by which a quantity is traced through all files: "subject/name"."""
        return f"{self.subject.id}/{name}"

    def cite(self, keys: tuple[str, ...], at: Location) -> tuple[int, ...]:
        """Number sources in the order in which they are first cited."""
        numbers: list[int] = []
        for key in keys:
            if key not in self.cited:
                if self.reference(key) is None:
                    self.problems.error("unknown-reference", at, f'source "{key}" is not in references.yaml')
                    continue
                self.cited[key] = len(self.cited) + 1
            numbers.append(self.cited[key])
        return tuple(sorted(set(numbers)))

    def references(self) -> tuple[Reference, ...]:
        """Return the sources cited so far, numbered."""
        found: list[Reference] = []
        for key, number in self.cited.items():
            formatted = self.reference(key)
            if formatted is not None:
                found.append(
                    Reference(number=number, key=key, text=formatted[0], url=formatted[1], address=formatted[2])
                )
        return tuple(found)


Builder = Callable[[Element, Context, int], list[Block]]
"""Reads one element into blocks; the number is how many sections stand around it."""
