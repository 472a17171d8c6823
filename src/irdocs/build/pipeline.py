"""One job: content -> markup -> tree -> bytes, from top to bottom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from irdocs.build.faults import faults_of
from irdocs.build.job import Job
from irdocs.build.marks import marks_of, on_title_slide
from irdocs.build.project import Project, overdue
from irdocs.build.writers import renderer
from irdocs.document import nodes
from irdocs.document.budgets import check_budgets
from irdocs.document.tree_cache import name_of, read_tree, write_tree
from irdocs.layout.brand import Brand
from irdocs.layout.brand_words import branded, policies
from irdocs.layout.catalogue import Layout
from irdocs.model.approval import as_approved, withdrawal
from irdocs.model.library import Library
from irdocs.model.locale import Locale
from irdocs.model.records import Course, Subject
from irdocs.problems import IrdocsError, Location, Problems, counted
from irdocs.reading.digest import digest_file
from irdocs.typeset.resolve import resolve
from irdocs.typeset.theme import NotInThemeError, Theme

TREES = 3
"""Trees that a process keeps for later ones: a cold start makes few files, and a long run would only write."""


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
    locale = branded(project.locale(job.language), brand)
    if locale.direction == "rtl":
        problems.error(
            "right-to-left",
            subject.words_at,
            f'"{job.language}" is written from right to left, which irdocs cannot set yet',
            "leave it out with --language",
        )
        return None
    return JobContext(project, job, library, subject, layout, brand, locale, today, problems)


def render_template(parts: JobContext) -> str | None:
    """Fill the layout's template with the subject: the markup of the document."""
    from irdocs.layout.context import TemplateInput, template_values  # a tree from the cache needs none of the words

    given = TemplateInput(
        parts.subject,
        parts.library,
        parts.locale,
        parts.layout,
        parts.brand,
        variant=parts.job.variant,
        overdue=overdue(parts.subject.review.due, parts.today),
        person=parts.person,
    )
    return parts.project.templates.fill(template_of(parts), template_values(given, parts.problems), parts.problems)


def template_of(parts: JobContext) -> str:
    """Return the name of the template that a layout has for this kind of subject."""
    return f"{parts.layout.name}/{type(parts.subject).__name__.lower()}.xml.j2"


def build_tree(parts: JobContext, markup: str) -> nodes.Document:
    """Parse markup into the document tree, with everything that the file says of itself."""
    from irdocs.document.context import Context
    from irdocs.document.parse import parse
    from irdocs.layout.context import course_members
    from irdocs.model.wording import formatter_for  # these are slow to import, and a kept tree needs none

    subject, locale, job = parts.subject, parts.locale, parts.job
    contact = parts.brand.contact
    marks = marks_of(subject, parts.layout.kind, locale, parts.today)
    context = Context(
        subject=subject,
        speaker=formatter_for(subject, locale),
        problems=parts.problems,
        reference=lambda key: _reference(parts, key),
        drawing=lambda name, at: _drawing(parts, name, at),
        terms=parts.library.terms,
        policies=policies(parts.brand, locale, subject, parts.library),
        phones=(
            nodes.Phone(label=locale.say("safety.day"), number=contact.get("day", "")),
            nodes.Phone(label=locale.say("safety.night"), number=contact.get("night", "")),
        ),
        others={one.id: (one, formatter_for(one, locale)) for one in course_members(subject, parts.library)},
        draft=marks.draft,
        credits=lambda: _credits(parts),
        lists_sources=parts.layout.sources,
        explain_terms=parts.layout.kind not in ("deck", "questions", "handout"),
    )
    blocks = parse(markup, f"{parts.project.layouts.name}/{template_of(parts)}", context)
    title = subject.title.plain
    say = locale.say
    is_deck = parts.layout.kind == "deck"
    return nodes.Document(
        kind=parts.layout.kind.value,  # plain text: a tree may go to the cache, and knows no layout
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
        draft=marks.foot,
        lists_sources=parts.layout.sources,
        children=on_title_slide(blocks, marks.overdue),
        at=Location(job.path.as_posix()),
    )


def _credits(parts: JobContext) -> str:
    """Say who drew what the document has shown so far, under which licence, and that nobody has checked some of it."""
    drawn = [parts.library.drawings[name] for name in sorted(parts.drawn)]
    if not drawn:
        return ""
    say = parts.locale.say
    each = dict.fromkeys(say("leaflet.credit", credit=one.credit, licence=one.licence) for one in drawn)
    said = [say("leaflet.credits", credits=str(parts.locale.words["lists"]["semicolon"]).join(each))]
    if not all(one.checked for one in drawn):
        said.append(say("leaflet.drawing-unchecked"))
    return "; ".join([*said, say("leaflet.drawing-scale")])


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
    from irdocs.rules.pictures import check_alt  # few runs come here: most trees are in the cache

    parts.drawn.add(name)
    check_alt(record, parts.problems)
    picture = parts.project.picture(parts.library, name, parts.problems)
    return nodes.Drawing(name=name, picture=picture, alt=record.alt, at=at) if picture is not None else None


def theme_of(parts: JobContext) -> Theme:
    """Resolve the theme of a job."""
    job, brand = parts.job, parts.brand
    look = parts.layout.look(job.variant)
    return resolve(
        f"{brand.name}/{job.layout}-{job.variant}",
        look,
        brand.colours,
        brand.face,
        black_only=job.black,
        logo=brand.logo,
        deck=Path(job.template) if job.template else brand.deck,
        most_pages=getattr(look.pages, _kind_of(parts), 0),
    )


def _kind_of(parts: JobContext) -> str:
    """Return the kind of subject, as folders of content are called: "procedures"."""
    return f"{type(parts.subject).__name__.lower()}s"


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
    name = name_of(
        (
            content,
            layouts,
            project.layouts.as_posix(),
            repr(replace(job, minutes=0, template="")),
            str(overdue_now),
            approved,
        )
    )
    found = read_tree(name)
    if found is not None:
        parts.problems.extend(found[1])
        return found[0]
    known = set(parts.problems)
    document = tree_of(parts)
    if document is not None:
        project.trees_kept += 1
        files = [project.picture_file(parts.library, one) for one in sorted(parts.drawn)]
        drawings = {path.as_posix(): digest_file(path) for path in files}
        if project.unchanged(job.language):
            write_tree(name, document, [one for one in parts.problems if one not in known], drawings)
    return document


def make(project: Project, job: Job, today: date, problems: Problems) -> bytes | None:
    """Make one file. Returns None, with the faults told, where it cannot be made; the old file stays whole."""
    faults = faults_of(project, job)
    problems.extend(faults)
    parts = None if faults else open_job(project, job, today, problems)
    if parts is None:
        return None
    gone = withdrawal(parts.subject)
    if gone is not None and not parts.layout.desk:
        from irdocs.build.withdrawn import notice  # seldom wanted

        return notice(parts, gone, problems)
    document = _kept_or_grown(parts)
    if document is None:
        return None
    if job.minutes and document.kind == "deck":
        document = _cut(document, job, problems)
    check_budgets(document, getattr(parts.layout.look(job.variant).budgets, _kind_of(parts), {}), problems)
    before = len(problems.errors)
    try:
        data = renderer(job.format)(document, theme_of(parts), parts.locale, problems)
    except IrdocsError as error:  # what the writer was given cannot serve, such as a template with macros
        problems.extend(error.problems)
        return None
    except NotInThemeError as error:
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


def _cut(document: nodes.Document, job: Job, problems: Problems) -> nodes.Document:
    """Cut a deck to the time of a job; what was left out, and a time that cannot be met, is reported."""
    from irdocs.document.shorten import shorten, total_minutes

    document, left_out = shorten(document, job.minutes)
    at = Location(job.path.as_posix())
    if left_out:
        titles = "; ".join(nodes.words(slide.title) for slide in left_out)
        problems.note(
            "left-out",
            at,
            f"left out for {counted(job.minutes, 'minute')}, {counted(len(left_out), 'slide')}: {titles}",
            "give more minutes, or a slide a lower rank in facts.yaml",
        )
    total = total_minutes(document)
    if total > job.minutes:
        problems.warning(
            "over-time",
            at,
            f"this deck takes {counted(total, 'minute')}, and {job.minutes} were asked for: slides of rank 1 always stay",
            "give more minutes, or slides another rank in facts.yaml",
        )
    return document
