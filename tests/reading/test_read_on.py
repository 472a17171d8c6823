"""A record with a fault is read on: what is left of it is checked in the same run, and never shown to a reader."""

import re
from pathlib import Path

import pytest

from irdocs.build.job import Job
from irdocs.build.pipeline import make
from irdocs.build.project import Project
from irdocs.model.records import KINDS, Drawing, Subject, Term
from irdocs.problems import Location, Problems, Severity
from irdocs.reading.placed import Mapping
from irdocs.reading.structure import structure
from tests.project import BASE, LAYOUTS, TODAY, write_content

FACTS, WORDS = f"procedures/{BASE}/facts.yaml", f"procedures/{BASE}/en.yaml"


def project_with(folder: Path, *changes: tuple[str, str, str]) -> Project:
    """Open the small project, changed: each change is a file, a pattern that it holds, and what takes its place."""
    content = write_content(folder)
    for file, pattern, instead in changes:
        text = (content / file).read_text(encoding="utf-8")
        changed = re.sub(pattern, instead, text, count=1, flags=re.MULTILINE)
        assert changed != text
        (content / file).write_text(changed, encoding="utf-8")
    return Project.open(content, LAYOUTS, folder / "output")


def told_by_check(project: Project) -> list[tuple[str, str]]:
    """Return file and rule of every error and warning."""
    project.check("en", {BASE}, TODAY)
    told = [one for one in project.problems.sorted() if one.severity >= Severity.WARNING]
    return [(one.location.path.partition("/")[2], one.rule) for one in told]


@pytest.mark.parametrize("kind", [*KINDS.values(), Term, Drawing])
def test_every_kind_of_record_can_be_read_in_part(kind: type[Subject | Term | Drawing]) -> None:
    problems = Problems()
    found = structure(Mapping(Location("empty.yaml", 1, 1)), kind, problems)
    assert found is not None and isinstance(found[0], kind)
    assert {one.rule for one in problems} == {"missing-key"}
    assert {path[:1] for path in found[1]} == {(one.message.split('"')[1],) for one in problems}


@pytest.mark.parametrize(
    "change",
    [
        (FACTS, "severity: serious", "severity: bad"),
        (FACTS, "cases: 12, of: 100", "cases: 12, of: 10"),
        (WORDS, r"^  A \[blood", "  A *blood* [blood"),
        (WORDS, "^title: .*", ""),
    ],
)
def test_what_was_read_in_part_is_never_built(tmp_path: Path, change: tuple[str, str, str]) -> None:
    project, problems = project_with(tmp_path, change), Problems()
    assert make(project, Job(BASE, "leaflet"), TODAY, problems) is None
    assert project.problems.has_errors and BASE not in project.library("en", {BASE}).subjects


def test_of_a_half_that_is_no_yaml_the_other_is_checked(tmp_path: Path) -> None:
    project = project_with(
        tmp_path,
        (WORDS, "^title: ", "title: ["),
        (FACTS, "risk_class: pain", "risk_class: itch"),
        (FACTS, r"source: \[REGISTER-2021\]", "source: [REGISTR-2021]"),
        (FACTS, "cases: 3, of: 1000", "cases: 3, of: 1"),
    )
    rules = ["unknown-reference", "bad-quantity", "unknown-choice"]  # in the order of their lines
    assert told_by_check(project) == [(WORDS, "broken-yaml"), *((FACTS, rule) for rule in rules)]


def test_without_the_facts_the_words_are_checked(tmp_path: Path) -> None:
    project = project_with(
        tmp_path,
        (FACTS, "^figure: way", "figure: [way"),
        (WORDS, '  who: "', '  whom: "'),
        (WORDS, "The skin is made numb.", "The skin is numb in 9 in 10 people."),
        (WORDS, r"\(term:vein\)", "(term:vain)"),
    )
    assert told_by_check(project) == [
        (WORDS, "unknown-term"),
        (WORDS, "unknown-key"),
        (WORDS, "number-in-prose"),
        (FACTS, "broken-yaml"),
    ]


def test_uses_of_what_has_a_fault_itself_are_none(tmp_path: Path) -> None:
    project = project_with(
        tmp_path,
        ("glossary/en.yaml", r"^vein:\n(?:  .*\n)+", "vein: 7\n"),
        ("glossary/en.yaml", r"^(catheter:\n  )plain", r"\1plane"),
        ("images/images.yaml", r"^(vein:\n  )title", r"\1name"),
        ("references.yaml", "^  type: article-journal", "  type: gossip"),
    )
    assert told_by_check(project) == [
        ("glossary/en.yaml", "wrong-type"),
        ("glossary/en.yaml", "unknown-key"),
        ("images/images.yaml", "missing-key"),
        ("images/images.yaml", "unknown-key"),
        ("references.yaml", "bad-reference"),
    ]


@pytest.mark.parametrize("file", ["glossary/en.yaml", "glossary/facts.yaml", "images/images.yaml", "references.yaml"])
def test_nothing_is_unknown_in_a_file_that_cannot_be_read(tmp_path: Path, file: str) -> None:
    project = project_with(tmp_path, (file, r"\A", "- [\n"))
    assert told_by_check(project) == [(file, "broken-yaml")]


def test_what_is_let_pass_beside_a_fault_stays_let_pass(tmp_path: Path) -> None:
    comment = "# allow: reading-grade because the words are those of the law\n"
    project = project_with(tmp_path, (WORDS, r"\A", comment), (FACTS, "severity: serious", "severity: bad"))
    assert told_by_check(project) == [(FACTS, "unknown-choice")]


def test_words_are_advised_on_beside_a_fault(tmp_path: Path) -> None:
    project = project_with(
        tmp_path,
        (WORDS, "It comes out again", "It is simple. It comes out again"),
        (FACTS, "severity: serious", "severity: bad"),
    )
    assert told_by_check(project) == [(FACTS, "unknown-choice")]
    assert "promise" in {one.rule for one in project.problems if one.severity is Severity.ADVICE}
