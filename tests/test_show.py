"""`irdocs show content`: what was read, as YAML that the reader takes, or as JSON."""

import json
from pathlib import Path

import pytest

from irdocs.cli.main import main
from irdocs.problems import Problems
from irdocs.reading.yaml_data import read_yaml
from tests.project import BASE, LAYOUTS, write_content


def shown(folder: Path, capsys: pytest.CaptureFixture[str], *more: str, stage: str = "content") -> str:
    place = ["--content", str(write_content(folder)), "--layouts", str(LAYOUTS)]
    assert main(["show", stage, BASE, *place, *more]) == 0
    return capsys.readouterr().out


def test_content_is_yaml_that_the_reader_takes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "shown.yaml"
    file.write_text(shown(tmp_path, capsys), encoding="utf-8")
    problems = Problems()
    data = read_yaml(file, "shown.yaml", problems)
    assert data is not None and not problems.has_errors, [str(one) for one in problems]
    assert data["title"] == "Vein widening" and "way" in data["figures"]


def test_json_is_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [json.loads(line) for line in shown(tmp_path, capsys, "--json").splitlines()]
    [content] = [one["content"] for one in lines if "content" in one]
    assert content["id"] == BASE and content["review"]["issued"]
    marked = tmp_path / "markup"
    marked.mkdir()
    lines = [json.loads(line) for line in shown(marked, capsys, "--json", stage="markup").splitlines()]
    assert any(one.get("markup", "").lstrip().startswith("<document") for one in lines)


@pytest.mark.parametrize(("stage", "layout", "other"), [("tags", "deck", "outline"), ("outline", "leaflet", "tags")])
def test_what_a_file_does_not_have_is_told(
    stage: str, layout: str, other: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = write_content(tmp_path)
    where = ["--content", str(content), "--layouts", str(LAYOUTS)]
    assert main(["show", stage, BASE, "--layout", layout, *where]) == 1
    said = capsys.readouterr().err
    assert f"layouts/{layout}: error: {stage} can be shown of" in said and f"show {other}" in said
