"""Which jobs are due, and which files stand as they were made."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from irdocs.build.faults import faults_of, nothing_for
from irdocs.build.inputs import forget, inputs_of, why
from irdocs.build.job import Job
from irdocs.build.manifest import JobResult, problem_of, read_manifest
from irdocs.build.project import Project
from irdocs.build.store import Store
from irdocs.problems import Location, Problem, Severity


@dataclass(frozen=True)
class StaleJob:
    """A job that is to be done, and why."""

    job: Job
    why: str
    """A key of `irdocs.build.inputs.WORDS`."""
    inputs: dict[str, str]


@dataclass(frozen=True)
class Staleness:
    """The jobs of a run, parted."""

    due: Sequence[StaleJob] = ()
    unchanged: Sequence[JobResult] = ()
    """Files that stand as they were made."""
    stopped: Sequence[JobResult] = ()
    """Jobs that an error stops, and files that were changed by hand: what stands is not touched."""
    left_out: Sequence[JobResult] = ()
    """Editions that a record has nothing for."""
    noted: bool = False
    """Whether the manifest says all this already."""


def sort_jobs(project: Project, jobs: Sequence[Job], today: date, force: bool, store: Store) -> Staleness:
    """Part jobs into those that are due, and those of which nothing is made. Raises IrdocsError for a damaged manifest."""
    forget()  # a library or a watch may build twice, and files are saved between
    manifest = read_manifest(store)
    sizes = store.sizes(path for job in jobs if (path := job.path.as_posix()) in manifest)
    due, unchanged, stopped, left_out = [], [], [], []
    for job in jobs:
        faults = faults_of(project, job)
        if faults:
            stopped.append(JobResult(job, faults))
            continue
        nothing = nothing_for(project, job)
        if nothing is not None:
            left_out.append(JobResult(job, (nothing,)))
            continue
        path = job.path.as_posix()
        entry, now = manifest.get(path, {}), inputs_of(project, job, today)
        reason = _reason(now, entry, sizes.get(path), force)
        if not reason:
            told = tuple(problem_of(one) for one in entry.get("told", ()))
            unchanged.append(JobResult(job, told, entry["sha256"], entry["bytes"]))
        elif not force and path in sizes and _edited(store, path, entry, sizes[path]):
            stopped.append(JobResult(job, (_kept(store, path),)))
        else:
            due.append(StaleJob(job, reason, now))
    standing = [manifest.get(one.job.path.as_posix()) for one in (*stopped, *left_out)]
    noted = bool(manifest) and not due and all(entry is None or entry.get("stale") for entry in standing)
    return Staleness(due, unchanged, stopped, left_out, noted)


def _reason(now: dict[str, str], entry: dict[str, Any], size: int | None, force: bool) -> str:
    """Return why a job is due, as a key of `irdocs.build.inputs.WORDS`; "" where its file stands."""
    reason = "force" if force else why(now, entry.get("inputs", {}))
    if not reason and (entry.get("stale") or size != entry.get("bytes")):
        return "file"
    return reason


def _edited(store: Store, path: str, entry: dict[str, Any], size: int) -> bool:
    """Whether a file is not the one that was made: somebody changed it, and their work must not be lost."""
    return bool(size != entry["bytes"] or hashlib.sha256(store.read(path)).hexdigest() != entry["sha256"])


def _kept(store: Store, path: str) -> Problem:
    return Problem(
        Severity.ERROR, "edited-file", Location(store.shown(path)),
        "this file was changed by hand since it was made: it stands as it is, and no new one was made",
        "move it to another name to keep it, or make it anew with --force",
    )  # fmt: skip
