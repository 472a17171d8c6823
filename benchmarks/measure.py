"""How times are taken: interleaved, medians, processor time for what runs here and wall time for whole processes."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
WARM_UP = 2
"""Rounds that do not count."""


class Row(NamedTuple):
    """One line of the table: what irdocs took, what the peer took, and what was aimed at."""

    measure: str
    ours: float
    theirs: float
    target: str


def interleaved(rounds: int, *runs: Callable[[int], float | object]) -> list[float]:
    """Run each in turn, round after round; return the median milliseconds of processor time of each.

    A run that lives in another process returns its own milliseconds as a float; of the others the time is taken here.
    """
    times: list[list[float]] = [[] for _ in runs]
    for number in range(rounds + WARM_UP):
        for index, run in enumerate(runs):
            start = time.process_time()
            told = run(number)
            spent = told if isinstance(told, float) else (time.process_time() - start) * 1000
            if number >= WARM_UP:
                times[index].append(spent)
    return [statistics.median(one) for one in times]


def whole_process(rounds: int, *commands: list[str], kept: bool = True) -> list[float]:
    """Time whole processes in turn; return the median wall milliseconds of each.

    Without ``kept`` none of them finds, or leaves, anything in the cache of irdocs.
    """
    times: list[list[float]] = [[] for _ in commands]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    if not kept:
        environment["IRDOCS_CACHE"] = __file__  # a file is no folder, so nothing can be kept in it
    for number in range(rounds + 1):
        for index, command in enumerate(commands):
            start = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env=environment)
            if number:
                times[index].append((time.perf_counter() - start) * 1000)
    return [statistics.median(one) for one in times]


def irdocs(*words: str) -> list[str]:
    """Return a command of irdocs."""
    return [sys.executable, "-m", "irdocs", *words]
