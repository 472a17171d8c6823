"""`irdocs check` beside the least that anything like it must do: read the YAML, and import a parser and a template engine."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import yaml
from measure import ROOT, Row, interleaved, irdocs, whole_process

from irdocs.build.project import Project

SUBJECT = "uterine-fibroid-embolisation"
IMPORTS = [sys.executable, "-c", "import yaml, jinja2"]


def check(rounds: int) -> list[Row]:
    """The whole library checked from nothing, and one subject as a whole process: as kept, and as after an edit."""
    texts = [path.read_bytes() for path in sorted((ROOT / "content").rglob("*.yaml"))]

    def compose(_: int) -> None:
        for text in texts:
            yaml.compose(text, Loader=yaml.CSafeLoader)

    ours, theirs = interleaved(min(rounds, 5), _without_cache(), compose)
    rows = [Row("check, whole library, nothing kept / composing its YAML in C", ours, theirs, "10")]
    one = irdocs("check", SUBJECT, "--quiet")
    for kept, told in ((True, "as it was at the last check"), (False, "nothing kept, as after an edit")):
        ours, theirs = whole_process(rounds, one, IMPORTS, kept=kept)
        rows.append(Row(f"check, one subject, whole process, {told} / import yaml, jinja2", ours, theirs, "2.5"))
    return rows


def _without_cache() -> Callable[[int], float]:
    """Return a run that checks all content anew, as `irdocs check` does; it returns its milliseconds of processor time."""

    def run(_: int) -> float:
        kept = os.environ.get("IRDOCS_CACHE")
        with tempfile.TemporaryDirectory() as folder:
            os.environ["IRDOCS_CACHE"] = folder
            project = Project.open(ROOT / "content", ROOT / "layouts", Path(folder))
            start = time.process_time()
            project.check("en", None, date.today())
            spent = (time.process_time() - start) * 1000
        if kept is None:
            del os.environ["IRDOCS_CACHE"]
        else:
            os.environ["IRDOCS_CACHE"] = kept
        return spent

    return run
