"""Jobs beyond this machine, on the workers of a Dask scheduler (only here).

Content and layouts go to each worker once, packed; a worker needs irdocs of the same version and nothing else. Between
machines go jobs and problems; files go from the worker to the store. A worker that dies costs only its own jobs, which
Dask gives to another; a job that kills worker after worker costs its own file.
"""

from __future__ import annotations

import contextlib
import shutil
import threading
import time
import uuid
import zipfile
from collections.abc import Iterator
from concurrent.futures import CancelledError
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from distributed import Client, Future, WorkerPlugin, get_worker, wait
from distributed import TimeoutError as NotInTime

from irdocs.build.inputs import code_digest
from irdocs.build.job import Job
from irdocs.build.manifest import JobResult
from irdocs.build.processes import do
from irdocs.build.project import Project
from irdocs.build.store import Folder, Store, open_store, without_password
from irdocs.problems import IrdocsError, Location, Problem, Problems, Severity
from irdocs.reading.digest import digest_bytes

PATIENCE = 60.0
"""Seconds that a run waits for a first worker, or for a new one when the last has died."""
HANDOVER = 5.0
"""Seconds that an answer may take from a worker to us."""
ASKED = 1.0
"""Seconds between two questions to workers that do not fit, or not yet."""
SENT = frozenset({".yaml", ".toml", ".j2", ".svg", ".png", ".jpg", ".jpeg", ".json", ".jsonl", ".pptx", ".potx"})
"""Endings of what irdocs reads of content and layouts: nothing else goes to a worker."""
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
        # a run takes its own away at its end, and not what another run still needs
        self.name = f"irdocs-{digest_bytes(data)}-{uuid.uuid4().hex[:8]}"

    def setup(self, worker: Any) -> None:
        """Unpack beside the worker's own files; a worker with another irdocs gets nothing, and is never asked."""
        if code_digest() == self.code:
            with zipfile.ZipFile(BytesIO(self.data)) as packed:
                packed.extractall(_folder(worker, self.name))

    def teardown(self, worker: Any) -> None:
        """Leave nothing behind."""
        _opened.clear()
        shutil.rmtree(_folder(worker, self.name), ignore_errors=True)


def _fits(bundle: str, code: str, dask_worker: Any) -> bool:
    """Whether a worker has the irdocs of this run, and what it was given."""
    return code_digest() == code and _folder(dask_worker, bundle).is_dir()


def _folder(worker: Any, name: str) -> Path:
    return Path(worker.local_directory) / name


def _pack(project: Project, jobs: list[Job]) -> bytes:
    """Pack content, layouts and template. The same folders give the same bytes, and so the same name."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        own = (project.locales, "locale")
        for folder, within in ((project.content, "content"), (project.layouts, "layouts"), own):
            for path in sorted(_readable(folder)):
                name = f"{within}/{folder.name}/{path.relative_to(folder).as_posix()}"
                archive.writestr(zipfile.ZipInfo(name), path.read_bytes())
        for template in sorted({job.template for job in jobs if job.template}):
            archive.writestr(zipfile.ZipInfo(f"template/{_name_of(template)}"), Path(template).read_bytes())
    return packed.getvalue()


def _readable(folder: Path) -> Iterator[Path]:
    """Yield the files that irdocs reads, and no others that lie there; a link leads out of the folder, and stays."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.is_symlink() or path.name.startswith("."):
            continue
        if path.is_dir():
            yield from _readable(path)
        elif path.suffix.lower() in SENT and path.is_file():
            yield path


def _name_of(template: str) -> str:
    """Return the name of a template in the bundle, where two may have the same one at home."""
    return f"{digest_bytes(template.encode())}/{Path(template).name}"


def _do(bundle: str, job: Job, today: date, address: str) -> JobResult:
    """Make one file, on a worker."""
    with _one_at_a_time:
        key = f"{bundle} {address}"
        if key not in _opened:
            _opened.clear()  # a worker lives longer than a run
            folder = _folder(get_worker(), bundle)
            [content], [layouts] = (folder / "content").iterdir(), (folder / "layouts").iterdir()
            locales = folder / "locale" / "locale"
            project = Project(content, layouts, Path(), locales=locales)
            _opened[key] = project, open_store(address)
        project, store = _opened[key]
        there = job
        if job.template:
            there = replace(job, template=str(_folder(get_worker(), bundle) / "template" / _name_of(job.template)))
        return replace(do(project, there, today, store), job=job)


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
        bundle = Bundle(_pack(project, jobs), code_digest())
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except NotInTime:
            raise _refused(
                "no-worker", scheduler, "this scheduler has no worker", "start one: dask worker ..."
            ) from None
        try:
            with contextlib.suppress(Exception):  # of a worker that knows no irdocs; the others have it
                client.register_plugin(bundle)
            if not _fitting(client, bundle, set(client.nthreads())):
                raise _refused(
                    "other-worker", scheduler, "no worker can take this run: theirs is another irdocs",
                    "install the same irdocs there, with irdocs[cluster]",
                )  # fmt: skip
            yield from _Run(client, bundle, jobs, today, store).results()
        finally:
            with contextlib.suppress(Exception):  # the scheduler may be gone
                client.unregister_worker_plugin(bundle.name)


def _fitting(client: Client, bundle: Bundle, asked: set[str]) -> set[str]:
    """Return which of these workers can do jobs of this run. One that cannot answer cannot."""
    if not asked:
        return set()
    try:
        said = client.run(_fits, bundle.name, bundle.code, workers=sorted(asked), on_error="return")
    except Exception:  # none of them is there any more
        return set()
    return {worker for worker, fits in said.items() if fits is True}


class _Run:
    """The jobs of one run: which wait, which are with workers, and which workers may do them."""

    def __init__(self, client: Client, bundle: Bundle, jobs: list[Job], today: date, store: Store) -> None:
        self.client, self.bundle, self.today, self.store = client, bundle, today, store
        self.waiting = list(reversed(jobs))
        self.running: dict[Future, tuple[Job, set[str]]] = {}
        """What is asked for -> its job, and the workers that may do it."""
        self.good: set[str] = set()
        self.threads = 0
        """Of the workers that may do jobs of this run."""
        self.next_question = 0.0
        self.name, self.number = uuid.uuid4().hex[:12], 0
        self.alone_since: float | None = None

    def results(self) -> Iterator[JobResult]:
        """Hand out the jobs and yield what became of each."""
        while self.waiting or self.running:
            self._look_at_workers()
            self._take_back()
            self._hand_out()
            for future in self._finished():
                result = _result(future, self.running[future][0], self.store)
                if result is not None:
                    yield result
                    del self.running[future]
                    future.release()
            if self._is_alone():
                for job in [*(one for one, _ in self.running.values()), *reversed(self.waiting)]:
                    yield _lost(job, "the last worker is gone, or the scheduler is", "start one, and run again")
                return

    def _look_at_workers(self) -> None:
        """Forget workers that are gone, and ask new ones whether they fit."""
        present = dict(self.client.nthreads()) if self.client.status == "running" else {}
        self.good &= set(present)
        if (others := set(present) - self.good) and time.monotonic() >= self.next_question:
            self.good |= _fitting(self.client, self.bundle, others)
            self.next_question = time.monotonic() + ASKED
        self.threads = sum(present[one] for one in self.good)

    def _take_back(self) -> None:
        """Let a job wait again where all workers that might do it are gone, and others are there."""
        for future, (job, workers) in list(self.running.items()):
            if self.good and not workers & self.good and not future.done():
                del self.running[future]
                future.cancel()
                self.waiting.append(job)

    def _hand_out(self) -> None:
        while self.good and self.waiting and len(self.running) < max(1, self.threads) * AHEAD:
            job = self.waiting.pop()
            self.number += 1
            future = self.client.submit(
                _do, self.bundle.name, job, self.today, self.store.address, key=f"irdocs-{self.name}-{self.number}",
                pure=False, workers=sorted(self.good), allow_other_workers=False,
            )  # fmt: skip
            self.running[future] = job, set(self.good)

    def _finished(self) -> set[Future]:
        """Wait a while for the first that ends."""
        if not self.running:
            time.sleep(0.1)
            return set()
        try:
            with self.client.as_current():  # `wait` asks for a client of the thread
                return set(wait(list(self.running), timeout=5, return_when="FIRST_COMPLETED").done)
        except NotInTime:
            return set()
        except CancelledError:  # with its scheduler
            return {future for future in self.running if future.status in ("cancelled", "lost")}

    def _is_alone(self) -> bool:
        """Whether the scheduler is gone, or the last worker for longer than one waits."""
        self.alone_since = None if self.threads else self.alone_since or time.monotonic()
        lonely = self.alone_since is not None and time.monotonic() - self.alone_since > PATIENCE
        return lonely or self.client.status != "running"


def _result(future: Future, job: Job, store: Store) -> JobResult | None:
    """Take what a worker said; what took the worker down with it, or lies where we cannot see it, made no file.

    None: the worker died with the answer, and the job waits for another.
    """
    try:
        result: JobResult = future.result(timeout=HANDOVER)
    except NotInTime:
        return None
    except Exception as error:
        return _lost(job, f"no worker could do this: {type(error).__name__}", "look at the logs of the workers")
    path = job.path.as_posix()
    if result.sha256 and isinstance(store, Folder) and store.sizes([path]).get(path) != result.size:
        return _lost(
            job, f"the worker wrote this file, and it is not in {store.shown()}",
            "name a folder that all machines share, or an address",
        )  # fmt: skip
    return result


def _lost(job: Job, message: str, hint: str) -> JobResult:
    problems = Problems()
    problems.error("not-in-cluster", Location(job.path.as_posix()), message, hint)
    return JobResult(job, tuple(problems))


def _refused(rule: str, scheduler: str, message: str, hint: str) -> IrdocsError:
    at = Location(without_password(scheduler))
    return IrdocsError([Problem(Severity.ERROR, rule, at, without_password(message), hint)])
