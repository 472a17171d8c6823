"""A rule is one object in one file: a new one there is checked, explained, allowed and reported, with no second list."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from irdocs.rules.rule import CHECKS
from irdocs.rules.table import CHAPTERS, MODULES, RULES
from tests.project import HERE, LAYOUTS

SRC = Path(__file__).parents[2] / "src"
NEW = """

NO_SHOUTING = MODEL.warning("no-shouting", "A title in capitals shouts.", "Write it small.", "P07", allowed=True)


@check(NO_SHOUTING)
def _title_is_calm(subject: Subject, library: Library, _: QuantityFormatter, problems: Problems) -> None:
    if subject.title.plain.isupper():
        NO_SHOUTING.report(problems, subject.title.at, "this title shouts", "write it small")
"""


def test_a_new_rule_touches_one_file(tmp_path: Path) -> None:
    shutil.copytree(SRC / "irdocs", tmp_path / "src" / "irdocs", ignore=shutil.ignore_patterns("__pycache__"))
    with (tmp_path / "src" / "irdocs" / "rules" / "whole.py").open("a", encoding="utf-8") as file:
        file.write(NEW)
    shutil.copytree(HERE / "content", tmp_path / "content")
    words = next((tmp_path / "content" / "topics").rglob("en.yaml"))
    lines = words.read_text(encoding="utf-8").splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("title:"))
    lines[at] = 'title: "A SHORT HISTORY"'
    words.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def run(*options: str) -> str:
        command = [sys.executable, "-m", "irdocs", "check", "--content", "content", "--layouts", str(LAYOUTS), *options]
        env = {**os.environ, "PYTHONPATH": str(tmp_path / "src"), "IRDOCS_CACHE": str(tmp_path / "cache")}
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", env=env)
        return done.stdout + done.stderr

    assert f"{at + 1}:8: warning: this title shouts  [no-shouting]" in run()
    sarif = json.loads(run("--report", "sarif").partition("\n2 subjects checked")[0])
    rules = {one["id"]: one for one in sarif["runs"][0]["tool"]["driver"]["rules"]}
    assert rules["no-shouting"]["shortDescription"]["text"] == "A title in capitals shouts."
    assert rules["no-shouting"]["properties"]["tags"] == ["P07"]
    lines[at] += "  # allow: no-shouting because it is an acronym"
    words.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert "no-shouting" not in run()


def test_each_rule_of_a_subject_has_its_check_in_its_module() -> None:
    checked = [rule for rules in CHECKS.values() for rule in rules]
    assert all(RULES[rule.slug] is rule for rule in checked)
    for function, rules in CHECKS.items():
        module = sys.modules[function.__module__]
        assert module in MODULES
        constants = {id(value) for value in vars(module).values()}
        assert all(id(rule) in constants for rule in rules), function
    assert sum(len(chapter.rules) for chapter in CHAPTERS) == len(RULES)
