"""What a hospital may change: policy, sentences, numbers, and ranks of danger upwards."""

import shutil
from pathlib import Path

import pytest

from irdocs.build.job import Job
from irdocs.build.pipeline import make
from irdocs.build.project import Project
from irdocs.cli.main import main
from irdocs.preflight.pdf import tag_tree
from irdocs.problems import Problems
from tests.project import BASE, LAYOUTS, TODAY, write_content

BRAND = """publisher = "North Trust"
face = "Arimo"
headings = "statements"

[contact]
day = "01632 960001"
night = "01632 960002"
department = "01632 960003"
pals = "01632 960004"
formats = "01632 960005"

[policy.en]
fasting = "Eat until 6 hours before."

[override.en]
"leaflet.service" = "X-ray department"
"""


def made(folder: Path, brand: str) -> tuple[bytes | None, Problems]:
    """Build the small project's leaflet in a brand."""
    layouts = folder / "layouts"
    for name in ("leaflet", "macros"):
        shutil.copytree(LAYOUTS / name, layouts / name)
    (layouts / "brands" / "north").mkdir(parents=True)
    (layouts / "brands" / "north" / "brand.toml").write_text(brand, encoding="utf-8")
    project = Project.open(write_content(folder), layouts, folder / "output")
    problems = Problems()
    data = make(project, Job(BASE, "leaflet", brand="north"), TODAY, problems)
    problems.extend(project.problems)
    return data, problems


def test_a_brand_speaks_in_its_own_words(tmp_path: Path) -> None:
    data, problems = made(tmp_path, BRAND)
    assert data is not None and not problems.has_errors
    said = tag_tree(data).replace("~", " ")
    for words in ("Eat until 6 hours before.", "X-ray department", "01632 960001", "01632 960004", "North Trust"):
        assert words in said
    assert 'H2 "Other choices"' in said and 'H2 "What else could I choose?"' not in said
    # a slot that the brand leaves empty keeps the neutral words, which hold no number
    assert "Phone us early if you take blood thinners." in said
    assert Job(BASE, "leaflet", brand="north").path.as_posix() == f"north/{BASE}/leaflet.en.pdf"


def test_the_rank_of_a_danger_may_be_raised(tmp_path: Path) -> None:
    data, problems = made(tmp_path, f'{BRAND}\n[safety]\n"{BASE}/swelling" = "999"\n')
    assert data is not None and not problems.has_errors
    emergency = tag_tree(data).partition('"Call 999')[2].partition("Sect")[0]
    assert "an arm that swells again" in emergency and "bleeding that does not stop" in emergency


@pytest.mark.parametrize("flag", ["swelling", "bleeding"])
def test_the_rank_of_a_danger_may_not_be_lowered(tmp_path: Path, flag: str) -> None:
    data, problems = made(tmp_path, f'{BRAND}\n[safety]\n"{BASE}/{flag}" = "same day"\n')
    assert data is None
    assert [one.rule for one in problems.errors] == ["looser-action"]


def test_an_empty_number_prints_a_line_and_is_noted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = write_content(tmp_path)
    where = ["--content", str(content), "--layouts", str(LAYOUTS), "--output", str(tmp_path / "output")]
    assert main(["build", BASE, "--layout", "leaflet", "--variant", "large", "--json", *where]) == 0
    assert capsys.readouterr().out.count('"rule": "empty-number"') == 4
    said = tag_tree((tmp_path / "output" / BASE / "leaflet-large.en.pdf").read_bytes())
    assert 'P "Day:"' in said and 'P "Night:"' in said, "the label stands, with a line to write on"
