"""Black only: veins are told from arteries by their line, not by its colour."""

from pathlib import Path

import pytest

from irdocs.pdf.canvas import Canvas
from irdocs.pdf.metadata import Description
from irdocs.problems import Problems
from irdocs.typeset.figures.shapes import Picture
from irdocs.typeset.figures.svg import read_drawing
from irdocs.typeset.palette import BLACK, COLOURS
from tests.editions.measure import ink, rendered
from tests.project import TODAY

TUBES = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 40"><title>t</title><desc>d</desc>
<path d="M0 10 L100 10" fill="none" stroke="{first}" stroke-width="8"/>
<path d="M0 30 L100 30" fill="none" stroke="#3F5E9E" stroke-width="8"/></svg>"""
ARTERY, VEIN = "#A63D40", "#3F5E9E"


def drawn(folder: Path, first: str, palette: dict[str, str]) -> tuple[int, int]:
    """Give the dark pixels of the upper and the lower tube."""
    path = folder / "tubes.svg"
    path.write_text(TUBES.format(first=first), encoding="utf-8")
    problems = Problems()
    picture = read_drawing(path, problems, path.name)
    assert isinstance(picture, Picture)
    assert not list(problems)
    canvas = Canvas(Description(title="t", language="en-GB", dated=TODAY), palette)
    canvas.begin_page(100, 40)
    with canvas.artifact():
        canvas.picture(picture, 0, 0, 100, 40)
    canvas.showPage()
    image = rendered(canvas.finish(), 0)
    return ink(image, (0, 0, 200, 40)), ink(image, (0, 40, 200, 80))


@pytest.mark.parametrize(
    ("first", "palette", "share"),
    [(ARTERY, COLOURS, 1.0), (ARTERY, BLACK, 4 / 6), (VEIN, BLACK, 1.0)],
    ids=["colours tell them apart", "black only", "black only, veins alone"],
)
def test_a_vein_beside_an_artery_is_dashed_in_black_only(
    tmp_path: Path, first: str, palette: dict[str, str], share: float
) -> None:
    upper, lower = drawn(tmp_path, first, palette)
    assert upper > 1000
    assert lower / upper == pytest.approx(share, abs=0.05)
