"""Markup -> the document tree: names are resolved to quantities, drawings and sources; every fault has its place."""

from dataclasses import replace

from irdocs.document import nodes
from irdocs.document.blocks import TEXT, read_blocks
from irdocs.document.context import Builder, Context
from irdocs.document.markup import read_markup
from irdocs.document.nodes import Block
from irdocs.document.numbers import NUMBERS
from irdocs.document.parts import PARTS
from irdocs.document.slides import SLIDES

BUILDERS: dict[str, Builder] = {**TEXT, **NUMBERS, **PARTS, **SLIDES}
"""Element -> the function that reads it."""


def parse(markup: str, layout: str, context: Context) -> tuple[Block, ...]:
    """Parse the markup of one document into its blocks; faults go to ``context.problems``, and parsing goes on."""
    before = len(context.problems.errors)
    root = read_markup(markup, layout, context.problems)
    if root is None or len(context.problems.errors) > before:
        return ()
    context.builders = BUILDERS
    return tuple(_with_references(block, context) for block in read_blocks(root, context, 0))


def _with_references(block: Block, context: Context) -> Block:
    """Fill the list of sources, which is known only when the whole document has been read."""
    if isinstance(block, nodes.ReferenceList):
        return replace(block, references=context.references())
    if isinstance(block, nodes.Section | nodes.Slide):
        return replace(block, children=tuple(_with_references(child, context) for child in block.children))
    return block
