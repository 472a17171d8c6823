"""All judges over finished files: ours and those from outside, one list of findings for each file and judge."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from openxml_audit import validate_pptx

from irdocs.preflight.pdf import check_pdf
from irdocs.preflight.pptx import check_pptx
from irdocs.problems import Problems, Severity
from tests.judges import office as libreoffice
from tests.judges import outloud_judge, verapdf

Findings = dict[str, list[str]]
"""Judge -> what it found; an empty list is a pass."""


def judge_pdf(path: Path, least_pt: float = 12.0) -> Findings:
    """Hold one PDF against veraPDF (both profiles), outloud and our own preflight (errors and warnings)."""
    verdict = verapdf.validate([path])[path]
    return {
        "veraPDF ua1": verdict["ua1"],
        "veraPDF 2a": verdict["2a"],
        "outloud": outloud_judge.findings(path),
        "preflight": _told(check_pdf(path, path.name, least_pt)),
    }


def judge_deck(path: Path) -> Findings:
    """Hold one deck against openxml-audit and our own preflight (errors and warnings)."""
    audit = validate_pptx(path)
    faults = [] if audit.is_valid else [str(one) for one in audit.errors] or ["not valid"]
    return {"openxml-audit": faults, "preflight": _told(check_pptx(path, path.name))}


def judge_decks_by_office(paths: Sequence[Path], office: str, folder: Path) -> dict[Path, Findings]:
    """Open all decks in one start of LibreOffice."""
    return {path: {"LibreOffice": found} for path, found in libreoffice.errors(paths, office, folder).items()}


def _told(problems: Problems) -> list[str]:
    return [str(one) for one in problems if one.severity >= Severity.WARNING]
