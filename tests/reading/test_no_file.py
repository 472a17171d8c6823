"""What is no file of a person is reported and never waited for; names lead out of no folder."""

import os
import sys
from pathlib import Path

import pytest

from irdocs.build import Job, Project
from irdocs.build.pipeline import make
from irdocs.cli.main import main
from irdocs.problems import Problems
from irdocs.reading.csv_tables import read_table
from tests.project import BASE, LAYOUTS, TODAY, write_content

WORDS = f"procedures/{BASE}/en.yaml"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither pipes in folders nor /dev/zero")
@pytest.mark.parametrize("what", ["pipe", "zero", "folder"])
@pytest.mark.parametrize("file", [WORDS, "check.toml", "references.yaml"])
def test_a_pipe_or_device_in_place_of_content_is_reported(
    what: str, file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    content = write_content(tmp_path)
    path = content / file
    path.unlink(missing_ok=True)
    if what == "pipe":
        os.mkfifo(path)
    elif what == "zero":
        path.symlink_to("/dev/zero")
    else:
        path.mkdir()
    (tmp_path / "layouts").mkdir()
    monkeypatch.chdir(tmp_path)
    assert main(["check", "--date", TODAY.isoformat()]) == 1
    said = capsys.readouterr().err
    assert f"content/{file}: error: the file cannot be read" in said and "[unreadable]" in said


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes in folders")
def test_a_pipe_in_place_of_a_table_or_a_layout_is_reported(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "people.csv")
    problems = Problems()
    assert not list(read_table(tmp_path / "people.csv", "people.csv", {"name": True}, problems))
    assert [one.rule for one in problems] == ["unreadable"]
    (tmp_path / "layouts" / "mine").mkdir(parents=True)
    os.mkfifo(tmp_path / "layouts" / "mine" / "layout.toml")
    project = Project.open(write_content(tmp_path), tmp_path / "layouts", tmp_path / "output")
    assert project.layout("mine") is None and [one.rule for one in project.problems] == ["unreadable"]


@pytest.mark.parametrize("name", ["../x", "..", "/tmp/x", "a/b", "", "C:x"])
def test_a_brand_or_layout_is_an_id_and_leads_nowhere_else(name: str, tmp_path: Path) -> None:
    beside = tmp_path / "layouts" / "x"
    beside.mkdir(parents=True)
    (tmp_path / "layouts" / "brands").mkdir()
    (beside / "brand.toml").write_text('publisher = "Us"\n', encoding="utf-8")
    project = Project.open(write_content(tmp_path), tmp_path / "layouts", tmp_path / "output")
    assert project.brand(name) is None and project.layout(name) is None
    assert [one.rule for one in project.problems] == ["unknown-brand", "unknown-layout"]


def test_a_file_of_a_brand_that_is_no_id_is_not_made(tmp_path: Path) -> None:
    project, problems = Project.open(write_content(tmp_path), LAYOUTS, tmp_path / "output"), Problems()
    assert make(project, Job(BASE, "leaflet", brand="../default"), TODAY, problems) is None
    assert {one.rule for one in project.problems.errors} == {"unknown-brand"}


def test_a_brand_is_called_by_its_name() -> None:
    project = Project.open(None, LAYOUTS, None)
    brand = project.brand("example-trust")
    assert brand is not None and brand.name == "example-trust"
