"""Brand, layout and variant -> a theme: every number that a writer needs, and nothing that it must decide."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from irdocs.typeset.palette import BLACK
from irdocs.typeset.theme import PageGeometry, Theme, TypeStyle


def resolve(
    name: str,
    edition: str,
    table: Mapping[str, Any],
    colours: Mapping[str, str],
    face: str,
    *,
    black_only: bool = False,
    logo: Path | None = None,
    deck: Path | None = None,
    most_pages: int = 0,
) -> Theme:
    """Make a theme from the [page], [type] and [space] tables of a layout. Raises KeyError and TypeError for a missing length."""
    styles = {
        role: TypeStyle(
            size_pt=float(style["size"]),
            leading_pt=float(style["leading"]),
            bold=bool(style.get("bold", False)),
            colour=str(style.get("colour", "ink")),
            tracking_em=float(style.get("tracking", 0.0)),
        )
        for role, style in table["type"].items()
    }
    return Theme(
        name=name,
        edition=edition,
        colours=BLACK if black_only else colours,
        face=face,
        styles=styles,
        page=PageGeometry(**table["page"]),
        space={key: float(value) for key, value in table.get("space", {}).items()},
        most_pages=most_pages,
        black_only=black_only,
        logo=logo,
        deck=deck,
    )
