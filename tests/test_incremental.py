"""A build does only what changed, says why, and its manifest is true."""

import json
import shutil
from pathlib import Path

import pytest

from irdocs.cli.main import main
from irdocs.model.locale import FOLDER
from irdocs.model.stored import fingerprint
from tests.project import write_content

ROOT = Path(__file__).parents[1]
DAY = "2026-11-24"


def build(
    content: Path, output: Path, capsys: pytest.CaptureFixture[str], *more: str, day: str = DAY
) -> tuple[int, str, str]:
    """Run a build of the leaflets; return status, stdout and stderr."""
    capsys.readouterr()
    arguments = ["build", "--layout", "leaflet", "--variant", "", "--content", str(content), "--output", str(output)]
    status = main([*arguments, "--layouts", str(ROOT / "layouts"), "--jobs", "1", "--date", day, *more])
    said = capsys.readouterr()
    return status, said.out, said.err


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return write_content(tmp_path / "content", "shortest", "no-x-ray")


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def _subjects(content: Path) -> list[Path]:
    return sorted(path for path in content.glob("*/*") if (path / "facts.yaml").is_file())


def test_nothing_to_do_makes_nothing(content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = tmp_path / "output"
    assert build(content, output, capsys)[0] == 0
    before = {path: path.stat().st_mtime_ns for path in output.rglob("*.pdf")}
    status, _, told = build(content, output, capsys)
    assert status == 0 and "stood unchanged" in told
    assert {path: path.stat().st_mtime_ns for path in output.rglob("*.pdf")} == before


def test_one_word_makes_one_subject_again(content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = tmp_path / "output"
    build(content, output, capsys)
    changed = _subjects(content)[0]
    words = changed / "en.yaml"
    words.write_text(words.read_text(encoding="utf-8").replace("plain_name: ", "plain_name: new ", 1), encoding="utf-8")
    _, planned, _ = build(content, output, capsys, "--dry-run")
    assert [line.split("/")[0] for line in planned.splitlines()] == [changed.name] * len(planned.splitlines())
    assert planned and "the content changed" in planned


def test_a_comment_makes_nothing_again(content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = tmp_path / "output"
    build(content, output, capsys)
    words = _subjects(content)[0] / "en.yaml"
    words.write_text("# a comment for editors\n" + words.read_text(encoding="utf-8"), encoding="utf-8")
    _, planned, _ = build(content, output, capsys, "--dry-run")
    assert planned == ""


def test_the_date_counts_only_when_a_review_becomes_overdue(
    content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "output"
    build(content, output, capsys)
    assert build(content, output, capsys, "--dry-run", day="2026-12-24")[1] == ""
    assert "overdue" in build(content, output, capsys, "--dry-run", day="2099-01-01")[1]


def test_a_lost_file_is_made_again_and_force_makes_all(
    content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "output"
    build(content, output, capsys)
    files = sorted(output.rglob("*.pdf"))
    kept = files[0].read_bytes()
    files[0].unlink()
    assert "it is not there" in build(content, output, capsys, "--dry-run")[1]
    build(content, output, capsys)
    assert files[0].read_bytes() == kept
    assert len(build(content, output, capsys, "--dry-run", "--force")[1].splitlines()) == len(files)


def test_verify_finds_what_does_not_agree(content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = tmp_path / "output"
    build(content, output, capsys)
    assert build(content, output, capsys, "--verify", "--strict")[0] == 0
    changed, lost = sorted(output.rglob("*.pdf"))[:2]
    changed.write_bytes(changed.read_bytes() + b" ")
    lost.unlink()
    (output / "stray.pdf").write_bytes(b"%PDF")
    status, _, told = build(content, output, capsys, "--verify")
    assert status == 1
    assert "[changed-file]" in told and "[missing-file]" in told and "[unknown-file]" in told


def test_a_file_that_could_not_be_made_again_is_marked_as_stale(
    content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The old file stays and is told as what it is, in the manifest and by --verify, until it is made again."""
    layouts, output = tmp_path / "layouts", tmp_path / "output"
    shutil.copytree(ROOT / "layouts", layouts)
    here = ("--layouts", str(layouts))
    build(content, output, capsys, *here)
    old = {path: path.read_bytes() for path in output.rglob("*.pdf")}
    template = layouts / "leaflet" / "procedure.xml.j2"
    whole = template.read_text(encoding="utf-8")
    template.write_text(whole + "{% if %}", encoding="utf-8")
    assert build(content, output, capsys, *here)[0] == 1
    assert {path: path.read_bytes() for path in output.rglob("*.pdf")} == old
    files = json.loads((output / "manifest.json").read_text(encoding="utf-8"))["files"]
    stale = {path for path, entry in files.items() if entry.get("stale")}
    assert stale == {path for path in files if not path.startswith("short-history/")}, "a topic has another template"
    _, _, told = build(content, output, capsys, *here, "--verify")
    assert told.count("[stale-file]") == len(stale)

    template.write_text(whole, encoding="utf-8")
    status, _, told = build(content, output, capsys, *here)
    assert status == 0 and f"{len(old)} of {len(old)} files made" in told
    status, _, told = build(content, output, capsys, *here, "--verify")
    assert status == 0 and "[stale-file]" not in told


def test_a_changed_template_of_the_leaflet_makes_the_booklet_again(
    content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    layouts, output = tmp_path / "layouts", tmp_path / "output"
    shutil.copytree(ROOT / "layouts", layouts)
    command = ["build", "shortest", "--layout", "booklet", "--variant", "", "--content", str(content), "--date", DAY]
    command += ["--layouts", str(layouts), "--output", str(output), "--jobs", "1"]
    assert main(command) == 0
    _edit(layouts / "leaflet" / "procedure.xml.j2", "<section", "<section ")
    capsys.readouterr()
    main([*command, "--dry-run"])
    assert "the layout changed" in capsys.readouterr().out


def test_a_changed_drawing_makes_again_what_shows_it(
    content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "output"
    build(content, output, capsys)
    for drawing in (content / "images").rglob("*.svg"):
        drawing.write_text(drawing.read_text(encoding="utf-8").replace("<svg", "<svg ", 1), encoding="utf-8")
    planned = build(content, output, capsys, "--dry-run")[1]
    assert "a drawing changed" in planned


def test_a_changed_drawing_is_other_content(content: Path) -> None:
    before = fingerprint(content, "en", {"shortest"}, FOLDER)
    drawing = next((content / "images").rglob("*.svg"))
    drawing.write_text(drawing.read_text(encoding="utf-8") + "<!-- drawn again -->", encoding="utf-8")
    assert fingerprint(content, "en", {"shortest"}, FOLDER) != before
