"""The PDF writer: document tree, theme and locale in; a tagged file (PDF/UA-1 and PDF/A-2a) out."""

from datetime import date
from functools import partial

from irdocs.document.nodes import Document
from irdocs.model.locale import Locale
from irdocs.pdf.blocks import HANDLERS
from irdocs.pdf.canvas import Canvas
from irdocs.pdf.decorations import furnish
from irdocs.pdf.layouts import lay_out
from irdocs.pdf.metadata import Description
from irdocs.pdf.pager import draw
from irdocs.pdf.typesetter import Typesetter
from irdocs.problems import Problems
from irdocs.typeset.palette import dark_values
from irdocs.typeset.shaping import keep_words
from irdocs.typeset.theme import Theme

UNDATED = date(2000, 1, 1)
"""Stands in a file whose record has no date: the clock is never asked."""


def render(document: Document, theme: Theme, locale: Locale, problems: Problems) -> bytes:
    """Lay a document out and write it. The same tree, theme and locale give the same bytes."""
    canvas = Canvas(
        Description(
            title=document.title,
            language=document.language,
            dated=document.dated or UNDATED,
            author=document.author or document.publisher,
            subject=document.description,
            keywords=document.keywords,
        ),
        {**theme.colours, **{f"dark-{token}": value for token, value in dark_values(theme.colours).items()}},
    )
    setter = Typesetter(theme, locale, problems, document, HANDLERS)
    pages = lay_out(setter, canvas)
    draw(pages, canvas, partial(furnish, setter))
    data = canvas.finish()
    keep_words()
    return data
