"""A language that nobody speaks: every word with accents and 1.3 times as long, made from English, to find fixed words in code."""

import re
from pathlib import Path
from typing import Any

import yaml

from irdocs.model.locale import FOLDER, LocaleWords, load_locale
from tests.project import Half

CODE = "xx"
_ACCENTS = str.maketrans("aeiouyAEIOUY", "áéíóúýÁÉÍÓÚÝ")
_WORD = re.compile(r"[A-Za-z]+")
_KEPT = re.compile(r"(\{[^{}]*\}|\[\[[^\]]*\]\]|\[@[^\]]*\]|\]\([^)]*\))")
"""What stands in text and is no word: fields of patterns, names of quantities, sources, targets of links."""


def pseudo(text: str) -> str:
    """Return text in which every word is changed and a third longer."""
    return "".join(piece if _KEPT.fullmatch(piece) else _WORD.sub(_word, piece) for piece in _KEPT.split(text))


def _word(match: re.Match[str]) -> str:
    word = match[0]
    return word.translate(_ACCENTS) + "ő" * max(1, round(len(word) * 0.3))


def write_locale(folder: Path, code: str = CODE, direction: str = "ltr") -> None:
    """Write the fixed words of the language, made from en.toml."""
    folder.mkdir(exist_ok=True)
    tree = {**_changed(load_locale("en", FOLDER).words), "tag": "en-XA", "direction": direction}
    plain = {key: value for key, value in tree.items() if not isinstance(value, dict)}
    tables = {key: value for key, value in tree.items() if isinstance(value, dict)}
    text = _toml(plain) + "".join(f"[{key}]\n{_toml(value)}" for key, value in tables.items())
    (folder / f"{code}.toml").write_text(text, encoding="utf-8")


def _changed(value: Any) -> Any:
    if isinstance(value, LocaleWords | dict):
        return {key: _changed(value[key]) for key in value}
    if isinstance(value, list):
        return [pseudo(one) for one in value]
    return pseudo(value) if isinstance(value, str) else value


def _toml(table: Half) -> str:
    return "".join(f"{_quoted(key)} = {_value(value)}\n" for key, value in table.items())


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_quoted(key)} = {_value(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    return _quoted(value) if isinstance(value, str) else str(value).lower()


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def write_words(content: Path, subject: str, code: str = CODE) -> None:
    """Write the words of a subject, and the glossary, in the language."""
    for place in (next(content.glob(f"*/{subject}")), content / "glossary"):
        words = yaml.load((place / "en.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        text = yaml.safe_dump(_changed_words(words), allow_unicode=True, sort_keys=False, width=10_000)
        (place / f"{code}.yaml").write_text(text, encoding="utf-8")


def _changed_words(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _changed_words(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_changed_words(one) for one in value]
    return pseudo(value)
