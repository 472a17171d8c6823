"""A finished deck as text: slides with their layouts, placeholders, chart values, tables and notes.

What `irdocs show outline` prints. It is read from the parts alone, as another program would read them.
"""

from lxml import etree

from irdocs.preflight.pptx.archive import read_entries
from irdocs.preflight.pptx.deck import Deck, DeckShape, DeckSlide, paragraph_text, read_deck
from irdocs.preflight.pptx.package import open_package
from irdocs.preflight.pptx.rules import RULES
from irdocs.preflight.pptx.xml import elements, find, q
from irdocs.preflight.rules import Report
from irdocs.problems import IrdocsError, Problems


def outline(data: bytes) -> str:
    """Return the outline of a deck; no-break spaces as "~". Raises IrdocsError where the file is no readable deck."""
    problems = Problems()
    report = Report("deck.pptx", problems, RULES)
    parts = read_entries(data, report)
    opened = open_package(parts, report) if parts is not None else None
    deck = read_deck(*opened) if opened is not None else None
    if deck is None:
        raise IrdocsError(problems)
    lines: list[str] = []
    for slide in deck.slides:
        lines += _slide(deck, slide)
    return "\n".join(lines)


def _slide(deck: Deck, slide: DeckSlide) -> list[str]:
    layout = find(slide.layout, "p:cSld")
    lines = [f"slide {slide.number} [{layout.get('name', '') if layout is not None else '?'}]"]
    for shape in slide.shapes:
        lines += _shape(deck, slide, shape, 1)
    if slide.notes is not None:
        said = [line for holder in elements(slide.notes, "p:sp") if _is_notes(holder) for line in _paragraphs(holder)]
        lines += ["  notes:", *(f"    {line}" for line in said)]
    return lines


def _is_notes(shape: etree._Element) -> bool:
    holder = next(shape.iter(q("p:ph")), None)
    return holder is not None and holder.get("type") == "body"


def _shape(deck: Deck, slide: DeckSlide, shape: DeckShape, depth: int) -> list[str]:
    pad = "  " * depth
    what = shape.holder or {"sp": "shape", "pic": "picture", "grpSp": "group", "cxnSp": "line"}.get(
        shape.kind, shape.content or shape.kind
    )
    head = f"{pad}{what}"
    if shape.alt:
        head += f' alt="{_said(shape.alt)}"'
    if shape.decorative:
        head += " decorative"
    if shape.kind == "grpSp":
        inside = [line for member in shape.members for line in _shape(deck, slide, member, depth + 1)]
        # The marks of an array are many and say nothing one by one: what counts is the text of the group.
        return [head, *(line for line in inside if '"' in line or "alt=" in line)]
    if shape.content == "chart":
        return [head, *(f"{pad}  {line}" for line in _chart(deck, slide, shape))]
    if shape.content == "table":
        return [head, *(f"{pad}  {line}" for line in _table(shape))]
    said = _paragraphs(shape.element)
    if len(said) == 1:
        return [f'{head} "{said[0]}"']
    return [head, *(f'{pad}  "{line}"' for line in said)] if said or shape.holder or shape.alt else []


def _said(text: str) -> str:
    return " ".join(text.replace("\u00a0", "~").split())


def _paragraphs(root: etree._Element) -> list[str]:
    found: list[str] = []
    for paragraph in elements(root, "a:p"):
        properties = find(paragraph, "a:pPr")
        level = int(properties.get("lvl", "0")) if properties is not None else 0
        if said := _said(paragraph_text(paragraph)):
            found.append("  " * level + said)
    return found


def _table(shape: DeckShape) -> list[str]:
    rows = elements(shape.element, "a:tr")
    return [" | ".join(" / ".join(_paragraphs(cell)) for cell in elements(row, "a:tc")) for row in rows]


def _chart(deck: Deck, slide: DeckSlide, shape: DeckShape) -> list[str]:
    known = deck.package.relationships(slide.part)
    lines: list[str] = []
    for reference in elements(shape.element, "c:chart"):
        one = known.get(reference.get(q("r:id"), ""))
        root = deck.package.root(one.target) if one is not None and not one.external else None
        for series in elements(root, "c:ser") if root is not None else ():
            name = " ".join(_cached(series, "c:tx"))
            labels = _cached(series, "c:cat") or _cached(series, "c:xVal")
            values = _cached(series, "c:val") or _cached(series, "c:yVal")
            points = [f"{label}={value}" for label, value in zip(labels, values, strict=False)] or values
            lines.append(f'series "{_said(name)}": {_said(", ".join(points))}')
    return lines


def _cached(series: etree._Element, name: str) -> list[str]:
    source = find(series, name)
    if source is None:
        return []
    return [value.text or "" for value in elements(source, "c:v")]
