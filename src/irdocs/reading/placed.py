"""Plain data that knows its places: what every reader of a file that a person edits gives, and what is made typed from it."""

from collections.abc import Iterator
from typing import Any

from irdocs.problems import Location, Problems


class Unreadable:
    """Stands for a value whose fault has been told, so that nobody tells a second one."""


UNREADABLE = Unreadable()


class PlacedText(str):
    """A string that knows where it was typed."""

    __slots__ = ("at",)
    at: Location


class Mapping(dict[Any, Any]):
    """A mapping that knows where each of its keys and values was typed."""

    __slots__ = ("at", "keys_at", "values_at", "words_at")

    def __init__(self, at: Location) -> None:
        super().__init__()
        self.at = at
        self.words_at: Location | None = None
        """Of two halves that were merged: where the words begin."""
        self.keys_at: dict[Any, Location] = {}
        self.values_at: dict[Any, Location] = {}

    def put(self, key: Any, value: Any, key_at: Location, value_at: Location) -> None:
        """Set a value with the places of its key and of itself."""
        self[key], self.keys_at[key], self.values_at[key] = value, key_at, value_at

    def __reduce__(self) -> Any:
        """Return how a copy in another process is made, places and all."""
        return _mapping, (self.at, self.words_at, dict(self), self.keys_at, self.values_at)


def _mapping(at: Location, words_at: Location | None, data: Any, keys_at: Any, values_at: Any) -> Mapping:
    made = Mapping(at)
    made.update(data)
    made.words_at, made.keys_at, made.values_at = words_at, keys_at, values_at
    return made


class Sequence(list[Any]):
    """A list that knows where each of its items was typed."""

    __slots__ = ("at", "items_at")

    def __init__(self, at: Location) -> None:
        super().__init__()
        self.at = at
        self.items_at: list[Location] = []


def entries_of(data: Mapping, problems: Problems) -> Iterator[tuple[Any, Mapping]]:
    """Yield the entries of a file that maps ids to records; what is no record is told, and passed over."""
    for key, value in data.items():
        if isinstance(value, Mapping):
            yield key, value
        else:
            told = f"{key}: keys and values are wanted"
            problems.error("wrong-type", data.values_at[key], told, "write `key: value`")


def locate(data: Mapping, path: tuple[str, ...]) -> Location:
    """Return the place of the value at a path of keys and numbers, as far as the path can be followed."""
    at, value = data.at, data
    for step in path:
        if isinstance(value, Mapping):
            key: Any = step if step in value else next((one for one in value if str(one) == step), None)
            if key is None:
                break
            at, value = value.values_at[key], value[key]
        elif isinstance(value, Sequence) and step.isdigit() and int(step) < len(value):
            at, value = value.items_at[int(step)], value[int(step)]
        else:
            break
    return at


def locate_key(data: Mapping, *path: str) -> Location:
    """Return the place of the key at the end of a path of keys, as far as the path can be followed."""
    at, value = data.at, data
    for step in path:
        if not isinstance(value, Mapping) or step not in value:
            break
        at, value = value.keys_at[step], value[step]
    return at


def overlay(below: Mapping, above: Mapping) -> Mapping:
    """Return a copy of one mapping with another laid over it: tables meet by key, all else is replaced; places stay."""
    made = Mapping(above.at)
    for source in (below, above):
        for key, value in source.items():
            present = made.get(key)
            if isinstance(value, Mapping):
                value = overlay(present if isinstance(present, Mapping) else Mapping(value.at), value)
            made.put(key, value, source.keys_at.get(key, source.at), source.values_at.get(key, source.at))
    return made
