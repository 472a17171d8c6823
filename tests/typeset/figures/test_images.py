"""Every drawing of the library keeps to the subset, and to what the index says of it."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from irdocs.problems import Problems
from irdocs.typeset.figures.svg import read_drawing

IMAGES = Path(__file__).resolve().parents[3] / "content" / "images"
INDEX: dict[str, dict[str, Any]] = yaml.safe_load((IMAGES / "images.yaml").read_text(encoding="utf-8"))


def test_the_index_names_every_drawing_and_no_other() -> None:
    files = {path.relative_to(IMAGES).as_posix().removesuffix(".svg") for path in IMAGES.rglob("*.svg")}
    assert files == set(INDEX)


@pytest.mark.parametrize("name", sorted(INDEX))
def test_a_drawing_keeps_to_the_subset_and_its_record(name: str) -> None:
    problems = Problems()
    picture = read_drawing(IMAGES / f"{name}.svg", problems)
    assert not list(problems) and picture is not None
    record = INDEX[name]
    assert set(picture.anchors) == set(record["anchors"])
    for x, y in picture.anchors.values():
        assert 0 <= x <= picture.width and 0 <= y <= picture.height
    assert picture.title == record["title"]
    alt = record["alt"]
    assert 5 <= len(alt) <= 300 and alt.endswith(".") and not alt.lower().startswith(("image of", "picture of"))
    assert record["licence"] == "CC BY 4.0" and record["credit"] and isinstance(record["checked"], bool)


def test_red_is_kept_for_999() -> None:
    for name in INDEX:
        picture = read_drawing(IMAGES / f"{name}.svg", Problems())
        assert picture is not None
        tokens = {token for shape in picture.shapes for token in (shape.fill, shape.stroke)}
        assert "red" not in tokens or name == "everyday/call-999"
