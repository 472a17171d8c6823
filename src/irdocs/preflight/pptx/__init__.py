"""Judges a finished deck, ours or anybody's, from its zip and its markup alone.

It knows nothing of how a deck is made, so it cannot share the maker's mistakes. Every finding is a problem that names
slide and shape; a file that is broken or hostile ends as a problem too, never as a traceback.
"""

from pathlib import Path

from irdocs.preflight.pptx.archive import MOST_BYTES, read_entries
from irdocs.preflight.pptx.deck import read_deck
from irdocs.preflight.pptx.markup import check_markup
from irdocs.preflight.pptx.outline import outline
from irdocs.preflight.pptx.package import check_package, open_package
from irdocs.preflight.pptx.rules import RULES
from irdocs.preflight.pptx.shapes import check_shapes
from irdocs.preflight.pptx.text import check_text, check_theme_faces
from irdocs.preflight.pptx.whole import check_whole
from irdocs.preflight.rules import Report
from irdocs.problems import Problems


def check_pptx(source: Path | bytes, name: str = "") -> Problems:
    """Hold a deck against all rules; ``name`` is what the problems call it (default: its path).

    The place of a problem is the file, with the number of the slide as its line.
    """
    problems = Problems()
    report = Report(name or (source.as_posix() if isinstance(source, Path) else "deck.pptx"), problems, RULES)
    data = _read(source, report)
    parts = read_entries(data, report) if data is not None else None
    opened = open_package(parts, report) if parts is not None else None
    if opened is None:
        return problems
    package, main = opened
    check_package(package)
    deck = read_deck(package, main)
    if deck is None:
        return problems
    check_markup(package, {slide.part: (slide.label, slide.number) for slide in deck.slides})
    for slide in deck.slides:
        check_shapes(deck, slide, report)
        check_text(deck, slide, report)
    check_theme_faces(deck, report)
    check_whole(deck, report)
    return problems


def _read(source: Path | bytes, report: Report) -> bytes | None:
    if isinstance(source, bytes):
        return source
    try:
        if source.stat().st_size > MOST_BYTES:
            report.add("deck-too-large", f"the file has {source.stat().st_size / 1e6:,.0f} MB")
            return None
        return source.read_bytes()
    except OSError as fault:
        report.add("not-a-deck", f"the file cannot be read: {fault.strerror or fault}")
        return None


__all__ = ["RULES", "check_pptx", "outline"]
