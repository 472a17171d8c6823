"""No patient text is a copy of another's: shared sequences of eight words, and first words, over the shipped library."""

import itertools
import re
from pathlib import Path

import pytest

from irdocs.build.project import Project
from irdocs.model.records import Course, Subject
from irdocs.model.walk import prose_of

ROOT = Path(__file__).parents[1]
MOST = 12
"""In 100 of the shorter text's sequences."""
TEACHING = frozenset(
    (
        "evidence",
        "questions",
        "slides",
        "case",
        "pitfalls",
        "tips",
        "kit",
        "anatomy",
        "preparation_trainee",
        "objectives",
        "take_home",
        "follow_up",
    )
)


def _patient_sequences(subject: Subject) -> set[tuple[str, ...]]:
    found: set[tuple[str, ...]] = set()
    for place, prose in prose_of(subject):
        if place.path[0] in TEACHING or place.path[-1] in ("management", "trainee"):
            continue
        if place.path[0] == "red_flags" and subject.red_flags[place.path[1]].shared:
            continue  # one danger has one wording in all leaflets
        words = re.findall(r"[a-z']+", prose.plain.lower())
        found |= {tuple(words[index : index + 8]) for index in range(len(words) - 7)}
    return found


@pytest.fixture(scope="module")
def subjects() -> dict[str, Subject]:
    library = Project(ROOT / "content", ROOT / "layouts", ROOT / "output").library("en")
    return {name: subject for name, subject in library.subjects.items() if not isinstance(subject, Course)}


def test_subjects_do_not_share_their_sentences(subjects: dict[str, Subject]) -> None:
    texts = {name: _patient_sequences(subject) for name, subject in subjects.items()}
    pairs = [
        (100 * len(texts[one] & texts[other]) / max(1, min(len(texts[one]), len(texts[other]))), one, other)
        for one, other in itertools.combinations(sorted(texts), 2)
    ]
    worst = sorted(pairs, reverse=True)[:10]
    for share, one, other in worst:
        print(f"{share:5.1f} in 100  {one}  {other}")
    assert worst[0][0] <= MOST


@pytest.mark.parametrize("field", ["what", "why"])
def test_first_sentences_begin_differently(subjects: dict[str, Subject], field: str) -> None:
    first: dict[str, str] = {}
    for name, subject in subjects.items():
        paragraphs = getattr(subject, field, ())
        if paragraphs:
            words = " ".join(paragraphs[0].plain.lower().split()[:6])
            assert words not in first, f"{name} and {first[words]} begin {field} with the same words"
            first[words] = name
