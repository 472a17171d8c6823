"""Faults, one a file: each file in `cases/` says beside the fault which problem is wanted there, and no other may come."""

import re
import shutil
from pathlib import Path

import pytest

from irdocs.job import Job, make
from irdocs.problems import Problem, Problems, Severity
from irdocs.project import Project
from tests.project import HERE as SMALL
from tests.project import LAYOUTS, TODAY

CASES = Path(__file__).parent / "cases"
_WANTED = re.compile(r"\b(error|warning|note|advice): (\d+):(\d+) ([a-z0-9-]+)")
_PASSES = re.compile(r"\bpasses: ([a-z0-9-]+)")

FACTS = """code: IR-CASE
quantities:
  some: {frequency: {cases: 2, of: 100}, source: [GUIDE-2022]}
  span: {measure: {value: 3, unit: days}, source: [GUIDE-2022]}
  trial:
    comparison: {arms: {a: {measure: {value: 1, unit: days}}, b: {measure: {value: 2, unit: days}}}}
    source: [GUIDE-2022]
parts:
  one: {source: [GUIDE-2022]}
review: {version: "0.1", owner: test team, issued: 2026-01-15, due: 2028-01-15}
"""
WORDS = """title: "A case"
plain_name: "a case"
lead: "One fault"
question: "What is wrong?"
answer: "Something."
parts:
  one: {heading: "One part", text: "Words."}
"""
PLACES = {
    "facts": "topics/case/facts.yaml",
    "words": "topics/case/en.yaml",
    "images": "images/images.yaml",
    "references": "references.yaml",
    "glossary": "glossary/en.yaml",
}
PROCEDURE = {"facts": "procedures/case/facts.yaml", "words": "procedures/case/en.yaml"}
"""The same, of a case that is a procedure: its other half is that of `whole`."""
"""Second part of a case's name -> which file of the content it is."""


def wanted(case: Path) -> list[tuple[str, int, int, str]]:
    """Return the problems that a case asks for: severity, line, column, rule."""
    found = _WANTED.findall(case.read_text(encoding="utf-8"))
    return sorted((severity, int(line), int(column), rule) for severity, line, column, rule in found)


def tries(case: Path) -> set[str]:
    """Return the rules that a case names, as broken or as kept."""
    text = case.read_text(encoding="utf-8")
    return {rule for *_, rule in _WANTED.findall(text)} | set(_PASSES.findall(text))


def told(problems: Problems, place: str, rules: set[str] | None = None) -> list[tuple[str, int, int, str]]:
    """Return errors and warnings in the file of the case, notes and advice only of the rules that it names.

    What is told of another file is in the list with its path.
    """
    return sorted(
        _told(one, place) for one in problems if one.severity >= Severity.WARNING or one.rule in (rules or ())
    )


def _told(one: Problem, place: str) -> tuple[str, int, int, str]:
    rule = one.rule if one.location.path.endswith(place) else f"{one.rule} in {one.location.path}"
    return one.severity.word, one.location.line, one.location.column, rule


def content_with(folder: Path, place: str = "", case: Path | None = None) -> Path:
    """Write a whole small content folder, one file of which is the case."""
    content = folder / "content"
    shutil.copytree(SMALL / "content", content, ignore=shutil.ignore_patterns("procedures", "topics"))
    (content / "topics" / "case").mkdir(parents=True)
    (content / "topics" / "case" / "facts.yaml").write_text(FACTS, encoding="utf-8")
    (content / "topics" / "case" / "en.yaml").write_text(WORDS, encoding="utf-8")
    (content / "check.toml").write_text('owners = ["test team"]\n', encoding="utf-8")
    if case is not None:
        shutil.copyfile(case, content / place)
    return content


@pytest.mark.parametrize("case", sorted((CASES / "content").iterdir()), ids=lambda path: path.name)
def test_content(case: Path, tmp_path: Path) -> None:
    place = PLACES[case.name.split(".")[1]]
    content = content_with(tmp_path, place, case)
    (tmp_path / "layouts").mkdir()
    project = Project.open(content, tmp_path / "layouts", tmp_path)
    project.check("en", None, TODAY)
    assert told(project.problems, place, tries(case)) == wanted(case), "\n".join(map(str, project.problems))
    assert all(one.message for one in project.problems)


@pytest.mark.parametrize("case", sorted((CASES / "procedures").iterdir()), ids=lambda path: path.name)
def test_procedure(case: Path, tmp_path: Path) -> None:
    half = case.name.split(".")[1]
    content = content_with(tmp_path)
    (content / "procedures" / "case").mkdir(parents=True)
    for other, path in PROCEDURE.items():
        shutil.copyfile(case if other == half else CASES / "procedures" / f"whole.{other}.yaml", content / path)
    (tmp_path / "layouts").mkdir()
    shutil.rmtree(content / "topics" / "case")
    project = Project.open(content, tmp_path / "layouts", tmp_path)
    project.check("en", None, TODAY)
    assert told(project.problems, PROCEDURE[half], tries(case)) == wanted(case), "\n".join(map(str, project.problems))


def layouts_with(
    folder: Path, template: Path | None = None, layout: Path | None = None, brand: Path | None = None
) -> Path:
    """Write a small layouts folder, one file of which is the case."""
    layouts = folder / "layouts"
    (layouts / "case").mkdir(parents=True)
    (layouts / "brands" / "default").mkdir(parents=True)
    shutil.copyfile(layout or LAYOUTS / "leaflet" / "layout.toml", layouts / "case" / "layout.toml")
    shutil.copyfile(template or CASES / "templates" / "whole.xml.j2", layouts / "case" / "topic.xml.j2")
    if brand is not None:
        shutil.copyfile(brand, layouts / "brands" / "default" / "brand.toml")
    else:
        (layouts / "brands" / "default" / "brand.toml").write_text('publisher = "Us"\n', encoding="utf-8")
    return layouts


def problems_of(folder: Path, layouts: Path) -> Problems:
    """Build the one subject through the one layout; return everything that was told."""
    project = Project.open(content_with(folder), layouts, folder)
    problems = Problems()
    data = make(project, Job("case", "case"), TODAY, problems)
    problems.extend(project.problems)
    assert (data is None) == problems.has_errors
    return problems


@pytest.mark.parametrize("case", sorted((CASES / "templates").iterdir()), ids=lambda path: path.name)
def test_template(case: Path, tmp_path: Path) -> None:
    problems = problems_of(tmp_path, layouts_with(tmp_path, template=case))
    assert told(problems, "case/topic.xml.j2") == wanted(case), "\n".join(map(str, problems))


@pytest.mark.parametrize("case", sorted((CASES / "layout").iterdir()), ids=lambda path: path.name)
def test_layout(case: Path, tmp_path: Path) -> None:
    problems = problems_of(tmp_path, layouts_with(tmp_path, layout=case))
    assert told(problems, "case/layout.toml") == wanted(case), "\n".join(map(str, problems))


@pytest.mark.parametrize("case", sorted((CASES / "brand").iterdir()), ids=lambda path: path.name)
def test_brand(case: Path, tmp_path: Path) -> None:
    problems = problems_of(tmp_path, layouts_with(tmp_path, brand=case))
    assert told(problems, "default/brand.toml") == wanted(case), "\n".join(map(str, problems))


def test_a_logo_that_is_no_picture_is_told(tmp_path: Path) -> None:
    layouts = layouts_with(tmp_path, template=CASES / "templates" / "with-masthead.xml.j2")
    brand = layouts / "brands" / "default"
    (brand / "brand.toml").write_text('publisher = "Us"\nlogo = "logo.png"\n', encoding="utf-8")
    (brand / "logo.png").write_bytes(b"not a picture")
    assert [one.rule for one in problems_of(tmp_path, layouts).errors] == ["logo-unreadable"]
