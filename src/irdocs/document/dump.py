"""The document tree as text: one line a node, children indented; a golden file, and what `irdocs show tree` prints."""

from dataclasses import fields
from typing import Any

from irdocs.document import nodes
from irdocs.model.locale import NBSP
from irdocs.model.quantities import CountPhrase, Shown
from irdocs.typeset.figures.shapes import Picture

_LEFT_OUT = ("at",)


def dump(node: nodes.Node, depth: int = 0) -> str:
    """Return a node and everything below it as indented text; no-break spaces are shown as "~"."""
    own: list[str] = []
    below: list[str] = []
    for one in fields(node):
        value = getattr(node, one.name)
        if one.name in _LEFT_OUT or (value in ("", (), None, 0) and one.name not in ("rank", "level")):
            continue
        if isinstance(value, nodes.Node):
            below.append(dump(value, depth + 1))
        elif isinstance(value, tuple) and value and isinstance(value[0], nodes.Inline):
            own.append(f'{one.name}="{_line(value)}"')
        elif isinstance(value, tuple) and value and isinstance(value[0], tuple) and _is_line(value[0]):
            below.extend(f'{"  " * (depth + 1)}"{_line(line)}"' for line in value)
        elif isinstance(value, tuple) and value and isinstance(value[0], nodes.Node):
            below.extend(dump(child, depth + 1) for child in value)
        else:
            own.append(f"{one.name}={_value(value)}")
    head = "  " * depth + type(node).__name__ + "".join(f" {part}" for part in own)
    return "\n".join([head, *below])


def _is_line(value: tuple[Any, ...]) -> bool:
    return bool(value) and isinstance(value[0], nodes.Inline)


def _line(line: nodes.Line) -> str:
    return nodes.words(line).replace(NBSP, "~")


def _value(value: Any) -> str:
    if isinstance(value, str):
        return f'"{value.replace(NBSP, "~")}"'
    if isinstance(value, Picture):
        return f"{value.width:g}x{value.height:g}"
    if isinstance(value, Shown):
        return f"{value.relation.value}:{value.low}-{value.high}/{value.of}{' about' if value.about else ''}"
    if isinstance(value, CountPhrase):
        return _value(value.text)
    if isinstance(value, tuple):
        return "(" + ", ".join(_value(item) for item in value) + ")"
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)
