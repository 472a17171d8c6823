"""A progress bar on a terminal, nothing or lines of JSON elsewhere."""

import json
import sys
from dataclasses import asdict
from types import TracebackType
from typing import Any, Literal

from irdocs.build.manifest import JobResult


class Progress:
    """Tells how far a run is: a bar with rate, time left and failures on a terminal; events with --json."""

    def __init__(self, total: int, kind: Literal["none", "bar", "events"]) -> None:
        self._total = total
        self._events = kind == "events"
        self._bar: Any = None
        self._task: Any = None
        self._failed = 0
        if kind == "bar" and sys.stderr.isatty() and total > 2:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            self._bar = Progress(
                TextColumn("making"),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.fields[rate]} files/s"),
                TimeRemainingColumn(),
                TextColumn("{task.fields[failed]}"),
                console=Console(stderr=True),
                transient=True,
            )

    def __enter__(self) -> "Progress":
        if self._bar is not None:
            self._bar.start()
            self._task = self._bar.add_task("making", total=self._total, failed="", rate="-")
        return self

    def seen(self, outcome: JobResult) -> None:
        """Count one finished job."""
        self._failed += not outcome.sha256
        if self._events:
            event = {
                "event": "made" if outcome.sha256 else "failed",
                **asdict(outcome.job),
                "path": outcome.job.path.as_posix(),
                "sha256": outcome.sha256,
            }
            print(json.dumps(event, ensure_ascii=False))
        if self._bar is not None:
            task = self._bar.tasks[0]
            rate = f"{task.speed:.1f}" if task.speed else "-"
            self._bar.update(self._task, advance=1, rate=rate, failed=f"{self._failed} failed" if self._failed else "")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
