"""A rule of content: its slug, severity and standard, why there is such a rule, what to do, and its check.

A rule is made in its chapter, in the module that checks it: `NO_BENEFIT = CONSENT.error("no-benefit", why, cure, "C02")`.
The function below `@check(NO_BENEFIT)` looks at a subject and reports through the rule, so a slug is written once.
docs/rules.md, the comments `# allow:` and reports for other programs read the same objects.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from irdocs.model.library import Library
from irdocs.model.records import Subject
from irdocs.model.wording import QuantityFormatter
from irdocs.problems import Location, Problem, Problems, Severity

Check = Callable[[Subject, Library, QuantityFormatter, Problems], None]


@dataclass(frozen=True)
class Rule:
    """A rule, as a person reads of it, and as a check reports it."""

    slug: str
    severity: Severity
    why: str
    """Why there is such a rule, as one or two sentences."""
    cure: str
    """What to do."""
    standard: str = ""
    """The ids of the requirements that ask for it; docs/standards.md says whose they are."""
    allowed: bool = False
    """Whether a person may let it pass beside the line, with a reason."""

    @property
    def advice(self) -> bool:
        """Whether it is a matter of style: shown by `check`, and only over a budget a warning."""
        return self.severity is Severity.ADVICE

    def report(
        self, problems: Problems, at: Location, message: str, hint: str = "", severity: Severity | None = None
    ) -> None:
        """Add a problem; ``severity`` where it is another than usual."""
        problems.extend([Problem(self.severity if severity is None else severity, self.slug, at, message, hint)])


@dataclass(frozen=True)
class Chapter:
    """Rules that belong together."""

    title: str
    text: str
    rules: dict[str, Rule] = field(default_factory=dict)

    def error(self, slug: str, why: str, cure: str, standard: str = "", *, allowed: bool = False) -> Rule:
        """Make a rule that stops a file."""
        return self._made(Rule(slug, Severity.ERROR, why, cure, standard, allowed))

    def warning(self, slug: str, why: str, cure: str, standard: str = "", *, allowed: bool = False) -> Rule:
        """Make a rule that wants somebody to act."""
        return self._made(Rule(slug, Severity.WARNING, why, cure, standard, allowed))

    def note(self, slug: str, why: str, cure: str, standard: str = "", *, allowed: bool = False) -> Rule:
        """Make a rule of a state that a release may not have."""
        return self._made(Rule(slug, Severity.NOTE, why, cure, standard, allowed))

    def advice(self, slug: str, why: str, cure: str, standard: str = "", *, allowed: bool = False) -> Rule:
        """Make a rule of style."""
        return self._made(Rule(slug, Severity.ADVICE, why, cure, standard, allowed))

    def _made(self, rule: Rule) -> Rule:
        if rule.slug in self.rules:
            raise ValueError(f"there are two rules {rule.slug}")
        self.rules[rule.slug] = rule
        return rule


CHECKS: dict[Check, tuple[Rule, ...]] = {}
"""Every check of a subject, and the rules that it reports."""


def check(*rules: Rule) -> Callable[[Check], Check]:
    """Make a function the check of rules: `check_subject` calls it for each subject."""

    def made(function: Check) -> Check:
        CHECKS[function] = rules
        return function

    return made


CONSENT = Chapter(
    "Consent",
    "Could a person decide with this leaflet? Audits of consent in interventional radiology found that of the patients with a complication, 39 in 100 had not been warned of it; 42 in 100 were not told that they might need a further procedure; 14 in 100 had not consented to a transfusion. What is asked for depends on what the procedure involves: `radiation.used`, `contrast.used` and `involves`.",
)
EVIDENCE = Chapter("Evidence", "A number has one place, one source, and one wording in every document.")
PLAIN = Chapter(
    "Plain language",
    "What a patient reads, in short sentences and plain words. All of it is advice: it fails nothing. Over a budget that the content folder sets itself, below `[plain]` in `check.toml`, it becomes a warning: `grade`, `document_grade`, `sentence_words`, `paragraph_sentences` and `passive_share`. A score is a pointer and no proof: let readers try it.",
)
EASY_READ = Chapter("Easy Read", "For people with a learning disability: one idea, one picture, short sentences.")
REVIEW = Chapter("Review", "Somebody stands behind every text and every picture, and not for ever.")
NAMES = Chapter("Names lead somewhere", "A name that leads nowhere is a typing error.")
MODEL = Chapter(
    "The record is as the model wants it", "Nothing is guessed and nothing is converted: see [fields.md](fields.md)."
)
READ = Chapter("The file can be read", "A record is plain YAML in UTF-8. What YAML can do beyond that is not read.")
