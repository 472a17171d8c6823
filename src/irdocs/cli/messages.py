"""What all commands share: the project that is meant, and how problems and results are told."""

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from irdocs.problems import Problems, Severity

if TYPE_CHECKING:
    from irdocs.build.project import Project
    from irdocs.build.store import Store

GOOD, FAILED, MISUSED = 0, 1, 2
"""Exit statuses."""


def open_project(options: argparse.Namespace) -> "Project":
    from irdocs.build.project import Project

    say_root(options)
    return Project.open(options.content, options.layouts, None if isinstance(options.output, str) else options.output)


def say_root(options: argparse.Namespace) -> None:
    """Say whose content is used where it is not that of the working folder."""
    from irdocs.build.discovery import default_root, own_root

    if options.quiet or (options.content is not None and options.layouts is not None):
        return
    root = default_root()
    if own_root() is None:
        told = "the content and layouts that come with irdocs are used; `irdocs init DIR` makes a project of your own"
        print(told, file=sys.stderr)
    elif root != Path.cwd():
        print(f"the project in {root.as_posix()} is used", file=sys.stderr)


def store_of(project: "Project", options: argparse.Namespace) -> "Store":
    """Open what --output names: the project's folder, or an address."""
    from irdocs.build.store import open_store

    return open_store(options.output if isinstance(options.output, str) else project.output)


def shown_place(store: "Store") -> str:
    shown = store.shown()
    return shown if "://" in shown else near(Path(shown))


def progress_of(options: argparse.Namespace) -> Literal["none", "bar", "events"]:
    """Return how a run shows how far it is."""
    return "events" if options.json else "none" if options.quiet else "bar"


def near(path: Path) -> str:
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def tell(problems: Problems, options: argparse.Namespace) -> None:
    if kind := getattr(options, "report", None):
        from irdocs.governance.reports import report

        if text := report(kind, problems.sorted(), _folders(options)):
            print(text)
        return
    json_wanted = getattr(options, "json", False)
    quiet = getattr(options, "quiet", False)
    for one in problems.sorted():
        if json_wanted:
            print(one.as_json())
        elif one.severity >= (Severity.WARNING if quiet or one.severity is Severity.NOTE else Severity.ADVICE):
            print(one, file=sys.stderr)


def _folders(options: argparse.Namespace) -> dict[str, Path]:
    """Return what the first part of a problem's path stands for: problems name content and layouts from their own folder."""
    from irdocs.build.discovery import default_root

    root = default_root()
    named = (options.content or root / "content", options.layouts or root / "layouts")
    return {one.name: one for one in (path.resolve() for path in named)}


def end(problems: Problems, options: argparse.Namespace, told: str, *, failed: bool = False) -> int:
    tell(problems, options)
    counts = Counter(one.severity for one in problems)
    if told and not options.quiet:
        parts = [
            f"{counts[severity]} {severity.word}{'s' if counts[severity] != 1 else ''}"
            for severity in (Severity.ERROR, Severity.WARNING, Severity.NOTE)
        ]
        print(f"{told}; {', '.join(parts)}", file=sys.stderr)
    if counts[Severity.ERROR] or failed or (options.strict and counts[Severity.WARNING]):
        return FAILED
    return GOOD
