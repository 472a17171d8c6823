"""The faces of one PDF: Type0 fonts with Identity-H, so that codes are glyph numbers and shaped text stays right."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any, NamedTuple

from irdocs.pdf.objects import Raw, Stream, deflate, register
from irdocs.typeset.faces import Face
from irdocs.typeset.shaping import Word
from irdocs.typeset.subset import subset

KEEP = 48
"""Width tables and character maps kept in a process, by face and glyphs."""

_kept: OrderedDict[tuple[Face, tuple[tuple[int, str], ...]], _Tables] = OrderedDict()


class _Tables(NamedTuple):
    widths: bytes
    to_unicode: bytes
    """Deflated."""


class Fonts:
    """What one document has used of which face."""

    def __init__(self) -> None:
        self._names: dict[Face, str] = {}
        self._used: dict[Face, dict[str, Word]] = {}

    def name(self, face: Face) -> str:
        """Give the name of a face in the page's resources."""
        name = self._names.get(face)
        if name is None:
            name = self._names[face] = f"F{len(self._names) + 1}"
            self._used[face] = {}
        return name

    def used(self, face: Face) -> dict[str, Word]:
        """Give the memory of shown words; whoever shows one adds it under its ``hex``."""
        self.name(face)
        return self._used[face]

    def write(self, document: Any) -> bytes:
        """Write all fonts into the document; give the Font dictionary of the pages' resources."""
        entries = []
        for face, name in self._names.items():
            glyphs: dict[int, str] = {}
            for word in self._used[face].values():
                glyphs.update(word.glyphs)
            if glyphs:
                entries.append(b"/%s %d 0 R" % (name.encode("ascii"), _write_font(document, face, glyphs)))
        return b"<<%s>>" % b"".join(entries)


def _write_font(document: Any, face: Face, glyphs: dict[int, str]) -> int:
    program = subset(face, frozenset(glyphs))
    tables = _tables(face, tuple(sorted(glyphs.items())))
    name = f"{program.tag}+{face.postscript_name}".encode("ascii")
    file_number = register(
        document, Stream(program.data, b"/Length1 %d" % program.length, compress=False, deflated=True)
    )
    unicode_number = register(document, Stream(tables.to_unicode, compress=False, deflated=True))
    bounds = b" ".join(b"%d" % value for value in face.bounds)
    # Flags 4, symbolic: the codes are glyph numbers (ISO 32000-1, 9.8.2)
    descriptor = register(
        document,
        Raw(
            b"<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[%s]/ItalicAngle 0/Ascent %d/Descent %d/CapHeight %d"
            b"/StemV %d/FontFile2 %d 0 R>>"
            % (name, bounds, face.ascent, face.descent, face.cap_height, 140 if face.bold else 80, file_number)
        ),
    )
    descendant = register(
        document,
        Raw(
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
            b"/Supplement 0>>/CIDToGIDMap/Identity/DW 0/W%s/FontDescriptor %d 0 R>>" % (name, tables.widths, descriptor)
        ),
    )
    return register(
        document,
        Raw(
            b"<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>"
            % (name, descendant, unicode_number)
        ),
    )


def _tables(face: Face, glyphs: tuple[tuple[int, str], ...]) -> _Tables:
    key = (face, glyphs)
    found = _kept.get(key)
    if found is None:
        found = _kept[key] = _Tables(_widths(face, glyphs), deflate(_to_unicode(glyphs)))
        if len(_kept) > KEEP:
            _kept.popitem(last=False)
    return found


def _widths(face: Face, glyphs: tuple[tuple[int, str], ...]) -> bytes:
    """Write the W array: runs of glyph numbers in a row share a bracket (ISO 32000-1, 9.7.4.3)."""
    runs: list[tuple[int, list[int]]] = []
    for glyph, _ in glyphs:
        if runs and runs[-1][0] + len(runs[-1][1]) == glyph:
            runs[-1][1].append(face.advance(glyph))
        else:
            runs.append((glyph, [face.advance(glyph)]))
    return b"[%s]" % b" ".join(b"%d[%s]" % (first, b" ".join(b"%d" % one for one in row)) for first, row in runs)


def _to_unicode(glyphs: tuple[tuple[int, str], ...]) -> bytes:
    """Write the map from glyphs to characters, for searching, copying and reading aloud (ISO 32000-1, 9.10.3)."""
    rows = []
    for glyph, text in glyphs:
        # A no-break space, narrow or not, is the same glyph as a space, and is one to a reader
        shown = text.replace("\u00a0", " ").replace("\u202f", " ")
        rows.append(f"<{glyph:04X}><{shown.encode('utf-16-be').hex().upper()}>")
    blocks = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n/CMapName/Adobe-Identity-UCS def\n"
        "/CMapType 2 def\n1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")
