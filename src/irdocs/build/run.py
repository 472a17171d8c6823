"""The one door from jobs to files, for the command line, the library and every command that makes files.

It finds out what is due, stops what has errors, makes the rest here or on a cluster, and leaves a manifest that is true
all the while.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath
from typing import Literal

from irdocs.build.job import Job
from irdocs.build.manifest import JobResult, ManifestWriter
from irdocs.build.project import Project
from irdocs.build.staleness import StaleJob, Staleness, sort_jobs
from irdocs.build.store import Folder, Store
from irdocs.build.withdrawn import remove_withdrawn, without_withdrawn
from irdocs.problems import IrdocsError, Location, Problem, Problems, Severity


@dataclass(frozen=True)
class RunOptions:
    """How a run is done. Whatever changes a file is a field of its `Job`."""

    today: date = field(default_factory=date.today)
    """The day by which reviews are judged."""
    workers: int = 0
    """Processes; 0: one a core."""
    force: bool = False
    """Make also what stands, and what somebody changed by hand."""
    scheduler: str = ""
    """Address of a Dask scheduler; empty: on this machine."""
    dry: bool = False
    """Find out what is due, and make nothing."""
    progress: Literal["none", "bar", "events"] = "none"
    """A bar on a terminal, or a line of JSON a file on stdout."""


@dataclass(frozen=True)
class BuildReport:
    """What became of a run."""

    results: Sequence[JobResult] = ()
    """What was to be made, each with its file or without one."""
    due: Sequence[StaleJob] = ()
    """What was due, and why."""
    unchanged: Sequence[JobResult] = ()
    """Files that stand as they were made before."""
    left_out: Sequence[JobResult] = ()
    """Editions that a record has nothing for."""
    problems: Problems = field(default_factory=Problems)
    """Everything to report: of content, layouts and brands, and of each job."""
    noted: bool = True
    """Whether the manifest could be written."""
    seconds: float = 0.0

    @property
    def made(self) -> list[JobResult]:
        """The jobs that made a file."""
        return [one for one in self.results if one.sha256]

    @property
    def failed(self) -> list[JobResult]:
        """The jobs that made no file."""
        return [one for one in self.results if not one.sha256]

    @property
    def succeeded(self) -> bool:
        """Whether every file stands that was asked for, and no error is left."""
        return self.noted and not self.failed and not self.problems.has_errors

    @property
    def paths(self) -> list[PurePosixPath]:
        """What was made, below the output folder."""
        return [one.job.path for one in self.made]


def build(
    project: Project, jobs: Iterable[Job], options: RunOptions | None = None, store: Store | None = None
) -> BuildReport:
    """Make what is due of the jobs, and note it in the manifest. An error stops the files that it concerns, and no others.

    ``store`` takes the files in place of the project's output folder. Raises IrdocsError where the scheduler cannot be
    reached, or the manifest is damaged.
    """
    options, store = options or RunOptions(), store or Folder(project.output)
    began = time.monotonic()
    problems = Problems()
    asked = _each_once(jobs, problems)
    wanted = without_withdrawn(project, asked)
    parted = sort_jobs(project, wanted, options.today, options.force, store)
    results = list(parted.stopped)
    if not options.dry:
        _clear_withdrawn(project, store, asked, problems)
        if parted.due:
            _clear_left_over(store, problems)
    noted = options.dry or parted.noted or _make(project, parted, options, store, results, problems)
    found = Problems()
    found.extend(project.problems)
    for one in (*results, *parted.unchanged, *parted.left_out):
        found.extend(one.problems)
    found.extend(problems)
    results.sort(key=lambda one: one.job)
    return BuildReport(results, parted.due, parted.unchanged, parted.left_out, found, noted, time.monotonic() - began)


def _each_once(jobs: Iterable[Job], problems: Problems) -> list[Job]:
    """Return the jobs, one for each path: two templates of one name would take turns at the same file."""
    by_path: dict[PurePosixPath, Job] = {}
    for job in jobs:
        if by_path.setdefault(job.path, job) != job:
            problems.error(
                "same-file", Location(job.path.as_posix()), "two different jobs would make this file",
                "give one of the templates another name",
            )  # fmt: skip
    return list(by_path.values())


def _make(
    project: Project, parted: Staleness, options: RunOptions, store: Store, results: list[JobResult], problems: Problems
) -> bool:
    """Make what is due, with the manifest true all the while; return whether it could be written."""
    from irdocs.build.progress import Progress

    todo = [one.job for one in parted.due]
    manifest = ManifestWriter(
        store, options.today, _versions(project, todo), {one.job: one.inputs for one in parted.due}
    )
    try:
        manifest.begin(todo, [one.job for one in (*parted.stopped, *parted.left_out)])
        with Progress(len(todo), options.progress) as progress:
            for result in parted.stopped:
                progress.seen(result)
            for result in _results(project, todo, options, store):
                results.append(result)
                manifest.add(result)
                progress.seen(result)
        manifest.write()
    except OSError as error:
        at = Location(store.shown())
        problems.error(
            "cannot-write", at, f"the manifest cannot be written: {error.strerror or error}",
            "look at the permissions there and the room on the disk",
        )  # fmt: skip
        return False
    return True


def _clear_withdrawn(project: Project, store: Store, jobs: list[Job], problems: Problems) -> None:
    try:
        for path in remove_withdrawn(project, store, jobs):
            told = "its subject was withdrawn: the file was removed"
            problems.note("withdrawn", Location(store.shown(path)), told, "tell those who have a copy of it")
    except OSError as error:
        told = f"what was withdrawn cannot be removed: {error.strerror or error}"
        problems.error("cannot-write", Location(store.shown()), told, "look at the permissions there")


def _clear_left_over(store: Store, problems: Problems) -> None:
    try:
        for path in store.clear_left_over(time.time()):
            problems.note("left-over", Location(store.shown(path)), "a killed run left this half file: it was removed")
    except OSError as error:
        told = f"what a killed run left cannot be removed: {error.strerror or error}"
        problems.error("cannot-write", Location(store.shown()), told, "look at the permissions there")


def _versions(project: Project, jobs: Sequence[Job]) -> dict[str, str]:
    return {
        name: one.review.version
        for language in dict.fromkeys(job.language for job in jobs)
        for name, one in project.library(language, {job.subject for job in jobs}).subjects.items()
    }


def _results(project: Project, jobs: list[Job], options: RunOptions, store: Store) -> Iterator[JobResult]:
    """Do jobs where the options say, and yield what became of each as soon as it is known."""
    if options.scheduler:
        try:
            from irdocs.build.cluster import in_cluster  # an optional extra, slow to import
        except ImportError as error:
            raise _refused(options.scheduler, error) from None
        return in_cluster(options.scheduler, project, jobs, options.today, store)
    from irdocs.build.processes import do_here  # a run that has nothing to do imports no writer

    return do_here(project, jobs, options.today, options.workers, store)


def _refused(scheduler: str, error: ImportError) -> IrdocsError:
    return IrdocsError(
        [
            Problem(
                Severity.ERROR, "no-extra", Location(scheduler), f"--scheduler needs a package that is not there: {error}",
                'install it: pip install "irdocs[cluster]"',
            )
        ]
    )  # fmt: skip
