"""A run killed at any moment leaves whole files and a true manifest, and the next run ends the work."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pikepdf
import pytest

from tests.project import write_content

ROOT = Path(__file__).parents[1]
KILLS = 5


def _command(content: Path, output: Path, *more: str) -> list[str]:
    command = [sys.executable, "-m", "irdocs", "build", "--layout", "leaflet", "--content", str(content)]
    command += ["--layouts", str(ROOT / "layouts"), "--output", str(output), "--date", "2026-11-24", "--quiet"]
    return [*command, *more]


def test_killed_builds_leave_whole_files_and_a_true_manifest(tmp_path: Path) -> None:
    content, output = write_content(tmp_path / "content", "shortest", "bare", "no-x-ray"), tmp_path / "output"
    started = time.monotonic()
    subprocess.run(_command(content, output), check=True, capture_output=True)
    whole = time.monotonic() - started
    chance = random.Random(20261124)
    for _ in range(KILLS):
        process = subprocess.Popen(_command(content, output, "--force"), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(chance.uniform(0.2, 1.0) * whole)
        process.kill()
        process.communicate()
        for path in output.rglob("*.pdf"):
            if not path.name.startswith("."):
                pikepdf.open(path).close()
        verified = subprocess.run(_command(content, output, "--verify"), capture_output=True, text=True, check=False)
        assert "[changed-file]" not in verified.stderr and "[missing-file]" not in verified.stderr, verified.stderr
    resumed = subprocess.run(_command(content, output), capture_output=True, text=True, check=False)
    assert resumed.returncode == 0, resumed.stderr
    assert subprocess.run(_command(content, output, "--verify"), capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_two_builds_at_once_do_no_harm(tmp_path: Path, jobs: str) -> None:
    content, output = write_content(tmp_path / "content", "shortest", "bare"), tmp_path / "output"
    both = [subprocess.Popen(_command(content, output, "--jobs", jobs), stderr=subprocess.PIPE) for _ in range(2)]
    assert [process.communicate() and process.returncode for process in both] == [0, 0]
    assert subprocess.run(_command(content, output), capture_output=True, check=False).returncode == 0
    assert subprocess.run(_command(content, output, "--verify"), capture_output=True, check=False).returncode == 0
