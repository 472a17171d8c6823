"""A deck cut to a time: slides are left out by rank, and what was left out is said."""

from dataclasses import replace

from irdocs.document import nodes
from irdocs.document.nodes import Block, Document, Slide


def minutes_of(slide: Slide) -> int:
    """Return how long a slide takes to present, in minutes."""
    return slide.notes.minutes if slide.notes is not None else 0


def total_minutes(document: Document) -> int:
    """Return how long a deck takes to present, in minutes."""
    return sum(minutes_of(node) for node in document.walk() if isinstance(node, Slide))


def shorten(document: Document, minutes: int) -> tuple[Document, tuple[Slide, ...]]:
    """Leave out slides until a deck fits into ``minutes``; return it with what was left out, in order.

    The highest rank number goes first, within a rank the longest slide, then the last. Rank 1 always stays, so a deck can
    stay longer than was asked for.
    """
    slides = [node for node in document.walk() if isinstance(node, Slide)]
    total = sum(minutes_of(slide) for slide in slides)
    order = sorted(
        (slide for slide in slides if slide.rank > 1 and minutes_of(slide)),
        key=lambda slide: (-slide.rank, -minutes_of(slide), -slides.index(slide)),
    )
    gone: set[int] = set()
    for slide in order:
        if total <= minutes:
            break
        gone.add(id(slide))
        total -= minutes_of(slide)
    # an answer without its question, or the reverse, is of no use
    for slide in slides:
        partner = slide.name.replace("question-", "answer-", 1) if slide.name.startswith("question-") else ""
        other = next((one for one in slides if partner and one.name == partner), None)
        if other is not None and (id(slide) in gone) != (id(other) in gone):
            gone |= {id(slide), id(other)}
    kept = tuple(block for child in document.children if (block := _without(child, gone)) is not None)
    return replace(document, children=kept), tuple(slide for slide in slides if id(slide) in gone)


def _without(block: Block, gone: set[int]) -> Block | None:
    if id(block) in gone:
        return None
    if not isinstance(block, nodes.Section):
        return block
    children = tuple(one for child in block.children if (one := _without(child, gone)) is not None)
    if all(isinstance(child, nodes.Heading) for child in children):
        return None
    return replace(block, children=children)
