"""A table of wishes for a night's run: many brands x subjects x editions, from CSV or TOML, every fault at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path

from irdocs.build.job import Job
from irdocs.build.plan import EDITIONS, Selection, jobs_of
from irdocs.build.project import Project
from irdocs.layout.formats import Format
from irdocs.problems import Location, Problems, nearest
from irdocs.reading.csv_tables import CsvCell, read_table
from irdocs.reading.fields import setting
from irdocs.reading.placed import Mapping, Sequence
from irdocs.reading.structure import structure
from irdocs.reading.toml_data import read_toml

PLAIN, EVERY = "plain", "*"
"""How a table names the usual edition of a layout, and all brands."""

Asked = dict[str, list[CsvCell]]
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
        _check_decks(row, path.parent, shown, problems)
    if problems.has_errors:
        return []
    wishes = [(line, row, _wish(project, row, default_languages)) for line, row in asked]
    _open_libraries(project, [wish for *_, wish in wishes])
    jobs: dict[Job, None] = {}
    for line, row, wish in wishes:
        made, offered = _jobs_of(project, wish, row, path.parent)
        if not project.problems.has_errors:
            _check_made(row, wish, made, offered, line, problems)
        jobs.update(dict.fromkeys(made))
    if not asked and not problems.has_errors:
        problems.error("empty-table", Location(shown, 1, 1), "the table asks for nothing", "add a row")
    return list(jobs)


def _from_csv(path: Path, shown: str, problems: Problems) -> Iterator[tuple[Location, Asked]]:
    for row in read_table(path, shown, dict.fromkeys(COLUMNS, False), problems):
        cells = row.cells.items()
        yield (
            Location(shown, row.line, 1),
            {key: list(_names(key, cell)) for key, cell in cells},
        )


def _names(key: str, cell: CsvCell) -> Iterator[CsvCell]:
    """Yield the names in a cell, parted by spaces; a file may have spaces in its name, and stands alone."""
    for found in re.finditer(r"\S(?:.*\S)?" if key == "template" else r"\S+", cell.text):
        yield _within(cell, found)


def _within(cell: CsvCell, found: re.Match[str]) -> CsvCell:
    return CsvCell(found[0], cell.line, cell.column + found.start())


@dataclass(frozen=True)
class _Row:
    """One [[jobs]]: what is asked for. What is left out means every one, or the usual one."""

    brand: tuple[str, ...] = setting("Brands.", ())
    subject: tuple[str, ...] = setting("Subjects.", ())
    layout: tuple[str, ...] = setting("Layouts.", ())
    variant: tuple[str, ...] = setting("Variants.", ())
    edition: tuple[str, ...] = setting("Editions.", ())
    language: tuple[str, ...] = setting("Languages.", ())
    format: tuple[str, ...] = setting("Formats.", ())
    minutes: tuple[int, ...] = setting("How long decks may take.", ())
    template: tuple[str, ...] = setting("PowerPoint templates for the decks.", ())


COLUMNS = tuple(one.name for one in fields(_Row))


@dataclass(frozen=True)
class _Table:
    """A table of jobs."""

    jobs: tuple[_Row, ...] = setting("A [[jobs]] for each wish.", ())


def _from_toml(path: Path, shown: str, problems: Problems) -> Iterator[tuple[Location, Asked]]:
    data = read_toml(path, shown, problems)
    if data is None:
        return
    tables = data.get("jobs")
    for row in tables if isinstance(tables, list) else ():
        for key, value in row.items() if isinstance(row, Mapping) else ():
            if isinstance(value, str | int) and key in COLUMNS:  # one value stands for a list of one
                row[key] = Sequence(row.values_at[key])
                row[key].append(value)
                row[key].items_at.append(row.values_at[key])
    structure(data, _Table, problems)
    for row in data.get("jobs", ()):  # what has a fault was reported, and taken out
        yield (
            row.at,
            {
                key: [
                    CsvCell(str(one), at.line, at.column)
                    for one, at in zip(row[key], row[key].items_at, strict=True)
                    if one != ""
                ]
                for key in row
            },
        )


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
        "language": project.languages(),
        "format": list(map(str, Format)),
    }


def _check(row: Asked, known: dict[str, list[str]], shown: str, problems: Problems) -> None:
    for key, cells in row.items():
        for cell in cells if key in known else ():
            if cell.text not in known[key]:
                at = Location(shown, cell.line, cell.column)
                problems.error(f"unknown-{key}", at, f'there is no {key} "{cell.text}"', nearest(cell.text, known[key]))


def _check_decks(row: Asked, folder: Path, shown: str, problems: Problems) -> None:
    for cell in row.get("minutes", ()):
        if not cell.text.isascii() or not cell.text.isdigit() or int(cell.text) < 1:
            told = f'"{cell.text}" is not a whole number of minutes, of 1 or more'
            problems.error("wrong-minutes", Location(shown, cell.line, cell.column), told)
    for cell in row.get("template", ()):
        if not (folder / cell.text).is_file():
            at = Location(shown, cell.line, cell.column)
            told = "there is no such file beside the table"
            problems.error("no-template", at, told, "name a file that ends in .pptx or .potx")


def _check_made(
    row: Asked, wish: Selection, made: list[Job], offered: set[str], line: Location, problems: Problems
) -> None:
    """Report what a row asks for and no layout of it has."""
    if not made:
        problems.error("nothing-to-do", line, "no layout serves what is asked for here", "see `irdocs list layouts`")
        return
    for name in wish.variants:
        if name and name not in offered:
            problems.error("unknown-variant", line, f'no layout asked for here has the variant "{name}"')
    if not any(job.format == Format.PPTX for job in made):
        for cell in (*row.get("minutes", ()), *row.get("template", ())):
            at = Location(line.path, cell.line, cell.column)
            problems.error("no-deck", at, "this is for decks, and none is asked for here", "add the layout deck")


def _jobs_of(project: Project, wish: Selection, row: Asked, folder: Path) -> tuple[list[Job], set[str]]:
    """Return the jobs that a row asks for, for each time and each template, and the variants that are offered."""
    jobs: dict[Job, None] = {}
    offered: set[str] = set()
    for minutes in row.get("minutes") or (None,):
        for template in row.get("template") or (None,):
            made, some = jobs_of(
                project,
                replace(
                    wish,
                    minutes=int(minutes.text) if minutes else 0,
                    template=str((folder / template.text).resolve()) if template else "",
                ),
            )
            jobs.update(dict.fromkeys(made))
            offered |= some
    return list(jobs), offered


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
