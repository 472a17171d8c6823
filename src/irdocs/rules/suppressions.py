"""`# allow: rule because ...`: a person lets a rule pass beside the line, and says why.

The comment stands at the end of the line or above it, and may name several rules. Where the line begins a longer text, it
holds for all of it. Inside a text it would be printed, so there it is a fault, as is one without a reason, or one that
nothing needs.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from irdocs.problems import Location, Problem, Problems, Severity, nearest
from irdocs.reading.files import read_regular
from irdocs.rules.files import BAD_ALLOW
from irdocs.rules.table import RULES

_ALLOW = re.compile(
    r"#\s*allow:\s*((?:[a-z0-9-]+\s*,\s*)*[a-z0-9-]*)[\s,;:]*(?:because\b[\s:]*((?:(?!#\s*allow:).)*))?", re.IGNORECASE
)
_QUOTED = re.compile(r"(?:- |[\w.-]+: )\s*'(?:[^']|'')*$")
"""What stands before a place inside single quotes."""
_BLOCK = re.compile(r"[|>][-+0-9]*\s*(?:#.*)?$")
SHORTEST_REASON = 2
"""Words."""


@dataclass(frozen=True)
class Allow:
    """One such comment."""

    rule: str
    reason: str
    at: Location
    first: int
    last: int
    """The lines that it holds for."""
    in_text: bool


def apply_suppressions(
    folder: Path, shown: Iterable[str], told: Problems, *, tell: bool, in_part: Collection[str] = ()
) -> Problems:
    """Return what was told without what is allowed in these files of a content folder.

    With ``tell`` every comment that is wrong or that nothing needs is told: only a whole check can know. Of the files
    ``in_part`` not all was checked, so what nothing seems to need there is left.
    """
    allows = [one for path in shown for one in _in_file(folder.parent / path, path)]
    if not allows:
        return told
    kept, used = Problems(), set()
    for problem in told:
        fitting = [one for one in allows if _fits(one, problem)]
        used.update(fitting)
        if not fitting:
            kept.extend([problem])
    if tell:
        for one in allows:
            _judge(one, one in used or one.at.path in in_part, kept)
    return kept


def _fits(one: Allow, problem: Problem) -> bool:
    return (
        problem.rule == one.rule
        and problem.location.path == one.at.path
        and one.first <= problem.location.line <= one.last
        and problem.severity < Severity.ERROR
        and _stands(one)
    )


def _stands(one: Allow) -> bool:
    rule = RULES.get(one.rule)
    return rule is not None and rule.allowed and not one.in_text and len(one.reason.split()) >= SHORTEST_REASON


def _judge(one: Allow, used: bool, problems: Problems) -> None:
    allowed = [slug for slug, rule in RULES.items() if rule.allowed]
    if one.in_text:
        message = "this comment stands inside a text, and would be printed"
        BAD_ALLOW.report(problems, one.at, message, "move it above", Severity.ERROR)
    elif one.rule not in RULES:
        BAD_ALLOW.report(problems, one.at, f'there is no rule "{one.rule}"', nearest(one.rule, allowed))
    elif not RULES[one.rule].allowed:
        BAD_ALLOW.report(problems, one.at, f'"{one.rule}" cannot be let pass', "mend what it tells of")
    elif not _stands(one):
        BAD_ALLOW.report(problems, one.at, "it gives no reason", f"write: # allow: {one.rule} because ...")
    elif not used:
        BAD_ALLOW.report(problems, one.at, f'nothing here breaks "{one.rule}"', "take the comment out")


def _in_file(path: Path, shown: str) -> Iterator[Allow]:
    try:
        raw = read_regular(path)
    except OSError:
        return
    if b"allow:" not in raw.lower():
        return
    lines = raw.decode("utf-8", errors="replace").splitlines()
    block = -1
    """Indentation of the key whose block of text is being read; -1 outside."""
    for index, line in enumerate(lines):
        indent = len(line) - len(line.lstrip())
        if line.strip() and indent <= block:
            block = -1
        inside = block >= 0
        for match in _ALLOW.finditer(line):
            in_text = inside or not _is_comment(line, match.start())
            begin = index
            while not in_text and begin < len(lines) and lines[begin].lstrip().startswith("#"):
                begin += 1
            at = Location(shown, index + 1, match.start() + 1)
            for rule in re.split(r"\s*,\s*", match[1].lower()):
                yield Allow(rule, (match[2] or "").strip(), at, index + 1, _end(lines, begin) + 1, in_text)
        if not inside and not line.lstrip().startswith("#") and _BLOCK.search(line):
            block = indent


def _is_comment(line: str, start: int) -> bool:
    """Whether a # begins a comment: after a space or at the margin, and not between quotes."""
    before = line[:start]
    if before and before[-1] not in " \t" and "#" not in before:
        return False
    return before.replace('\\"', "").count('"') % 2 == 0 and not _QUOTED.search(before)


def _end(lines: list[str], begin: int) -> int:
    """Return the last line of what begins in a line: a value goes on as long as it is set further in."""
    if begin >= len(lines):
        return len(lines) - 1
    start = lines[begin]
    bare = start.partition(" #")[0].rstrip()
    if bare.endswith(":"):
        return begin  # a key alone: what stands below it are entries of their own
    indent, last = len(start) - len(start.lstrip()), begin
    for index in range(begin + 1, len(lines)):
        line = lines[index]
        if line.strip() and len(line) - len(line.lstrip()) <= indent:
            break
        if line.strip():
            last = index
    return last
