"""Line ends are no words: a checkout with CRLF has the same digests, the same approvals and the same finished bytes."""

import json
import shutil
from pathlib import Path

import pytest

from irdocs.cli.main import main
from irdocs.reading.digest import TEXT
from tests.project import LAYOUTS, write_content


def _with_crlf(folder: Path, copy: Path) -> Path:
    """Copy a folder as Git for Windows checks it out."""
    shutil.copytree(folder, copy)
    for path in copy.rglob("*"):
        if path.is_file() and path.suffix in TEXT:
            path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    return copy


def _build(content: Path, layouts: Path, output: Path, *more: str) -> dict[str, bytes]:
    command = ["build", "shortest", "--content", str(content), "--layouts", str(layouts), "--output", str(output)]
    wanted = ["--layout", "leaflet", "--layout", "deck", "--layout", "questions", "--variant", ""]
    assert main([*command, *wanted, "--date", "2026-11-24", "--jobs", "1", "--quiet", *more]) == 0
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}


def _approve(content: Path, *more: str) -> int:
    command = ["approve", "shortest", "--by", "Dr A. Example, consultant radiologist", "--role", "clinical approver"]
    where = ["--content", str(content), "--layouts", str(LAYOUTS), "--date", "2026-11-24"]
    return main([*command, "--typed-by", "a tester", *where, *more])


def test_a_checkout_with_crlf_makes_the_same_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = write_content(tmp_path / "unix", "shortest")
    assert _approve(content) == 0
    made = _build(content, LAYOUTS, tmp_path / "made")
    windows = tmp_path / "windows"
    ours = _with_crlf(content, windows / "content"), _with_crlf(LAYOUTS, windows / "layouts")
    again = _build(*ours, tmp_path / "again")
    assert len(made) > 4
    assert again == made
    pdf = next(entry for path, entry in json.loads(again["manifest.json"])["files"].items() if path.endswith(".pdf"))
    assert "approved" in pdf["inputs"]["approval"]
    capsys.readouterr()
    _build(*ours, tmp_path / "made", "--dry-run")
    assert capsys.readouterr().out == ""
    assert main(["diff", str(content), str(ours[0])]) == 0
    assert "changed" not in capsys.readouterr().out


def _later_png(content: Path) -> None:
    (content / "images" / "later.png").write_bytes(b"")


def _other_spelling(content: Path) -> None:
    (content / "procedures" / "shortest" / "EN.YAML").write_text("title: x", encoding="utf-8")


def _short_ending(content: Path) -> None:
    place = content / "procedures" / "shortest"
    (place / "en.yaml").rename(place / "en.yml")


@pytest.mark.parametrize("change", [_later_png, _other_spelling, _short_ending])
def test_a_name_counts_in_what_is_stored(tmp_path: Path, change: object) -> None:
    from irdocs.model.locale import FOLDER
    from irdocs.model.stored import fingerprint

    content = write_content(tmp_path, "shortest")
    before = fingerprint(content, "en", {"shortest"}, FOLDER)
    assert callable(change)
    change(content)
    assert fingerprint(content, "en", {"shortest"}, FOLDER) != before
