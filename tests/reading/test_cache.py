"""The cache runs nothing, believes nobody but this user, and throws the oldest away."""

import os
import pickle
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from irdocs.cli.main import main
from irdocs.problems import Location, Problem, Severity
from irdocs.reading import cache
from irdocs.reading.digest import digest_bytes
from tests.project import LAYOUTS, write_content

posix = pytest.mark.skipif(not hasattr(os, "getuid"), reason="Windows keeps folders by lists of its own")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("IRDOCS_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(cache._Writing, "allowed", True)
    return tmp_path / "cache"


class Bomb:
    """Writes a file when it is read back."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self.path,)


def _mine(path: Path, data: bytes) -> None:
    """Put an entry where it will be looked for, whole as it seems."""
    path.write_bytes(digest_bytes(data).encode() + data)
    path.chmod(0o600)


def test_records_come_back() -> None:
    problem = Problem(Severity.NOTE, "a-rule", Location("a/b.yaml", 3, 4), "said", "hint")
    value = ([problem], {"a": Decimal("1.50"), "b": date(2026, 11, 24)}, frozenset({"x"}), Path("a", "b"))
    cache.write_records("kind", "name", value)
    assert cache.read_records("kind", "name") == value
    assert cache.read_records("kind", "other") is None


@pytest.mark.parametrize(
    "code",
    [
        b"cposix\nsystem\n(S'touch %s'\ntR.",
        b'cbuiltins\neval\n(S\'open("%s", "w")\'\ntR.',
        b"cirdocs.reading.files\nwrite_whole\n(cpathlib\nPosixPath\n(S'%s'\ntRS'x'\ntR.",
        b"cirdocs.build.project\nProject\n(S'%s'\ntR.",
    ],
    ids=["a shell", "an expression", "a function of irdocs", "a class that is no record"],
)
def test_an_entry_runs_nothing(folder: Path, tmp_path: Path, code: bytes) -> None:
    fuse = tmp_path / "ran"
    cache.write_bytes("kind", "name", code % os.fsencode(fuse))
    assert cache.read_bytes("kind", "name") is not None
    assert cache.read_records("kind", "name") is None
    assert not fuse.exists()


def test_a_bomb_in_every_entry_of_a_build_runs_nothing(folder: Path, tmp_path: Path) -> None:
    content = write_content(tmp_path / "content", "shortest")
    command = ["build", "--content", str(content), "--layouts", str(LAYOUTS), "--output", str(tmp_path / "output")]
    command += ["--layout", "leaflet", "--variant", "", "--jobs", "1", "--date", "2026-11-24", "--quiet", "--force"]
    assert main(command) == 0
    made = {path: path.read_bytes() for path in (tmp_path / "output").rglob("*.pdf")}
    entries = sorted(path for path in folder.rglob("*") if path.is_file())
    assert made and len(entries) > 3
    fuse = tmp_path / "ran"
    for entry in entries:
        _mine(entry, pickle.dumps(Bomb(fuse)))
    ran = subprocess.run([sys.executable, "-m", "irdocs", *command], capture_output=True)
    assert ran.returncode == 0, ran.stderr
    assert not fuse.exists()
    assert {path: path.read_bytes() for path in made} == made


@pytest.mark.parametrize("damage", [b"", b"short", b"0" * 32 + b"body", b"\x80\x05."])
def test_a_damaged_entry_is_no_entry(folder: Path, damage: bytes) -> None:
    cache.write_records("kind", "name", ["a"])
    [entry] = (folder / "kind").iterdir()
    entry.write_bytes(damage)
    assert cache.read_records("kind", "name") is None


@posix
def test_the_folder_is_the_users_own(folder: Path) -> None:
    old = os.umask(0)
    try:
        cache.write_records("kind", "name", ["a"])
    finally:
        os.umask(old)
    modes = [path.stat().st_mode & 0o777 for path in (folder, folder / "kind", folder / "kind" / "name.entry")]
    assert modes == [0o700, 0o700, 0o600]


@posix
@pytest.mark.parametrize("place", [".", "kind", "kind/name.entry"])
def test_what_another_user_can_write_is_not_read(folder: Path, place: str) -> None:
    cache.write_records("kind", "name", ["a"])
    (folder / place).chmod(0o777)
    assert cache.read_records("kind", "name") is None


@posix
def test_nothing_is_written_where_another_user_can_write(folder: Path) -> None:
    folder.mkdir()
    folder.chmod(0o777)
    cache.write_records("kind", "name", ["a"])
    assert not list(folder.rglob("*.entry"))


@posix
def test_what_belongs_to_another_user_is_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.write_records("kind", "name", ["a"])
    monkeypatch.setattr(os, "getuid", lambda: os.geteuid() + 1)
    assert cache.read_records("kind", "name") is None


@posix
def test_a_link_is_no_entry(folder: Path, tmp_path: Path) -> None:
    cache.write_records("kind", "name", ["a"])
    entry = folder / "kind" / "name.entry"
    entry.rename(tmp_path / "elsewhere")
    entry.symlink_to(tmp_path / "elsewhere")
    assert cache.read_records("kind", "name") is None


@posix
def test_a_folder_that_is_not_used_is_told(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder.mkdir()
    folder.chmod(0o777)
    content = write_content(tmp_path / "content", "shortest")
    main(["check", "--content", str(content), "--layouts", str(LAYOUTS), "shortest"])
    assert "another user can write in it" in capsys.readouterr().err


def test_a_build_goes_on_where_the_cache_cannot_be_written(folder: Path) -> None:
    folder.write_text("a file, and no folder", encoding="utf-8")
    cache.write_records("kind", "name", ["a"])
    assert cache.read_records("kind", "name") is None


@pytest.mark.parametrize(("limit", "value"), [("ENTRIES", 2), ("MOST", 2 * 60)])
def test_the_oldest_are_thrown_away(folder: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int) -> None:
    monkeypatch.setattr(cache, limit, value)
    for number, name in enumerate("abc"):
        cache.write_records("kind", name, "x")
        os.utime(folder / "kind" / f"{name}.entry", (number, number))
    cache.write_bytes("kind", "d", b"d" * 20)
    assert sorted(path.stem for path in (folder / "kind").iterdir()) == ["c", "d"]
