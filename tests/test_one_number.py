"""The life of one number: typed once, it changes every dump in just its own places; and the dumps of one subject are golden."""

import difflib
from pathlib import Path

import pytest

from irdocs.cli.dumps import job_for, show
from irdocs.problems import Problems
from irdocs.reading.yaml_text import yaml_text
from tests.conftest import Golden
from tests.project import BASE, TODAY, open_project, write_content

STAGES = ("content", "markup", "tree", "tags", "outline")


def dumps(content: Path) -> dict[str, str]:
    """Give the text of every stage of the small project's procedure."""
    project = open_project(content, content.parent / "output")
    problems = Problems()
    found = {
        stage: show(project, stage, job_for(stage, BASE, "", "", "en", "default"), TODAY, problems) for stage in STAGES
    }
    assert not problems.has_errors
    return {
        stage: text if isinstance(text, str) else yaml_text(text) for stage, text in found.items() if text is not None
    }


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return dumps(write_content(tmp_path_factory.mktemp("before")))


@pytest.mark.parametrize("stage", ["tree", "tags", "outline"])
def test_golden(before: dict[str, str], golden: Golden, stage: str) -> None:
    golden.same(f"{BASE}.{stage}.txt", before[stage])


def test_two_becomes_three_in_its_places_alone(before: dict[str, str], tmp_path: Path) -> None:
    content = write_content(tmp_path)
    facts = content / "procedures" / BASE / "facts.yaml"
    text = facts.read_text(encoding="utf-8")
    assert text.count("bleeding: {frequency: {cases: 2, of: 100}") == 1
    facts.write_text(
        text.replace("bleeding: {frequency: {cases: 2,", "bleeding: {frequency: {cases: 3,"), encoding="utf-8"
    )
    after = dumps(content)
    changed = {stage: changes(before[stage], after[stage]) for stage in STAGES}
    assert changed["content"] == [("cases: 2", "cases: 3")]
    assert changed["markup"] == [], "the markup names the quantity and never its number"
    for stage in ("tree", "tags", "outline"):
        assert changed[stage]
        for old, new in changed[stage]:
            # 20 in 1,000 bleed and 980 do not; 30 do and 970 do not
            assert old != new
            assert old.replace("980", "970").replace("20", "30") == new
    assert len(changed["tree"]) == 1, "the array: a risk of the pair has no row in the table"


def changes(old: str, new: str) -> list[tuple[str, str]]:
    """Give the lines that differ, in pairs."""
    one, two = old.splitlines(), new.splitlines()
    found = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if kind != "equal":
            assert b - a == d - c, f"lines come or go: {one[a:b]} -> {two[c:d]}"
            found += zip((x.strip() for x in one[a:b]), (x.strip() for x in two[c:d]), strict=True)
    return found
