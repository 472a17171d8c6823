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
    return _with_references(read_blocks(root, context, 0), context)


def _with_references(blocks: tuple[Block, ...], context: Context) -> tuple[Block, ...]:
    """Fill the list of sources, which is known only when the whole document has been read.

    Where nothing is cited, the list is left out, and so is a section or a slide that holds nothing else.
    """
    filled: list[Block] = []
    for block in blocks:
        if isinstance(block, nodes.ReferenceList):
            references = context.references()
            if references:
                filled.append(replace(block, references=references))
        elif isinstance(block, nodes.Section | nodes.Slide):
            children = _with_references(block.children, context)
            if len(children) == len(block.children) or not all(isinstance(one, nodes.Heading) for one in children):
                filled.append(replace(block, children=children))
        else:
            filled.append(block)
    return tuple(filled)
