"""`irdocs build --watch`: a person saves, and sees the path of the new file or the problem, without asking again."""

import os
import queue
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.project import BASE, LAYOUTS, write_content

PATIENCE = 120
"""Seconds until the test gives up: far more than a build takes."""


class Watched:
    """A running `build --watch` and the lines that it says."""

    def __init__(self, content: Path) -> None:
        where = ["--content", str(content), "--layouts", str(LAYOUTS), "--output", str(content.parent / "output")]
        command = [sys.executable, "-m", "irdocs", "build", BASE, "--layout", "leaflet", "--variant", "", "--watch"]
        self.process = subprocess.Popen(
            [*command, *where, "--jobs", "1", "--date", "2026-11-24"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        self.lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(line.rstrip())

    def round(self) -> list[str]:
        """Return what is said until it watches again."""
        said: list[str] = []
        while not said or not said[-1].startswith("watching "):
            said.append(self.lines.get(timeout=PATIENCE))
        return said


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[tuple[Watched, Path]]:
    content = write_content(tmp_path)
    running = Watched(content)
    yield running, content
    running.process.kill()
    running.process.wait()
    assert running.process.stdout is not None
    running.process.stdout.close()


def test_a_save_is_answered(watched: tuple[Watched, Path]) -> None:
    running, content = watched
    made = content.parent / "output" / BASE / "leaflet.en.pdf"
    assert any(line.endswith(f"{BASE}/leaflet.en.pdf") for line in running.round())
    first = made.read_bytes()
    words = content / "procedures" / BASE / "en.yaml"
    good = words.read_text(encoding="utf-8")

    words.write_text(re.sub(r'(?m)^lead: ".*"', 'lead: "Another line"', good), encoding="utf-8")
    assert any(line.endswith(f"{BASE}/leaflet.en.pdf") for line in running.round())
    second = made.read_bytes()
    assert second != first

    words.write_text(good.replace("title:", "titel:", 1), encoding="utf-8")
    said = running.round()
    assert any("en.yaml:" in line and "[unknown-key]" in line for line in said)
    assert not any(line.endswith(".pdf") for line in said)
    assert made.read_bytes() == second

    words.write_text(good, encoding="utf-8")
    running.round()
    assert made.read_bytes() == first


def test_a_drawing_is_watched(watched: tuple[Watched, Path]) -> None:
    """Hashes of files are kept for a process: a watching one must look again."""
    running, content = watched
    running.round()
    made = content.parent / "output" / BASE / "leaflet.en.pdf"
    first = made.read_bytes()
    changed = []
    for path in sorted((content / "images").rglob("*.svg")):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r'stroke-width="[\d.]+"', 'stroke-width="9"', text), encoding="utf-8")
        changed.append(path)
    assert changed
    while made.read_bytes() == first:
        running.round()


def test_an_error_stops_the_file_and_the_old_one_stays(watched: tuple[Watched, Path]) -> None:
    running, content = watched
    running.round()
    made = content.parent / "output" / BASE / "leaflet.en.pdf"
    before = made.read_bytes()
    words = content / "procedures" / BASE / "en.yaml"
    text = words.read_text(encoding="utf-8")
    words.write_text(re.sub(r"^lead: .*", 'lead: "Ask for patient 943 476 5919"', text, flags=re.MULTILINE), "utf-8")
    said = running.round()
    assert any("[patient-data]" in line for line in said) and any(
        re.search(r"\b[1-9]\d* failed", line) for line in said
    ), said
    assert made.read_bytes() == before
    words.write_text(text, encoding="utf-8")
    assert not any("[patient-data]" in line for line in running.round())
