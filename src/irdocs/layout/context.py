"""The template API: everything that a template may show of a subject."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from irdocs.layout.brand import CONTACTS, Brand
from irdocs.layout.brand_words import policies, red_flags
from irdocs.layout.catalogue import Layout
from irdocs.layout.risk_page import LEAST_STUDIED, risk_page
from irdocs.model.library import Library, uses
from irdocs.model.locale import Locale
from irdocs.model.quantities import Quantity
from irdocs.model.records import Course, Subject
from irdocs.model.wording import QuantityFormatter, formatter_for
from irdocs.problems import Problems


@dataclass(frozen=True)
class TemplateInput:
    """What a template is filled from."""

    subject: Subject
    library: Library
    locale: Locale
    layout: Layout
    brand: Brand
    variant: str = ""
    overdue: bool = False
    person: Mapping[str, object] = field(default_factory=dict)
    """The fields of a personal layout, for the person that it is made for."""


@dataclass(frozen=True)
class TemplateQuantity:
    """A quantity as a template may ask about it."""

    kind: str
    """frequency | drawable | range | several | measure | comparison | series | not-known: how it can be shown."""
    said: str
    within: str
    band: str
    outcome: str
    reason: str
    source: tuple[str, ...]
    studied: str
    of: int
    pictured: bool
    """Whether a picture of the denominator says no more than the source did."""


@dataclass(frozen=True)
class CoursePart:
    """A subject of a course, with what its slides need."""

    subject: Subject
    kind: str
    quantity: Mapping[str, TemplateQuantity]
    denominator: int


def template_values(given: TemplateInput, problems: Problems) -> Mapping[str, object]:
    """Return the names that a template may use, and what each stands for."""
    locale, subject, brand, layout = given.locale, given.subject, given.brand, given.layout
    formatter = formatter_for(subject, locale)
    headings = locale.words["headings"][brand.headings or layout.headings]
    references = given.library.references

    def heading(key: str, **values: object) -> str:
        return str(headings[key]).format(**values)

    def sources(*keys: str) -> str:
        """Name sources shortly, each name once, for the line below a slide's evidence."""
        names = (references[key].short for key in keys if key in references)
        return str(locale.words["lists"]["semicolon"]).join(dict.fromkeys(names))

    return {
        "subject": subject,
        "words": locale.words,
        "say": locale.say,
        "number": locale.number,
        "heading": heading,
        "brand": brand,
        "contact": {key: brand.contact.get(key, "") for key in CONTACTS},
        "policy": policies(brand, locale, subject, given.library),
        "denominator": formatter.denominator,
        "draft": not subject.review.clinical_approver,
        "quantity": _quantities(subject, formatter),
        "risk_page": risk_page(subject, formatter),
        "short_risk_page": risk_page(subject, formatter, 1, 5),
        "sources": sources,
        "flags": red_flags(subject, brand, given.library, problems),
        "date": locale.date,
        "drawings": given.library.drawings,
        "variant": given.variant,
        "overdue": given.overdue,
        "sources_listed": layout.sources,
        "person": given.person,
        **_for_reviewers(given),
        "course": [_course_part(one, locale) for one in course_members(subject, given.library)],
    }


def course_members(subject: Subject, library: Library) -> list[Subject]:
    """Return the subjects of a course, in running order; [] for any other subject."""
    if not isinstance(subject, Course):
        return []
    return [library.subjects[name] for name in subject.subjects if name in library.subjects]


def _for_reviewers(given: TemplateInput) -> Mapping[str, object]:
    """Return what only the reviewer's copy shows."""
    if not given.layout.desk:
        return {}
    from irdocs.model.statements import statements  # no other layout needs it

    drawings = uses(given.subject, given.library)[2] & set(given.library.drawings)
    return {"statements": statements(given.subject, given.library), "drawn": sorted(drawings)}


def _course_part(subject: Subject, locale: Locale) -> CoursePart:
    formatter = formatter_for(subject, locale)
    return CoursePart(subject, type(subject).__name__.lower(), _quantities(subject, formatter), formatter.denominator)


def _quantities(subject: Subject, formatter: QuantityFormatter) -> Mapping[str, TemplateQuantity]:
    return {name: _quantity(one, formatter) for name, one in subject.quantities.items()}


def _quantity(quantity: Quantity, formatter: QuantityFormatter) -> TemplateQuantity:
    kind, text, band = _as_shown(quantity, formatter)
    return TemplateQuantity(
        kind=kind,
        said=text,
        within=formatter.within(quantity),
        band=band,
        outcome=quantity.outcome,
        reason=quantity.not_known.reason if quantity.not_known else "",
        source=quantity.source or tuple(key for one in quantity.several.values() for key in one.source),
        studied=formatter.studied(quantity),
        of=formatter.denominator,
        pictured=kind == "drawable" and (quantity.studied is None or quantity.studied >= LEAST_STUDIED),
    )


def _as_shown(quantity: Quantity, formatter: QuantityFormatter) -> tuple[str, str, str]:
    """Return how a quantity can be shown, its words, and the word of its band."""
    if quantity.frequency:
        shown = formatter.shown(quantity.frequency)
        kind = "drawable" if shown.drawable and shown.high > 0 else "frequency"
        return kind, formatter.frequency(shown), formatter.band(shown)
    if quantity.several:
        kind = "several" if any(one.frequency for one in quantity.several.values()) else "sources"
        return kind, formatter.say(quantity), ""
    if quantity.measure:
        return "measure", formatter.say(quantity), ""
    return "comparison" if quantity.comparison else "series" if quantity.series else "not-known", "", ""
