"""Words of the markup -> lines of the tree: strong, links, amounts, terms, policies, sources."""

import re
from collections.abc import Callable
from dataclasses import replace

from irdocs.document import nodes
from irdocs.document.context import Context
from irdocs.document.markup import Element
from irdocs.document.nodes import Inline, Line
from irdocs.reading.prose import SCHEMES


def line_of(element: Element | None, context: Context) -> Line:
    """Read the words of an element; white space is folded as in HTML, no-break spaces are kept."""
    return _trimmed(_inline(element, context)) if element is not None else ()


def _inline(element: Element, context: Context) -> list[Inline]:
    found: list[Inline] = []
    for child in element.children:
        if isinstance(child, str):
            text = _folded(child)
            if text:
                found.append(nodes.Text(text=text, at=element.at))
        elif child.tag in INLINE:
            found.extend(INLINE[child.tag](child, context))
    return found


_BLANKS = re.compile("[ \\n\\t\\r]+")
"""White space that is folded, as in HTML: no-break spaces, narrow or not, are none."""


def _folded(text: str) -> str:
    words = _BLANKS.sub(" ", text).strip(" ")
    if not words:
        return " " if text else ""
    return (" " if text[0] in " \n\t\r" else "") + words + (" " if text[-1] in " \n\t\r" else "")


def _trimmed(pieces: list[Inline]) -> Line:
    """Drop white space at the ends and double spaces between pieces."""
    result: list[Inline] = []
    for piece in pieces:
        if isinstance(piece, nodes.Text):
            text = piece.text
            if text[0] == " " and (not result or _ends_with_space(result[-1])):
                text = text[1:]
            if not text:
                continue
            if text != piece.text:
                piece = replace(piece, text=text)
        elif isinstance(piece, nodes.Cite | nodes.Dagger) and result and _ends_with_space(result[-1]):
            last = result[-1]
            if isinstance(last, nodes.Text):
                result[-1] = replace(last, text=last.text.rstrip(" "))
        if isinstance(piece, nodes.Amount) and _opens_a_sentence(result):
            piece = replace(piece, text=piece.text[:1].upper() + piece.text[1:])
        result.append(piece)
    return _without_end(result)


def _without_end(pieces: list[Inline]) -> Line:
    """Drop white space at the end; pieces that hold nothing else go."""
    while pieces and isinstance(last := pieces[-1], nodes.Text):
        text = last.text.rstrip(" \n")
        if text:
            if text != last.text:
                pieces[-1] = replace(last, text=text)
            break
        pieces.pop()
    return tuple(pieces)


def _opens_a_sentence(before: list[Inline]) -> bool:
    """Whether what comes next begins a sentence: "About 31 in 1,000"."""
    said = nodes.words(tuple(before)).rstrip()
    return not said or said[-1] in ".!?"


def _ends_with_space(piece: Inline) -> bool:
    return isinstance(piece, nodes.Text) and piece.text.endswith(" ")


def _strong(element: Element, context: Context) -> list[Inline]:
    return [nodes.Strong(line=tuple(_inline(element, context)), at=element.at)]


def _link(element: Element, context: Context) -> list[Inline]:
    if not element.attributes.get("href", "").startswith(SCHEMES):
        context.problems.error(
            "link-scheme",
            element.at,
            f'a link to "{element.attributes.get("href", "")}"',
            f"links begin with {', '.join(SCHEMES)}",
        )
        return _inline(element, context)
    return [nodes.Link(href=element.attributes["href"], line=tuple(_inline(element, context)), at=element.at)]


def _foreign(element: Element, context: Context) -> list[Inline]:
    return [nodes.Foreign(language=element.attributes["lang"], line=tuple(_inline(element, context)), at=element.at)]


def _amount(element: Element, context: Context) -> list[Inline]:
    name, part, form = element.attributes["of"], element.attributes.get("part", ""), element.attributes.get("form", "")
    quantity = context.quantity(name, element.at)
    if quantity is None:
        return []
    try:
        said = context.speaker.say(quantity, part, form)
    except KeyError:
        context.problems.error(
            "unknown-part",
            element.at,
            f'"{name}" has no part "{part}"',
            "name an arm, a source or a time of the quantity",
        )
        return []
    traced = context.trace(f"{name}:{part}" if part else name)
    found: list[Inline] = [nodes.Amount(quantity=traced, text=said, at=element.at)]
    one = quantity.several.get(part, quantity)
    sources = one.source or tuple(key for inner in one.several.values() for key in inner.source)
    if sources:
        found.append(nodes.Cite(numbers=context.cite(sources, element.at), at=element.at))
    return found


def _policy(element: Element, context: Context) -> list[Inline]:
    slot = element.attributes["slot"]
    if slot not in context.policies:
        context.problems.error(
            "unknown-policy", element.at, f'there is no local policy "{slot}"', f"known: {', '.join(context.policies)}"
        )
        return []
    return [nodes.Text(text=context.policies[slot], at=element.at)]


def _term(element: Element, context: Context) -> list[Inline]:
    key = element.attributes["key"]
    term = context.terms.get(key)
    if term is None:
        context.problems.error("unknown-term", element.at, f'"{key}" is not in the glossary')
        return _inline(element, context)
    if not context.explain_terms:
        return _inline(element, context)
    found = _inline(element, context)
    said = nodes.words(tuple(found)).strip().lower()
    if key not in context.explained and not _echoes(said, term.term.lower()):
        context.explained.add(key)
        found.append(nodes.Text(text=f" ({term.term})", at=element.at))
    return found


def _echoes(said: str, term: str) -> bool:
    """Whether a term only repeats the words that it would explain: "coils (coil)"."""
    return said.rstrip("s").startswith(term.rstrip("s")) or term.rstrip("s").startswith(said.rstrip("s"))


def _cite(element: Element, context: Context) -> list[Inline]:
    keys = tuple(element.attributes["keys"].split())
    return [nodes.Cite(numbers=context.cite(keys, element.at), at=element.at)]


def _dagger(element: Element, context: Context) -> list[Inline]:
    context.marks.add("dagger")
    return [nodes.Dagger(at=element.at)]


def _drawn_by(element: Element, context: Context) -> list[Inline]:
    said = context.credits()
    return [nodes.Text(text=said, at=element.at)] if said else []


INLINE: dict[str, Callable[[Element, Context], list[Inline]]] = {
    "strong": _strong,
    "a": _link,
    "span": _foreign,
    "amount": _amount,
    "policy": _policy,
    "term": _term,
    "cite": _cite,
    "dagger": _dagger,
    "drawn-by": _drawn_by,
}
