"""Wherever a finished file shows a benefit whose record names its price, the price stands there too."""

import re
from datetime import date
from pathlib import Path

import pytest

from irdocs.content.prose import Prose
from irdocs.job import Job, make
from irdocs.preflight.pdf import tag_tree
from irdocs.preflight.pptx import outline
from irdocs.problems import Problems
from irdocs.project import Project

ROOT = Path(__file__).parents[1]
PROCEDURES = sorted(path.name for path in (ROOT / "content" / "procedures").iterdir() if path.is_dir())
MARKED = re.compile(r"\[\[.*?\]\]|\[@.*?\]|\[([^\]]*)\]\([^)]*\)|\*\*")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project(ROOT / "content", ROOT / "layouts", tmp_path_factory.mktemp("output"))


def squeezed(text: str) -> str:
    return re.sub(r"[\s~\u00a0\u2011-]+", "", text)


def longest_words(prose: Prose) -> str:
    """Return the longest piece of a text that stands in every file as it was typed: nothing computed in it."""
    return max((squeezed(piece or "") for piece in MARKED.split(prose.source)), key=len)


@pytest.mark.parametrize("subject", PROCEDURES)
def test_no_benefit_without_its_price(project: Project, subject: str) -> None:
    record = project.library("en").subjects[subject]
    priced = [one for one in record.benefits.values() if one.trade_off is not None]  # type: ignore[attr-defined]
    assert priced, "every procedure has a benefit with a price"
    shown = 0
    for layout, form in (("leaflet", "pdf"), ("booklet", "pdf"), ("trifold", "pdf"), ("deck", "pptx")):
        made = make(project, Job(subject, layout, format=form), date(2026, 11, 24), Problems())
        assert made is not None
        text = squeezed(outline(made) if form == "pptx" else re.sub(r'"\n\s+[A-Z]\w* "', "", tag_tree(made)))
        for one in priced:
            if longest_words(one.text) in text:
                shown += 1
                assert longest_words(one.trade_off) in text, f"{layout}: {one.name.plain}"
    assert shown >= 2 * len(priced), "leaflet and booklet show them all"
