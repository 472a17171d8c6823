"""A brand's colours reach its deck, where the deck stands on our own template; any other template keeps its own."""

import io
import re
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

from irdocs.build import Project
from irdocs.build.job import Job
from irdocs.build.pipeline import make
from irdocs.model.locale import load_locale
from irdocs.pptx import default_template, render
from irdocs.preflight.pptx import check_pptx
from irdocs.problems import Problems, Severity
from irdocs.typeset.palette import COLOURS
from tests.pptx import templates
from tests.pptx.sample_deck import THEME, sample_document
from tests.project import BASE, LAYOUTS, TODAY, write_content

_SLOT = re.compile(r'<a:(dk1|lt1|dk2|lt2|accent\d|hlink|folHlink)><a:srgbClr val="(\w+)"')
BLUE = {**COLOURS, "petrol": "#1F4E8C", "deep": "#14305C", "mid": "#4A6FA5", "mist": "#F1F5FB", "sky": "#D5E2F5"}


def schemes(data: bytes) -> list[dict[str, str]]:
    """Return the colours of each theme of a deck."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = [name for name in package.namelist() if re.fullmatch(r"ppt/theme/theme\d+\.xml", name)]
        return [dict(_SLOT.findall(package.read(name).decode())) for name in sorted(names)]


def test_the_deck_of_a_brand_has_its_colours(tmp_path: Path) -> None:
    project = Project.open(write_content(tmp_path), LAYOUTS, tmp_path / "output")
    problems = Problems()
    data = make(project, Job(BASE, "deck", brand="example-trust", format="pptx"), TODAY, problems)
    assert data is not None and not problems.has_errors
    for scheme in schemes(data):
        assert (scheme["accent1"], scheme["dk2"], scheme["accent3"]) == ("1F4E8C", "14305C", "4A6FA5")
        assert scheme["lt2"] == "F1F5FB" and scheme["accent5"] not in ("8CC6CF", "1F4E8C")
    found = list(check_pptx(data, "deck.pptx"))
    assert [one for one in found if one.severity >= Severity.WARNING] == []


def test_a_copy_of_our_template_takes_the_colours_and_any_other_keeps_its_own(tmp_path: Path) -> None:
    copy = tmp_path / "deck.pptx"
    shutil.copyfile(default_template(), copy)
    other = tmp_path / "trust.pptx"
    other.write_bytes(templates.plain())
    before = schemes(other.read_bytes())
    said = {}
    for deck in (copy, other):
        theme = replace(THEME, colours=BLUE, deck=deck)
        said[deck] = schemes(render(sample_document(), theme, load_locale("en"), Problems()))
    assert said[copy][0]["accent1"] == "1F4E8C"
    assert said[other][: len(before)] == before


def test_the_neutral_palette_changes_nothing() -> None:
    plain = render(sample_document(), THEME, load_locale("en"), Problems())
    assert schemes(plain)[0] == schemes(default_template().read_bytes())[0]
    assert schemes(plain)[0]["accent1"] == COLOURS["petrol"][1:]
