"""How the pages of each kind of document are made up: a run of pages, a booklet of fours, six panels.

The choice of what stands on a page is the pager's; here it is decided what is given to it.
"""

from __future__ import annotations

from dataclasses import replace

from irdocs.problems import Problems
from irdocs.renderers.pdf.canvas import Canvas
from irdocs.renderers.pdf.pager import MM, Frame, Page, paginate
from irdocs.renderers.pdf.setter import Setter
from irdocs.renderers.pdf.structure import Elem
from irdocs.theme.model import PageGeometry

DRAFT_ROOM = 3 * MM
"""Room above the foot for the mark of a draft."""
TIGHT = {"before-h2": 6.0, "figure-height": 70.0}
"""What gives way before a page is added: gaps before headings, figure panels; never the type (visual.md 8.6). In mm."""


def lay_out(setter: Setter, canvas: Canvas) -> list[Page]:
    """Make up all pages of a document."""
    return run(setter, canvas)


def run(setter: Setter, canvas: Canvas) -> list[Page]:
    """Page after page; set tighter where that saves a page on which next to nothing would stand."""
    frame = frame_of(setter)
    pages = paginate(setter.items(setter.document.children, canvas.root), lambda index: frame, setter.problems)
    if len(pages) > 1 and _filled(pages[-1]) < 1 / 3:
        root, quiet = Elem("Document"), Problems()
        tight = replace(setter, theme=replace(setter.theme, space={**TIGHT, **setter.theme.space}), problems=quiet)
        fewer = paginate(tight.items(setter.document.children, root), lambda index: frame, quiet)
        if len(fewer) < len(pages):
            canvas.root.kids[:] = root.kids
            return fewer
    return pages


def _filled(page: Page) -> float:
    """Give the share of a page that its items take."""
    return sum(one.height for one in page.placed) / (page.frame.bottom - page.frame.top)


def frame_of(setter: Setter) -> Frame:
    """Turn the geometry of a page into points."""
    frame = in_points(setter.theme.page)
    if setter.document.draft:
        # The draft mark stands between the content and the foot
        frame = replace(frame, bottom=frame.bottom - DRAFT_ROOM)
    return frame


def in_points(page: PageGeometry) -> Frame:
    """Give the frame of a page in points."""
    return Frame(
        page.width_mm * MM,
        page.height_mm * MM,
        page.wide_left_mm * MM,
        page.text_left_mm * MM,
        page.right_mm * MM,
        page.top_mm * MM,
        page.content_end_mm * MM,
    )
