"""Press files, read back by other libraries: boxes, order, folds, creep, bleed; and no tags."""

from collections.abc import Mapping
from io import BytesIO

import pikepdf
import pytest

from irdocs.build.project import Project
from irdocs.pdf.imposition import BLEED_MM, CREEP_MM, MARGIN_MM
from tests.editions.editions import make_one
from tests.editions.measure import MM, Line, lines_of, rendered, sizes

DEEP = (7, 59, 71)


@pytest.fixture(scope="module")
def pressed(small: Project) -> Mapping[str, bytes]:
    return {edition: make_one(small, edition, press=True).data for edition in ("booklet", "trifold", "a4")}


@pytest.mark.parametrize(("edition", "trim_mm"), [("booklet", (296, 210)), ("trifold", (297, 210)), ("a4", (210, 297))])
def test_boxes(pressed: Mapping[str, bytes], edition: str, trim_mm: tuple[float, float]) -> None:
    with pikepdf.open(BytesIO(pressed[edition])) as file:
        for page in file.pages:
            trim, bleed, media = ([float(one) for one in box] for box in (page.trimbox, page.bleedbox, page.mediabox))
            size = [(trim[2] - trim[0]) / MM, (trim[3] - trim[1]) / MM]
            assert size == pytest.approx(trim_mm, abs=0.1)
            assert [(a - b) / MM for a, b in zip(trim, bleed, strict=True)] == pytest.approx(
                [BLEED_MM, BLEED_MM, -BLEED_MM, -BLEED_MM], abs=0.01
            )
            assert media[2] / MM == pytest.approx(size[0] + 2 * MARGIN_MM, abs=0.1)


@pytest.mark.parametrize("edition", ["booklet", "trifold", "a4"])
def test_a_press_file_has_no_tags_and_says_so(pressed: Mapping[str, bytes], edition: str) -> None:
    with pikepdf.open(BytesIO(pressed[edition])) as file:
        assert "/StructTreeRoot" not in file.Root
        assert "not tagged" in str(file.docinfo["/Title"])
        with file.open_metadata() as metadata:
            assert not any("pdfuaid" in key or "pdfaid" in key for key in metadata)


def test_a_booklet_is_read_in_order_when_it_is_folded(pressed: Mapping[str, bytes], made: Mapping[str, bytes]) -> None:
    """Each page stands in its half, crept towards the spine by the sheets round it."""
    count = len(sizes(made["booklet"]))
    assert len(sizes(pressed["booklet"])) == count // 2
    screen = _folios(made["booklet"])
    press = _folios(pressed["booklet"])
    assert set(screen) == set(press) == {f"Page {number} of {count}" for number in range(2, count + 1)}
    for number in range(2, count + 1):
        said = f"Page {number} of {count}"
        sheet = min(number - 1, count - number) // 2
        side = min(number - 1, count - number)
        assert press[said].page == side
        right = number % 2 == 1
        creep = -sheet * CREEP_MM if right else sheet * CREEP_MM
        moved = (press[said].box[0] - screen[said].box[0]) / MM
        assert moved == pytest.approx(MARGIN_MM + (148 if right else 0) + creep, abs=0.05), said


def _folios(data: bytes) -> dict[str, Line]:
    return {line.text: line for line in lines_of(data) if line.text.startswith("Page ")}


def test_a_trifold_lies_in_the_order_of_its_folds(pressed: Mapping[str, bytes], made: Mapping[str, bytes]) -> None:
    assert len(sizes(pressed["trifold"])) == 2
    for side, order, widths in ((0, (4, 5, 0), (97, 100, 100)), (1, (1, 2, 3), (100, 100, 97))):
        left = MARGIN_MM * MM
        for page, width in zip(order, widths, strict=True):
            right = left + width * MM
            there = {
                one.text for one in lines_of(pressed["trifold"]) if one.page == side and left <= one.box[0] < right
            }
            for line in lines_of(made["trifold"]):
                if line.page == page:
                    assert line.text in there, (page, line.text)
            left = right


@pytest.mark.parametrize("edition", ["booklet", "trifold"])
def test_the_cover_bleeds_at_the_edges_that_are_cut_alone(pressed: Mapping[str, bytes], edition: str) -> None:
    scale = 2.0
    image = rendered(pressed[edition], 0, scale)
    trim_right, trim_bottom = image.width - MARGIN_MM * MM * scale, image.height - MARGIN_MM * MM * scale
    middle = image.height // 2
    inside, outside = 2 * MM * scale, 4 * MM * scale
    assert image.getpixel((int(trim_right + inside), middle)) == DEEP
    assert image.getpixel((int(trim_right + outside), middle)) == (255, 255, 255)
    column = int(trim_right - 20 * MM * scale)
    assert image.getpixel((column, int(MARGIN_MM * MM * scale - inside))) == DEEP
    spine = int(trim_right - (148 if edition == "booklet" else 100) * MM * scale)
    assert image.getpixel((spine - 6, int(trim_bottom - 2))) == (255, 255, 255)
    assert image.getpixel((spine + 6, int(trim_bottom - 2))) == DEEP
