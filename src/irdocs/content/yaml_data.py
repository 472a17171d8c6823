"""YAML files as plain data that knows its places: YAML 1.2 core types only, every fault with line and column.

PyYAML's C parser composes the nodes; they are read here, because a record needs what PyYAML's own constructor gives
away: the place of each key and value, keys that stand twice, and numbers as they were typed.
"""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from irdocs.content.characters import check_characters
from irdocs.content.yaml_faults import CONTROL, explain, place_in
from irdocs.problems import Location, Problems

LARGEST_BYTES = 2_000_000
DEEPEST = 40
_ALIAS = re.compile(r"(?:^|[\s\[{,:-])\*[^\s*]", re.MULTILINE)
"""What an alias looks like; words may look so too, so the parser decides."""


class Unreadable:
    """Stands for a value whose fault has been told, so that nobody tells a second one."""


UNREADABLE = Unreadable()


class Text(str):
    """A string that knows where it was typed."""

    __slots__ = ("at",)
    at: Location


class Mapping(dict[Any, Any]):
    """A mapping that knows where each of its keys and values was typed."""

    __slots__ = ("at", "keys_at", "values_at", "words_at")

    def __init__(self, at: Location) -> None:
        super().__init__()
        self.at = at
        self.words_at: Location | None = None
        """Of two halves that were merged: where the words begin."""
        self.keys_at: dict[Any, Location] = {}
        self.values_at: dict[Any, Location] = {}


class Sequence(list[Any]):
    """A list that knows where each of its items was typed."""

    __slots__ = ("at", "items_at")

    def __init__(self, at: Location) -> None:
        super().__init__()
        self.at = at
        self.items_at: list[Location] = []


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


def read_yaml(path: Path, shown: str, problems: Problems) -> Mapping | None:
    """Read a file whose top is a mapping; ``shown`` is its name in problems. Returns None where it cannot be read."""
    here = Location(shown)
    try:
        raw = path.read_bytes()
    except OSError as error:
        problems.error(
            "unreadable", here, f"the file cannot be read: {error.strerror}", "check its name and permissions"
        )
        return None
    if len(raw) > LARGEST_BYTES:
        problems.error("too-large", here, f"the file has {len(raw):,} bytes", "a record is text: 2 MB at most")
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        problems.error("not-utf-8", Location(shown, line, column), "this is not UTF-8 text", "save the file as UTF-8")
        return None
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
        data = _Reader(shown, problems).value(node, 0)
    except RecursionError:
        problems.error("too-deep", here, "it is nested too deep", "a record is flat")
        return None
    if not isinstance(data, Mapping):
        problems.error(
            "not-a-mapping", Location(shown, 1, 1), "the file does not begin with a key", "write `key: value`"
        )
        return None
    return data


def _too_deep(text: str) -> int:
    """Return the line at which flow brackets nest too deep for a record (and for the C parser's stack), or 0."""
    if text.count("[") + text.count("{") <= DEEPEST:
        return 0
    depth = 0
    for number, line in enumerate(text.split("\n"), 1):
        for character in line:
            if character in "[{":
                depth += 1
                if depth > DEEPEST:
                    return number
            elif character in "]}":
                depth = max(0, depth - 1)
        if depth and re.match(r"^[^\s\[\]{},][^\[\]{}]*:(\s|$)", line):
            depth = 0  # a new key at the margin: the brackets before were words
    return 0


def _tell_aliases(text: str, shown: str, problems: Problems) -> bool:
    """Tell each alias at its place (a composed node only knows its anchor's); whether there was one."""
    marks = [event.start_mark for event in yaml.parse(text, _CoreLoader) if isinstance(event, yaml.AliasEvent)]
    for mark in marks[:20]:
        at = Location(shown, mark.line + 1, mark.column + 1) if mark else Location(shown)
        problems.error("alias", at, "YAML aliases (*name) are not read", "write the value out")
    return bool(marks)


_STANDARD = "tag:yaml.org,2002:"
_TAGS = frozenset({"map", "seq", "str", "int", "float", "bool", "null"})


class _Reader:
    """Turns composed nodes into data with places; refuses tags and double keys."""

    def __init__(self, shown: str, problems: Problems) -> None:
        self.shown = shown
        self.problems = problems

    def place(self, node: yaml.Node) -> Location:
        mark = node.start_mark
        return Location(self.shown, mark.line + 1, mark.column + 1)

    def value(self, node: yaml.Node, depth: int) -> Any:
        at = self.place(node)
        if depth > DEEPEST:
            raise RecursionError
        if not node.tag.startswith(_STANDARD) or node.tag.removeprefix(_STANDARD) not in _TAGS:
            self.problems.error("yaml-tag", at, f"the tag {node.tag} is not read", "write plain text or a number")
            return UNREADABLE
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, at, depth)
        if isinstance(node, yaml.SequenceNode):
            return self.sequence(node, at, depth)
        assert isinstance(node, yaml.ScalarNode)
        return self.scalar(node, at)

    def mapping(self, node: yaml.MappingNode, at: Location, depth: int) -> Mapping:
        result = Mapping(at)
        for key_node, value_node in node.value:
            key_at = self.place(key_node)
            key = self.value(key_node, depth + 1)
            if not isinstance(key, (str, int)) or isinstance(key, bool):
                self.problems.error("bad-key", key_at, "a key must be a word or a whole number", "put it in quotes")
                continue
            key = str(key) if isinstance(key, str) else key
            if key in result:
                first = result.keys_at[key]
                self.problems.error(
                    "double-key", key_at, f'the key "{key}" stands twice', f"it already stands in line {first.line}"
                )
                continue
            result[key] = self.value(value_node, depth + 1)
            result.keys_at[key] = key_at
            result.values_at[key] = self.place(value_node)
        return result

    def sequence(self, node: yaml.SequenceNode, at: Location, depth: int) -> Sequence:
        result = Sequence(at)
        for item in node.value:
            result.append(self.value(item, depth + 1))
            result.items_at.append(self.place(item))
        return result

    def scalar(self, node: yaml.ScalarNode, at: Location) -> Any:
        kind = node.tag.removeprefix(_STANDARD)
        if kind == "int":
            return int(node.value) if len(node.value) < 20 else self._huge(at)
        if kind == "float":
            return Decimal(node.value) if len(node.value) < 30 else self._huge(at)
        if kind == "bool":
            return node.value[0] in "tT"
        if kind == "null":
            return None
        text = Text(node.value)
        # The words of a block scalar begin on the line below its mark.
        text.at = Location(self.shown, at.line + 1, 1) if node.style in ("|", ">") else at
        return text

    def _huge(self, at: Location) -> Unreadable:
        self.problems.error("huge-number", at, "this number is too long to be one", "put text in quotes")
        return UNREADABLE


def locate(data: Mapping, path: tuple[str, ...]) -> Location:
    """Return the place of the value at a path of keys and numbers, as far as the path can be followed."""
    at, value = data.at, data
    for step in path:
        if isinstance(value, Mapping):
            key: Any = step if step in value else next((one for one in value if str(one) == step), None)
            if key is None:
                break
            at, value = value.values_at[key], value[key]
        elif isinstance(value, Sequence) and step.isdigit() and int(step) < len(value):
            at, value = value.items_at[int(step)], value[int(step)]
        else:
            break
    return at
