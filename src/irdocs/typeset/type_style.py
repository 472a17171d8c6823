"""How one role of text is set."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TypeStyle:
    """Size, leading, weight and colour of a role. Sizes in points."""

    size_pt: float
    leading_pt: float
    bold: bool = False
    colour: str = "ink"
    """A token of the palette."""
    tracking_em: float = 0.0
