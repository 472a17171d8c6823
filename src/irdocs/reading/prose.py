"""Inline Markdown of content, parsed once into spans: strong words, links, terms, quantities, policies and citations.

markdown-it-py does the parsing (only here). What is allowed is a closed list; everything else is a problem, not a guess.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from irdocs.problems import Location, Problems

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


@dataclass(frozen=True)
class Words:
    """Plain words."""

    text: str


@dataclass(frozen=True)
class Strong:
    """Words that carry weight."""

    spans: "tuple[Span, ...]"


@dataclass(frozen=True)
class Link:
    """Words that lead to an address (https, mailto, tel)."""

    spans: "tuple[Span, ...]"
    href: str


@dataclass(frozen=True)
class TermUse:
    """A plain word for a term of the glossary: `[thin tube](term:catheter)`."""

    spans: "tuple[Span, ...]"
    term: str


@dataclass(frozen=True)
class QuantityUse:
    """A quantity named in prose: `[[bleeding]]`, `[[bleeding|both]]`, `[[work:embolisation]]`."""

    quantity: str
    part: str
    """The arm, source or point of it; "" for the whole."""
    form: str
    """How it is said: "", "cases", "both", "sentence", "band", "value"."""


@dataclass(frozen=True)
class PolicyUse:
    """A local policy named in prose: `[[policy:fasting]]`."""

    slot: str


@dataclass(frozen=True)
class Citation:
    """Sources named in prose: `[@BDSR-2011]`."""

    keys: tuple[str, ...]


Span = Words | Strong | Link | TermUse | QuantityUse | PolicyUse | Citation


@dataclass(frozen=True)
class Prose:
    """One paragraph of a person's words, with the place where it was written."""

    spans: tuple[Span, ...]
    source: str
    """As it was typed."""
    at: Location

    def __bool__(self) -> bool:
        return bool(self.spans)

    @property
    def plain(self) -> str:
        """The words without any markup; a quantity is left as its name in brackets."""
        return plain(self.spans)


def plain(spans: "tuple[Span, ...]") -> str:
    """Return the words of spans as plain text."""
    parts: list[str] = []
    for span in spans:
        match span:
            case Words(text):
                parts.append(text)
            case Strong(inner) | Link(inner, _) | TermUse(inner, _):
                parts.append(plain(inner))
            case QuantityUse(quantity):
                parts.append(f"[{quantity}]")
            case PolicyUse(slot):
                parts.append(f"[{slot}]")
            case Citation():
                pass
    return "".join(parts)


REFUSED = {"image": "a picture", "code_inline": "code"}
"""Markup that people know from elsewhere, by token: it is read so that it is told, and not printed as it was typed."""
FORMS = ("", "cases", "both", "sentence", "band", "value")
SCHEMES = ("https:", "mailto:", "tel:")
_NAMED = re.compile(r"\[\[([^\[\]]*)\]\]|\[@([^\[\]]+)\]")
_NAME = re.compile(r"^(policy:)?([a-z0-9][a-z0-9-]*)(?::([a-z0-9][a-z0-9-]*))?(?:\|([a-z]+))?$")
_PRIVATE = re.compile(r"\ue000(\d+)\ue001")


@cache
def _markdown() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    parser = MarkdownIt("zero").enable(["emphasis", "link", "escape", "entity", "image", "backticks"])
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # schemes are checked below, and told
    return parser


def parse_prose(text: str, at: Location, problems: Problems) -> Prose:
    """Parse one paragraph. Faults go to ``problems`` at the line of ``at``; what could be read is returned."""
    text = " ".join(text.split())
    named: list[Span] = []

    def keep(match: re.Match[str]) -> str:
        named.append(_named(match, at, problems))
        return f"\ue000{len(named) - 1}\ue001"

    marked = _NAMED.sub(keep, text)
    if not any(character in marked for character in "*_[]&\\`<"):
        return Prose(_words(marked, named), text, at)
    tokens = _markdown().parseInline(marked)[0].children or []
    spans, _ = _spans(tokens, 0, named, at, problems)
    if left := next((found[0] for one in _plain_words(spans) if (found := _LEFT.search(one))), ""):
        problems.error(
            "open-mark",
            at,
            f'"{left}" belongs to a mark that is not whole, and would be printed',
            "close it, or take it out",
        )
    return Prose(spans, text, at)


_LEFT = re.compile(r"\[\[|\]\]|\[@|\]\(|\]\[|\*\*|</[a-z]+>|<br ?/?>")


def _plain_words(spans: tuple[Span, ...]) -> Iterator[str]:
    for span in spans:
        if isinstance(span, Words):
            yield span.text
        elif isinstance(span, (Strong, Link, TermUse)):
            yield from _plain_words(span.spans)


def _named(match: re.Match[str], at: Location, problems: Problems) -> Span:
    if match[2] is not None:
        keys = tuple(key.strip().lstrip("@") for key in match[2].replace(",", ";").split(";") if key.strip())
        if not keys:
            problems.error("unknown-name", at, f'"{match[0]}" names no source', "write [@KEY], or take it out")
        return Citation(keys)
    found = _NAME.match(match[1])
    if not found or (found[4] or "") not in FORMS:
        problems.error(
            "unknown-name",
            at,
            f'"{match[0]}" is not the name of a quantity or a policy',
            f"write [[name]], [[name:part]], [[policy:name]], or [[name|form]] with form one of {', '.join(FORMS[1:])}",
        )
        return Words(match[0])
    if found[1]:
        return PolicyUse(found[2])
    return QuantityUse(found[2], found[3] or "", found[4] or "")


def _words(text: str, named: list[Span]) -> tuple[Span, ...]:
    spans: list[Span] = []
    for index, piece in enumerate(_PRIVATE.split(text)):
        if index % 2:
            spans.append(named[int(piece)])
        elif piece:
            spans.append(Words(piece))
    return tuple(spans)


def _spans(
    tokens: "list[Token]", start: int, named: list[Span], at: Location, problems: Problems
) -> tuple[tuple[Span, ...], int]:
    """Read tokens from ``start`` up to the closing token of the level; return the spans and the index after it."""
    spans: list[Span] = []
    index = start
    while index < len(tokens):
        token = tokens[index]
        index += 1
        if token.nesting < 0:
            break
        if token.type in ("text", "text_special"):
            spans.extend(_words(token.content, named))
        elif token.type == "strong_open":
            inner, index = _spans(tokens, index, named, at, problems)
            spans.append(Strong(inner))
        elif token.type == "em_open":
            inner, index = _spans(tokens, index, named, at, problems)
            spans.extend(inner)
            problems.error(
                "italics",
                at,
                f'italics: "*{plain(inner)}*"',
                "use plain words, or **bold** sparingly (NHS content style, RNIB)",
            )
        elif token.type == "link_open":
            inner, index = _spans(tokens, index, named, at, problems)
            href = str(token.attrs.get("href", ""))
            if href.startswith("term:"):
                spans.append(TermUse(inner, href.removeprefix("term:")))
            elif href.startswith(SCHEMES) and href not in SCHEMES and inner:
                spans.append(Link(inner, href))
            else:
                spans.extend(inner)
                told = f'a link to "{href}"' if inner else f'a link to "{href}" without words'
                problems.error(
                    "link-scheme", at, told, "[words](address): an address begins with https:, mailto:, tel: or term:"
                )
        else:
            problems.error("prose-markup", at, f"{REFUSED[token.type]} cannot stand in prose", "use plain words")
    return _joined(spans), index


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for span in spans:
        if isinstance(span, Words) and joined and isinstance(joined[-1], Words):
            joined[-1] = Words(joined[-1].text + span.text)
        else:
            joined.append(span)
    return tuple(joined)
