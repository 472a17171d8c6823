"""Packs for people: an appointment letter with the leaflet behind it, one file for each row of a table.

What is made holds patient data. So nothing of it is kept anywhere else: no cache, no hash, no value in a message, no name
in a file's name or properties; the manifest learns the number of packs; the folder is its owner's alone. People are read
one by one, and memory does not grow with their number.
"""

from __future__ import annotations

import os
import re
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from irdocs.build.job import Job
from irdocs.build.manifest import note_packs
from irdocs.build.pipeline import JobContext, open_job, theme_of, tree_of
from irdocs.build.processes import in_processes, leave_with_parent
from irdocs.build.project import Project
from irdocs.build.writers import renderer
from irdocs.layout.catalogue import Field
from irdocs.letters.gate import as_draft, check_gate
from irdocs.problems import Location, Problems, nearest
from irdocs.reading.cache import write_nothing
from irdocs.reading.csv_tables import CsvCell, CsvRow, read_table
from irdocs.reading.files import write_whole
from irdocs.typeset.faces import Face, face

FOLDER = "packs"
"""Below the output folder."""
OWNER_ONLY, OWNER_FILE = 0o700, 0o600


@dataclass(frozen=True)
class Pack:
    """What every person of a table gets."""

    subject: str
    layout: str
    variant: str
    language: str
    brand: str
    today: date
    draft: bool = False
    """For a trial: nothing is asked of the subject, and each page says that it is a draft."""

    @property
    def job(self) -> Job:
        """The same as a job; it is never done as one."""
        return Job(self.subject, self.layout, self.variant, False, self.language, self.brand)

    @property
    def folder(self) -> str:
        """Where the packs lie below the output folder."""
        name = self.subject + (f"-{self.variant}" if self.variant else "")
        return f"{FOLDER}/{name}" if self.brand == "default" else f"{FOLDER}/{self.brand}/{name}"


@dataclass(frozen=True)
class Made:
    """What became of a run."""

    folder: Path | None = None
    """None: nothing was begun."""
    count: int = 0
    failed: int = 0


Person = tuple[int, int, Mapping[str, object]]
"""Row of the spreadsheet, line of the file, and the fields as a template shows them."""
Told = tuple[int, int, tuple[str, ...]]
"""Row, line, and the rules that were broken: never a value."""


def make_packs(project: Project, pack: Pack, people: Path, shown: str, workers: int, problems: Problems) -> Made:
    """Make a pack for each person. The whole table is checked before the first is made."""
    faults = project.faults(pack.layout, pack.brand)
    faults += project.library(pack.language, {pack.subject}).faults.get(pack.subject, ())
    problems.extend(faults)
    parts = None if faults else open_job(project, pack.job, pack.today, problems)
    if parts is None or not _usable(parts, problems) or not check_gate(parts, pack.draft, problems):
        return Made()
    parts = as_draft(parts, pack.draft)
    unshown = Problems()
    count = sum(1 for _ in _people(people, shown, parts, problems, unshown, pack.draft))
    stopped = problems.has_errors or project.problems.has_errors
    problems.extend(unshown)  # a name that cannot be printed stops its own letter only
    if stopped or not count:
        return Made()
    folder = project.output / pack.folder
    if not _open_folder(project.output, folder, problems):
        return Made()
    made, failed = 0, len(unshown)
    rows = _people(people, shown, parts, Problems(), Problems(), pack.draft)
    for row, line, rules in _all(project, pack, folder, rows, count, workers):
        if rules:
            failed += 1
            problems.error(
                "no-pack", Location(shown, line), f"row {row}: this pack could not be made ({', '.join(rules)})",
                "try the subject's leaflet first: `irdocs build`",
            )  # fmt: skip
        else:
            made += 1
    try:
        note_packs(project.output, pack.folder, made)
    except OSError as error:
        failed += 1
        problems.error(
            "cannot-write", Location(str(project.output)), f"the manifest cannot be written: {error.strerror}"
        )
    return Made(folder, made, failed)


def _usable(parts: JobContext, problems: Problems) -> bool:
    """Whether the layout is one for people and serves the subject."""
    layout, subject = parts.layout, parts.job.subject
    if not layout.fields:
        problems.error(
            "not-personal", Location(layout.shown), f'the layout "{layout.name}" has no [fields] for a person',
            "letters have them: --layout letter",
        )  # fmt: skip
    if parts.library.known.get(subject) not in layout.serves:
        told = f'the layout "{layout.name}" does not serve {subject}'
        problems.error("nothing-to-do", Location(layout.shown), told, f"it serves: {', '.join(layout.serves)}")
    if parts.job.variant and parts.job.variant not in layout.variants:
        told = f'the layout "{layout.name}" has no variant "{parts.job.variant}"'
        problems.error(
            "unknown-variant", Location(layout.shown), told, nearest(parts.job.variant, list(layout.variants))
        )
    return not problems.has_errors


# --- the folder -------------------------------------------------------------------------------------------------------


def _open_folder(output: Path, folder: Path, problems: Problems) -> bool:
    """Make the folder for its owner alone; one with packs of an earlier table in it is refused, so that none mix."""
    at = Location(folder.as_posix())
    try:
        if folder.is_dir() and any(folder.iterdir()):
            problems.error(
                "packs-there", at, "packs of an earlier table lie here", "give them out or destroy them, then run again"
            )
            return False
        folder.mkdir(parents=True, exist_ok=True)
        for one in (output / FOLDER, *(path for path in folder.parents if output / FOLDER in path.parents), folder):
            one.chmod(OWNER_ONLY)
        private = sys.platform != "win32" and not folder.stat().st_mode & 0o077
    except OSError as error:
        problems.error(
            "cannot-write", at, f"the folder cannot be made: {error.strerror or error}", "look at its parents"
        )
        return False
    if not private:
        problems.warning(
            "not-private", at, "this system does not let irdocs close the folder to others",
            "on Windows: Properties, Security, and leave only yourself; or an encrypted folder of your own",
        )  # fmt: skip
    return True


# --- people -----------------------------------------------------------------------------------------------------------


def _people(
    path: Path, shown: str, parts: JobContext, problems: Problems, unshown: Problems, draft: bool
) -> Iterator[Person]:
    """Yield the people of a table whose fields are right; every fault is reported at its cell, without what stands there.

    ``unshown`` takes the rows that cannot be printed as they are written.
    """
    fields = parts.layout.fields
    faces = [face(parts.brand.face, bold) for bold in (False, True)]
    for row in read_table(path, shown, {name: one.needed for name, one in fields.items()}, problems):
        before = len(problems.errors) + len(unshown)
        person: dict[str, object] = {"written": parts.locale.date(parts.today)}
        person |= {name: _value(name, one, row, shown, parts, problems, draft) for name, one in fields.items()}
        odd = [(name, cell) for name in fields if (cell := row.cells.get(name)) and _unshown(cell.text, faces)]
        if odd:
            unshown.error(
                "missing-character", Location(shown, odd[0][1].line, odd[0][1].column),
                f"row {row.number}: {', '.join(name for name, _ in odd)} cannot be printed as written, so this letter is "
                "not made",
                "what runs from right to left, and what the face lacks, cannot be set: write it in Latin letters, as the "
                "person does, or write this letter by other means",
            )  # fmt: skip
        if len(problems.errors) + len(unshown) == before:
            yield row.number, row.line, person


def _unshown(text: str, faces: list[Face]) -> bool:
    return any(one.missing_characters(text) for one in faces)


def _value(
    name: str, field: Field, row: CsvRow, shown: str, parts: JobContext, problems: Problems, draft: bool
) -> object:
    """Return a field as a template shows it: text, or a list of paragraphs."""
    cell = row.cells.get(name, CsvCell("", row.line, 1))
    text, at = cell.text.strip(), Location(shown, cell.line, cell.column)

    def wrong(rule: str, message: str, hint: str) -> None:
        problems.error(rule, at, f"{name}: {message}", hint)

    if not text:
        if field.needed:
            wrong("empty-field", "this cell is empty", "every person needs one")
        return [] if field.kind == "paragraphs" else ""
    if len(text) > field.most:
        wrong("too-long", f"{len(text)} characters, and {field.most} have room", "shorten it")
    if re.search(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029]", text) or (field.kind != "paragraphs" and "\n" in text):
        wrong("not-one-line", "a sign that cannot be printed, or more than one line", "write it on one line")
    return _typed(text, field.kind, parts, draft, wrong)


def _typed(text: str, kind: str, parts: JobContext, draft: bool, wrong: Callable[[str, str, str], None]) -> object:
    """Return a text as its kind is shown; ``wrong`` is called where it is none of that kind."""
    match kind:
        case "date":
            try:
                day = date.fromisoformat(text)
                if not draft and day < parts.today:
                    wrong("past-date", "this day has passed", "mend the day; for a trial, say --draft")
                return parts.locale.weekday(day)
            except ValueError:
                wrong("not-a-date", "this is not a date", "write it as 2026-11-24")
        case "time":
            if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text):
                wrong("not-a-time", "this is not a time", "write it as 09:30, on a clock of 24 hours")
        case "paragraphs":
            return [line.strip() for line in text.splitlines() if line.strip()]
    return text


# --- making -----------------------------------------------------------------------------------------------------------

_opened: list[tuple[JobContext, Path]] = []
"""What this process has opened, and where its packs go."""


def _open(content: Path, layouts: Path, output: Path, pack: Pack, folder: Path) -> None:
    write_nothing()
    parts = open_job(Project(content, layouts, output), pack.job, pack.today, Problems())
    assert parts is not None  # it was opened once already
    _opened[:] = [(as_draft(parts, pack.draft), folder)]


def _make(person: Person) -> Told:
    """Make one pack. What goes wrong is told by its rule alone: the words of a problem could be a person's."""
    [(parts, folder)] = _opened
    row, line, values = person
    problems = Problems()
    parts = replace(parts, person=values, problems=problems)
    try:
        tree = tree_of(parts)
        data = renderer("pdf")(tree, theme_of(parts), parts.locale, problems) if tree is not None else b""
        if not problems.has_errors:
            write_whole(folder / f"{row:05}.{parts.job.language}.pdf", data, mode=OWNER_FILE)
    except OSError as error:
        return row, line, (f"cannot-write: {os.strerror(error.errno)}" if error.errno else "cannot-write",)
    except Exception as error:  # a fault of ours costs one pack; its message could hold a name
        frame = traceback.extract_tb(error.__traceback__)[-1]
        return row, line, (f"fault-of-irdocs: {type(error).__name__} in {Path(frame.filename).name}:{frame.lineno}",)
    return row, line, tuple(dict.fromkeys(one.rule for one in problems.errors))


def _all(
    project: Project, pack: Pack, folder: Path, people: Iterable[Person], count: int, workers: int
) -> Iterator[Told]:
    first = (project.content, project.layouts, project.output, pack, folder)
    workers = min(workers or os.cpu_count() or 1, count)
    if workers == 1 or count < 3:
        _open(*first)
        yield from map(_make, people)
        return
    for person, told in in_processes(people, _make, workers, _open_worker, first):
        if told is None and not _opened:
            _open(*first)
        yield told or _make(person)


def _open_worker(content: Path, layouts: Path, output: Path, pack: Pack, folder: Path) -> None:
    leave_with_parent()
    _open(content, layouts, output, pack, folder)
