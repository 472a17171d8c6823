"""Many jobs: which files are wanted, which of them are due, and how they are made in processes."""

import gc
import hashlib
import itertools
import math
import os
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from irdocs.build.inputs import forget, inputs_of, why
from irdocs.build.job import Job
from irdocs.build.manifest import JobResult, problem_of, read_manifest
from irdocs.build.pipeline import make
from irdocs.build.project import Project
from irdocs.build.store import Folder, Store, open_store
from irdocs.problems import Location, Problems, nearest


@dataclass(frozen=True)
class Selection:
    """What was asked for on the command line; empty means: everything that a layout offers by itself."""

    subjects: tuple[str, ...] = ()
    layouts: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    black: bool = False
    press: bool = False
    languages: tuple[str, ...] = ("en",)
    formats: tuple[str, ...] = ()
    brands: tuple[str, ...] = ("default",)
    editions: tuple[str, ...] = ()
    """Keys of `EDITIONS`; empty: what ``black`` and ``press`` say, else what a layout offers by itself."""


EDITIONS = {"screen": (False, False), "black": (True, False), "press": (False, True), "black-press": (True, True)}
"""Name -> whether it is in black only, whether it is for a printing press."""


@dataclass
class BuildReport:
    """What became of a run."""

    outcomes: list[JobResult] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)

    @property
    def failed(self) -> list[JobResult]:
        """The jobs that made no file."""
        return [one for one in self.outcomes if not one.sha256]


_MADE_ELSEWHERE = {
    False: ("personal-layout", "people", "see `irdocs pack`"),
    True: ("desk-layout", "reviewers", "see `irdocs review --copy`"),
}
"""Whether a layout that no build makes is the desk's -> what is told of it."""


def plan(project: Project, wish: Selection) -> list[Job]:
    """Return the jobs that a wish means, in a fixed order; what is not known goes to the project's problems."""
    problems = project.problems
    known_layouts = project.layout_names()
    for name in wish.layouts:
        if name not in known_layouts:
            problems.error(
                "unknown-layout",
                Location(f"{project.layouts.name}/{name}"),
                f'there is no layout "{name}"',
                nearest(name, known_layouts),
            )
        elif (layout := project.layout(name)) is not None and not layout.built:
            rule, whom, how = _MADE_ELSEWHERE[layout.desk]
            problems.error(rule, Location(layout.shown), f'the layout "{name}" is made for {whom}', how)
    for brand in wish.brands:
        project.brand(brand)
    jobs, offered = jobs_of(project, wish)
    for variant in wish.variants:
        if variant and variant not in offered:
            problems.error(
                "unknown-variant",
                Location(project.layouts.name),
                f'no layout has the variant "{variant}"',
                nearest(variant, sorted(offered)),
            )
    return jobs


def jobs_of(project: Project, wish: Selection) -> tuple[list[Job], set[str]]:
    """Return the jobs that a wish means, and the variants of the layouts that serve it."""
    jobs: list[Job] = []
    offered: set[str] = set()
    for language in wish.languages:
        library = project.library(language, set(wish.subjects) if wish.subjects else None)
        for subject in wish.subjects or sorted(library.known):
            kind = library.known.get(subject)
            if kind is None:
                continue
            for name in wish.layouts or project.layout_names():
                layout = project.layout(name)
                if layout is None or not layout.built or kind not in layout.serves:
                    continue
                offered |= set(layout.variants)
                variants = [one for one in ("", *layout.variants) if not wish.variants or one in wish.variants]
                for variant in variants:
                    look = layout.look(variant)
                    for file_format in layout.formats:
                        if wish.formats and file_format not in wish.formats:
                            continue
                        also = look.also if file_format == "pdf" else ()
                        for brand in wish.brands:
                            for black, press in _looks(wish, also):
                                jobs.append(Job(subject, name, variant, black, language, brand, file_format, press))
    return jobs, offered


def _looks(wish: Selection, also: tuple[str, ...]) -> list[tuple[bool, bool]]:
    """Return the editions that are wanted of a layout, as (black, press)."""
    if wish.editions:
        return sorted({EDITIONS[name] for name in wish.editions})
    if wish.black or wish.press:
        return [(wish.black, wish.press)]
    return sorted({EDITIONS["screen"], *(EDITIONS[name] for name in also)})


@dataclass(frozen=True)
class StaleJob:
    """A job that is to be done, and why."""

    job: Job
    why: str
    """A key of `irdocs.build.inputs.WORDS`."""
    inputs: dict[str, str]


def stale_jobs(
    project: Project, jobs: list[Job], today: date, force: bool, store: Store | None = None
) -> tuple[list[StaleJob], list[JobResult]]:
    """Part the jobs into those whose inputs changed, and the outcomes of those that stand as they were made."""
    store = store or Folder(project.output)
    manifest = read_manifest(store)
    sizes = store.sizes(path for job in jobs if (path := job.path.as_posix()) in manifest)
    waiting: list[StaleJob] = []
    standing: list[JobResult] = []
    forget()  # a library or a watch may build twice, and files are saved between
    for job in jobs:
        now = inputs_of(project, job, today)
        entry = manifest.get(job.path.as_posix(), {})
        reason = "force" if force else why(now, entry.get("inputs", {}))
        if not reason and (entry.get("stale") or sizes.get(job.path.as_posix(), -1) != entry.get("bytes")):
            reason = "file"
        if reason:
            waiting.append(StaleJob(job, reason, now))
            continue
        told = tuple(problem_of(one) for one in entry.get("told", ()))
        standing.append(JobResult(job, told, entry["sha256"], entry["bytes"]))
    return waiting, standing


# --- running ----------------------------------------------------------------------------------------------------------

AHEAD = 2
"""Tasks a worker that are handed out in advance."""
TOGETHER = 8
"""Jobs of one subject that go to a worker in one task."""

_worker: list[tuple[Project, Store]] = []
"""In a worker: its project, opened once and warm, and where its files go."""


def _open_worker(
    content: Path, layouts: Path, address: str, template: Path | None, minutes: int, threshold: tuple[int, int, int]
) -> None:
    leave_with_parent()
    gc.set_threshold(*threshold)  # a worker that is not forked begins with Python's own
    _worker[:] = [(Project(content, layouts, Path(), template=template, minutes=minutes), open_store(address))]


def leave_with_parent() -> None:
    """End this worker when the process that started it is gone: a killed run must leave nobody behind."""
    from multiprocessing import connection, parent_process

    parent = parent_process()

    def wait() -> None:
        if parent is not None:
            connection.wait([parent.sentinel])
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _do(jobs: list[Job], today: date) -> list[JobResult]:
    [(project, store)] = _worker
    return [do(project, job, today, store) for job in jobs]


def do(project: Project, job: Job, today: date, store: Store | None = None) -> JobResult:
    """Make one file and put it in its place. A fault costs this file alone, and leaves the old one whole."""
    problems = Problems()
    store = store or Folder(project.output)
    try:
        data = make(project, job, today, problems)
    except Exception as error:  # a fault of ours must cost one file, not the night's run
        frame = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(frame.filename).name}:{frame.lineno}"
        data = None
        problems.error(
            "fault-of-irdocs", Location(job.path.as_posix()), f"irdocs failed here: {type(error).__name__}: {error} ({place})",
            "this is not your mistake: please report it with this line",
        )  # fmt: skip
    if data is not None:
        try:
            store.write(job.path.as_posix(), data)
        except OSError as error:
            data = None
            problems.error(
                "cannot-write", Location(store.shown(job.path.as_posix())), f"the file cannot be written: {error.strerror or error}",
                "look at the folder's permissions and the room on the disk",
            )  # fmt: skip
    found = tuple(problems)
    if data is None:
        return JobResult(job, found)
    return JobResult(job, found, hashlib.sha256(data).hexdigest(), len(data))


Elsewhere = Callable[[Project, list[Job], date, Store], Iterator[JobResult]]
"""Does jobs beyond this machine: `irdocs.build.cluster`."""


def run(
    project: Project,
    jobs: Iterable[Job],
    today: date,
    workers: int = 0,
    seen: Callable[[JobResult], None] = lambda _: None,
    store: Store | None = None,
    elsewhere: Elsewhere | None = None,
) -> BuildReport:
    """Do the jobs; ``workers`` 0 means one a core. A worker that dies costs its own jobs, which are done again here.

    ``elsewhere`` does them on other machines instead; ``store`` takes the files in place of the output folder.
    """
    waiting = list(jobs)
    report = BuildReport()
    store = store or Folder(project.output)
    workers = workers or os.cpu_count() or 1
    outcomes: Iterator[JobResult]
    if elsewhere is not None:
        outcomes = elsewhere(project, waiting, today, store)
    elif workers == 1 or len(waiting) < 3:
        outcomes = (do(project, job, today, store) for job in waiting)
    else:
        outcomes = _in_processes(project, waiting, today, min(workers, len(waiting)), store)
    for outcome in outcomes:
        report.outcomes.append(outcome)
        report.problems.extend(outcome.problems)
        seen(outcome)
    report.outcomes.sort(key=lambda one: one.job)
    return report


def _in_processes(project: Project, jobs: list[Job], today: date, workers: int, store: Store) -> Iterator[JobResult]:
    first = (project.content, project.layouts, store.address, project.template, project.minutes, gc.get_threshold())
    for group, outcomes in in_processes(
        _groups(jobs, workers), partial(_do, today=today), workers, _open_worker, first
    ):
        yield from outcomes or [do(project, job, today, store) for job in group]


def _groups(jobs: list[Job], workers: int) -> list[list[Job]]:
    """Put neighbours of one subject and format together: they share words, lines and pictures, which a worker keeps."""
    most = min(TOGETHER, math.ceil(len(jobs) / (2 * workers)))
    found = []
    for _, one in itertools.groupby(jobs, lambda job: (job.subject, job.language, job.format)):
        same = list(one)
        found += [same[at : at + most] for at in range(0, len(same), most)]
    return found


T = TypeVar("T")
R = TypeVar("R")


def in_processes(
    tasks: Iterable[T], work: Callable[[T], R], workers: int, opening: Callable[..., None], first: tuple[Any, ...]
) -> Iterator[tuple[T, R | None]]:
    """Do tasks in processes, each opened with ``opening(*first)``; yield each with its result as it is done.

    Tasks are taken as they are needed, few ahead, so that memory does not grow with their number. When a worker dies,
    what was not done comes back with None, for the caller to do.
    """
    # imported for many jobs only: a single file starts faster without it
    from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
    from concurrent.futures.process import BrokenProcessPool

    left = iter(tasks)
    running: dict[Future[R], T] = {}
    task: T
    pool = ProcessPoolExecutor(workers, initializer=opening, initargs=first)
    try:
        while True:
            for task in itertools.islice(left, workers * AHEAD - len(running)):
                running[pool.submit(work, task)] = task
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                task = running[future]
                result = future.result()
                del running[future]
                yield task, result
    except BrokenProcessPool:
        pool.shutdown(cancel_futures=True)
        # what could not be handed out has been taken from the tasks already
        lost = [*running.values()]
        lost += [] if task in lost else [task]
        for task in itertools.chain(lost, left):
            yield task, None
    finally:
        pool.shutdown(cancel_futures=True)
