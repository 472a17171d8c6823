"""Which project a command works on: the one that it stands in; what comes with irdocs is read, and never written to."""

import hashlib
import shutil
from pathlib import Path

import pytest

from irdocs.build import discovery
from irdocs.cli.main import main
from tests.project import BASE, LAYOUTS, write_content

DAY = ("--date", "2026-11-24")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of somebody's own, with the layout of leaflets only."""
    folder = tmp_path / "own"
    folder.mkdir()
    write_content(folder)
    for name in ("leaflet", "macros", "brands/default"):
        shutil.copytree(LAYOUTS / name, folder / "layouts" / name)
    return folder


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed irdocs with content of its own; the working folder is an empty one elsewhere."""
    library = tmp_path / "site-packages" / "irdocs" / "library"
    library.mkdir(parents=True)
    write_content(library)
    for name in ("leaflet", "macros", "brands/default"):
        shutil.copytree(LAYOUTS / name, library / "layouts" / name)
    monkeypatch.setattr(discovery, "SHIPPED", library)
    monkeypatch.setattr(discovery, "CHECKOUT", tmp_path / "no-checkout")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    return library


def _state(folder: Path) -> dict[str, str]:
    return {
        one.relative_to(folder).as_posix(): hashlib.sha256(one.read_bytes()).hexdigest()
        for one in sorted(folder.rglob("*"))
        if one.is_file()
    }


@pytest.mark.parametrize("below", ["content", f"content/procedures/{BASE}", "layouts/leaflet"])
def test_a_folder_of_a_project_means_the_project(
    project: Path, below: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project / below)
    assert main(["build", BASE, "--variant", "plain", *DAY]) == 1  # no such variant: but of this project
    assert f"the project in {project.as_posix()} is used" in capsys.readouterr().err
    for _ in range(2):  # a build with nothing to do says it as well
        assert main(["build", BASE, "--format", "pdf", *DAY]) == 0
        assert f"the project in {project.as_posix()} is used" in capsys.readouterr().err
    assert (project / "output" / BASE / "leaflet.en.pdf").is_file()
    assert not (project / below / "output").exists()


def test_the_project_one_stands_in_is_not_named(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project)
    assert main(["list", "brands"]) == 0
    assert "is used" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "command",
    [
        ("new", "procedure", "kidney-biopsy"),
        ("approve", BASE, "--by", "Ada Example", "--role", "clinical approver"),
        ("approve", BASE, "--by", "Ada Example", "--policies", "--brand", "default"),
        ("withdraw", BASE, "--by", "Ada Example", "--reason", "a recall"),
    ],
)
def test_nothing_is_written_into_what_comes_with_irdocs(
    shipped: Path, command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    before = _state(shipped.parents[1])
    for more in ((), ("--content", str(shipped / "content"), "--layouts", str(shipped / "layouts"))):
        assert main([*command, *more, *DAY]) == 1
        said = capsys.readouterr().err
        assert "[shipped-library]" in said and "irdocs init" in said
    assert _state(shipped.parents[1]) == before


def test_outside_a_project_output_lies_in_the_working_folder(shipped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, here = _state(shipped.parents[1]), Path.cwd()
    assert main(["build", BASE, "--layout", "leaflet", "--format", "pdf", *DAY]) == 0
    assert "come with irdocs are used" in capsys.readouterr().err
    assert (here / "output" / BASE / "leaflet.en.pdf").is_file()
    for command in (("list", "--published"), ("review", BASE), ("check", BASE), ("trace", BASE)):
        main([*command, *DAY])
    assert _state(shipped.parents[1]) == before
    assert main(["init", "mine"]) == 0
    assert (here / "mine" / "content" / "procedures" / BASE / "en.yaml").is_file()


def test_a_checkout_is_written_to_only_by_who_stands_in_it(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "pyproject.toml").touch()
    monkeypatch.setattr(discovery, "CHECKOUT", project)
    monkeypatch.chdir(tmp_path)
    assert main(["new", "procedure", "kidney-biopsy"]) == 1
    assert "[shipped-library]" in capsys.readouterr().err
    monkeypatch.chdir(project / "content")
    assert main(["new", "procedure", "kidney-biopsy"]) == 0


@pytest.mark.parametrize("path", ["en.yaml", ".", "./facts.yaml"])
def test_in_a_subjects_folder_its_files_mean_it(
    project: Path, path: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project / "content" / "procedures" / BASE
    monkeypatch.chdir(folder)
    main(["check", path, *DAY])
    assert "1 subject checked" in capsys.readouterr().err
    main(["build", path, "--dry-run", *DAY])
    assert f"{BASE}/leaflet.en.pdf" in capsys.readouterr().out


def test_folders_above_the_project_mean_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who keeps a project in a folder called topics still checks files that subjects share."""
    content = write_content(tmp_path / "topics" / "mine", "bare")
    monkeypatch.chdir(content)
    main(["check", "references.yaml", "--content", str(content), "--layouts", str(LAYOUTS), *DAY])
    assert "3 subjects checked" in capsys.readouterr().err


def test_a_finished_file_is_no_subject(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project)
    assert main(["build", BASE, "--format", "pdf", *DAY]) == 0
    shutil.copy(f"output/{BASE}/leaflet.en.pdf", f"content/procedures/{BASE}/mine.pdf")
    capsys.readouterr()
    for path in (f"output/{BASE}/leaflet.en.pdf", f"content/procedures/{BASE}/mine.pdf"):
        main(["check", path])
        assert "1 file checked" in capsys.readouterr().err
