"""How the pages of each kind of document are made up: a run of pages, a booklet of fours, six panels.

The choice of what stands on a page is the pager's; here it is decided what is given to it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from irdocs.document.nodes import Heading, Text, WritingLines
from irdocs.pdf.balance import balance, white_feet
from irdocs.pdf.canvas import Canvas
from irdocs.pdf.decorations import draft_behind
from irdocs.pdf.pager import MM, Frame, Page, Placed, paginate
from irdocs.pdf.structure import Elem
from irdocs.pdf.trifold import trifold
from irdocs.pdf.typesetter import Typesetter
from irdocs.problems import Problems, counted
from irdocs.typeset.theme import PageGeometry

LITTLE = 1 / 3
"""A last page that is filled less than this is worth saving."""
DRAFT_ROOM, DRAFT_LINE = 3 * MM, 8 * MM
"""Room above the foot for the mark of a draft."""
TIGHT = {"before-h2": 6.0, "figure-height": 70.0}
"""What gives way before a page is added: gaps before headings, figure panels; never the type (visual.md 8.6). In mm."""
WITHOUT_LINES = {"writing-line": 0.0}
"""What gives way where even feet are one page too many: lines to write on, never a sign of danger (leaflet-six.md)."""


def lay_out(setter: Typesetter, canvas: Canvas) -> list[Page]:
    """Make up all pages of a document."""
    match setter.document.kind:
        case "booklet":
            return booklet(setter, canvas)
        case "trifold":
            return trifold(setter, canvas, frame_of(setter))
        case _:
            return run(setter, canvas, _nearly_empty)


def run(setter: Typesetter, canvas: Canvas, wants_tighter: Callable[[list[Page]], bool], sheet: int = 2) -> list[Page]:
    """Page after page: with even feet where the theme limits their number, else set tighter where that saves a page."""
    frame = frame_of(setter)
    if setter.theme.most_pages:
        most = setter.theme.most_pages
        bare = replace(setter, theme=replace(setter.theme, space={**setter.theme.space, **WITHOUT_LINES}))
        balanced = None
        for tried, limit in ((setter, most), (bare, most), (setter, 0)):
            canvas.root.kids.clear()
            balanced = balance(tried.items(setter.document.children, canvas.root), frame, limit, sheet)
            if balanced is not None:
                break
        if balanced is not None:
            if len(balanced) > most:
                _report_spill(setter, len(balanced), most)
            white_feet(balanced, lambda page, white: _report_white(setter, page, white))
            return balanced
        canvas.root.kids.clear()
    pages = paginate(setter.items(setter.document.children, canvas.root), lambda index: frame, setter.problems)
    if wants_tighter(pages):
        root, quiet = Elem("Document"), Problems()
        tight = replace(setter, theme=replace(setter.theme, space={**TIGHT, **setter.theme.space}), problems=quiet)
        fewer = paginate(tight.items(setter.document.children, root), lambda index: frame, quiet)
        if len(fewer) < len(pages):
            canvas.root.kids[:] = root.kids
            return fewer
    return pages


def _report_spill(setter: Typesetter, count: int, most: int) -> None:
    setter.problems.warning(
        "too-many-pages",
        setter.document.at,
        f"this takes {counted(count, 'page')}; {most} are the most",
        "shorten the sections that are over their budget, or nearest to it",
    )


def _report_white(setter: Typesetter, page: int, white: float) -> None:
    setter.problems.note(
        "under-filled",
        setter.document.at,
        f"page {page} ends in {white:.0f} mm of white",
        "write a little more there, or move a part",
    )


def _nearly_empty(pages: list[Page]) -> bool:
    return len(pages) > 1 and _filled(pages[-1]) < LITTLE


# --- booklets ---------------------------------------------------------------------------------------------------------


def booklet(setter: Typesetter, canvas: Canvas) -> list[Page]:
    """A multiple of 4 pages, the contacts on the last; what is spare before it is for the reader's own notes (L13)."""
    pages = run(setter, canvas, _just_over, sheet=4)
    if not setter.theme.most_pages and _just_over(pages):
        lines = round(sum(one.height for one in pages[-1].placed) / setter.look("body").leading_pt)
        setter.problems.note(
            "booklet-over",
            setter.document.at,
            f"the text is {counted(lines, 'line')} over {counted(len(pages) - 1, 'page')}, so that 3 pages are spare",
            f"cut {counted(lines, 'line')} to save 4 pages",
        )
    spare = -len(pages) % 4
    if spare:
        back = pages.pop()
        _add_notes(pages, spare, setter, canvas.root)
        pages.append(replace(back, index=len(pages)))
    return pages


def _just_over(pages: list[Page]) -> bool:
    """Whether a page or so more than a multiple of 4 holds but little."""
    return len(pages) % 4 == 1 and _filled(pages[-1]) < LITTLE


def _add_notes(pages: list[Page], count: int, setter: Typesetter, root: Elem) -> None:
    """Add pages to write on, the first with a heading."""
    frame = frame_of(setter)
    element = Elem("Sect", root)
    arrival = max(place for place, kid in enumerate(root.kids[:-1]) if isinstance(kid, Elem) and kid.type == "Sect")
    root.kids.insert(arrival, root.kids.pop())  # it is read before the contacts, as it stands before them
    heading = Heading(level=2, line=(Text(text=setter.locale.say("page.notes")),))
    first, *_ = setter.items([heading], element)
    pitch = setter.space("writing-line", 8.0)
    for number in range(count):
        page = Page(len(pages), frame)
        top = frame.top
        if number == 0:
            width = frame.right - frame.text_left
            height = first.content.wrap(width)
            page.placed.append(Placed(first, frame.text_left, top, width, height))
            top += height
        lines = int((frame.bottom - top) / pitch)
        for one in setter.items([WritingLines(count=lines)], element):
            page.placed.append(Placed(one, frame.text_left, top, frame.right - frame.text_left, pitch))
            top += pitch
        pages.append(page)


def _filled(page: Page) -> float:
    """Give the share of a page that its items take."""
    return sum(one.height for one in page.placed) / (page.frame.bottom - page.frame.top)


def frame_of(setter: Typesetter) -> Frame:
    """Turn the geometry of a page into points."""
    frame = in_points(setter.theme.page)
    if setter.document.draft and not draft_behind(setter):
        # The draft mark stands between the content and the foot; without a foot it is the last line itself
        room = DRAFT_ROOM if setter.theme.page.footer_rule_mm is not None else DRAFT_LINE
        frame = replace(frame, bottom=frame.bottom - room)
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
