"""Many jobs: which files are wanted, made in processes, and the manifest that tells what stands in the output folder."""

import hashlib
import json
import os
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, field
from datetime import date
from pathlib import Path
from typing import Any

from irdocs.files import write_whole
from irdocs.inputs import inputs_of, why
from irdocs.job import Job, make
from irdocs.problems import Location, Problem, Problems, Severity, nearest
from irdocs.project import Project
from irdocs.records import dataclass

MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Wish:
    """What was asked for on the command line; empty means: everything that a layout offers by itself."""

    subjects: tuple[str, ...] = ()
    layouts: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    black: bool = False
    press: bool = False
    languages: tuple[str, ...] = ("en",)
    formats: tuple[str, ...] = ()
    brands: tuple[str, ...] = ("default",)


@dataclass(frozen=True)
class Outcome:
    """What became of a job."""

    job: Job
    problems: tuple[Problem, ...]
    sha256: str = ""
    """Empty: no file was made."""
    size: int = 0


@dataclass
class Report:
    """What became of a run."""

    outcomes: list[Outcome] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)

    @property
    def failed(self) -> list[Outcome]:
        """The jobs that made no file."""
        return [one for one in self.outcomes if not one.sha256]


def plan(project: Project, wish: Wish) -> list[Job]:
    """Return the jobs that a wish means, in a fixed order; what is not known goes to the project's problems."""
    problems = project.problems
    jobs: list[Job] = []
    known_layouts = project.layout_names()
    for name in wish.layouts:
        if name not in known_layouts:
            problems.error(
                "unknown-layout",
                Location(f"{project.layouts.name}/{name}"),
                f'there is no layout "{name}"',
                nearest(name, known_layouts),
            )
    for brand in wish.brands:
        project.brand(brand)
    offered: set[str] = set()
    for language in wish.languages:
        library = project.library(language, set(wish.subjects) if wish.subjects else None)
        for subject in wish.subjects or sorted(library.known):
            kind = library.known.get(subject)
            if kind is None:
                continue
            for name in wish.layouts or known_layouts:
                layout = project.layout(name)
                if layout is None or kind not in layout.serves:
                    continue
                offered |= set(layout.variants)
                variants = [one for one in ("", *layout.variants) if not wish.variants or one in wish.variants]
                for variant in variants:
                    own = layout.variants.get(variant, {})
                    for file_format in layout.formats:
                        if wish.formats and file_format not in wish.formats:
                            continue
                        also = tuple(own.get("also", layout.also)) if file_format == "pdf" else ()
                        looks = {(False, False)} if not (wish.black or wish.press) else {(wish.black, wish.press)}
                        if not (wish.black or wish.press):
                            looks |= {(True, False)} if "black" in also else set()
                            looks |= {(False, True)} if "press" in also else set()
                        for brand in wish.brands:
                            for black, press in sorted(looks):
                                jobs.append(Job(subject, name, variant, black, language, brand, file_format, press))
    for variant in wish.variants:
        if variant and variant not in offered:
            problems.error(
                "unknown-variant",
                Location(project.layouts.name),
                f'no layout has the variant "{variant}"',
                nearest(variant, sorted(offered)),
            )
    return jobs


@dataclass(frozen=True)
class Due:
    """A job that is to be done, and why."""

    job: Job
    why: str
    """A key of `irdocs.inputs.WORDS`."""
    inputs: dict[str, str]


def due(project: Project, jobs: list[Job], today: date, force: bool) -> tuple[list[Due], list[Outcome]]:
    """Part the jobs into those whose inputs changed, and the outcomes of those that stand as they were made."""
    manifest = read_manifest(project.output)
    waiting: list[Due] = []
    standing: list[Outcome] = []
    for job in jobs:
        now = inputs_of(project, job, today)
        entry = manifest.get(job.path.as_posix(), {})
        reason = "force" if force else why(now, entry.get("inputs", {}))
        if not reason and (entry.get("stale") or _size(project.output / job.path) != entry.get("bytes")):
            reason = "file"
        if reason:
            waiting.append(Due(job, reason, now))
            continue
        told = tuple(_problem(one) for one in entry.get("told", ()))
        standing.append(Outcome(job, told, entry["sha256"], entry["bytes"]))
    return waiting, standing


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1


def _problem(kept: dict[str, Any]) -> Problem:
    place = Location(kept["path"], kept["line"], kept["column"])
    return Problem(Severity[kept["severity"].upper()], kept["rule"], place, kept["message"], kept["hint"])


def _kept(problem: Problem) -> dict[str, Any]:
    at = problem.location
    return {
        "severity": problem.severity.word,
        "rule": problem.rule,
        "path": at.path,
        "line": at.line,
        "column": at.column,
        "message": problem.message,
        "hint": problem.hint,
    }


# --- running ----------------------------------------------------------------------------------------------------------

_worker: Project | None = None
"""The project of this process: opened once, kept warm."""


def _open_worker(content: Path, layouts: Path, output: Path, template: Path | None, minutes: int) -> None:
    global _worker
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    _worker = Project(content, layouts, output, template=template, minutes=minutes)


def _leave_with_parent() -> None:
    """End this worker when the process that started it is gone: a killed run must leave nobody behind."""
    from multiprocessing import connection, parent_process

    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _do(job: Job, today: date) -> Outcome:
    assert _worker is not None
    return do(_worker, job, today)


def do(project: Project, job: Job, today: date) -> Outcome:
    """Make one file and put it in its place. A fault costs this file alone, and leaves the old one whole."""
    problems = Problems()
    path = project.output / job.path
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
            write_whole(path, data)
        except OSError as error:
            data = None
            problems.error(
                "cannot-write", Location(path.as_posix()), f"the file cannot be written: {error.strerror or error}",
                "look at the folder's permissions and the room on the disk",
            )  # fmt: skip
    found = tuple(problems)
    if data is None:
        return Outcome(job, found)
    return Outcome(job, found, hashlib.sha256(data).hexdigest(), len(data))


def run(
    project: Project,
    jobs: Iterable[Job],
    today: date,
    workers: int = 0,
    seen: Callable[[Outcome], None] = lambda _: None,
) -> Report:
    """Do the jobs; ``workers`` 0 means one a core. A worker that dies costs its own jobs, which are done again here."""
    waiting = list(jobs)
    report = Report()
    workers = workers or os.cpu_count() or 1
    outcomes: Iterator[Outcome]
    if workers == 1 or len(waiting) < 3:
        outcomes = (do(project, job, today) for job in waiting)
    else:
        outcomes = _in_processes(project, waiting, today, min(workers, len(waiting)))
    for outcome in outcomes:
        report.outcomes.append(outcome)
        report.problems.extend(outcome.problems)
        seen(outcome)
    report.outcomes.sort(key=lambda one: one.job)
    return report


def _in_processes(project: Project, jobs: list[Job], today: date, workers: int) -> Iterator[Outcome]:
    # imported for many jobs only: a single file starts faster without it
    from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
    from concurrent.futures.process import BrokenProcessPool

    left = list(reversed(jobs))
    running: dict[Future[Outcome], Job] = {}
    again: list[Job] = []
    pool = ProcessPoolExecutor(
        workers,
        initializer=_open_worker,
        initargs=(project.content, project.layouts, project.output, project.template, project.minutes),
    )
    try:
        while left or running:
            # few at a time, so that memory does not grow with the number of jobs
            while left and len(running) < workers * 4:
                job = left.pop()
                running[pool.submit(_do, job, today)] = job
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                job = running.pop(future)
                yield future.result()
    except BrokenProcessPool:
        again = [job, *running.values(), *left]
    finally:
        pool.shutdown(cancel_futures=True)
    for job in again:
        yield do(project, job, today)


# --- the manifest -----------------------------------------------------------------------------------------------------


def read_manifest(output: Path) -> dict[str, Any]:
    """Return the files that the last runs left, by path; {} where there is none or it cannot be read."""
    try:
        data = json.loads((output / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return dict(data.get("files", {}))


class Ledger:
    """The manifest while a run goes on: true at every moment, so that a run may be killed.

    A file that is to be made leaves the manifest before it is touched and comes back when it is whole. The manifest is
    replaced whole, at most once a second.
    """

    def __init__(self, output: Path, today: date, versions: dict[str, str], inputs: dict[Job, dict[str, str]]) -> None:
        self._output = output
        self._today = today
        self._versions = versions
        self._inputs = inputs
        self._files = {path: entry for path, entry in read_manifest(output).items() if (output / path).is_file()}
        self._old: dict[str, dict[str, Any]] = {}
        self._written = 0.0

    def begin(self, jobs: Iterable[Job]) -> None:
        """Take out the files that are about to be made. Raises OSError where the manifest cannot be written."""
        for job in jobs:
            entry = self._files.pop(job.path.as_posix(), None)
            if entry is not None:
                self._old[job.path.as_posix()] = entry
        self.write()

    def add(self, outcome: Outcome) -> None:
        """Note what became of a job; a failed one keeps its old file, marked as stale."""
        path = outcome.job.path.as_posix()
        if outcome.sha256:
            self._files[path] = {
                **asdict(outcome.job),
                "sha256": outcome.sha256,
                "bytes": outcome.size,
                "version": self._versions.get(outcome.job.subject, ""),
                "inputs": self._inputs.get(outcome.job, {}),
                "told": [_kept(problem) for problem in outcome.problems],
            }
        elif path in self._old:
            self._files[path] = {**self._old[path], "stale": True}
        if time.monotonic() - self._written > 1:
            self.write()

    def write(self) -> None:
        """Replace the manifest. Raises OSError where it cannot be written."""
        data = {"date": self._today.isoformat(), "files": dict(sorted(self._files.items()))}
        write_whole(self._output / MANIFEST, (json.dumps(data, indent=1, ensure_ascii=False) + "\n").encode())
        self._written = time.monotonic()


def verify(output: Path) -> Problems:
    """Prove that the output folder and its manifest agree: every file there, whole, and none that nobody knows of."""
    problems = Problems()
    files = read_manifest(output)
    if not files:
        problems.error(
            "no-manifest", Location((output / MANIFEST).as_posix()), "there is no manifest", "run `irdocs build`"
        )
        return problems
    for path, entry in files.items():
        at = Location((output / path).as_posix())
        try:
            data = (output / path).read_bytes()
        except OSError:
            problems.error(
                "missing-file", at, "the manifest names this file, and it is not there", "run `irdocs build`"
            )
            continue
        if hashlib.sha256(data).hexdigest() != entry["sha256"]:
            problems.error("changed-file", at, "this file is not the one that was made", "run `irdocs build`")
        elif entry.get("stale"):
            problems.warning("stale-file", at, "the last run could not make this file anew: it is the old one")
    for found in sorted(output.rglob("*")):
        name = found.relative_to(output).as_posix()
        if found.is_file() and name not in files and name != MANIFEST and not found.name.startswith("."):
            problems.warning(
                "unknown-file", Location(found.as_posix()), "the manifest does not know this file", "remove it"
            )
    return problems
