"""A file that is no YAML is told at the line that a person has to mend, in words that say what was typed."""

from pathlib import Path

import pytest

from irdocs.problems import Problems
from irdocs.reading.yaml_data import read_yaml

GOOD = """title: "A leaflet"
lead: "Short words"
parts:
  one:
    heading: "First"
    source: [GUIDE-2022, NICE-2020]
    size: {cases: 2, of: 100}
  two:
    heading: "Second"
what: |
  A longer text: with a colon, and "quotes".

  Its end.
"""
BROKEN = {
    "a tab": ('    heading: "First"', '\theading: "First"', 5, 1, "a tab stands"),
    "a no-break space": ('    heading: "First"', '\u00a0   heading: "First"', 5, 1, "a no-break space"),
    "a no-break space behind the colon": ('lead: "Short words"', 'lead:\u00a0"Short words"', 2, 6, "no-break space"),
    "a mark of byte order inside": ("  two:", "\ufeff  two:", 8, 1, "a mark of byte order"),
    "a control character": ("Short words", "Short\x07words", 2, 13, "a control character"),
    "no space behind the colon": ('lead: "Short', 'lead:"Short', 2, 5, "no space behind the colon"),
    "an equals sign": ('lead: "Short', 'lead = "Short', 2, 6, '"=" stands where a colon'),
    "no colon": ('lead: "Short words"', "Short words", 2, 1, "no key with a colon"),
    "no colon inside a record": ('    heading: "First"', '    heading "First"', 5, 5, "no key with a colon"),
    "a colon without quotes": ('lead: "Short words"', "lead: Short: words", 2, 13, "a text with a colon"),
    "a quote that is not closed": ('"A leaflet"', '"A leaflet', 1, 8, "is not closed"),
    "a quote inside": ('"A leaflet"', '"A "new" leaflet"', 1, 11, "the quotes end here"),
    "a quote to the end of the file": ('heading: "Second"', 'heading: "Second', 9, 14, "quote"),
    "a bracket that is not closed": ("NICE-2020]", "NICE-2020", 6, 13, "the bracket that opens here"),
    "a brace that is not closed": ("of: 100}", "of: 100", 7, 11, "the bracket that opens here"),
    "a bracket first": ('"First"', "[tube](term:catheter)", 5, 14, 'cannot begin with "["'),
    "an at sign first": ('"First"', "@First", 5, 14, 'cannot begin with "@"'),
    "a percent sign in a key": ("  two:", "  %two:", 8, 3, 'cannot begin with "%"'),
    "an escape": ('"First"', r'"Fi\rst \some"', 5, 22, "backslash"),
    "a space too many": ('lead: "Short', ' lead: "Short', 2, 2, "begins with 1 space"),
    "a space too few": ("    source:", "   source:", 6, 4, "begins with 3 spaces"),
    "a dash among keys": ("  one:", "  - one:", 8, 3, "lines with a dash"),
    "a merge left over": ("parts:", "<<<<<<< ours\nparts:", 3, 1, "two versions"),
    "a second document": ("what:", "---\nwhat:", 10, 1, "second document"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_fault_is_told_where_it_was_typed(name: str, tmp_path: Path) -> None:
    """The parser gives up behind the fault, often a line too late: what is told is the fault."""
    old, new, line, column, said = BROKEN[name]
    assert old in GOOD
    path = tmp_path / "en.yaml"
    path.write_bytes(GOOD.replace(old, new, 1).encode())
    problems = Problems()
    assert read_yaml(path, "en.yaml", problems) is None
    (told,) = problems
    assert (told.rule, told.location.line, told.location.column) == ("broken-yaml", line, column), told
    assert said in told.message
    assert told.hint


def test_the_good_text_is_good(tmp_path: Path) -> None:
    path = tmp_path / "en.yaml"
    problems = Problems()
    for text in (GOOD, GOOD.replace("\n", "\r\n"), "\ufeff" + GOOD):
        path.write_bytes(text.encode())
        assert read_yaml(path, "en.yaml", problems) is not None
    assert not list(problems)


def test_a_missing_file_is_told_with_what_it_may_be(tmp_path: Path) -> None:
    problems = Problems()
    assert read_yaml(tmp_path / "en.yaml", "en.yaml", problems) is None
    (tmp_path / "en.yml").write_text(GOOD, encoding="utf-8")
    assert read_yaml(tmp_path / "en.yaml", "en.yaml", problems) is None
    first, second = (one for one in problems)
    assert first.rule == second.rule == "unreadable"
    assert "facts.yaml" in first.hint
    assert second.hint == "there is en.yml: call it en.yaml"
