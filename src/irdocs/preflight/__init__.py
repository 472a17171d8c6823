"""Judges finished files, ours or anybody's, by what is in them. It needs nothing else of irdocs but `irdocs.problems`.

    from irdocs.preflight import judge

    for problem in judge("leaflet.pdf"):
        print(problem)

A PDF is judged as an accessible document, or as a press file where it is one; a deck as PowerPoint and its accessibility
checker read it. A file that is broken, locked or hostile ends as a problem, never as a traceback.
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from irdocs.problems import Location, Problem, Problems, Severity, counted

ENDINGS = (".pdf", ".pptx", ".potx")
"""The files that can be judged."""
SHOWN = 3
"""Findings of one rule in one file that are worth a line each; more are one line."""
_HEAD = 1024
"""Bytes in which a PDF may begin."""


def judge(source: Path | str | bytes, name: str = "", *, least_pt: float = 12.0) -> Problems:
    """Return what is wrong with a PDF or a deck; ``source`` is its path, or its bytes.

    ``name`` is what the problems call it (default: its path). ``least_pt`` is the smallest type allowed in a PDF. The
    place of a problem is the file, with the number of the page or slide as its line. Never raises for what a file holds.
    """
    path = Path(source) if isinstance(source, str) else source
    shown = name or (path.as_posix() if isinstance(path, Path) else "document")
    kind = _kind_of(path)
    if kind == "pdf":
        from irdocs.preflight.pdf import check_pdf  # each judge brings a library that the other does not need

        return check_pdf(path, shown, least_pt)
    if kind == "deck":
        from irdocs.preflight.pptx import check_pptx

        return check_pptx(path, shown)
    problems = Problems()
    problems.error("not-judged", Location(shown), "this is neither a PDF nor a deck", f"name a {', '.join(ENDINGS)}")
    return problems


def _kind_of(source: Path | bytes) -> str:
    """Return what a file is, by its first bytes; by its ending where they cannot be read or say nothing."""
    ending = source.suffix.lower() if isinstance(source, Path) else ""
    try:
        head = source[:_HEAD] if isinstance(source, bytes) else _head(source)
    except OSError:
        head = b""
    if ending == ".pdf" or (b"%PDF-" in head and ending not in ENDINGS):
        return "pdf"
    return "deck" if ending in ENDINGS or head.startswith(b"PK") else ""


def _head(path: Path) -> bytes:
    if not path.is_file():
        return b""
    with path.open("rb") as file:
        return file.read(_HEAD)


def grouped(problems: Iterable[Problem]) -> Problems:
    """Return problems with those of one rule in one file as one, where there are many: how many, where, and the first.

    For people. A program wants each of them.
    """
    found = list(problems)
    counts = Counter((one.location.path, one.rule) for one in found)
    shown, done = Problems(), set()
    for one in sorted(found, key=lambda problem: problem.location):
        key = one.location.path, one.rule
        if counts[key] <= SHOWN:
            shown.extend([one])
        elif key not in done:
            done.add(key)
            shown.extend([_as_one([each for each in found if (each.location.path, each.rule) == key])])
    return shown


def _as_one(some: list[Problem]) -> Problem:
    first = min(some, key=lambda problem: problem.location)
    worst: Severity = max(one.severity for one in some)
    numbers = sorted({one.location.line for one in some if one.location.line})
    unit = "page" if first.location.path.lower().endswith(".pdf") else "slide"
    where = ""
    if numbers:
        listed = ", ".join(str(number) for number in numbers[:5])
        rest = f" and {len(numbers) - 5} more" if len(numbers) > 5 else ""
        where = f", on {counted(len(numbers), unit) if not rest else unit + 's'} ({listed}{rest})"
    message = f"{counted(len(some), 'time')}{where}; the first: {first.message}"
    return Problem(worst, first.rule, first.location, message, first.hint)


__all__ = ["ENDINGS", "grouped", "judge"]
