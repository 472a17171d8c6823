"""A new subject and a new project: what `irdocs new` and `irdocs init` leave behind works, but for what a person must write."""

import json
import re
import shutil
import tomllib
from pathlib import Path

import pytest

from irdocs.cli.main import main

ROOT = Path(__file__).parents[1]
KINDS = ("procedure", "condition", "topic")
LEFT_TO_WRITE = {"unwritten", "no-dates"}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the shipped sources, drawings and layouts, and no subject."""
    folder = tmp_path_factory.mktemp("small")
    for name in ("references.yaml", "images", "glossary", "signs"):
        source, target = ROOT / "content" / name, folder / "content" / name
        target.parent.mkdir(exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    for name in ("leaflet", "deck", "macros", "brands/default"):
        shutil.copytree(ROOT / "layouts" / name, folder / "layouts" / name)
    return folder


def run(folder: Path, *arguments: str) -> int:
    """Run a command in a project."""
    places = ["--content", str(folder / "content"), "--layouts", str(folder / "layouts")]
    return main([*arguments, *places, "--output", str(folder / "output")])


def problems(folder: Path, subject: str, capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    """Check a subject; return its problems."""
    capsys.readouterr()
    run(folder, "check", subject, "--json", "--date", "2026-11-24")
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.mark.parametrize("kind", KINDS)
def test_a_scaffold_passes_check_but_for_what_a_person_must_write(
    small: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A scaffold loads whole, and each error names a line that waits for a person."""
    assert run(small, "new", kind, f"new-{kind}") == 0
    found = problems(small, f"new-{kind}", capsys)
    assert {one["rule"] for one in found if one["severity"] in ("error", "warning")} == LEFT_TO_WRITE
    lines = (small / "content" / f"{kind}s" / f"new-{kind}" / "en.yaml").read_text(encoding="utf-8").splitlines()
    told = {one["location"]["line"] for one in found if str(one["location"]["path"]).endswith("en.yaml")}  # type: ignore[index]
    written = {number for number, line in enumerate(lines, 1) if '"WRITE:' in line and "population" not in line}
    assert told, "nothing was told of en.yaml"
    # prose is told at its own line; plain strings (a population, an alternative text) at the record that holds them
    assert len(written - told) <= 4


@pytest.mark.parametrize("kind", KINDS)
def test_a_scaffold_that_is_filled_in_builds(small: Path, kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With words in place of what is to be written, and dates, a scaffold has no error and becomes what serves its kind."""
    name = f"filled-{kind}"
    assert run(small, "new", kind, name) == 0
    folder = small / "content" / f"{kind}s" / name
    for file in folder.iterdir():
        text = re.sub(r"WRITE:\s+(\w)", lambda match: match[1].upper(), file.read_text(encoding="utf-8"))
        text = re.sub(r"^  issued:.*", "  issued: 2026-11-24", text, flags=re.MULTILINE)
        file.write_text(re.sub(r"^  due:.*", "  due: 2028-11-24", text, flags=re.MULTILINE), encoding="utf-8")
    found = problems(small, name, capsys)
    assert [one for one in found if one["severity"] in ("error", "warning")] == []
    formats = ("--format", "pdf", "--format", "pptx")
    assert run(small, "build", name, *formats, "--jobs", "1", "--quiet", "--date", "2026-11-24") == 0
    made = {path.name for path in (small / "output" / name).iterdir()}
    served = {"leaflet": "leaflet.en.pdf", "deck": "deck.en.pptx"}
    for layout, file in served.items():
        serves = tomllib.loads((small / "layouts" / layout / "layout.toml").read_text(encoding="utf-8"))["serves"]
        assert (file in made) == (f"{kind}s" in serves)


def test_init_keeps_a_readme_that_is_there(small: Path, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine", encoding="utf-8")
    assert run(small, "init", str(tmp_path)) == 0
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "mine"
    assert (tmp_path / ".gitignore").is_file()


def test_scaffolds_offer_their_schema_to_editors() -> None:
    """The first line of each half names a schema that is there, seen from the folder of the subject."""
    schemas = {path.name for path in (ROOT / "schema").glob("*.json")}
    for path in (ROOT / "src" / "irdocs" / "cli" / "scaffolds").glob("*.yaml"):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        name = first.removeprefix("# yaml-language-server: $schema=../../../schema/")
        assert name in schemas, path.name


@pytest.mark.parametrize("name", ["Kidney", "kidney_biopsy", "../kidney", "", "a" * 61, "con", "nul", "com1", "lpt9"])
def test_a_bad_id_is_refused(small: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """An id is a name of a folder and of a page: small letters, figures, hyphens."""
    assert run(small, "new", "topic", name) == 1
    assert "bad-id" in capsys.readouterr().err


def test_an_id_is_taken_once_over_all_kinds(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is written over, and two kinds do not share an id."""
    assert run(small, "new", "topic", "taken") == 0
    facts = small / "content" / "topics" / "taken" / "facts.yaml"
    facts.write_text("mine", encoding="utf-8")
    assert run(small, "new", "condition", "taken") == 1
    assert "double-id" in capsys.readouterr().err
    assert facts.read_text(encoding="utf-8") == "mine"
    assert not (small / "content" / "conditions" / "taken").exists()


def test_init_makes_a_project_of_ones_own(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The new folder holds content, layouts, brand, schemas and an empty output, and can be built from there."""
    own = tmp_path / "own"
    assert run(small, "init", str(own)) == 0
    assert (own / "content" / "references.yaml").is_file()
    assert (own / "layouts" / "brands" / "default" / "brand.toml").is_file()
    assert (own / "schema" / "procedure.facts.json").is_file()
    assert list((own / "output").iterdir()) == []
    assert "output/" in (own / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert "irdocs check" in (own / "README.md").read_text(encoding="utf-8")
    assert run(own, "new", "topic", "first-topic") == 0
    capsys.readouterr()
    run(own, "list", "subjects")
    assert "first-topic" in capsys.readouterr().out
    assert run(small, "init", str(own)) == 1
    assert "not-empty" in capsys.readouterr().err
