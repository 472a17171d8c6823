"""Judges a finished PDF, ours or anybody's: tags, titles, fonts, sizes of text, tables, links.

It reads the file back with another library than the one that writes it. A file that is broken, locked or hostile ends
as a problem, never as a traceback.
"""

import contextlib
import io
from collections.abc import Callable
from pathlib import Path

import pikepdf

from irdocs.preflight.pdf.checks import (
    CheckedPdf,
    check_links,
    check_metadata,
    check_painting,
    check_parents,
    check_structure,
    check_title,
    check_type,
)
from irdocs.preflight.pdf.content import Painted, TooLarge, read_page
from irdocs.preflight.pdf.press import RULES as PRESS_RULES
from irdocs.preflight.pdf.press import check_press, is_press_file
from irdocs.preflight.pdf.rules import RULES
from irdocs.preflight.pdf.structure import read_structure
from irdocs.preflight.pdf.tags import tag_tree
from irdocs.preflight.rules import PageReport, Report
from irdocs.problems import Problems, counted

LEAST_PT = 12.0
"""Smallest type of a leaflet, in points; an edition may ask for more."""
MOST_PAGES = 2_000
# What a hostile file provokes: any object may be of any kind, anywhere.
_FAULTS = (
    pikepdf.PdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RuntimeError, OverflowError,
    NotImplementedError, RecursionError,
)  # fmt: skip


Check = Callable[[CheckedPdf], None]
SCREEN: tuple[tuple[str, Check], ...] = (
    ("the metadata", check_metadata),
    ("the content", check_painting),
    ("the structure tree", check_structure),
    ("the parent tree", check_parents),
    ("the links", check_links),
)
"""What is looked at in a file for readers: what it is called where it cannot be read, and the check."""
PRESS: tuple[tuple[str, Check], ...] = (
    ("the page boxes", check_press),
    ("the metadata", check_title),
    ("the content", check_type),
)
"""What is looked at in a file for a printing press."""


def check_pdf(source: Path | bytes, name: str = "", least_pt: float = LEAST_PT) -> Problems:
    """Hold a PDF against all rules; ``name`` is what the problems call it (default: its path).

    ``least_pt`` is the smallest type allowed, 12 by default, more for large print and Easy Read. The place of a
    problem is the file, with the number of the page as its line.
    """
    problems = Problems()
    report = PageReport(
        name or (source.as_posix() if isinstance(source, Path) else "document.pdf"), problems, RULES | PRESS_RULES
    )
    try:
        data = source if isinstance(source, bytes) else source.read_bytes()
        pdf = pikepdf.open(io.BytesIO(data), suppress_warnings=True)
    except OSError as fault:
        report.add("not-a-pdf", f"the file cannot be read: {fault.strerror or fault}")
    except pikepdf.PasswordError:
        report.add("pdf-locked", "the file wants a password")
    except _FAULTS as fault:
        report.add("not-a-pdf", f"the file is not a PDF, or is damaged: {str(fault)[:100]}")
    else:
        with pdf:
            _check(pdf, least_pt, report)
    return problems


def _check(pdf: pikepdf.Pdf, least_pt: float, report: Report) -> None:
    if pdf.is_encrypted and not pdf.allow.accessibility:
        report.add("pdf-locked", "the file keeps assistive technology out")
    subject = CheckedPdf(pdf, [], None, least_pt, report)
    if not _guarded(report, "the pages", lambda: _read_pages(subject)):
        return
    press = False
    with contextlib.suppress(*_FAULTS):
        press = is_press_file(pdf)
    if not press:
        _guarded(report, "the structure tree", lambda: _read_tree(subject))
    for what, check in PRESS if press else SCREEN:
        _guarded(report, what, lambda check=check: check(subject))  # type: ignore[misc]


def _read_pages(subject: CheckedPdf) -> None:
    if not 0 < len(subject.pdf.pages) <= MOST_PAGES:
        raise ValueError(f"the file has {counted(len(subject.pdf.pages), 'page')}")
    for number, page in enumerate(subject.pdf.pages, 1):
        painted = Painted()
        try:
            painted = read_page(subject.pdf, page)
        except TooLarge:
            subject.report.add("broken-pdf", "the content unpacks to more than a page can hold", number)
        except _FAULTS as fault:
            subject.report.add("broken-pdf", f"the content cannot be read: {str(fault)[:100]}", number)
        subject.pages.append(painted)


def _read_tree(subject: CheckedPdf) -> None:
    subject.tree = read_structure(subject.pdf)


def _guarded(report: Report, what: str, work: Callable[[], None]) -> bool:
    """Do one part of the work; an object of the wrong kind ends it, and is told."""
    try:
        work()
    except _FAULTS as fault:
        report.add("broken-pdf", f"{what} cannot be read: {str(fault)[:100] or type(fault).__name__}")
        return False
    return True


__all__ = ["RULES", "check_pdf", "tag_tree"]
