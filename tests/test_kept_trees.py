"""A kept document tree gives the same file, and is not used when anything that it was grown from has changed."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from irdocs.build.job import Job
from irdocs.build.pipeline import make
from irdocs.build.project import Project
from irdocs.problems import Problems
from irdocs.reading.cache import cache_folder

ROOT = Path(__file__).parents[1]
SUBJECT = "ivc-filter"
DAY = date(2026, 11, 24)


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Path, Path]]:
    """Give copies of content and layouts, and a cache of their own."""
    monkeypatch.setenv("IRDOCS_CACHE", str(tmp_path / "cache"))
    content, layouts = tmp_path / "content", tmp_path / "layouts"
    shutil.copytree(ROOT / "layouts", layouts)
    found = next((ROOT / "content").glob(f"*/{SUBJECT}"))
    shutil.copytree(found, content / found.parent.name / SUBJECT)
    for name in ("references.yaml", "check.toml", "images", "glossary", "signs"):
        source = ROOT / "content" / name
        if source.is_dir():
            shutil.copytree(source, content / name)
        elif source.exists():
            shutil.copy(source, content / name)
    _edit(content / "procedures" / SUBJECT / "facts.yaml", "conditions: [vein-clots]\n", "")  # which is not copied
    yield content, layouts


def _cold(folders: tuple[Path, Path], day: date = DAY, **wanted: str) -> tuple[bytes, list[str], bool]:
    """Make the leaflet as a new process would; give the file, what was told, and whether templates were opened."""
    project, problems = Project(*folders, folders[0].parent / "output"), Problems()
    data = make(project, Job(SUBJECT, "leaflet", **wanted), day, problems)
    assert data is not None, list(problems)
    return data, [str(one) for one in problems], "templates" in vars(project)


def _trees() -> list[Path]:
    return sorted((cache_folder() / "trees").glob("*.entry"))


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_second_start_gives_the_same_file_without_a_template(folders: tuple[Path, Path]) -> None:
    first, told, opened = _cold(folders)
    assert opened and len(_trees()) == 1
    assert _cold(folders) == (first, told, False)


def test_a_changed_template_is_filled_again(folders: tuple[Path, Path]) -> None:
    first = _cold(folders)[0]
    template = folders[1] / "leaflet" / "procedure.xml.j2"
    _edit(template, "<section", "<section ")
    assert _cold(folders)[::2] == (first, True)


def test_a_changed_word_is_read_again(folders: tuple[Path, Path]) -> None:
    first = _cold(folders)[0]
    _edit(next(folders[0].glob(f"*/{SUBJECT}/en.yaml")), "title: ", "title: New ")
    second, _, opened = _cold(folders)
    assert opened and second != first


def test_a_changed_brand_is_read_again(folders: tuple[Path, Path]) -> None:
    _cold(folders)
    brand = folders[1] / "brands" / "default" / "brand.toml"
    brand.write_text(brand.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    assert _cold(folders)[2]


def test_a_changed_drawing_is_drawn_again(folders: tuple[Path, Path]) -> None:
    first = _cold(folders)[0]
    for drawing in (folders[0] / "images").rglob("*.svg"):
        text = drawing.read_text(encoding="utf-8")
        drawing.write_text(text.replace('stroke-width="', 'stroke-width="1'), encoding="utf-8")
    second, _, opened = _cold(folders)
    assert opened and second != first


def test_another_edition_and_an_overdue_review_have_trees_of_their_own(folders: tuple[Path, Path]) -> None:
    _cold(folders)
    assert _cold(folders, variant="large")[2]
    assert _cold(folders, day=date(2090, 1, 1))[2]
    assert len(_trees()) == 3


def test_a_damaged_entry_is_no_entry(folders: tuple[Path, Path]) -> None:
    first = _cold(folders)
    _trees()[0].write_bytes(b"not a tree")
    assert _cold(folders) == first
    assert _cold(folders)[2] is False


def test_files_that_change_under_an_open_project_are_not_kept(folders: tuple[Path, Path]) -> None:
    project = Project(*folders, folders[0].parent / "output")
    project.library("en", {SUBJECT})
    _edit(next(folders[0].glob(f"*/{SUBJECT}/en.yaml")), "title: ", "title: New ")
    assert make(project, Job(SUBJECT, "leaflet"), DAY, Problems()) is not None
    assert not _trees()
