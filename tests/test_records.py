"""A record behaves as the standard library's dataclass does, though it is finished late."""

import dataclasses
import pickle
from dataclasses import dataclass
from typing import Any

import pytest


@dataclass(frozen=True)
class Place:
    """Compared, hashed and shown."""

    path: str
    line: int = 0
    seen: list[int] = dataclasses.field(default_factory=list, compare=False)


@dataclass(frozen=True, kw_only=True, eq=False)
class Node:
    """Compared by identity."""

    at: Place = Place("")


@dataclass(frozen=True, kw_only=True, eq=False)
class Word(Node):
    """Below another record."""

    text: str


@dataclass(order=True)
class Row:
    """May change."""

    number: int
    doubled: int = 0

    def __post_init__(self) -> None:
        self.doubled = 2 * self.number


def test_it_is_compared_hashed_and_shown_by_its_fields() -> None:
    assert Place("a", 1, [1]) == Place("a", 1, [2]) != Place("a", 2)
    assert len({Place("a"), Place("a"), Place("b")}) == 2
    assert repr(Place("a")) == "Place(path='a', line=0, seen=[])"
    assert Row(1) < Row(2) and Row(3) >= Row(3)
    assert Place("a").seen is not Place("a").seen


def test_it_is_frozen_where_it_says_so() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Place("a").path = "b"  # type: ignore[misc]
    row = Row(2)
    row.number = 5
    assert (row.number, row.doubled) == (5, 4)
    with pytest.raises(TypeError, match="unhashable"):
        hash(row)


def test_a_wrong_call_is_told_as_one() -> None:
    untyped: Any = Word
    with pytest.raises(TypeError, match="Word.__init__.*text"):
        untyped()
    with pytest.raises(TypeError):
        untyped("positional")


def test_the_standard_library_knows_it() -> None:
    assert [one.name for one in dataclasses.fields(Word)] == ["at", "text"]
    assert dataclasses.replace(Place("a"), line=3) == Place("a", 3)
    assert dataclasses.asdict(Row(1)) == {"number": 1, "doubled": 2}
    match Place("a", 4):
        case Place(path, line):
            assert (path, line) == ("a", 4)


def test_a_record_from_a_pickle_is_whole_before_its_class_was_ever_called() -> None:
    @dataclass(frozen=True)
    class Fresh:
        name: str

    Fresh.__module__, Fresh.__qualname__ = __name__, "Fresh"
    globals()["Fresh"] = Fresh
    made = object.__new__(Fresh)
    made.__dict__["name"] = "kept"
    again = pickle.loads(pickle.dumps(made))
    assert again == made and hash(again) == hash(Fresh("kept"))
    with pytest.raises(dataclasses.FrozenInstanceError):
        again.name = "other"
