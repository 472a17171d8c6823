"""Words shaped by HarfBuzz, once each: their width, their glyphs and the finished string of a PDF's TJ operator."""

from __future__ import annotations

from typing import Any, NamedTuple

import uharfbuzz as hb

from irdocs.typeset import shaping_cache
from irdocs.typeset.faces import Face

CACHE_LIMIT = 20_000
"""Words kept for a face; names and addresses of a long batch must not fill the memory."""

_FEATURES = {"kern": True, "liga": False, "clig": False, "dlig": False}
_TABULAR = _FEATURES | {"tnum": True}

_cache: dict[tuple[Face, bool], dict[str, Word]] = {}
_written: dict[tuple[Face, bool], int] = {}
"""How many words of a face the file of an earlier run holds."""


class Word(NamedTuple):
    """A shaped piece of text that holds no break. Widths in 1/1000 em."""

    text: str
    width: int
    hex: str
    """The inside of a PDF TJ array between its first "<" and last ">": glyph numbers, kerning between."""
    glyphs: tuple[tuple[int, str], ...]
    """(glyph, the characters that it stands for), in order."""
    missing: str
    """Characters that the face lacks; they are left out of the glyphs."""


def word_cache(face: Face, tabular: bool = False) -> dict[str, Word]:
    """Give the words of a face that are shaped already: look here first, then call `shape`."""
    words = _cache.get((face, tabular))
    if words is None:
        rows = shaping_cache.read_rows(shaping_cache.name_of(face, tabular))
        words = _cache[face, tabular] = {row[0]: Word._make(row) for row in rows}
        _written[face, tabular] = len(words)
    return words


def keep_words() -> None:
    """Keep the words of every face for later runs, where enough are new to be worth a file."""
    for (face, tabular), words in _cache.items():
        written = _written[face, tabular]
        if written < shaping_cache.MOST and (len(words) - written) * shaping_cache.SHARE > len(words):
            shaping_cache.write_rows(shaping_cache.name_of(face, tabular), list(words.values()))
            _written[face, tabular] = len(words)


def shape(face: Face, text: str, tabular: bool = False) -> Word:
    """Shape a piece of text: kerning on, ligatures off, tabular figures if wanted; kept for the next time."""
    words = word_cache(face, tabular)
    word = words.get(text)
    if word is None:
        if len(words) >= CACHE_LIMIT:
            words.clear()
        word = words[text] = _shape(face, text, tabular)
    return word


def _shape(face: Face, text: str, tabular: bool) -> Word:
    buffer: Any = hb.Buffer()
    buffer.add_str(text)
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.guess_segment_properties()
    buffer.direction = "ltr"
    hb.shape(face.font, buffer, _TABULAR if tabular else _FEATURES)
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    scale = face.scale
    width = 0
    glyphs: list[tuple[int, str]] = []
    missing: list[str] = []
    parts: list[str] = []
    shift = 0  # 1/1000 em that the pen must still move before the next glyph
    for index, (info, position) in enumerate(zip(infos or (), positions or (), strict=True)):
        end = infos[index + 1].cluster if index + 1 < len(infos) else len(text)
        source = text[info.cluster : end]
        glyph = info.codepoint
        if glyph == 0:
            missing.append(source)
            continue
        offset = round(position.x_offset * scale)
        shift += offset
        if shift:
            # TJ numbers are subtracted from the pen's position: ISO 32000-1, 9.4.3
            parts.append(f">{-shift}<")
            width += shift
        advance = face.advance(glyph)
        width += advance
        parts.append(f"{glyph:04X}")
        glyphs.append((glyph, source))
        shift = round(position.x_advance * scale) - advance - offset
    if shift:
        parts.append(f">{-shift}<")
        width += shift
    return Word(text, width, "".join(parts), tuple(glyphs), "".join(dict.fromkeys("".join(missing))))
