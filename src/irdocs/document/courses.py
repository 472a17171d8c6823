"""A course says each thing once: a slide that an earlier subject has shown already is left out."""

from dataclasses import replace

from irdocs.document.dump import dump
from irdocs.document.nodes import Block, Document, Heading, Section, Slide


def share(document: Document) -> Document:
    """Leave out slides that say, word for word, what an earlier slide of the deck says; their notes count as well."""
    seen: set[str] = set()
    kept = tuple(block for child in document.children if (block := _once(child, seen)) is not None)
    return replace(document, children=kept)


def _once(block: Block, seen: set[str]) -> Block | None:
    if isinstance(block, Slide):
        said = dump(replace(block, name="", rank=0))
        if said in seen:
            return None
        seen.add(said)
        return block
    if not isinstance(block, Section):
        return block
    children = tuple(one for child in block.children if (one := _once(child, seen)) is not None)
    if all(isinstance(child, Heading) for child in children):
        return None
    return replace(block, children=children)
