"""What a writer says of a risk reaches the reader: what it means, and what to do, with a number and without."""

from pathlib import Path

import pytest

from irdocs.cli.main import main
from irdocs.preflight.pdf import tag_tree
from tests.project import BASE, LAYOUTS, TODAY, read_half, write_content, write_subject

BY_NAME = ("death",)
"""Of a risk that nobody had, and of one rarer than 1 of the denominator, a leaflet says the name and the number."""


@pytest.mark.parametrize("edition", ["leaflet", "booklet"])
def test_meaning_and_action_of_each_risk_are_printed(edition: str, tmp_path: Path) -> None:
    place = write_content(tmp_path) / "procedures" / BASE
    facts, words = read_half(place / "facts.yaml"), read_half(place / "en.yaml")
    for name, risk in words["risks"].items():
        risk["meaning"], risk["action"] = f"meaning of {name}", f"Action of {name}."
    assert {bool(risk.get("quantity")) for risk in facts["risks"].values()} == {True, False}
    write_subject(place, facts, words)
    there = ["--content", str(tmp_path / "content"), "--layouts", str(LAYOUTS), "--output", str(tmp_path / "out")]
    assert main(["build", BASE, "--layout", edition, "--date", TODAY.isoformat(), *there]) == 0
    read = tag_tree(next((tmp_path / "out").rglob(f"{edition}.en.pdf")).read_bytes()).replace("~", " ")
    missing = [
        said
        for name in words["risks"]
        if name not in BY_NAME
        for said in (f"eaning of {name}", f"Action of {name}.")
        if said not in read
    ]
    assert not missing
    assert all(words["risks"][name]["name"] in read for name in BY_NAME)


def test_the_copy_for_reviewers_has_them_all(tmp_path: Path) -> None:
    place = write_content(tmp_path) / "procedures" / BASE
    facts, words = read_half(place / "facts.yaml"), read_half(place / "en.yaml")
    for name, risk in words["risks"].items():
        risk["meaning"], risk["action"] = f"meaning of {name}", f"Action of {name}."
    write_subject(place, facts, words)
    there = ["--content", str(tmp_path / "content"), "--layouts", str(LAYOUTS), "--output", str(tmp_path / "out")]
    assert main(["review", "--copy", BASE, "--date", TODAY.isoformat(), *there]) == 0
    read = tag_tree(next((tmp_path / "out").rglob("review-copy*.pdf")).read_bytes()).replace("~", " ")
    said = [one for name in words["risks"] for one in (f"eaning of {name}", f"Action of {name}.")]
    assert not [one for one in said if one not in read]
