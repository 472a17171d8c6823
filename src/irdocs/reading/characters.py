"""Characters not typed on purpose: unseen ones, emoji, quotes that YAML does not take for quotes, words lost behind a #.

The text of a file is looked at, not its values, so that each is told where it stands. Comments are free.
"""

import re

from irdocs.problems import Location, Problems

_ODD = re.compile(
    "[\x7f\u0080-\u009f\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffd\ue000-\uf8ff\U0001f000-\U0001faff]"
)
_NAMES = (
    ("\u200b\ufeff", "a space without width"),
    ("\u2028\u2029\x7f", "a control character"),
    ("\ufffd", "the mark of a letter that was lost when the file was saved in another encoding"),
)
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([0abefv]))")
_CURLY = re.compile(r"^[ ]*(?:- +)?(?:[\w.-]+: +)?([“”„‘][^\"\n]*[“”\"’])[ ]*$", re.MULTILINE)
_HASH = re.compile(r" #(?!allow:)(?=[^\s#])")
_LONE = re.compile(r": [\w(][^\"\n]*\"\r?\n")
_UNQUOTED = re.compile(r"[ ]*(?:- +)?[\w.-]+: +(?![\"'|>\[{&#])[^#]*\S")


def check_characters(text: str, shown: str, problems: Problems) -> None:
    """Tell what a person would not have typed on purpose."""
    if not text.isascii():
        for found in _ODD.finditer(text):
            if not _in_comment(text, found.start()):
                _tell_odd(found[0], _place(text, shown, found.start()), problems)
        for found in _CURLY.finditer(text):
            problems.error(
                "curly-quotes", _place(text, shown, found.start(1)), "curly quotes stand where YAML wants straight ones",
                'type " at both ends; as they are they would be printed',
            )  # fmt: skip
    _check_escapes(text, shown, problems)
    _check_lone_quotes(text, shown, problems)
    for found in _HASH.finditer(text):
        if _UNQUOTED.fullmatch(text[text.rfind("\n", 0, found.start()) + 1 : found.start()].rstrip()):
            problems.warning(
                "text-behind-hash", _place(text, shown, found.start() + 1),
                "a # behind a space begins a comment: what follows is not printed",
                "put the text in double quotes; a comment has a space behind its #",
            )  # fmt: skip


def _check_escapes(text: str, shown: str, problems: Problems) -> None:
    if "\\" in text:
        for found in _ESCAPE.finditer(text):
            code = found[1] or found[2] or found[3]
            character = chr(min(int(code, 16), 0x10FFFF)) if code else "\x07"
            if (character < " " or _ODD.match(character)) and not _in_comment(text, found.start()):
                _tell_odd(character, _place(text, shown, found.start()), problems)


def _check_lone_quotes(text: str, shown: str, problems: Problems) -> None:
    for found in _LONE.finditer(text):
        end = found.end() - len(found[0]) + found[0].rindex('"')
        if _UNQUOTED.fullmatch(before := text[text.rfind("\n", 0, end) + 1 : end]) and '"' not in before:
            problems.error(
                "lone-quote", _place(text, shown, end), "a quote ends this text, and none begins it",
                'type " at both ends; as it is it would be printed',
            )  # fmt: skip


def _tell_odd(character: str, at: Location, problems: Problems) -> None:
    name = next((name for those, name in _NAMES if character in those), None)
    if name is None:
        code = ord(character)
        name = (
            "an emoji" if code >= 0x1F000 else "a control character" if code < 0xA0 else "a character without a shape"
        )
        name = "a mark that turns the direction of writing" if 0x202A <= code <= 0x2069 else name
    problems.error(
        "odd-character", at, f"{name} stands here (U+{ord(character):04X})",
        "delete it; type the words around it anew where nothing can be seen",
    )  # fmt: skip


def _in_comment(text: str, index: int) -> bool:
    before = text[text.rfind("\n", 0, index) + 1 : index]
    found = re.search(r"(?:^|\s)#", before)
    return found is not None and before[: found.start()].count('"') % 2 == 0


def _place(text: str, shown: str, index: int) -> Location:
    return Location(shown, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))
