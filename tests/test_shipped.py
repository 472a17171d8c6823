"""What is shipped is clean: content, layouts and brands raise notes alone, and each line of the check says so."""

from pathlib import Path

import pytest

from irdocs.build.project import Project
from irdocs.cli.main import main
from irdocs.problems import Severity

ROOT = Path(__file__).parents[1]


def test_a_strict_check_is_silent(capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--content", str(ROOT / "content"), "--layouts", str(ROOT / "layouts"), "--date", "2026-11-24"]
    assert main(["check", "--strict", *where]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1 and "0 errors, 0 warnings" in said.err


def test_every_subject_says_that_it_awaits_approval(tmp_path: Path) -> None:
    """Nothing that is shipped claims a clinician's approval."""
    project = Project.open(ROOT / "content", ROOT / "layouts", tmp_path)
    library = project.library("en")
    assert len(library.subjects) >= 5
    noted = {one.location.path for one in project.problems if one.rule == "awaiting-approval"}
    assert len(noted) == len(library.subjects)
    assert all(one.severity is Severity.NOTE for one in project.problems if one.rule == "awaiting-approval")
