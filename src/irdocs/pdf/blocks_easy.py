"""The handler of an Easy Read row: one idea, its picture at the left, its words at the right."""

from __future__ import annotations

from dataclasses import dataclass

from irdocs.document.nodes import EasyRow
from irdocs.pdf.arrange import Illustration, Stack
from irdocs.pdf.blocks_panels import stacked
from irdocs.pdf.canvas import Canvas
from irdocs.pdf.pager import MM, Flowable, PagerItem
from irdocs.pdf.structure import Elem
from irdocs.pdf.typesetter import Typesetter

BOX_WIDTH, BOX_HEIGHT = 72 * MM, 56 * MM
GAP = 10 * MM
"""From the picture to the words."""
BETWEEN = 5 * MM
"""From row to row: four rows and a heading fill a page (visual.md 3.20)."""
PADDING = 3 * MM


def easy_row(node: EasyRow, setter: Typesetter, parent: Elem) -> list[PagerItem]:
    """A row is never parted, so that a picture always stands beside its words."""
    part = Elem("Div", parent)
    figure = Elem("Figure", part, alt=node.drawing.alt)
    picture = Illustration(node.drawing.picture, figure, BOX_HEIGHT - 2 * PADDING)
    words = Stack(stacked(setter, setter.items(node.children, part), first=0.0))
    row = _Row(picture, words, setter.theme.black_only)
    return [PagerItem(row, wide=True, before=BETWEEN, after=BETWEEN, clearance=0.0, at=node.at)]


@dataclass
class _Row:
    """The box of the picture, and the words in the middle of its height."""

    picture: Illustration
    words: Flowable
    black_only: bool

    def wrap(self, width: float) -> float:
        return max(BOX_HEIGHT, self.words.wrap(width - BOX_WIDTH - GAP))

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        height = self.wrap(width)
        with canvas.artifact():
            if self.black_only:
                canvas.rect(x + 0.4, y + 0.4, BOX_WIDTH - 0.8, BOX_HEIGHT - 0.8, "white", "ink", 0.8)
            else:
                canvas.rect(x, y, BOX_WIDTH, BOX_HEIGHT, "mist")
        inner = BOX_WIDTH - 2 * PADDING
        down = (BOX_HEIGHT - self.picture.wrap(inner)) / 2
        self.picture.draw(canvas, x + PADDING, y + down, inner)
        left, room = x + BOX_WIDTH + GAP, width - BOX_WIDTH - GAP
        self.words.draw(canvas, left, y + (height - self.words.wrap(room)) / 2, room)
