"""What a template may cost: bounds on what it repeats, joins, counts through and prints, so that none can fill the memory.

Jinja's sandbox keeps a template from Python, and not from ``'a' * 10**9`` or loops in loops. Every operation that can make
something much larger than what it is given is judged before it is done.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Any

MOST_LENGTH = 1_000_000
"""Characters or entries that a template may make of a value at once; the longest subject's whole markup has 300,000."""
MOST_PRINTED = 20_000_000
"""Characters that a template may print; what a macro prints counts again where it is called."""
MOST_STEPS = 300_000
"""Turns of all loops of a template together; a whole course takes a few thousand."""
MOST_COUNT = 10_000
"""The largest number that may be given to a method or filter, such as a width."""
MOST_BITS = 4_096
BOUNDED = ("batch", "center", "format", "indent", "join", "replace", "slice", "truncate", "wordwrap")
"""Filters that can make more of a value than there was."""
_WIDE = re.compile(r"\d{5,}|\*")
"""A width in a pattern of `format`, or one that is taken from the values."""


class TooMuchError(Exception):
    """A template asks for more than a document needs. The message says what."""


def refuse(what: str) -> None:
    """Stop a template. Raises TooMuchError."""
    raise TooMuchError(what)


def checked_operation(operator: str, left: Any, right: Any) -> None:
    """Judge an operation of a template before it is done."""
    if operator == "%" and isinstance(left, str):
        checked_pattern(left)
        return
    if operator == "+" and _sized(left) and _sized(right):
        if len(left) + len(right) > MOST_LENGTH:
            refuse(f"a value of {len(left) + len(right):,} entries")
        return
    if operator == "*":
        for value, times in ((left, right), (right, left)):
            if _sized(value) and isinstance(times, int) and len(value) * times > MOST_LENGTH:
                refuse(f"a value repeated {times:,} times")
    if isinstance(left, int) and isinstance(right, int):
        bits = left.bit_length() * max(right, 1) if operator == "**" else left.bit_length() + right.bit_length()
        if operator in ("*", "**") and bits > MOST_BITS:
            refuse("a number of more than a thousand digits")


def checked_pattern(pattern: str) -> None:
    """Judge the pattern of a formatting."""
    if _WIDE.search(pattern):
        refuse("a width of more than four digits")


def checked_values(values: Iterable[Any]) -> None:
    """Judge what a method or filter is given: no large number, and no texts that multiply to something long."""
    product = 1
    for value in values:
        if isinstance(value, int) and abs(value) > MOST_COUNT:
            refuse(f"the number {value:,}" if abs(value) < 10**12 else "so large a number")
        if isinstance(value, (str, list, tuple)):
            product *= max(1, len(value))
    if product > 10 * MOST_LENGTH:
        refuse("texts that are put into one another")


def bounded(filter_: Callable[..., Any], is_pattern: bool) -> Callable[..., Any]:
    """Return a filter that judges what it is given."""

    @wraps(filter_)
    def judged(*values: Any, **named: Any) -> Any:
        if is_pattern:
            checked_pattern(str(values[0]))
        checked_values((*values, *named.values()))
        return filter_(*values, **named)

    return judged


def checked_call(called: Any, values: Iterable[Any], named: Iterable[Any]) -> None:
    """Judge a call of a text's method: padding, replacing, formatting. Other calls lead to our own functions and macros."""
    method = getattr(called, "__wrapped__", called)
    owner = getattr(method, "__self__", None)
    if isinstance(owner, str):
        if getattr(method, "__name__", "") in ("format", "format_map"):
            checked_pattern(owner)
        checked_values((owner, *values, *named))


class Steps:
    """What a template has left: turns of its loops, and characters to print."""

    def __init__(self) -> None:
        self.left = MOST_STEPS
        self.paper = MOST_PRINTED

    def counted(self, values: Iterable[Any]) -> Iterator[Any]:
        """Yield the values of a loop, each against the turns that are left."""
        for value in values:
            self.left -= 1
            if self.left < 0:
                refuse(f"loops of more than {MOST_STEPS:,} turns")
            yield value

    def printed(self, value: Any) -> Any:
        """Return a value that is printed, against what may still be."""
        if isinstance(value, str):
            self.paper -= len(value)
            if self.paper < 0:
                refuse(f"{MOST_PRINTED:,} characters printed")
        return value


def joined(pieces: Iterable[str]) -> str:
    """Join what is printed, as far as it may go."""
    kept: list[str] = []
    length = 0
    for piece in pieces:
        length += len(piece)
        if length > 2 * MOST_PRINTED:  # of values alone it is told earlier, at their line
            refuse(f"{2 * MOST_PRINTED:,} characters printed")
        kept.append(piece)
    return "".join(kept)


def _sized(value: Any) -> bool:
    return isinstance(value, (str, list, tuple))
