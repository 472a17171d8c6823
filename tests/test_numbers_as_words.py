"""One is one: "1 day", "1 file"; a name of a source stands once; between two words stands one space."""

import re
import shutil
import zipfile
from pathlib import Path

import pytest

from irdocs.cli.main import main
from irdocs.preflight.pdf import tag_tree
from irdocs.problems import counted
from tests.project import BASE, LAYOUTS, TODAY, read_half, write_content, write_subject


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the leaflet and the deck of a record with a stay of one day and a trade-off that names a quantity."""
    folder = tmp_path_factory.mktemp("one")
    place = write_content(folder) / "procedures" / BASE
    facts, words = read_half(place / "facts.yaml"), read_half(place / "en.yaml")
    facts["quantities"]["work"]["comparison"]["arms"]["widening"]["measure"]["value"] = 1
    facts["quantities"]["work"]["source"] = ["TRIAL-2019", "TWIN-2019"]
    for name, one in facts["evidence"].items():
        if one.get("quantity") == "work":
            words["evidence"][name]["trade_off"] = "The aim is [[relief]]; it came back in [[again]]."
            one["source"] = ["TRIAL-2019", "TWIN-2019"]
    references = folder / "content" / "references.yaml"
    text = references.read_text(encoding="utf-8")
    twin = re.search(r"^TRIAL-2019:\n(?:[ \n].*\n?)*", text, re.MULTILINE)
    assert twin is not None
    references.write_text(f"{text}\n{twin[0].replace('TRIAL-2019', 'TWIN-2019')}", encoding="utf-8")
    write_subject(place, facts, words)
    shutil.rmtree(folder / "content" / "topics")
    there = ["--content", str(folder / "content"), "--layouts", str(LAYOUTS), "--output", str(folder / "out")]
    assert main(["build", BASE, "--layout", "leaflet", "--date", TODAY.isoformat(), *there]) == 0
    assert main(["build", BASE, "--layout", "deck", "--date", TODAY.isoformat(), *there]) == 0
    return folder / "out"


def slides(made: Path) -> str:
    """Return the text of all slides, and the formats of numbers in their charts."""
    found = []
    with zipfile.ZipFile(next(made.rglob("deck.en.pptx"))) as package:
        for name in sorted(package.namelist()):
            if re.match(r"ppt/(slides/slide|charts/chart)\d+\.xml", name):
                xml = package.read(name).decode("utf-8")
                found += re.findall(r'formatCode="([^"]*)"', xml)
                found += ["".join(re.findall(r"<a:t>([^<]*)", one)) for one in xml.split("</a:p>")]
    return "\n".join(found)


def test_a_bar_of_one_day_says_day(made: Path) -> None:
    tags = tag_tree(next(made.rglob("leaflet.en.pdf")).read_bytes()).replace("~", " ")
    text = slides(made)
    assert "1 day" in tags + text
    assert not re.search(r"(?<![\d.,])1[ \xa0]days", tags)
    assert "[=1]#,##0&quot; day&quot;;#,##0&quot; days&quot;" in text


def test_a_number_in_a_trade_off_has_one_space_before_it(made: Path) -> None:
    text = slides(made)
    assert "The aim is 70" in text
    assert not re.search(r"\w  \w", text)


def test_sources_of_one_name_are_named_once(made: Path) -> None:
    named = [line for line in slides(made).splitlines() if "Source" in line]
    assert any("The aim is" in line for line in named)
    for line in named:
        names = re.sub(r"^.*Sources?: |\.(?: ?\[.*)?$", "", line).split("; ")
        assert len(names) == len(set(names)), line


@pytest.mark.parametrize(
    ("count", "noun", "nouns", "said"),
    [
        (1, "file", "", "1 file"),
        (0, "file", "", "0 files"),
        (1200, "file", "", "1,200 files"),
        (2, "entry", "entries", "2 entries"),
    ],
)
def test_counts_of_messages(count: int, noun: str, nouns: str, said: str) -> None:
    assert counted(count, noun, nouns) == said


def test_one_file_that_is_checked_is_one_file(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", str(next(made.rglob("leaflet.en.pdf")))])
    assert "1 file checked" in capsys.readouterr().err
