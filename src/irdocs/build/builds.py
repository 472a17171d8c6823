"""One run from planned jobs to the end: what is due, made here or elsewhere, with the manifest true all the while."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import PurePosixPath

from irdocs.build.batch import BuildReport, Elsewhere, StaleJob, run, stale_jobs
from irdocs.build.job import Job
from irdocs.build.manifest import JobResult, ManifestWriter
from irdocs.build.progress import Progress
from irdocs.build.project import Project
from irdocs.build.store import Store
from irdocs.build.withdrawn import remove_withdrawn, without_withdrawn
from irdocs.problems import Location, Problems


@dataclass(frozen=True)
class RunOptions:
    """How a run is done."""

    today: date
    workers: int = 0
    """Processes; 0: one a core."""
    force: bool = False
    scheduler: str = ""
    """Address of a Dask scheduler; empty: on this machine."""
    dry: bool = False
    """Find out what is due, and make nothing."""


@dataclass(frozen=True)
class RunResult:
    """What became of a run; its problems went to the caller's list."""

    waiting: Sequence[StaleJob]
    """What was due."""
    standing: Sequence[JobResult]
    """What stood as it was made before."""
    made: int = 0
    failed: int = 0
    """Jobs that made no file, or whose manifest could not be written."""
    seconds: float = 0.0
    paths: Sequence[PurePosixPath] = ()
    """What was made, below the output folder."""


def carry_out(
    project: Project, jobs: list[Job], store: Store, order: RunOptions, problems: Problems, *, quiet: bool, events: bool
) -> RunResult:
    """Make what is due. Raises IrdocsError where the scheduler cannot be reached."""
    asked, jobs = jobs, without_withdrawn(project, jobs)
    waiting, standing = stale_jobs(project, jobs, order.today, order.force, store)
    if order.dry:
        return RunResult(waiting, standing)
    _clear_withdrawn(project, store, asked, problems)
    if not waiting:
        problems.extend(problem for one in standing for problem in one.problems)
        return RunResult(waiting, standing)
    versions = {
        name: one.review.version
        for language in dict.fromkeys(job.language for job in jobs)
        for name, one in project.library(language, {job.subject for job in jobs}).subjects.items()
    }
    ledger = ManifestWriter(store, order.today, versions, {one.job: one.inputs for one in waiting})
    todo = [one.job for one in waiting]
    began = time.monotonic()
    report, unwritten = BuildReport(), 0
    try:
        ledger.begin(todo)
        with Progress(len(waiting), quiet, events) as progress:

            def seen(outcome: JobResult) -> None:
                ledger.add(outcome)
                progress.seen(outcome)

            report = run(project, todo, order.today, order.workers, seen, store, _elsewhere(order))
        ledger.write()
    except OSError as error:
        at = Location(store.shown())
        problems.error(
            "cannot-write", at, f"the manifest cannot be written: {error.strerror or error}",
            "look at the permissions there and the room on the disk",
        )  # fmt: skip
        unwritten = 1
    problems.extend(report.problems)
    problems.extend(problem for one in standing for problem in one.problems)
    failed = len(report.failed)
    made = len(report.outcomes) - failed
    paths = [one.job.path for one in report.outcomes if one.sha256]
    return RunResult(waiting, standing, made, failed + unwritten, time.monotonic() - began, paths)


def _clear_withdrawn(project: Project, store: Store, jobs: list[Job], problems: Problems) -> None:
    try:
        for path in remove_withdrawn(project, store, jobs):
            told = "its subject was withdrawn: the file was removed"
            problems.note("withdrawn", Location(store.shown(path)), told, "tell those who have a copy of it")
    except OSError as error:
        told = f"what was withdrawn cannot be removed: {error.strerror or error}"
        problems.error("cannot-write", Location(store.shown()), told, "look at the permissions there")


def _elsewhere(order: RunOptions) -> Elsewhere | None:
    if not order.scheduler:
        return None
    from irdocs.build.cluster import in_cluster  # an optional extra, slow to import

    return partial(in_cluster, order.scheduler)
