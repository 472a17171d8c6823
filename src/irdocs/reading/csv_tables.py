"""Tables that people write with a spreadsheet (CSV): read row by row, every fault with its line and column.

Commas, semicolons and tabs part the cells, whichever the first line has most of: spreadsheets write what their country
is used to. Quotes follow RFC 4180. One row is in memory at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from irdocs.problems import Location, Problems, counted, nearest
from irdocs.reading.files import check_regular

LONGEST = 20_000
"""Characters that one row may have: a quote that is never closed must not take in the whole file."""
_QUOTED = re.compile(r'((?:[^"]|"")*+)"')  # possessive: half of a doubled quote closes nothing


class CsvCell(NamedTuple):
    """What stands in a cell, and where it begins."""

    text: str
    line: int
    column: int


class CsvRow(NamedTuple):
    """One row below the first line."""

    number: int
    """As a spreadsheet counts: the line of names is row 1."""
    line: int
    cells: Mapping[str, CsvCell]
    """Column -> cell. A column that the file does not have is not there."""


def read_table(path: Path, shown: str, known: Mapping[str, bool], problems: Problems) -> Iterator[CsvRow]:
    """Yield the rows of a table whose first line names its columns; a row with faults is told and left out.

    ``known`` says of each column whether the file must have it. No value of a cell is ever told: it may be about a person.
    """
    rows = _rows(path, shown, problems)
    _, head = next(rows, (0, []))
    if not head:
        if not problems.has_errors:
            problems.error("empty-table", Location(shown, 1, 1), "the file has no rows", "name its columns in line 1")
        return
    names = [cell.text.strip().lower() for cell in head]
    for place, (name, cell) in enumerate(zip(names, head, strict=True)):
        at = Location(shown, cell.line, cell.column)
        if name not in known:
            problems.error(
                "unknown-column", at, f"column {place + 1} has no name that is known", nearest(name, list(known))
            )
        elif name in names[:place]:
            problems.error("double-column", at, f'the column "{name}" stands twice', "remove one")
    missing = [name for name, needed in known.items() if needed and name not in names]
    for name in missing:
        problems.error("missing-column", Location(shown, 1, 1), f'there is no column "{name}"', "add it to line 1")
    for number, row in rows:
        if len(row) != len(names):
            at = Location(shown, row[-1].line, row[-1].column)
            problems.error(
                "wrong-count", at, f"this row has {counted(len(row), 'cell')}, and line 1 has {len(names)}",
                "put quotes round a cell that holds the sign between cells",
            )  # fmt: skip
        elif not missing:
            yield CsvRow(
                number, row[0].line, {name: cell for name, cell in zip(names, row, strict=True) if name in known}
            )


def _rows(path: Path, shown: str, problems: Problems) -> Iterator[tuple[int, list[CsvCell]]]:
    """Yield every row that has something in it, with its number."""
    lines = _lines(path, shown, problems)
    between = ""
    for count, (number, line) in enumerate(lines, 1):
        between = between or max(",;\t", key=line.count)
        row = _row(number, line, between, lines, shown, problems)
        if row is not None and any(cell.text.strip() for cell in row):
            yield count, row


def _lines(path: Path, shown: str, problems: Problems) -> Iterator[tuple[int, str]]:
    """Yield number and text of each line without its end."""
    try:
        check_regular(path)
        with path.open("rb") as file:
            for number, raw in enumerate(file, 1):
                data = raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
                try:
                    yield number, data.decode("utf-8").rstrip("\r\n")
                except UnicodeDecodeError as error:
                    column = len(data[: error.start].decode("utf-8", "replace")) + 1
                    problems.error(
                        "not-utf-8", Location(shown, number, column), "this is not UTF-8 text",
                        'save the table as "CSV UTF-8"',
                    )  # fmt: skip
    except OSError as error:
        problems.error("unreadable", Location(shown), f"the file cannot be read: {error.strerror or error}")


def _row(
    number: int, line: str, between: str, lines: Iterator[tuple[int, str]], shown: str, problems: Problems
) -> list[CsvCell] | None:
    """Part one row, which takes in further lines where a quoted cell does. Returns None, with the fault told."""
    cells: list[CsvCell] = []
    start, taken = 0, len(line)

    def broken(at_line: int, column: int, message: str, hint: str) -> None:
        problems.error("broken-table", Location(shown, at_line, column), message, hint)

    while True:
        if line[start : start + 1] == '"':
            at = CsvCell("", number, start + 1)
            text, position = "", start + 1
            while (found := _QUOTED.match(line, position)) is None:
                text += line[position:] + "\n"
                number, line = next(lines, (0, ""))
                taken += len(line)
                if not number or taken > LONGEST:
                    broken(at.line, at.column, "this quote is never closed", "close it, or write it twice")
                    return None
                position = 0
            text += found[1]
            start = found.end()
            cells.append(at._replace(text=text.replace('""', '"')))
            if start < len(line) and line[start] != between:
                broken(number, start + 1, "something follows a closed quote", "write a quote inside a cell twice")
                return None
        else:
            end = line.find(between, start)
            text = line[start:] if end < 0 else line[start:end]
            if '"' in text:
                column = start + text.index('"') + 1
                broken(number, column, "a quote stands inside a cell without quotes", "put the cell into quotes")
                return None
            cells.append(CsvCell(text.strip(), number, start + len(text) - len(text.lstrip()) + 1))
            start += len(text)
        if start >= len(line):
            return cells
        start += 1
