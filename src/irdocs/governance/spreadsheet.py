"""Tables for a spreadsheet: RFC 4180 with LF, the mark by which Excel knows UTF-8, and no cell that it would calculate."""

import csv
import io
from collections.abc import Iterable, Sequence

MARK = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet takes for a formula."""


def as_csv(head: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    """Return a table as text, with the mark first."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(head)
    table.writerows([_plain(cell) for cell in row] for row in rows)
    return MARK + out.getvalue()


def _plain(cell: object) -> object:
    """Return a cell that stays text; an apostrophe before it is how spreadsheets say so. A lone hyphen means nothing."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) and cell != "-" else cell
