"""Moodle GIFT: one question a block, feedback after "#" (docs.moodle.org, GIFT format)."""

import re

from irdocs.document.nodes import Document
from irdocs.model.locale import Locale
from irdocs.problems import Problems
from irdocs.questions import items_of
from irdocs.typeset.theme import Theme

_SPECIAL = re.compile(r"([~=#{}:\\])")


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def render(document: Document, _theme: Theme, _locale: Locale, _problems: Problems) -> bytes:
    """Write the questions of a document as GIFT, in UTF-8."""
    blocks = [f"// {document.title}, {document.code}, version {document.version}"]
    blocks.append(f"$CATEGORY: {document.subject}")
    for item in items_of(document):
        lines = [f"::{_escaped(item.name)}::{_escaped(item.stem)} {{"]
        lines += [
            f"\t{'=' if answer.correct else '~'}{_escaped(answer.text)}#{_escaped(answer.reason)}"
            for answer in item.answers
        ]
        blocks.append("\n".join([*lines, "}"]))
    return ("\n\n".join(blocks) + "\n").encode()
