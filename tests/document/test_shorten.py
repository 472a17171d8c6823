"""Cutting a deck to a time."""

from irdocs.document.nodes import Document, Heading, Section, Slide, SpeakerNotes, Text
from irdocs.document.shorten import minutes_of, shorten


def _slide(name: str, rank: int, minutes: int) -> Slide:
    notes = SpeakerNotes(children=(), minutes=minutes)
    return Slide(role="content", name=name, rank=rank, title=(Text(text=name),), notes=notes)


def _deck(*slides: Slide) -> Document:
    sections = tuple(Section(children=(Heading(level=2, line=(Text(text=one.name),)), one)) for one in slides)
    return Document(kind="deck", subject="x", title="X", language="en-GB", children=sections)


def _names(deck: Document) -> list[str]:
    return [node.name for node in deck.walk() if isinstance(node, Slide)]


def test_the_highest_rank_goes_first_and_rank_1_stays() -> None:
    deck = _deck(_slide("aims", 1, 5), _slide("kit", 3, 4), _slide("risk", 1, 5), _slide("tips", 2, 4))
    short, gone = shorten(deck, 14)
    assert _names(short) == ["aims", "risk", "tips"]
    assert [slide.name for slide in gone] == ["kit"]
    shortest, _ = shorten(deck, 1)
    assert _names(shortest) == ["aims", "risk"], "rank 1 stays, however short the time"


def test_an_emptied_section_goes_with_its_heading() -> None:
    short, _ = shorten(_deck(_slide("aims", 1, 5), _slide("kit", 3, 4)), 5)
    assert len(short.children) == 1


def test_question_and_answer_go_together() -> None:
    deck = _deck(_slide("question-a", 2, 2), _slide("answer-a", 2, 1), _slide("aims", 1, 5))
    short, gone = shorten(deck, 6)
    assert _names(short) == ["aims"]
    assert sum(minutes_of(slide) for slide in gone) == 3


def test_a_deck_that_fits_is_left_alone() -> None:
    deck = _deck(_slide("aims", 1, 5), _slide("kit", 3, 4))
    short, gone = shorten(deck, 9)
    assert _names(short) == ["aims", "kit"] and not gone
