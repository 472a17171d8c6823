"""The PDF writer: document tree, theme and locale in; a tagged file (PDF/UA-1 and PDF/A-2a) out."""

from datetime import date
from functools import partial

from irdocs.renderers.pdf import pillow_later  # noqa: F401  # before ReportLab is imported

# isort: split
from irdocs.document.nodes import Document
from irdocs.locale import Locale
from irdocs.problems import Problems
from irdocs.renderers.pdf.blocks import HANDLERS
from irdocs.renderers.pdf.canvas import Canvas
from irdocs.renderers.pdf.furniture import furnish
from irdocs.renderers.pdf.layouts import lay_out
from irdocs.renderers.pdf.metadata import Description
from irdocs.renderers.pdf.pager import draw
from irdocs.renderers.pdf.setter import Setter
from irdocs.theme.model import Theme
from irdocs.theme.palette import dark_values
from irdocs.type.shaping import keep_words

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
    setter = Setter(theme, locale, problems, document, HANDLERS)
    pages = lay_out(setter, canvas)
    draw(pages, canvas, partial(furnish, setter))
    data = canvas.finish()
    keep_words()
    return data
