"""The editions of a subject say the same: the deck has the figures of the leaflet, and no benefit stands without its price.

Both are read from the finished files, not from the record.
"""

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from irdocs.build.job import Job
from irdocs.build.pipeline import make
from irdocs.build.project import Project
from irdocs.preflight.pdf import tag_tree
from irdocs.preflight.pptx import outline
from irdocs.problems import Problems
from irdocs.reading.prose import Prose

ROOT = Path(__file__).parents[1]
PROCEDURES = sorted(path.name for path in (ROOT / "content" / "procedures").iterdir() if path.is_dir())
ROW = re.compile(
    r'TR\n\s+TH scope=Row\n\s+P "(?P<name>[^"]*)"\n(?:\s+P "[^"]*"\n)*\s+TD\n\s+P "(?P<number>[^"]*)"\n(?:\s+P "(?P<more>[^"]*)"\n)?'
)
LETTER = re.compile(r" \([a-z]\)$")
"""Leads to where a figure comes from, below the table."""
MARKED = re.compile(r"\[\[.*?\]\]|\[@.*?\]|\[([^\]]*)\]\([^)]*\)|\*\*")

Read = Callable[[str, str], str]
"""Subject and layout -> the words of the finished file, as another program reads them."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project(ROOT / "content", ROOT / "layouts", tmp_path_factory.mktemp("output"))


@pytest.fixture(scope="module")
def read(project: Project) -> Read:
    @cache
    def words(subject: str, layout: str) -> str:
        problems = Problems()
        job = Job(subject, layout, format="pptx" if layout == "deck" else "pdf")
        made = make(project, job, date(2026, 11, 24), problems)
        assert made, [str(one) for one in problems.errors]
        return outline(made) if layout == "deck" else tag_tree(made)

    return words


def _plain(text: str) -> str:
    return " ".join(text.replace("~", " ").replace("\u00a0", " ").split())


@pytest.mark.parametrize("subject", PROCEDURES)
def test_the_deck_says_what_the_leaflet_says(read: Read, subject: str) -> None:
    told = {
        LETTER.sub("", _plain(row["name"])): _plain(f"{row['number']} {row['more'] or ''}")
        for row in ROW.finditer(read(subject, "leaflet"))
    }
    lines = (line.split("|") for line in read(subject, "deck").splitlines() if line.count("|") == 2)
    shown = {_plain(name): _plain(number) for name, number, _ in lines}
    assert len(told) >= 3, "the leaflet shows its risks in a table"
    assert {name: shown.get(name) for name in told} == told


def squeezed(text: str) -> str:
    return re.sub(r"[\s~\u00a0\u2011-]+", "", text)


def longest_words(prose: Prose) -> str:
    """Return the longest piece of a text that stands in every file as it was typed: nothing computed in it."""
    return max((squeezed(piece or "") for piece in MARKED.split(prose.source)), key=len)


@pytest.mark.parametrize("subject", PROCEDURES)
def test_no_benefit_without_its_price(project: Project, read: Read, subject: str) -> None:
    record = project.library("en").subjects[subject]
    priced = [one for one in record.benefits.values() if one.trade_off is not None]  # type: ignore[attr-defined]
    assert priced, "every procedure has a benefit with a price"
    shown = 0
    for layout in ("leaflet", "booklet", "deck"):  # the folded one has a sentence of its own, `brief.benefit`
        text = squeezed(re.sub(r'"\n\s+[A-Z]\w* "', "", read(subject, layout)))
        for one in priced:
            if longest_words(one.text) in text:
                shown += 1
                assert longest_words(one.trade_off) in text, f"{layout}: {one.name.plain}"
    # of the one that is drawn the number speaks, in place of its sentence
    assert shown >= 2 * (len(priced) - 1), "leaflet and booklet show all but one"
