"""`irdocs check` beside the least that anything like it must do: read the YAML, and import a parser and a template engine."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import yaml
from measure import ROOT, Row, interleaved, irdocs, whole_process

from irdocs.project import Project

SUBJECT = "uterine-fibroid-embolisation"
IMPORTS = [sys.executable, "-c", "import yaml, jinja2"]


def check(rounds: int) -> list[Row]:
    """The whole library checked from nothing, and one subject as a whole process with the cache that a person has."""
    texts = [path.read_bytes() for path in sorted((ROOT / "content").rglob("*.yaml"))]

    def compose(_: int) -> None:
        for text in texts:
            yaml.compose(text, Loader=yaml.CSafeLoader)

    ours, theirs = interleaved(min(rounds, 5), _without_cache(), compose)
    rows = [Row("check, whole library, no cache / composing its YAML in C", ours, theirs, "10")]
    changed = irdocs("check", SUBJECT, "--quiet")
    ours, theirs = whole_process(rounds, changed, IMPORTS)
    rows.append(Row("check, one subject, whole process / import yaml, jinja2", ours, theirs, "2.5"))
    return rows


def _without_cache() -> Callable[[int], float]:
    """Return a run that opens and checks all content anew; it returns its own milliseconds of processor time."""

    def run(_: int) -> float:
        kept = os.environ.get("IRDOCS_CACHE")
        with tempfile.TemporaryDirectory() as folder:
            os.environ["IRDOCS_CACHE"] = folder
            start = time.process_time()
            Project.open(ROOT / "content", ROOT / "layouts", Path(folder)).library("en")
            spent = (time.process_time() - start) * 1000
        if kept is None:
            del os.environ["IRDOCS_CACHE"]
        else:
            os.environ["IRDOCS_CACHE"] = kept
        return spent

    return run
