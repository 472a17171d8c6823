"""Jobs beyond this machine, on the workers of a Dask scheduler (only here).

Content and layouts go to each worker once, packed; a worker needs irdocs of the same version and nothing else. Between
machines go jobs and problems; files go from the worker to the store. A worker that dies costs only its own jobs, which
Dask gives to another; a job that kills worker after worker costs its own file.
"""

from __future__ import annotations

import contextlib
import hashlib
import threading
import time
import uuid
import zipfile
from collections.abc import Iterator
from concurrent.futures import CancelledError
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from distributed import Client, Future, WorkerPlugin, get_worker, wait
from distributed import TimeoutError as NotInTime

from irdocs.build.batch import do
from irdocs.build.inputs import code_digest
from irdocs.build.job import Job
from irdocs.build.manifest import JobResult
from irdocs.build.project import Project
from irdocs.build.store import Folder, Store, open_store
from irdocs.problems import IrdocsError, Location, Problem, Problems, Severity

PATIENCE = 60.0
"""Seconds that a run waits for a first worker, or for a new one when the last has died."""
HANDOVER = 5.0
"""Seconds that an answer may take from a worker to us."""
AHEAD = 4
"""Jobs a thread of a worker that are handed out in advance: memory does not grow with the number of jobs."""

_opened: dict[str, tuple[Project, Store]] = {}
"""Digest of a bundle and address of the output -> what is kept warm in this worker."""
_one_at_a_time = threading.Lock()
"""A worker may have threads; the writers keep state of the process."""


class Bundle(WorkerPlugin):  # type: ignore[misc]
    """What a worker is given: the folders that a run reads, packed."""

    def __init__(self, data: bytes, code: str) -> None:
        self.data = data
        self.code = code
        self.name = f"irdocs-{hashlib.sha256(data).hexdigest()[:16]}"

    def setup(self, worker: Any) -> None:
        """Unpack beside the worker's own files. Raises ValueError where its irdocs is another one."""
        if code_digest() != self.code:
            raise ValueError("the irdocs of this worker is not the one of this run")
        folder = _folder(worker, self.name)
        with zipfile.ZipFile(BytesIO(self.data)) as packed:
            packed.extractall(folder)


def _folder(worker: Any, name: str) -> Path:
    return Path(worker.local_directory) / name


def _pack(project: Project) -> bytes:
    """Pack content, layouts and template. The same folders give the same bytes, and so the same name."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        own = (project.locales, "locale")
        for folder, within in ((project.content, "content"), (project.layouts, "layouts"), own):
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    name = f"{within}/{folder.name}/{path.relative_to(folder).as_posix()}"
                    archive.writestr(zipfile.ZipInfo(name), path.read_bytes())
        if project.template is not None:
            name = f"template/{project.template.name}"
            archive.writestr(zipfile.ZipInfo(name), project.template.read_bytes())
    return packed.getvalue()


def _do(bundle: str, job: Job, today: date, address: str, minutes: int) -> JobResult:
    """Make one file, on a worker."""
    with _one_at_a_time:
        key = f"{bundle} {minutes} {address}"
        if key not in _opened:
            _opened.clear()  # a worker lives longer than a run
            folder = _folder(get_worker(), bundle)
            [content], [layouts] = (folder / "content").iterdir(), (folder / "layouts").iterdir()
            template = next(iter(sorted((folder / "template").glob("*"))), None)
            locales = folder / "locale" / "locale"
            project = Project(content, layouts, Path(), template=template, minutes=minutes, locales=locales)
            _opened[key] = project, open_store(address)
        project, store = _opened[key]
        return do(project, job, today, store)


def in_cluster(scheduler: str, project: Project, jobs: list[Job], today: date, store: Store) -> Iterator[JobResult]:
    """Do jobs on the workers of a scheduler. Raises IrdocsError where it cannot be reached, or has no worker of use."""
    if not jobs:
        return
    try:
        client = Client(scheduler, timeout=PATIENCE / 4, set_as_default=False)
    except (OSError, ValueError) as error:  # a time-out is an OSError too
        raise _refused(
            "no-scheduler",
            scheduler,
            f"this scheduler cannot be reached: {error}",
            "is it running, and is this its address?",
        ) from None
    with contextlib.closing(client):
        bundle = Bundle(_pack(project), code_digest())
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except NotInTime:
            raise _refused(
                "no-worker", scheduler, "this scheduler has no worker", "start one: dask worker ..."
            ) from None
        try:
            client.register_plugin(bundle)
        except Exception as error:  # whatever a worker raises comes back here
            raise _refused(
                "other-worker", scheduler, f"a worker cannot take this run: {error}",
                "install the same irdocs there, with irdocs[cluster]",
            ) from None  # fmt: skip
        yield from _results(client, bundle.name, project, jobs, today, store)


def _results(
    client: Client, bundle: str, project: Project, jobs: list[Job], today: date, store: Store
) -> Iterator[JobResult]:
    left = list(reversed(jobs))
    running: dict[Future, Job] = {}
    run, number = uuid.uuid4().hex[:12], 0
    alone_since: float | None = None
    while left or running:
        threads = sum(client.nthreads().values()) if client.status == "running" else 0
        while left and len(running) < max(1, threads) * AHEAD:
            job = left.pop()
            number += 1
            future = client.submit(
                _do, bundle, job, today, store.address, project.minutes, key=f"irdocs-{run}-{number}", pure=False
            )
            running[future] = job
        done: set[Future] = set()
        try:
            with client.as_current():  # `wait` asks for a client of the thread
                done = wait(list(running), timeout=5, return_when="FIRST_COMPLETED").done
        except NotInTime:
            pass
        except CancelledError:  # with its scheduler
            done = {future for future in running if future.status in ("cancelled", "lost")}
        for future in done:
            outcome = _outcome(future, running[future], store)
            if outcome is not None:
                yield outcome
                del running[future]
                future.release()
        alone_since = None if threads else alone_since or time.monotonic()
        if client.status != "running" or (alone_since is not None and time.monotonic() - alone_since > PATIENCE):
            for job in [*running.values(), *reversed(left)]:
                yield _lost(job, "the last worker is gone, or the scheduler is", "start one, and run again")
            return


def _outcome(future: Future, job: Job, store: Store) -> JobResult | None:
    """Take what a worker said; what took the worker down with it, or lies where we cannot see it, made no file.

    None: the worker died with the answer, and the job waits for another.
    """
    try:
        outcome: JobResult = future.result(timeout=HANDOVER)
    except NotInTime:
        return None
    except Exception as error:
        return _lost(job, f"no worker could do this: {type(error).__name__}", "look at the logs of the workers")
    path = job.path.as_posix()
    if outcome.sha256 and isinstance(store, Folder) and store.sizes([path]).get(path) != outcome.size:
        return _lost(
            job, f"the worker wrote this file, and it is not in {store.shown()}",
            "name a folder that all machines share, or an address",
        )  # fmt: skip
    return outcome


def _lost(job: Job, message: str, hint: str) -> JobResult:
    problems = Problems()
    problems.error("not-in-cluster", Location(job.path.as_posix()), message, hint)
    return JobResult(job, tuple(problems))


def _refused(rule: str, scheduler: str, message: str, hint: str) -> IrdocsError:
    return IrdocsError([Problem(Severity.ERROR, rule, Location(scheduler), message, hint)])
