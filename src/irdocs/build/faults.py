"""What stops a job before it is begun, whoever asked for it; and which editions a record has nothing for."""

from irdocs.build.job import Job
from irdocs.build.project import Project
from irdocs.layout.catalogue import Layout
from irdocs.model.approval import withdrawal
from irdocs.model.records import Course
from irdocs.problems import Location, Problem, Problems, Severity, nearest

SCREEN_ONLY = ("pptx", "gift", "qti")
"""The formats that have no edition in black, and none for a printing press."""
_NEEDED = {
    "trifold": "brief",
    "easy-read": "easy_read",
    "deck": "slides",
    "handout": "slides",
    "questions": "questions",
}
"""Kind of document -> the field of a record that it is made of; without it there would be a file that says nothing."""


def faults_of(project: Project, job: Job) -> tuple[Problem, ...]:
    """Return the errors that stop a job: of its subject and what that uses, of its layout, of its brand, of itself."""
    faults = dict.fromkeys(project.faults(job.layout, job.brand))
    told = Problems()
    library = project.library(job.language, {job.subject})
    kind = library.known.get(job.subject)
    if kind is None:
        told.error(
            "unknown-subject", Location(project.content.name),
            f'there is no subject "{job.subject}"', nearest(job.subject, list(library.known)),
        )  # fmt: skip
    layout = project.layout(job.layout)
    if layout is not None:
        _check_job(job, layout, kind, told)
    subject = library.subjects.get(job.subject)
    if subject is not None and withdrawal(subject) is not None:
        return tuple(faults | dict.fromkeys(told))  # a notice stands in its place, whatever is wrong with the record
    for name in with_members(project, job):
        faults |= dict.fromkeys(library.faults.get(name, ()))
    return tuple(faults | dict.fromkeys(told))


def _check_job(job: Job, layout: Layout, kind: str | None, problems: Problems) -> None:
    """Check that a layout can make what a job says."""
    at = Location(layout.shown)
    if kind is not None and kind not in layout.serves:
        told = f'the layout "{layout.name}" does not serve {job.subject}'
        problems.error("nothing-to-do", at, told, f"it serves: {', '.join(layout.serves)}")
    if job.variant and job.variant not in layout.variants:
        told = f'the layout "{layout.name}" has no variant "{job.variant}"'
        problems.error("unknown-variant", at, told, nearest(job.variant, list(layout.variants)))
    if job.format not in layout.formats:
        told = f'the layout "{layout.name}" is not made as "{job.format}"'
        problems.error("unknown-format", at, told, f"it is made as: {', '.join(layout.formats)}")
    elif job.format in SCREEN_ONLY and (job.black or job.press):
        told = f'the layout "{layout.name}" has no edition in black, and none for a printing press'
        problems.error("no-edition", at, told, "only files of the format pdf have them")


def with_members(project: Project, job: Job) -> tuple[str, ...]:
    """Return the id of the subject of a job, and of a course the ids of its members as well; the library holds them then."""
    subject = project.library(job.language, {job.subject}).subjects.get(job.subject)
    if not isinstance(subject, Course):
        return (job.subject,)
    names = (job.subject, *subject.subjects)
    project.library(job.language, set(names))
    return names


def nothing_for(project: Project, job: Job) -> Problem | None:
    """Return why an edition is left out: the record has nothing that it is made of. None: it is made."""
    subject = project.library(job.language, {job.subject}).subjects.get(job.subject)
    layout = project.layout(job.layout)
    if subject is None or layout is None or isinstance(subject, Course):
        return None
    needed = _NEEDED.get(layout.kind)
    if needed is None or getattr(subject, needed, None):
        return None
    told = f"the record has no {needed}, so there is no {job.layout}"
    return Problem(Severity.NOTE, "left-out", subject.words_at, told, f"fill in {needed} where it is wanted")
