"""References: each kind printed in Vancouver style, nothing printed twice or wrongly spaced, every entry sound."""

import copy
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from irdocs.model.references import (
    KINDS,
    Reference,
    check_reference,
    format_references,
    make_reference,
    vancouver,
)

FILE = Path(__file__).parents[2] / "content" / "references.yaml"
ARTICLE: dict[str, Any] = {
    "type": "article-journal",
    "kind": "cohort",
    "title": "A study of tubes",
    "author": [{"family": "Ashe", "given": "B. C."}, {"family": "van der Elm", "given": "D."}],
    "container-title": "J Tubes",
    "volume": "12",
    "issue": "3",
    "page": "610-615",
    "issued": {"date-parts": [[2011]]},
    "DOI": "10.1000/tubes.12",
}


@pytest.fixture(scope="module")
def entries() -> dict[str, dict[str, Any]]:
    loaded: dict[str, dict[str, Any]] = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return loaded


@pytest.fixture(scope="module")
def one_of_each_shape(entries: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Formatted: the first entries of every pair of kind and set of fields, so that each path of the style is walked."""
    shapes: dict[tuple[str, ...], str] = {}
    for key, entry in entries.items():
        shapes.setdefault((str(entry["kind"]), *sorted(entry.keys() - {"note", "country"})), key)
    return vancouver(make_reference(key, entries[key]) for key in shapes.values())


def printed(**changes: Any) -> str:
    """The article above with changes (None takes a field away), printed."""
    entry = {name: value for name, value in {**ARTICLE, **changes}.items() if value is not None}
    assert check_reference("X-1", entry) == []
    return make_reference("X-1", entry).formatted


def test_article() -> None:
    assert printed() == ("Ashe BC, van der Elm D. A study of tubes. J Tubes. 2011;12(3):610–5. doi:10.1000/tubes.12")


def test_pubmed_numbers_follow() -> None:
    text = printed(DOI=None, PMID="1234567", PMCID="PMC7654321")
    assert text.endswith("J Tubes. 2011;12(3):610–5. PubMed PMID: 1234567; PubMed Central PMCID: PMC7654321.")


def test_more_authors_than_known() -> None:
    assert printed(**{"more-authors": True}).startswith("Ashe BC, van der Elm D, et al. A study of tubes. ")


@pytest.mark.parametrize(("count", "end"), [(6, "Name F. A"), (7, "Name F, et al. A"), (9, "Name F, et al. A")])
def test_six_authors_then_et_al(count: int, end: str) -> None:
    text = printed(author=[{"family": "Name", "given": f"{letter}."} for letter in "ABCDEFGHI"[:count]])
    assert text.startswith(f"Name A, Name B, Name C, Name D, Name E, {end} study of tubes. J Tubes.")


def test_a_question_needs_no_full_stop() -> None:
    assert "Are tubes good? J Tubes. 2011" in printed(title="Are tubes good?")


def test_a_span_of_years() -> None:
    assert "J Tubes. 2011–2012;12(3)" in printed(issued={"date-parts": [[2011], [2012]]})


@pytest.mark.parametrize(
    ("date", "text"),
    [([2011, 3], "2011 Mar;12"), ([2011, 5, 9], "2011 May 9;12"), ([2011, 9, 30], "2011 Sep 30;12")],
)
def test_dates_with_months_have_spaces(date: list[int], text: str) -> None:
    assert f"J Tubes. {text}(3):610–5." in printed(issued={"date-parts": [date]})


def test_a_date_inside_an_address_stays() -> None:
    address = "https://example.org/2011May9.html"
    assert printed(type="webpage", DOI=None, URL=address).endswith(f"Available from: {address}")


def test_no_date_no_authors() -> None:
    assert printed(author=None, issued=None, volume=None, issue=None, page=None) == (
        "A study of tubes. J Tubes. doi:10.1000/tubes.12"
    )


def test_organisation_with_commas_is_one_author() -> None:
    assert printed(author=[{"literal": "College of Tubes, Wires and Stents"}]).startswith(
        "College of Tubes, Wires and Stents. A study"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_page_of_each_kind(kind: str) -> None:
    entry = {
        "type": "webpage",
        "kind": kind,
        "title": "Having a tube",
        "author": [{"literal": "Tube Hospital"}],
        "issued": {"date-parts": [[2020]]},
        "accessed": {"date-parts": [[2024, 3, 5]]},
        "URL": "https://example.org/tube",
    }
    assert check_reference("X-1", entry) == []
    assert make_reference("X-1", entry).formatted == (
        "Tube Hospital. Having a tube [Internet]. 2020 [cited 2024 Mar 5]. Available from: https://example.org/tube"
    )


@pytest.mark.parametrize(
    ("kind", "type_", "rest", "expected"),
    [
        ("guideline", "report", {}, "Tube Hospital. Tubes. 2020."),
        ("leaflet", "pamphlet", {}, "Tube Hospital. Tubes. 2020."),
        ("standard", "report", {"publisher": "Wire Press"}, "Tube Hospital. Tubes. Wire Press; 2020."),
        ("textbook", "chapter", {"container-title": "All Tubes"}, "Tube Hospital. Tubes. In: All Tubes. 2020."),
        (
            "news",
            "article-magazine",
            {"container-title": "Tube News", "URL": "https://example.org/n"},
            "Tube Hospital. Tubes. Tube News [Internet]. 2020. Available from: https://example.org/n",
        ),
    ],
)
def test_other_types(kind: str, type_: str, rest: dict[str, str], expected: str) -> None:
    entry = {
        "type": type_,
        "kind": kind,
        "title": "Tubes",
        "author": [{"literal": "Tube Hospital"}],
        "issued": {"date-parts": [[2020]]},
        **rest,
    }
    assert check_reference("X-1", entry) == []
    assert make_reference("X-1", entry).formatted == expected


def test_every_entry_is_sound(entries: Mapping[str, Mapping[str, Any]]) -> None:
    faults = [
        f"{key}: {name}: {message}" for key, entry in entries.items() for name, message in check_reference(key, entry)
    ]
    assert faults == []


def test_entries_are_sorted_and_told_apart(entries: Mapping[str, Mapping[str, Any]]) -> None:
    assert list(entries) == sorted(entries)
    folded = [key.casefold() for key in entries]
    assert len(folded) == len(set(folded))


def test_newer_guidance_exists(entries: Mapping[str, Mapping[str, Any]]) -> None:
    newer = {str(entry["replaced-by"]) for entry in entries.values() if "replaced-by" in entry}
    assert {name for name in newer if "-" in name and " " not in name} <= set(entries)
    assert "S-CPOC" in newer


def test_the_file_means_the_same_in_yaml_1_1_and_1_2(entries: Mapping[str, Mapping[str, Any]]) -> None:
    plain = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    for key, entry in entries.items():
        for name, value in entry.items():
            if isinstance(value, str):
                assert plain[key][name] == value
            else:
                assert isinstance(value, (list, dict)) or name == "more-authors"


def test_spacing(one_of_each_shape: Mapping[str, str]) -> None:
    wrong = re.compile(
        r"\s\s|\.\.|\?\.|,,|;;| [.,;:](?!\w)|\(\)|\[\]|: \.|;\.|\bet al(?!\.)|\bNone\b|^[ .,;:]|^\d+\.\S"
    )
    assert len(one_of_each_shape) > 60
    assert {key: text for key, text in one_of_each_shape.items() if wrong.search(text)} == {}


def test_no_html(one_of_each_shape: Mapping[str, str]) -> None:
    wrong = re.compile(r"</?[a-z]|&(amp|lt|gt|quot|#\d+);")
    assert {key: text for key, text in one_of_each_shape.items() if wrong.search(text)} == {}


def test_what_is_printed_is_what_was_written(
    entries: Mapping[str, Mapping[str, Any]], one_of_each_shape: Mapping[str, str]
) -> None:
    for key, text in one_of_each_shape.items():
        entry = entries[key]
        assert str(entry["title"]) in text
        assert not text.endswith("..")
        for name in ("DOI", "PMID", "PMCID"):
            assert str(entry.get(name, "")) in text
        assert ("et al. " in text) == ("more-authors" in entry)


def test_ampersand_and_angle_bracket_stay() -> None:
    assert "Tubes & wires < 2 mm. J Tubes" in printed(title="Tubes & wires < 2 mm")


def test_order_and_neighbours_do_not_matter() -> None:
    other = {**copy.deepcopy(ARTICLE), "title": "Another"}
    both = format_references({"b-1": other, "B-2": ARTICLE})
    texts = vancouver([both["B-2"], both["b-1"]])
    assert texts == {"B-2": both["B-2"].formatted, "b-1": both["b-1"].formatted}
    assert "Another" in texts["b-1"]
    assert vancouver([]) == {}


def test_what_is_ours_is_kept_beside() -> None:
    entry = {**ARTICLE, "country": "UK", "replaced-by": "X-2", "note": "Read twice"}
    reference = make_reference("X-1", entry)
    assert (reference.kind, reference.country, reference.replaced_by) == ("cohort", "UK", "X-2")
    assert reference.note == "Read twice"
    assert reference.formatted == printed()


@pytest.mark.parametrize(
    ("fields", "link"),
    [
        ({"DOI": "10.1000/a(1)2", "PMID": "12"}, "https://doi.org/10.1000/a(1)2"),
        ({"PMID": "12", "PMCID": "PMC3456"}, "https://pmc.ncbi.nlm.nih.gov/articles/PMC3456"),
        ({"PMID": "12", "URL": "https://example.org"}, "https://pubmed.ncbi.nlm.nih.gov/12/"),
        ({"URL": "https://example.org"}, "https://example.org"),
        ({}, ""),
    ],
)
def test_best_address(fields: dict[str, str], link: str) -> None:
    assert Reference("X-1", "cohort", fields).link == link


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"type": None}, "type"),
        ({"type": "journal"}, "type"),
        ({"kind": None}, "kind"),
        ({"kind": "trial"}, "kind"),
        ({"title": None}, "title"),
        ({"title": " "}, "title"),
        ({"title": "Two  spaces"}, "title"),
        ({"title": "Ends in a stop."}, "title"),
        ({"title": "<i>Tubes</i>"}, "title"),
        ({"volume": 12}, "volume"),
        ({"issued": 2011}, "issued"),
        ({"issued": {"date-parts": [2011]}}, "issued"),
        ({"issued": {"date-parts": [["2011"]]}}, "issued"),
        ({"issued": {"date-parts": [[2011, 13]]}}, "issued"),
        ({"issued": {"date-parts": [[2012], [2011]]}}, "issued"),
        ({"DOI": "https://doi.org/10.1000/182"}, "DOI"),
        ({"DOI": "10.1000"}, "DOI"),
        ({"PMID": "PMC123"}, "PMID"),
        ({"PMCID": "123456"}, "PMCID"),
        ({"URL": "ftp://example.org/x"}, "URL"),
        ({"URL": "example.org"}, "URL"),
        ({"URL": "http://101.37.83.79/news"}, "URL"),
        ({"URL": "https://www.scribd.com/document/1"}, "URL"),
        ({"URL": "https://de.scribd.com/document/1"}, "URL"),
        ({"URL": "https://dx.doi.org/10.1000/182"}, "URL"),
        ({"author": "Ashe BC"}, "author"),
        ({"author": [{"given": "B."}]}, "author"),
        ({"author": None, "more-authors": True}, "more-authors"),
        ({"replaced-by": "X-1"}, "replaced-by"),
        ({"journal": "J Tubes"}, "journal"),
    ],
)
def test_faults_are_found(changes: dict[str, Any], name: str) -> None:
    entry = {field: value for field, value in {**ARTICLE, **changes}.items() if value is not None}
    assert [field for field, _message in check_reference("X-1", entry)] == [name]


@pytest.mark.parametrize("key", ["", "two words", "-X", "X--1", "X_1"])
def test_keys_are_plain(key: str) -> None:
    assert [field for field, _message in check_reference(key, ARTICLE)] == ["key"]


def test_the_formatter_is_not_imported_before_it_is_needed() -> None:
    code = "import sys, irdocs.model.references as r; r.format_references({}); print('citeproc' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert run.stdout.strip() == "False"
