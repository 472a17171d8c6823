"""A course shows a repeated slide once."""

from irdocs.document.courses import share
from irdocs.document.nodes import Document, Heading, Paragraph, Section, Slide, Text


def _slide(name: str, said: str) -> Slide:
    title = (Text(text="The same headline"),)
    return Slide(role="content", name=name, title=title, children=(Paragraph(line=(Text(text=said),)),))


def _deck(*slides: Slide) -> Document:
    sections = tuple(Section(children=(Heading(level=2, line=(Text(text="Part"),)), slide)) for slide in slides)
    return Document(kind="deck", subject="course", title="Course", language="en-GB", children=sections)


def _names(deck: Document) -> list[str]:
    return [node.name for node in deck.walk() if isinstance(node, Slide)]


def test_the_same_words_are_shown_once_whatever_the_slide_is_called() -> None:
    shared = share(_deck(_slide("first", "X-rays"), _slide("again", "X-rays"), _slide("other", "Dye")))
    assert _names(shared) == ["first", "other"]
    assert len(shared.children) == 2, "the heading goes with the only slide below it"


def test_the_same_headline_over_other_words_stays() -> None:
    assert _names(share(_deck(_slide("one", "X-rays"), _slide("two", "Dye")))) == ["one", "two"]
