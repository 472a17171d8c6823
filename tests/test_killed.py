"""Runs that are killed, meet each other, or find no room: whole files, a true manifest, and the next run ends the work."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from irdocs.cli.main import main
from tests.judges.kills import command, kill_builds
from tests.project import BASE, write_content

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


def test_six_builds_into_one_folder_lose_no_entry(tmp_path: Path) -> None:
    """Each makes one subject; together they leave one manifest that names every file, and no lock that anybody sees."""
    names = ("shortest", "bare", "no-x-ray", "long-title", BASE, "longest")
    content, output = write_content(tmp_path / "content", *(one for one in names if one != BASE)), tmp_path / "output"
    runs = [
        subprocess.Popen([*command(content, output, "--jobs", "1"), name], stderr=subprocess.PIPE) for name in names
    ]
    assert [run.communicate() and run.returncode for run in runs] == [0] * 6
    manifest = json.loads((output / "manifest.json").read_text(encoding="utf-8"))["files"]
    there = {path.relative_to(output).as_posix() for path in output.rglob("*.pdf")}
    assert set(manifest) == there and {path.split("/")[0] for path in there} == set(names)
    verified = subprocess.run(command(content, output, "--verify", "--strict"), capture_output=True, text=True)
    assert verified.returncode == 0 and "lock" not in verified.stderr, verified.stderr


def test_the_lock_of_a_killed_run_holds_nobody(tmp_path: Path) -> None:
    """A process that held the lock is killed: its file stays, and the lock is free."""
    content, output = write_content(tmp_path / "content", "bare"), tmp_path / "output"
    hold = (
        "import sys, time; from pathlib import Path; from irdocs.build.store import Folder\n"
        "with Folder(Path(sys.argv[1])).locked('manifest.json'): print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen([sys.executable, "-c", hold, str(output)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None and holder.stdout.readline() == "held\n"
    waiting = subprocess.Popen([*command(content, output, "--jobs", "1"), "bare"], stderr=subprocess.PIPE)
    with pytest.raises(subprocess.TimeoutExpired):
        waiting.wait(6)
    assert not (output / "manifest.json").exists(), "nobody writes it beside who holds it"
    holder.kill()
    holder.communicate()
    assert waiting.communicate(timeout=60) and waiting.returncode == 0
    assert (output / "manifest.json").is_file()


def test_what_a_killed_run_left_is_reported_and_the_next_build_clears_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, output = write_content(tmp_path / "content", "bare"), tmp_path / "output"
    arguments = command(content, output, "--jobs", "1")[3:]
    arguments.remove("--quiet")
    assert main([*arguments, "bare"]) == 0
    old, new = (output / "bare" / f".leaflet.en.pdf.{one}.part" for one in ("abcd_123", "efgh_456"))
    mine = output / "bare" / ".mine.part"
    for path in (old, new, mine):
        path.write_bytes(b"%PDF-")
    os.utime(old, (1_700_000_000, 1_700_000_000))
    capsys.readouterr()
    assert main([*arguments, "bare", "--verify", "--strict"]) == 1
    assert capsys.readouterr().err.count("[left-over]") == 2
    assert main([*arguments, "bare", "--force"]) == 0
    assert [old.exists(), new.exists(), mine.exists()] == [False, True, True], "another run may be writing the new one"
    assert main([*arguments, "bare", "--dry-run", "--force"]) == 0


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
