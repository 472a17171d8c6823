"""`irdocs trace`: what it says of finished files is what other readers of those files find on that page, on that slide."""

import json
import re
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pptx import Presentation

from irdocs.cli.main import main
from tests.project import BASE, LAYOUTS, write_content

LAYOUT_NAMES = ("leaflet", "deck", "questions")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("traced")
    write_content(made)
    layouts = [word for name in LAYOUT_NAMES for word in ("--layout", name)]
    assert main(["build", BASE, *layouts, *where(made), "--jobs", "1", "--quiet"]) == 0
    return made


def where(folder: Path) -> list[str]:
    named = ["--content", str(folder / "content"), "--layouts", str(LAYOUTS), "--output", str(folder / "output")]
    return [*named, "--date", "2026-11-24"]


def traced(folder: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    capsys.readouterr()
    assert main(["trace", BASE, *arguments, *where(folder), "--json"]) == 0
    return {one["name"]: one for one in map(json.loads, capsys.readouterr().out.splitlines()) if "name" in one}


def plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").replace("\r\n", " ").split())


def test_pages_are_those_where_another_reader_finds_the_number(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    leaflet = folder / "output" / BASE / "leaflet.en.pdf"
    pages = [plain(page.get_textpage().get_text_bounded()) for page in pypdfium2.PdfDocument(leaflet)]
    found = traced(folder, capsys)
    for name, said in (("relief", "700 in 1,000"), ("again", "120 in 1,000"), ("length", "45 to 90 minutes")):
        told = {place["where"] for place in found[name]["found"] if place["file"].endswith("leaflet.en.pdf")}
        pattern = re.compile(rf"(?<![\d,]){said}")
        assert {f"page {number}" for number, text in enumerate(pages, 1) if pattern.search(text)} <= told, name
        assert told, name
        assert found[name]["said"].startswith(said)


def test_slides_and_notes_are_those_of_the_deck(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    slides = list(Presentation(str(folder / "output" / BASE / "deck.en.pptx")).slides)
    places = [
        place
        for one in traced(folder, capsys).values()
        for place in one["found"]
        if place["file"].endswith("deck.en.pptx")
    ]
    assert any(place["where"].endswith("notes") for place in places)
    for place in places:
        match = re.fullmatch(r"slide (\d+)(, notes)?", place["where"])
        assert match is not None
        slide = slides[int(match[1]) - 1]
        xml = slide.notes_slide._element.xml if match[2] else slide._element.xml
        said = plain(
            " ".join(re.findall(r"<a:t>([^<]*)|descr=\"([^\"]*)", xml) and re.sub(r"<[^>]+>", " ", xml).split())
        )
        digits = re.findall(r"\d[\d,.]*\d|\d", place["said"])
        if not place["said"].startswith(("series ", "chart ", "group ", "picture ")):
            assert all(digit in said for digit in digits), place


def test_another_number_is_not_taken_for_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The 3 in 1,000 of a tear does not stand inside "33 in 1,000", nor 20 inside "120"."""
    found = traced(folder, capsys)
    assert found["bleeding"]["said"].startswith("20 in 1,000")
    assert found["bleeding"]["found"]
    for place in found["bleeding"]["found"]:
        assert re.search(r"(?<![\d,])20(?!\d)|980 in 1,000", place["said"]), place


def test_one_risk_and_its_sources(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = traced(folder, capsys, "bleeding")
    assert list(found) == ["bleeding"]
    assert found["bleeding"]["sources"][0].startswith("REGISTER-2021: ")
    path, line, _ = found["bleeding"]["at"].rsplit(":", 2)
    facts = folder / path
    assert facts.read_text(encoding="utf-8").splitlines()[int(line) - 1].strip().startswith("bleeding:")
    assert main(["trace", BASE, "bleeding", *where(folder)]) == 0
    said = capsys.readouterr()
    assert "leaflet.en.pdf" in said.out and "page " in said.out and "slide " in said.out
    assert "numbers traced: 1;" in said.err


def test_faults_are_told(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", BASE, "bleedin", *where(folder)]) == 1
    err = capsys.readouterr().err
    assert "[unknown-quantity]" in err and 'did you mean "bleeding"?' in err
    assert main(["trace", "nobody", *where(folder)]) == 1
    assert "[unknown-subject]" in capsys.readouterr().err
    write_content(tmp_path)
    assert main(["trace", BASE, *where(tmp_path)]) == 1
    assert "[nothing-built]" in capsys.readouterr().err


def test_a_file_from_other_content_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = write_content(tmp_path)
    assert main(["build", BASE, "--layout", "leaflet", "--variant", "", *where(tmp_path), "--quiet"]) == 0
    facts = content / "procedures" / BASE / "facts.yaml"
    text = facts.read_text(encoding="utf-8")
    facts.write_text(text.replace("cases: 12, of: 100", "cases: 13, of: 100"), encoding="utf-8")
    capsys.readouterr()
    assert main(["trace", BASE, "again", *where(tmp_path)]) == 0
    said = capsys.readouterr()
    assert "[stale-file]" in said.err
    assert "stands in no finished file" in said.out


def test_a_broken_file_is_told_and_the_others_are_read(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = write_content(tmp_path)
    made = content.parent / "output" / BASE
    made.mkdir(parents=True)
    (made / "leaflet.en.pdf").write_bytes(b"%PDF-1.7 no")
    (made / "questions.en.zip").write_bytes(b"no zip")
    (made / "deck.en.pptx").write_bytes((folder / "output" / BASE / "deck.en.pptx").read_bytes())
    assert main(["trace", BASE, "bleeding", *where(tmp_path)]) == 0
    said = capsys.readouterr()
    assert said.err.count("[unreadable]") == 2
    assert "slide " in said.out
