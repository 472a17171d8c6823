"""A field of a record is written once: the reading grade, the comparison, the statements, schema and fields follow."""

import os
import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

from irdocs.model.records import KINDS
from irdocs.model.uses import SECTIONS, Weight, entries_of
from tests.project import BASE, HERE, LAYOUTS, read_half, write_subject

ROOT = Path(__file__).parents[2]
AFTER = "    kit: dict[str, Item] = "
FIELD = '    escorts: dict[str, Item] = fact("Who comes along.", dict, section="prepare", weight=Weight.ADVICE, entry="escort")\n'


def test_a_new_field_touches_one_line(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "src" / "irdocs", tmp_path / "src" / "irdocs", ignore=shutil.ignore_patterns("__pycache__"))
    records = tmp_path / "src" / "irdocs" / "model" / "records.py"
    text = records.read_text(encoding="utf-8")
    assert text.count(AFTER) == 1
    records.write_text(text.replace(AFTER, FIELD + AFTER), encoding="utf-8")
    for state, words in (("old", "A friend."), ("new", "A friend takes you home in the evening of the day.")):
        content = tmp_path / state / "content"
        shutil.copytree(HERE / "content", content)
        place = content / "procedures" / BASE
        facts, half = read_half(place / "facts.yaml"), read_half(place / "en.yaml")
        facts["escorts"] = {"friend": {"source": ["GUIDE-2022"]}}
        half["escorts"] = {"friend": {"lead": "A friend", "text": words}}
        write_subject(place, facts, half)

    def run(*options: str) -> str:
        command = [sys.executable, "-m", "irdocs", *options]
        env = {**os.environ, "PYTHONPATH": str(tmp_path / "src"), "IRDOCS_CACHE": str(tmp_path / "cache")}
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", env=env)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def prepare(state: str) -> int:
        place = ["--content", f"{state}/content", "--layouts", str(LAYOUTS)]
        rows = run("check", BASE, "--reading", *place).splitlines()
        return next(int(row.split()[2]) for row in rows if row.split()[1] == "prepare")

    assert prepare("new") > prepare("old")
    told = run("diff", "old/content", "new/content", "--content", "new/content", "--layouts", str(LAYOUTS))
    assert "escort" in told
    assert '"escorts"' in run("schema", "procedure", "facts", "--content", "new/content")


def test_uses_of_fields_are_known() -> None:
    for kind in KINDS.values():
        for one in fields(kind):
            assert one.metadata.get("section", SECTIONS[0]) in SECTIONS, one.name
            assert ("weight" in one.metadata) == ("entry" in one.metadata), one.name
    told = entries_of(KINDS.values())
    assert told["red_flags"] == (Weight.SAFETY, "red flag")
    for name, use in told.items():  # kinds that share a field tell it alike
        shared = [one.metadata for kind in KINDS.values() for one in fields(kind) if one.name == name]
        assert {(one["weight"], one["entry"]) for one in shared} == {use}
