"""The values that a writer needs to draw a page: colours, faces, sizes and lengths."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from irdocs.typeset.columns import LARGE_PT, columns_of
from irdocs.typeset.roles import style_of
from irdocs.typeset.type_style import TypeStyle


class NotInThemeError(KeyError):
    """The layout gives no value of this name. No other missing key is a fault of a layout."""


class ThemeTable(dict[str, Any]):
    """Values of a layout by name."""

    def __missing__(self, name: str) -> Any:
        raise NotInThemeError(name)


@dataclass(frozen=True)
class PageGeometry:
    """Where things stand on a page. All lengths in millimetres, y measured from the top of the trimmed page."""

    width_mm: float
    height_mm: float
    wide_left_mm: float
    """Left edge of blocks that use the whole width (tables, panels)."""
    text_left_mm: float
    right_mm: float
    """Right edge, measured from the left of the page."""
    top_mm: float
    """Top of the first line of text."""
    content_end_mm: float
    footer_rule_mm: float | None = None
    """None: no footer (trifold)."""
    route_x_mm: float | None = None
    """Centre of the route line; None: no route line."""
    ring_mm: float = 5.6
    """Outer diameter of the ring of a section."""
    heading_indent_mm: float = 0.0
    """Trifold: ring inline before the heading, text of the heading indented."""

    @property
    def wide_mm(self) -> float:
        """The width of blocks that use the whole width."""
        return self.right_mm - self.wide_left_mm

    @property
    def content_mm(self) -> float:
        """The height of the content of a page."""
        return self.content_end_mm - self.top_mm

    @property
    def text_mm(self) -> float:
        """The width of text."""
        return self.right_mm - self.text_left_mm


@dataclass(frozen=True)
class Theme:
    """Brand, layout and variant, resolved. Nothing else decides how a page looks."""

    name: str
    edition: str
    """a4 | large | a5 | dl | easy-read | deck | handout."""
    colours: Mapping[str, str]
    """Token of the palette -> "#RRGGBB"; already the black-only values where ``black_only``."""
    face: str
    """Family name of the face, as `irdocs.typeset.faces` knows it: "Public Sans" or "Arimo"."""
    styles: Mapping[str, TypeStyle]
    """Role (title, lead, h2, h3, body, panel, table, caption, footer, table-head, big-number, table-number, phone,
    formats, ...) -> style."""
    page: PageGeometry
    space: Mapping[str, float] = field(default_factory=dict)
    """Named gaps in millimetres (before-h2, after-h2, ...)."""
    logo: Path | None = None
    """The brand's logo (SVG in the subset, or PNG); None: an empty slot."""
    deck: Path | None = None
    """The PowerPoint template."""
    most_pages: int = 0
    """The pages that a document may have, its feet made even; 0: as many as there are."""
    black_only: bool = False
    dark: bool = False

    def role(self, name: str) -> TypeStyle:
        """Return how a role of text is set."""
        return style_of(name, self.styles)

    def columns(self, block: str, width_mm: float) -> int:
        """Return how many things a block of this width sets side by side."""
        return columns_of(block, width_mm, self.role("body").size_pt >= LARGE_PT)
