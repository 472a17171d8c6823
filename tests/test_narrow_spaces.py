"""A language that parts thousands by a narrow no-break space: no number is read back from words, and none is broken."""

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from irdocs.build import Job, Project
from irdocs.build.pipeline import make
from irdocs.model.locale import FOLDER
from irdocs.problems import Problems
from tests.project import BASE, TODAY, open_project, write_content
from tests.test_languages import texts_of

NARROW = "\u202f"
FILES = (
    ("leaflet", "", "pdf"), ("leaflet", "large", "pdf"), ("booklet", "", "pdf"), ("trifold", "", "pdf"),
    ("easy-read", "", "pdf"), ("deck", "", "pptx"), ("handout", "", "pdf"),
    ("questions", "", "gift"), ("questions", "", "qti"), ("review-copy", "", "pdf"),
)  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("narrow")
    (folder / "locale").mkdir()
    words = (FOLDER / "en.toml").read_text(encoding="utf-8")
    assert 'thousands = ","' in words
    (folder / "locale" / "en.toml").write_text(
        words.replace('thousands = ","', f'thousands = "{NARROW}"'), encoding="utf-8"
    )
    return replace(open_project(write_content(folder), folder / "output"), locales=folder / "locale")


def built(project: Project, layout: str, variant: str, file_format: str) -> bytes:
    problems = Problems()
    data = make(project, Job(BASE, layout, variant, format=file_format), TODAY, problems)
    assert [str(one) for one in problems.errors] == []
    assert data is not None
    return data


@pytest.mark.parametrize(("layout", "variant", "file_format"), FILES)
def test_each_layout_is_made(project: Project, layout: str, variant: str, file_format: str) -> None:
    assert built(project, layout, variant, file_format)


def test_a_leaflet_shows_the_numbers_whole(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "leaflet.pdf"
    path.write_bytes(built(project, "leaflet", "", "pdf"))
    with pypdfium2.PdfDocument(path) as document:
        lines = [
            line for page in document for line in page.get_textpage().get_text_bounded().replace("\r", "").split("\n")
        ]
    assert any("700 in 1 000" in line for line in lines)
    assert not [line for line in lines if line.endswith((" in 1", " of 1"))], "a number is not broken"


def test_a_slide_sets_the_count_large_and_the_rest_small(project: Project) -> None:
    texts = list(texts_of(built(project, "deck", "", "pptx")))
    assert "120" in texts
    assert f"in 1{NARROW}000 need the vein widened again within 2 years." in texts
