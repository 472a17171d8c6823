"""A build with nothing to do is answered from what was said the last time: no content, layout or tree is opened for it.

An entry belongs to one wish (options, folder, day) and holds the state of every file that the answer rests on: what was
read, what stands in the output, irdocs itself. Any difference, and the build looks for itself.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from irdocs.build.discovery import default_root
from irdocs.cli.messages import end, say_root
from irdocs.problems import Location, Problem, Problems, Severity
from irdocs.reading.cache import read_bytes, write_bytes
from irdocs.reading.digest import digest_code, digest_parts, files_below

if TYPE_CHECKING:
    from irdocs.build.project import Project

BEGAN = time.time_ns()
SETTLED = 2 * 10**9
"""Nanoseconds that a file must have lain still: some disks count time in steps of two seconds."""
_NEVER = ("watch", "verify", "dry_run", "force", "scheduler", "release")
"""Options whose build is never answered from here."""


def recall(options: argparse.Namespace) -> int | None:
    """Say what the last build with these options said, and return its exit status; None where anything is different."""
    if not _may(options) or (data := read_bytes("idle", _name(options))) is None:
        return None
    try:
        entry = json.loads(data)
        if entry["state"] != _state(entry["folders"], entry["files"])[0]:
            return None
    except (OSError, ValueError, KeyError, TypeError):
        return None
    problems = Problems()
    problems.extend(
        Problem(Severity(severity), rule, Location(*place), message, hint)
        for severity, rule, place, message, hint in entry["problems"]
    )
    say_root(options)
    return end(problems, options, entry["told"])


def remember(
    options: argparse.Namespace, project: "Project", paths: Iterable[str], problems: Problems, told: str
) -> None:
    """Keep what a build said that had nothing to do; ``paths`` of all its files below the output folder."""
    if not _may(options) or problems.has_errors:
        return
    folders = [str(one) for one in (project.content, project.layouts, project.locales)]
    files = [str(project.output / one) for one in ("manifest.json", *paths)]
    files += [str(options.template.resolve())] if options.template else []
    try:
        state, newest = _state(folders, files)
    except OSError:
        return
    if newest > BEGAN - SETTLED:
        return
    rows = [[int(one.severity), one.rule, one.location, one.message, one.hint] for one in problems]
    entry = {"folders": folders, "files": files, "state": state, "problems": rows, "told": told}
    write_bytes("idle", _name(options), json.dumps(entry).encode())


def _may(options: argparse.Namespace) -> bool:
    return not isinstance(options.output, str) and not any(getattr(options, name, None) for name in _NEVER)


def _name(options: argparse.Namespace) -> str:
    """Return a digest of what is wished for, of where one stands, of the day, and of irdocs with the packages beside it."""
    here = Path.cwd()
    wish = {key: repr(value) for key, value in vars(options).items() if key not in ("quiet", "jobs")}
    beside = [f"{one} {Path(one).stat().st_mtime_ns}" for one in sys.path if one and Path(one).is_dir()]
    today = (options.date or date.today()).isoformat()
    return digest_parts([digest_code(), str(here), str(default_root()), repr(sorted(wish.items())), today, *beside])


def _state(folders: Iterable[str], files: Iterable[str]) -> tuple[str, int]:
    """Return the state of folders and files, and when the newest of what was read changed. Raises OSError."""
    rows, newest = [], 0
    for folder in folders:
        found = []
        for one in files_below(Path(folder)):
            state = one.stat()
            found.append(f"{one.path} {state.st_size} {state.st_mtime_ns} {state.st_ctime_ns}")
            newest = max(newest, state.st_mtime_ns, state.st_ctime_ns)
        rows.append("\n".join(sorted(found)))
    for path in files:
        state = os.stat(path)  # noqa: PTH116 - hundreds of them: a Path for each takes longer than the asking
        rows.append(f"{path} {state.st_size} {state.st_mtime_ns}")
        newest = max(newest, state.st_mtime_ns)
    return digest_parts(rows), newest
