"""What the judges of all kinds of file share: a rule, as a person and a manifest read it, and where findings go."""

from collections.abc import Mapping
from dataclasses import dataclass

from irdocs.problems import Location, Problem, Problems, Severity


@dataclass(frozen=True)
class Rule:
    """One rule for finished files."""

    standard: str
    """Id of the requirement that the rule keeps; docs/standards.md says whose it is."""
    severity: Severity
    why: str
    """What goes wrong where the rule is broken."""
    cure: str
    """What to do."""


@dataclass
class Report:
    """Where the rules put what they find. The number of a page or slide counts as the line of its place."""

    name: str
    """What the problems call the file."""
    problems: Problems
    rules: Mapping[str, Rule]

    def add(self, rule: str, what: str, number: int = 0) -> None:
        """Add one finding; ``number`` is that of its page or slide."""
        known = self.rules[rule]
        self.problems.extend([Problem(known.severity, rule, Location(self.name, number), what, known.cure)])


@dataclass
class PageReport(Report):
    """A report whose messages begin with the page that they speak of."""

    def add(self, rule: str, what: str, number: int = 0) -> None:
        """Add one finding; ``number`` is that of its page."""
        super().add(rule, f"page {number}: {what}" if number else what, number)
