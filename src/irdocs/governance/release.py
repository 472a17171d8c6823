"""What a release refuses, subject by subject: others are made. Every build imports this, so nothing heavy stands here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from irdocs.build.job import Job
from irdocs.build.project import Project
from irdocs.layout.brand_words import report_policies
from irdocs.model.records import KINDS, Course
from irdocs.problems import Problem, Problems, Severity

_OF_SUBJECT = re.compile(rf"(?:^|/)(?:{'|'.join(KINDS)})/([^/]+)/")


def refused(problem: Problem) -> bool:
    """Whether a release refuses a state: a draft, an unverified statement, an overdue review, an empty number."""
    return problem.severity is Severity.NOTE or problem.rule == "overdue"


def as_release(problems: Iterable[Problem]) -> Problems:
    """Return problems as a release has them: what it refuses is an error."""
    return Problems({replace(one, severity=Severity.ERROR) if refused(one) else one: None for one in problems})


def releasable(project: Project, jobs: list[Job], problems: Problems) -> list[Job]:
    """Return the jobs that nothing stands against; ``problems`` are those of all of them."""
    subjects: set[str] = set()
    brands: set[str] = set()
    drawings: set[tuple[str, int]] = set()
    for one in filter(refused, problems):
        path = one.location.path
        found = _OF_SUBJECT.search(path)
        if found:
            subjects.add(found[1])
        elif path.endswith("images.yaml"):
            drawings.add((path, one.location.line))
        else:
            brands |= {name for name in {job.brand for job in jobs} if path.endswith(f"brands/{name}/brand.toml")}
    policies = {key for key in {(job.brand, job.language, job.subject) for job in jobs} if _unapproved(project, *key)}
    return [
        job
        for job in jobs
        if job.brand not in brands
        and (job.brand, job.language, job.subject) not in policies
        and not _is_among(project, job, subjects, drawings)
    ]


def report_jobs(project: Project, jobs: Iterable[Job], problems: Problems) -> None:
    """Note what nobody approved of the local policies that jobs print."""
    for brand, language, subject in sorted({(job.brand, job.language, job.subject) for job in jobs}):
        problems.extend(_unapproved(project, brand, language, subject))


def _unapproved(project: Project, brand: str, language: str, name: str) -> Problems:
    found, problems = project.brand(brand), Problems()
    if found is None or not found.policy.get(language):
        return problems
    library = project.library(language, {name})
    subject = library.subjects.get(name)
    if isinstance(subject, Course):
        library = project.library(language, {name, *subject.subjects})
    if subject is not None:
        report_policies(found, language, subject, library, problems)
    return problems


def _is_among(project: Project, job: Job, subjects: set[str], drawings: set[tuple[str, int]]) -> bool:
    library = project.library(job.language, {job.subject})
    subject = library.subjects.get(job.subject)
    names = (job.subject, *(subject.subjects if isinstance(subject, Course) else ()))
    drawn = {
        library.drawings[one].at for name in names for one in library.drawn.get(name, ()) if one in library.drawings
    }
    return bool(subjects & set(names)) or any((at.path, at.line) in drawings for at in drawn)
