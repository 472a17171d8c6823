"""`build --strict` fails on what `check --strict` fails on: a project that says how hard its words may be is heeded."""

from pathlib import Path

import pytest
import yaml

from irdocs.cli.main import main
from tests.project import BASE, LAYOUTS, write_content

HARD = (
    "Comprehensive multidisciplinary deliberation necessarily considers individual physiological circumstances. " * 14
)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A project with a section in hard words, that sets a limit."""
    content = write_content(tmp_path)
    path = content / "procedures" / BASE / "en.yaml"
    words = yaml.safe_load(path.read_text(encoding="utf-8"))
    words["what"] = HARD
    path.write_text(yaml.safe_dump(words, sort_keys=False), encoding="utf-8")
    (content / "check.toml").write_text('owners = ["test team"]\n[plain]\ngrade = 8\n', encoding="utf-8")
    return content


@pytest.mark.parametrize("strict", [False, True])
def test_a_strict_build_heeds_the_limit_of_the_reading_grade(
    content: Path, capsys: pytest.CaptureFixture[str], strict: bool
) -> None:
    output = content.parent / "output"
    where = ["--content", str(content), "--layouts", str(LAYOUTS), "--output", str(output), "--date", "2026-11-24"]
    main(["build", BASE, "--layout", "deck", *where, *(["--strict"] if strict else [])])
    assert ("[reading-grade]" in capsys.readouterr().err) is strict


def test_it_fails_for_that_alone(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--content", str(content), "--layouts", str(LAYOUTS), "--date", "2026-11-24"]
    output = ["--output", str(content.parent / "output")]
    assert main(["build", BASE, "--layout", "deck", *where, *output]) == 0
    assert main(["build", BASE, "--layout", "deck", *where, *output, "--strict"]) == 1
