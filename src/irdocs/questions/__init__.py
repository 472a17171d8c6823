"""Single-best-answer questions for learning platforms: Moodle GIFT and IMS QTI 2.1."""

from collections.abc import Iterator
from dataclasses import dataclass

from irdocs.document import nodes
from irdocs.document.nodes import Document
from irdocs.model.locale import NBSP


@dataclass(frozen=True)
class Answer:
    """One option, with the reason why it is right or wrong."""

    letter: str
    text: str
    reason: str
    correct: bool


@dataclass(frozen=True)
class QuestionItem:
    """One question."""

    name: str
    stem: str
    answers: tuple[Answer, ...]


def items_of(document: Document) -> Iterator[QuestionItem]:
    """Yield the questions of a document: each is a section whose heading is the stem and which holds the options."""
    for section in document.children:
        if not isinstance(section, nodes.Section):
            continue
        stem = next((said(child.line) for child in section.children if isinstance(child, nodes.Heading)), "")
        options = next((child for child in section.children if isinstance(child, nodes.Options)), None)
        if options is not None:
            answers = tuple(
                Answer(one.letter, said(one.line), said(one.reason), one.correct) for one in options.options
            )
            yield QuestionItem(f"{document.subject}-{section.name}", stem, answers)


def said(line: nodes.Line) -> str:
    """Return a line as plain text, without numbers of sources, which mean nothing outside the document."""
    return nodes.words(tuple(piece for piece in line if not isinstance(piece, nodes.Cite))).replace(NBSP, " ").strip()
