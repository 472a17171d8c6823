"""Tasks in processes, and jobs in them: each worker opens the project once and keeps it warm."""

import gc
import hashlib
import itertools
import math
import os
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from irdocs.build.job import Job
from irdocs.build.manifest import JobResult
from irdocs.build.pipeline import make
from irdocs.build.project import Project
from irdocs.build.store import Store, open_store
from irdocs.problems import Location, Problems

AHEAD = 2
"""Tasks a worker that are handed out in advance."""
TOGETHER = 8
"""Jobs of one subject that go to a worker in one task."""

_worker: list[tuple[Project, Store]] = []
"""In a worker: its project, opened once and warm, and where its files go."""


def _open_worker(content: Path, layouts: Path, locales: Path, address: str, threshold: tuple[int, int, int]) -> None:
    leave_with_parent()
    gc.set_threshold(*threshold)  # a worker that is not forked begins with Python's own
    _worker[:] = [(Project(content, layouts, Path(), locales=locales), open_store(address))]


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


def do(project: Project, job: Job, today: date, store: Store) -> JobResult:
    """Make one file and put it in its place. A fault costs this file alone, and leaves the old one whole."""
    problems = Problems()
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


def do_here(project: Project, jobs: Sequence[Job], today: date, workers: int, store: Store) -> Iterator[JobResult]:
    """Do jobs on this machine; ``workers`` 0 means one a core. Jobs of a worker that dies are done again in this process."""
    workers = min(workers or os.cpu_count() or 1, len(jobs))
    if workers == 1 or len(jobs) < 3:
        yield from (do(project, job, today, store) for job in jobs)
        return
    first = (project.content, project.layouts, project.locales, store.address, gc.get_threshold())
    for group, outcomes in in_processes(
        _groups(jobs, workers), partial(_do, today=today), workers, _open_worker, first
    ):
        yield from outcomes or [do(project, job, today, store) for job in group]


def _groups(jobs: Sequence[Job], workers: int) -> list[list[Job]]:
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
