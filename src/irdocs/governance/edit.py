"""Adds an approval to the text of a facts.yaml and leaves every other character as it was: comments, order, line ends.

The place is found through the marks of the composed YAML; what was written is read again, and must be what was there plus
the approval, or nothing is returned.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

_KEYS = ("review", "approvals")


def add_approval(text: str, entry: Mapping[str, str]) -> str:
    """Return the text with an entry added to the list `review.approvals`.

    Raises ValueError where the text cannot be read, or where an edit would change more than the list.
    """
    try:
        before = _plain(yaml.compose(text, yaml.SafeLoader))
        made = _added(text, entry)
        after = _plain(yaml.compose(made, yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise ValueError(f"the YAML cannot be read: {error}".split("\n")[0]) from None
    if not isinstance(before, dict):
        raise ValueError("the file does not begin with a key")
    review = before.get("review") or {}
    if not isinstance(review, dict):
        raise ValueError("`review` is not made of keys and values")
    wanted = {**before, "review": {**review, "approvals": [*(review.get("approvals") or []), dict(entry)]}}
    if after != wanted:
        raise ValueError("an approval cannot be added to this review block without changing the rest of it")
    return made


def _plain(node: yaml.Node | None) -> Any:
    """Return composed nodes as plain data, every scalar as it was typed."""
    if isinstance(node, yaml.MappingNode):
        return {_plain(key): _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(one) for one in node.value]
    if isinstance(node, yaml.ScalarNode):
        return None if node.tag == "tag:yaml.org,2002:null" else str(node.value)
    return None


def _added(text: str, entry: Mapping[str, str]) -> str:
    end = "\r\n" if "\r\n" in text else "\n"
    flow = "{" + ", ".join(f"{key}: {_quoted(value)}" for key, value in entry.items()) + "}"
    root = yaml.compose(text, yaml.SafeLoader)
    if not isinstance(root, yaml.MappingNode):
        raise ValueError("the file does not begin with a key")
    review = _child(root, _KEYS[0])
    if review is None:
        return _after_all(text, end) + f"review:{end}  approvals:{end}    - {flow}{end}"
    if not isinstance(review, yaml.MappingNode):
        at = _line_end(text, review.end_mark.index)
        return text[:at] + f"{end}  approvals:{end}    - {flow}" + text[at:]
    if review.flow_style:
        return _into_flow(text, review, flow)
    pad = " " * review.start_mark.column
    approvals = _child(review, _KEYS[1])
    if approvals is None:
        at = _end_of(text, review)
        return text[:at] + f"{end}{pad}approvals:{end}{pad}  - {flow}" + text[at:]
    if isinstance(approvals, yaml.SequenceNode) and not approvals.flow_style:
        at = _end_of(text, approvals)
        return text[:at] + f"{end}{' ' * approvals.start_mark.column}- {flow}" + text[at:]
    if isinstance(approvals, yaml.SequenceNode):
        return _into_list(text, approvals, flow)
    at = _line_end(text, approvals.end_mark.index)
    return text[:at] + f"{end}{pad}  - {flow}" + text[at:]


def _into_flow(text: str, review: yaml.MappingNode, flow: str) -> str:
    """Add to `review: {...}`."""
    approvals = _child(review, _KEYS[1])
    if isinstance(approvals, yaml.SequenceNode):
        return _into_list(text, approvals, flow)
    at = review.value[-1][1].end_mark.index if review.value else review.start_mark.index + 1
    comma = ", " if review.value else ""
    return f"{text[:at]}{comma}approvals: [{flow}]{text[at:]}"


def _into_list(text: str, approvals: yaml.SequenceNode, flow: str) -> str:
    """Add to `[...]`."""
    at = approvals.value[-1].end_mark.index if approvals.value else approvals.start_mark.index + 1
    return f"{text[:at]}{', ' if approvals.value else ''}{flow}{text[at:]}"


def _child(node: yaml.MappingNode, name: str) -> yaml.Node | None:
    return next((value for key, value in node.value if key.value == name), None)


def _end_of(text: str, node: yaml.Node) -> int:
    """Return where the last line of a block ends, comments behind its last value included."""
    last = node
    while isinstance(last, yaml.CollectionNode) and not last.flow_style and last.value:
        inner = last.value[-1]
        last = inner[1] if isinstance(inner, tuple) else inner
    # the mark of a block scalar stands behind the blank lines that follow it
    return _line_end(text, len(text[: last.end_mark.index].rstrip()))


def _line_end(text: str, index: int) -> int:
    at = text.find("\n", index)
    if at < 0:
        return len(text)
    return at - 1 if at and text[at - 1] == "\r" else at


def _after_all(text: str, end: str) -> str:
    return text if text.endswith("\n") else text + end


def _quoted(value: str) -> str:
    """Write a value as a double-quoted scalar (YAML 1.2, 7.3.1)."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
