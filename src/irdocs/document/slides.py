"""Slides of the markup -> slides of the tree, with their notes."""

from irdocs.document import nodes
from irdocs.document.blocks import read_blocks
from irdocs.document.context import Builder, Context
from irdocs.document.inline import line_of
from irdocs.document.markup import Element
from irdocs.document.nodes import Block, Line
from irdocs.document.parts import titled


def _uncited(line: Line) -> Line:
    """Leave source numbers out of headlines and options: they stand in the line below the evidence."""
    return tuple(piece for piece in line if not isinstance(piece, nodes.Cite))


def _slide(element: Element, context: Context, depth: int) -> list[Block]:
    role = element.attributes["role"]
    if role not in nodes.SLIDE_ROLES:
        context.problems.error(
            "unknown-role", element.at, f'there is no slide role "{role}"', f"known: {', '.join(nodes.SLIDE_ROLES)}"
        )
        return []
    notes = element.find("speaker-notes")
    return [
        nodes.Slide(
            role=role,
            title=_uncited(line_of(element.find("title"), context)),
            children=read_blocks(element, context, depth),
            source=line_of(element.find("source"), context),
            notes=nodes.SpeakerNotes(
                children=read_blocks(notes, context, depth),
                minutes=int(notes.attributes.get("minutes", "0")),
                at=notes.at,
            )
            if notes is not None
            else None,
            name=element.attributes.get("name", ""),
            rank=int(element.attributes.get("rank", "2")),
            at=element.at,
        )
    ]


def _options(element: Element, context: Context, _: int) -> list[Block]:
    options = tuple(
        nodes.Option(
            letter=child.attributes["letter"],
            line=_uncited(line_of(child.find("title"), context)),
            reason=line_of(child.find("reason"), context),
            correct=child.attributes.get("correct") == "true",
            at=child.at,
        )
        for child in element.elements()
    )
    return [nodes.Options(options=options, answered=element.attributes["answered"] == "true", at=element.at)]


def _column(element: Element, context: Context, depth: int) -> list[Block]:
    heading = line_of(element.find("title"), context)
    return [nodes.Column(heading=heading, children=read_blocks(element, context, depth), at=element.at)]


def _slide_steps(element: Element, context: Context, _: int) -> list[Block]:
    steps: list[nodes.SlideStep] = []
    for child in element.elements():
        title, line = titled(child, context)
        number = int(child.attributes.get("number", str(len(steps) + 1)))
        steps.append(nodes.SlideStep(number=number, title=title, line=line, at=child.at))
    return [nodes.SlideSteps(steps=tuple(steps), at=element.at)] if steps else []


def _subject(element: Element, context: Context, depth: int) -> list[Block]:
    """Read what another subject says, with that subject's quantities and denominator."""
    own = (context.subject, context.speaker)
    other = context.others.get(element.attributes["ref"])
    if other is None:
        context.problems.error("unknown-subject", element.at, f'there is no subject "{element.attributes["ref"]}"')
        return []
    context.subject, context.speaker = other
    try:
        return list(read_blocks(element, context, depth))
    finally:
        context.subject, context.speaker = own


SLIDES: dict[str, Builder] = {
    "subject": _subject,
    "slide": _slide,
    "options": _options,
    "column": _column,
    "slide-steps": _slide_steps,
}
