"""Brand, layout and variant -> a theme: every number that a writer needs, and nothing that it must decide."""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from irdocs.typeset.palette import BLACK
from irdocs.typeset.theme import PageGeometry, Theme, ThemeTable
from irdocs.typeset.type_style import TypeStyle


class HasLook(Protocol):
    """What a layout, or a variant of it, says of its page."""

    @property
    def edition(self) -> str:
        """The page that the writer knows."""

    @property
    def page(self) -> PageGeometry:
        """Where things stand."""

    @property
    def styles(self) -> Mapping[str, TypeStyle]:
        """Role of text -> its style."""

    @property
    def space(self) -> Mapping[str, float]:
        """Named gaps in millimetres."""


def resolve(
    name: str,
    look: HasLook,
    colours: Mapping[str, str],
    face: str,
    *,
    black_only: bool = False,
    logo: Path | None = None,
    deck: Path | None = None,
    most_pages: int = 0,
) -> Theme:
    """Make a theme of a layout's look and a brand's colours, face, logo and PowerPoint template."""
    return Theme(
        name=name,
        edition=look.edition,
        colours=BLACK if black_only else colours,
        face=face,
        styles=ThemeTable(look.styles),
        page=look.page,
        space=ThemeTable(look.space),
        most_pages=most_pages,
        black_only=black_only,
        logo=logo,
        deck=deck,
    )
