"""Many files: rate by workers, a run with nothing to do, memory over thousands of documents and of personal packs."""

from __future__ import annotations

import contextlib
import csv
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measure import ROOT, irdocs

LIMIT = "200 MB, flat"

MEMORY = """
import sys, itertools, psutil
from datetime import date
from pathlib import Path
from irdocs.build.job import Job
from irdocs.build.pipeline import make
from irdocs.problems import Problems
from irdocs.build.project import Project
root, count = Path(sys.argv[1]), int(sys.argv[2])
project = Project.open(root / "content", root / "layouts")
kinds = project.library("en").known
jobs = [Job(name, "leaflet", variant, black, "en", brand)
        for brand in ("default", "example-trust") for variant in ("", "large") for black in (False, True)
        for name, kind in kinds.items() if kind in ("procedures", "conditions")]
me, seen = psutil.Process(), []
for number, job in enumerate(itertools.islice(itertools.cycle(jobs), count), 1):
    assert make(project, job, date(2026, 11, 24), Problems()) is not None
    if number % max(1, count // 10) == 0:
        seen.append(me.memory_info().rss / 1e6)
print(" ".join(f"{one:.0f}" for one in seen))
"""


def _timed(*words: str) -> float:
    start = time.perf_counter()
    subprocess.run(irdocs(*words), check=True, capture_output=True, cwd=ROOT)
    return time.perf_counter() - start


def table(documents: int) -> str:
    """Measure everything; return it as Markdown."""
    rows = ["| measure | figure | target |", "|---|---|---|"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rates: dict[int, list[float]] = {1: [], 2: []}
        for _ in range(3):
            for workers, times in rates.items():
                some = ("--layout", "leaflet", "--force", "--quiet", "--jobs", str(workers))
                times.append(_timed("build", *some, "--output", str(folder / "rate")))
        one, two = (sorted(times)[1] for times in rates.values())
        rows.append(
            f"| every leaflet, two workers against one | {one:.1f} s / {two:.1f} s = **{one / two:.2f}** | 1.8 |"
        )
        whole = _timed("build", "--quiet", "--output", str(folder / "all"))
        files = sum(1 for path in (folder / "all").rglob("*") if path.is_file()) - 1
        idle = sorted(_timed("build", "--quiet", "--output", str(folder / "all")) for _ in range(5))[2]
        rows.append(f"| whole library, {files} files | {whole:.1f} s | - |")
        rows.append(f"| nothing to do, whole library | **{idle:.2f} s**, {100 * idle / whole:.1f} % | 0.5 s, 5 % |")
        command = [sys.executable, "-c", MEMORY, str(ROOT), str(documents)]
        grown = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
        rows.append(f"| one worker over {documents:,} leaflets, MB at each tenth | {grown} | {LIMIT} |")
        rows.append(packs(folder, documents))
    return "\n".join(rows)


def packs(folder: Path, count: int) -> str:
    """Make personal packs of invented people; return the row of the table."""
    import psutil

    people = folder / "people.csv"
    with people.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["name", "date", "time", "place", "instructions"])
        for number in range(count):
            day, hour = f"2027-{number % 12 + 1:02}-{number % 28 + 1:02}", f"{8 + number % 9:02}:{number % 4 * 15:02}"
            writer.writerow([f"Invented Person {number}", day, hour, f"Day unit {number % 7}", "Bring this letter."])
    start = time.perf_counter()
    words = ("pack", "ivc-filter", "--people", str(people), "--output", str(folder / "packs"), "--quiet", "--draft")
    run = subprocess.Popen(irdocs(*words), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    seen: list[float] = []
    process = psutil.Process(run.pid)
    while run.poll() is None:
        with contextlib.suppress(psutil.Error):
            seen.append(max(one.memory_info().rss for one in (process, *process.children())) / 1e6)
        time.sleep(0.5)
    seconds = time.perf_counter() - start
    made = sum(1 for _ in (folder / "packs").rglob("*.pdf"))
    assert run.returncode == 0 and made == count, f"{made} of {count} packs were made"
    tenths = " ".join(
        f"{max(seen[at : at + max(1, len(seen) // 10)]):.0f}" for at in range(0, len(seen), max(1, len(seen) // 10))
    )
    return (
        f"| {count:,} personal packs, {seconds:.0f} s, MB of the largest process at each tenth | {tenths} | {LIMIT} |"
    )
