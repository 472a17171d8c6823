"""JSON Schema (draft 7) of each half of a record, made from the fields of the model, for editors that help while one types.

The loader is the judge; a schema says what can be said of one file alone. A record has two halves, so a field is wanted
in the half where it stands, and a record that holds both kinds of field may stand in both.
"""

import dataclasses
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from irdocs.model.parts import Paragraphs, RiskClass
from irdocs.model.policy import SLOTS
from irdocs.model.records import Condition, Course, Drawing, Procedure, SharedSign, Term, Topic
from irdocs.model.uses import EASY_READ
from irdocs.reading.fields import FACT, WORD
from irdocs.reading.prose import Prose

DRAFT = "http://json-schema.org/draft-07/schema#"
HALVES = {"facts": FACT, "words": WORD}
"""Half -> the mark of its fields. `facts` is facts.yaml, `words` the file of a language, such as en.yaml."""
RECORDS: Mapping[str, type] = {
    "procedure": Procedure,
    "condition": Condition,
    "topic": Topic,
    "course": Course,
}
"""Kind of subject -> its record: one file holds one of them."""
LISTS: Mapping[str, type] = {"glossary": Term, "signs": SharedSign, "images": Drawing}
"""Kind of file that maps names to records. `images` has one half only: everything in one file."""

_TEXT = {"type": "string", "pattern": r"\S"}
_SOME = {"pattern": r"\S"}
_COUNT = {"minimum": 0}
_RULES: Mapping[tuple[str, str], dict[str, Any]] = {
    ("Item", "policy"): {"enum": ["", *SLOTS]},
    ("Question", "key"): {"enum": list("abcde")},
    ("Question", "options"): {"required": list("abcde"), "maxProperties": 5},
    ("EasyRow", "section"): {"enum": list(EASY_READ)},
    ("EasyRow", "picture"): _SOME,
    ("Review", "version"): _SOME,
    ("Drawing", "alt"): _SOME,
    ("Drawing", "licence"): _SOME,
    ("Procedure", "absent_risks"): {"propertyNames": {"enum": [one.value for one in RiskClass]}},
    ("Procedure", "no_treatment"): {"minItems": 1},
    ("Frequency", "cases"): _COUNT,
    ("Frequency", "low"): _COUNT,
    ("Frequency", "of"): {"minimum": 1},
    ("Frequency", "as_stated"): {"pattern": "%"},
}
"""What rules ask of one field, beyond its type, in the half where it belongs."""
_ONE_OF: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "Frequency": (
        ("cases", "of"),
        ("low", "high", "of"),
        ("fewer_than", "of"),
        ("up_to", "of"),
        ("at_least", "of"),
        ("as_stated",),
    ),
    "Quantity": (("frequency",), ("measure",), ("comparison",), ("series",), ("not_known",), ("several",)),
}
"""Records that take exactly one of several forms, in facts.yaml."""


def names() -> list[tuple[str, str]]:
    """Return (kind, half) of every schema."""
    both = [(kind, half) for kind in (*RECORDS, "glossary", "signs") for half in HALVES]
    return [*both, ("images", "both")]


def schema(kind: str, half: str) -> dict[str, Any]:
    """Return the schema of one half of a kind: `schema("procedure", "facts")`. Raises KeyError for what is not there."""
    marks = frozenset(HALVES.values()) if half == "both" else frozenset({HALVES[half]})
    maker = _Maker(marks)
    head: dict[str, Any] = {"$schema": DRAFT, "title": f"irdocs {kind}: {half}"}
    if kind in RECORDS:
        body = maker.record(RECORDS[kind])
    else:
        body = {"type": "object", "additionalProperties": maker.reference(LISTS[kind])}
    head |= body
    if maker.definitions:
        head["definitions"] = dict(sorted(maker.definitions.items()))
    return head


def text(kind: str, half: str) -> str:
    """Return a schema as the text of its file, which is `file_name(kind, half)`."""
    return json.dumps(schema(kind, half), indent=1, ensure_ascii=False) + "\n"


def file_name(kind: str, half: str) -> str:
    """Return the name of a schema's file: "procedure.facts.json"."""
    return f"{kind}.json" if half == "both" else f"{kind}.{half}.json"


def hints_of(kind: type) -> dict[str, Any]:
    """Return the types of a record's fields that a person fills in, by name."""
    hints = get_type_hints(kind)
    return {one.name: hints[one.name] for one in dataclasses.fields(kind) if not one.metadata.get("internal")}


def records_in(hint: Any) -> list[type]:
    """Return the records that a field holds: itself, the values of its mapping, the items of its list."""
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return [] if hint is Prose else [hint]
    return [found for inner in get_args(hint) for found in records_in(inner)]


def has_half(kind: type, mark: str, above: tuple[type, ...] = ()) -> bool:
    """Whether a record has any field of a half, in itself or in the records below it."""
    if kind in above:
        return False
    for one in dataclasses.fields(kind):
        if one.metadata.get("internal"):
            continue
        inside = records_in(get_type_hints(kind)[one.name])
        if not inside and one.metadata.get("half") == mark:
            return True
        if any(has_half(inner, mark, (*above, kind)) for inner in inside):
            return True
    return False


class _Maker:
    """Makes the schema of one half; each record is defined once, by its name."""

    def __init__(self, marks: frozenset[str]) -> None:
        self.marks = marks
        self.definitions: dict[str, Any] = {}

    def reference(self, kind: type) -> dict[str, Any]:
        """Return a reference to a record, which is defined on the way."""
        name = kind.__name__
        if name not in self.definitions:
            self.definitions[name] = {}  # taken: a quantity holds quantities
            self.definitions[name] = self.record(kind)
        return {"$ref": f"#/definitions/{name}"}

    def record(self, kind: type) -> dict[str, Any]:
        """Return the schema of a record in this half."""
        properties: dict[str, Any] = {}
        required: list[str] = []
        fields = {one.name: one for one in dataclasses.fields(kind)}
        for name, hint in hints_of(kind).items():
            one = fields[name]
            inside = records_in(hint)
            if not self._stands_here(one, inside):
                continue
            made = self.value(hint)
            if hint == Paragraphs and _needed(one):
                made["minItems"] = 1
            if one.metadata.get("half") in self.marks:
                made |= _RULES.get((kind.__name__, name), {})
            properties[name] = {"description": one.metadata.get("doc", ""), **made}
            if _needed(one) and (not inside or any(self._needs(inner) for inner in inside)):
                required.append(name)
        top = kind in RECORDS.values()
        made = {
            "type": "object" if top else ["object", "null"],  # empty: the other half fills it in
            "properties": properties,
            "additionalProperties": False,
        }
        if kind.__doc__:
            made = {"description": kind.__doc__.strip(), **made}
        if required:
            made["required"] = required
        if FACT in self.marks and kind.__name__ in _ONE_OF:
            forms = _ONE_OF[kind.__name__]
            made["if"] = {"type": "object"}
            made["then"] = {"oneOf": [_only(form, forms) for form in forms]}
        return made

    def _stands_here(self, one: Any, inside: list[type]) -> bool:
        own = one.metadata.get("half") in self.marks  # a record of words may be named among the facts: `not_known: {}`
        return own or any(has_half(inner, mark) for inner in inside for mark in self.marks)

    def _needs(self, kind: type, above: tuple[type, ...] = ()) -> bool:
        """Whether a record cannot be left out of this half: a field of it is required here."""
        if kind in above:
            return False
        for one in dataclasses.fields(kind):
            if one.metadata.get("internal") or not _needed(one):
                continue
            inside = records_in(get_type_hints(kind)[one.name])
            if not inside and one.metadata.get("half") in self.marks:
                return True
            if any(self._needs(inner, (*above, kind)) for inner in inside):
                return True
        return False

    def value(self, hint: Any) -> dict[str, Any]:
        """Return the schema of a value of a type."""
        if hint in _SIMPLE:
            return dict(_SIMPLE[hint])
        if isinstance(hint, type) and issubclass(hint, Enum):
            return {"enum": [str(member.value) for member in hint]}
        if dataclasses.is_dataclass(hint) and isinstance(hint, type):
            return {"allOf": [self.reference(hint)]}  # a reference stands alone in draft 7 (8.3)
        inner = get_args(hint)
        if get_origin(hint) in (Union, UnionType):
            [some] = [one for one in inner if one is not NoneType]
            return _or_nothing(self.value(some))
        if get_origin(hint) is tuple:
            if inner[0] is Prose:
                return {"anyOf": [dict(_TEXT), {"type": "array", "items": dict(_TEXT)}]}
            return {"type": "array", "items": self.value(inner[0])}
        if get_origin(hint) is dict:
            return {"type": ["object", "null"], "additionalProperties": self.value(inner[1])}
        raise TypeError(f"the model has a type that no schema is made for: {hint}")


_SIMPLE: Mapping[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    Decimal: {"type": "number"},
    date: {"type": "string", "pattern": r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"},
    Prose: _TEXT,
}


def _needed(one: Any) -> bool:
    return one.default is dataclasses.MISSING and one.default_factory is dataclasses.MISSING


def _or_nothing(made: dict[str, Any]) -> dict[str, Any]:
    """Let a value be left empty."""
    if "allOf" in made:
        return made  # a record may be empty as it is
    if isinstance(made.get("type"), str):
        return {**made, "type": [made["type"], "null"]}
    return {"anyOf": [made, {"type": "null"}]}


def _only(form: tuple[str, ...], forms: tuple[tuple[str, ...], ...]) -> dict[str, Any]:
    """Return the rule that exactly the keys of one form are there."""
    others = sorted({key for one in forms for key in one} - set(form))
    return {"required": list(form), "not": {"anyOf": [{"required": [key]} for key in others]}}
