"""Templates are described by structure, chosen from, and refused with the reason."""

import io
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from pptx import Presentation

from irdocs.document.nodes import SLIDE_ROLES
from irdocs.model.locale import load_locale
from irdocs.pptx import default_template
from irdocs.pptx.doctor import describe, examine, layouts_deck
from irdocs.pptx.roles import choose, scores
from irdocs.pptx.template import open_template, template_from_bytes
from irdocs.problems import IrdocsError, Problems
from tests.pptx import templates

ROOT = Path(__file__).resolve().parents[2]


def test_the_brand_template_is_what_the_script_makes(tmp_path: Path) -> None:
    target = tmp_path / "deck.pptx"
    subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "make-deck-template"), str(target)], check=True, capture_output=True
    )
    assert target.read_bytes() == default_template().read_bytes()


def test_the_brand_template_has_every_layout_twice_with_furniture() -> None:
    prs = Presentation(str(default_template()))
    light, dark = ([layout.name for layout in master.slide_layouts] for master in prs.slide_masters)
    assert dark == [f"{name}, dark room" for name in light]
    assert len(light) == 14
    for master in prs.slide_masters:
        for layout in master.slide_layouts:
            kinds = [shape.placeholder_format.type.name for shape in layout.placeholders]
            assert kinds[0] in ("TITLE", "CENTER_TITLE")
            assert kinds[-2:] == ["FOOTER", "SLIDE_NUMBER"]
            ids = [shape.placeholder_format.idx for shape in layout.placeholders]
            assert ids == sorted(set(ids))


def test_every_role_of_the_brand_template_has_a_layout_made_for_it() -> None:
    template = open_template(default_template())
    names = {role: template.plans[role].layout.name for role in SLIDE_ROLES}
    assert names == {
        "title": "Title", "section": "Section", "content": "Headline + content", "chart": "Headline + chart",
        "table": "Headline + table", "picture": "Headline + picture + points", "two-columns": "Two columns",
        "two-charts": "Two charts", "risk": "Risk", "steps": "Steps", "question": "Question / Answer",
        "answer": "Question / Answer", "take-home": "Take-home", "references": "References",
        "title-only": "Title only",
    }  # fmt: skip
    assert not template.problems
    assert all(plan.layout.dark_master for plan in template.dark_plans.values())


def test_names_and_types_do_not_matter() -> None:
    plain = template_from_bytes(templates.plain())
    nameless = template_from_bytes(templates.no_types())
    assert {r: p.layout.number for r, p in plain.plans.items()} == {
        r: p.layout.number for r, p in nameless.plans.items()
    }


@pytest.mark.parametrize(
    ("data", "name", "rule"),
    [
        (templates.with_macros, "brand.pptx", "template-macros"),
        (templates.plain, "brand.potm", "template-macros"),
        (templates.no_titles, "brand.pptx", "template-no-title"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "brand.ppt", "template-old-format"),
        (lambda: b"PK\x03\x04 broken", "brand.pptx", "template-unreadable"),
        (lambda: templates.changed(templates.plain(), lambda n, c: None if n.endswith("slideMaster1.xml") else c),
         "brand.pptx", "template-unreadable"),
    ],
)  # fmt: skip
def test_what_cannot_serve_is_refused_with_the_reason(data, name: str, rule: str) -> None:
    with pytest.raises(IrdocsError) as told:
        template_from_bytes(data(), name)
    assert [problem.rule for problem in told.value.problems] == [rule]


def test_a_missing_template_is_told_by_its_path(tmp_path: Path) -> None:
    with pytest.raises(IrdocsError, match="gone.pptx"):
        open_template(tmp_path / "gone.pptx")


def test_samples_sections_and_shows_leave_nothing_behind() -> None:
    template = template_from_bytes(templates.with_samples())
    assert not [name for name in template.parts if "slides/" in name or "charts/" in name or "embeddings" in name]
    text = template.parts["ppt/presentation.xml"]
    assert b"sectionLst" not in text and b"custShow" not in text and b"<p:sldId " not in text


def test_a_role_without_layout_falls_back_and_says_so() -> None:
    template = template_from_bytes(templates.only_title_layout((0, 1)))
    assert template.plans["two-columns"].serves == "content"
    told = [message for rule, message, _ in template.problems if rule == "template-role"]
    assert any(message.startswith("no layout serves two-columns") for message in told)


def test_a_mapping_file_overrides_the_choice(tmp_path: Path) -> None:
    path = tmp_path / "trust.pptx"
    path.write_bytes(templates.plain())
    mapping = tmp_path / "trust.layouts.toml"
    mapping.write_text('[content]\nlayout = "Two Content"\nslots = { text = 2 }\n', encoding="utf-8")
    plan = open_template(path).plans["content"]
    assert (plan.layout.name, plan.slots["text"].idx) == ("Two Content", 2)
    mapping.write_text('[content]\nlayout = "Inhalt"\n[speech]\nlayout = "x"\n', encoding="utf-8")
    opened = open_template(path)
    assert opened.plans["content"].layout.name == "Title and Content"
    assert [rule for rule, *_ in opened.problems].count("template-mapping") == 2
    mapping.write_text("not toml", encoding="utf-8")
    with pytest.raises(IrdocsError, match="template-mapping"):
        open_template(path)


def test_sizes_are_inherited_from_the_master() -> None:
    template = template_from_bytes(templates.plain())
    slot = template.plans["content"].slots["text"]
    assert [level.size for level in slot.levels[:3]] == [32, 28, 24]
    assert slot.levels[0].bullet == "•" and slot.levels[0].face == "Calibri"
    assert template.plans["content"].slots["title"].levels[0].size == 44


def test_the_description_names_every_layout_and_choice() -> None:
    text = describe(template_from_bytes(templates.plain(), "trust.pptx"))
    for layout in Presentation(io.BytesIO(templates.plain())).slide_layouts:
        assert layout.name in text
    assert all(f"  {role}: " in text for role in SLIDE_ROLES)


def test_dark_and_light_grounds_are_told_apart() -> None:
    assert template_from_bytes(templates.dark_ground()).layouts[1].dark
    assert not template_from_bytes(templates.plain()).layouts[1].dark
    assert open_template(default_template()).plans["title"].layout.dark


def test_a_potx_opens_as_a_deck() -> None:
    template = template_from_bytes(templates.as_potx(), "trust.potx")
    assert not any("template.main" in kind for kind in template.kinds.values())


def test_the_template_is_a_sound_zip() -> None:
    with zipfile.ZipFile(default_template()) as package:
        assert package.testzip() is None
        names = package.namelist()
        assert names[:2] == ["[Content_Types].xml", "_rels/.rels"] and names[2:] == sorted(names[2:])


def test_the_doctor_tells_what_will_go_wrong(tmp_path: Path) -> None:
    path = tmp_path / "trust.pptx"
    path.write_bytes(templates.only_title_layout())
    problems = Problems()
    text = examine(path, problems)
    assert "title-only 12" in text
    assert {one.rule for one in problems} == {"template-role"}
    assert all(one.location.path == str(path) for one in problems)


@pytest.mark.parametrize("name", ["plain", "two masters", "no number"])
def test_the_doctor_draws_every_layout(name: str) -> None:
    template = template_from_bytes(templates.USABLE[name](), name)
    prs = Presentation(io.BytesIO(layouts_deck(template, load_locale("en"))))
    titled = [layout for layout in template.layouts if layout.title is not None]
    assert [one.slide_layout.name for one in prs.slides] == [layout.name for layout in titled]
    titles = [one.shapes.title.text_frame.text for one in prs.slides]
    assert len(set(titles)) == len(titles)


def test_a_deck_keeps_to_the_master_that_serves_most_roles() -> None:
    """A layout of another master must be much better: a slide that looks like none of the others is dear."""
    by_name = {layout.name: layout for layout in open_template(default_template()).layouts if layout.master == 0}
    ours = tuple(by_name[name] for name in ("Title", "Section", "Headline + content"))
    other = replace(by_name["References"], master=1, number=99)
    assert scores(other)["take-home"] > scores(ours[2])["take-home"]  # a little better, and that is not enough
    plans = choose((*ours, other))
    assert plans["take-home"].layout is ours[2] and plans["question"].layout is ours[2]
    assert plans["references"].layout is other  # made for it
