"""The rules of Easy Read can say no: long sentences as they are read, pictures that are missing or used twice."""

from pathlib import Path

import pytest

from tests.editions.editions import Half, project_with
from tests.project import BASE


def rules(folder: Path, change: str, value: dict[str, str]) -> list[tuple[str, str]]:
    """Give the Easy Read rules that the small project breaks after a change of one row."""

    def shape(facts: Half, words: Half) -> None:
        for half, keys in ((facts, ("picture", "section")), (words, ("words",))):
            half["easy_read"][change] |= {key: value[key] for key in keys if key in value}

    project = project_with(folder, shape)
    project.library("en", {BASE})
    return [(one.rule, one.message) for one in project.problems if one.rule.startswith(("easy-", "unknown-section"))]


def test_short_rows_pass(tmp_path: Path) -> None:
    assert (
        rules(tmp_path, "risks", {"words": "One two three four five six seven eight nine ten to fifteen it is."}) == []
    )


@pytest.mark.parametrize(
    ("value", "rule", "says"),
    [
        # 13 words and a quantity, "20 in 1,000": 16 as they are read
        (
            {"words": "The skin can bleed, and then you need help, as it did in [[bleeding]]."},
            "easy-long-sentence",
            "has 16 words",
        ),
        ({"picture": "vein-0"}, "easy-picture-twice", '"vein-0" stands for two ideas: "what" and "risks"'),
        ({"picture": " "}, "easy-no-picture", "has no picture"),
        ({"section": "danger"}, "unknown-section", 'no part "danger"'),
    ],
)
def test_each_fault_is_named(tmp_path: Path, value: dict[str, str], rule: str, says: str) -> None:
    found = rules(tmp_path, "risks", value)
    assert [one for one, _ in found] == [rule]
    assert says in found[0][1]
