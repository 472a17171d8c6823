"""A layout that extends another: its values hold, and a change of them makes its files again."""

import shutil
from pathlib import Path

from irdocs.build import Job, Project
from irdocs.build.inputs import forget, inputs_of
from irdocs.layout.catalogue import load_layout
from irdocs.problems import Problems
from tests.project import BASE, LAYOUTS, TODAY, write_content


def test_what_a_layout_does_not_say_is_that_of_the_one_it_extends(tmp_path: Path) -> None:
    layouts = tmp_path / "layouts"
    shutil.copytree(LAYOUTS / "leaflet", layouts / "leaflet")
    (layouts / "mine").mkdir()
    text = 'extends = "leaflet"\nserves = ["procedures"]\n[type.title]\nsize = 30\n[variants.large.page]\ntop_mm = 20\n'
    (layouts / "mine" / "layout.toml").write_text(text, encoding="utf-8")
    problems = Problems()
    mine, base = load_layout(layouts, "mine", problems), load_layout(layouts, "leaflet", problems)
    assert mine is not None and base is not None and not list(problems)
    assert mine.bases == ("leaflet",) and mine.serves == ("procedures",) and mine.formats == base.formats
    title = mine.type["title"]
    assert (title.size, title.leading, title.bold) == (30, base.type["title"].leading, True)
    large = mine.look("large")
    assert (large.edition, large.page.top_mm, large.page.right_mm) == ("large", 20, base.page.right_mm)
    assert large.type["title"] == base.look("large").type["title"]


def test_a_change_of_the_layout_below_is_a_change_of_what_it_makes(tmp_path: Path) -> None:
    layouts = tmp_path / "layouts"
    for name in ("leaflet", "brands"):
        shutil.copytree(LAYOUTS / name, layouts / name)
    (layouts / "mine").mkdir()
    text = 'extends = "leaflet"\nserves = ["procedures"]\n'
    (layouts / "mine" / "layout.toml").write_text(text, encoding="utf-8")
    content = write_content(tmp_path)

    def state() -> str:
        forget()
        project = Project.open(content, layouts, tmp_path / "output")
        return inputs_of(project, Job(BASE, "mine"), TODAY)["layout"]

    before = state()
    below = layouts / "leaflet" / "layout.toml"
    below.write_text(below.read_text(encoding="utf-8").replace("top_mm = 13", "top_mm = 14"), encoding="utf-8")
    assert state() != before
