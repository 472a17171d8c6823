"""The figures on the slides are those of the leaflet: read from both finished files, not from the record."""

import re
from datetime import date
from pathlib import Path

import pytest

from irdocs.job import Job, make
from irdocs.preflight.pdf import tag_tree
from irdocs.preflight.pptx import outline
from irdocs.problems import Problems
from irdocs.project import Project

ROOT = Path(__file__).parents[1]
PROCEDURES = sorted(path.name for path in (ROOT / "content" / "procedures").iterdir() if path.is_dir())
ROW = re.compile(
    r'TR\n\s+TH scope=Row\n\s+P "(?P<name>[^"]*)"\n(?:\s+P "[^"]*"\n)*\s+TD\n\s+P "(?P<number>[^"]*)"\n(?:\s+P "(?P<more>[^"]*)"\n)?'
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project(ROOT / "content", ROOT / "layouts", tmp_path_factory.mktemp("output"))


def _plain(text: str) -> str:
    return " ".join(text.replace("~", " ").replace("\u00a0", " ").split())


@pytest.mark.parametrize("subject", PROCEDURES)
def test_the_deck_says_what_the_leaflet_says(project: Project, subject: str) -> None:
    problems = Problems()
    leaflet = make(project, Job(subject, "leaflet"), date(2026, 11, 24), problems)
    deck = make(project, Job(subject, "deck", format="pptx"), date(2026, 11, 24), problems)
    assert leaflet and deck, [str(one) for one in problems.errors]
    told = {
        _plain(row["name"]): _plain(f"{row['number']} {row['more'] or ''}") for row in ROW.finditer(tag_tree(leaflet))
    }
    lines = (line.split("|") for line in outline(deck).splitlines() if line.count("|") == 2)
    shown = {_plain(name): _plain(number) for name, number, _ in lines}
    assert len(told) >= 3, "the leaflet shows its risks in a table"
    assert {name: shown.get(name) for name in told} == told
