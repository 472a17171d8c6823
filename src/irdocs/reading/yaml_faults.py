"""What a person did that broke the YAML: the parser says where it gave up, this says what to mend, and where.

Only read where a file is broken, so nothing here needs to be fast. Each guess looks at the lines around the place and
gives up where it is not sure; then the parser's own words are told.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

import yaml

BACK = 6
"""Lines before the parser's place that are looked at: it gives up behind the fault, never before it."""


@dataclass(frozen=True)
class Fault:
    """A fault as it is told; line and column count from 1."""

    line: int
    column: int
    message: str
    hint: str


@dataclass(frozen=True)
class _Broken:
    """Where the parser gave up."""

    lines: list[str]
    line: int
    column: int
    problem: str
    opened: tuple[int, int] | None
    """Where the bracket or quote begins that the parser was reading, line and column."""

    def before(self, first: int = 0) -> list[tuple[int, str]]:
        """Return the line and those before it, the nearest first, as (number, text)."""
        last = min(self.line, len(self.lines))
        return [(number, self.lines[number - 1]) for number in range(last - first, max(last - BACK, 0), -1)]

    @property
    def text(self) -> str:
        return self.lines[self.line - 1] if self.line <= len(self.lines) else ""


def explain(text: str, error: yaml.MarkedYAMLError) -> Fault:
    """Return what broke a text."""
    mark = error.problem_mark or error.context_mark
    opened = error.context_mark
    broken = _Broken(
        lines=re.split(r"\r\n|\n|\r", text),
        line=mark.line + 1 if mark else 1,
        column=mark.column + 1 if mark else 1,
        problem=error.problem or error.context or "it cannot be read",
        opened=(opened.line + 1, opened.column + 1) if opened else None,
    )
    for guess in _GUESSES:
        if found := guess(broken):
            return found
    return Fault(
        broken.line,
        broken.column,
        f"the YAML is broken here: {broken.problem}",
        "look at the indentation, quotes and colons of this line and the one above",
    )


CONTROL = re.compile(r"[^\t\n\r -~\u0085\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What YAML refuses (1.2, 5.1)."""


def place_in(text: str, index: int) -> tuple[int, int]:
    """Return line and column of a place in a text, from 1."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


UNSEEN = {
    "\t": "a tab",
    "\u00a0": "a no-break space",
    "\u202f": "a narrow no-break space",
    "\u3000": "a wide space",
    "\u200b": "a space without width",
    "\ufeff": "a mark of byte order",
}
"""What looks like a space, or like nothing, and is no space to YAML."""
_UNSEEN = re.compile(rf"^( *)([{''.join(UNSEEN)}])|^( *[\w.-]+:)([{''.join(UNSEEN).replace(chr(9), '')}])")


def _merged(broken: _Broken) -> Fault | None:
    for number, line in enumerate(broken.lines, 1):
        if re.match(r"<{7} |={7}$|>{7} ", line):
            return Fault(
                number, 1, "two versions of this file were merged, and nobody chose between them",
                "keep one version; take out the lines with <<<<<<<, ======= and >>>>>>>",
            )  # fmt: skip
    return None


def _unseen(broken: _Broken) -> Fault | None:
    for number, line in broken.before():
        if match := _UNSEEN.match(line):
            first = match[2] is not None
            character = match[2] if first else match[4]
            where = "at the beginning of this line" if first else "behind the colon"
            return Fault(
                number, len(match[1] if first else match[3]) + 1, f"{UNSEEN[character]} stands {where}",
                "delete what stands there, and type spaces",
            )  # fmt: skip
    return None


def _second_document(broken: _Broken) -> Fault | None:
    if "another document" in broken.problem:
        return Fault(broken.line, 1, "a line of three dashes begins a second document", "take that line out")
    return None


def _escape(broken: _Broken) -> Fault | None:
    if "escape" in broken.problem:
        return Fault(
            broken.line, broken.column, "a backslash stands in double quotes before what cannot be escaped",
            r"take it out; write \\ for a backslash, and \" for a quote",
        )  # fmt: skip
    return None


def _quotes(line: str) -> int:
    """Return how many double quotes a line has, its comment and escaped ones left out."""
    bare = re.sub(r"\\.", "  ", line)
    return re.sub(r'"[^"]*"', lambda found: found[0].replace("#", " "), bare).partition(" #")[0].count('"')


def _open_quote(broken: _Broken) -> Fault | None:
    if "end of stream" in broken.problem and broken.opened:
        return Fault(*broken.opened, "a quote that opens here is never closed", "close it at the end of the text")
    for number, line in broken.before(1):
        if re.match(r"\s*(?:- |[\w.-]+:\s)", line) and _quotes(line) % 2:
            return Fault(number, line.index('"') + 1, "a quote that opens in this line is not closed", "close it")
    return None


def _quote_inside(broken: _Broken) -> Fault | None:
    before = broken.text[: broken.column - 1].rstrip()
    if before.endswith('"') and _quotes(before) % 2 == 0 and _quotes(before):
        return Fault(
            broken.line, len(before), "the quotes end here, and the text goes on",
            r"write \" for a quote inside the text, or use “ and ”",
        )  # fmt: skip
    return None


def _sign_first(broken: _Broken) -> Fault | None:
    match = re.match(r"(\s*(?:- )?(?:[\w.-]+:\s+)?)([@`%&*!?\[])", broken.text)
    if match is None or (match[2] == "[" and "]" not in broken.text[: broken.column]):
        return None
    what = "a text" if match[1].strip() else "a line"
    return Fault(
        broken.line, len(match[1]) + 1, f'{what} cannot begin with "{match[2]}"', "put it in double quotes"
    )  # fmt: skip


def _colon_inside(broken: _Broken) -> Fault | None:
    if "mapping values are not allowed" not in broken.problem:
        return None
    for number, line in broken.before()[:2]:
        if match := re.match(r"\s*(?:- )?[\w.-]+:\s+(?=[^\s\"'\[{|>#])(?:[^:]|:\S)*:(?:\s|$)", line):
            return Fault(number, match.end(), "a text with a colon stands without quotes", "put it in double quotes")
    return None


def _colon_forgotten(broken: _Broken) -> Fault | None:
    """Find a key without its colon above a whole one: the parser reads both lines as one text, up to the next colon."""
    if "mapping values are not allowed" not in broken.problem:
        return None
    depth = len(broken.text) - len(broken.text.lstrip(" "))
    if (found := next(iter(broken.before(1)), None)) and re.match(rf" {{{depth}}}[\w.-]+(?:\s+\S.*)?$", found[1]):
        return Fault(found[0], depth + 1, "this line has no key with a colon", "write `key: value`")
    return None


def _no_colon(broken: _Broken) -> Fault | None:
    if "expected ':'" not in broken.problem:
        return None
    for number, line in broken.before():
        begin = len(line) - len(line.lstrip()) + 1
        if not line.strip() or line.lstrip().startswith(("#", "- ")) or re.match(r"\s*[^\s:]+:(\s|$)", line):
            continue
        if match := re.match(r"\s*[\w.-]+:(?=\S)", line):
            return Fault(number, match.end(), "there is no space behind the colon", "write `key: value`")
        if match := re.match(r"\s*[\w.-]+\s*=", line):
            return Fault(number, match.end(), '"=" stands where a colon belongs', "write `key: value`")
        return Fault(
            number, begin, "this line has no key with a colon",
            "write `key: value`; a longer text stands in quotes, or below `key: |` and further in",
        )  # fmt: skip
    return None


def _open_bracket(broken: _Broken) -> Fault | None:
    if re.search(r"expected ',' or '[\]}]'", broken.problem) and broken.opened:
        return Fault(
            *broken.opened, "the bracket that opens here is not closed as it should be",
            "close it; commas part what is inside, and words with commas or brackets stand in quotes",
        )  # fmt: skip
    return None


def _indentation(broken: _Broken) -> Fault | None:
    if "'-' indicator" in broken.problem:
        return Fault(
            broken.line, broken.column, "lines with a dash and lines without one are mixed here",
            "a list has a dash in each line; keys and values have none",
        )  # fmt: skip
    if not re.search(r"expected key|expected <block end>|mapping values are not allowed", broken.problem):
        return None
    depth = len(broken.text) - len(broken.text.lstrip(" "))
    if broken.column != depth + 1:
        return None
    above = [len(line) - len(line.lstrip(" ")) for _, line in broken.before(1) if line.strip()]
    if not above or depth in above:
        return None
    return Fault(
        broken.line, depth + 1, f"this line begins with {_spaces(depth)}, the one above with {_spaces(above[0])}",
        "what belongs to a key stands two spaces further in, and all of it begins in one column",
    )  # fmt: skip


def _spaces(count: int) -> str:
    return "no space" if count == 0 else f"{count} space{'s' if count > 1 else ''}"


_GUESSES: tuple[Callable[[_Broken], Fault | None], ...] = (
    _merged, _second_document, _unseen, _escape, _sign_first, _quote_inside, _open_quote, _open_bracket, _colon_inside,
    _colon_forgotten, _no_colon, _indentation,
)  # fmt: skip
