"""Reads finished files back, piece by piece with its page or slide: what a reader finds there, not what the record says."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from irdocs.problems import IrdocsError, Location, Problems


@dataclass(frozen=True)
class FinishedPiece:
    """A paragraph, a row of a table, an alternative text or a line of a chart in a finished file."""

    where: str
    """ "page 3", "slide 7", "slide 7, notes", "question 2"."""
    said: str
    """Its words, with plain spaces; cells of a row parted by " | "."""


def files_of(output: Path, subjects: tuple[str, ...], language: str) -> list[Path]:
    """Return the finished files of subjects in a language, of every brand, in the order of their paths.

    Sheets for the press are left out: they are the pages of the file beside them, without tags.
    """
    found: set[Path] = set()
    for name in subjects:
        for folder in (output / name, *output.glob(f"*/{name}")):
            found.update(
                path
                for path in folder.glob(f"*.{language}.*")
                if path.suffix in READERS and ".press" not in path.suffixes
            )
    return sorted(found)


def read(path: Path, problems: Problems) -> list[FinishedPiece]:
    """Return the pieces of a finished file; [], with the fault told, where it cannot be read."""
    try:
        return list(READERS[path.suffix](path.read_bytes()))
    except IrdocsError as error:
        told = "; ".join(one.message for one in error.problems)
    except (OSError, zipfile.BadZipFile, ElementTree.ParseError, UnicodeDecodeError) as error:
        told = str(error)
    problems.warning("unreadable", Location(path.as_posix()), f"the file cannot be read back: {told}", "build it again")
    return []


def _pdf(data: bytes) -> Iterator[FinishedPiece]:
    from irdocs.preflight.pdf.pages import pieces

    for page, said in pieces(data):
        yield FinishedPiece(f"page {page}", said)


def _pptx(data: bytes) -> Iterator[FinishedPiece]:
    from irdocs.preflight.pptx import outline

    where, notes = "", ""
    for line in outline(data).splitlines():
        if match := re.match(r"(slide \d+) \[", line):
            where, notes = match[1], ""
        elif line == "  notes:":
            notes = ", notes"
        elif said := line.replace("~", " ").strip():
            yield FinishedPiece(where + notes, said)


def _gift(data: bytes) -> Iterator[FinishedPiece]:
    number = 0
    for block in re.split(r"\n\s*\n", data.decode("utf-8")):
        number += "{" in block
        for line in block.splitlines():
            if line.strip():
                yield FinishedPiece(f"question {number}", " ".join(line.replace("\u00a0", " ").split()))


def _qti(data: bytes) -> Iterator[FinishedPiece]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if name.endswith(".xml") and "manifest" not in name:
                root = ElementTree.fromstring(package.read(name))
                for element in root.iter():
                    if said := " ".join((element.text or "").replace("\u00a0", " ").split()):
                        yield FinishedPiece(name, said)


READERS: Mapping[str, Callable[[bytes], Iterator[FinishedPiece]]] = {
    ".pdf": _pdf,
    ".pptx": _pptx,
    ".gift": _gift,
    ".zip": _qti,
}
"""Ending of a finished file -> what reads it."""
