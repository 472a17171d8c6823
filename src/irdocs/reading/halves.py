"""The two halves of a record: facts that are true in every language, and words. They are one tree, merged by key."""

from collections.abc import Set
from dataclasses import fields

from irdocs.problems import Problems
from irdocs.reading.fields import FACT, WORD
from irdocs.reading.placed import Mapping
from irdocs.reading.unreadable import Path

FACTS_FILE = "facts.yaml"


def swapped(facts: Mapping, words: Mapping, kind: type) -> bool:
    """Whether the files of a ``kind`` of record seem to hold each other's half, by the fields that stand at their top."""
    halves = {one.name: one.metadata.get("half") for one in fields(kind)}

    def held(half: Mapping, mark: str) -> int:
        return sum(halves.get(key) == mark for key, value in half.items() if not isinstance(value, Mapping))

    return held(facts, WORD) + held(words, FACT) > held(facts, FACT) + held(words, WORD)


def merge(facts: Mapping | None, words: Mapping | None, problems: Problems) -> tuple[Mapping | None, set[Path]]:
    """Return the tree of both halves, or what there is of it where a half could not be read, as `lay` does."""
    if facts is None or words is None:
        return (facts if words is None else words), {()}
    return lay(facts, words, problems)


def lay(facts: Mapping, words: Mapping, problems: Problems, path: Path = ()) -> tuple[Mapping, set[Path]]:
    """Lay the words of a language over the facts: mappings meet by key, in the order of the facts; a leaf stands once.

    Returns the tree, and the paths of what was left out of it, each told.
    """
    merged = Mapping(facts.at)
    merged.words_at = words.at
    left_out: set[Path] = set()
    for source in (facts, words):
        for key, value in source.items():
            at, key_at = source.values_at[key], source.keys_at[key]
            if key not in merged or merged[key] is None:
                merged[key], merged.values_at[key] = value, at
                merged.keys_at[key] = key_at
                continue
            if value is None:
                continue
            present = merged[key]
            if isinstance(present, Mapping) and isinstance(value, Mapping):
                merged[key], inner = lay(present, value, problems, (*path, str(key)))
                left_out |= inner
                continue
            if isinstance(present, Mapping) or isinstance(value, Mapping):
                wrong, other = key_at, merged.keys_at[key]
                if isinstance(value, Mapping):  # what holds more is read
                    merged[key], merged.values_at[key], merged.keys_at[key] = value, at, key_at
                    wrong, other = other, wrong
                left_out.add((*path, str(key)))
                problems.error(
                    "wrong-type",
                    wrong,
                    f'"{key}" holds keys and values in {other}, and none here',
                    "write it the same way in both files",
                )
                continue
            problems.error(
                "in-both-halves",
                key_at,
                f'"{key}" also stands in {merged.keys_at[key]}',
                "a value is typed once: in facts.yaml if it is true in every language, else with the words",
            )
    return merged, left_out


def is_words(file: str) -> bool:
    """Whether a file is named as the words of a language are: en.yaml."""
    return len(file.removesuffix(".yaml")) == 2


def check_halves(value: Mapping, halves: dict[str, str], both: Set[str], problems: Problems) -> None:
    """Check that each key of a record stands in its half. ``halves`` is field -> half; ``both`` may stand in either."""
    for key, at in value.keys_at.items():
        half = halves.get(key)
        if half is None or key in both or not at.path:
            continue
        file = at.path.rpartition("/")[2]
        in_facts, in_words = file == FACTS_FILE, is_words(file)
        if half == FACT and in_words:
            problems.error(
                "wrong-half",
                at,
                f'"{key}" is true in every language',
                "move it to facts.yaml, so that it is typed once",
            )
        elif half == WORD and in_facts:
            problems.error("wrong-half", at, f'"{key}" holds words', "move it to the file of the language, en.yaml")
