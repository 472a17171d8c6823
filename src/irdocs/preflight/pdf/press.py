"""A file for a printing press: pages laid on sheets, with bleed and crop marks. It has no tags, and that is no fault.

The screen file is the accessible one. What a press needs is judged here; fonts and sizes are judged as in any PDF.
"""

from typing import Any

import pikepdf

from irdocs.preflight.pdf.checks import CheckedPdf
from irdocs.preflight.rules import Rule
from irdocs.problems import Severity

MM = 72 / 25.4
BLEED_MM = 3.0
"""What a printer asks for around a sheet, in millimetres."""
_NEAR = 0.1
"""Points by which two edges may differ and still be one."""

RULES: dict[str, Rule] = {
    "press-file": Rule(
        "L14",
        Severity.NOTE,
        "A press file has no tags: nobody can read it aloud",
        "give readers the screen file; this one is for the printer",
    ),
    "short-bleed": Rule(
        "L14", Severity.WARNING, "A cut that is a little off shows a white edge", "3 mm of bleed or more on all sides"
    ),
    "uneven-sheets": Rule(
        "L14", Severity.WARNING, "A press cuts all sheets alike", "give all pages the same trimmed size"
    ),
}
"""Slug -> rule, for press files."""


def is_press_file(pdf: pikepdf.Pdf) -> bool:
    """Whether a file has no tags, and every page a trimmed sheet and its bleed inside the paper, as a press wants it."""
    if "/StructTreeRoot" in pdf.Root or bool(pdf.Root.get("/MarkInfo", {}).get("/Marked", False)):
        return False
    return all(_inside(page.obj.get("/TrimBox"), page.mediabox) and "/BleedBox" in page.obj for page in pdf.pages)


def check_press(subject: CheckedPdf) -> None:
    """Check the boxes of a press file."""
    report = subject.report
    report.add("press-file", "this is a file for a printing press: its tags are not judged, the screen file has them")
    sizes: set[tuple[int, int]] = set()
    for number, page in enumerate(subject.pdf.pages, 1):
        trim, bleed = _box(page.obj["/TrimBox"]), _box(page.obj["/BleedBox"])
        least = min(inner - outer for inner, outer in zip(trim[:2], bleed[:2], strict=True))
        least = min(least, *(outer - inner for inner, outer in zip(trim[2:], bleed[2:], strict=True)))
        if least < BLEED_MM * MM - _NEAR:
            report.add("short-bleed", f"the bleed is {max(least, 0) / MM:.1f} mm", number)
        sizes.add((round(trim[2] - trim[0]), round(trim[3] - trim[1])))
    if len(sizes) > 1:
        report.add("uneven-sheets", f"the sheets are trimmed to {len(sizes)} sizes")


def _box(box: Any) -> list[float]:
    return [float(value) for value in box]


def _inside(box: Any, paper: Any) -> bool:
    if box is None:
        return False
    left, bottom, right, top = _box(box)
    low, base, high, roof = _box(paper)
    return left > low + _NEAR and bottom > base + _NEAR and right < high - _NEAR and top < roof - _NEAR
