"""References are read as far as they are named, and told of at their own lines all the same."""

from pathlib import Path

import pytest

from irdocs.build.project import Project
from tests.project import TODAY
from tests.test_cases import FACTS, content_with

ENTRY = "{key}:\n  type: report\n  kind: {kind}\n  title: A report\n  issued: {{date-parts: [[2024]]}}\n"


def project_with(folder: Path, *entries: tuple[str, str]) -> Project:
    content = content_with(folder)
    facts = FACTS.replace("[GUIDE-2022]", "[GUIDE-2022, OTHER-2024]", 1)
    (content / "topics" / "case" / "facts.yaml").write_text(facts, encoding="utf-8")
    with (content / "references.yaml").open("a", encoding="utf-8") as references:
        references.writelines("\n" + ENTRY.format(key=key, kind=kind) for key, kind in entries)
    (folder / "layouts").mkdir()
    return Project.open(content, folder / "layouts", folder)


def told(project: Project, only: set[str] | None) -> list[tuple[str, str]]:
    project.check("en", only, TODAY)
    lines = (project.content / "references.yaml").read_text(encoding="utf-8").splitlines()
    return [
        (one.rule, lines[one.location.line - 1].strip() if one.location.path.endswith("references.yaml") else "")
        for one in project.problems.errors
    ]


@pytest.mark.parametrize("only", [{"case"}, None])
def test_a_faulty_entry_that_is_named_is_told_at_its_line(tmp_path: Path, only: set[str] | None) -> None:
    project = project_with(tmp_path, ("FIRST", "guideline"), ("OTHER-2024", "rumour"))
    wanted = [("bad-reference", "kind: rumour")]
    found = told(project, only)
    assert [one for one in found if one in wanted] == wanted
    assert ("unknown-reference", "") not in found


def test_of_one_subject_only_what_it_names_is_told(tmp_path: Path) -> None:
    entries = ("FIRST", "rumour"), ("OTHER-2024", "guideline")
    assert told(project_with(tmp_path, *entries), {"case"}) == []


def test_of_the_whole_folder_every_entry_is_told(tmp_path: Path) -> None:
    entries = ("FIRST", "rumour"), ("OTHER-2024", "guideline")
    assert told(project_with(tmp_path, *entries), None) == [("bad-reference", "kind: rumour")]


@pytest.mark.parametrize("key", ["OTHER-2024", '"OTHER-2024"'])
def test_a_key_in_quotes_is_a_key(tmp_path: Path, key: str) -> None:
    """Keys that cannot be told by sight are read as YAML."""
    assert told(project_with(tmp_path, (key, "guideline")), {"case"}) == []


@pytest.mark.parametrize("only", [{"case"}, None])
def test_a_source_that_is_nowhere_is_told(tmp_path: Path, only: set[str] | None) -> None:
    assert told(project_with(tmp_path), only) == [("unknown-reference", "")]


def test_a_key_that_stands_twice_is_told_where_it_is_named(tmp_path: Path) -> None:
    entries = ("OTHER-2024", "guideline"), ("OTHER-2024", "guideline")
    assert told(project_with(tmp_path, *entries), {"case"}) == [("double-key", "OTHER-2024:")]
