"""Handlers of numbers as pictures: icon arrays, the risk table with its scale bars, and charts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from irdocs.document.nodes import IconArray, Line, RiskFigures, RiskRow, RiskTable
from irdocs.document.nodes import words as plain_words
from irdocs.pdf.arrange import ColumnBox, Columns, Illustration, Painting, Stack
from irdocs.pdf.blocks_tables import (
    ROW_PADDING,
    CellBox,
    TableHead,
    TableRow,
    head_cell,
    heads_rows,
    held_together,
    row_header,
)
from irdocs.pdf.canvas import Canvas
from irdocs.pdf.pager import MM, Flowable, PagerItem
from irdocs.pdf.paragraph import ParagraphStyle, StyledSpan
from irdocs.pdf.structure import Elem
from irdocs.pdf.typesetter import Typesetter, cited
from irdocs.typeset.figures.bars import scale_bar
from irdocs.typeset.figures.icon_array import array_height, icon_array, pitch_for_width
from irdocs.typeset.figures.shapes import Picture
from irdocs.typeset.linebreak import boxes_of, measure

LEAST_BAR = 30
"""In 1,000: what is rarer has no bar, which would be too short to say anything."""
NARROW_PADDING = 1.2 * MM
"""Above and below the words of a row on a panel."""
MOST_WIDER = 12.0
"""Millimetres that the column of numbers may take from the words for a number with a qualifier."""
ARRAY_WIDTH = {1000: 79.0, 100: 58.0}
"""Width of an icon array beside its words or beside another, in millimetres at A4 (visual.md 4.1, 4.2)."""


def benefit(node: IconArray, setter: Typesetter, parent: Elem) -> list[PagerItem]:
    """One array at the left, the number large at the right; below each other where the page is narrow."""
    part = Elem("Div", parent)
    colour = "route" if node.harm else "petrol"
    beside = setter.columns("benefit") > 1
    array = _array(node, setter, part, ARRAY_WIDTH[node.shown.of] if beside else setter.width_mm)
    words = Stack(
        [
            (
                0,
                setter.paragraph(
                    _capital(node.headline), setter.look("big-number", colour=colour), Elem("P", part), node.at
                ),
            ),
            (0.5 * MM, setter.paragraph(node.outcome, setter.look("outcome"), Elem("P", part), node.at)),
            (0, setter.paragraph(node.complement, setter.look("body"), Elem("P", part), node.at)),
        ]
    )
    if node.meaning:  # what it means or what we do, and the letter of where the number comes from: as in a pair
        meaning = setter.paragraph(node.meaning, setter.look("risk-words"), Elem("P", part), node.at)
        words = Stack([*words.rows, (1.2 * MM, meaning)])
    elif array is not None:
        note = setter.paragraph(_with_sources(node, setter), setter.look("note"), Elem("P", part), node.at)
        words = Stack([*words.rows, (1.6 * MM, note)])
    content: Flowable
    if array is None:
        content = words
    elif beside:
        content = Columns([ColumnBox(79, array), ColumnBox(85, words)], gap=6 * MM)
    else:
        content = Stack([(0, array), (3 * MM, words)])
    return [_wide(content, setter, node)]


def risk_figures(node: RiskFigures, setter: Typesetter, parent: Elem) -> list[PagerItem]:
    """Arrays of equal width, two to a row, words above; one alone is set as a benefit is."""
    width_mm = setter.width_mm
    if len(node.arrays) == 1 and setter.columns("lone-array") > 1:
        return benefit(node.arrays[0], setter, parent)
    across = setter.columns("arrays")
    gap = 12.0
    each = (width_mm - gap) / 2 if across == 2 else width_mm
    made: list[PagerItem] = []
    for start in range(0, len(node.arrays), across):
        row = node.arrays[start : start + across]
        cells = [
            _captioned(array, setter, parent, min(each, ARRAY_WIDTH[array.shown.of]) if across == 2 else each)
            for array in row
        ]
        width = each * MM
        highest = max(cell.rows[0][1].wrap(width) for cell in cells)
        for cell in cells:
            cell.rows = [(0, _AtLeast(cell.rows[0][1], highest)), *cell.rows[1:]]
        columns = [ColumnBox(1, cell) for cell in cells] + [ColumnBox(1, Stack([]))] * (across - len(cells))
        made.append(_wide(Columns(columns, gap=gap * MM), setter, row[0]))
    return made


class _AtLeast:
    """A flowable that takes a height at least, so that what follows stands level with its neighbour."""

    def __init__(self, content: Flowable, height: float) -> None:
        self.content = content
        self.height = height

    def wrap(self, width: float) -> float:
        """Give the height."""
        return max(self.content.wrap(width), self.height)

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        """Draw at the top."""
        self.content.draw(canvas, x, y, width)


def _capital(said: str) -> str:
    """Begin a sentence: "about 75 in 1,000" stands at its start here."""
    return said[:1].upper() + said[1:]


def _captioned(node: IconArray, setter: Typesetter, parent: Elem, width_mm: float) -> Stack:
    part = Elem("Div", parent)
    look = setter.look("risk-words")
    spans = [StyledSpan(_capital(node.headline), bold=True), StyledSpan(" " + node.outcome)]
    words = [
        (0.0, setter.paragraph(spans, look, Elem("P", part), node.at)),
        (0.0, setter.paragraph(node.complement, setter.look("risk-words", bold=True), Elem("P", part), node.at)),
    ]
    rows: list[tuple[float, Flowable]] = [(0, Stack(words))]
    array = _array(node, setter, part, width_mm)
    if array is not None:
        rows.append((1.6 * MM, array))
    if node.meaning:
        rows.append((1.2 * MM, setter.paragraph(node.meaning, look, Elem("P", part), node.at)))
    else:
        key = _with_sources(node, setter)
        if key:
            rows.append((1.6 * MM, setter.paragraph(key, setter.look("note"), Elem("P", part), node.at)))
    return Stack(rows)


def _array(node: IconArray, setter: Typesetter, parent: Elem, width_mm: float) -> Illustration | None:
    """Draw the count, or nothing where a picture would say more than the source did."""
    if not node.shown.drawable or not node.drawn:
        return None
    of = node.shown.of
    if of == 100:
        width_mm = min(width_mm, ARRAY_WIDTH[100] * max(1.0, setter.look("body").size_pt / 14))
    pitch = pitch_for_width(of, width_mm)
    picture = _picture(node.shown.count, of, pitch, "route" if node.harm else "petrol")
    height = array_height(of, pitch) * MM
    return Illustration(picture, Elem("Figure", parent, alt=node.alt), height, align="left")


@lru_cache(maxsize=256)
def _picture(count: int, of: int, pitch: float, colour: str) -> Picture:
    return icon_array(count, of, pitch, colour)


def _with_sources(node: IconArray, setter: Typesetter) -> list[StyledSpan]:
    said = node.key
    if node.cite and setter.document.lists_sources:
        said = f"{said}{cited(node.cite)}"
    return [StyledSpan(said)] if said else []


def _wide(content: Flowable, setter: Typesetter, node: IconArray) -> PagerItem:
    return PagerItem(
        content,
        wide=True,
        before=setter.space("before-wide", 3.0),
        after=setter.space("after-figure", 4.0),
        clearance=3 * MM,
        at=node.at,
    )


# --- the risk table ---------------------------------------------------------------------------------------------------


def risk_table(node: RiskTable, setter: Typesetter, parent: Elem) -> list[PagerItem]:
    """Risks as rows: what, how many, drawn to scale, the word band."""
    say = setter.locale.say
    table = Elem("Table", parent, title=node.summary)
    made: list[PagerItem] = []
    if node.caption:
        caption = setter.paragraph(node.caption, setter.look("note"), Elem("Caption", table), node.at)
        made.append(
            PagerItem(
                caption,
                wide=True,
                before=setter.space("before-wide", 3.0),
                after=1 * MM,
                keep_next=True,
                clearance=3 * MM,
            )
        )
    form = _form(setter, node.rows)
    heads = {
        "words": (say("table.event"), "left"),
        "number": (say("table.out-of", of=setter.locale.number(node.of)), "right"),
        "bar": (say("table.scale"), "left"),
        "band": (say("table.band"), "left"),
    }
    row_element = Elem("TR", table)
    cells = [head_cell(*heads[name], setter, row_element, node) for name, _ in form]
    shares = [share for _, share in form]
    head = TableHead(cells, shares, setter)
    # On later pages the head is for the eye alone; the bars say there what they said here
    again = TableHead(
        [CellBox(Stack([])) if name == "bar" else cell for cell, (name, _) in zip(cells, form, strict=True)],
        shares,
        setter,
    )
    made.append(
        PagerItem(
            head,
            wide=True,
            before=0.0 if made else setter.space("before-wide", 3.0),
            keep_next=True,
            clearance=3 * MM,
            at=node.at,
        )
    )
    made += held_together(
        [
            PagerItem(
                _risk_row(row, node.of, form, setter, Elem("TR", table), heads_rows(len(form), len(node.rows))),
                wide=True,
                clearance=3 * MM,
                head=again,
                at=row.at,
            )
            for row in node.rows
        ]
    )
    made[-1] = replace(made[-1], after=setter.space("after-wide", 4.0))
    return made


def _form(setter: Typesetter, rows: Sequence[RiskRow]) -> list[tuple[str, float]]:
    """Give the columns and their widths in millimetres: four at A4, the band below the bar at A5, none at DL."""
    width_mm, count = setter.width_mm, setter.columns("risk-table")
    if count == 4:
        number = _number_width(18, 2, rows, setter)
        spared = min(number - 18, 4.0)  # the bands spare a little; what is more goes from the words
        words = 102 - number + spared
        return [("words", words), ("number", number), ("bar", 38), ("band", width_mm - 140 - spared)]
    if count == 3:
        number = _number_width(25, 2, rows, setter)
        return [("words", width_mm - 41 - number), ("number", number), ("bar", 41)]
    number = _number_width(18, 0, rows, setter)
    return [("words", width_mm - number), ("number", number)]


def _number_width(least_mm: float, beside_mm: float, rows: Sequence[RiskRow], setter: Typesetter) -> float:
    """Widen the column of numbers, within limits, so that "about 26" stands on one line."""
    look = setter.look("table", bold=True, tabular=True)
    widest = max((_qualified(row, look) for row in rows if row.count.before.strip()), default=0.0)
    wanted = widest / MM + beside_mm + 0.5
    return max(least_mm, wanted) if wanted <= least_mm + MOST_WIDER else least_mm


def _qualified(row: RiskRow, look: ParagraphStyle) -> float:
    """Return the width of a number with its qualifier, in the digits of equal width that it is set in."""
    boxes = boxes_of([(row.count.before + row.count.count, look.setting)])
    return sum(box.width + box.space for box in boxes) - boxes[-1].space


def _risk_row(
    row: RiskRow, of: int, form: list[tuple[str, float]], setter: Typesetter, element: Elem, headed: bool
) -> TableRow:
    look = setter.look("table")
    names = [name for name, _ in form]
    header = row_header(element) if headed else Elem("TD", element)
    cells: list[CellBox] = []
    for name, share in form:
        if name == "words":
            said: Line | list[StyledSpan] = row.name
            name_look = setter.look("table", bold=True)
            if "bar" not in names:  # the narrowest form: the band follows the name
                after = f" ({row.band.lower()}). " if plain_words(row.meaning) else f" ({row.band.lower()})"
                said = [StyledSpan(plain_words(row.name), bold=True), StyledSpan(after), *setter.spans(row.meaning)]
                name_look = look
            lines: list[tuple[float, Flowable]] = [(0, setter.paragraph(said, name_look, Elem("P", header), row.at))]
            if row.meaning and "bar" in names:
                lines.append((0, setter.paragraph(row.meaning, look, Elem("P", header), row.at)))
            cells.append(CellBox(Stack(lines), right=1 * MM))
        elif name == "number":
            beside = 2 if "bar" in names else 0
            cells.append(CellBox(_number(row, setter, Elem("TD", element), share - beside), right=beside * MM))
        elif name == "bar":
            cell = Elem("TD", element)
            small = row.shown.share * 1000 < LEAST_BAR
            bar: Flowable = Stack([]) if small else Painting(look.leading_pt, _bar(row, of, setter, look))
            if "band" not in names:
                bar = Stack([(0, bar), (0, setter.paragraph(row.band, look, Elem("P", cell), row.at))])
            cells.append(CellBox(bar))
        else:
            cells.append(CellBox(setter.paragraph(row.band, look, Elem("P", Elem("TD", element)), row.at)))
    return TableRow(
        cells,
        [share for _, share in form],
        setter.space("row-padding", (ROW_PADDING if "bar" in names else NARROW_PADDING) / MM),
    )


def _number(row: RiskRow, setter: Typesetter, element: Elem, share_mm: float) -> Flowable:
    """Set a plain count large; a qualifier ("fewer than") stands small above it."""
    look = setter.look("table-number", tabular=True, align="right")
    qualifier, count = row.count.before.strip(), row.count.count
    room = share_mm * MM - 2 * MM
    if measure(count, look.family, look.bold, look.size_pt) > room:
        look = setter.look("table", bold=True, tabular=True, align="right")
    if not qualifier:
        return setter.paragraph(count, look, Elem("P", element), row.at)
    whole = setter.look("table", bold=True, tabular=True, align="right")
    if _qualified(row, whole) <= share_mm * MM:
        return setter.paragraph(row.count.before + count, whole, Elem("P", element), row.at)
    small = setter.paragraph(qualifier, setter.look("note", align="right"), Elem("P", element), row.at)
    return Stack([(0, small), (0, setter.paragraph(count, look, Elem("P", element), row.at))])


def _bar(
    row: RiskRow, of: int, setter: Typesetter, look: ParagraphStyle
) -> Callable[[Canvas, float, float, float], None]:
    picture = _scale(min(row.shown.count, of), of, setter.theme.black_only)
    middle = look.baseline - look.x_height / 2

    def paint(canvas: Canvas, x: float, y: float, width: float) -> None:
        scale = min(36 * MM, width) / picture.width
        height = picture.height * scale
        with canvas.artifact():
            canvas.picture(picture, x, y + middle - height / 2, picture.width * scale, height)

    return paint


@lru_cache(maxsize=512)
def _scale(count: int, of: int, black_only: bool) -> Picture:
    return scale_bar(count, of, black_only=black_only)
