"""What a record of a procedure must say, and in how many words: one change to a good record, one problem."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from irdocs.build.project import Project
from irdocs.problems import Severity
from tests.project import BASE, LAYOUTS, Half, read_half, write_content, write_subject

Change = Callable[[Half, Half], Any]


def fact(value: Any, *path: str) -> Change:
    """Write a value into the facts."""
    return lambda facts, words: _put(facts, value, path)


def word(value: Any, *path: str) -> Change:
    """Write a value into the words."""
    return lambda facts, words: _put(words, value, path)


def _put(half: Half, value: Any, path: tuple[str, ...]) -> None:
    for key in path[:-1]:
        half = half.setdefault(key, {})
    half[path[-1]] = value


CASES: list[tuple[str, str, Change]] = [
    ("error unknown-choice", "facts", fact(999, "red_flags", "bleeding", "rank")),
    ("error unknown-choice", "facts", fact("terrible", "risks", "bleeding", "severity")),
    ("error unknown-drawing", "facts", fact("nowhere", "steps", "balloon", "drawing")),
    ("error unknown-reference", "facts", fact(["NOBODY-1900"], "kit", "wire", "source")),
    ("error number-in-prose", "en", word("After two weeks", "recovery", "later", "when")),
    ("error number-in-prose", "en", word("Bleeding in 5%", "slides", "risks", "headline")),
    ("error number-in-prose", "en", word("It comes back in one in ten people.", "slides", "risks", "notes")),
    ("error number-in-prose", "en", word("It happens in 5% of people.", "questions", "bar", "options", "c", "text")),
    ("error number-in-prose", "en", word("Half of them fail.", "questions", "bar", "options", "a", "reason")),
    ("error number-in-prose", "en", word("Does it help 70% of people?", "questions", "bar", "stem")),
    ("warning too-long", "en", word("A name of a risk that runs on past its cell", "risks", "bruise", "name")),
    ("warning too-long", "en", word("A value that is long", "glance", "treatment", "value")),
    ("warning too-long", "en", word("A stage of the recovery that takes two lines", "recovery", "later", "text")),
    ("error unknown-drawing", "facts", lambda facts, words: _easy(facts, words, "what", "nowhere", "It is a vein.")),
]


def _easy(facts: Half, words: Half, section: str, picture: str, said: str) -> None:
    facts["easy_read"] = {"one": {"section": section, "picture": picture}}
    words["easy_read"] = {"one": {"words": said}}


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_content(tmp_path_factory.mktemp("rules"))


@pytest.mark.parametrize(("wanted", "half", "change"), CASES, ids=[f"{n}-{case[0]}" for n, case in enumerate(CASES)])
def test_one_change_one_problem(content: Path, tmp_path: Path, wanted: str, half: str, change: Change) -> None:
    source = content / "procedures" / BASE
    facts, words = (read_half(source / name) for name in ("facts.yaml", "en.yaml"))
    change(facts, words)
    write_subject(content / "procedures" / "changed", facts, words)
    project = Project.open(content, LAYOUTS, tmp_path)
    project.library("en", {"changed"})
    told = {
        f"{one.severity.word} {one.rule}": one.location.path
        for one in project.problems
        if one.severity >= Severity.WARNING
    }
    assert list(told) == [wanted], "\n".join(map(str, project.problems))
    assert told[wanted].endswith(f"changed/{half}.yaml")


def test_the_unchanged_record_has_notes_alone(content: Path, tmp_path: Path) -> None:
    project = Project.open(content, LAYOUTS, tmp_path)
    project.library("en", {BASE})
    assert {(one.severity, one.rule) for one in project.problems} == {
        (Severity.NOTE, "awaiting-approval"),
        (Severity.NOTE, "unchecked-drawing"),
        (Severity.NOTE, "unverified"),
    }


def test_a_content_folder_names_its_own_names(tmp_path: Path) -> None:
    """What looks like a figure and is a name can be listed in check.toml."""
    content = write_content(tmp_path)
    words = content / "procedures" / BASE / "en.yaml"
    text = words.read_text(encoding="utf-8")
    changed = yaml.safe_load(text)["slides"]["kit"]["notes"]
    words.write_text(text.replace(changed, "Use the Model 70 pump."), encoding="utf-8")

    def rules() -> list[str]:
        project = Project.open(content, LAYOUTS, tmp_path)
        project.library("en", {BASE})
        return [one.rule for one in project.problems.errors]

    assert rules() == ["number-in-prose"]
    (content / "check.toml").write_text('names = ["Model \\\\d+"]\n', encoding="utf-8")
    assert rules() == []
