"""Plain data with places -> the frozen model, strictly: nothing is coerced, every fault is told at its line and column.

cattrs does the conversion (only here); its grouped exceptions give the path of each fault, the data gives the place.
"""

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Set
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

from cattrs import Converter
from cattrs.errors import (
    AttributeValidationNote,
    BaseValidationError,
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn, override

from irdocs.problems import Location, Problems, nearest
from irdocs.reading.fields import FACT, WORD, Known
from irdocs.reading.halves import FACTS_FILE, check_halves, is_words
from irdocs.reading.placed import UNREADABLE, Mapping, PlacedText, Sequence
from irdocs.reading.prose import Prose, parse_prose
from irdocs.reading.unreadable import NOTHING, Unread
from irdocs.reading.unreadable import Path as Way

T = TypeVar("T")


class Placeholder(PlacedText):
    """Stands for a text, prose or choice that must be there and has a fault."""


class _Fault(ValueError):
    """A value that cannot be what its field wants."""

    def __init__(self, rule: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.rule, self.message, self.hint = rule, message, hint


def structure(data: Mapping, kind: type[T], problems: Problems, lost: Set[Way] = NOTHING) -> tuple[T, Unread] | None:
    """Make a ``kind`` from merged data; return it with the paths of what has a fault and was left out.

    Every fault is told, the data is mended, and what is left is read on. ``lost`` are paths of what was left out before:
    what is missing there is not told. Returns None where not even a part of it can be made.
    """
    gaps, left_out, mended = set(lost), set(lost), set[Way]()
    _problems.append(problems)
    try:
        for _ in range(ROUNDS):
            try:
                return _converter().structure(data, kind), frozenset(left_out)
            except BaseValidationError as error:
                from irdocs.reading.recovery import mend_keys, mend_values  # only wanted when something is wrong

                faults = list(_leaves(error, (), kind))
            unknown = [one for one in faults if isinstance(one.error, ForbiddenExtraKeysError)]
            for fault in unknown or faults:  # the rest is looked at when the keys are those that were meant
                if not _follows(fault, gaps, mended):
                    _tell(data, fault, problems)
            for fault in unknown:
                record = _place(data, fault.path)[1]
                for one in mend_keys(record, fault.holder, fault.error.extra_fields, problems):
                    left_out.add((*fault.names, *one))
                    if one:
                        gaps.add((*fault.names, *one))
            if not unknown:
                mended |= mend_values(data, [(one.path, one.holder) for one in faults])
                left_out |= mended
    finally:
        _problems.pop()
    return None


ROUNDS = 40
"""Each round mends what lies around what the next one finds: no record is as deep as this."""


class _Leaf(NamedTuple):
    """One fault inside a grouped exception."""

    path: tuple[Any, ...]
    error: Any
    holder: Any
    """The type of what holds the value: a record, a list or a mapping."""

    @property
    def names(self) -> Way:
        return tuple(str(step) for step in self.path)


def _follows(fault: _Leaf, gaps: Set[Way], mended: Set[Way]) -> bool:
    """Whether a fault is only there because something was left out."""
    ways = [fault.names[:end] for end in range(len(fault.path))]
    missing = isinstance(fault.error, KeyError)
    return any(way in mended or (missing and way in gaps) for way in ways)


_problems: list[Problems] = []
"""The list that prose faults of the running conversion go to: cattrs hooks take no context."""


def _leaves(error: BaseException, path: tuple[Any, ...], holder: Any) -> Iterator[_Leaf]:
    """Yield each fault inside a grouped exception with its path through the data and the type of what holds it."""
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            path = (*path, note.name)
        elif isinstance(note, IterableValidationNote):
            path = (*path, note.index)
    if isinstance(error, BaseValidationError):
        for inner in error.exceptions:
            yield from _leaves(inner, path, error.cl)
    else:
        yield _Leaf(path, error, holder)


def _tell(data: Mapping, leaf: _Leaf, problems: Problems) -> None:
    path, fault, kind = leaf
    at, owner = _place(data, path)
    name = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    if owner is UNREADABLE:
        return
    if isinstance(fault, ForbiddenExtraKeysError):
        for key in fault.extra_fields:
            problems.error(
                "unknown-key",
                owner.keys_at.get(key, owner.at),
                f'"{key}" is not a key of {_kind_words(kind)}',
                getattr(kind, "RETIRED", {}).get(key) or nearest(str(key), names_of(kind)),
            )
    elif isinstance(fault, KeyError):
        _tell_missing(str(fault.args[0]), at, owner, kind, problems)
    elif isinstance(fault, _Fault):
        hint = _IN_TOML.get(fault.hint, fault.hint) if _is_toml(at) else fault.hint
        problems.error(fault.rule, at, f"{name}: {fault.message}" if name else fault.message, hint)
    else:
        problems.error("wrong-type", at, f"{name}: {fault}".strip(": "), "look at the scaffold of `irdocs new`")


def _tell_missing(missing: str, at: Location, owner: Any, kind: Any, problems: Problems) -> None:
    """Tell a key that is not there, at the record of the half in which it belongs."""
    metadata = next(one.metadata for one in dataclasses.fields(kind) if one.name == missing)
    half, hint = metadata.get("half", ""), f"add `{missing}:` here"
    file = at.path.rpartition("/")[2]
    if _is_toml(at):
        wanted = get_type_hints(kind)[missing]
        table = _is_mapping(wanted) or dataclasses.is_dataclass(wanted)
        hint = f"add a table [{missing}]" if table else f"add `{missing} = ` here"
        if metadata.get("doc"):
            hint += f": {metadata['doc'][0].lower()}{metadata['doc'][1:].rstrip('.')}"
    elif half == WORD and isinstance(owner, Mapping):
        if owner.words_at is not None:
            at = owner.words_at
        elif file == FACTS_FILE:
            hint = f"add `{missing}:` to it in the file of the words, en.yaml"
    elif half == FACT and is_words(file):
        hint = f"add it with its `{missing}:` to {FACTS_FILE}: what is true in every language stands there"
    problems.error("missing-key", at, f'"{missing}" is missing', hint)


_WRITE_KEYS = "write `key: value`"
_WRITE_LIST = "begin each line with a dash"
_IN_TOML = {
    _WRITE_KEYS: "write a table: its name in [brackets], and `key = value` in the lines below",
    _WRITE_LIST: 'write a list: ["one", "two"]',
}
"""How a hint that is right in YAML is said of a TOML file."""


def _is_toml(at: Location) -> bool:
    return at.path.endswith(".toml")


def names_of(kind: type) -> list[str]:
    """Return the keys of a record that a person may write."""
    return [one.name for one in dataclasses.fields(kind) if not one.metadata.get("internal")]


def _kind_words(kind: type) -> str:
    name = kind.__name__
    words = "".join(f" {sign.lower()}" if sign.isupper() else sign for sign in name.strip("_")).strip()
    article = "the" if name.endswith("s") else "an" if name[0] in "AEIOU" else "a"
    return f"{article} {words}"


def _place(data: Any, path: tuple[Any, ...]) -> tuple[Location, Any]:
    """Follow a path through the data as far as it goes; return the place of its end and the value there."""
    at: Location = data.at
    value: Any = data
    for step in path:
        if isinstance(value, Mapping):
            if step not in value:
                return (value.keys_at.get(step, at) if step in value.keys_at else at), value
            at = value.values_at[step]
            value = value[step]
            if value is None:
                continue
        elif isinstance(value, Sequence) and isinstance(step, int) and step < len(value):
            at = value.items_at[step]
            value = value[step]
        else:
            break
    return at, value


@cache
def _converter() -> Converter:
    converter = Converter(detailed_validation=True, forbid_extra_keys=True)
    converter.register_structure_hook(str, _text)
    converter.register_structure_hook(int, _whole)
    converter.register_structure_hook(bool, _yes_or_no)
    converter.register_structure_hook(Decimal, _decimal)
    converter.register_structure_hook(float, _number)
    converter.register_structure_hook(date, _date)
    converter.register_structure_hook(Path, lambda value, _: Path(_text(value, str)))
    converter.register_structure_hook(Prose, lambda value, _: _prose(value))
    converter.register_structure_hook_func(lambda kind: kind == tuple[Prose, ...], lambda value, _: _paragraphs(value))
    converter.register_structure_hook_factory(_is_tuple, lambda kind: _tuple_hook(kind, converter))
    converter.register_structure_hook_factory(_is_mapping, lambda kind: _mapping_hook(kind, converter))
    converter.register_structure_hook_factory(
        lambda kind: dataclasses.is_dataclass(kind) and kind is not Prose, lambda kind: _record_hook(kind, converter)
    )
    return converter


def _is_enum(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Enum)


def _is_tuple(kind: Any) -> bool:
    return get_origin(kind) is tuple and kind != tuple[Prose, ...]


def _is_mapping(kind: Any) -> bool:
    return get_origin(kind) is dict


def _seen(value: Any) -> str:
    """Say what was typed, for a person."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"{str(value).lower()} (yes or no)"
    if isinstance(value, (int, Decimal)):
        return f"the number {value}"
    if isinstance(value, dict):
        return "keys and values"
    if isinstance(value, list):
        return "a list"
    if not isinstance(value, str):
        return f"the date or time {value}"  # TOML has both as types of their own
    return f'the text "{value}"' if len(value) < 40 else "text"


def _text(value: Any, kind: Any) -> Any:
    if kind is not str and _is_enum(kind):  # a StrEnum is a str, and cattrs asks for the hook of str first
        return _enum(value, kind)
    if not isinstance(value, str):
        hint = "write it, or leave the key out" if value is None else "put it in quotes"
        raise _Fault("wrong-type", f"text is wanted, this is {_seen(value)}", hint)
    return str(value)


def _whole(value: Any, _: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise _Fault("wrong-type", f"a whole number is wanted, this is {_seen(value)}", _as_number(value))
    return value


def _as_number(value: Any) -> str:
    """Return how a number is written that was typed as something else."""
    bare = str(value).strip().replace(",", "").replace(" ", "")
    return f"write {bare}, without quotes or commas" if bare.isdecimal() else "write a number, and nothing else"


def _yes_or_no(value: Any, _: Any) -> bool:
    if not isinstance(value, bool):
        raise _Fault("wrong-type", f"true or false is wanted, this is {_seen(value)}", "write true or false")
    return value


def _decimal(value: Any, _: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise _Fault("wrong-type", f"a number is wanted, this is {_seen(value)}", _as_number(value))
    try:
        return Decimal(value)
    except InvalidOperation:
        raise _Fault("wrong-type", "this is not a number") from None


def _number(value: Any, _: Any) -> float:
    number = _decimal(value, Decimal)
    if not number.is_finite():
        raise _Fault("wrong-type", f"a number is wanted, this is {number}", _as_number(value))
    return float(number)


def _date(value: Any, _: Any) -> date:
    if type(value) is date:  # TOML has dates of its own
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise _Fault("wrong-type", f"a date is wanted, this is {_seen(value)}", "write it as 2026-11-24") from None


def _enum(value: Any, kind: Any) -> Any:
    known = [str(member.value) for member in kind]
    if not isinstance(value, str):
        shown = f'write it in quotes: "{value}"' if str(value) in known else nearest(str(value), known)
        raise _Fault("unknown-choice", f"{_seen(value)} is not one of the choices", shown)
    if isinstance(value, Placeholder):
        return next(iter(kind))  # of the right type; rules ask what was left out before they judge a choice
    if value not in known:
        raise _Fault("unknown-choice", f'"{value}" is not one of the choices', nearest(value, known))
    return kind(str(value))


def _prose(value: Any) -> Prose:
    text = _text(value, str)
    if not text.strip():
        if isinstance(value, Placeholder):
            return Prose((), "", value.at)
        raise _Fault("empty-text", "there are no words", "write them, or leave the key out")
    at = value.at if isinstance(value, PlacedText) else Location("")
    return parse_prose(text, at, _problems[-1])


def _paragraphs(value: Any) -> tuple[Prose, ...]:
    """Read a block of text, or a list of lines: a blank line parts paragraphs."""
    if isinstance(value, list):
        return tuple(_each(value, _prose, range(len(value)), tuple[Prose, ...]))
    text = _text(value, str)
    at = value.at if isinstance(value, PlacedText) else Location("")
    found: list[Prose] = []
    start, lines = 0, text.split("\n")
    for number, line in enumerate([*lines, ""]):
        if line.strip():
            continue
        block = "\n".join(lines[start:number])
        if block.strip():
            found.append(parse_prose(block, Location(at.path, at.line + start, at.column), _problems[-1]))
        start = number + 1
    if not found:
        raise _Fault("empty-text", "there are no words", "write them, or leave the key out")
    return tuple(found)


def _each(items: Any, inside: Callable[[Any], Any], keys: Any, kind: Any) -> list[Any]:
    """Convert every item, collecting the faults of all with their index."""
    results: list[Any] = []
    faults: list[Exception] = []
    for key, item in zip(keys, items, strict=True):
        try:
            results.append(inside(item))
        except Exception as error:
            error.__notes__ = [*getattr(error, "__notes__", []), IterableValidationNote("", key, kind)]
            faults.append(error)
    if faults:
        raise ClassValidationError("", faults, kind)
    return results


def _tuple_hook(kind: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    item_kind = get_args(kind)[0]

    def make(value: Any, _: Any) -> Any:
        if not isinstance(value, list):
            hint = _WRITE_LIST
            if isinstance(value, PlacedText):
                hint = f'write ["{value}"]' if _is_toml(value.at) else f"write [{value}]"
            raise _Fault("wrong-type", f"a list is wanted, this is {_seen(value)}", hint)
        return tuple(_each(value, lambda item: converter.structure(item, item_kind), range(len(value)), kind))

    return make


def _mapping_hook(kind: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    key_kind, value_kind = get_args(kind)

    def make(value: Any, _: Any) -> Any:
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise _Fault("wrong-type", f"keys and values are wanted, this is {_seen(value)}", _WRITE_KEYS)
        if not all(isinstance(key, key_kind) for key in value):
            _each(list(value), lambda key: _key(key, key_kind), list(value), kind)
        made = _each(value.values(), lambda item: converter.structure(item, value_kind), list(value), kind)
        return dict(zip(value, made, strict=True))

    return make


def _key(key: Any, kind: Any) -> None:
    if not isinstance(key, kind):
        raise _Fault("wrong-type", f'the key "{key}" must be {"a whole number" if kind is int else "a word"}')


def _structure_as(kind: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    return lambda value, _: converter.structure(value, kind)


def _record_hook(kind: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    internal = {one.name for one in dataclasses.fields(kind) if one.metadata.get("internal")}
    halves = {one.name: one.metadata["half"] for one in dataclasses.fields(kind) if "half" in one.metadata}
    hints = get_type_hints(kind)
    holds_both = {name for name, hint in hints.items() if _holds_records(hint)}
    omitted: Any = {name: override(omit=True) for name in internal}
    for one in dataclasses.fields(kind):
        if (
            one.name not in internal and one.type != hints[one.name]
        ):  # a record that holds its own kind, named in quotes
            omitted[one.name] = override(struct_hook=_structure_as(hints[one.name], converter))
    known = {one.name: one.metadata for one in dataclasses.fields(kind) if one.metadata.get("keys")}
    chosen = {one.name: one.metadata["choices"] for one in dataclasses.fields(kind) if one.metadata.get("choices")}
    make = make_dict_structure_fn(kind, converter, _cattrs_forbid_extra_keys=True, **omitted)

    def structure_record(value: Any, _: Any) -> Any:
        if value is None:
            value = Mapping(Location(""))
        if not isinstance(value, dict):
            raise _Fault("wrong-type", f"keys and values are wanted, this is {_seen(value)}", _WRITE_KEYS)
        if isinstance(value, Mapping):
            check_halves(value, halves, holds_both, _problems[-1])
            for name, metadata in known.items():
                _check_keys(value.get(name), metadata["keys"], metadata["doc"])
            for name, choices in chosen.items():
                _check_choices(value, name, choices)
        made = make(value, kind)
        if "at" in internal and isinstance(value, Mapping):
            object.__setattr__(made, "at", value.at)  # frozen for readers; still being made here
        return made

    return structure_record


def _check_keys(table: Any, levels: tuple[Known | None, ...], what: str) -> None:
    """Tell each key of a table, and of those inside it, that is not one of those that its level knows."""
    if not isinstance(table, Mapping):
        return  # told where it is converted
    known = _words(levels[0])
    for key, value in table.items():
        if known is not None and key not in known:
            told = f'"{key}" is not one of: {what[0].lower()}{what[1:].rstrip(".")}'
            _problems[-1].error("unknown-key", table.keys_at[key], told, nearest(str(key), known))
        if len(levels) > 1:
            _check_keys(value, levels[1:], what)


def _check_choices(record: Mapping, name: str, choices: Known) -> None:
    value, known = record.get(name), _words(choices) or []
    placed = [value] if isinstance(value, PlacedText) else value if isinstance(value, list) else []
    for one in placed:
        if isinstance(one, PlacedText) and one not in known:
            told = f'{name}: "{one}" is not one of the choices'
            _problems[-1].error("unknown-choice", one.at, told, nearest(one, known))


def _words(known: Known | None) -> list[str] | None:
    if known is None:
        return None
    return [str(one) for one in (known if isinstance(known, Iterable) else known())]


def _holds_records(hint: Any) -> bool:
    """Whether a field holds records, whose own fields say in which half they stand."""
    if dataclasses.is_dataclass(hint):
        return hint is not Prose
    if get_origin(hint) in (Union, UnionType, dict):
        return any(_holds_records(inner) for inner in get_args(hint))
    return False
