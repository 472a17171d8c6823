"""Handlers of wide panels: at a glance, drawings with their key, notices, choices, the recovery."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from irdocs.document.nodes import (
    Choices,
    DaySteps,
    Drawing,
    FigurePanel,
    Glance,
    Key,
    Line,
    Notice,
    Notices,
    Recovery,
)
from irdocs.pdf.arrange import ColumnBox, Columns, Illustration, Painting, PanelBox, Stack
from irdocs.pdf.canvas import Canvas
from irdocs.pdf.pager import MM, Flowable, Mark, PagerItem
from irdocs.pdf.paragraph import ParagraphStyle
from irdocs.pdf.structure import Elem, list_attributes
from irdocs.pdf.typesetter import Typesetter
from irdocs.problems import Location
from irdocs.typeset.figures.shapes import Picture
from irdocs.typeset.figures.timeline import recovery_timeline

PADDING = 4 * MM
DOT = 6.2 * MM
"""Diameter of a numbered dot at 12 pt."""
BESIDE = 6 * MM
"""From a target to the middle of its dot (visual.md 7.2)."""


def ground(setter: Typesetter, content: Flowable, padding: float = PADDING, top_rule: float = 0.0) -> PanelBox:
    """Put a flowable on the panel's ground; in black only the ground is white inside a border."""
    around = (padding, padding, padding, padding)
    if not setter.theme.black_only:
        return PanelBox(content, around, fill="mist", top_rule=top_rule)
    if top_rule:
        return PanelBox(content, around, top_rule=top_rule, bottom_rule=0.8)
    return PanelBox(content, around, fill="white", stroke="ink", line=0.8)


def glance(node: Glance, setter: Typesetter, parent: Elem) -> list[PagerItem]:
    """The panel at a glance: four cells (two by two where the page is narrow), hairlines between."""
    element = Elem("L", parent, attributes=list_attributes("none"), title=node.label)
    cells: list[Flowable] = []
    for item in node.items:
        body = Elem("LBody", Elem("LI", element))
        label = setter.paragraph(item.label, setter.look("glance-label"), Elem("P", body), item.at)
        value = setter.paragraph(item.value, setter.look("glance-value"), Elem("P", body), item.at)
        note = setter.paragraph(item.note, setter.look("note"), Elem("P", body), item.at, hold_last=True)
        cells.append(Stack([(0, label), (1 * MM, value), (1 * MM, note)]))
    across = setter.columns("glance")
    across = min(across, len(cells)) if across > 2 else 2
    rows = [_GlanceRow(cells[start : start + across], across) for start in range(0, len(cells), across)]
    content = Stack([(PADDING, row) for row in rows])
    panel = ground(setter, content, top_rule=2.4)
    panel.padding = (PADDING + 1 * MM, 0.0, PADDING, 0.0)
    return [
        PagerItem(
            panel,
            wide=True,
            before=setter.space("before-glance", 6.0),
            stretch=setter.space("stretch-wide", 0.0),
            after=setter.space("after-glance", 4.0),
            clearance=0.0,
            at=node.at,
        )
    ]


@dataclass
class _GlanceRow:
    """Cells of equal width, each with its padding at the left, and hairlines between."""

    cells: Sequence[Flowable]
    across: int

    def _inner(self, width: float) -> float:
        return width / self.across - PADDING - 1.5 * MM

    def wrap(self, width: float) -> float:
        """Give the height of the highest cell."""
        return max(cell.wrap(self._inner(width)) for cell in self.cells)

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        """Draw the cells and the lines between them."""
        height, step = self.wrap(width), width / self.across
        with canvas.artifact():
            for number in range(1, len(self.cells)):
                canvas.rule(x + number * step, y, x + number * step, y + height, "soft", 0.5)
        for number, cell in enumerate(self.cells):
            cell.draw(canvas, x + number * step + PADDING, y, self._inner(width))


def figure_panel(node: FigurePanel, setter: Typesetter, parent: Elem) -> list[PagerItem]:
    """Drawings at the left, their numbered key at the right, a caption below."""
    inner = setter.width_mm * MM - 2 * PADDING
    greatest = (node.height_mm * MM or setter.space("figure-height", 76.0)) - 2 * PADDING
    pictures: list[ColumnBox] = []
    for index, drawing in enumerate(node.drawings):
        dots = [key for key in node.keys if key.drawing == index]
        pictures.append(
            ColumnBox(drawing.picture.width / drawing.picture.height, _drawing(drawing, dots, setter, parent, greatest))
        )
    side = Columns(pictures, gap=6 * MM, middle=True)
    content: Flowable = side
    if node.keys:
        key_list = _key_list(node.keys, setter, parent)
        if setter.columns("figure") > 1:
            content = Columns([ColumnBox(inner - 56 * MM, side), ColumnBox(50 * MM, key_list)], gap=6 * MM, middle=True)
        else:
            content = Stack([(0, side), (4 * MM, key_list)])
    rows: list[tuple[float, Flowable]] = [(0, content)]
    if node.caption:
        rows.append((2 * MM, setter.paragraph(node.caption, setter.look("note"), Elem("P", parent), node.at)))
    return [
        PagerItem(
            ground(setter, Stack(rows)),
            wide=True,
            before=setter.space("before-wide", 3.0),
            after=setter.space("after-wide", 4.0),
            stretch=setter.space("stretch-wide", 0.0),
            clearance=0.0,
            at=node.at,
        )
    ]


def drawing(node: Drawing, setter: Typesetter, parent: Elem) -> list[PagerItem]:
    """A drawing on its own."""
    greatest = setter.space("figure-height", 76.0) - 2 * PADDING
    content = ground(setter, _drawing(node, [], setter, parent, greatest))
    return [
        PagerItem(content, wide=True, before=setter.space("before-wide", 3.0), after=4 * MM, clearance=0.0, at=node.at)
    ]


def _drawing(node: Drawing, keys: list[Key], setter: Typesetter, parent: Elem, greatest: float) -> Illustration:
    element = Elem("Figure", parent, alt=node.alt)
    look = setter.look("key-number")

    def dots(canvas: Canvas, x: float, y: float, scale: float) -> None:
        for key, (across, down) in zip(keys, _dot_places(node.picture, keys, scale), strict=True):
            numbered_dot(canvas, x + across, y + down, str(key.number), look, halo=True)

    return Illustration(node.picture, element, greatest, over=dots if keys else None)


def _dot_places(picture: Picture, keys: list[Key], scale: float) -> list[tuple[float, float]]:
    """Choose a place beside each target: away from the middle of the picture, clear of other targets and dots."""
    middle = (picture.width / 2, picture.height / 2)
    targets = [(key.x * scale, key.y * scale) for key in keys]
    taken: list[tuple[float, float]] = []
    for number, (x, y) in enumerate(targets):
        outward = math.atan2(y - middle[1] * scale, x - middle[0] * scale)
        best, best_worth = (x, y), -math.inf
        for turn in range(8):
            angle = outward + (turn + 1) // 2 * (1 if turn % 2 else -1) * math.pi / 4
            place = (x + BESIDE * math.cos(angle), y + BESIDE * math.sin(angle))
            near = [*taken, *(target for other, target in enumerate(targets) if other != number)]
            room = min((math.dist(place, one) for one in near), default=math.inf)
            inside = min(place[0], place[1], picture.width * scale - place[0], picture.height * scale - place[1])
            worth = -turn - (20 if room < DOT + 1 else 0) - (10 if inside < DOT / 2 else 0)
            if worth > best_worth:
                best, best_worth = place, worth
        taken.append(best)
    return taken


def numbered_dot(canvas: Canvas, x: float, y: float, number: str, look: ParagraphStyle, halo: bool = False) -> None:
    """Paint a numbered dot round a centre."""
    radius = DOT / 2 * look.size_pt / 12
    if halo:
        canvas.disc(x, y, radius + 0.5 * MM, "white")
    canvas.disc(x, y, radius, "petrol")
    canvas.text(x, y + look.cap_height / 2, number, look.setting, "white", "centre")


def _key_list(keys: tuple[Key, ...], setter: Typesetter, parent: Elem) -> Stack:
    element = Elem("L", parent, attributes=list_attributes("number"))
    look, number_look = setter.look("key"), setter.look("key-number")
    size = DOT * number_look.size_pt / 12
    rows: list[tuple[float, Flowable]] = []
    for key in keys:
        item = Elem("LI", element)
        marker, body = Elem("Lbl", item), Elem("LBody", item)

        def label(
            canvas: Canvas, x: float, baseline: float, marker: Elem = marker, said: str = str(key.number)
        ) -> None:
            middle = baseline - look.cap_height / 2
            with canvas.artifact():
                canvas.disc(x + size / 2, middle, size / 2, "petrol")
            canvas.begin(marker)
            canvas.text(x + size / 2, middle + number_look.cap_height / 2, said, number_look.setting, "white", "centre")
            canvas.end()

        indent = size + 2 * MM
        words_ = setter.paragraph(key.line, look, Elem("P", body), key.at, indent=indent, label=label, hold_last=True)
        rows.append((3 * MM, words_))
        if key.note:
            rows.append((0, setter.paragraph(key.note, setter.look("note"), Elem("P", body), key.at, indent=indent)))
    return Stack(rows)


def notice(node: Notice, setter: Typesetter, parent: Elem) -> list[PagerItem]:
    """A panel with a bold title."""
    page = setter.theme.page
    inset = PADDING / MM  # bars measure themselves by the page: here by the inside of the panel
    inner = replace(page, wide_left_mm=page.wide_left_mm + inset, right_mm=page.right_mm - inset)
    inside = replace(setter.inside("panel"), theme=replace(setter.theme, page=inner))
    return [_panel(_titled(node, inside, parent), setter, node)]


def notices(node: Notices, setter: Typesetter, parent: Elem) -> list[PagerItem]:
    """Panels side by side on one ground; below each other where the page is narrow."""
    if setter.columns("notices") < len(node.children) or len(node.children) == 1:
        return [item for one in node.children for item in notice(one, setter, parent)]
    gap, count = 6.0, len(node.children)
    column = (setter.width_mm - 2 * PADDING / MM - gap * (count - 1)) / count
    inside = setter.inside("panel", column)
    cells = [ColumnBox(1, _titled(one, inside, parent)) for one in node.children]
    return [_panel(Columns(cells, gap=gap * MM), setter, node)]


def _titled(node: Notice, inside: Typesetter, parent: Elem) -> Stack:
    part = Elem("Div", parent)
    title = inside.paragraph(node.title, inside.look("notice-title"), Elem("H3", part), node.at)
    return Stack([(0, title), *stacked(inside, inside.items(node.children, part), first=0.6 * MM)])


def _panel(content: Flowable, setter: Typesetter, node: Notice | Notices) -> PagerItem:
    return PagerItem(
        ground(setter, content),
        wide=True,
        before=setter.space("before-wide", 3.0),
        after=setter.space("after-wide", 4.0),
        clearance=0.0,
        at=node.at,
    )


def stacked(setter: Typesetter, items: list[PagerItem], first: float) -> list[tuple[float, Flowable]]:
    """Give items as rows of a stack, with the gaps that the pager would leave."""
    rows: list[tuple[float, Flowable]] = []
    gap = first
    for item in items:
        rows.append((max(gap, item.before if rows else first), item.content))
        gap = item.after
    return rows


def choices(node: Choices, setter: Typesetter, parent: Elem) -> list[PagerItem]:
    """Choices side by side, in rows of two; below each other where the page is narrow."""
    across = setter.columns("choices")
    inside = setter.inside("panel")
    cards: list[PanelBox] = []
    for card in node.cards:
        part = Elem("Div", parent)
        title = setter.paragraph(card.name, setter.look("stage"), Elem("H3", part), card.at)
        rows: list[tuple[float, Flowable]] = [(0, title)]
        rows += stacked(inside, inside.items(card.children, part), first=0.8 * MM)
        cards.append(PanelBox(Stack(rows), (2.4 * MM, 0, 1 * MM, 0), top_rule=1.2))
    made: list[PagerItem] = []
    for start in range(0, len(cards), across):
        row = [ColumnBox(1, card) for card in cards[start : start + across]]
        row += [ColumnBox(1, Stack([]))] * (across - len(row))
        made.append(
            PagerItem(
                Columns(row, gap=4 * MM),
                wide=True,
                before=setter.space("before-wide", 3.0) if start == 0 else 4 * MM,
                after=4 * MM,
                clearance=3 * MM,
                at=node.cards[start].at,
            )
        )
    return made


def day_steps(node: DaySteps, setter: Typesetter, parent: Elem) -> list[PagerItem]:
    """The steps of the day: dots on the route line, and an ordered list."""
    element = Elem("L", parent, attributes=list_attributes("number"))
    return [_step(step.title, step.line, setter, element, step.at, last=step is node.steps[-1]) for step in node.steps]


def _step(title: Line, line: Line, setter: Typesetter, element: Elem, at: Location, last: bool) -> PagerItem:
    look = setter.look("h3")
    body = Elem("LBody", Elem("LI", element))
    rows: list[tuple[float, Flowable]] = [(0, setter.paragraph(title, look, Elem("P", body), at))]
    if line:
        rows.append((0, setter.paragraph(line, setter.look(setter.body), Elem("P", body), at)))
    mark = Mark("dot", look.baseline - look.x_height / 2)
    after = setter.paragraph_gap if last else setter.space("between-steps", 3.1)
    return PagerItem(Stack(rows), after=after, marks=(mark,), at=at)


def recovery(node: Recovery, setter: Typesetter, parent: Elem) -> list[PagerItem]:
    """The recovery: an arrow with a dot for each stage; as a list where it would be cramped."""
    element = Elem("L", parent, attributes=list_attributes("number"))
    count = len(node.stages)
    if not 2 <= count <= setter.columns("recovery"):
        return [
            _step(stage.when, stage.line, setter, element, stage.at, last=stage is node.stages[-1])
            for stage in node.stages
        ]
    cells: list[ColumnBox] = []
    for stage in node.stages:
        body = Elem("LBody", Elem("LI", element))
        when = setter.paragraph(stage.when, setter.look("stage"), Elem("P", body), stage.at)
        note = setter.paragraph(stage.line, setter.look("stage-note"), Elem("P", body), stage.at, hold_last=True)
        cells.append(ColumnBox(1, Stack([(0, when), (0, note)])))
    picture = _arrow(setter.width_mm, count)

    def arrow(canvas: Canvas, x: float, y: float, width: float) -> None:
        with canvas.artifact():
            canvas.picture(picture, x, y, width, picture.height * width / picture.width)

    rows: list[tuple[float, Flowable]] = [
        (0, Painting(picture.height * MM, arrow)),
        (1.5 * MM, Columns(cells, gap=4 * MM)),
    ]
    return [
        PagerItem(
            Stack(rows),
            wide=True,
            before=setter.space("before-wide", 3.0),
            after=setter.space("after-wide", 4.0),
            clearance=2.4 * MM,
            at=node.at,
        )
    ]


@lru_cache(maxsize=32)
def _arrow(width_mm: float, count: int) -> Picture:
    return recovery_timeline(width_mm, count)
