"""Does something again each time that a file is saved: by looking at the folders, which works on every system and disk."""

import time
from collections.abc import Callable, Iterable
from pathlib import Path

from irdocs.reading.digest import digest_state

EVERY = 0.4
"""Seconds between two looks."""


def watch(folders: Iterable[Path], work: Callable[[], object], every: float = EVERY) -> None:
    """Do the work now, and after each change below the folders; ends when interrupted (KeyboardInterrupt).

    What is saved while the work is done is not missed. An editor may write a file in several steps, so the work waits
    until two looks see the same.
    """
    watched = list(folders)
    while True:
        before = _look(watched)
        work()
        while (now := _look(watched)) == before:
            time.sleep(every)
        while True:
            time.sleep(every / 4)
            later = _look(watched)
            if later == now:
                break
            now = later


def _look(folders: list[Path]) -> str:
    """Return the state of all files; a file that goes while one looks is seen at the next look."""
    return " ".join(digest_state(folder) for folder in folders)
