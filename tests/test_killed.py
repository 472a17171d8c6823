"""Runs that are killed, meet each other, or find no room: whole files, a true manifest, and the next run ends the work."""

import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from tests.judges.kills import command, kill_builds
from tests.project import write_content

KILLS = 5
"""`scripts/judge` kills more."""


def test_killed_builds_leave_whole_files_and_a_true_manifest(tmp_path: Path) -> None:
    content = write_content(tmp_path / "content", "shortest", "bare", "no-x-ray")
    assert kill_builds(content, tmp_path / "output", KILLS) == []


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_two_builds_at_once_do_no_harm(tmp_path: Path, jobs: str) -> None:
    content, output = write_content(tmp_path / "content", "shortest", "bare"), tmp_path / "output"
    both = [subprocess.Popen(command(content, output, "--jobs", jobs), stderr=subprocess.PIPE) for _ in range(2)]
    assert [process.communicate() and process.returncode for process in both] == [0, 0]
    assert subprocess.run(command(content, output), capture_output=True, check=False).returncode == 0
    assert subprocess.run(command(content, output, "--verify"), capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="a limit on the size of files: POSIX has it (RLIMIT_FSIZE)")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_full_disk_costs_the_files_that_have_no_room(tmp_path: Path, jobs: str) -> None:
    """The child may write small files only: some leaflets have room and some have none."""
    content, output = write_content(tmp_path / "content", "shortest", "bare"), tmp_path / "output"
    subprocess.run(command(content, output), check=True, capture_output=True)
    sizes = sorted(path.stat().st_size for path in output.rglob("*.pdf"))
    room = (sizes[0] + sizes[-1]) // 2
    before = {path: path.read_bytes() for path in output.rglob("*.pdf")}
    limited = (
        "import resource, runpy, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, {room}));"
        "runpy.run_module('irdocs', run_name='__main__')"
    )
    _, _, _, *arguments = command(content, output, "--force", "--jobs", jobs)
    done = subprocess.run([sys.executable, "-c", limited, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "Traceback" not in done.stderr, done.stderr
    large = {path for path, data in before.items() if len(data) > room}
    assert done.stderr.count("[cannot-write]") == len(large) and 0 < len(large) < len(before)
    for path, data in before.items():
        assert path.read_bytes() == data, "the old file is whole, or the new one, which is the same"
        pikepdf.open(path).close()
    assert not list(output.rglob(".*.part")), "nothing half written is left"
    resumed = subprocess.run(command(content, output), capture_output=True, text=True, check=False)
    assert resumed.returncode == 0, resumed.stderr
    assert subprocess.run(command(content, output, "--verify"), capture_output=True, check=False).returncode == 0
