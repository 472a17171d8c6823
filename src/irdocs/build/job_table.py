"""A table of wishes for a night's run: many brands x subjects x editions, from CSV or TOML, every fault at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from irdocs.build.batch import EDITIONS, Selection, jobs_of
from irdocs.build.job import Job
from irdocs.build.project import Project
from irdocs.layout.formats import Format
from irdocs.model.locale import languages
from irdocs.problems import Location, Problems, nearest
from irdocs.reading.csv_tables import CsvCell, read_table
from irdocs.reading.toml_files import read_toml

COLUMNS = ("brand", "subject", "layout", "variant", "edition", "language", "format")
PLAIN, EVERY = "plain", "*"
"""How a table names the usual edition of a layout, and all brands."""

Asked = Mapping[str, list[CsvCell]]
"""Column -> the names that stand in it, each with its place."""


def read_matrix(
    project: Project, path: Path, shown: str, default_languages: tuple[str, ...], problems: Problems
) -> list[Job]:
    """Return the jobs that a table asks for, each once, in its order. Faults go to ``problems``, and reading goes on."""
    if path.suffix.lower() == ".toml":
        asked = list(_from_toml(path, shown, problems))
    elif path.suffix.lower() == ".csv":
        asked = list(_from_csv(path, shown, problems))
    else:
        problems.error(
            "unknown-ending", Location(shown), "a table of jobs ends in .csv or .toml", "see `irdocs batch -h`"
        )
        return []
    known = _known(project, asked)
    for _, row in asked:
        _check(row, known, shown, problems)
    if problems.has_errors:
        return []
    wishes = [(line, _wish(project, row, default_languages)) for line, row in asked]
    _open_libraries(project, [wish for _, wish in wishes])
    jobs: dict[Job, None] = {}
    for line, wish in wishes:
        made, offered = jobs_of(project, wish)
        for name in wish.variants:
            if made and name and name not in offered:
                problems.error("unknown-variant", line, f'no layout asked for here has the variant "{name}"')
        if not made and not project.problems.has_errors:
            problems.error(
                "nothing-to-do", line, "no layout serves what is asked for here", "see `irdocs list layouts`"
            )
        jobs.update(dict.fromkeys(made))
    if not asked and not problems.has_errors:
        problems.error("empty-table", Location(shown, 1, 1), "the table asks for nothing", "add a row")
    return list(jobs)


def _from_csv(path: Path, shown: str, problems: Problems) -> Iterator[tuple[Location, Asked]]:
    for row in read_table(path, shown, dict.fromkeys(COLUMNS, False), problems):
        cells = row.cells.items()
        yield (
            Location(shown, row.line, 1),
            {key: [_within(cell, found) for found in re.finditer(r"\S+", cell.text)] for key, cell in cells},
        )


def _within(cell: CsvCell, found: re.Match[str]) -> CsvCell:
    return CsvCell(found[0], cell.line, cell.column + found.start())


# --- TOML -------------------------------------------------------------------------------------------------------------

_STRINGS = re.compile(r'"""|\'\'\'|"(?:[^"\\]|\\.)*"|\'[^\']*\'|#[^\n]*')
_TABLE = re.compile(r"^[ \t]*\[\[[ \t]*(\"?)jobs\1[ \t]*\]\]", re.MULTILINE)
_KEY = re.compile(r"^[ \t]*([\"']?)([A-Za-z0-9_-]+)\1[ \t]*=", re.MULTILINE)


def _from_toml(path: Path, shown: str, problems: Problems) -> Iterator[tuple[Location, Asked]]:
    data = read_toml(path, shown, problems)
    if data is None:
        return
    text = path.read_text(encoding="utf-8")
    for key in data:
        if key != "jobs":
            found = re.search(rf"^[ \t]*\[*[ \t]*[\"']?({re.escape(key)})\b", text, re.MULTILINE)
            at = _location(text, found.start(1), shown) if found else Location(shown, 1, 1)
            problems.error("unknown-key", at, f'"{key}" is not known here', "write a [[jobs]] for each wish")
    tables = data.get("jobs", [])
    starts = [found.start() for found in _TABLE.finditer(text)]
    if not isinstance(tables, list) or len(starts) != len(tables):
        problems.error("wrong-type", Location(shown, 1, 1), "jobs: a [[jobs]] for each wish is wanted")
        return
    for table, start, end in zip(tables, starts, [*starts[1:], len(text)], strict=True):
        yield _location(text, start, shown), _row(table, text, start, end, shown, problems)


def _row(table: dict[str, Any], text: str, start: int, end: int, shown: str, problems: Problems) -> Asked:
    """Give the names of one [[jobs]] with their places, which Python's reader of TOML does not tell."""
    keys = {found[2]: found for found in _KEY.finditer(text, start, end)}
    row: dict[str, list[CsvCell]] = {}
    for key, value in table.items():
        found = keys.get(key)
        at = _location(text, found.start(2) if found else start, shown)
        values = value if isinstance(value, list) else [value]
        if key not in COLUMNS:
            problems.error("unknown-key", at, f'"{key}" is not a key of a job', nearest(key, list(COLUMNS)))
        elif not all(isinstance(one, str) for one in values):
            problems.error("wrong-type", at, f"{key}: a text, or a list of texts, is wanted")
        else:
            strings = [one for one in _STRINGS.finditer(text, found.end() if found else start, end) if one[0][0] != "#"]
            places = [_location(text, one.start() + 1, shown) for one in strings]
            places += [at] * len(values)
            row[key] = [
                CsvCell(one, place.line, place.column) for one, place in zip(values, places, strict=False) if one
            ]
    return row


def _location(text: str, position: int, shown: str) -> Location:
    return Location(shown, text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position))


# --- what is known ----------------------------------------------------------------------------------------------------


def _known(project: Project, asked: list[tuple[Location, Asked]]) -> dict[str, list[str]]:
    """Return what may stand in each column."""
    from irdocs.model.load import find_subjects  # YAML is slow to import

    layouts = [one for name in project.layout_names() if (one := project.layout(name)) is not None and one.built]
    variants = {name for layout in layouts for name in layout.variants}
    return {
        "brand": [*project.brand_names(), EVERY],
        "subject": sorted(find_subjects(project.content, Problems())),
        "layout": [layout.name for layout in layouts],
        "variant": [PLAIN, *sorted(variants)],
        "edition": list(EDITIONS),
        "language": languages(),
        "format": list(map(str, Format)),
    }


def _check(row: Asked, known: Mapping[str, list[str]], shown: str, problems: Problems) -> None:
    for key, cells in row.items():
        for cell in cells:
            if cell.text not in known[key]:
                at = Location(shown, cell.line, cell.column)
                problems.error(f"unknown-{key}", at, f'there is no {key} "{cell.text}"', nearest(cell.text, known[key]))


def _wish(project: Project, row: Asked, default_languages: tuple[str, ...]) -> Selection:
    said = {key: tuple(dict.fromkeys(cell.text for cell in cells)) for key, cells in row.items()}
    brands = said.get("brand") or ("default",)
    return Selection(
        subjects=said.get("subject", ()),
        layouts=said.get("layout", ()),
        variants=tuple("" if name == PLAIN else name for name in said.get("variant", ())),
        languages=said.get("language") or default_languages,
        formats=said.get("format", ()),
        brands=tuple(project.brand_names()) if EVERY in brands else brands,
        editions=said.get("edition", ()),
    )


def _open_libraries(project: Project, wishes: list[Selection]) -> None:
    """Read each language once, with every subject that some row wants."""
    for language in dict.fromkeys(language for wish in wishes for language in wish.languages):
        rows = [wish.subjects for wish in wishes if language in wish.languages]
        project.library(language, None if () in rows else {subject for row in rows for subject in row})
    for brand in dict.fromkeys(brand for wish in wishes for brand in wish.brands):
        project.brand(brand)
