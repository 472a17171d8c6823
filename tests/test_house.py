"""The house stays in order: a class has one name, a module one subject, and no function is a maze."""

import ast
from collections import defaultdict
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src" / "irdocs"
TWINS = {
    "Drawing": "a picture of the content, and its block on a page",
    "EasyRow": "a row of the record, and its block on a page",
    "Glance": "facts of the record, and their block on a page",
    "GlanceItem": "a fact of the record, and its block on a page",
    "Option": "an option of a question in the record, and on a page",
    "Reference": "a source, and its entry in a list of sources",
    "Link": "a span of prose, and a piece of a line",
    "Strong": "a span of prose, and a piece of a line",
    "Rule": "a rule of content, and one of finished files: preflight imports nothing of ours",
}
"""Names that stand twice, and why: a record and the node that is made of it are one thing at two stages."""
TABLES = {
    "document/nodes.py": "the node of every element",
    "pptx/slide_plan.py": "the planner of every block",
}
"""Modules that may be longer than 500 lines."""


def test_a_name_of_a_class_stands_once() -> None:
    places = defaultdict(list)
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(path.relative_to(SOURCE).as_posix())
    twice = {name: found for name, found in places.items() if len(found) > 1}
    assert {name: found for name, found in twice.items() if name not in TWINS or len(found) > 2} == {}
    assert set(TWINS) <= set(twice), "a reason without twins"


def test_a_module_is_one_thing() -> None:
    long = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if len(path.read_text(encoding="utf-8").splitlines()) > 500
    }
    assert long <= set(TABLES)
