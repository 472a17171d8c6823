"""Counts in messages agree with their nouns: "1 file", "2 files"."""

import re
from pathlib import Path

import pytest

from irdocs.cli.main import main
from irdocs.governance.export import summary
from tests.project import BASE, LAYOUTS, write_content

SOURCE = Path(__file__).parents[1] / "src" / "irdocs"
COUNTED = re.compile(
    r"\{(?!counted)[^{}]*\} (?:files|packs|subjects|months|minutes|pages|slides|lines|cells|entries|leaflets|jobs|seconds)\b"
)
MANY = {
    "build/store.py": 1,  # seconds to wait: 60
    "build/progress.py": 1,  # a rate
    "cli/making.py": 1,  # a rate
    "pdf/blocks_cover.py": 1,  # 4 at the least
    "pdf/blocks_text.py": 1,  # more than 4
    "preflight/pdf/checks.py": 1,  # two numbers
    "layout/bounds.py": 1,  # thousands
}
"""Module -> how many of its messages need no singular."""


def test_messages_count_their_nouns() -> None:
    found = {
        path.relative_to(SOURCE).as_posix(): hits
        for path in SOURCE.rglob("*.py")
        if (hits := COUNTED.findall(path.read_text(encoding="utf-8")))
    }
    wrong = {name: hits for name, hits in found.items() if len(hits) > MANY.get(name, 0)}
    assert not wrong


def test_one_of_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--content", str(write_content(tmp_path)), "--layouts", str(LAYOUTS), "--output", str(tmp_path / "out")]
    assert main(["build", BASE, "--layout", "booklet", "--variant", "none", "--dry-run", *where]) == 1
    assert main(["build", BASE, "--layout", "handout", "--variant", "six", *where]) == 0
    assert "1 of 1 file made" in capsys.readouterr().err
    assert main(["check", BASE, *where]) == 0
    assert "1 subject checked" in capsys.readouterr().err
    assert main(["review", BASE, "--within", "1", *where]) == 0
    assert "1 subject: 0 overdue, 0 due within 1 month, 1 awaiting approval" in capsys.readouterr().err
    assert summary([], 6).startswith("0 subjects")
