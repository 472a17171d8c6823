"""Subjects of every shape, through the leaflet and the deck: no problem, every judge content, the same bytes each time."""

from pathlib import Path

import pytest
from pptx import Presentation

from irdocs.build import RunOptions, build
from irdocs.build.job import Job
from irdocs.build.plan import Selection, plan
from irdocs.problems import Severity
from tests.judges.everything import judge_deck, judge_decks_by_office, judge_pdf
from tests.judges.office import missing_words
from tests.project import BASE, SHAPES, TODAY, open_project, write_content

SUBJECTS = (BASE, "short-history", *SHAPES)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder, everything built in one batch."""
    folder = tmp_path_factory.mktemp("shaped")
    project = open_project(write_content(folder, *SHAPES), folder / "output")
    jobs = plan(project, Selection(layouts=("leaflet", "deck")))
    report = build(project, jobs, RunOptions(TODAY, workers=1))
    told = [str(one) for one in report.problems if one.severity >= Severity.WARNING]
    over = [one for one in told if "[over-budget]" in one or "[too-many-pages]" in one]
    assert over and all("/longest/" in one or one.startswith(("longest/", "layouts/")) for one in over)
    told = [one for one in told if one not in over]
    assert len(told) == 1 and "this title is 5 characters too long" in told[0]
    assert {job.subject for job in jobs} == set(SUBJECTS)
    assert not report.failed
    return project.output


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_judge_passes_the_leaflet(made: Path, subject: str) -> None:
    files = sorted((made / subject).glob("*.pdf"))
    assert files
    for path in files:
        wrong = {judge: found for judge, found in judge_pdf(path).items() if found}
        assert wrong == {}, path.name


@pytest.mark.parametrize("subject", [name for name in SUBJECTS if name != "bare"])
def test_both_judges_of_packages_pass_the_deck(made: Path, subject: str) -> None:
    wrong = {judge: found for judge, found in judge_deck(made / subject / "deck.en.pptx").items() if found}
    assert wrong == {}


def test_libreoffice_shows_every_word_on_its_slide(made: Path, office: str, tmp_path: Path) -> None:
    decks = sorted(made.glob("*/deck.en.pptx"))
    verdicts = judge_decks_by_office(decks, office, tmp_path)
    assert {path.parent.name: found for path, found in verdicts.items() if found["LibreOffice"]} == {}


def test_the_judge_of_words_can_say_no(made: Path) -> None:
    deck = made / "shortest" / "deck.en.pptx"
    assert missing_words(deck, []) != []
    slides = len(Presentation(deck).slides)
    assert any("is not on the page" in one for one in missing_words(deck, ["other words"] * slides))


def test_alone_and_in_any_order_the_bytes_are_the_same(made: Path, tmp_path: Path) -> None:
    content = write_content(tmp_path, *SHAPES)
    project = open_project(content, tmp_path / "output")
    jobs = [
        Job("shortest", "leaflet"),
        Job("longest", "deck", format="pptx"),
        Job(BASE, "leaflet"),
        Job("longest", "leaflet"),
        Job(BASE, "deck", format="pptx"),
    ]
    report = build(project, reversed(jobs), RunOptions(TODAY, workers=2))
    assert not report.failed
    alone = open_project(content, tmp_path / "alone")
    build(alone, [Job("longest", "deck", format="pptx")], RunOptions(TODAY, workers=1))
    for job in jobs:
        assert (project.output / job.path).read_bytes() == (made / job.path).read_bytes(), job.path
    path = Job("longest", "deck", format="pptx").path
    assert (alone.output / path).read_bytes() == (made / path).read_bytes()
