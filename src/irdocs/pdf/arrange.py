"""Small flowables that hold others: one above another, side by side, on a ground; and pictures.

All lengths are points; y runs down.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from irdocs.pdf.canvas import DECORATION, Canvas
from irdocs.pdf.pager import Flowable
from irdocs.pdf.structure import Elem
from irdocs.typeset.figures.shapes import Picture


@dataclass
class Stack:
    """Flowables one above another, each with the gap before it; the first gap is not used."""

    rows: Sequence[tuple[float, Flowable]]

    def wrap(self, width: float) -> float:
        """Give the height of all rows and gaps."""
        return sum((gap if row else 0.0) + content.wrap(width) for row, (gap, content) in enumerate(self.rows))

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        """Draw the rows from the top."""
        for row, (gap, content) in enumerate(self.rows):
            y += gap if row else 0.0
            content.draw(canvas, x, y, width)
            y += content.wrap(width)


@dataclass
class ColumnBox:
    """A flowable and the share of the width that it takes."""

    share: float
    content: Flowable


@dataclass
class Columns:
    """Flowables side by side, their tops level."""

    columns: Sequence[ColumnBox]
    gap: float = 0.0
    middle: bool = False
    """Centre each in the height of the highest."""

    def _widths(self, width: float) -> list[float]:
        free = width - self.gap * (len(self.columns) - 1)
        total = sum(column.share for column in self.columns)
        return [free * column.share / total for column in self.columns]

    def wrap(self, width: float) -> float:
        """Give the height of the highest."""
        widths = self._widths(width)
        return max(
            (column.content.wrap(one) for column, one in zip(self.columns, widths, strict=True)),
            default=0.0,
        )

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        """Draw from the left."""
        height = self.wrap(width) if self.middle else 0.0
        for column, one in zip(self.columns, self._widths(width), strict=True):
            down = (height - column.content.wrap(one)) / 2 if self.middle else 0.0
            column.content.draw(canvas, x, y + down, one)
            x += one + self.gap


@dataclass
class PanelBox:
    """A flowable on a ground, with padding."""

    content: Flowable
    padding: tuple[float, float, float, float]
    """Top, right, bottom, left."""
    fill: str | None = None
    stroke: str | None = None
    line: float = 0.0
    radius: float = 0.0
    top_rule: float = 0.0
    """Width of a rule along the top edge, in ``rule_colour``."""
    bottom_rule: float = 0.0
    rule_colour: str = "petrol"
    least_height: float = 0.0

    def wrap(self, width: float) -> float:
        """Give the height of the content and its padding."""
        top, right, bottom, left = self.padding
        return max(self.content.wrap(width - left - right) + top + bottom, self.least_height)

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        """Draw the ground, then the content."""
        top, right, _, left = self.padding
        height = self.wrap(width)
        if self.fill or self.stroke or self.top_rule or self.bottom_rule:
            with canvas.artifact(DECORATION):
                if self.fill or self.stroke:
                    # The stroke lies inside the panel, so that its edge stands on the grid
                    half = self.line / 2
                    canvas.rect(
                        x + half,
                        y + half,
                        width - self.line,
                        height - self.line,
                        self.fill,
                        self.stroke,
                        self.line,
                        self.radius,
                    )
                if self.top_rule:
                    canvas.rect(x, y, width, self.top_rule, self.rule_colour)
                if self.bottom_rule:
                    canvas.rect(x, y + height - self.bottom_rule, width, self.bottom_rule, self.rule_colour)
        self.content.draw(canvas, x + left, y + top, width - left - right)


@dataclass
class Painting:
    """Something of known height that is painted: a rule, a sign, a picture with its dots."""

    height: float
    paint: Callable[[Canvas, float, float, float], None]
    """(canvas, x, y, width)"""

    def wrap(self, width: float) -> float:
        """Give the height."""
        return self.height

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        """Paint it."""
        self.paint(canvas, x, y, width)


@dataclass
class Illustration:
    """A picture that is a figure with alternative text, fitted into a width and a greatest height."""

    picture: Picture
    element: Elem
    greatest_height: float
    align: str = "centre"
    over: Callable[[Canvas, float, float, float], None] | None = None
    """Paints on the picture: (canvas, left, top, points in a unit of the picture)."""

    def _scale(self, width: float) -> float:
        return min(width / self.picture.width, self.greatest_height / self.picture.height)

    def wrap(self, width: float) -> float:
        """Give the height at which the picture fits."""
        return self.picture.height * self._scale(width)

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        """Draw the picture, clipped to its box, and note its bounds in the structure."""
        scale = self._scale(width)
        wide, high = self.picture.width * scale, self.picture.height * scale
        x += {"left": 0.0, "centre": (width - wide) / 2, "right": width - wide}[self.align]
        canvas.bound(self.element, x, y, wide, high)
        with canvas.whole(self.element):
            canvas.picture(self.picture, x, y, wide, high)
            if self.over:
                self.over(canvas, x, y, scale)


@dataclass
class Indented:
    """A flowable moved to the right."""

    indent: float
    content: Flowable

    def wrap(self, width: float) -> float:
        """Give the height in what is left of the width."""
        return self.content.wrap(width - self.indent)

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        """Draw to the right of the indent."""
        self.content.draw(canvas, x + self.indent, y, width - self.indent)


@dataclass
class Beside:
    """A flowable with another of fixed width at its right edge."""

    content: Flowable
    side: Flowable
    side_width: float
    gap: float = 0.0

    def wrap(self, width: float) -> float:
        """Give the height of the higher one."""
        return max(self.content.wrap(width - self.side_width - self.gap), self.side.wrap(self.side_width))

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        """Draw the content, then what stands beside it."""
        self.content.draw(canvas, x, y, width - self.side_width - self.gap)
        self.side.draw(canvas, x + width - self.side_width, y, self.side_width)


@dataclass
class Fixed:
    """A flowable of a fixed width, at the left."""

    content: Flowable
    fixed_width: float

    def wrap(self, width: float) -> float:
        """Give the height at the fixed width."""
        return self.content.wrap(min(self.fixed_width, width))

    def draw(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        """Draw at the left."""
        self.content.draw(canvas, x, y, min(self.fixed_width, width))
