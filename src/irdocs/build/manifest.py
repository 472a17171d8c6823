"""What became of each job, and the manifest that says what stands in the output folder."""

import contextlib
import hashlib
import json
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path, PurePath
from typing import Any

from irdocs.build.job import Job
from irdocs.build.store import Folder, Store
from irdocs.problems import IrdocsError, Location, Problem, Problems, Severity, counted

MANIFEST = "manifest.json"


@dataclass(frozen=True)
class JobResult:
    """What became of a job."""

    job: Job
    problems: tuple[Problem, ...]
    sha256: str = ""
    """Empty: no file was made."""
    size: int = 0


def problem_of(kept: dict[str, Any]) -> Problem:
    """Return a problem as it was told when its file was made."""
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


def read_manifest(store: Store) -> dict[str, Any]:
    """Return the files that the last runs left, by path; {} where there is none. Raises IrdocsError for a damaged one."""
    return dict(manifest_of(store).get("files", {}))


EVIDENCE = "evidence"
"""Folder beside a leaflet that `irdocs evidence` writes; no product, so the manifest does not list it."""


def register_name(language: str) -> str:
    """Return the name of the register of what is published. It tells of the manifest, and does not stand in it."""
    return f"register.{language}.pdf"


def manifest_of(store: Store) -> dict[str, Any]:
    """Return the manifest of an output; {} where there is none. Raises IrdocsError for one that is damaged."""
    try:
        text = store.read(MANIFEST).decode("utf-8")
    except UnicodeDecodeError:
        raise _damaged(store, "this is not text in UTF-8") from None
    except OSError:
        return {}
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise _damaged(store, f"this is not JSON: {error.msg}", error.lineno, error.colno) from None
    fault = _fault_in(data)
    if fault:
        raise _damaged(store, fault)
    return dict(data)


def _fault_in(data: Any) -> str:
    """Return what is wrong with the data of a manifest; "" where nothing is."""
    if not isinstance(data, dict):
        return "a manifest is an object"
    for key in ("files", "packs"):
        if not isinstance(data.get(key, {}), dict):
            return f'"{key}" is no object'
    for path, entry in data.get("files", {}).items():
        if not isinstance(entry, dict):
            return f'what it says of "{path}" is no object'
        for key, (kind, needed) in _ENTRY.items():
            if key not in entry and not needed:
                continue
            if not isinstance(entry.get(key), kind):
                return f'what it says of "{path}" has no "{key}", or one of the wrong type'
        if not all(isinstance(one, dict) and set(one) >= _PROBLEM for one in entry.get("told", ())):
            return f'the problems that it notes of "{path}" cannot be read'
    return ""


_ENTRY: dict[str, tuple[type, bool]] = {
    "sha256": (str, True), "bytes": (int, True), "inputs": (dict, False), "told": (list, False),
}  # fmt: skip
"""Key of an entry -> the type of its value, and whether each entry has it."""
_PROBLEM = {"severity", "rule", "path", "line", "column", "message", "hint"}


def _damaged(store: Store, message: str, line: int = 1, column: int = 1) -> IrdocsError:
    return IrdocsError(
        [
            Problem(
                Severity.ERROR, "damaged-manifest", Location(store.shown(MANIFEST), line, column),
                f"the manifest cannot be used: {message}",
                "bring an earlier one back; or remove it, and everything is made anew: files changed by hand as well",
            )
        ]
    )  # fmt: skip


def _replace_manifest(store: Store, data: dict[str, Any]) -> None:
    store.write(MANIFEST, (json.dumps(data, indent=1, ensure_ascii=False) + "\n").encode())


def note_packs(output: Path, folder: str, count: int) -> None:
    """Note how many personal packs a folder below the output holds: nothing else of them is kept. Raises OSError."""
    store = Folder(output)
    with store.locked(MANIFEST):
        data = manifest_of(store)
        packs = {**data.get("packs", {}), folder: count}
        _replace_manifest(store, {**data, "packs": {name: packs[name] for name in sorted(packs) if packs[name]}})


def drop_files(store: Store, paths: Iterable[str]) -> None:
    """Take files out of the manifest. Raises OSError."""
    gone = set(paths)
    with store.locked(MANIFEST):
        data = manifest_of(store)
        files = {path: entry for path, entry in data.get("files", {}).items() if path not in gone}
        _replace_manifest(store, {**data, "files": files})


class ManifestWriter:
    """The manifest while a run goes on: true at every moment, so that a run may be killed.

    A file that is to be made leaves the manifest before it is touched and comes back when it is whole. The manifest is
    replaced whole, at most once a second. What another run into the same place wrote meanwhile is kept.
    """

    def __init__(self, store: Store, today: date, versions: dict[str, str], inputs: dict[Job, dict[str, str]]) -> None:
        self._store = store
        self._today = today
        self._versions = versions
        self._inputs = inputs
        self._ours: dict[str, dict[str, Any] | None] = {}
        """What this run knows of a file; None: it is being made."""
        self._old: dict[str, dict[str, Any]] = {}
        self._next_write = 0.0

    def begin(self, jobs: Iterable[Job], stopped: Iterable[Job] = ()) -> None:
        """Take out the files that are about to be made, and mark as stale those of jobs that are stopped.

        Raises OSError where the manifest cannot be written.
        """
        files = read_manifest(self._store)
        there = self._store.sizes(files)
        # what somebody removed is not named again, whoever asked for it
        self._ours = {path: None for path in files if path not in there}
        for job in jobs:
            path = job.path.as_posix()
            self._ours[path] = None
            if path in there:
                self._old[path] = files[path]
        for job in stopped:
            path = job.path.as_posix()
            if path in there:
                self._ours[path] = {**files[path], "stale": True}
        self.write()

    def add(self, outcome: JobResult) -> None:
        """Note what became of a job; a failed one keeps its old file, marked as stale."""
        path = outcome.job.path.as_posix()
        if outcome.sha256:
            self._ours[path] = {
                **asdict(outcome.job),
                "template": PurePath(outcome.job.template).name,  # where it lies on this machine is nobody's matter
                "sha256": outcome.sha256,
                "bytes": outcome.size,
                "version": self._versions.get(outcome.job.subject, ""),
                "inputs": self._inputs.get(outcome.job, {}),
                "told": [_kept(problem) for problem in outcome.problems],
            }
        elif path in self._old:
            self._ours[path] = {**self._old[path], "stale": True}
        if time.monotonic() > self._next_write:
            # a full disk costs the files that it has no room for: the manifest that stands is true, only less full,
            # and the last write tells whether there was room in the end
            with contextlib.suppress(OSError):
                self.write()

    def write(self) -> None:
        """Replace the manifest. Raises OSError where it cannot be written."""
        began = time.monotonic()
        with self._store.locked(MANIFEST):  # another run may write it too: between reading and writing nobody may
            present = manifest_of(self._store)
            files = {path: entry for path, entry in present.get("files", {}).items() if path not in self._ours}
            files |= {path: entry for path, entry in self._ours.items() if entry is not None}
            _replace_manifest(
                self._store, {**present, "date": self._today.isoformat(), "files": dict(sorted(files.items()))}
            )
        now = time.monotonic()
        # a manifest of a nation takes long to write: never more than a twentieth of the time goes into it
        self._next_write = now + max(1.0, 20 * (now - began))


def _verify_files(store: Store, files: dict[str, Any], problems: Problems) -> None:
    """Compare each file that the manifest names."""
    for path, entry in files.items():
        at = Location(store.shown(path))
        try:
            data = store.read(path)
        except OSError:
            problems.error(
                "missing-file", at, "the manifest names this file, and it is not there", "run `irdocs build`"
            )
            continue
        if hashlib.sha256(data).hexdigest() != entry["sha256"]:
            problems.error("changed-file", at, "this file is not the one that was made", "run `irdocs build`")
        elif entry.get("stale"):
            problems.warning("stale-file", at, "the last run could not make this file anew: it is the old one")


def verify(store: Store) -> Problems:
    """Prove that the output and its manifest agree: every file there, whole, and none that nobody knows of."""
    problems = Problems()
    files, packs = read_manifest(store), manifest_of(store).get("packs", {})
    if not files and not packs:
        problems.error(
            "no-manifest", Location(store.shown(MANIFEST)), "there is no manifest", "run `irdocs build`"
        )  # fmt: skip
        return problems
    _verify_files(store, files, problems)
    for name in store.left_over():
        problems.warning(
            "left-over",
            Location(store.shown(name)),
            "a run that was killed left this half file",
            "remove it, or let the next build do so",
        )
    names = store.files()
    registers = {register_name(str(one.get("language", ""))) for one in files.values()}
    for folder, count in packs.items():
        there = [name for name in names if name.startswith(f"{folder}/")]
        names = [name for name in names if not name.startswith(f"{folder}/")]
        if len(there) != count:
            told = f"{counted(count, 'pack')} made, and {counted(len(there), 'pack')} there"
            problems.error("missing-file", Location(store.shown(folder)), told, "run `irdocs pack` again")
    for name in names:
        if name not in files and name != MANIFEST and name not in registers and f"/{EVIDENCE}/" not in name:
            problems.warning(
                "unknown-file", Location(store.shown(name)), "the manifest does not know this file", "remove it"
            )
    return problems
