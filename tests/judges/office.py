"""LibreOffice as a judge of decks: it opens each one, and every word must stand on its slide."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

import pypdfium2
from pptx import Presentation

_SPACE = re.compile(r"[\s\u00a0\u200b\u00ad]+")


def convert(decks: Sequence[Path], office: str, folder: Path) -> dict[Path, list[str]]:
    """Open decks in one start of LibreOffice; give the text of each slide as it prints it, or [] where it cannot."""
    printed: dict[Path, list[str]] = {}
    named = {deck: folder / f"{index:03d}.pptx" for index, deck in enumerate(decks)}
    for deck, copy in named.items():
        copy.write_bytes(deck.read_bytes())
    command = [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    command += ["--outdir", str(folder), *map(str, named.values())]
    subprocess.run(command, check=False, capture_output=True, timeout=600)
    for deck, copy in named.items():
        pdf = copy.with_suffix(".pdf")
        printed[deck] = _pages(pdf) if pdf.is_file() else []
    return printed


def _pages(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        # pdfium writes a hyphen at the end of a line as one of these, for words that go on
        return [re.sub("[\ufffe\x02]", "-", page.get_textpage().get_text_bounded()) for page in document]


def missing_words(deck: Path, printed: Sequence[str]) -> list[str]:
    """Give what is wrong: slides that were not printed, and words of a slide that its page does not show."""
    slides = list(Presentation(io.BytesIO(deck.read_bytes())).slides)
    if len(slides) != len(printed):
        return [f"LibreOffice prints {len(printed)} of {len(slides)} slides"]
    found = []
    for number, (slide, page) in enumerate(zip(slides, printed, strict=True), 1):
        page = _SPACE.sub("", page)
        for word in _words(slide.shapes):
            if word not in page:
                found.append(f"slide {number}: {word!r} is not on the page")
    return found


def _words(shapes: Iterable[object]) -> Iterable[str]:
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from _words(shape.shapes)
        elif getattr(shape, "has_table", False):
            for row in shape.table.rows:  # type: ignore[attr-defined]
                for cell in row.cells:
                    yield from _split(cell.text_frame.text)
        elif getattr(shape, "has_text_frame", False):
            yield from _split(shape.text_frame.text)  # type: ignore[attr-defined]


def _split(text: str) -> list[str]:
    return [word for word in _SPACE.split(text.replace("\v", " ")) if word]


def errors(decks: Sequence[Path], office: str, folder: Path) -> dict[Path, list[str]]:
    """Give what LibreOffice shows to be wrong with each deck; an empty list is a pass."""
    return {deck: missing_words(deck, pages) for deck, pages in convert(decks, office, folder).items()}
