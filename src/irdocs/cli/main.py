"""The command line: words for people, no rules of its own. Data goes to stdout, talk to stderr."""

import argparse
import sys
from collections.abc import Callable
from importlib import import_module
from typing import cast

from irdocs.cli.arguments import parser
from irdocs.cli.messages import FAILED, GOOD, MISUSED, tell
from irdocs.problems import IrdocsError, Location, Problems

COMMANDS = {
    "build": "making",
    "batch": "making",
    "pack": "making",
    "check": "judging",
    "review": "judging",
    "approve": "approving",
    "withdraw": "approving",
    "trace": "judging",
    "diff": "judging",
    "evidence": "judging",
    "list": "showing",
    "show": "showing",
    "new": "showing",
    "schema": "showing",
    "init": "showing",
    "doctor": "showing",
}
"""Command -> the room that has a function of its name; each is imported when it is asked for."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return the exit status. Nothing that a person can cause ends in a traceback."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        options = parser().parse_args(arguments)
    except SystemExit as stop:
        return MISUSED if stop.code else GOOD
    try:
        if options.command == "build":
            from irdocs.cli.idle import recall

            if (status := recall(options)) is not None:
                return status
        return _command(options.command)(options)
    except IrdocsError as error:
        tell(error.problems, options)
        return FAILED
    except OSError as error:
        # what no stage could name better: a folder that may not be entered, a disk that is gone
        if isinstance(error, BrokenPipeError):
            return GOOD
        problems = Problems()
        told = f"this cannot be read or written: {error.strerror or error}"
        problems.error("no-access", Location(str(error.filename or ".")), told, "look at its permissions")
        tell(problems, options)
        return FAILED
    except KeyboardInterrupt:
        print("stopped: files already made are whole", file=sys.stderr)
        return FAILED


def _command(name: str) -> Callable[[argparse.Namespace], int]:
    room = import_module(f"irdocs.cli.{COMMANDS[name]}")
    found = getattr(room, "list_" if name == "list" else name)  # `list` is Python's
    return cast("Callable[[argparse.Namespace], int]", found)
