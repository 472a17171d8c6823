"""Contracts of the house: every rule is tried, every node is drawn, what anybody types arrives unchanged."""

import ast
import io
import re
import zipfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from lxml import etree

from irdocs.build.job import Job
from irdocs.build.pipeline import make
from irdocs.build.project import Project
from irdocs.document import nodes
from irdocs.preflight.pdf import tag_tree
from irdocs.problems import Problems
from irdocs.typeset.faces import face
from tests.project import BASE, TODAY, open_project, read_half, write_content, write_subject

ROOT = Path(__file__).parents[1]
UNTRIED = {
    "fault-of-irdocs",  # a bug: nobody knows one
    "booklet-over",  # these four are tried by what they do, in tests/editions and tests/document
    "cannot-impose",
    "left-out",
    "template-title",
    "no-place-on-paper",  # one that only a caller of the library can meet
    "no-manifest",
    "bad-layout",  # a value of a theme that the check of a layout has not asked for
    "stale-file",
}
"""Rules that no test names."""


def rules() -> set[str]:
    """Give the rules that the code of content, layouts, documents and jobs can tell, by its syntax."""
    found = set()
    for path in (ROOT / "src" / "irdocs").rglob("*.py"):
        if "preflight" in path.parts:
            continue  # its rules have tables of their own, and tests that go through them
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                first = node.args[0]
                if node.func.attr in ("error", "warning", "note") and isinstance(first, ast.Constant):
                    found.add(str(first.value))
    return {rule for rule in found if re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", rule)}


def test_every_rule_is_tried() -> None:
    tried = "".join(
        path.read_text(encoding="utf-8", errors="replace")
        for path in (ROOT / "tests").rglob("*")
        if path.is_file() and path.suffix in (".py", ".yaml", ".toml", ".j2") and path != Path(__file__)
    )
    untried = {rule for rule in rules() if not re.search(rf"(?<![a-z-]){re.escape(rule)}(?![a-z-])", tried)}
    assert untried - UNTRIED == set()


def test_every_element_has_a_builder() -> None:
    from irdocs.document.parse import BUILDERS
    from irdocs.document.vocabulary import BLOCKS, VOCABULARY

    assert set(BUILDERS) >= BLOCKS & set(VOCABULARY)


def test_the_pdf_writer_draws_every_block() -> None:
    from irdocs.pdf.blocks import HANDLERS

    blocks = {kind for kind in vars(nodes).values() if isinstance(kind, type) and issubclass(kind, nodes.Block)}
    assert {kind.__name__ for kind in blocks - {nodes.Block, nodes.ListItem} - set(HANDLERS)} == set()


@cache
def printable() -> str:
    """Give the characters that the default face has."""
    codes = [*range(0x21, 0x7F), *range(0xA1, 0x180), 0x2013, 0x2019, 0x201C, 0x2026, 0x2265]
    text = "".join(map(chr, codes)).replace("\u00ad", "")
    known = face("Public Sans")
    return "".join(character for character in text if known.hb_face and known.font.get_nominal_glyph(ord(character)))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("any")
    return open_project(write_content(folder), folder / "output")


WORD = st.text(st.sampled_from(printable()), min_size=1, max_size=12)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORD, min_size=1, max_size=8))
def test_any_text_arrives_unchanged(project: Project, words: list[str]) -> None:
    """Typed into a record, with marks of YAML, Markdown, XML and Jinja in it, it stands in leaflet and notes."""
    said = " ".join(words)
    assume(not re.search(r"\d{3} ?\d{3} ?\d{4}", said))  # such digits may be a patient's NHS number, and are refused
    escaped = re.sub(r"([\\*_\[\]!&<>()#`~|-])", r"\\\1", said)
    place = project.content / "topics" / "short-history"
    facts, half = read_half(place / "facts.yaml"), read_half(place / "en.yaml")
    half["answer"] = half["for_patients"] = half["for_trainees"] = f"Begin {escaped} end"
    write_subject(project.content / "topics" / "any-text", facts, half)
    fresh = open_project(project.content, project.output)
    problems = Problems()
    leaflet = make(fresh, Job("any-text", "leaflet"), TODAY, problems)
    deck = make(fresh, Job("any-text", "deck", format="pptx"), TODAY, problems)
    told = {one.rule for one in (*problems, *fresh.problems) if one.severity >= 2}
    if told:
        # digits beside units may look like evidence: the rule must be the only one to speak
        assert told == {"number-in-prose"}
        return
    assert leaflet is not None and deck is not None
    wanted = squeezed(f"Begin {said} end")
    assert squeezed(tag_tree(leaflet)).count(wanted) >= 2
    with zipfile.ZipFile(io.BytesIO(deck)) as package:
        notes = [
            package.read(name)
            for name in package.namelist()
            if "notesSlides/notesSlide" in name and ".rels" not in name
        ]
    assert any(wanted in squeezed("".join(etree.fromstring(one).itertext("{*}t"))) for one in notes)


def squeezed(text: str) -> str:
    return re.sub(r"[\s~\u00a0]+", "", text)


def test_the_small_project_says_everything_that_a_record_can_say() -> None:
    """A field that no test fills in is one that nobody knows to work."""
    import dataclasses

    from irdocs.model.records import Procedure

    place = ROOT / "tests" / "project" / "content" / "procedures" / BASE
    said = set(read_half(place / "facts.yaml")) | set(read_half(place / "en.yaml"))
    fields = {one.name for one in dataclasses.fields(Procedure) if not one.metadata.get("internal")}
    assert fields - said <= {"conditions", "absent_risks", "easy_read"}
