"""The table of CONTRIBUTING.md is true: each kind of thing is added in a project, with as many files as it says."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from irdocs.cli.main import main
from tests.project import BASE, write_content
from tests.project.pseudo import CODE, write_locale, write_words

ROOT = Path(__file__).parents[1]
DAY = ("--date", "2026-11-24", "--jobs", "1")
TEMPLATE = (
    "<document><title-block><title>{{ subject.title|prose }}</title><lead>A lead</lead></title-block></document>\n"
)
LAYOUT = """description = "One page."
serves = ["procedures"]
formats = ["pdf"]
kind = "leaflet"
edition = "a4"
"""


def written(kind: str) -> int:
    """Return how many files the table says."""
    table = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## Where what is added")[2]
    [count] = re.findall(rf"^\| {re.escape(kind)} \| (\d+) \|", table, re.MULTILINE)
    return int(count)


class Workshop:
    """A project and the source of irdocs, in which things are added; it knows which files were touched."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        write_content(folder)
        shutil.copytree(ROOT / "layouts", folder / "layouts")
        self.source = folder / "src" / "irdocs"
        self.touched: set[Path] = set()

    def copy_source(self) -> None:
        """Copy the program, for what cannot be added beside it."""
        shutil.copytree(ROOT / "src", self.folder / "src", ignore=shutil.ignore_patterns("__pycache__"))

    def write(self, path: str, text: str) -> None:
        """Write a new file."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        self.touched.add(target)

    def edit(self, path: str, old: str, new: str) -> None:
        """Put in a few lines: ``old`` becomes ``new``."""
        target = self.folder / path
        text = target.read_text(encoding="utf-8")
        assert old in text, f"{path} has no {old!r}"
        target.write_text(text.replace(old, new, 1), encoding="utf-8")
        self.touched.add(target)

    def run(self, *arguments: str) -> tuple[int, str]:
        """Run irdocs with the source of the workshop; return the exit status and all that it says."""
        command = [sys.executable, "-m", "irdocs", *arguments]
        paths = ["--content", "content", "--layouts", "layouts", "--output", "output"]
        environment = {"PYTHONPATH": str(self.folder / "src"), "IRDOCS_CACHE": str(self.folder / "cache")}
        done = subprocess.run(
            [*command, *paths], cwd=self.folder, env=environment, capture_output=True, text=True, encoding="utf-8"
        )
        return done.returncode, done.stdout + done.stderr

    def build(self, *arguments: str) -> None:
        """Build in this process, from the folders of the workshop."""
        where = ("--content", "content", "--layouts", "layouts", "--output", "output")
        assert main(["build", *arguments, *where, *DAY]) == 0


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    monkeypatch.chdir(tmp_path)
    return Workshop(tmp_path)


def test_a_procedure(workshop: Workshop, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "procedure", "kidney-biopsy", "--content", "content"]) == 0
    made = [
        path for path in (workshop.folder / "content" / "procedures" / "kidney-biopsy").rglob("*") if path.is_file()
    ]
    assert len(made) == written("a procedure, condition, topic, course")
    capsys.readouterr()
    assert main(["list", "subjects", "--content", "content"]) in (0, 1)
    assert "kidney-biopsy" in capsys.readouterr().out


def test_a_layout(workshop: Workshop) -> None:
    page = (ROOT / "layouts" / "leaflet" / "layout.toml").read_text(encoding="utf-8")
    look = page[page.index("[page]") : page.index("[variants")]
    workshop.write("layouts/note/layout.toml", f"{LAYOUT}\n{look}")
    workshop.write("layouts/note/procedure.xml.j2", TEMPLATE)
    workshop.build(BASE, "--layout", "note")
    assert (workshop.folder / "output" / BASE / "note.en.pdf").is_file()
    assert len(workshop.touched) == written("a layout")


def test_a_variant(workshop: Workshop) -> None:
    path = "layouts/leaflet/layout.toml"
    text = (workshop.folder / path).read_text(encoding="utf-8")
    workshop.write(path, text + "\n[variants.wide.page]\nright_mm = 192\n")
    workshop.build(BASE, "--layout", "leaflet", "--variant", "wide")
    assert (workshop.folder / "output" / BASE / "leaflet-wide.en.pdf").is_file()
    assert len(workshop.touched) == written("a variant of a layout")


def test_a_brand(workshop: Workshop) -> None:
    workshop.write("layouts/brands/mine/brand.toml", 'publisher = "My Hospital"\n')
    workshop.build(BASE, "--layout", "leaflet", "--variant", "", "--brand", "mine")
    assert (workshop.folder / "output" / "mine" / BASE / "leaflet.en.pdf").is_file()
    assert len(workshop.touched) == written("a brand")


def tree_of(subject: str, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert main(["show", "tree", subject, "--content", "content", "--layouts", "layouts"]) == 0
    return capsys.readouterr().out


def test_a_block_as_a_macro(workshop: Workshop, capsys: pytest.CaptureFixture[str]) -> None:
    macro = '{% macro verdict(text) %}<notice kind="information" title="The verdict"><p>{{ text }}</p></notice>{% endmacro %}\n'
    workshop.write("layouts/macros/verdict.xml.j2", macro)
    used = '{% import "macros/verdict.xml.j2" as ours %}\n<document>\n{{ ours.verdict("It works.") }}\n'
    template = workshop.folder / "layouts" / "leaflet" / "procedure.xml.j2"
    template.write_text(template.read_text(encoding="utf-8").replace("<document>\n", used, 1), encoding="utf-8")
    assert "The verdict" in tree_of(BASE, capsys)
    assert len(workshop.touched) == written("a block, as a macro")


def test_a_block_as_an_element(workshop: Workshop) -> None:
    workshop.copy_source()
    head = "@dataclass(frozen=True, kw_only=True, eq=False, repr=False)\nclass Notice(Block):"
    verdict = head.replace("Notice", "Verdict") + '\n    """What was decided, in one line."""\n\n    line: Line\n\n\n'
    workshop.edit("src/irdocs/document/nodes.py", head, verdict + head)
    workshop.edit("src/irdocs/document/vocabulary.py", '"notice", ', '"notice", "verdict", ')
    workshop.edit(
        "src/irdocs/document/vocabulary.py",
        '    "notice": ',
        '    "verdict": _line("What was decided."),\n    "notice": ',
    )
    workshop.edit(
        "src/irdocs/document/blocks.py",
        '    "section": _section,',
        '    "verdict": lambda element, context, _: [nodes.Verdict(line=line_of(element, context), at=element.at)],\n'
        '    "section": _section,',
    )
    workshop.edit(
        "src/irdocs/pdf/blocks.py",
        "    nodes.Notice: notice,",
        "    nodes.Notice: notice,\n"
        "    nodes.Verdict: lambda node, setter, parent: "
        "paragraph(nodes.Paragraph(line=node.line, at=node.at), setter, parent),",
    )
    workshop.edit(
        "src/irdocs/pptx/prose.py",
        "    nodes.Notice: _notice,",
        "    nodes.Notice: _notice,\n    nodes.Verdict: lambda block, locale, depth: iter([para(block.line, depth, '')]),",
    )
    assert len(workshop.touched) == written("a block, as an element")
    for layout in ("leaflet/procedure.xml.j2", "macros/deck.xml.j2"):
        path = workshop.folder / "layouts" / layout
        text = path.read_text(encoding="utf-8")
        at = "<document>\n" if layout.startswith("leaflet") else "<speaker-notes"
        assert at in text
        new = (
            "<document>\n<verdict>It works.</verdict>\n"
            if layout.startswith("leaflet")
            else "<verdict>It works.</verdict><speaker-notes"
        )
        path.write_text(text.replace(at, new, 1), encoding="utf-8")
    status, told = workshop.run("build", BASE, "--layout", "leaflet", "--variant", "", "--layout", "deck", *DAY)
    assert status == 0, told
    status, told = workshop.run("show", "tree", BASE)
    assert status == 0 and "verdict" in told.lower() and "It works." in told


def test_a_rule(workshop: Workshop) -> None:
    workshop.copy_source()
    path = workshop.folder / "src" / "irdocs" / "rules" / "easy_read.py"
    rule = """

NO_VEIN = EASY_READ.error("no-vein", "Nobody wants to read of veins.", "Write of arms.")


@check(NO_VEIN)
def _no_vein(subject: Subject, library: Library, speaker: QuantityFormatter, problems: Problems) -> None:
    if "vein" in subject.id:
        NO_VEIN.report(problems, subject.at, "it is about a vein")
"""
    workshop.write("src/irdocs/rules/easy_read.py", path.read_text(encoding="utf-8") + rule)
    status, told = workshop.run("check")
    assert status == 1 and "it is about a vein  [no-vein]" in told
    assert len(workshop.touched) == written("a rule of content")


def test_a_language(workshop: Workshop) -> None:
    write_locale(workshop.folder / "locale")
    workshop.touched.add(workshop.folder / "locale" / f"{CODE}.toml")
    write_words(workshop.folder / "content", BASE, CODE)
    workshop.build(BASE, "--layout", "leaflet", "--variant", "", "--language", CODE)
    assert (workshop.folder / "output" / BASE / f"leaflet.{CODE}.pdf").is_file()
    assert len(workshop.touched) == written("a language")


def test_an_output_format(workshop: Workshop) -> None:
    workshop.copy_source()
    writer = """from irdocs.document import nodes


def render(document, theme, locale, problems):
    return "\\n".join(nodes.words(one.line) for one in document.walk() if isinstance(one, nodes.Paragraph)).encode()
"""
    workshop.write("src/irdocs/plain.py", writer)
    last = '    QTI = "qti", "zip", "irdocs.questions.qti"\n'
    workshop.edit("src/irdocs/layout/formats.py", last, last + '    TXT = "txt", "txt", "irdocs.plain"\n')
    assert len(workshop.touched) == written("an output format")
    layout = workshop.folder / "layouts" / "leaflet" / "layout.toml"
    text = layout.read_text(encoding="utf-8")
    layout.write_text(text.replace('formats = ["pdf"]', 'formats = ["pdf", "txt"]', 1), encoding="utf-8")
    status, told = workshop.run("build", BASE, "--layout", "leaflet", "--variant", "", "--format", "txt", *DAY)
    assert status == 0, told
    assert len((workshop.folder / "output" / BASE / "leaflet.en.txt").read_text(encoding="utf-8")) > 1000
