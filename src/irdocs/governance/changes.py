"""What a reader sees differently since an approval: word by word, for people."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass

from irdocs.model.approval import ORDER

AROUND = 4
"""Words that are shown at each side of a change."""


@dataclass(frozen=True)
class Change:
    """One value that is not what was approved."""

    path: str
    """Where it stands: "risks.tear.meaning", "glossary.catheter.plain"."""
    said: str
    """The words, [-what went-] {+what came+}."""


def changes(before: Mapping[str, str], now: Mapping[str, str]) -> list[Change]:
    """Return what differs, in the order of what stands now; what went comes last."""
    found = [
        Change(path, _told(path, before.get(path, ""), said))
        for path, said in now.items()
        if before.get(path) != said and not only_grown(path, before.get(path, ""), said)
    ]
    return found + [
        Change(path, _told(path, said, ""))
        for path, said in before.items()
        if path not in now and not only_grown(path, said, "")
    ]


def only_grown(path: str, before: str, now: str) -> bool:
    """Whether two orders differ only in entries that came or went: those are told by themselves."""
    if not path.endswith(ORDER):
        return False
    first, second = before.split(", "), now.split(", ")
    return [one for one in first if one in second] == [one for one in second if one in first]


def _told(path: str, before: str, now: str) -> str:
    if path.endswith(".drawn"):
        return "the drawing was changed"  # what is compared is the hash of its file
    return word_diff(before, now)


def word_diff(before: str, now: str) -> str:
    """Show two texts as one: what went in [-...-], what came in {+...+}, a few words around, "..." for the rest."""
    first, second = before.split(), now.split()
    parts: list[str] = []
    steps = difflib.SequenceMatcher(None, first, second, autojunk=False).get_opcodes()
    for place, (kind, a, b, c, d) in enumerate(steps):
        if kind == "equal":
            parts.append(_shortened(first[a:b], opens=place == 0, ends=place == len(steps) - 1))
            continue
        if gone := " ".join(first[a:b]):
            parts.append(f"[-{gone}-]")
        if came := " ".join(second[c:d]):
            parts.append(f"{{+{came}+}}")
    return " ".join(part for part in parts if part)


def _shortened(words: list[str], *, opens: bool, ends: bool) -> str:
    """Keep the words next to a change."""
    head = [] if opens else words[:AROUND]
    tail = [] if ends else words[-AROUND:]
    if len(words) <= len(head) + len(tail):
        return " ".join(words)
    return " ".join([*head, "...", *tail])
