"""The pager keeps together what belongs together, and knows its pages."""

from dataclasses import dataclass, replace

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from irdocs.pdf.decorations import visible_pieces
from irdocs.pdf.pager import Flowable, Frame, Page, PagerItem, paginate
from irdocs.pdf.paragraph import ParagraphFlowable, ParagraphStyle, StyledSpan
from irdocs.pdf.structure import Elem
from irdocs.problems import Location, Problems

FRAME = Frame(300, 400, 20, 60, 280, 50, 350)
"""300 points of height for content."""


@dataclass
class Block:
    """A flowable of a fixed height."""

    height: float
    name: str = ""

    def wrap(self, width: float) -> float:
        """Give the height."""
        return self.height

    def draw(self, canvas: object, x: float, y: float, width: float) -> None:
        """Paint nothing."""


def lay(*items: PagerItem, problems: Problems | None = None) -> list[Page]:
    """Paginate on equal pages."""
    return paginate(items, lambda _: FRAME, Problems() if problems is None else problems)


def names(pages: list[Page]) -> list[list[str]]:
    """Give the names of the blocks on each page."""
    return [[getattr(one.item.content, "name", "") for one in page.placed] for page in pages]


def block(name: str, height: float, **options: object) -> PagerItem:
    """An item of a fixed height."""
    return replace(PagerItem(Block(height, name)), **options)  # type: ignore[arg-type]


def test_items_follow_with_the_larger_gap_and_none_at_the_top() -> None:
    pages = lay(block("a", 20, before=30, after=8), block("b", 20, before=5))
    assert [placed.y for placed in pages[0].placed] == [50, 78]


def test_a_heading_goes_with_what_follows() -> None:
    pages = lay(block("a", 250), block("h", 20, keep_next=True), block("b", 60))
    assert names(pages) == [["a"], ["h", "b"]]


def test_a_chain_moves_as_one() -> None:
    chain = [block("h", 20, keep_next=True), block("intro", 20, keep_next=True), block("b", 60)]
    assert names(lay(block("a", 230), *chain)) == [["a"], ["h", "intro", "b"]]


def test_a_section_does_not_start_in_the_last_room_of_a_page() -> None:
    assert names(lay(block("a", 205), block("s", 20, least_room=99))) == [["a"], ["s"]]
    assert names(lay(block("a", 195), block("s", 20, least_room=99))) == [["a", "s"]]


def test_table_heads_are_repeated_and_rows_stay_whole() -> None:
    head = Block(20, "head")
    rows = [block(f"r{number}", 50, head=head) for number in range(9)]
    pages = lay(PagerItem(head, keep_next=True), *rows)
    assert names(pages) == [["head", "r0", "r1", "r2", "r3", "r4"], ["head", "r5", "r6", "r7", "r8"]]
    assert [placed.repeated for placed in pages[1].placed] == [True, False, False, False, False]


def test_the_first_row_takes_its_head_along() -> None:
    head = Block(20, "head")
    pages = lay(block("a", 240), PagerItem(head, keep_next=True), block("r", 50, head=head))
    assert names(pages) == [["a"], ["head", "r"]]


def test_what_stands_at_the_foot() -> None:
    pages = lay(block("a", 100), block("control", 40, at_foot=True))
    assert pages[0].placed[1].y == 310
    assert lay(block("control", 40, at_foot=True), block("more", 20))[0].placed[0].y == 50


def test_what_fits_no_page_is_an_error_with_its_place() -> None:
    problems = Problems()
    pages = lay(block("big", 400, at=Location("a.yaml", 3)), block("b", 10), problems=problems)
    assert names(pages) == [["big"], ["b"]]
    assert [(one.rule, one.location.line) for one in problems] == [("does-not-fit", 3)]


def test_pages_may_differ() -> None:
    """Booklets and panels: each page has its own frame."""
    frames = [FRAME, Frame(200, 400, 10, 10, 190, 50, 350)]
    pages = paginate([block("a", 200), block("b", 200)], lambda index: frames[index % 2], Problems())
    assert [page.placed[0].width for page in pages] == [220, 180]


def paragraph(words: int) -> ParagraphFlowable:
    """A paragraph of equal words."""
    return ParagraphFlowable([StyledSpan("fibroid " * words)], ParagraphStyle("Public Sans", 14, 20), Elem("P"))


@pytest.mark.parametrize(("room", "first"), [(100, 5), (59, 2), (39, 0), (1000, 0)])
def test_paragraphs_split_with_two_lines_on_both_sides(room: float, first: int) -> None:
    one = paragraph(40)
    total = round(one.wrap(200) / 20)
    parts = one.split(200, room)
    if not first and room < 40:
        assert parts is None
        return
    assert parts is not None
    above, below = parts
    lines = (round(above.wrap(200) / 20), round(below.wrap(200) / 20))
    assert sum(lines) == total and min(lines) >= 2
    if first:
        assert lines[0] == first


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 90), st.booleans()), min_size=1, max_size=12))
@example([(1, True)] * 9 + [(90, False)])
@example([(90, False)] + [(1, True)] * 10)
def test_nothing_is_lost_or_leaves_its_page(parts: list[tuple[int, bool]]) -> None:
    """Any mixture of paragraphs and headings: every line is placed, inside the frame, and no heading ends a page.

    Headings in a row that no page can hold with two lines of what follows are left out: one of them must end a page.
    """
    rows = "".join("h" if heading else "p" for _, heading in parts).split("p")
    assume(all(26 * len(row) + 40 <= 300 for row in rows))
    items = [
        PagerItem(paragraph(count), after=10, keep_next=heading and place + 1 < len(parts))
        if not heading
        else PagerItem(Block(26, "h"), keep_next=place + 1 < len(parts))
        for place, (count, heading) in enumerate(parts)
    ]
    wanted = sum(_lines(item.content) for item in items)
    pages = lay(*items)
    assert sum(_lines(placed.item.content) for page in pages for placed in page.placed) == wanted
    for page in pages:
        assert page.used <= 350.1
        if page is not pages[-1]:
            assert page.placed[-1].item.content.__class__ is ParagraphFlowable


def _lines(content: Flowable) -> int:
    return round(content.wrap(220) / 20) if isinstance(content, ParagraphFlowable) else 1


def test_the_route_line_leaves_out_hidden_stretches_and_stubs() -> None:
    assert visible_pieces(0, 300, [(100, 200)]) == [(0, 100), (200, 300)]
    assert visible_pieces(0, 300, [(5, 200), (150, 295)]) == []
    assert visible_pieces(0, 300, []) == [(0, 300)]
