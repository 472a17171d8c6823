"""No word stands in the code: in a made-up language every fixed word of leaflet and deck comes out changed."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree

from irdocs.build.job import Job
from irdocs.build.pipeline import make
from irdocs.build.project import Project
from irdocs.model.locale import LocaleWords, languages, load_locale
from irdocs.problems import Problems, Severity
from tests.judges.everything import judge_deck, judge_pdf
from tests.project import BASE, TODAY, open_project, write_content
from tests.project.pseudo import CODE, pseudo, write_locale, write_words

SUBJECTS = (BASE, "short-history")
NAMES = {
    "irdocs", "contributors", "CC", "BY", "IR", "TEST", "TOPIC", "test", "team", "Your", "organisation", "https", "org",
    "example", "doi", "guidance", "narrow", "veins", "invented",
}  # fmt: skip
"""Names and addresses, which are the same in every language."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The small project, in the made-up language as well."""
    folder = tmp_path_factory.mktemp("pseudo")
    content = write_content(folder)
    write_locale(folder / "locale")
    write_locale(folder / "locale", "ar", "rtl")
    for subject in SUBJECTS:
        for code in (CODE, "ar"):
            write_words(content, subject, code)
    return replace(open_project(content, folder / "output"), locales=folder / "locale")


def built(project: Project, subject: str, layout: str, file_format: str) -> bytes:
    problems = Problems()
    data = make(project, Job(subject, layout, language=CODE, format=file_format), TODAY, problems)
    problems.extend(project.problems)
    assert [str(one) for one in problems.errors] == []
    assert data is not None
    return data


def english(text: str, project: Project) -> set[str]:
    """Give the words without an accent that are no names: those that were not changed."""
    sources = " ".join(one.printed for one in project.library(CODE).references.values())
    known = NAMES | set(re.findall(r"[A-Za-z]+", sources))
    return {word for word in re.findall(r"[^\W\d_]+", text) if word.isascii() and len(word) > 1} - known


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_fixed_word_of_a_leaflet_is_changed(project: Project, subject: str, tmp_path: Path) -> None:
    path = tmp_path / "leaflet.pdf"
    path.write_bytes(built(project, subject, "leaflet", "pdf"))
    with pypdfium2.PdfDocument(path) as document:
        text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    assert english(text.replace("\ufffe", "-"), project) == set()
    said = re.sub(r"\s+", " ", text)
    for words in ("Who can I contact?", "Page"):
        assert pseudo(words) in said
    assert {judge: found for judge, found in judge_pdf(path).items() if found} == {}


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_fixed_word_of_a_deck_is_changed(project: Project, subject: str, tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    path.write_bytes(built(project, subject, "deck", "pptx"))
    text = " ".join(texts_of(path.read_bytes()))
    assert english(text, project) == set()
    for words in ("Speaker and date", "Key", "Draft: not yet approved by a clinician")[subject != BASE :]:
        assert pseudo(words) in text or subject != BASE
    assert {judge: found for judge, found in judge_deck(path).items() if found} == {}


def texts_of(deck: bytes) -> Iterator[str]:
    """Give every text of slides, notes and charts."""
    with zipfile.ZipFile(io.BytesIO(deck)) as package:
        for name in package.namelist():
            if re.match(r"ppt/(slides|notesSlides|charts)/[^/]*\.xml$", name):
                for element in etree.fromstring(package.read(name)).iter("{*}p", "{*}v"):
                    yield "".join(element.itertext())


def test_right_to_left_is_one_clear_problem(project: Project) -> None:
    problems = Problems()
    assert make(project, Job(BASE, "leaflet", language="ar"), TODAY, problems) is None
    problems.extend(project.problems)
    wrong = [one for one in problems if one.severity is Severity.ERROR]
    assert [one.rule for one in wrong] == ["right-to-left"]
    assert "from right to left" in wrong[0].message


@pytest.mark.parametrize("code", languages())
def test_every_language_says_the_same_things(code: str) -> None:
    """A language has the keys of English, and each pattern the fields of its English one."""
    assert shape(load_locale(code).words) == shape(load_locale("en").words)


def shape(words: LocaleWords, path: str = "") -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for key in words:
        value = words[key]
        if isinstance(value, LocaleWords):
            found |= shape(value, f"{path}{key}.")
        else:
            found[f"{path}{key}"] = set(re.findall(r"\{(\w+)\}", value if isinstance(value, str) else ""))
    return found
