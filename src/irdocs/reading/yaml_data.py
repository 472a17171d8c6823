"""YAML files as plain data that knows its places: YAML 1.2 core types only, every fault with line and column.

PyYAML's C parser composes the nodes; they are read here, because a record needs what PyYAML's own constructor gives
away: the place of each key and value, keys that stand twice, and numbers as they were typed.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from irdocs.problems import Location, Problems
from irdocs.reading.characters import check_characters
from irdocs.reading.files import read_text
from irdocs.reading.placed import UNREADABLE, Mapping, PlacedText, Sequence
from irdocs.reading.yaml_faults import CONTROL, explain, place_in

LARGEST_BYTES = 2_000_000
DEEPEST = 40
_ALIAS = re.compile(r"\*(?<![^\s\[{,:-]\*)[^\s*]")
"""What an alias looks like; words may look so too, so the parser decides."""


class _CoreLoader(yaml.CSafeLoader):
    """libyaml with the implicit types of the YAML 1.2 core schema (10.3.2): no `yes`, no base 60, no dates."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012  # PyYAML's own shape


for _tag, _pattern, _first in (
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", "-+0123456789."),
    ("null", r"^(?:~|null|Null|NULL|)$", "~nN\0"),
):
    for _character in _first if _tag != "null" else ("~", "n", "N", ""):
        _CoreLoader.yaml_implicit_resolvers.setdefault(_character, []).append(
            (f"tag:yaml.org,2002:{_tag}", re.compile(_pattern))
        )


def shown_path(path: Path, root: Path) -> str:
    """Return a path as it is told to a person: relative to the project where it lies inside, with forward slashes."""
    try:
        return path.relative_to(root.parent).as_posix()
    except ValueError:
        return path.as_posix()


def read_yaml(path: Path, shown: str, problems: Problems) -> Mapping | None:
    """Read a file whose top is a mapping; ``shown`` is its name in problems. Returns None where it cannot be read."""
    text = read_text(path, shown, problems, LARGEST_BYTES)
    return None if text is None else parse_yaml(text, shown, problems)


def parse_yaml(text: str, shown: str, problems: Problems) -> Mapping | None:
    """Read text whose top is a mapping. Returns None, with every fault told, where it cannot be read."""
    here = Location(shown)
    if too_deep := _too_deep(text):
        problems.error("too-deep", Location(shown, too_deep, 1), "brackets are nested too deep", "a record is flat")
        return None
    try:
        if _ALIAS.search(text) and _tell_aliases(text, shown, problems):
            return None
        node = yaml.compose(text, _CoreLoader)
    except yaml.MarkedYAMLError as error:
        fault = explain(text, error)
        problems.error("broken-yaml", Location(shown, fault.line, fault.column), fault.message, fault.hint)
        return None
    except yaml.reader.ReaderError:
        control = CONTROL.search(text)
        at = Location(shown, *place_in(text, control.start())) if control else here
        problems.error(
            "broken-yaml", at, "a control character stands here, which nobody can see",
            "delete it and type the words around it anew; or this is no text file at all",
        )  # fmt: skip
        return None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        problems.error(
            "broken-yaml", here, f"this is not YAML: {error}".split("\n")[0], "write it as text with keys and values"
        )
        return None
    check_characters(text, shown, problems)
    if node is None:
        problems.error("empty", here, "the file is empty", "fill it in, or remove it")
        return None
    try:
        reader = _Reader(shown, problems)
        data = reader.value(node, reader.place(node), 0)
    except RecursionError:
        problems.error("too-deep", here, "it is nested too deep", "a record is flat")
        return None
    if not isinstance(data, Mapping):
        problems.error(
            "not-a-mapping", Location(shown, 1, 1), "the file does not begin with a key", "write `key: value`"
        )
        return None
    return data


_NESTING = re.compile(r"[\[{\]}]|^[^\s\[\]{},][^\[\]{}\n]*:(?=\s|$)", re.MULTILINE)
"""A bracket, or a key at the margin: before it every bracket is closed, or was words."""


def _too_deep(text: str) -> int:
    """Return the line at which flow brackets nest too deep for a record (and for the C parser's stack), or 0."""
    depth = 0
    for found in _NESTING.finditer(text):
        if found[0] in "[{":
            depth += 1
            if depth > DEEPEST:
                return text.count("\n", 0, found.start()) + 1
        else:
            depth = depth - 1 if depth and found[0] in "]}" else 0
    return 0


def _tell_aliases(text: str, shown: str, problems: Problems) -> bool:
    """Tell each alias at its place (a composed node only knows its anchor's); whether there was one."""
    marks = [event.start_mark for event in yaml.parse(text, _CoreLoader) if isinstance(event, yaml.AliasEvent)]
    for mark in marks[:20]:
        at = Location(shown, mark.line + 1, mark.column + 1) if mark else Location(shown)
        problems.error("alias", at, "YAML aliases (*name) are not read", "write the value out")
    return bool(marks)


_TAGS = {f"tag:yaml.org,2002:{name}": name for name in ("map", "seq", "str", "int", "float", "bool", "null")}


_CONVERT: dict[str, Callable[[str], Any]] = {
    "int": int,
    "float": Decimal,
    "bool": lambda typed: {"true": True, "false": False}[typed.lower()],
    "null": lambda typed: None,
}
LONGEST_NUMBER = 20
"""Characters."""


class _Reader:
    """Turns composed nodes into data with places; refuses tags and double keys."""

    def __init__(self, shown: str, problems: Problems) -> None:
        self.shown = shown
        self.problems = problems

    def place(self, node: yaml.Node) -> Location:
        mark = node.start_mark
        return Location(self.shown, mark.line + 1, mark.column + 1)

    def value(self, node: yaml.Node, at: Location, depth: int) -> Any:
        if depth > DEEPEST:
            raise RecursionError
        kind = _TAGS.get(node.tag)
        if kind == "str" and isinstance(node, yaml.ScalarNode):
            text = PlacedText(node.value)
            # The words of a block scalar begin on the line below its mark.
            text.at = Location(self.shown, at.line + 1, 1) if node.style in ("|", ">") else at
            return text
        if kind is None:
            self.problems.error("yaml-tag", at, f"the tag {node.tag} is not read", "write plain text or a number")
            return UNREADABLE
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, at, depth)
        if isinstance(node, yaml.SequenceNode):
            return self.sequence(node, at, depth)
        assert isinstance(node, yaml.ScalarNode)
        return self.scalar(kind, node.value, at)

    def mapping(self, node: yaml.MappingNode, at: Location, depth: int) -> Mapping:
        result = Mapping(at)
        for key_node, value_node in node.value:
            key_at = self.place(key_node)
            key = key_node.value if _TAGS.get(key_node.tag) == "str" else self.value(key_node, key_at, depth + 1)
            if key.__class__ not in (str, int):
                self.problems.error("bad-key", key_at, "a key must be a word or a whole number", "put it in quotes")
                continue
            if key in result:
                first = result.keys_at[key]
                self.problems.error(
                    "double-key", key_at, f'the key "{key}" stands twice', f"it already stands in line {first.line}"
                )
                continue
            value_at = self.place(value_node)
            result[key] = self.value(value_node, value_at, depth + 1)
            result.keys_at[key] = key_at
            result.values_at[key] = value_at
        return result

    def sequence(self, node: yaml.SequenceNode, at: Location, depth: int) -> Sequence:
        result = Sequence(at)
        for item in node.value:
            item_at = self.place(item)
            result.append(self.value(item, item_at, depth + 1))
            result.items_at.append(item_at)
        return result

    def scalar(self, kind: str, typed: str, at: Location) -> Any:
        if kind in ("int", "float") and len(typed) > LONGEST_NUMBER:
            self.problems.error("huge-number", at, "this number is too long to be one", "put text in quotes")
            return UNREADABLE
        try:
            return _CONVERT[kind](typed)
        except (ArithmeticError, ValueError, KeyError):  # only where a tag says what the value is not
            self.problems.error("yaml-tag", at, f'"{typed}" is not what its tag says', "take the tag out")
            return UNREADABLE
