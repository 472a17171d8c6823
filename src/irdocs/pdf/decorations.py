"""What stands on every page: the route line with its rings and dots, the footer, the draft mark. All artifacts."""

from __future__ import annotations

from irdocs.pdf.canvas import DECORATION, FOOTER, Canvas
from irdocs.pdf.pager import MM, Page
from irdocs.pdf.paragraph import ParagraphStyle
from irdocs.pdf.typesetter import Typesetter
from irdocs.typeset.linebreak import NBSP, measure

TOP = 8 * MM
"""Where the line starts on a page."""
LEAST_PIECE = 3 * MM
"""A shorter visible piece of the line is left out (visual.md 3.5)."""
LINE, RING = 1.4, 1.6
ENTRY, ENTRY_LINE, ENTRY_DOT = 8 * MM, 2.2, 2.5 * MM
DAY_DOT = 2.9 * MM


def furnish(setter: Typesetter, canvas: Canvas, page: Page, pages: list[Page]) -> None:
    """Paint the furniture of a finished page, below its content; a cover has none."""
    if page.covered:
        return
    if setter.theme.page.route_x_mm is not None:
        with canvas.artifact(DECORATION):
            _route(setter, canvas, page, pages)
    elif setter.theme.page.heading_indent_mm:
        with canvas.artifact(DECORATION):
            _rings(setter, canvas, page)
    if setter.theme.page.footer_rule_mm is not None:
        with canvas.artifact(FOOTER):
            _footer(setter, canvas, page, len(pages))
    elif setter.document.draft:
        with canvas.artifact(FOOTER):
            _draft(setter, canvas, page.frame.text_left, setter.theme.page.content_end_mm * MM + 1.2 * MM)


def marks_of(page: Page) -> list[tuple[str, float]]:
    """Give the marks of a page as (kind, y)."""
    return [(mark.kind, placed.y + mark.y) for placed in page.placed for mark in placed.item.marks]


def _arrival(pages: list[Page]) -> tuple[int, float] | None:
    """Find where the route ends: the page and the height of the last end mark."""
    ends = [(page.index, y) for page in pages for kind, y in marks_of(page) if kind == "end"]
    return ends[-1] if ends else None


def visible_pieces(top: float, bottom: float, hidden: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Give what is left of the line from top to bottom when some stretches are hidden; short pieces are left out."""
    pieces, start = [], top
    for high, low in [*sorted(hidden), (bottom, bottom)]:
        end = min(high, bottom)
        if end - start >= LEAST_PIECE:
            pieces.append((start, end))
        start = max(start, low)
    return pieces


def _route(setter: Typesetter, canvas: Canvas, page: Page, pages: list[Page]) -> None:
    geometry = setter.theme.page
    assert geometry.route_x_mm is not None
    x = geometry.route_x_mm * MM
    arrival = _arrival(pages)
    if arrival is not None and page.index > arrival[0]:
        return
    end = arrival[1] if arrival is not None and page.index == arrival[0] else None
    marks = marks_of(page)
    radius = geometry.ring_mm * MM / 2
    bottom = end if end is not None else (geometry.footer_rule_mm or geometry.content_end_mm) * MM - 2 * MM
    for start, stop in visible_pieces(_departure(marks), bottom, _hidden(page, radius)):
        canvas.rule(x, start, x, stop, "route", LINE)
    for kind, y in marks:
        if end is None or y <= end:
            _mark(canvas, kind, x, y, radius)


def _departure(marks: list[tuple[str, float]]) -> float:
    """Return where the line starts: below the entry, or near the head of the page."""
    entry = next((y for kind, y in marks if kind == "entry"), None)
    return TOP if entry is None else entry + ENTRY / 2 + 2 * MM


def _hidden(page: Page, radius: float) -> list[tuple[float, float]]:
    """Return the stretches of the line that are hidden: by wide things, and inside rings."""
    covered = [
        (one.y - one.item.clearance, one.y + one.height + one.item.clearance)
        for one in page.placed
        if one.item.clearance is not None
    ]
    return [*covered, *((y - radius, y + radius) for kind, y in marks_of(page) if kind in ("ring", "end"))]


def _mark(canvas: Canvas, kind: str, x: float, y: float, radius: float) -> None:
    """Draw one mark of the route."""
    if kind == "entry":
        canvas.disc(x, y, (ENTRY - ENTRY_LINE) / 2, "white", "route", ENTRY_LINE)
        canvas.disc(x, y, ENTRY_DOT / 2, "route")
    elif kind == "dot":
        canvas.disc(x, y, DAY_DOT / 2, "route")
    elif kind == "end":
        canvas.disc(x, y, radius, "route")
    else:
        canvas.disc(x, y, radius - RING / 2, "white", "route", RING)


def _rings(setter: Typesetter, canvas: Canvas, page: Page) -> None:
    """Without a route line each heading has its ring before it."""
    radius = setter.theme.page.ring_mm * MM / 2
    for kind, y in marks_of(page):
        if kind in ("ring", "end"):
            canvas.disc(page.frame.text_left + radius, y, radius - RING / 2, "white", "route", RING)


def _footer(setter: Typesetter, canvas: Canvas, page: Page, count: int) -> None:
    geometry, frame = setter.theme.page, page.frame
    assert geometry.footer_rule_mm is not None
    rule = geometry.footer_rule_mm * MM
    look = setter.look("footer")
    canvas.rule(frame.wide_left, rule, frame.right, rule, "grey4", 0.5)
    baseline = rule + 1.2 * MM + look.baseline
    number = setter.locale.say("page.number", page=page.index + 1, pages=count)
    booklet = setter.theme.edition == "a5"
    left = frame.wide_left if booklet else frame.text_left
    # Room for the widest number, so that the title is the same on every page
    widest = setter.locale.say("page.number", page=count, pages=count)
    number_width = measure(widest, look.family, look.bold, look.size_pt)
    mark = draft_behind(setter)
    mark_width = measure(mark, look.family, True, look.size_pt) if mark else 0.0
    room = frame.right - left - number_width - 4 * MM - mark_width
    title = _shortened(setter.document.footer, look.family, look.bold, look.size_pt, room)
    if booklet and page.index % 2 == 1:  # the left-hand page of a booklet
        canvas.text(frame.wide_left, baseline, number, look.setting, look.colour)
        left = frame.right - mark_width - measure(title, look.family, look.bold, look.size_pt)
        _running_title(canvas, look, left, baseline, title, mark)
    else:
        _running_title(canvas, look, left, baseline, title, mark)
        canvas.text(frame.right, baseline, number, look.setting, look.colour, "right")
    if setter.document.draft and not mark:
        _draft(setter, canvas, frame.text_left, rule)


def draft_behind(setter: Typesetter) -> str:
    """Return the draft mark that stands behind the running title, where pages are counted; else "".

    What says more than that, such as an overdue review, stands above the foot in full.
    """
    if not setter.theme.most_pages or setter.document.draft != setter.locale.say("page.draft"):
        return ""
    return f"{NBSP}·{NBSP}{setter.locale.say('page.draft-foot')}"


def _running_title(canvas: Canvas, look: ParagraphStyle, left: float, baseline: float, title: str, mark: str) -> None:
    width = canvas.text(left, baseline, title, look.setting, look.colour)
    if mark:
        canvas.text(left + width, baseline, mark, look.setting_bold, look.colour)


def _shortened(said: str, family: str, bold: bool, size_pt: float, room: float) -> str:
    """Leave out the title's tail, or all of it, where a running foot is too long: the code and version stay whole."""
    if measure(said, family, bold, size_pt) <= room:
        return said
    title, dot, rest = said.partition(" · ")
    words = title.split()
    while len(words) > 1 and measure(f"{' '.join(words)}… · {rest}", family, bold, size_pt) > room:
        words.pop()
    short = f"{' '.join(words)}…{dot}{rest}" if len(title.split()) > len(words) else said
    return rest if rest and measure(short, family, bold, size_pt) > room else short


def _draft(setter: Typesetter, canvas: Canvas, left: float, rule: float) -> None:
    """Put the draft mark into the foot, above its rule."""
    look = setter.look("draft")
    width = measure(setter.document.draft, look.family, look.bold, look.size_pt)
    height = look.size_pt * 1.25
    top = rule - height - 1.2 * MM
    canvas.rect(left + 0.5, top, width + 3 * MM, height, "white", "ink", 1.0)
    canvas.text(
        left + 0.5 + 1.5 * MM,
        top + height / 2 + look.cap_height / 2,
        setter.document.draft,
        look.setting,
        look.colour,
    )
