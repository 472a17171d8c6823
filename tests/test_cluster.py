"""`--scheduler`: jobs on Dask workers give the same bytes, and a worker that dies costs only its own jobs."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import fsspec
import pytest
from distributed import LocalCluster

from irdocs.build import cluster
from irdocs.cli.main import main
from tests.project import LAYOUTS, write_content

SUBJECTS = ("shortest", "bare", "no-x-ray")
MINUTE = 60.0


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_content(tmp_path_factory.mktemp("content"), *SUBJECTS)


@pytest.fixture
def scheduler() -> Iterator[LocalCluster]:
    with LocalCluster(n_workers=0, processes=False, protocol="tcp", dashboard_address=None) as one:
        yield one


@pytest.fixture
def hire(scheduler: LocalCluster, tmp_path: Path) -> Iterator[Callable[[], "subprocess.Popen[bytes]"]]:
    """Start workers without a nurse: what is killed stays dead."""
    hired: list[subprocess.Popen[bytes]] = []

    def one() -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "distributed.cli.dask_worker", scheduler.scheduler_address]
        command += ["--no-nanny", "--nthreads", "1", "--no-dashboard", "--local-directory", str(tmp_path / "workers")]
        hired.append(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        until(lambda: len(scheduler.scheduler.workers) == sum(worker.poll() is None for worker in hired))
        assert hired[-1].poll() is None
        return hired[-1]

    yield one
    for worker in hired:
        worker.kill()
        worker.wait()


def until(true: Callable[[], object]) -> None:
    """Wait until something is so; fail after a minute."""
    end = time.monotonic() + MINUTE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def build(content: Path, output: Path | str, *more: str) -> int:
    command = ["build", "--content", str(content), "--layouts", str(LAYOUTS), "--output", str(output)]
    return main([*command, "--date", "2026-11-24", "--layout", "leaflet", "--layout", "deck", *more])


def files(folder: Path) -> dict[str, bytes]:
    """Return what readers get: the manifest counts, hidden files do not."""
    found = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@pytest.fixture(scope="module")
def alone(content: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("alone")
    assert build(content, folder, "--jobs", "1", "--quiet") == 0
    return files(folder)


def test_the_bytes_are_those_of_one_machine(
    content: Path, alone: dict[str, bytes], scheduler: LocalCluster, hire: Callable[[], object], tmp_path: Path
) -> None:
    hire()
    output = tmp_path / "output"
    assert build(content, output.as_uri(), "--scheduler", scheduler.scheduler_address, "--quiet") == 0
    assert files(output) == alone and len(alone) > 10
    assert build(content, output.as_uri(), "--verify") == 0


def test_a_store_that_cannot_rename_gets_the_same_bytes(content: Path, alone: dict[str, bytes]) -> None:
    """The workers are threads here: the memory of fsspec is that of one process."""
    store = fsspec.filesystem("memory")
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None) as one:
        assert build(content, "memory://leaflets", "--scheduler", one.scheduler_address, "--quiet") == 0
    made = {name.removeprefix("/leaflets/"): store.cat_file(name) for name in store.find("/leaflets")}
    assert made == alone
    assert build(content, "memory://leaflets", "--verify") == 0
    store.rm("/leaflets", recursive=True)


def kill_after_the_first_file(worker: "subprocess.Popen[bytes]", output: Path) -> threading.Thread:
    def watch() -> None:
        until(lambda: any(output.rglob("*.pdf")))
        worker.kill()

    thread = threading.Thread(target=watch)
    thread.start()
    return thread


def test_a_worker_that_dies_costs_nothing_but_time(
    content: Path,
    alone: dict[str, bytes],
    scheduler: LocalCluster,
    hire: Callable[[], "subprocess.Popen[bytes]"],
    tmp_path: Path,
) -> None:
    output = tmp_path / "output"
    doomed = hire()
    hire()
    killer = kill_after_the_first_file(doomed, output)
    assert build(content, output, "--scheduler", scheduler.scheduler_address, "--quiet") == 0
    killer.join()
    assert doomed.wait() != 0
    assert files(output) == alone


def test_when_the_last_worker_dies_what_is_made_stands(
    content: Path,
    alone: dict[str, bytes],
    scheduler: LocalCluster,
    hire: Callable[[], "subprocess.Popen[bytes]"],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 20.0)
    output, worker = tmp_path / "output", hire()
    killer = kill_after_the_first_file(worker, output)

    def patient_no_more() -> None:
        killer.join()
        monkeypatch.setattr(cluster, "PATIENCE", 0.0)

    hurry = threading.Thread(target=patient_no_more)
    hurry.start()
    assert build(content, output, "--scheduler", scheduler.scheduler_address, "--quiet") == 1
    hurry.join()
    assert "[not-in-cluster]" in capsys.readouterr().err
    made = {name: data for name, data in files(output).items() if name != "manifest.json"}
    assert made and all(alone[name] == data for name, data in made.items())
    assert build(content, output, "--jobs", "1", "--quiet") == 0
    assert files(output) == alone


def test_a_scheduler_that_is_not_there_is_told(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 1.0)
    assert build(content, tmp_path / "output", "--scheduler", "tcp://127.0.0.1:9") == 1
    assert "[no-scheduler]" in capsys.readouterr().err


def test_a_cluster_without_workers_is_told(
    content: Path,
    scheduler: LocalCluster,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 1.0)
    assert build(content, tmp_path / "output", "--scheduler", scheduler.scheduler_address) == 1
    assert "[no-worker]" in capsys.readouterr().err


def test_an_address_that_nobody_knows_is_told(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(content, "nowhere://leaflets") == 1
    assert "[unknown-address]" in capsys.readouterr().err
