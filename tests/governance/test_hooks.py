"""What other tools start: the hook for pre-commit, and the schema that editors are told of."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft7Validator

from irdocs.cli.main import main
from irdocs.problems import Problems
from irdocs.reading.yaml_data import read_yaml
from irdocs.rules import schema
from tests.project import LAYOUTS, write_content

ROOT = Path(__file__).parents[2]


def test_the_hook_starts_what_it_names(tmp_path: Path) -> None:
    """Its entry is run as pre-commit runs it: in the root of the repository, without names of files."""
    [hook] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hook["language"] == "python" and hook["pass_filenames"] is False
    assert re.search(hook["files"], "content/topics/x/facts.yaml") and not re.search(hook["files"], "docs/x.md")
    program, *arguments = hook["entry"].split()
    assert program == "irdocs"
    content = write_content(tmp_path)
    command = [sys.executable, "-m", "irdocs", *arguments, "--layouts", str(LAYOUTS), "--content", "content"]
    command += ["--date", "2026-11-24"]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True).returncode == 0
    (content / "topics" / "short-history" / "facts.yaml").write_text("code: [\n", encoding="utf-8")
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 1 and "[broken-yaml]" in done.stderr


def test_schemas_are_listed_and_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    listed = [tuple(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert listed == schema.names()
    for kind, half in schema.names():
        assert main(["schema", kind, half]) == 0
        assert json.loads(capsys.readouterr().out) == schema.schema(kind, half)
    assert main(["schema", "images"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "irdocs images: both"
    assert main(["schema", "images", "facts"]) == 1
    assert "[unknown-choice]" in capsys.readouterr().err
    assert main(["schema", "leaflet"]) == 2


@pytest.mark.parametrize("kind", ["procedure", "condition", "topic"])
def test_the_schema_that_a_scaffold_names_is_there(kind: str, tmp_path: Path) -> None:
    """Also in a project that somebody put together by hand, where no folder of schemas was."""
    (tmp_path / "content").mkdir()
    where = ["--content", str(tmp_path / "content"), "--layouts", str(LAYOUTS)]
    assert main(["new", kind, "kidney-biopsy", *where]) == 0
    for path in (tmp_path / "content" / f"{kind}s" / "kidney-biopsy").iterdir():
        first = path.read_text(encoding="utf-8").splitlines()[0]
        named = path.parent / first.removeprefix("# yaml-language-server: $schema=")
        data = json.loads(json.dumps(read_yaml(path, path.name, Problems()), default=float))
        Draft7Validator(json.loads(named.read_text(encoding="utf-8"))).validate(data)
