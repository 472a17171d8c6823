"""Tables: rows that do not split, heads that are repeated, columns fitted to what they hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from irdocs.document.nodes import Block, Cell, Table, words
from irdocs.pdf.canvas import Canvas
from irdocs.pdf.pager import MM, Flowable, PagerItem
from irdocs.pdf.structure import Elem
from irdocs.pdf.typesetter import Typesetter
from irdocs.typeset.linebreak import measure

ROW_PADDING = 1.9 * MM
GUTTER = 4 * MM


WHOLE = 6
"""A table of so many rows is not parted (visual.md 8.1)."""


def held_together(rows: list[PagerItem]) -> list[PagerItem]:
    """Keep a short table whole, and the first two and the last two rows of a longer one on one page."""
    last = len(rows) - 1
    short = len(rows) <= WHOLE
    return [
        replace(row, keep_next=place < last and (short or place in (0, last - 1))) for place, row in enumerate(rows)
    ]


@dataclass
class CellBox:
    """What a cell holds, and the room kept free at its right."""

    content: Flowable
    right: float = 0.0


@dataclass
class TableRow:
    """Cells side by side over a hairline."""

    cells: Sequence[CellBox]
    shares: Sequence[float]
    """Widths of the columns, in any unit: they share the width."""
    padding: float = ROW_PADDING
    rule: float = 0.5
    colour: str = "grey4"
    low: bool = False
    """The cells stand on the foot of the row, as heads do."""

    def _widths(self, width: float) -> list[float]:
        total = sum(self.shares)
        return [width * share / total for share in self.shares]

    def wrap(self, width: float) -> float:
        """Give the height of the highest cell, padding and rule."""
        heights = [
            cell.content.wrap(one - cell.right) for cell, one in zip(self.cells, self._widths(width), strict=True)
        ]
        return max(heights) + 2 * self.padding

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        """Draw the cells, then the rule below them."""
        height = self.wrap(width)
        left = x
        for cell, one in zip(self.cells, self._widths(width), strict=True):
            inner = one - cell.right
            down = height - self.padding - cell.content.wrap(inner) if self.low else self.padding
            cell.content.draw(canvas, left, y + down, inner)
            left += one
        with canvas.artifact():
            canvas.rule(x, y + height, x + width, y + height, self.colour, self.rule)


class TableHead(TableRow):
    """The head of a table: bold words on a heavier rule."""

    def __init__(self, cells: Sequence[CellBox], shares: Sequence[float], setter: Typesetter) -> None:
        """Make the head; black only keeps the rule black."""
        super().__init__(cells, shares, padding=1 * MM, rule=1.2, colour="petrol", low=True)


def head_cell(said: str, align: str, setter: Typesetter, row: Elem, node: Block) -> CellBox:
    """Make a header cell of a column."""
    element = Elem("TH", row, attributes=b"/O/Table/Scope/Column")
    look = setter.look("table-head", align=align)
    return CellBox(setter.paragraph(said, look, Elem("P", element), node.at), right=2 * MM)


def heads_rows(columns: int, rows: int) -> bool:
    """Say whether the first cells of rows are header cells: not in a table so small that heads would outnumber data."""
    return columns + rows <= (columns - 1) * rows


def row_header(row: Elem) -> Elem:
    """Make the header cell of a row."""
    return Elem("TH", row, attributes=b"/O/Table/Scope/Row")


def table(node: Table, setter: Typesetter, parent: Elem) -> list[PagerItem]:
    """A simple table."""
    width = setter.width_mm * MM
    element = Elem("Table", parent, title=node.summary)
    shares = _shares(node, setter, width)
    head_row = Elem("TR", element)
    head_cells = [_cell(cell, setter, head_row, "table-head", True) for cell in node.head.cells]
    head_cells[-1].right = 0.0
    head = TableHead(head_cells, shares, setter)
    headed = heads_rows(len(node.head.cells), len(node.rows))
    items = [
        PagerItem(
            head, wide=True, before=setter.space("before-wide", 3.0), keep_next=True, clearance=3 * MM, at=node.at
        )
    ]
    rows: list[PagerItem] = []
    for row in node.rows:
        row_element = Elem("TR", element)
        cells = [_cell(cell, setter, row_element, "table", cell.header and headed) for cell in row.cells]
        cells[-1].right = 0.0
        content = TableRow(cells, shares)
        rows.append(PagerItem(content, wide=True, clearance=3 * MM, head=head, at=row.at))
    items += held_together(rows)
    items[-1] = replace(items[-1], after=setter.space("after-wide", 4.0))
    return items


def _cell(cell: Cell, setter: Typesetter, row: Elem, role: str, header: bool) -> CellBox:
    scope = b"Row" if cell.scope == "row" else b"Column"
    element = Elem("TH", row, attributes=b"/O/Table/Scope/" + scope) if header else Elem("TD", row)
    look = setter.look(
        role,
        bold=True if cell.header else None,
        tabular=cell.numeric,
        align="right" if cell.numeric else "left",
    )
    return CellBox(setter.paragraph(cell.line, look, Elem("P", element), cell.at), right=GUTTER)


def _shares(node: Table, setter: Typesetter, width: float) -> list[float]:
    """Fit columns to their words: each gets its longest word, the rest goes by the length of the text."""
    looks = (setter.look("table-head"), setter.look("table"))
    rows = [(node.head, looks[0]), *((row, looks[1]) for row in node.rows)]
    least = [0.0] * len(node.head.cells)
    natural = [0.0] * len(node.head.cells)
    for row, look in rows:
        for column, cell in enumerate(row.cells[: len(least)]):
            said = words(cell.line)
            bold = look.bold or cell.header
            longest = max(said.split() or [""], key=len)
            least[column] = max(least[column], measure(longest, look.family, bold, look.size_pt) + GUTTER)
            natural[column] = max(natural[column], measure(said, look.family, bold, look.size_pt) + GUTTER)
    free = width - sum(least)
    if free <= 0:
        return least
    wanted = [max(0.1, full - small) for full, small in zip(natural, least, strict=True)]
    return [small + free * want / sum(wanted) for small, want in zip(least, wanted, strict=True)]
