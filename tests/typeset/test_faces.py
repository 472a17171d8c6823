"""Faces are found, measured, shaped and cut."""

import zlib

import pytest
import uharfbuzz as hb

from irdocs.typeset.faces import FAMILIES, FaceNotFoundError, face
from irdocs.typeset.shaping import shape
from irdocs.typeset.subset import subset


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("bold", [False, True])
def test_a_face_has_all_that_welsh_needs(family: str, bold: bool) -> None:
    """E06: circumflex w and y must be there, in capitals too."""
    one = face(family, bold)
    assert one.missing_characters("ŵŷŴŶâêîôûïÂ–·†©•£") == ""
    assert one.missing_characters("a☐中☐") == "☐中"
    assert 600 < one.cap_height < 800 and 450 < one.x_height < 600
    assert one.ascent > 700 and one.descent < 0


def test_an_unknown_face_is_named() -> None:
    with pytest.raises(FaceNotFoundError, match="Comic"):
        face("Comic", False)


def test_bold_is_wider_and_kerning_is_on() -> None:
    regular, bold = face("Public Sans", False), face("Public Sans", True)
    assert shape(bold, "fibroids").width > shape(regular, "fibroids").width
    assert shape(regular, "AV").width < shape(regular, "A").width + shape(regular, "V").width


def test_no_ligatures_one_glyph_a_letter() -> None:
    assert [text for _, text in shape(face("Public Sans", False), "office").glyphs] == list("office")


def test_tabular_figures_are_of_one_width() -> None:
    one = face("Public Sans", True)
    assert len({shape(one, digit, tabular=True).width for digit in "0123456789"}) == 1
    assert shape(one, "1").width < shape(one, "1", tabular=True).width


def test_a_missing_character_is_named_and_left_out() -> None:
    word = shape(face("Public Sans", False), "a☐b")
    assert word.missing == "☐"
    assert [text for _, text in word.glyphs] == ["a", "b"]


@pytest.mark.parametrize("bold", [False, True])
def test_a_subset_has_the_advances_that_were_laid_out(bold: bool) -> None:
    """The weight is pinned twice, by shaping and by subsetting: both must agree (ISO 19005-2, 6.2.11.5)."""
    one = face("Public Sans", bold)
    glyphs = [glyph for glyph, _ in shape(one, "Radiology 1,000").glyphs]
    cut = subset(one, frozenset(glyphs))
    font = hb.Font(hb.Face(zlib.decompress(cut.data)))
    assert len(zlib.decompress(cut.data)) == cut.length < 20_000
    for glyph in glyphs:
        assert abs(font.get_glyph_h_advance(glyph) * 1000 / one.units_per_em - one.advance(glyph)) <= 1


def test_the_tag_of_a_subset_depends_on_face_and_glyphs_alone() -> None:
    one = face("Public Sans", False)
    glyphs = frozenset(glyph for glyph, _ in shape(one, "abc").glyphs)
    assert subset(one, glyphs).tag == subset(one, frozenset(glyphs)).tag
    assert subset(one, glyphs).tag != subset(face("Public Sans", True), glyphs).tag
