"""The part of a face that one document uses, cut by hb-subset and kept compressed by its set of glyphs."""

from __future__ import annotations

import zlib
from collections import OrderedDict
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import uharfbuzz as hb

from irdocs.typeset.faces import Face

KEEP = 48
"""Subsets kept in a process: the same leaflet again, or another language of it, is free."""

_DROP = ("GSUB", "GPOS", "GDEF", "name", "post", "OS/2", "cmap", "STAT", "MVAR", "HVAR", "avar", "DSIG", "meta")
"""Tables that a PDF's CIDFontType2 does not read."""

_kept: OrderedDict[tuple[str, bool, frozenset[int]], Subset] = OrderedDict()


@dataclass(frozen=True)
class Subset:
    """A font program for one document."""

    tag: str
    """Six capital letters, the same for the same face and glyphs (ISO 32000-1, 9.6.4)."""
    data: bytes
    """The TrueType program, deflated."""
    length: int
    """Bytes before deflating."""


def subset(face: Face, glyphs: frozenset[int]) -> Subset:
    """Cut a face to some glyphs, with their numbers kept and its weight pinned."""
    key = (face.family, face.bold, glyphs)
    found = _kept.get(key)
    if found is not None:
        _kept.move_to_end(key)
        return found
    wanted: Any = hb.SubsetInput()
    wanted.pin_axis_location(face.hb_face, "wght", face.weight)
    wanted.flags = (
        hb.SubsetFlags.RETAIN_GIDS
        | hb.SubsetFlags.NO_HINTING
        | hb.SubsetFlags.NOTDEF_OUTLINE
        | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    )
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode("ascii"), "big") for tag in _DROP)
    wanted.glyph_set.update(glyphs)
    program = hb.subset(face.hb_face, wanted).blob.data
    made = _kept[key] = Subset(_tag(face, glyphs), zlib.compress(program, 9), len(program))
    if len(_kept) > KEEP:
        _kept.popitem(last=False)
    return made


def _tag(face: Face, glyphs: frozenset[int]) -> str:
    digest = sha256(f"{face.postscript_name}:{sorted(glyphs)}".encode()).digest()
    return "".join(chr(65 + byte % 26) for byte in digest[:6])
