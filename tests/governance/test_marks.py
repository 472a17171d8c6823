"""What files say of the state of their subject: a draft, overdue for review, statements and drawings nobody checked."""

import io
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from pptx import Presentation
from pptx.util import Emu

from tests.governance.test_approvals import DRAFT, approve, irdocs, replaced
from tests.project import BASE, write_content

LATE = "2029-06-01"
SENTENCE = "This leaflet was due for review by 15 January 2028: ask us for a new one."
SLIDES = "These slides were due for review by 15 January 2028: ask for new ones."
FOOT = "Was due for review by 15 January 2028: ask for a new one"
DRAFT_FOOT = "Draft, and was due for review by 15 January 2028"
UNCHECKED = "not yet checked by a clinician"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return write_content(tmp_path)


def pages(data: bytes) -> list[str]:
    """Return the words of each page as a reader copies them."""
    with pypdfium2.PdfDocument(data) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def slides(data: bytes) -> list[str]:
    """Return the words of each slide."""
    return ["\n".join(_words(slide.shapes)).replace("\u00a0", " ") for slide in Presentation(io.BytesIO(data)).slides]


def _words(shapes: object) -> Iterator[str]:
    for shape in shapes:  # type: ignore[attr-defined]
        if shape.has_text_frame:
            yield shape.text_frame.text
        if getattr(shape, "shapes", None) is not None:
            yield from _words(shape.shapes)


def build(content: Path, day: str, *more: str) -> dict[str, bytes]:
    """Build every edition of the procedure; return the files by name."""
    assert irdocs(content, "build", BASE, "--jobs", "1", *more, day=day) == 0
    folder = content.parent / "output" / BASE
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_an_overdue_file_says_so(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    formats = ("--format", "pdf", "--format", "pptx")
    before = build(content, "2026-11-24", *formats)
    after = build(content, LATE, *formats)
    said = capsys.readouterr().err
    assert f"warning: the review of {BASE} was due on 2028-01-15  [overdue]" in said
    assert before.keys() == after.keys() and len(after) > 8
    for name, data in after.items():
        assert data != before[name], name
        if name.endswith(".pptx"):
            first, *rest = slides(data)
            assert SLIDES in first, name
            assert all(DRAFT_FOOT in one for one in (first, *rest)), name
            assert not any("due for review" in one for one in slides(before[name]))
            continue
        text = pages(data)
        whole = " ".join(text)
        assert (SLIDES if "handout" in name else SENTENCE) in whole, name
        inner = text[1:] if len(text) > 1 else text
        if ".press." not in name and not name.startswith("trifold"):
            unmarked = [number for number, one in enumerate(inner, 2) if DRAFT_FOOT not in one]
            assert not unmarked, (name, unmarked)
        assert "due for review" not in " ".join(pages(before[name])), name


def test_an_approved_file_that_is_overdue_says_so(content: Path) -> None:
    assert approve(content, BASE) == 0
    files = build(content, LATE, "--layout", "leaflet", "--layout", "booklet", "--layout", "deck")
    for name, data in files.items():
        text = "\n".join(slides(data) if name.endswith(".pptx") else pages(data))
        assert FOOT in text and DRAFT not in text and DRAFT_FOOT not in text, name
        assert (SLIDES if name.endswith(".pptx") else SENTENCE) in text, name


def test_the_foot_of_a_page_holds_the_longest_day(content: Path) -> None:
    """September is the longest month; in large print and on A5 the mark must end before the paper does."""
    for path in (content / "procedures" / BASE / "facts.yaml",):
        replaced(path, "due: 2028-01-15", "due: 2028-09-28")
    for approved in (False, True):
        if approved:
            assert approve(content, BASE) == 0
        for name, data in build(content, LATE, "--layout", "leaflet", "--layout", "booklet").items():
            with pypdfium2.PdfDocument(data) as document:
                for page in document:
                    words = page.get_textpage()
                    found = words.search("28 September 2028")
                    while place := found.get_next():
                        right = max(words.get_charbox(place[0] + at)[2] for at in range(place[1]))
                        assert right < page.get_width() - 20, name


def test_a_tight_deck_footer_keeps_the_mark(content: Path, tmp_path: Path) -> None:
    """Where the title has no room beside the mark, it is the title that goes."""
    template = tmp_path / "narrow.pptx"
    deck = Presentation()
    for layout in deck.slide_layouts:
        for shape in layout.placeholders:
            if "FOOTER" in str(shape.placeholder_format.type):
                left, top, height = shape.left, shape.top, shape.height
                shape.left, shape.top, shape.width, shape.height = left, top, Emu(3_600_000), height
    deck.save(str(template))
    assert irdocs(content, "build", BASE, "--layout", "deck", "--template", str(template), "--jobs", "1") in (0, 1)
    [made] = (content.parent / "output" / BASE).glob("*.pptx")
    shown = slides(made.read_bytes())
    assert all(DRAFT in one for one in shown)
    assert not any(f"{DRAFT}  |" in one for one in shown)


def test_a_dagger_is_explained_where_one_stands(content: Path) -> None:
    arguments = ("--layout", "leaflet", "--layout", "trifold", "--layout", "easy-read")
    for name, data in build(content, "2026-11-24", *arguments).items():
        text = " ".join(pages(data))
        assert ("Not yet checked against a source" in text) == (text.count("†") > 1), name
    facts = content / "procedures" / BASE / "facts.yaml"
    text = facts.read_text(encoding="utf-8").replace("verified: false", "source: [GUIDE-2022]")
    facts.write_text(text, encoding="utf-8")
    for name, data in build(content, "2026-11-24", *arguments).items():
        assert "†" not in " ".join(pages(data)), name


def test_drawings_are_credited_as_their_record_says(content: Path) -> None:
    images = content / "images" / "images.yaml"
    text = images.read_text(encoding="utf-8")
    assert all(
        UNCHECKED in " ".join(pages(data)) for data in build(content, "2026-11-24", "--layout", "leaflet").values()
    )
    text = text.replace("credit: irdocs contributors", "credit: P. Painter\n  checked: true", 1)
    text = text.replace("licence: CC BY 4.0", "licence: CC0 1.0", 1)
    images.write_text(text, encoding="utf-8")
    for data in build(content, "2026-11-24", "--layout", "leaflet").values():
        whole = " ".join(pages(data))
        assert "Drawings: irdocs contributors, CC BY 4.0; P. Painter, CC0 1.0" in whole and UNCHECKED in whole
    text = text.replace("credit: irdocs contributors", "credit: irdocs contributors\n  checked: true")
    images.write_text(text, encoding="utf-8")
    for name, data in build(content, "2026-11-24", "--layout", "leaflet", "--layout", "deck").items():
        whole = "\n".join(slides(data) if name.endswith(".pptx") else pages(data))
        assert UNCHECKED not in whole and "not to scale" in whole, name


def test_a_release_refuses_a_drawing_that_nobody_checked(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert irdocs(content, "build", BASE, "--release", "--layout", "leaflet", "--jobs", "1") == 1
    assert 'error: no clinician has checked the drawing "balloon"  [unchecked-drawing]' in capsys.readouterr().err
