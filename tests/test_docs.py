"""The documentation is true: links lead somewhere, examples work, what is generated is up to date, nothing is left out."""

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

import irdocs.build
from irdocs.cli.main import main
from irdocs.layout.brand import find_brands, load_brand
from irdocs.layout.catalogue import find_layouts, load_layout
from irdocs.problems import Problems
from irdocs.reading.yaml_data import read_yaml
from irdocs.rules import schema
from irdocs.rules.table import RULES
from tests.project import BASE, write_content

ROOT = Path(__file__).parents[1]
PAGES = sorted(
    path for pattern in ("*.md", "docs/**/*.md", "content/**/*.md", "layouts/**/*.md") for path in ROOT.glob(pattern)
)
QUICK_START = (
    "python3 -m venv .venv && .venv/bin/python -m pip install -q -e . && .venv/bin/irdocs build",
    "python3 -m venv .venv && .venv/bin/python -m pip install -q -e '.[test]' && .venv/bin/python -m pytest",
)


def name_of(path: Path) -> str:
    """Return the name of a page, for the report of a test."""
    return path.relative_to(ROOT).as_posix()


def blocks(path: Path, language: str) -> list[str]:
    """Return the fenced blocks of a page in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def anchors(path: Path) -> set[str]:
    """Return the anchors of a page, as GitHub makes them from its headings."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links(path: Path) -> Iterator[str]:
    """Yield the targets of links and pictures of a page, outside its examples."""
    text = re.sub(r"^```.*?^```|`[^`\n]*`", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    yield from re.findall(r"\]\(([^)\s]+)\)", text)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    """Each link between our pages leads to a file, and to a heading in it."""
    for target in links(page):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        found = (page.parent / file).resolve() if file else page
        assert found.exists(), target
        if anchor:
            assert anchor in anchors(found), target


def test_pictures_have_alternative_texts() -> None:
    """Our own pages do what we ask of others."""
    for page in PAGES:
        for alt in re.findall(r"!\[([^\]]*)\]\(", page.read_text(encoding="utf-8")):
            assert len(alt.split()) > 3, f"{name_of(page)}: {alt}"


def test_quick_start_is_two_lines() -> None:
    """The first block below the heading holds the two commands and nothing else."""
    text = (ROOT / "README.md").read_text(encoding="utf-8").partition("\n## Quick start\n")[2]
    first = re.search(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert first is not None
    assert tuple(first[1].splitlines()) == QUICK_START


def test_generated_parts_are_up_to_date() -> None:
    """Element table, field reference and schemas are what scripts/make-docs writes."""
    command = [sys.executable, str(ROOT / "scripts" / "make-docs"), "--check"]
    found = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT)
    assert found.returncode == 0, f"run scripts/make-docs: {found.stdout}{found.stderr}"


def test_every_command_is_in_the_readme(capsys: pytest.CaptureFixture[str]) -> None:
    """A command that `--help` names is explained to newcomers, and none is invented."""
    assert main(["--help"]) == 0
    listed = capsys.readouterr().out.partition("commands:")[2].partition("examples:")[0]
    commands = set(re.findall(r"^    ([a-z]+) ", listed, re.MULTILINE))
    assert commands
    readme = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Commands")[2].partition("\n## ")[0]
    assert set(re.findall(r"`irdocs ([a-z]+)", readme)) == commands


@pytest.mark.parametrize(
    "command",
    sorted(
        {
            line
            for page in PAGES
            for block in blocks(page, "sh")
            for line in block.splitlines()
            if line.startswith("irdocs ")
        }
    ),
)
def test_commands_in_examples_are_understood(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each example of the command line is one that irdocs takes."""
    words = command.partition("#")[0].split()[1:]
    assert main([words[0], "--help"]) == 0
    options = set(re.findall(r"--[a-z-]+", capsys.readouterr().out))
    assert {word for word in words if word.startswith("--")} <= options


def test_every_layout_says_what_it_is() -> None:
    """Each layout has a README that names the kinds of subject it serves."""
    for name in find_layouts(ROOT / "layouts"):
        text = (ROOT / "layouts" / name / "README.md").read_text(encoding="utf-8")
        layout = load_layout(ROOT / "layouts", name, Problems())
        assert layout is not None
        assert text.startswith(f"# {name}\n")
        assert all(kind in text for kind in layout.serves), name
        assert all(variant in text for variant in layout.variants), name


def test_public_names_are_those_of_the_readme() -> None:
    """What can be imported from irdocs is there, and the README shows it."""
    assert all(callable(getattr(irdocs.build, name)) for name in irdocs.build.__all__)
    [example] = blocks(ROOT / "README.md", "python")
    assert set(re.findall(r"from irdocs.build import (.+)", example)[0].split(", ")) <= set(irdocs.build.__all__)


def test_the_library_example_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The README's lines of Python make the file that they name."""
    monkeypatch.chdir(tmp_path)
    [example] = blocks(ROOT / "README.md", "python")
    exec(compile(example, "README.md", "exec"), {})
    assert "was not made" not in capsys.readouterr().out
    assert (tmp_path / "output" / "uterine-fibroid-embolisation" / "leaflet.en.pdf").is_file()


def test_the_content_example_is_shipped_content() -> None:
    """The README shows lines that stand in the content, as they stand there."""
    folder = ROOT / "content" / "procedures" / "uterine-fibroid-embolisation"
    shipped = (folder / "facts.yaml").read_text(encoding="utf-8") + (folder / "en.yaml").read_text(encoding="utf-8")
    examples = blocks(ROOT / "README.md", "yaml")
    assert len(examples) == 3
    for example in examples:
        assert example in shipped


WRITING = ROOT / "docs" / "writing-content.md"


@pytest.mark.parametrize("example", [*blocks(WRITING, "yaml"), *blocks(ROOT / "content" / "README.md", "yaml")])
def test_examples_of_content_are_right(example: str, tmp_path: Path) -> None:
    """Each example is good YAML, and each part of it fits the half of a procedure that it is from."""
    path = tmp_path / "example.yaml"
    path.write_text(example, encoding="utf-8")
    problems = Problems()
    data = read_yaml(path, path.name, problems)
    assert data is not None and not list(problems)
    if "SMITH-2020" in data or example.startswith("# content/images/"):  # of references.yaml, and the words of drawings
        return
    made = schema.schema("procedure", "words" if example.startswith("# en.yaml") else "facts")
    for key, value in data.items():
        part = {"definitions": made["definitions"], **made["properties"][key]}
        faults = [one.message for one in Draft7Validator(part).iter_errors(_plain(value))]
        assert faults == [], key


def _plain(value: object) -> object:
    """Return data as an editor's language server sees it."""
    import json

    return json.loads(json.dumps(value, default=float))


def test_the_example_of_a_layout_is_read(tmp_path: Path) -> None:
    """The layout.toml of the guide is one that irdocs takes, beside the layout that it extends."""
    [example] = blocks(ROOT / "docs" / "making-a-layout.md", "toml")
    shutil.copytree(ROOT / "layouts" / "leaflet", tmp_path / "leaflet")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "layout.toml").write_text(example, encoding="utf-8")
    problems = Problems()
    layout = load_layout(tmp_path, "mine", problems)
    assert layout is not None and layout.variants and not list(problems)


def test_the_example_of_a_layout_is_enough_to_build(tmp_path: Path) -> None:
    """The layout.toml and the template of the guide, typed into a new folder, make a file."""
    guide = ROOT / "docs" / "making-a-layout.md"
    mine = tmp_path / "layouts" / "ward-summary"
    mine.mkdir(parents=True)
    shutil.copytree(ROOT / "layouts" / "brands" / "default", tmp_path / "layouts" / "brands" / "default")
    shutil.copytree(ROOT / "layouts" / "leaflet", tmp_path / "layouts" / "leaflet")
    (mine / "layout.toml").write_text(blocks(guide, "toml")[0], encoding="utf-8")
    (mine / "procedure.xml.j2").write_text(blocks(guide, "jinja")[0], encoding="utf-8")
    command = ["build", BASE, "--layout", "ward-summary", "--content", str(write_content(tmp_path)), "--jobs", "1"]
    command += ["--layouts", str(tmp_path / "layouts"), "--output", str(tmp_path / "output"), "--date", "2026-11-24"]
    assert main(command) == 0
    assert sorted(path.name for path in (tmp_path / "output").rglob("*.pdf")) == [
        "ward-summary-large.en.pdf",
        "ward-summary.en.pdf",
    ]


def test_the_example_of_a_brand_is_read(tmp_path: Path) -> None:
    """The brand.toml of the guide is one that irdocs takes, contrast and all."""
    brand, mapping = blocks(ROOT / "docs" / "making-a-brand.md", "toml")
    folder = tmp_path / "brands" / "mine"
    folder.mkdir(parents=True)
    (folder / "brand.toml").write_text(brand, encoding="utf-8")
    problems = Problems()
    read = load_brand(tmp_path, "mine", problems)
    assert read is not None and read.policy and not list(problems)
    assert {"risk", "picture", "colours"} == set(tomllib.loads(mapping))


def test_every_key_of_a_brand_is_explained() -> None:
    """The guide names each key that a shipped brand uses."""
    guide = (ROOT / "docs" / "making-a-brand.md").read_text(encoding="utf-8")
    for name in find_brands(ROOT / "layouts"):
        table = tomllib.loads((ROOT / "layouts" / "brands" / name / "brand.toml").read_text(encoding="utf-8"))
        for key, value in table.items():
            assert f"`{key}`" in guide or f"[{key}" in guide, f"{name}: {key} ({type(value).__name__})"


def test_the_floors_of_the_page_are_those_that_are_kept() -> None:
    """The architecture page shows the layers that import-linter keeps, and names every room."""
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    shown = re.findall(r"^ (\S.*)$", page.partition("## Layers")[2].partition("Packages of one layer")[0], re.MULTILINE)
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    [layers] = [one["layers"] for one in contracts if one["type"] == "layers"]
    assert shown == layers
    for path in (ROOT / "src" / "irdocs").iterdir():
        room = path.name if path.suffix == ".py" else f"{path.name}/"
        if path.name.startswith("_") or room == "problems/":
            continue
        assert f"`{room}" in page, room


def test_every_rule_of_content_is_explained() -> None:
    """Each rule that content can break is in the table that docs/rules.md is made from, and the table names no other."""
    told = re.compile(
        r'(?:\.(?:error|warning|note|advice)|_Fault|PixelFault|_tell|^    "\w+": )\(\s*"([a-z0-9-]+)"', re.MULTILINE
    )
    source = ROOT / "src" / "irdocs"
    rules = {
        rule
        for package in ("reading", "model", "rules", "typeset/figures")
        for path in (source / package).glob("*.py")
        if path.name != "svg.py"  # what a drawing file breaks is told in the words of its format
        and path.name not in ("csv_tables.py", "own_words.py")  # tables and fixed words are no content
        for rule in told.findall(path.read_text(encoding="utf-8"))
    }
    assert set(RULES) == rules
    assert all(rule.why and rule.cure for rule in RULES.values())
