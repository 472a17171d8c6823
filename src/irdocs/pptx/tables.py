"""Tables of the tree as native tables: a header row by name, widths and heights from the text, no merged cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from irdocs.document.nodes import RiskTable, Row, Table
from irdocs.model.locale import Locale
from irdocs.pptx.inherit import EMU_PER_PT, Level
from irdocs.pptx.text import Para, Register, line_count, natural_width, para, run_xml

_SIDE = 7.2
"""Inset at the left and right of a cell, in points (the default of the format)."""
_EDGE = 5.0
"""Inset above and below."""
HEAD_SIZE, BODY_SIZE = 18.0, 20.0
"""Text of a 7.5 in high slide, in points."""
_LINE_SPACE = 1.2
"""Pitch of lines over size: what PowerPoint takes at most for the faces in use, so that rows are not too low."""


@dataclass(frozen=True)
class Grid:
    """A table ready to be dealt out to slides. Lengths in points."""

    head: tuple[Para, ...]
    rows: tuple[tuple[Para, ...], ...]
    numeric: tuple[bool, ...]
    widths: tuple[float, ...]
    head_height: float
    heights: tuple[float, ...]
    head_size: float
    body_size: float
    alt: str


def grid_of(table: Table | RiskTable, locale: Locale, width: float, scale: float, face: str) -> Grid:
    """Measure a table in ``width`` points; ``scale`` is the slide's height over 7.5 in."""
    if isinstance(table, Table):
        head = tuple(para(cell.line) for cell in table.head.cells)
        rows = tuple(_cells(row) for row in table.rows)
        numeric = tuple(
            cell.numeric or all(row.cells[at].numeric for row in table.rows if at < len(row.cells))
            for at, cell in enumerate(table.head.cells)
        )
        alt = table.summary
    else:
        titles = (
            locale.words["table"]["event"],
            locale.say("table.out-of", of=locale.number(table.of)),
            locale.words["table"]["band"],
        )
        head = tuple(para(title) for title in titles)
        rows = tuple((para(row.name), para(row.count.text, bold=True), para(row.band)) for row in table.rows)
        numeric = (False, True, False)
        alt = table.summary or table.caption
    head_size, body_size = HEAD_SIZE * scale, BODY_SIZE * scale
    head_level = Level(size=head_size, bold=True, face=face, line_share=_LINE_SPACE / 1.149)
    body_level = replace(head_level, size=body_size, bold=False)
    widths = _widths([head, *rows], numeric, width, head_level, body_level)

    def tall(cells: Sequence[Para], level: Level) -> float:
        lines = max(line_count(cell, level, widths[at] - 2 * _SIDE) for at, cell in enumerate(cells))
        return lines * level.leading + 2 * _EDGE

    return Grid(
        head,
        rows,
        numeric,
        widths,
        tall(head, head_level),
        tuple(tall(row, body_level) for row in rows),
        head_size,
        body_size,
        alt,
    )


def _cells(row: Row) -> tuple[Para, ...]:
    return tuple(para(cell.line, bold=cell.header) for cell in row.cells)


def _widths(
    rows: Sequence[Sequence[Para]], numeric: Sequence[bool], width: float, head: Level, body: Level
) -> tuple[float, ...]:
    """Give numbers what they need and share the rest by the longest text, so that short columns stay short."""
    count = len(numeric)
    need = [0.0] * count
    for number, row in enumerate(rows):
        for at, cell in enumerate(row):
            need[at] = max(need[at], natural_width(cell, body if number else head) + 2 * _SIDE + 2)
    spare = width - sum(need)
    if spare >= 0:
        # What is left over goes to the first column of words: numbers stay near each other.
        words = next((at for at in range(count) if not numeric[at]), 0)
        need[words] += spare
        return tuple(need)
    fixed = sum(need[at] for at in range(count) if numeric[at])
    if fixed > 0.6 * width:
        fixed = 0.0
        numeric = [False] * count
    loose = [at for at in range(count) if not numeric[at]]
    # The square root keeps a long sentence from starving the other columns.
    weights = {at: need[at] ** 0.5 for at in loose}
    total = sum(weights.values()) or 1.0
    return tuple(need[at] if numeric[at] else (width - fixed) * weights[at] / total for at in range(count))


FINE = 8
"""Halvings of the height of a slide in the search for an even one: to two or three points."""


def deal(grid: Grid, room: float) -> list[tuple[int, int]]:
    """Deal rows out to slides, the header on each: pairs of first row and row behind the last.

    As few slides as have room for them, and as evenly as their heights allow: nobody wants a slide with the last row alone.
    """
    pages = _filled(grid, room)
    low = 0.0
    for _ in range(FINE if len(pages) > 1 else 0):
        middle = (low + room) / 2
        if len(evened := _filled(grid, middle)) == len(pages):
            room, pages = middle, evened
        else:
            low = middle
    return pages


def _filled(grid: Grid, room: float) -> list[tuple[int, int]]:
    pages: list[tuple[int, int]] = []
    start, used = 0, grid.head_height
    for at, height in enumerate(grid.heights):
        if at > start and used + height > room:
            pages.append((start, at))
            start, used = at, grid.head_height
        used += height
    pages.append((start, len(grid.rows)))
    return pages


def table_xml(
    grid: Grid, first: int, last: int, style: str, language: str, register: Register, plain_size: float
) -> tuple[str, int]:
    """`a:tbl` of rows ``first`` to ``last``; also its height in EMU. ``plain_size`` is the default size of the deck."""
    columns = "".join(f'<a:gridCol w="{round(width * EMU_PER_PT)}"/>' for width in grid.widths)
    rows = [_row(grid.head, grid.numeric, grid.head_height, grid.head_size, language, register, plain_size)]
    total = grid.head_height
    for at in range(first, last):
        rows.append(_row(grid.rows[at], grid.numeric, grid.heights[at], grid.body_size, language, register, plain_size))
        total += grid.heights[at]
    return (
        f'<a:tbl><a:tblPr firstRow="1"><a:tableStyleId>{style}</a:tableStyleId></a:tblPr>'
        f"<a:tblGrid>{columns}</a:tblGrid>{''.join(rows)}</a:tbl>",
        round(total * EMU_PER_PT),
    )


def _row(
    cells: Sequence[Para],
    numeric: Sequence[bool],
    height: float,
    size: float,
    language: str,
    register: Register,
    plain_size: float,
) -> str:
    # A table has no level of a layout to take its size from; it is written only where the deck's default is another.
    written = 0 if abs(size - plain_size) < 0.01 else round(size * 100)
    mark = f' sz="{written}"' if written else ""
    edge = round(_EDGE * EMU_PER_PT)
    out = []
    for at, cell in enumerate(cells):
        runs = "".join(run_xml(span, language, register, written) for span in cell.spans if span.text)
        align = '<a:pPr algn="r"/>' if numeric[at] else ""
        out.append(
            f'<a:tc><a:txBody><a:bodyPr/><a:lstStyle/><a:p>{align}{runs}<a:endParaRPr lang="{language}"{mark}/></a:p>'
            f'</a:txBody><a:tcPr marT="{edge}" marB="{edge}" anchor="ctr"/></a:tc>'
        )
    return f'<a:tr h="{round(height * EMU_PER_PT)}">{"".join(out)}</a:tr>'
