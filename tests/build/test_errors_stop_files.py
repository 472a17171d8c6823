"""An error in a record, in what it uses, in its layout or its brand stops its files by every door, and no others."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from irdocs.build import BuildReport, Job, Project, RunOptions, build
from irdocs.cli.main import main
from tests.project import BASE, LAYOUTS, TODAY, open_project, write_content

OTHER = "short-history"
LEAFLET = Job(BASE, "leaflet")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return write_content(tmp_path)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def irdocs(content: Path, *arguments: str) -> int:
    """Run a command over a content folder."""
    where = ("--content", str(content), "--layouts", str(LAYOUTS), "--output", str(content.parent / "output"))
    return main([*arguments, *where, "--date", TODAY.isoformat()])


def library(content: Path, *jobs: Job, **options: bool) -> BuildReport:
    """Build as a library does, with everything opened anew."""
    return build(open_project(content, content.parent / "output"), jobs, RunOptions(TODAY, workers=1, **options))


def words(content: Path) -> Path:
    return content / "procedures" / BASE / "en.yaml"


def facts(content: Path) -> Path:
    return content / "procedures" / BASE / "facts.yaml"


def _lead(content: Path, text: str) -> None:
    lines = words(content).read_text(encoding="utf-8").splitlines()
    lines = [f'lead: "{text}"' if line.startswith("lead:") else line for line in lines]
    words(content).write_text("\n".join(lines) + "\n", encoding="utf-8")


FAULTS: dict[str, Callable[[Path], None]] = {
    "patient-data": lambda content: _lead(content, "Ask for patient 943 476 5919"),
    "number-in-prose": lambda content: _lead(content, "It helps 9 of 10 people"),
    "unwritten": lambda content: _lead(content, "WRITE: in one line"),
    "no-version": lambda content: edit(facts(content), 'version: "0.3"', 'version: " "'),
    "consent-gap": lambda content: edit(facts(content), "{risk_class: infection,", "{risk_class: other,"),
    "review-too-long": lambda content: edit(facts(content), "due: 2028-01-15", "due: 2031-01-16"),
    "a term": lambda content: edit(content / "glossary" / "en.yaml", "A thin tube", "For 9 of 10 a thin tube"),
    "a term that cannot be read": lambda content: edit(
        content / "glossary" / "en.yaml", 'patient: "A thin', 'patience: "A thin'
    ),
    "no-alt": lambda content: edit(content / "images" / "images.yaml", "alt: ", 'alt: ""  # '),
    "unknown-source": lambda content: edit(content / "references.yaml", "type:", "kind:"),
}
"""What is wrong -> how it gets into the content."""


@pytest.mark.parametrize("fault", FAULTS)
def test_an_error_stops_its_files_and_no_others(content: Path, fault: str, capsys: pytest.CaptureFixture[str]) -> None:
    output = content.parent / "output"
    assert irdocs(content, "build", "--layout", "leaflet", "--layout", "deck") == 0
    before = {path: path.read_bytes() for path in (output / BASE).iterdir()}
    (output / OTHER / "deck.en.pptx").unlink()
    FAULTS[fault](content)
    for _ in range(2):  # the next run must not say that all is well
        assert irdocs(content, "build", "--layout", "leaflet", "--layout", "deck") == 1
        assert {path: path.read_bytes() for path in (output / BASE).iterdir()} == before, "the old files stay"
        assert (output / OTHER / "deck.en.pptx").is_file(), "a subject without faults is made"
    capsys.readouterr()
    assert irdocs(content, "build", "--verify", "--strict") == 1
    said = capsys.readouterr().err
    assert said.count("[stale-file]") == len(before), said


@pytest.mark.parametrize("fault", FAULTS)
def test_the_library_makes_nothing_of_it(content: Path, fault: str) -> None:
    FAULTS[fault](content)
    report = library(content, LEAFLET, Job(OTHER, "leaflet"))
    assert [one.job.subject for one in report.failed] == [BASE]
    assert report.failed[0].problems and not report.succeeded
    assert not (content.parent / "output" / BASE).exists()
    assert (content.parent / "output" / "manifest.json").is_file()


def test_a_table_a_copy_and_evidence_make_nothing_of_it(content: Path, tmp_path: Path) -> None:
    FAULTS["patient-data"](content)
    table = tmp_path / "jobs.csv"
    table.write_text(f"subject,layout\n{BASE},leaflet\n{OTHER},leaflet\n", encoding="utf-8")
    assert irdocs(content, "batch", str(table)) == 1
    assert irdocs(content, "review", "--copy", BASE) == 1
    assert irdocs(content, "evidence", BASE) == 1
    people = tmp_path / "people.csv"
    people.write_text("name,date,time,place\nA,2026-12-01,09:30,Ward\n", encoding="utf-8")
    assert irdocs(content, "pack", BASE, "--people", str(people)) == 1
    made = [path for path in (tmp_path / "output").rglob("*") if path.is_file() and path.suffix == ".pdf"]
    assert {path.parent.name for path in made} == {OTHER}


def test_a_layout_or_a_brand_with_an_error_stops_its_files(content: Path, tmp_path: Path) -> None:
    layouts = tmp_path / "layouts"
    shutil.copytree(LAYOUTS, layouts)
    with (layouts / "booklet" / "layout.toml").open("a", encoding="utf-8") as file:
        file.write("\n[nonsense]\na = 1\n")
    with (layouts / "brands" / "example-trust" / "brand.toml").open("a", encoding="utf-8") as file:
        file.write("\n[nonsense]\na = 1\n")
    project = Project.open(content, layouts, tmp_path / "output")
    jobs = [LEAFLET, Job(BASE, "booklet"), Job(BASE, "leaflet", brand="example-trust")]
    report = build(project, jobs, RunOptions(TODAY, workers=1))
    assert [one.job for one in report.made] == [LEAFLET]
    assert all(one.problems for one in report.failed)


def test_a_scaffold_makes_nothing(content: Path) -> None:
    assert irdocs(content, "new", "procedure", "kidney-biopsy") == 0
    assert irdocs(content, "build", "kidney-biopsy") == 1
    assert not [path for path in (content.parent / "output").rglob("*") if path.suffix in (".pdf", ".pptx", ".gift")]


@pytest.mark.parametrize(
    ("job", "rule"),
    [
        (Job("nobody", "leaflet"), "unknown-subject"),
        (Job(BASE, "nothing"), "unknown-layout"),
        (Job(BASE, "leaflet", brand="nobody"), "unknown-brand"),
        (Job(BASE, "leaflet", "nov"), "unknown-variant"),
        (Job(BASE, "leaflet", format="pptx"), "unknown-format"),
        (Job(OTHER, "booklet"), "nothing-to-do"),
        (Job(BASE, "deck", format="pptx", press=True), "no-edition"),
    ],
)
def test_the_library_reports_what_is_not_there(content: Path, job: Job, rule: str) -> None:
    report = library(content, job)
    assert [one.rule for one in report.failed[0].problems] == [rule]
    assert rule in {one.rule for one in report.problems}


def test_an_edition_without_content_is_left_out_and_said(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = library(content, Job(BASE, "easy-read"))
    assert "left-out" in {one.rule for one in report.problems} and not report.failed and report.left_out
    assert irdocs(content, "build", BASE, "--layout", "easy-read") == 0
    assert "left out" in capsys.readouterr().err
    assert not list((content.parent / "output").rglob("*.pdf"))


# --- what a person changed --------------------------------------------------------------------------------------------


def test_a_file_changed_by_hand_is_kept_until_force(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert irdocs(content, "build", BASE, "--layout", "leaflet", "--variant", "") == 0
    path = content.parent / "output" / BASE / "leaflet.en.pdf"
    mine = path.read_bytes()[:-1] + b" "
    path.write_bytes(mine)
    edit(words(content), "plain_name: ", "plain_name: new ")
    assert irdocs(content, "build", BASE, "--layout", "leaflet") == 1
    assert "[edited-file]" in capsys.readouterr().err and path.read_bytes() == mine
    assert irdocs(content, "build", BASE, "--layout", "leaflet") == 1
    assert path.read_bytes() == mine
    assert irdocs(content, "build", BASE, "--layout", "leaflet", "--force") == 0
    assert path.read_bytes() != mine
    assert irdocs(content, "build", "--verify", "--strict") == 0


# --- options of decks -------------------------------------------------------------------------------------------------


def test_a_deck_of_so_many_minutes_has_a_name_of_its_own(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert irdocs(content, "build", BASE, "--layout", "deck") == 0
    long = content.parent / "output" / BASE / "deck.en.pptx"
    whole = long.read_bytes()
    for minutes in ("1", "5", "10", "20"):
        assert irdocs(content, "build", BASE, "--minutes", minutes) == 0
        assert (long.parent / f"deck-{minutes}min.en.pptx").is_file()
    assert long.read_bytes() == whole
    said = capsys.readouterr().err
    assert "and 1 were asked for" in said and "[over-time]" in said
    assert irdocs(content, "build", BASE, "--layout", "leaflet", "--minutes", "5") == 1


def test_a_deck_on_another_template_has_a_name_of_its_own(content: Path, tmp_path: Path) -> None:
    from pptx import Presentation

    template = tmp_path / "Our Slides.pptx"
    Presentation().save(str(template))
    assert irdocs(content, "build", BASE, "--layout", "deck", "--template", str(template)) == 0
    files = json.loads((tmp_path / "output" / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert list(files) == [f"{BASE}/deck-on-our-slides.en.pptx"]
    assert {one["template"] for one in files.values()} == {"Our Slides.pptx"}
    assert irdocs(content, "build", BASE, "--layout", "deck", "--template", str(tmp_path / "nope.potx")) == 1


def test_black_and_press_are_for_files_that_have_them(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for option in ("--black", "--press"):
        assert irdocs(content, "build", BASE, option) == 0
        assert irdocs(content, "build", BASE, option, "--layout", "deck") == 1
        said = capsys.readouterr().err
        assert "[no-edition]" in said and "irdocs failed" not in said
    made = {path.suffix for path in (content.parent / "output" / BASE).iterdir()}
    assert made == {".pdf"}


def test_the_version_is_printed_and_an_empty_output_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("irdocs 0.")
    assert main(["build", "--output", ""]) == 2
    assert "it is empty" in capsys.readouterr().err


def test_two_templates_of_one_name_do_not_take_turns(content: Path, tmp_path: Path) -> None:
    """Both would make the deck of the same name: the first is made, and the other is reported."""
    jobs = []
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        shutil.copy(LAYOUTS / "brands" / "default" / "deck.pptx", tmp_path / folder / "ours.pptx")
        jobs.append(Job(BASE, "deck", format="pptx", template=str(tmp_path / folder / "ours.pptx")))
    report = library(content, *jobs)
    assert [one.rule for one in report.problems.errors] == ["same-file"] and len(report.made) == 1
