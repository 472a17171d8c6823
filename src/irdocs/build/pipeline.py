"""One job: content -> markup -> tree -> bytes, from top to bottom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from irdocs.build.project import Project, overdue
from irdocs.build.writers import renderer
from irdocs.document import nodes
from irdocs.document.tree_cache import hash_of, keep_tree, name_of, read_tree
from irdocs.layout.brand import Brand, stricter
from irdocs.layout.catalogue import Layout
from irdocs.model.approval import as_approved
from irdocs.model.library import Library
from irdocs.model.locale import Locale, LocaleWords
from irdocs.model.policy import SLOTS
from irdocs.model.quantities import Quantity
from irdocs.model.records import Course, RedFlag, Subject
from irdocs.problems import Location, Problems, counted, nearest
from irdocs.typeset.resolve import resolve
from irdocs.typeset.theme import Theme

if TYPE_CHECKING:
    from irdocs.model.wording import QuantityFormatter

TREES = 3
"""Trees that a process keeps for later ones: a cold start makes few files, and a long run would only write."""


@dataclass(frozen=True, order=True)
class Job:
    """One file to be made; small, so that it can go to another process."""

    subject: str
    layout: str
    variant: str = ""
    black: bool = False
    language: str = "en"
    brand: str = "default"
    format: str = "pdf"
    press: bool = False

    @property
    def path(self) -> PurePosixPath:
        """Where the file lies below the output folder."""
        name = self.layout + (f"-{self.variant}" if self.variant else "") + ("-black" if self.black else "")
        file = f"{name}.{self.language}{'.press' if self.press else ''}.{EXTENSIONS[self.format]}"
        folder = PurePosixPath(self.subject) if self.brand == "default" else PurePosixPath(self.brand, self.subject)
        return folder / file


EXTENSIONS = {"pdf": "pdf", "pptx": "pptx", "gift": "gift", "qti": "zip"}
"""Format -> the ending of its files."""


@dataclass(frozen=True)
class JobContext:
    """What the stages of one job share."""

    project: Project
    job: Job
    library: Library
    subject: Subject
    layout: Layout
    brand: Brand
    locale: Locale
    today: date
    problems: Problems
    drawn: set[str] = field(default_factory=set)
    """The drawings that were read for the tree."""
    person: Mapping[str, object] = field(default_factory=dict)
    """The fields of a personal layout, for the person that it is made for."""


def open_job(project: Project, job: Job, today: date, problems: Problems) -> JobContext | None:
    """Look up everything that a job names. Returns None, with the faults told, where something is missing."""
    library = project.library(job.language, {job.subject})
    course = library.subjects.get(job.subject)
    if isinstance(course, Course):
        library = project.library(job.language, {job.subject, *course.subjects})
    layout, brand = project.layout(job.layout), project.brand(job.brand)
    subject = library.subjects.get(job.subject)
    if layout is None or brand is None or subject is None:
        return None
    subject = as_approved(subject, library, today)
    locale = _branded(project.locale(job.language), brand)
    if locale.direction == "rtl":
        problems.error(
            "right-to-left",
            subject.words_at,
            f'"{job.language}" is written from right to left, which irdocs cannot set yet',
            "leave it out with --language",
        )
        return None
    return JobContext(project, job, library, subject, layout, brand, locale, today, problems)


def _branded(locale: Locale, brand: Brand) -> Locale:
    """Lay the sentences that a brand may replace over those of the locale."""
    table = brand.override.get(locale.code)
    if not table:
        return locale
    tree = {key: dict(value) if isinstance(value, LocaleWords) else value for key, value in locale.words.items()}
    for key, said in table.items():
        section, _, name = key.partition(".")
        tree[section][name] = said
    return replace(locale, words=LocaleWords(tree))


def render_template(parts: JobContext) -> str | None:
    """Fill the layout's template with the subject: the markup of the document."""
    return parts.project.templates.fill(template_of(parts), _values(parts), parts.problems)


def template_of(parts: JobContext) -> str:
    """Return the name of the template that a layout has for this kind of subject."""
    return f"{parts.layout.name}/{type(parts.subject).__name__.lower()}.xml.j2"


def _values(parts: JobContext) -> Mapping[str, object]:
    """Return what a template may show."""
    from irdocs.model.wording import formatter_for  # a kept tree needs none of the words

    locale, subject = parts.locale, parts.subject
    speaker = formatter_for(subject, locale)
    headings = locale.words["headings"][parts.brand.headings or parts.layout.headings]

    def heading(key: str, **values: object) -> str:
        return str(headings[key]).format(**values)

    def sources(*keys: str) -> str:
        """Name sources shortly, each name once, for the line below a slide's evidence."""
        names = (parts.library.references[key].short for key in keys if key in parts.library.references)
        return str(locale.words["lists"]["semicolon"]).join(dict.fromkeys(names))

    return {
        "subject": subject,
        "words": locale.words,
        "say": locale.say,
        "number": locale.number,
        "heading": heading,
        "brand": parts.brand,
        "contact": {key: parts.brand.contact.get(key, "") for key in _CONTACT},
        "policy": policies(parts.brand, locale),
        "denominator": speaker.denominator,
        "draft": not subject.review.clinical_approver,
        "quantity": _shown_quantities(subject, speaker),
        "sources": sources,
        "flags": _flags(parts),
        "date": locale.date,
        "drawings": parts.library.drawings,
        "variant": parts.job.variant,
        "overdue": overdue(subject.review.due, parts.today),
        "sources_listed": parts.layout.sources,
        "person": parts.person,
        **_for_reviewers(parts),
        "course": [_course_part(one, locale) for one in _parts_of(parts)],
    }


def _for_reviewers(parts: JobContext) -> Mapping[str, object]:
    """Return what only the reviewer's copy shows."""
    if not parts.layout.desk:
        return {}
    from irdocs.model.library import uses
    from irdocs.model.statements import statements

    drawings = uses(parts.subject, parts.library)[2] & set(parts.library.drawings)
    return {"statements": statements(parts.subject, parts.library), "drawn": sorted(drawings)}


@dataclass(frozen=True)
class CoursePart:
    """A subject of a course, with what its slides need."""

    subject: Subject
    kind: str
    quantity: Mapping[str, TemplateQuantity]
    denominator: int


def _parts_of(parts: JobContext) -> list[Subject]:
    """Return the subjects of a course, in running order; [] for any other subject."""
    if not isinstance(parts.subject, Course):
        return []
    return [parts.library.subjects[name] for name in parts.subject.subjects if name in parts.library.subjects]


def _course_part(subject: Subject, locale: Locale) -> CoursePart:
    from irdocs.model.wording import formatter_for

    speaker = formatter_for(subject, locale)
    return CoursePart(subject, type(subject).__name__.lower(), _shown_quantities(subject, speaker), speaker.denominator)


_CONTACT = ("day", "night", "department", "department-hours", "pals", "formats", "email", "web")


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


def _shown_quantities(subject: Subject, speaker: QuantityFormatter) -> Mapping[str, TemplateQuantity]:
    return {name: _told(one, speaker) for name, one in subject.quantities.items()}


def _told(quantity: Quantity, speaker: QuantityFormatter) -> TemplateQuantity:
    kind, said, band_word = "measure", "", ""
    if quantity.frequency:
        shown = speaker.shown(quantity.frequency)
        kind = "drawable" if shown.drawable and shown.high > 0 else "frequency"
        said, band_word = speaker.frequency(shown), speaker.band(shown)
    elif quantity.several:
        kind = "several" if any(one.frequency for one in quantity.several.values()) else "sources"
        said = speaker.say(quantity)
    elif quantity.measure:
        said = speaker.say(quantity)
    elif quantity.comparison:
        kind = "comparison"
    elif quantity.series:
        kind = "series"
    else:
        kind = "not-known"
    return TemplateQuantity(
        kind=kind,
        said=said,
        within=speaker.within(quantity),
        band=band_word,
        outcome=quantity.outcome,
        reason=quantity.not_known.reason if quantity.not_known else "",
        source=quantity.source or tuple(key for one in quantity.several.values() for key in one.source),
        studied=speaker.studied(quantity),
        of=speaker.denominator,
    )


def _flags(parts: JobContext) -> list[tuple[str, list[RedFlag]]]:
    """Return the red flags by rank, the strictest first; a brand may raise a rank, never lower it."""
    flags: Mapping[str, RedFlag] = getattr(parts.subject, "red_flags", {})
    for key in parts.brand.safety:
        subject, _, name = key.partition("/")
        if subject == parts.subject.id and name not in flags:
            parts.problems.error(
                "unknown-red-flag",
                Location(parts.brand.shown),
                f'{subject} has no sign of danger "{name}"',
                nearest(name, list(flags)),
            )
    by_rank: dict[str, list[RedFlag]] = {}
    for name, flag in flags.items():
        rank = parts.brand.safety.get(f"{parts.subject.id}/{name}", flag.rank)
        if not stricter(flag.rank, rank):
            parts.problems.error(
                "looser-action",
                Location(parts.brand.shown),
                f'the brand lowers "{name}" of {parts.subject.id} from "{flag.rank.value}" to "{rank.value}"',
                "a brand may only raise the rank of a sign of danger",
            )
            rank = flag.rank
        by_rank.setdefault(rank.value, []).append(flag)
    return [(rank, by_rank[rank]) for rank in ("999", "straight away", "same day") if rank in by_rank]


def policies(brand: Brand, locale: Locale) -> dict[str, str]:
    """Return every local policy: the brand's words, or the neutral ones."""
    own = brand.policy.get(locale.code, {})
    return {slot: str(own.get(slot) or locale.words["policy"][slot]) for slot in SLOTS}


def build_tree(parts: JobContext, markup: str) -> nodes.Document:
    """Parse markup into the document tree, with everything that the file says of itself."""
    from irdocs.document.context import Context
    from irdocs.document.parse import parse
    from irdocs.model.wording import formatter_for  # these are slow to import, and a kept tree needs none

    subject, locale, job = parts.subject, parts.locale, parts.job
    contact = parts.brand.contact
    draft = "" if subject.review.clinical_approver else locale.say("page.draft")
    context = Context(
        subject=subject,
        speaker=formatter_for(subject, locale),
        problems=parts.problems,
        reference=lambda key: _reference(parts, key),
        drawing=lambda name, at: _drawing(parts, name, at),
        terms=parts.library.terms,
        policies=policies(parts.brand, locale),
        phones=(
            nodes.Phone(label=locale.say("safety.day"), number=contact.get("day", "")),
            nodes.Phone(label=locale.say("safety.night"), number=contact.get("night", "")),
        ),
        others={one.id: (one, formatter_for(one, locale)) for one in _parts_of(parts)},
        draft=draft,
        lists_sources=parts.layout.sources,
        explain_terms=parts.layout.kind not in ("deck", "questions", "handout"),
    )
    blocks = parse(markup, f"{parts.project.layouts.name}/{template_of(parts)}", context)
    title = subject.title.plain
    say = locale.say
    is_deck = parts.layout.kind == "deck"
    return nodes.Document(
        kind=parts.layout.kind,
        subject=subject.id,
        title=title,
        language=locale.tag,
        direction=locale.direction,
        code=subject.code,
        version=subject.review.version,
        description=subject.lead.plain,
        keywords=(subject.plain_name, *subject.also_called),
        author=subject.review.owner,
        publisher=parts.brand.publisher,
        dated=subject.review.issued,
        footer=say("page.footer-deck", title=title)
        if is_deck
        else say("page.footer", title=title, code=subject.code, version=subject.review.version),
        draft=draft,
        lists_sources=parts.layout.sources,
        children=blocks,
        quantities=tuple(context.shown.items()),
        at=Location(job.path.as_posix()),
    )


def _reference(parts: JobContext, key: str) -> tuple[str, str, str] | None:
    found = parts.library.references.get(key)
    return (found.printed, found.link, found.address) if found is not None else None


def _drawing(parts: JobContext, name: str, at: Location) -> nodes.Drawing | None:
    record = parts.library.drawings.get(name)
    if record is None:
        parts.problems.error(
            "unknown-drawing", at, f'there is no drawing "{name}"', "look at content/images/images.yaml"
        )
        return None
    parts.drawn.add(name)
    picture = parts.project.picture(parts.library, name, parts.problems)
    return nodes.Drawing(name=name, picture=picture, alt=record.alt, at=at) if picture is not None else None


def theme_of(parts: JobContext) -> Theme:
    """Resolve the theme of a job."""
    job, brand = parts.job, parts.brand
    return resolve(
        f"{brand.name}/{job.layout}-{job.variant}",
        parts.layout.edition_of(job.variant),
        parts.layout.table(job.variant),
        brand.colours,
        brand.face,
        black_only=job.black,
        logo=brand.logo,
        deck=parts.project.template or brand.deck,
    )


def tree_of(parts: JobContext) -> nodes.Document | None:
    """Go from content to the tree; None, with the faults told, where there is none."""
    before = len(parts.problems.errors)
    markup = render_template(parts)
    if markup is None or len(parts.problems.errors) > before:
        return None
    document = build_tree(parts, markup)
    if isinstance(parts.subject, Course):
        from irdocs.document.courses import share

        document = share(document)
    return document if len(parts.problems.errors) == before else None


def _kept_or_grown(parts: JobContext) -> nodes.Document | None:
    """Give the tree of an earlier run where it was grown from the same inputs; else grow it, and keep the first few."""
    project, job = parts.project, parts.job
    content, layouts = project.sources(job.language)
    if not content or project.trees_kept >= TREES:
        return tree_of(parts)
    overdue_now = overdue(parts.subject.review.due, parts.today)
    approved = parts.subject.review.clinical_approver
    name = name_of((content, layouts, project.layouts.as_posix(), repr(job), str(overdue_now), approved))
    found = read_tree(name)
    if found is not None:
        parts.problems.extend(found[1])
        return found[0]
    known = set(parts.problems)
    document = tree_of(parts)
    if document is not None:
        project.trees_kept += 1
        files = [project.picture_file(parts.library, one) for one in sorted(parts.drawn)]
        drawings = {path.as_posix(): hash_of(path) for path in files}
        if project.unchanged(job.language):
            keep_tree(name, document, [one for one in parts.problems if one not in known], drawings)
    return document


def make(project: Project, job: Job, today: date, problems: Problems) -> bytes | None:
    """Make one file. Returns None, with the faults told, where it cannot be made; the old file stays whole."""
    parts = open_job(project, job, today, problems)
    if parts is None:
        return None
    document = _kept_or_grown(parts)
    if document is None:
        return None
    if project.minutes and document.kind == "deck":
        from irdocs.document.shorten import shorten

        document, left_out = shorten(document, project.minutes)
        if left_out:
            titles = "; ".join(nodes.words(slide.title) for slide in left_out)
            problems.note(
                "left-out",
                Location(job.path.as_posix()),
                f"left out for {counted(project.minutes, 'minute')}, {counted(len(left_out), 'slide')}: {titles}",
                "give more minutes, or a slide a lower rank in facts.yaml",
            )
    before = len(problems.errors)
    try:
        data = renderer(job.format)(document, theme_of(parts), parts.locale, problems)
    except KeyError as error:
        problems.error(
            "bad-layout",
            Location(parts.layout.shown),
            f"the layout gives no value for {error}",
            "add it to layout.toml",
        )
        return None
    if len(problems.errors) > before:
        return None
    if not job.press:
        return data
    from irdocs.pdf.imposition import impose  # pikepdf is slow to import, and most jobs have no press file

    try:
        return impose(data, parts.layout.kind)
    except ValueError as error:
        problems.error("cannot-impose", Location(job.path.as_posix()), str(error))
        return None


def told_of_brand(brand: Brand, problems: Problems) -> None:
    """Tell what a brand changes: each sentence that it replaces, each sign of danger that it raises, each empty number."""
    for language, table in brand.override.items():
        for key in table:
            problems.advice("brand-override", Location(brand.shown), f'{brand.name} replaces "{key}" ({language})')
    for key, rank in brand.safety.items():
        problems.advice("brand-override", Location(brand.shown), f'{brand.name} raises "{key}" to "{rank.value}"')
    for key in ("day", "night", "pals", "formats"):
        if not brand.contact.get(key):
            problems.note(
                "empty-number",
                Location(brand.shown),
                f'the telephone number "{key}" is empty',
                "a line to write on is printed",
            )
