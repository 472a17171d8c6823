"""The PDF writer: document tree, theme and locale in; a tagged file (PDF/UA-1 and PDF/A-2a) out."""

from dataclasses import replace
from datetime import date
from functools import partial

from irdocs.document.nodes import Document
from irdocs.locale import Locale
from irdocs.problems import Problems
from irdocs.renderers.pdf.blocks import HANDLERS
from irdocs.renderers.pdf.canvas import Canvas
from irdocs.renderers.pdf.furniture import furnish
from irdocs.renderers.pdf.metadata import Description
from irdocs.renderers.pdf.pager import MM, Frame, draw, paginate
from irdocs.renderers.pdf.setter import Setter
from irdocs.theme.model import PageGeometry, Theme

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
        theme.colours,
    )
    setter = Setter(theme, locale, problems, document, HANDLERS)
    items = setter.items(document.children, canvas.root)
    frame = frame_of(theme.page)
    if document.draft and theme.page.footer_rule_mm is not None:
        # The draft mark stands between the content and the rule of the foot
        frame = replace(frame, bottom=frame.bottom - 3 * MM)
    pages = paginate(items, lambda index: frame, problems)
    draw(pages, canvas, partial(furnish, setter))
    return canvas.finish()


def frame_of(page: PageGeometry) -> Frame:
    """Turn the geometry of a page into points."""
    return Frame(
        page.width_mm * MM,
        page.height_mm * MM,
        page.wide_left_mm * MM,
        page.text_left_mm * MM,
        page.right_mm * MM,
        page.top_mm * MM,
        page.content_end_mm * MM,
    )
