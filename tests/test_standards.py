"""Ids of requirements resolve inside the repository, and people are told whose requirement it is, not a bare id."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from irdocs.preflight.pdf.press import RULES as PRESS
from irdocs.preflight.pdf.rules import RULES as PDF
from irdocs.preflight.pptx.rules import RULES as PPTX
from irdocs.rules.table import RULES

ROOT = Path(__file__).parents[1]
ID = re.compile(r"(?<![\w/#&.-])[A-EGLPR]\d{2}(?![\w.-])")
NO_IDS = {"P14"}
"""Names in code that look like an id."""


def known() -> dict[str, str]:
    """Return id -> what docs/standards.md says of it."""
    page = (ROOT / "docs" / "standards.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^### ([A-Z]\d\d)\n\n(.*?)(?=\n#|\Z)", page, re.MULTILINE | re.DOTALL))


def used() -> Iterator[tuple[str, str]]:
    """Yield each id that a file of ours names, with the file."""
    folders = (ROOT / name for name in ("src", "docs", "tests", "layouts", "scripts", "schema"))
    files = [path for folder in folders for path in folder.rglob("*") if path.suffix in (".py", ".md", ".toml", ".j2")]
    for path in (*files, ROOT / "README.md", ROOT / "scripts" / "make-docs"):
        for one in ID.findall(path.read_text(encoding="utf-8")):
            if one not in NO_IDS:
                yield one, path.relative_to(ROOT).as_posix()


def test_each_id_stands_in_standards() -> None:
    named, there = set(used()), known()
    assert len({one for one, _ in named}) > 60
    assert {(one, path) for one, path in named if one not in there} == set()


def test_each_standard_has_a_text_and_a_public_source() -> None:
    for one, text in known().items():
        said, _, source = text.partition("\n\nSource: ")
        assert len(said.split()) > 3 and source.strip(), one


def test_each_rule_names_standards_that_are_known() -> None:
    there = known()
    for table in (RULES, PDF, PPTX, PRESS):
        for slug, rule in table.items():
            assert not rule.standard or set(rule.standard.split(", ")) <= set(there), slug


def test_messages_name_the_standard_and_no_bare_id() -> None:
    """Text that a program prints: every string in the code but docstrings and the ids that a rule keeps."""
    bare = []
    for path in sorted((ROOT / "src" / "irdocs").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
                ids = ID.findall(node.value)
                if ids and node.value != ", ".join(ids):
                    bare.append(f"{path.name}:{node.lineno}: {node.value}")
    assert bare == []
