"""`--scheduler`: jobs on Dask workers give the same bytes, and a worker that dies costs only its own jobs."""

import os
import re
import shutil
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import ClassVar

import fsspec
import pytest
from distributed import LocalCluster
from fsspec.implementations.memory import MemoryFileSystem

from irdocs.build import cluster
from irdocs.cli.main import main
from tests.project import LAYOUTS, open_project, write_content

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

    def one(code: Path | None = None) -> "subprocess.Popen[bytes]":
        environment = {**os.environ, "PYTHONPATH": str(code)} if code else None
        command = [sys.executable, "-m", "distributed.cli.dask_worker", scheduler.scheduler_address]
        command += ["--no-nanny", "--nthreads", "1", "--no-dashboard", "--local-directory", str(tmp_path / "workers")]
        hired.append(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment))
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


class Objects(MemoryFileSystem):  # type: ignore[misc]
    """An object store in memory: it knows one bucket, and notes what it was told of each object."""

    protocol = "s3"
    bucket = "/leaflets"
    types: ClassVar[dict[str, str]] = {}

    def makedirs(self, path: str, exist_ok: bool = False) -> None:
        raise AssertionError("nobody asked for a bucket")

    def pipe_file(self, path: str, value: bytes, mode: str = "overwrite", **about: str) -> None:
        if not self._strip_protocol(path).startswith(f"{self.bucket}/"):
            raise FileNotFoundError(2, "there is no such bucket", path)
        self.types[path.rpartition("/")[2]] = about["ContentType"]
        super().pipe_file(path, value)

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return "/" + path.removeprefix("s3:").strip("/") if path.startswith("s3:") else path


@pytest.fixture
def objects() -> Iterator[Objects]:
    fsspec.register_implementation("s3", Objects, clobber=True)
    yield fsspec.filesystem("s3")
    Objects.store.clear()


def test_a_store_that_cannot_rename_gets_the_same_bytes(
    content: Path, alone: dict[str, bytes], objects: Objects
) -> None:
    """The workers are threads here: the memory of fsspec is that of one process."""
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None) as one:
        assert build(content, "s3://leaflets", "--scheduler", one.scheduler_address, "--quiet") == 0
    made = {name.removeprefix("/leaflets/"): objects.cat_file(name) for name in objects.find("/leaflets")}
    assert made == alone
    assert build(content, "s3://leaflets", "--verify") == 0
    assert {objects.types[name] for name in objects.types if name.endswith(".pdf")} == {"application/pdf"}


def test_a_bucket_that_is_misspelt_is_not_made(
    content: Path, objects: Objects, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(content, "s3://leafelts", "--jobs", "1", "--quiet") == 1
    assert "there is no such bucket" in capsys.readouterr().err
    assert not objects.store


def test_a_store_that_keeps_nothing_is_refused(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(content, "memory://leaflets") == 1
    assert "[keeps-nothing]" in capsys.readouterr().err


def test_a_password_is_not_printed(
    content: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 1.0)
    assert build(content, "nowhere://ward:hunter2@host/leaflets") == 1
    assert build(content, tmp_path, "--scheduler", "tcp://ward:hunter2@127.0.0.1:9") == 1
    said = capsys.readouterr().err
    assert "hunter2" not in said and "nowhere://ward:***@host/leaflets" in said


def other_irdocs(folder: Path) -> Path:
    """Return a copy of irdocs that is another one by a comment."""
    shutil.copytree(Path(cluster.__file__).parents[1], folder / "irdocs", ignore=shutil.ignore_patterns("__pycache__"))
    with (folder / "irdocs" / "model" / "records.py").open("a", encoding="utf-8") as file:
        file.write("# another one\n")
    return folder


def test_workers_of_another_irdocs_cost_nothing(
    content: Path,
    alone: dict[str, bytes],
    scheduler: LocalCluster,
    hire: Callable[..., "subprocess.Popen[bytes]"],
    tmp_path: Path,
) -> None:
    code, output = other_irdocs(tmp_path / "code"), tmp_path / "output"
    hire(code)
    hire()

    def join_in() -> None:
        until(lambda: any(output.rglob("*.pdf")))
        hire(code)

    thread = threading.Thread(target=join_in)
    thread.start()
    assert build(content, output, "--scheduler", scheduler.scheduler_address, "--quiet") == 0
    thread.join()
    assert files(output) == alone
    assert not list((tmp_path / "workers").rglob("content")), "what a worker was given is taken away"
    assert not [name for name in scheduler.scheduler.worker_plugins if name.startswith("irdocs")]


def test_workers_get_what_irdocs_reads_and_nothing_else(tmp_path: Path) -> None:
    content = write_content(tmp_path / "house", "shortest")
    (tmp_path / "secret.yaml").write_text("secret", encoding="utf-8")
    (content / "people.csv").write_text("name", encoding="utf-8")
    (content / ".env.yaml").write_text("secret", encoding="utf-8")
    (content / "topics" / "shadow.yaml").symlink_to(tmp_path / "secret.yaml")
    (content / "elsewhere").symlink_to(tmp_path, target_is_directory=True)
    with zipfile.ZipFile(BytesIO(cluster._pack(open_project(content, tmp_path / "output"), []))) as packed:
        names = packed.namelist()
    assert "content/content/procedures/shortest/facts.yaml" in names
    assert "layouts/layouts/leaflet/procedure.xml.j2" in names
    assert not [name for name in names if "people" in name or "env" in name or "shadow" in name or "elsewhere" in name]


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


def test_an_error_stops_its_files_and_no_others(
    scheduler: LocalCluster, hire: Callable[[], object], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """On workers as here: nothing is made of a record with a fault, and what stood before stays and is marked."""
    content, output = write_content(tmp_path, *SUBJECTS), tmp_path / "output"
    where = ("--scheduler", scheduler.scheduler_address)
    hire()
    assert build(content, output, *where) == 0
    before = files(output)
    words = content / "procedures" / "bare" / "en.yaml"
    text = words.read_text(encoding="utf-8")
    words.write_text(re.sub(r"^lead: .*", 'lead: "Ask for patient 943 476 5919"', text, flags=re.MULTILINE), "utf-8")
    (output / "shortest" / "leaflet.en.pdf").unlink()
    capsys.readouterr()
    assert build(content, output, *where) == 1
    assert "[patient-data]" in capsys.readouterr().err
    after = files(output)
    assert {name for name in before if before[name] != after.get(name)} == {"manifest.json"}, "what was lost is made"
    assert build(content, output, "--verify") == 0
    assert capsys.readouterr().err.count("[stale-file]") == sum(name.startswith("bare/") for name in before) > 0
