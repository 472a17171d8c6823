"""The JSON Schemas that editors are offered: as the model says, kind to what is shipped, strict with what is broken."""

import copy
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from irdocs.content import schema
from irdocs.content.yaml_data import read_yaml
from irdocs.problems import Problems

ROOT = Path(__file__).parents[1]
FOLDERS = {"procedures": "procedure", "conditions": "condition", "topics": "topic", "courses": "course"}


def read(path: Path, folder: Path = ROOT) -> Any:
    """Read a YAML file as plain data, as an editor's language server sees it."""
    problems = Problems()
    if "{{" in path.read_text(encoding="utf-8"):  # a scaffold, before its names are filled in
        filled = re.sub(r"{{\w+}}", "IR-X", path.read_text(encoding="utf-8"))
        path = folder / path.name
        path.write_text(filled, encoding="utf-8")
    data = read_yaml(path, path.name, problems)
    assert data is not None, list(problems)
    return json.loads(json.dumps(data, default=float))


def shipped() -> list[tuple[Path, str, str]]:
    """Return every shipped file that a schema is made for, with kind and half."""
    found = []
    for path in sorted((ROOT / "content").rglob("*.yaml")):
        half = "facts" if path.name == "facts.yaml" else "words"
        parts = path.relative_to(ROOT / "content").parts
        if parts[0] in FOLDERS:
            found.append((path, FOLDERS[parts[0]], half))
        elif parts[0] == "glossary":
            found.append((path, "glossary", half))
        elif path.name == "images.yaml":
            found.append((path, "images", "both"))
    found += [
        (path, path.name.split(".")[0], "facts" if ".facts." in path.name else "words")
        for path in sorted((ROOT / "src" / "irdocs" / "scaffolds").glob("*.yaml"))
    ]
    return found


@pytest.mark.parametrize(("kind", "half"), schema.names())
def test_each_schema_is_draft_7_and_describes_every_field(kind: str, half: str) -> None:
    """A schema is valid, and an editor can say of each field what it means."""
    made = schema.schema(kind, half)
    assert made["$schema"] == schema.DRAFT
    Draft7Validator.check_schema(made)
    for record in (made, *made.get("definitions", {}).values()):
        assert all(one["description"] for one in record.get("properties", {}).values())


def test_committed_schemas_are_those_of_the_model() -> None:
    """The files in schema/ are what scripts/make-docs would write: no more, no less."""
    folder = ROOT / "schema"
    wanted = {schema.file_name(*one): schema.text(*one) for one in schema.names()}
    assert {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.json")} == wanted


@pytest.mark.parametrize(
    ("path", "kind", "half"), shipped(), ids=lambda one: one.as_posix()[-60:] if isinstance(one, Path) else None
)
def test_shipped_content_is_accepted(path: Path, kind: str, half: str, tmp_path: Path) -> None:
    """What the loader accepts, the schema accepts; dates and empty dates of scaffolds among it."""
    faults = Draft7Validator(schema.schema(kind, half)).iter_errors(read(path, tmp_path))
    assert [f"{list(one.path)}: {one.message}" for one in faults] == []


FACTS = ROOT / "content" / "procedures" / "uterine-fibroid-embolisation" / "facts.yaml"
RISK = ("risks", "infection")
FREQUENCY = ("quantities", "no-relief", "frequency")


@pytest.mark.parametrize(
    ("place", "key", "value"),
    [
        ((), "cod", "IR"),
        ((), "code", 12),
        ((), "conditions", "fibroids"),
        ((), "title", "words in the wrong half"),
        (RISK, "severity", "severe"),
        (RISK, "risk_class", "bleedings"),
        (RISK, "headline", "yes"),
        (RISK, "quantity", 3),
        (FREQUENCY, "cases", "20"),
        (FREQUENCY, "of", True),
        (FREQUENCY, "as_stated", "20%"),
        (FREQUENCY, "up_to", 3),
        (("quantities", "no-relief"), "measure", {"value": 1}),
        (("quantities", "no-relief"), "certainty", "sure"),
        (("red_flags", "infection"), "rank", 999),
        (("preparation", "food"), "policy", "fast"),
        (("questions", "femme"), "key", "f"),
        (("review",), "issued", "24 November 2026"),
        (("review",), "version", 0.1),
    ],
)
def test_a_fault_is_rejected(place: tuple[str, ...], key: str, value: object) -> None:
    """One wrong key or value in a good record is told, at the record that holds it."""
    data = copy.deepcopy(read(FACTS))
    validator = Draft7Validator(schema.schema("procedure", "facts"))
    inside = data
    for step in place:
        inside = inside[step]
    inside[key] = value
    assert any(list(one.absolute_path)[: len(place)] == list(place) for one in validator.iter_errors(data))


@pytest.mark.parametrize(
    ("place", "key"), [((), "code"), (RISK, "severity"), (FREQUENCY, "of"), (("further", "nice"), "url")]
)
def test_a_missing_field_is_rejected(place: tuple[str, ...], key: str) -> None:
    """A field that must be there is missed where it stands."""
    data = copy.deepcopy(read(FACTS))
    inside = data
    for step in place:
        inside = inside[step]
    del inside[key]
    assert not Draft7Validator(schema.schema("procedure", "facts")).is_valid(data)


def test_words_and_facts_do_not_change_places() -> None:
    """The facts of a subject are no words, and the words are no facts."""
    words = read(FACTS.with_name("en.yaml"))
    assert not Draft7Validator(schema.schema("procedure", "facts")).is_valid(words)
    assert not Draft7Validator(schema.schema("procedure", "words")).is_valid(read(FACTS))


def test_check_jsonschema_agrees() -> None:
    """The command that hooks and CI know accepts the facts of a subject and refuses the words in their place."""
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(ROOT / "schema" / "procedure.facts.json")]
    good = subprocess.run([*command, str(FACTS)], capture_output=True, text=True, encoding="utf-8")
    assert good.returncode == 0, good.stdout
    assert subprocess.run([*command, str(FACTS.with_name("en.yaml"))], capture_output=True).returncode == 1
