"""TOML with places: the values are Python's own, and each place leads back to what was typed there."""

import tomllib
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from irdocs.problems import Location, Problems
from irdocs.reading.placed import Mapping, Sequence
from irdocs.reading.toml_data import parse_toml

_BARE = st.from_regex(r"[A-Za-z0-9_-]{1,6}", fullmatch=True)
_QUOTED = st.text("aé #.[]=,{}'", max_size=4)
_KEY = st.one_of(_BARE, _QUOTED.map(lambda text: f'"{text}"'), st.sampled_from(["'a.b'", '"x\\u0041"', '"#"', '"[x]"']))
_SPACE = st.sampled_from(["", " ", "\t"])
_LINE = st.sampled_from(["", "\n", '\n  # one, ] } "\n', "  \r\n"])
_SCALAR = st.sampled_from(
    [
        "1", "-0.5", "1e3", "true", "inf", "0xff", "1_000", "2026-11-24", "2026-11-24 09:30:00", "09:30:00.5", '"a # b"',
        "'c\\'", '"""x\n"y" = ]\n"""', '"""ends with ""quotes"""""', "'''\nz = '1'\n'''", '"\\"q\\" \\\\"', '""', "''",
        '""""""', "2026-11-24T09:30:00+01:00",
    ]
)  # fmt: skip


@st.composite
def _array(draw: Any, inner: Any) -> str:
    items = draw(st.lists(inner, max_size=4))
    text = "[" + draw(_LINE)
    for place, item in enumerate(items):
        text += item + draw(_LINE) + ("," if place < len(items) - 1 or draw(st.booleans()) else "") + draw(_LINE)
    return text + "]"


@st.composite
def _inline(draw: Any, inner: Any) -> str:
    keys = draw(st.lists(_KEY, max_size=3, unique=True))
    return "{ " + ", ".join(f"{key}{draw(_SPACE)}={draw(_SPACE)}{draw(inner)}" for key in keys) + " }"


_VALUE = st.recursive(_SCALAR, lambda inner: st.one_of(_array(inner), _inline(inner)), max_leaves=6)


@st.composite
def _document(draw: Any) -> str:
    lines = []
    for _ in range(draw(st.integers(0, 8))):
        dotted = f"{draw(_SPACE)}.{draw(_SPACE)}".join(draw(st.lists(_KEY, min_size=1, max_size=3)))
        match draw(st.sampled_from(["pair", "pair", "table", "tables", "comment"])):
            case "pair":
                line = f"{dotted}{draw(_SPACE)}={draw(_SPACE)}{draw(_VALUE)}{draw(st.sampled_from(['', ' # x = [1']))}"
            case "table":
                line = f"[{draw(_SPACE)}{dotted}{draw(_SPACE)}] # ["
            case "tables":
                line = f"[[{dotted}]]"
            case _:
                line = '# a = "'
        lines.append(draw(_SPACE) + line)
    return draw(st.sampled_from(["\n", "\r\n", "\n\n"])).join(lines)


def _whole(text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError:
        return None


def _follow(data: Any, lines: list[str]) -> None:
    """Check that each key and each value begins where its place says."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            at = data.keys_at[key]
            typed = lines[at.line - 1][at.column - 1 :]
            assert typed[0] in "\"'" or typed.startswith(key), (key, typed)
            _value(value, data.values_at[key], lines)
    elif isinstance(data, Sequence):
        for item, at in zip(data, data.items_at, strict=True):
            _value(item, at, lines)


def _value(value: Any, at: Location, lines: list[str]) -> None:
    typed = lines[at.line - 1][at.column - 1 :]
    if isinstance(value, str):
        assert value.at == at and typed[0] in "\"'"  # type: ignore[attr-defined]
    elif isinstance(value, bool):
        assert typed.startswith(str(value).lower())
    elif isinstance(value, int | Decimal):
        assert typed[0] in "-+0123456789in"
    elif isinstance(value, Sequence):
        assert typed[0] == "["
    _follow(value, lines)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_document())
def test_values_are_those_of_tomllib_and_places_are_where_they_were_typed(text: str) -> None:
    wanted, problems = _whole(text), Problems()
    found = parse_toml(text, "x.toml", problems)
    assert (found is None) == (wanted is None) == problems.has_errors
    if found is not None and wanted is not None:
        assert repr(found) == repr(wanted)  # NaN is not itself
        _follow(found, text.replace("\r\n", "\n").split("\n"))


def test_each_table_has_its_own_place() -> None:
    text = '[type]\nbody = 1\n[a."b.c"]\nbody = 2\n[[jobs]]\nbody = 3\n[[jobs]]\n x.body = [\n  4, # 9\n  "5"]\n'
    found = parse_toml(text, "x.toml", Problems())
    assert found is not None
    places = [
        found["type"].keys_at["body"],
        found["a"]["b.c"].keys_at["body"],
        found["jobs"][1]["x"].keys_at["body"],
        found["jobs"][1]["x"]["body"].items_at[1],
        found.keys_at["jobs"],
        found["a"].keys_at["b.c"],
    ]
    assert [(one.line, one.column) for one in places] == [(2, 1), (4, 1), (8, 4), (10, 3), (5, 3), (3, 4)]
