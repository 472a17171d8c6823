"""What a hint says leads to what has to be mended."""

import re
from pathlib import Path

import pytest

from irdocs.cli.main import main
from tests.project import BASE, TODAY, write_content

FACTS, WORDS = f"procedures/{BASE}/facts.yaml", f"procedures/{BASE}/en.yaml"


def said(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> str:
    """Return what a check says of the project in a folder."""
    (folder / "layouts").mkdir(exist_ok=True)
    monkeypatch.chdir(folder)
    assert main(["check", "--date", TODAY.isoformat()]) == 1
    return capsys.readouterr().err


def test_an_unknown_source_is_reported_once_a_file_with_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_content(tmp_path) / FACTS
    text = path.read_text(encoding="utf-8")
    assert text.count("REGISTER-2021") > 1
    path.write_text(text.replace("REGISTER-2021", "OTHERS-1999"), encoding="utf-8")
    report = said(tmp_path, capsys, monkeypatch)
    assert report.count('source "OTHERS-1999" is not in references.yaml') == 1
    assert "hint: add it to references.yaml" in report
    path.write_text(text.replace("REGISTER-2021", "REGISTR-2021"), encoding="utf-8")
    report = said(tmp_path, capsys, monkeypatch)
    assert 'hint: did you mean "REGISTER-2021"? Else add it to references.yaml' in report


def test_a_missing_half_of_facts_is_to_be_added_to_the_facts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_content(tmp_path) / FACTS
    text = path.read_text(encoding="utf-8")
    changed = re.sub(r"^(red_flags:\n)  .*\n", r"\1", text, count=1, flags=re.MULTILINE)
    assert changed != text
    path.write_text(changed, encoding="utf-8")
    report = said(tmp_path, capsys, monkeypatch)
    assert '"rank" is missing' in report and "add it with its `rank:` to facts.yaml" in report


@pytest.mark.parametrize("name", ["en.yml", "EN.YAML"])
def test_another_spelling_of_a_name_is_told_the_right_one(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_content(tmp_path) / WORDS
    path.rename(path.with_name(name))
    if path.exists():
        pytest.skip("this file system does not tell capital letters from small ones")
    assert f"there is {name}: call it en.yaml" in said(tmp_path, capsys, monkeypatch)


@pytest.mark.parametrize("half", ["facts.yaml", "en.yaml"])
def test_a_missing_half_of_the_glossary_is_reported_and_no_term_of_it(
    half: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (write_content(tmp_path) / "glossary" / half).unlink()
    report = said(tmp_path, capsys, monkeypatch)
    assert f"content/glossary/{half}: error: there is no such file" in report
    assert "not in the glossary" not in report
