"""Good content, broken at random: every fault of a class that is one by definition is told in its file, at its line."""

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from irdocs.problems import Severity
from irdocs.project import Project
from tests.project import BASE, LAYOUTS, write_content

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
        _replaced(r"\blow: ([\d.]+), high: ([\d.]+)(?=, (?:of|unit: minutes))", r"low: \2, high: \1"),
        {"bad-quantity"},
    ),
    "count above total": (
        FACTS,
        _replaced(r"^(  [a-z-]+: \{frequency: \{cases: )(\d+), of: (\d+)", r"\g<1>1\3, of: \3"),
        {"bad-quantity"},
    ),
    "unknown choice": (
        FACTS,
        _replaced(r"\bseverity: (minor|moderate|serious)\b", r"severity: \1er"),
        {"unknown-choice"},
    ),
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
    half, mutate, rules = MUTATIONS[name]
    folder = tmp_path_factory.mktemp("broken")
    content = folder / "content"
    shutil.copytree(good, content)
    path = content / "procedures" / BASE / half
    lines = path.read_text(encoding="utf-8").splitlines()
    before = list(lines)
    at = mutate(lines, random.Random(seed))
    assert at is not None, "the small project has nothing to break so"
    assert lines != before
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    project = Project.open(content, LAYOUTS, folder / "output")
    project.library("en", {BASE})
    shutil.rmtree(folder)
    told = [one for one in project.problems if one.severity is Severity.ERROR]
    here = [one for one in told if one.location.path.endswith(f"{BASE}/{half}")]
    assert any(
        one.rule in rules and abs(one.location.line - (at + 1)) <= (name == "broken indentation") for one in here
    ), f"line {at + 1}: {lines[at]}\n" + "\n".join(map(str, told))
