"""Good content, broken at random: every fault of a class that is one by definition is told in its file, at its line.

Several at once are told in one run, and nothing that only follows from them.
"""

import random
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from irdocs.build.project import Project
from irdocs.problems import Problem, Severity
from tests.project import BASE, LAYOUTS, TODAY, write_content

FACTS, WORDS = "facts.yaml", "en.yaml"
Lines = list[str]
Mutation = Callable[[Lines, random.Random], int | None]
"""Breaks the lines in place; returns the number of the line that is broken, None where there is none to break."""


def _pick(lines: Lines, pattern: str, chance: random.Random) -> int | None:
    found = [number for number, line in enumerate(lines) if re.search(pattern, line)]
    return chance.choice(found) if found else None


def _replaced(pattern: str, by: str) -> Mutation:
    """Return the mutation that changes one match of a pattern in one line."""

    def mutate(lines: Lines, chance: random.Random) -> int | None:
        at = _pick(lines, pattern, chance)
        if at is not None:
            match = chance.choice(list(re.finditer(pattern, lines[at])))
            lines[at] = lines[at][: match.start()] + match.expand(by) + lines[at][match.end() :]
        return at

    return mutate


def key_doubled(lines: Lines, chance: random.Random) -> int | None:
    """Repeat a line that holds a whole entry: its key stands twice."""
    at = _pick(lines, r"^  [a-z-]+: \{.*\}$", chance)
    if at is None:
        return None
    lines.insert(at, lines[at])
    return at + 1


def indentation_broken(lines: Lines, chance: random.Random) -> int | None:
    """Move an entry out by one space: it belongs to nobody."""
    found = [
        number
        for number in range(1, len(lines))
        if re.match(r"  [a-z-]+: \{.*\}$", lines[number]) and re.match(r"  [a-z-]+: \{.*\}$", lines[number - 1])
    ]
    at = chance.choice(found) if found else None
    if at is not None:
        lines[at] = lines[at][1:]
    return at


MUTATIONS: dict[str, tuple[str, Mutation, set[str]]] = {
    "key renamed": (
        FACTS,
        _replaced(r"\b(risk_class|severity|frequency|source|timeframe|studied|rank|verified)(?=: )", r"\1x"),
        {"unknown-key"},
    ),
    "key renamed among words": (
        WORDS,
        _replaced(r"\b(name|meaning|sign|lead|text|outcome)(?=: \")", r"\1x"),
        {"unknown-key"},
    ),
    "key dropped": (
        FACTS,
        _replaced(r"\b(?:risk_class: [a-z ]+, |severity: (?:minor|moderate|serious|life-threatening), )", ""),
        {"missing-key"},
    ),
    "key doubled": (FACTS, key_doubled, {"double-key"}),
    "key doubled among words": (WORDS, key_doubled, {"double-key"}),
    "text in place of a number": (
        FACTS,
        _replaced(r"\b(cases|of|studied|low|high): (\d+)(?![\d.])", r'\1: "\2"'),
        {"wrong-type"},
    ),
    "number in place of a list": (FACTS, _replaced(r"\bsource: \[[A-Z0-9, -]+\]", "source: 7"), {"wrong-type"}),
    "source misspelt": (
        FACTS,
        _replaced(r"(?<=source: \[)(TRIAL|REGISTER|GUIDE)(?=-\d{4})", r"\1S"),
        {"unknown-reference"},
    ),
    "source dropped": (
        FACTS,
        _replaced(r"(?<=frequency: \{cases: \d, of: 100\}), .*?source: \[[A-Z0-9, -]+\]\}", "}"),
        {"no-source"},
    ),
    "bound reversed": (
        FACTS,
        _replaced(r"\blow: ([\d.]+), high: ([\d.]+)", r"low: \2, high: \1"),
        {"bad-quantity"},
    ),
    "count above total": (
        FACTS,
        _replaced(r"\bfrequency: \{cases: \d+, of: (\d+)", r"frequency: {cases: 1\1, of: \1"),
        {"bad-quantity"},
    ),
    "unknown choice": (
        FACTS,
        _replaced(r"\bseverity: (minor|moderate|serious)\b", r"severity: \1er"),
        {"unknown-choice"},
    ),
    "number in place of an entry": (FACTS, _replaced(r"^  ([a-z-]+): \{.*\}$", r"  \1: 7"), {"wrong-type"}),
    "number in place of an entry of words": (WORDS, _replaced(r"^  ([a-z-]+): \{.*\}$", r"  \1: 7"), {"wrong-type"}),
    "number in a list of names": (
        FACTS,
        _replaced(r"\bsource: \[(?:TRIAL|GUIDE)-\d{4}\]", "source: [7]"),
        {"wrong-type"},
    ),
    "no date": (FACTS, _replaced(r"^  (due|issued): .*", r"  \1: soon"), {"wrong-type"}),
    "kind of quantity dropped": (FACTS, _replaced(r"\bfrequency: \{[^}]*\}, ", ""), {"bad-quantity"}),
    "block renamed": (
        FACTS,
        _replaced(r"^(risks|quantities|benefits|questions|review|radiation):", r"\1x:"),
        {"unknown-key"},
    ),
    "block renamed among words": (
        WORDS,
        _replaced(r"^(steps|figures|recovery|red_flags|logistics|glance):", r"\1x:"),
        {"unknown-key"},
    ),
    "key dropped among words": (
        WORDS,
        _replaced(r"(?<=\{)(?:name|sign|lead|heading): \"[^\"]*\"(?:, )?", ""),
        {"missing-key"},
    ),
    "text without words": (
        WORDS,
        _replaced(r"\b(name|lead|text|meaning|sign|title): \"[^\"]*\"", r'\1: ""'),
        {"empty-text"},
    ),
    "quantity misspelt": (WORDS, _replaced(r"\[\[(?!policy:)([a-z-]+)", r"[[\1x"), {"unknown-quantity"}),
    "term misspelt": (WORDS, _replaced(r"\(term:([a-z-]+)\)", r"(term:\1x)"), {"unknown-term"}),
    "figure misspelt": (FACTS, _replaced(r"^figure: way", "figure: wax"), {"unknown-figure"}),
    "drawing misspelt": (FACTS, _replaced(r"\bdrawing: vein\b", "drawing: vain"), {"unknown-drawing"}),
    "unknown rank": (FACTS, _replaced(r"\brank: (straight away|same day)", r"rank: \1 maybe"), {"unknown-choice"}),
    "broken indentation": (FACTS, indentation_broken, {"broken-yaml"}),
    "a frequency typed into prose": (
        WORDS,
        _replaced(r"(?<=text: \")([A-Z][^\"\[]{8,}\.)(?=\")", r"\1 It happens to 3 in 100 people."),
        {"number-in-prose"},
    ),
}
"""Name -> the half that it breaks, how, and the rules that may tell it."""


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_content(tmp_path_factory.mktemp("good"))


@pytest.mark.parametrize("name", MUTATIONS)
@settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 10_000))
def test_a_fault_is_told_at_its_line(
    good: Path, tmp_path_factory: pytest.TempPathFactory, name: str, seed: int
) -> None:
    faults = broken(good, tmp_path_factory, [name], seed)
    assert faults.marks, "the small project has nothing to break so"
    assert not faults.untold(), faults


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    names=st.lists(st.sampled_from(sorted(MUTATIONS)), min_size=2, max_size=4, unique=True), seed=st.integers(0, 10_000)
)
def test_faults_are_told_in_one_run_and_nothing_that_follows_from_them(
    good: Path, tmp_path_factory: pytest.TempPathFactory, names: list[str], seed: int
) -> None:
    faults = broken(good, tmp_path_factory, names, seed)
    assert not faults.untold(), faults
    assert not faults.noise(), faults


@dataclass
class Broken:
    """A procedure that was broken, and what was told of it."""

    marks: list[tuple[str, int, str]]
    """Half, line and kind of each fault, in the order in which they were made."""
    told: list[Problem]
    lines: dict[str, Lines]

    def tells(self, problem: Problem, mark: tuple[str, int, str]) -> bool:
        half, line, name = mark
        near = name == "broken indentation"  # only the line below shows that it is
        at = problem.location
        return at.path.endswith(f"{BASE}/{half}") and abs(at.line - line) <= near and problem.rule in MUTATIONS[name][2]

    def untold(self) -> list[tuple[str, int, str]]:
        return [mark for mark in self.marks if not any(self.tells(one, mark) for one in self.told)]

    def noise(self) -> list[Problem]:
        return [one for one in self.told if not any(self.tells(one, mark) for mark in self.marks)]

    def __str__(self) -> str:
        typed = [f"{name}: {half}:{line}: {self.lines[half][line - 1]}" for half, line, name in self.marks]
        return "\n".join([*typed, "-- told:", *map(str, self.told)])


def broken(good: Path, tmp_path_factory: pytest.TempPathFactory, names: list[str], seed: int) -> Broken:
    """Break a copy of good content in one line after another, each in its own, and check it."""
    folder = tmp_path_factory.mktemp("broken")
    content, chance = folder / "content", random.Random(seed)
    shutil.copytree(good, content)
    paths = {half: content / "procedures" / BASE / half for half in (FACTS, WORDS)}
    lines = {half: path.read_text(encoding="utf-8").splitlines() for half, path in paths.items()}
    marks: list[tuple[str, int, str]] = []
    for name in sorted(names, key=lambda one: not MUTATIONS[one][1].__name__.startswith("key_doubled")):
        half, mutate, _ = MUTATIONS[name]
        if hides(name, marks):
            continue
        tried = list(lines[half])
        at = mutate(tried, chance)
        if at is None or any(line == at + 1 for other, line, _ in marks if other == half):
            continue
        assert tried != lines[half]
        lines[half] = tried
        marks.append((half, at + 1, name))
    for half, path in paths.items():
        path.write_text("\n".join(lines[half]) + "\n", encoding="utf-8")
    project = Project.open(content, LAYOUTS, folder / "output")
    project.check("en", {BASE}, TODAY)
    shutil.rmtree(folder)
    return Broken(marks, [one for one in project.problems if one.severity >= Severity.WARNING], lines)


def hides(name: str, marks: list[tuple[str, int, str]]) -> bool:
    """Whether a fault cannot be seen beside those that are there: in a file that is no YAML there is nothing to see."""
    unreadable = "broken indentation"
    others = {other for _, _, other in marks}
    return (name == unreadable and bool(others)) or unreadable in others
