"""A build with nothing to do opens nothing, says the same, and looks for itself as soon as anything differs."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.project import LAYOUTS, write_content

OLD = 1_700_000_000


class House:
    """Content, layouts and an output of one's own."""

    def __init__(self, folder: Path) -> None:
        self.content = write_content(folder, "shortest")
        self.layouts = folder / "layouts"
        shutil.copytree(LAYOUTS, self.layouts)
        self.output = folder / "output"

    def build(self, *more: str, date: str = "2026-11-24") -> tuple[set[str], list[str], int]:
        """Build in a process; return the modules that it imported, what it said, and its exit status."""
        command = [sys.executable, "-X", "importtime", "-m", "irdocs", "build", "shortest", "--layout", "leaflet"]
        command += ["--content", str(self.content), "--layouts", str(self.layouts), "--output", str(self.output)]
        ran = subprocess.run([*command, "--date", date, "--jobs", "1", *more], capture_output=True, text=True)
        lines = ran.stderr.splitlines()
        imported = {line.rpartition("|")[2].strip() for line in lines if line.startswith("import time:")}
        return imported, [line for line in lines if not line.startswith("import time:")], ran.returncode

    def settle(self) -> None:
        """Let every file have lain still for long."""
        for path in self.output.rglob("*"):
            os.utime(path, (OLD, OLD))


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """Give a build that was made, and once had nothing to do."""
    monkeypatch.setenv("IRDOCS_CACHE", str(tmp_path / "cache"))
    # the time of change of the inputs themselves cannot be set back: they are waited for, once
    one = House(tmp_path)
    assert one.build()[2] == 0
    one.settle()
    time.sleep(2.2)
    _, told, status = one.build()
    assert status == 0 and "stood unchanged" in told[-1]
    return one


def test_nothing_is_opened_for_nothing(house: House) -> None:
    imported, told, status = house.build()
    assert status == 0 and "stood unchanged" in told[-1]
    heavy = (
        "yaml",
        "jinja2",
        "cattrs",
        "pickle",
        "tomllib",
        "irdocs.model",
        "irdocs.document",
        "irdocs.layout.catalogue",
    )
    assert "irdocs.cli.idle" in imported
    assert not [one for one in imported if one.startswith(heavy)]
    assert "irdocs.model.library" in house.build("--release")[0]


def _word(house: House) -> None:
    path = house.content / "procedures" / "shortest" / "en.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("It eases", "It helps"), encoding="utf-8")


def _same_size_and_time(house: House) -> None:
    path = house.content / "procedures" / "shortest" / "en.yaml"
    state = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("It eases.", "It aches."), encoding="utf-8")
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))


def _template(house: House) -> None:
    path = house.layouts / "leaflet" / "procedure.xml.j2"
    path.write_text(path.read_text(encoding="utf-8").replace("<section", "<section ", 1), encoding="utf-8")


def _picture(house: House) -> None:
    (house.content / "images" / "new.png").write_bytes(b"")


def _lost(house: House) -> None:
    next(house.output.rglob("*.pdf")).unlink()


def _other_file(house: House) -> None:
    path = next(house.output.rglob("*.pdf"))
    path.write_bytes(path.read_bytes()[:-1] + b" ")


def _manifest(house: House) -> None:
    (house.output / "manifest.json").write_text("{}", encoding="utf-8")


@pytest.mark.parametrize(
    "change", [_word, _same_size_and_time, _template, _picture, _lost, _other_file, _manifest],
)  # fmt: skip
def test_whatever_differs_is_looked_at(house: House, change: Callable[[House], None]) -> None:
    change(house)
    assert "irdocs.model.library" in house.build()[0]


def test_another_day_is_another_question(house: House) -> None:
    assert "irdocs.model.library" in house.build(date="2099-01-01")[0]


def test_an_input_that_has_just_been_saved_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IRDOCS_CACHE", str(tmp_path / "cache"))
    one = House(tmp_path)
    one.build()
    one.settle()
    _word(one)
    one.build()
    one.build()
    assert not list((tmp_path / "cache").glob("idle/*"))
