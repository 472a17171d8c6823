"""What the judge reads of a page: sizes through every matrix, forms in forms, and what lies outside all marks."""

import pikepdf
import pytest
from pikepdf import Dictionary, Name, Stream

from irdocs.preflight.pdf.content import Painted, read_page


def painted(content: str, user_unit: float = 1, **forms: str) -> Painted:
    """Read a page with this content, and forms by name as ``(matrix) content``."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842)).obj
    if user_unit != 1:
        page.UserUnit = user_unit
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    objects = Dictionary()
    for name, form in forms.items():
        matrix, _, words = form.rpartition("|")
        stream = Stream(pdf, words.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 100, 100])
        if matrix:
            stream.Matrix = pikepdf.Array([float(number) for number in matrix.split()])
        objects[f"/{name}"] = pdf.make_indirect(stream)
    for name in forms:  # forms draw each other
        objects[f"/{name}"].Resources = Dictionary(
            Font=Dictionary(F=font), XObject=Dictionary({f"/{n}": objects[f"/{n}"] for n in forms})
        )
    page.Contents = Stream(pdf, content.encode())
    page.Resources = Dictionary(Font=Dictionary(F=font), XObject=objects)
    return read_page(pdf, pdf.pages[0])


@pytest.mark.parametrize(
    ("content", "size"),
    [
        ("BT /F 12 Tf (a) Tj ET", 12),
        ("BT /F 12 Tf 40 50 Td (a) Tj ET", 12),
        ("BT /F 1 Tf 14 0 0 14 50 720 Tm (a) Tj ET", 14),
        ("BT /F -14 Tf (a) Tj ET", 14),
        ("2 0 0 3 10 20 cm BT /F 5 Tf (a) Tj ET", 15),
        ("2 0 0 3 0 0 cm 4 0 0 5 0 0 cm BT /F 1 Tf (a) Tj ET", 15),
        ("0 2 -3 0 0 0 cm BT /F 5 Tf (a) Tj ET", 15),
        ("2 0 0 2 0 0 cm BT /F 1 Tf 1 2 3 4 0 0 Tm (a) Tj ET", 10),
        ("1 1 -1 1 0 0 cm BT /F 10 Tf 0 1 -1 0 0 0 Tm (a) Tj ET", 14.14),
        ("BT /F 7 Tf ET q 2 0 0 2 0 0 cm BT /F 9 Tf ET Q BT (a) Tj ET", 7),
        ("BT 3 0 0 3 0 0 Tm ET BT /F 7 Tf (a) Tj ET", 7),
        ("BT /F 7 Tf 1 0 0 1.333 0 0 Tm [ (a) -20 (b) ] TJ ET", 9.33),
    ],
)  # fmt: skip
def test_a_size_is_the_size_on_the_page(content: str, size: float) -> None:
    assert painted(content).sizes == {size: 1}


def test_the_unit_of_a_page_counts() -> None:
    assert painted("BT /F 6 Tf (a) Tj ET", user_unit=2).sizes == {12: 1}


def test_spaces_and_hidden_words_have_no_size() -> None:
    found = painted("BT /F 6 Tf ( ) Tj 3 Tr (a) Tj 7 Tr (b) Tj 0 Tr (c) Tj (d) ' ET")
    assert found.sizes == {6: 2} and len(found.fonts) == 1
    assert found.unmarked == {"Tj": 3, "'": 1}, "hidden words are outside the tags as well"


def test_forms_are_gone_through_with_their_matrix() -> None:
    found = painted("2 0 0 2 0 0 cm /A Do", A="1 0 0 3 0 0|BT /F 2 Tf (a) Tj ET /B Do", B="BT /F 4 Tf (b) Tj ET")
    assert found.sizes == {12: 1, 24: 1}
    assert found.forms == 2


def test_a_form_that_draws_itself_ends() -> None:
    found = painted("/A Do", A="BT /F 4 Tf (b) Tj ET /A Do")
    assert found.sizes == {4: 13}
    wide = painted("/A Do", A="/A Do /A Do BT /F 4 Tf (b) Tj ET")
    assert 0 < wide.sizes[4] < 201


def test_marks_hold_what_is_in_them_and_no_more() -> None:
    content = (
        "/P <</MCID 4>> BDC 0 0 1 1 re f /Span <</ActualText (x)>> BDC S EMC f EMC S EMC EMC f /Artifact BMC f EMC"
    )
    found = painted(content)
    assert found.mcids == {4} and found.unmarked == {"S": 1, "f": 1} and found.nested == 0


@pytest.mark.parametrize(
    ("content", "nested"),
    [
        ("/P <</MCID 1>> BDC /Artifact BMC EMC EMC", 1),
        ("/Artifact BMC /P <</MCID 1>> BDC EMC EMC", 1),
        ("/P <</MCID 1>> BDC /P <</MCID 2>> BDC EMC EMC", 1),
        ("/Artifact BMC /Artifact BMC EMC EMC", 0),
        ("/P <</MCID 1>> BDC EMC /P <</MCID 2>> BDC EMC", 0),
        ("/P <</MCID 1>> BDC /Span BMC /P <</MCID 2>> BDC EMC EMC EMC", 1),
    ],
)
def test_content_in_content_is_counted(content: str, nested: int) -> None:
    assert painted(content).nested == nested


def test_a_mark_around_a_form_reaches_into_it_and_ends_behind_it() -> None:
    found = painted("/Artifact BMC /A Do EMC f", A="EMC 0 0 1 1 re S")
    assert found.unmarked == {"f": 1}
