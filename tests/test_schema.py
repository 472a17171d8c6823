"""The JSON Schemas that editors are offered: as the model says, kind to what is shipped, strict with what is broken."""

import copy
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from check_jsonschema import main as check_jsonschema
from click.testing import CliRunner
from jsonschema import Draft7Validator

from irdocs.problems import Problems
from irdocs.reading.yaml_data import read_yaml
from irdocs.rules import schema
from irdocs.rules.table import CHAPTERS
from tests.test_cases import CONTENT, files_of, wanted

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


def schema_of(path: str) -> tuple[str, str] | None:
    """Return kind and half of a file by its path below the content folder; None where there is no schema for it."""
    top, name = path.split("/")[0], path.split("/")[-1]
    half = "facts" if name == "facts.yaml" else "words"
    if top in FOLDERS or top == "glossary":
        return FOLDERS.get(top, top), half
    return ("images", "both") if name == "images.yaml" else None


def shipped() -> list[tuple[Path, str, str]]:
    """Return every shipped file that a schema is made for, with kind and half."""
    content = ROOT / "content"
    found = [
        (path, *name)
        for path in sorted(content.rglob("*.yaml"))
        if (name := schema_of(path.relative_to(content).as_posix()))
    ]
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


# --- the cases --------------------------------------------------------------------------------------------------------

EXPRESSED = {
    "unknown-key", "missing-key", "wrong-type", "unknown-choice", "wrong-half", "empty-text", "not-a-mapping", "empty",
    "unknown-section", "easy-no-picture", "no-version", "no-alt", "no-licence",
    "no-if-nothing",
}  # fmt: skip
"""Rules that a schema has words for: it refuses whatever breaks them."""
IN_PART = {
    "bad-quantity": {"below-zero", "no-kind", "not-a-percentage", "out-of-nobody", "two-kinds"},  # no arithmetic
    "absent-risk": {"absent-unknown"},  # a name; that a reason is one takes reading
    "question-options": {"question-faults"},  # how many; not their order
    "question-key": {"question-faults"},  # a to e; not that an option of this question is meant
    "unknown-policy": {"unknown-policy-field"},  # where it is a field; not in prose
    "in-both-halves": {"in-both-halves"},  # a fact among the words; that it stands in the other file too is not seen
}
"""Rules of which a schema sees some forms -> the cases that it refuses."""
NOT_EXPRESSED = {"sign-without-rank", "sign-without-words"}
"""Cases that no schema refuses: a sign has a rank and words of its own, or those of a shared sign."""
YAML = set(CHAPTERS[-1].rules) - {"empty", "not-a-mapping"}
"""Rules of reading: what breaks them is not seen by a schema, which is shown data."""


@dataclass(frozen=True)
class Tried:
    """A file of a case, and what its comments say."""

    case: str
    path: Path
    schema: tuple[str, str]
    rules: frozenset[str]
    """What it breaks."""

    @property
    def refused(self) -> bool:
        """Whether a schema must refuse it."""
        if self.case in NOT_EXPRESSED:
            return False
        return bool(self.rules & EXPRESSED) or any(self.case in IN_PART.get(rule, ()) for rule in self.rules)


def tried() -> list[Tried]:
    """Return every file of a case of content that a schema is made for."""
    found = []
    for case in CONTENT:
        for path, file in files_of(case).items():
            if "approved" in Path(path).parts:
                continue  # irdocs alone writes a record of approvals
            name = schema_of(path.removeprefix("content/"))
            if name is not None:
                rules = frozenset(rule for place, *_, rule in wanted({path: file}) if place == path)
                found.append(Tried(case.name.split(".")[0], file, name, rules))
    return found


def data_of(path: Path) -> Any:
    """Read a file of a case as plain data; None where it holds no keys."""
    return json.loads(json.dumps(read_yaml(path, path.name, Problems()), default=float))


def test_a_schema_refuses_the_cases_that_it_can_express_and_no_other() -> None:
    checked = {name: Draft7Validator(schema.schema(*name)) for name in schema.names()}
    cases = [one for one in tried() if not one.rules & YAML]
    wrong = [one.path for one in cases if checked[one.schema].is_valid(data_of(one.path)) == one.refused]
    assert wrong == []
    refused = [one for one in cases if one.refused]
    assert EXPRESSED - {rule for one in refused for rule in one.rules} == set()
    assert {rule: {one.case for one in refused if rule in one.rules} for rule in IN_PART} == IN_PART


def refused_by_the_command(name: tuple[str, str], paths: list[Path]) -> set[Path]:
    """Return the files that `check-jsonschema` refuses by a schema of the repository, in one call."""
    command = ["--schemafile", str(ROOT / "schema" / schema.file_name(*name)), "--output-format", "json"]
    done = CliRunner().invoke(check_jsonschema, [*command, *map(str, paths)])
    told = json.loads(done.stdout)
    found = {Path(one["filename"]) for one in (*told.get("errors", ()), *told.get("parse_errors", ()))}
    assert (done.exit_code != 0) == bool(found)
    return found


def by_schema(files: Iterable[tuple[Path, tuple[str, str]]]) -> dict[tuple[str, str], list[Path]]:
    found: dict[tuple[str, str], list[Path]] = {}
    for path, name in files:
        found.setdefault(name, []).append(path)
    return found


def test_check_jsonschema_accepts_what_is_shipped() -> None:
    """The command that hooks and CI know."""
    files = [(path, (kind, half)) for path, kind, half in shipped() if ROOT / "content" in path.parents]
    for name, paths in by_schema(files).items():
        assert refused_by_the_command(name, paths) == set()


def test_check_jsonschema_agrees_on_the_cases() -> None:
    cases = [one for one in tried() if not one.rules & YAML]
    for name, paths in by_schema((one.path, one.schema) for one in cases).items():
        assert refused_by_the_command(name, paths) == {one.path for one in cases if one.schema == name and one.refused}
