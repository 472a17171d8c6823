"""`scripts/mutate` names modules and guards that are there, makes mutants that can be told apart, and finds one that lives."""

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
COMMAND = [sys.executable, str(ROOT / "scripts" / "mutate")]


def test_modules_and_guards_are_there() -> None:
    table = tomllib.loads((ROOT / "scripts" / "mutate.toml").read_text(encoding="utf-8"))
    assert 0 < table["most_survivors"] < 0.5
    for module, guards in table["guards"].items():
        assert (ROOT / "src" / "irdocs" / module).is_file(), module
        assert guards and all((ROOT / guard.partition("::")[0]).is_file() for guard in guards), module


def test_it_counts_mutants_and_knows_its_modules() -> None:
    listed = subprocess.run([*COMMAND, "--list", "model"], capture_output=True, text=True, check=True).stdout
    counts = {name: int(count) for count, name in (line.split(maxsplit=1) for line in listed.splitlines())}
    assert counts["model/quantities.py"] > 100 and counts["in all"] == sum(counts.values()) - counts["in all"]
    unknown = subprocess.run([*COMMAND, "nosuch"], capture_output=True, text=True, check=False)
    assert unknown.returncode == 1 and "not in mutate.toml" in unknown.stderr
