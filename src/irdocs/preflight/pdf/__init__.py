"""Judges a finished PDF, ours or anybody's: tags, titles, fonts, sizes of text, tables, links.

It reads the file back with another library than the one that writes it. A file that is broken, locked or hostile ends
as a problem, never as a traceback.
"""

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
)
from irdocs.preflight.pdf.content import Painted, TooLarge, read_page
from irdocs.preflight.pdf.rules import RULES, PdfReport, PdfRule
from irdocs.preflight.pdf.structure import read_structure
from irdocs.preflight.pdf.tags import tag_tree
from irdocs.problems import Problems

LEAST_PT = 12.0
"""Smallest type of a leaflet, in points; an edition may ask for more."""
MOST_PAGES = 2_000
# What a hostile file provokes: any object may be of any kind, anywhere.
_FAULTS = (
    pikepdf.PdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RuntimeError, OverflowError,
    NotImplementedError, RecursionError,
)  # fmt: skip


def check_pdf(source: Path | bytes, name: str = "", least_pt: float = LEAST_PT) -> Problems:
    """Hold a PDF against all rules; ``name`` is what the problems call it (default: its path).

    ``least_pt`` is the smallest type allowed, 12 by default, more for large print and Easy Read. The place of a
    problem is the file, with the number of the page as its line.
    """
    problems = Problems()
    report = PdfReport(name or (source.as_posix() if isinstance(source, Path) else "document.pdf"), problems)
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


def _check(pdf: pikepdf.Pdf, least_pt: float, report: PdfReport) -> None:
    if pdf.is_encrypted and not pdf.allow.accessibility:
        report.add("pdf-locked", "the file keeps assistive technology out")
    subject = CheckedPdf(pdf, [], None, least_pt, report)
    if not _guarded(report, "the pages", lambda: _read_pages(subject)):
        return
    _guarded(report, "the structure tree", lambda: _read_tree(subject))
    for what, check in (
        ("the metadata", check_metadata),
        ("the content", check_painting),
        ("the structure tree", check_structure),
        ("the parent tree", check_parents),
        ("the links", check_links),
    ):
        _guarded(report, what, lambda check=check: check(subject))  # type: ignore[misc]


def _read_pages(subject: CheckedPdf) -> None:
    if not 0 < len(subject.pdf.pages) <= MOST_PAGES:
        raise ValueError(f"the file has {len(subject.pdf.pages)} pages")
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


def _guarded(report: PdfReport, what: str, work: Callable[[], None]) -> bool:
    """Do one part of the work; an object of the wrong kind ends it, and is told."""
    try:
        work()
    except _FAULTS as fault:
        report.add("broken-pdf", f"{what} cannot be read: {str(fault)[:100] or type(fault).__name__}")
        return False
    return True


__all__ = ["RULES", "PdfRule", "check_pdf", "tag_tree"]
