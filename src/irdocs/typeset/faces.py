"""The faces that both writers set text in: found, opened once a process, and measured."""

from __future__ import annotations

import struct
import unicodedata
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import uharfbuzz as hb

FAMILIES = {
    "Public Sans": ("fontpkg_public_sans", "PublicSans[wght].ttf"),
    "Arimo": ("fontpkg_arimo", "Arimo[wght].ttf"),
}
"""Family -> package that carries it, and its variable file there."""

REGULAR, BOLD = 400, 700
TURNED = frozenset(("R", "AL", "AN", "RLE", "RLO", "RLI", "LRE", "LRO", "LRI", "FSI", "PDF", "PDI"))
"""Bidirectional classes (UAX 9) that our lines, set from left to right, would show in the wrong order."""

TEXTS = 4000
"""Texts of which a face remembers what it lacks."""


class FaceNotFoundError(LookupError):
    """A family that is not installed. The message names it."""


def face_file(family: str) -> Path:
    """Find the variable font file of a family without importing its package.

    Raises:
        FaceNotFoundError: the family is unknown, or its package or file is not there.
    """
    if family not in FAMILIES:
        raise FaceNotFoundError(f'no face "{family}"; known: {", ".join(FAMILIES)}')
    package, name = FAMILIES[family]
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise FaceNotFoundError(f'the face "{family}" needs the package {package.replace("_", "-")}')
    path = Path(spec.origin).parent / "files" / name
    if not path.is_file():
        raise FaceNotFoundError(f'the face "{family}" is not where it should be: {path.name} is missing')
    return path


@cache
def face(family: str, bold: bool = False) -> Face:
    """Give the face of a family and weight, opened once a process."""
    return Face(family, bold)


class Face:
    """One weight of one family: a HarfBuzz font with its weight set, and its measures in 1/1000 em."""

    def __init__(self, family: str, bold: bool) -> None:
        self.family = family
        self.bold = bold
        self.weight = BOLD if bold else REGULAR
        self.path = face_file(family)
        self.hb_face: Any = hb.Face(hb.Blob.from_file_path(str(self.path)))
        self.font: Any = hb.Font(self.hb_face)
        self.font.set_variations({"wght": self.weight})
        self.units_per_em: int = self.hb_face.upem
        self.scale: float = 1000 / self.units_per_em
        extents = self.font.get_font_extents("ltr")
        self.ascent: int = round(extents.ascender * self.scale)
        self.descent: int = round(extents.descender * self.scale)
        """Below the baseline, so negative."""
        self.cap_height = self._metric(hb.OTMetricsTag.CAP_HEIGHT)
        self.x_height = self._metric(hb.OTMetricsTag.X_HEIGHT)
        head = self.hb_face.reference_table("head").data
        self.bounds: tuple[int, ...] = tuple(
            round(value * self.scale)
            for value in struct.unpack(">4h", head[36:44])  # OpenType, head: xMin .. yMax
        )
        self._advances: dict[int, int] = {}
        self._covered: dict[str, bool] = {}
        self._missing: dict[str, str] = {}

    def _metric(self, tag: Any) -> int:
        position: float = self.font.get_metric_position_with_fallback(tag)
        return round(position * self.scale)

    @property
    def postscript_name(self) -> str:
        """The name that a PDF shows, such as PublicSans-Bold."""
        return f"{self.family.replace(' ', '')}-{'Bold' if self.bold else 'Regular'}"

    def advance(self, glyph: int) -> int:
        """Give a glyph's advance in whole 1/1000 em, as the PDF's widths hold it."""
        advance = self._advances.get(glyph)
        if advance is None:
            advance = self._advances[glyph] = round(self.font.get_glyph_h_advance(glyph) * self.scale)
        return advance

    def middle_of(self, character: str) -> float:
        """Give the height of a sign's middle above the baseline, in 1/1000 em."""
        extents = self.font.get_glyph_extents(self.font.get_nominal_glyph(ord(character)))
        return float((extents.y_bearing + extents.height / 2) * self.scale)

    def covers(self, character: str) -> bool:
        """Say whether a character can be set: the face has a glyph for it, and it runs from left to right."""
        known = self._covered.get(character)
        if known is None:
            turned = unicodedata.bidirectional(character) in TURNED
            known = self._covered[character] = not turned and bool(self.font.get_nominal_glyph(ord(character)))
        return known

    def missing_characters(self, text: str) -> str:
        """Give the characters of a text that cannot be shown as they are written, each once, in order."""
        missing = self._missing.get(text)
        if missing is None:
            if len(self._missing) >= TEXTS:
                self._missing.clear()
            found = dict.fromkeys(c for c in text if c != "\n" and not self.covers(c))
            found |= dict.fromkeys(self._misplaced(text))
            missing = self._missing[text] = "".join(found)
        return missing

    def _misplaced(self, text: str) -> str:
        """Give the accents of a text that would stand at the wrong height: our lines move glyphs sideways only."""
        if text.isascii() or not any(unicodedata.combining(c) for c in text):
            return ""
        buffer: Any = hb.Buffer()
        buffer.add_str(text)
        buffer.cluster_level = hb.BufferClusterLevel.CHARACTERS
        buffer.guess_segment_properties()
        hb.shape(self.font, buffer)
        placed = zip(buffer.glyph_infos or (), buffer.glyph_positions or (), strict=True)
        return "".join(text[info.cluster] for info, position in placed if position.y_offset)
