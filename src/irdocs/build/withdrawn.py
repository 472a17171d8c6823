"""Withdrawn subjects: a notice of one page stands in place of what patients had, and everything else of them goes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from irdocs.build.job import Job
from irdocs.build.manifest import drop_files, read_manifest
from irdocs.build.project import Project
from irdocs.build.store import Store
from irdocs.build.writers import renderer
from irdocs.document import nodes
from irdocs.model.approval import withdrawal
from irdocs.model.approval_record import Entry
from irdocs.problems import Problems
from irdocs.typeset.resolve import resolve

if TYPE_CHECKING:
    from irdocs.build.pipeline import JobContext

PATIENTS = frozenset({"leaflet", "booklet", "trifold", "easy-read"})
"""Kinds of document that patients have at home: somebody who comes back for one must find the notice."""
SHEET = "leaflet"
"""The layout whose page and type the notice has."""


def is_withdrawn(project: Project, subject: str, language: str) -> bool:
    """Whether a subject must not be used any more."""
    found = project.library(language, {subject}).subjects.get(subject)
    return found is not None and withdrawal(found) is not None


def has_notice(project: Project, job: Job) -> bool:
    """Whether a notice stands in place of a file of a withdrawn subject."""
    layout = project.layout(job.layout)
    return layout is not None and not layout.desk and layout.kind in PATIENTS and job.format == "pdf" and not job.press


def without_withdrawn(project: Project, jobs: Iterable[Job]) -> list[Job]:
    """Return the jobs that are still to be done: of a withdrawn subject its notices, and the copy for reviewers."""
    return [job for job in jobs if not is_withdrawn(project, job.subject, job.language) or _stays(project, job)]


def _stays(project: Project, job: Job) -> bool:
    layout = project.layout(job.layout)
    return has_notice(project, job) or (layout is not None and layout.desk)


def remove_withdrawn(project: Project, store: Store, jobs: Iterable[Job]) -> list[str]:
    """Remove what an output holds of the withdrawn subjects among jobs, but for notices; return it. Raises OSError."""
    gone = {(job.subject, job.language) for job in jobs if is_withdrawn(project, job.subject, job.language)}
    if not gone:
        return []
    kinds = {name: one.kind for name in project.layout_names() if (one := project.layout(name)) is not None}
    paths = [
        path
        for path, entry in read_manifest(store).items()
        if (entry.get("subject"), entry.get("language")) in gone
        and (kinds.get(entry.get("layout", "")) not in PATIENTS or entry.get("format") != "pdf" or entry.get("press"))
    ]
    for path in store.sizes(paths):
        store.remove(path)
    if paths:
        drop_files(store, paths)
    return paths


def notice(parts: JobContext, entry: Entry, problems: Problems) -> bytes | None:
    """Return the notice of a withdrawn subject as PDF; None, with the faults told, where it cannot be made."""
    layout = parts.project.layout(SHEET) or parts.layout
    brand, variant = parts.brand, parts.job.variant if parts.job.variant in layout.variants else ""
    theme = resolve(
        SHEET, layout.look(variant), brand.colours, brand.face,
        black_only=parts.job.black, logo=brand.logo,
    )  # fmt: skip
    before = len(problems.errors)
    data = renderer("pdf")(_document(parts, entry), theme, parts.locale, problems)
    return data if len(problems.errors) == before else None


def _document(parts: JobContext, entry: Entry) -> nodes.Document:
    subject, locale = parts.subject, parts.locale
    say, title = locale.say, parts.subject.title.plain
    said = say("withdrawn.lead", date=locale.date(entry.on))
    footer = say("page.footer", title=title, code=subject.code, version=say("withdrawn.version", version=entry.version))
    number = parts.brand.contact.get("department", "") or parts.brand.contact.get("day", "")
    lines = (
        say("withdrawn.stop"),
        say("withdrawn.reason", reason=entry.reason),
        say("withdrawn.call", number=number) if number else say("withdrawn.ask"),
    )
    children = (
        nodes.TitleBlock(title=(nodes.Text(text=title),), lead=(nodes.Text(text=said),)),
        nodes.Section(
            name="withdrawn",
            rank=0,
            children=(
                nodes.Heading(level=2, line=(nodes.Text(text=say("withdrawn.heading")),)),
                *(nodes.Paragraph(line=(nodes.Text(text=one),)) for one in lines),
            ),
        ),
    )
    return nodes.Document(
        kind="leaflet",
        subject=subject.id,
        title=title,
        language=locale.tag,
        direction=locale.direction,
        code=subject.code,
        version=entry.version,
        description=said,
        author=subject.review.owner,
        publisher=parts.brand.publisher,
        dated=entry.on,
        footer=footer,
        lists_sources=False,
        children=children,
    )
