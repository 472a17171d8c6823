"""Where each number of a subject comes from, and where it stands in the finished files: pages, slides, notes, questions."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from irdocs.build.plan import Selection, plan
from irdocs.build.project import Project
from irdocs.build.staleness import sort_jobs
from irdocs.build.store import Folder
from irdocs.governance.finished import FinishedPiece, files_of, read
from irdocs.model.library import Library
from irdocs.model.locale import Locale
from irdocs.model.quantities import Quantity, Series
from irdocs.model.records import Course, Subject
from irdocs.model.wording import QuantityFormatter, formatter_for
from irdocs.problems import Location, Problems, nearest


@dataclass(frozen=True)
class Found:
    """One place of a number in a finished file."""

    file: str
    where: str
    said: str
    also: tuple[str, ...] = ()
    """Other quantities that the same words could stand for: nothing near them tells which."""


@dataclass(frozen=True)
class Trace:
    """One quantity: what is said, where it comes from, where it stands."""

    name: str
    said: str
    at: str
    sources: tuple[str, ...]
    found: tuple[Found, ...]


def trace(
    project: Project, subject: str, language: str, wanted: str, problems: Problems, near: "Near"
) -> list[Trace] | None:
    """Return the traces of a subject, of all its quantities or of those of one risk; None where there is nothing to read."""
    library = _with_courses(project, subject, language)
    record = library.subjects.get(subject)
    if record is None:
        return None
    names = _chosen(record, wanted, problems)
    files = files_of(project.output, (subject, *_courses_of(library, subject)), language)
    if not files:
        at = Location(near(project.output))
        hint = f"run `irdocs build {subject}` first"
        problems.error("nothing-built", at, f"there is no finished file of {subject} in {language}", hint)
    if problems.has_errors:
        return None
    _tell_stale(project, subject, language, problems, near)
    words = _Words(record, project.locale(language))
    found: dict[str, list[Found]] = {name: [] for name in record.quantities}
    for path in files:
        course = path.parent.name != subject
        for piece in read(path, problems):
            for name, (start, others) in words.in_piece(piece.said, strict=course).items():
                found[name].append(Found(near(path), piece.where, _around(piece.said, start), others))
    return [
        Trace(
            name, words.said(record.quantities[name]), str(record.quantities[name].at),
            _sources(record.quantities[name], library), tuple(dict.fromkeys(found[name])),
        )
        for name in names
    ]  # fmt: skip


def _tell_stale(project: Project, subject: str, language: str, problems: Problems, near: "Near") -> None:
    """Warn of files that were made from other content than that of today: they may say other numbers."""
    brands = tuple(project.brand_names())
    jobs = plan(project, Selection(subjects=(subject,), languages=(language,), brands=brands))
    for one in sort_jobs(project, jobs, date.today(), False, Folder(project.output)).due:
        path = project.output / one.job.path
        if one.why == "content" and path.is_file():
            told = "the file was made before the content changed, and may say other numbers"
            problems.warning("stale-file", Location(near(path)), told, f"run `irdocs build {subject}`")


class Near:
    """Names a path as a person would type it."""

    def __call__(self, path: Path) -> str:
        """Return it from the working folder, or in full."""
        return (path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path).as_posix()


def as_text(traces: Iterable[Trace]) -> str:
    """Return traces for people: a paragraph a quantity."""
    return "\n\n".join("\n".join(_lines(one)) for one in traces)


def as_data(one: Trace) -> dict[str, Any]:
    """Return a trace for programs."""
    return asdict(one)


def _lines(one: Trace) -> Iterator[str]:
    yield f"{one.name}: {one.said}"
    yield f"  typed at  {one.at}"
    for source in one.sources or ("none",):
        yield f"  source    {source}"
    if not one.found:
        yield "  stands in no finished file"
    file = ""
    for place in one.found:
        if place.file != file:
            file = place.file
            yield f"  {file}"
        also = f"  (the same words could be {' or '.join(place.also)})" if place.also else ""
        yield f"    {place.where:16} {place.said}{also}"


def _around(said: str, at: int, most: int = 110) -> str:
    """Return the words around a place, cut between words."""
    if len(said) <= most:
        return said
    start = 0 if at < most // 2 else said.rfind(" ", 0, at - most // 3) + 1
    end = said.rfind(" ", 0, start + most) if start + most < len(said) else len(said)
    return f"{'... ' if start else ''}{said[start:end]}{' ...' if end < len(said) else ''}"


def _with_courses(project: Project, subject: str, language: str) -> Library:
    """Open a subject, and the courses that may string it into a lecture."""
    known = project.library(language, {subject}).known
    return project.library(language, {subject, *(name for name, kind in known.items() if kind == "courses")})


def _courses_of(library: Library, subject: str) -> list[str]:
    return [
        name for name, one in sorted(library.subjects.items()) if isinstance(one, Course) and subject in one.subjects
    ]


def _chosen(record: Subject, wanted: str, problems: Problems) -> list[str]:
    """Return the quantities that are asked for by their own name, or by that of a risk or benefit."""
    if not wanted:
        return list(record.quantities)
    if wanted in record.quantities:
        return [wanted]
    named = {**getattr(record, "benefits", {}), **getattr(record, "risks", {})}
    if wanted in named and named[wanted].quantity:
        return [named[wanted].quantity]
    if wanted in named:
        problems.error("unknown-quantity", record.at, f'"{wanted}" has no quantity: it is told in words only')
    else:
        hint = nearest(wanted, sorted({*record.quantities, *named}))
        problems.error("unknown-quantity", record.at, f'{record.id} has no quantity or risk "{wanted}"', hint)
    return []


def _sources(quantity: Quantity, library: Library) -> tuple[str, ...]:
    keys = [*quantity.source, *(key for one in quantity.several.values() for key in one.source)]
    return tuple(
        f"{key}: {library.references[key].printed}" if key in library.references else key for key in dict.fromkeys(keys)
    )


class _Words:
    """The words in which the quantities of a subject are said, and who else says the same."""

    def __init__(self, record: Subject, locale: Locale) -> None:
        self.speaker = formatter_for(record, locale)
        self.owners: dict[str, list[str]] = {}
        self.context: dict[str, list[str]] = {name: [] for name in record.quantities}
        self.rows: list[tuple[str, str, str]] = []
        """Name in the head of a row, count in a cell of it ("" where it is not known), quantity."""
        for name, one in record.quantities.items():
            for said in phrases(self.speaker, one):
                owners = self.owners.setdefault(said, [])
                if name not in owners:
                    owners.append(name)
            self.context[name] += _context(one)
        for entry in (*getattr(record, "risks", {}).values(), *getattr(record, "benefits", {}).values()):
            if entry.quantity in self.context:
                self.context[entry.quantity].append(_plain(entry.name.plain))
                one = record.quantities[entry.quantity]
                count = _plain(self.speaker.count(self.speaker.shown(one.frequency))) if one.frequency else ""
                if one.frequency or one.not_known:
                    self.rows.append((_plain(entry.name.plain), count, entry.quantity))
        longest = sorted(self.owners, key=len, reverse=True)
        # "32 in 100" is not "2 in 100", and "2 in 100" not "2 in 1,000"
        either = "|".join(map(re.escape, longest)) or r"(?!)"
        self.pattern = re.compile(rf"(?<![\w,.])(?:{either})(?![\d%]|[,.]\d)", re.IGNORECASE)
        self.folded = {said.casefold(): names for said, names in self.owners.items()}

    def said(self, quantity: Quantity) -> str:
        """Say a quantity in one line."""
        said = "; ".join(dict.fromkeys(phrases(self.speaker, quantity, others=False)))
        return f"{said}{_plain_end(self.speaker.within(quantity))}"

    def in_piece(self, said: str, strict: bool) -> dict[str, tuple[int, tuple[str, ...]]]:
        """Return the quantities that a piece says: where in it, and which others it could be as well.

        ``strict`` takes only what its own words are beside: in a lecture, other subjects have numbers, too.
        """
        found: dict[str, tuple[int, tuple[str, ...]]] = {}
        folded = said.casefold()
        for match in self.pattern.finditer(said):
            names = self.folded[match[0].casefold()]
            near = [name for name in names if any(word.casefold() in folded for word in self.context[name])]
            if strict and not near:
                continue
            for name in near or names:
                found.setdefault(name, (match.start(), tuple(other for other in (near or names) if other != name)))
        cells = [cell.strip() for cell in said.split(" | ")]
        if len(cells) > 1:
            for head, count, name in self.rows:
                # the name may have a line below it, or a mark that leads to the sources
                said_there = rf"{re.escape(count)}(?!\d|[,.]\d)" if count else ""
                if cells[0].startswith(head) and any(re.match(said_there, cell) for cell in cells[1:]):
                    found[name] = (0, ())
        return found


def phrases(speaker: QuantityFormatter, quantity: Quantity, others: bool = True) -> list[str]:
    """Return the words in which a quantity can stand in a file; ``others`` adds those for whom it does not happen."""
    if quantity.several:
        return [said for one in quantity.several.values() for said in phrases(speaker, one, others)]
    if quantity.frequency:
        shown = speaker.shown(quantity.frequency)
        both = [speaker.frequency(shown)]
        if others and shown.drawable:
            both.append(speaker.rest(shown))
        return [_plain(one) for one in both]
    if quantity.measure:
        return [_plain(speaker.measure(quantity.measure))]
    if quantity.comparison:
        said = [_plain(one) for _, _, one in speaker.comparison_values(quantity.comparison)]
        if quantity.comparison.difference:
            said.append(_plain(speaker.say(quantity, "difference")))
        return said
    if quantity.series:
        return _phrases_of_series(speaker, quantity, quantity.series)
    return [_plain(quantity.not_known.reason)] if quantity.not_known else []


def _phrases_of_series(speaker: QuantityFormatter, quantity: Quantity, series: Series) -> list[str]:
    """Return each line of a chart, and its values in words; a bare number could be any other."""
    points = [(name, time) for name, line in series.lines.items() for time in line.points]
    said = [_plain(speaker.say(quantity, f"{name}-{time}")) for name, time in points]
    lines = [", ".join(f"{time}={value}" for time, value in line.points.items()) for line in series.lines.values()]
    return [*lines, *(one for one in said if not one.replace(",", "").replace(".", "").isdigit())]


def _context(quantity: Quantity) -> list[str]:
    """Return words that tell a quantity from another of the same size."""
    words = [quantity.outcome, quantity.population]
    if quantity.comparison:
        words += [arm.label for arm in quantity.comparison.arms.values()]
    words += [word for one in quantity.several.values() for word in _context(one)]
    return [_plain(one) for one in words if one]


def _plain(said: str) -> str:
    return " ".join(said.replace("\u00a0", " ").split())


def _plain_end(said: str) -> str:
    return f" {_plain(said)}" if said.strip() else ""


__all__ = ["FinishedPiece", "Found", "Near", "Trace", "as_data", "as_text", "trace"]
