"""Faults, one a case: each says beside the fault which problem is wanted there, and no other may come.

A case is a file, or a folder of several that lies over the content of the others. What a comment cannot hold stands in
its place as `... in PATH`. Two more comments are read: `run: irdocs check NAME` (in place of a plain `irdocs check`), and
`grown to N bytes`, of a file that is too large to be kept.
"""

import json
import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from irdocs.build.job import Job
from irdocs.build.pipeline import make
from irdocs.build.project import Project
from irdocs.cli.main import main
from irdocs.problems import Location, Problem, Problems, Severity
from irdocs.rules.table import RULES
from tests.project import HERE as SMALL
from tests.project import LAYOUTS, TODAY

CASES = Path(__file__).parent / "cases"
_WANTED = re.compile(r"\b(error|warning|note|advice): (\d+):(\d+) ([a-z0-9-]+)(?: in (\S+))?")
_PASSES = re.compile(r"\bpasses: ([a-z0-9-]+(?:, [a-z0-9-]+)*)")
_RUN = re.compile(r"^# run: irdocs check (.*)$", re.MULTILINE)
_GROWN = re.compile(rb"^# grown to (\d+) bytes$", re.MULTILINE)

FACTS = """code: IR-CASE
quantities:
  some: {frequency: {cases: 2, of: 100}, source: [GUIDE-2022]}
  sure: {frequency: {cases: 2, of: 100}, certainty: high, source: [GUIDE-2022]}
  weak: {frequency: {cases: 2, of: 100}, certainty: low, source: [GUIDE-2022]}
  weaker: {frequency: {cases: 2, of: 100}, certainty: very low, source: [GUIDE-2022]}
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
    "content": {
        "facts": "content/topics/case/facts.yaml",
        "words": "content/topics/case/en.yaml",
        "images": "content/images/images.yaml",
        "references": "content/references.yaml",
        "glossary": "content/glossary/en.yaml",
        "config": "content/check.toml",
    },
    "procedures": {"facts": "content/procedures/case/facts.yaml", "words": "content/procedures/case/en.yaml"},
}
"""Folder of cases -> second part of a case's name -> which file it is. A half of a procedure stands beside that of `whole`."""
CONTENT = [case for folder in PLACES for case in sorted((CASES / folder).iterdir())]
"""The cases of content: what the rules of `RULES` are tried on."""

Told = tuple[str, str, int, int, str]
"""Path, severity, line, column, rule."""


def files_of(case: Path) -> dict[str, Path]:
    """Return what a case lays over the base: path -> file."""
    if case.is_dir():
        return {f"content/{path.relative_to(case).as_posix()}": path for path in sorted(case.rglob("*.*"))}
    return {PLACES[case.parent.name][case.name.split(".")[1]]: case}


def text_of(file: Path) -> str:
    """Return a case as text: its comments can be read, whatever is wrong with the rest."""
    return file.read_text(encoding="utf-8", errors="replace")


def wanted(files: Mapping[str, Path]) -> list[Told]:
    """Return the problems that a case asks for."""
    return sorted(
        (place or path, severity, int(line), int(column), rule)
        for path, file in files.items()
        for severity, line, column, rule, place in _WANTED.findall(text_of(file))
    )


def kept(files: Mapping[str, Path]) -> set[str]:
    """Return the rules that a case names as kept."""
    return {rule for file in files.values() for some in _PASSES.findall(text_of(file)) for rule in some.split(", ")}


def told(problems: Iterable[Problem], files: Mapping[str, Path]) -> list[Told]:
    """Return errors and warnings, and notes and advice of the rules that the case names."""
    named = kept(files) | {rule for *_, rule in wanted(files)}
    return sorted(
        (_path(one, files), one.severity.word, one.location.line, one.location.column, one.rule)
        for one in problems
        if one.severity >= Severity.WARNING or one.rule in named
    )


def _path(one: Problem, files: Mapping[str, Path]) -> str:
    return next((path for path in files if one.location.path.endswith(path)), one.location.path)


def content_with(folder: Path, files: Mapping[str, Path] | None = None) -> Path:
    """Write a whole small content folder, with the files of a case laid over it."""
    content = folder / "content"
    shutil.copytree(SMALL / "content", content, ignore=shutil.ignore_patterns("procedures", "topics"))
    (content / "topics" / "case").mkdir(parents=True)
    (content / "topics" / "case" / "facts.yaml").write_text(FACTS, encoding="utf-8")
    (content / "topics" / "case" / "en.yaml").write_text(WORDS, encoding="utf-8")
    (content / "check.toml").write_text('owners = ["test team"]\n', encoding="utf-8")
    for path, file in (files or {}).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, folder / path)
    return content


def checked(folder: Path, files: Mapping[str, Path], capsys: pytest.CaptureFixture[str]) -> list[Problem]:
    """Return what `irdocs check` says of a case, in the folder where its content stands."""
    for path, file in files.items():
        if grown := _GROWN.search(data := file.read_bytes()):
            (folder / path).write_bytes(data + b"#" * (int(grown[1]) - len(data)))
    run = [name for file in files.values() for line in _RUN.findall(text_of(file)) for name in line.split()]
    main(["check", "--json", "--date", TODAY.isoformat(), *run])
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    here = f"{folder.resolve().as_posix()}/"
    problems = []
    for one in found:
        at = Location(**one["location"] | {"path": one["location"]["path"].removeprefix(here)})
        problems.append(Problem(Severity[one["severity"].upper()], one["rule"], at, one["message"], one["hint"]))
    return problems


@pytest.mark.parametrize("case", CONTENT, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_content(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    files = files_of(case)
    base: dict[str, Path] = {}
    if case.parent.name == "procedures":
        base = {path: case.parent / f"whole.{half}.yaml" for half, path in PLACES["procedures"].items()}
    content = content_with(tmp_path, base | files)
    if base:
        shutil.rmtree(content / "topics" / "case")
    (tmp_path / "layouts").mkdir()
    monkeypatch.chdir(tmp_path)
    problems = checked(tmp_path, files, capsys)
    assert told(problems, files) == wanted(files), "\n".join(map(str, problems))
    assert all(one.message for one in problems)


OF_A_LANGUAGE = {"missing-words", "unknown-field", "missing-translation"}
"""Rules that need a language beside English: test_own_language.py breaks and keeps them."""


def test_every_rule_has_a_case_that_breaks_it_and_one_that_keeps_it() -> None:
    cases = [files_of(case) for case in CONTENT]
    broken = {rule for files in cases for *_, rule in wanted(files)}
    passed = {rule for files in cases for rule in kept(files) - {rule for *_, rule in wanted(files)}}
    assert (set(RULES) - broken, set(RULES) - passed) == (OF_A_LANGUAGE, OF_A_LANGUAGE)
    assert broken | passed <= set(RULES)


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
    files = {"case/topic.xml.j2": case}
    assert told(problems, files) == wanted(files), "\n".join(map(str, problems))


@pytest.mark.parametrize("case", sorted((CASES / "layout").iterdir()), ids=lambda path: path.name)
def test_layout(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each typing error of a layout is reported by a check at its line and column, with a hint; no build passes it."""
    layouts = layouts_with(tmp_path, layout=case)
    for name in ("leaflet", "macros"):
        shutil.copytree(LAYOUTS / name, layouts / name)
    content = content_with(tmp_path)
    monkeypatch.chdir(tmp_path)
    files = {"layouts/case/layout.toml": case}
    problems = checked(tmp_path, files, capsys)
    assert told(problems, files) == wanted(files), "\n".join(map(str, problems))
    found = [one for one in problems if one.severity is Severity.ERROR]
    assert found and all(one.message and one.hint for one in found)
    if not case.name.startswith("file-without"):  # of a kind of subject that this build does not make
        project, faults = Project.open(content, layouts, tmp_path), Problems()
        assert make(project, Job("case", "case"), TODAY, faults) is None
        assert set(found) <= {*project.problems, *faults}


def test_layouts_have_forty_cases_and_each_kind() -> None:
    cases = [case.name.partition("-")[0] for case in (CASES / "layout").iterdir()]
    assert len(cases) >= 40
    assert {"key", "value", "variant", "file", "missing", "type"} <= set(cases)


@pytest.mark.parametrize("case", sorted((CASES / "brand").iterdir()), ids=lambda path: path.name)
def test_brand(case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Each fault of a brand is reported by a check at its place, with a hint, and by a build in the same words."""
    problems = problems_of(tmp_path / "build", layouts_with(tmp_path / "build", brand=case))
    files = {"layouts/brands/default/brand.toml": case}
    assert told(problems, files) == wanted(files), "\n".join(map(str, problems))
    folder = tmp_path / "check"
    layouts_with(folder, brand=case)
    content_with(folder)
    monkeypatch.chdir(folder)
    found = [one for one in checked(folder, files, capsys) if one.severity is Severity.ERROR]
    found = [one for one in found if one.location.path in files]  # the small layout has no template for other kinds
    assert found and all(one.message and one.hint for one in found)
    assert set(found) == set(problems.errors)


def test_a_logo_that_is_no_picture_is_told(tmp_path: Path) -> None:
    layouts = layouts_with(tmp_path, template=CASES / "templates" / "with-masthead.xml.j2")
    brand = layouts / "brands" / "default"
    (brand / "brand.toml").write_text('publisher = "Us"\nlogo = "logo.png"\n', encoding="utf-8")
    (brand / "logo.png").write_bytes(b"not a picture")
    assert [one.rule for one in problems_of(tmp_path, layouts).errors] == ["picture-unreadable"]
