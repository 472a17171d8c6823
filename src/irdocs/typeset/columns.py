"""How many things a block sets side by side: by the width that it has, and whether the type is ordinary or large."""

from typing import NamedTuple

LARGE_PT = 18.0
"""Plain text of this size and more is large print: what stands side by side in ordinary type stands one below the other."""


class ColumnRule(NamedTuple):
    """So many columns from a width on."""

    columns: int
    least_mm: float
    in_large_print: bool = False


COLUMNS = {
    "arrays": (ColumnRule(2, 165),),
    "benefit": (ColumnRule(2, 165),),
    "choices": (ColumnRule(2, 140),),
    "contacts": (ColumnRule(2, 100, True),),
    "figure": (ColumnRule(2, 138),),
    "glance": (ColumnRule(4, 140), ColumnRule(2, 0, True)),
    "help": (ColumnRule(2, 150),),
    "lone-array": (ColumnRule(2, 100, True),),
    "masthead": (ColumnRule(2, 100, True),),
    "notices": (ColumnRule(4, 140),),
    "questions": (ColumnRule(2, 140),),
    "recovery": (ColumnRule(5, 140),),
    "risk-table": (ColumnRule(4, 150), ColumnRule(3, 110, True), ColumnRule(2, 0, True)),
}
"""Block -> its rules, the most columns first; where none holds, there is one column. A recovery of more stages is a list."""


def columns_of(block: str, width_mm: float, large_print: bool) -> int:
    """Return how many columns a block has at most."""
    for rule in COLUMNS[block]:
        if width_mm >= rule.least_mm and (rule.in_large_print or not large_print):
            return rule.columns
    return 1
