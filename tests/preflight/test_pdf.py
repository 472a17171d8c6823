"""Every rule for PDFs finds the defect that it is for, and a good file is clean."""

import re
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream, String

from irdocs.preflight.pdf import RULES, check_pdf

from .pdfs import CONTENT, XMP, edited, element, good_pdf, painted


def put(path: str, value: Any) -> Callable[[], bytes]:
    """Plant a value in the catalogue; the path names dictionaries."""

    def edit(pdf: pikepdf.Pdf) -> None:
        *above, last = path.split("/")
        holder: Any = pdf.Root
        for name in above:
            holder = holder[f"/{name}"]
        if value is None:
            del holder[f"/{last}"]
        else:
            holder[f"/{last}"] = value

    return lambda: edited(edit)


def on(kind: str, change: Callable[[Any], object]) -> Callable[[], bytes]:
    """Plant a change in the first structure element of a kind."""
    return lambda: edited(lambda pdf: change(element(pdf, kind)))


def on_page(change: Callable[[Any], object]) -> Callable[[], bytes]:
    return lambda: edited(lambda pdf: change(pdf.pages[0].obj))


def metadata(old: str, new: str) -> Callable[[], bytes]:
    assert old in XMP
    return lambda: edited(lambda pdf: setattr(pdf.Root, "Metadata", Stream(pdf, XMP.replace(old, new).encode())))


def drop(name: str) -> Callable[[Any], object]:
    return lambda holder: holder.__delitem__(f"/{name}")


def rename(kind: str) -> Callable[[Any], object]:
    return lambda holder: setattr(holder, "S", Name(f"/{kind}"))


def bomb(pdf: pikepdf.Pdf) -> None:
    stream = Stream(pdf, b"")
    stream.write(zlib.compress(b"q Q " * 20_000_000, 9), filter=Name.FlateDecode)
    pdf.pages[0].obj.Contents = stream


def six_pages(pdf: pikepdf.Pdf) -> None:
    for _ in range(5):
        page = pdf.add_blank_page(page_size=(595, 842))
        page.obj.Tabs = Name.S


DEFECTS: dict[str, list[Callable[[], bytes]]] = {
    "not-a-pdf": [lambda: b"", lambda: b"hello", lambda: b"PK\x03\x04 a zip"],
    "pdf-locked": [
        lambda: edited(lambda pdf: None, encryption=pikepdf.Encryption(owner="a", user="b")),
        lambda: edited(
            lambda pdf: None,
            encryption=pikepdf.Encryption(owner="a", user="", R=3, aes=False, metadata=False, allow=pikepdf.Permissions(accessibility=False)),
        ),
    ],
    "broken-pdf": [
        lambda: edited(bomb),
        on_page(lambda page: setattr(page, "StructParents", String("zero"))),
        lambda: painted("/F1 24 Tf", "/F1 Tf"),
    ],
    "not-tagged": [put("StructTreeRoot", None), put("MarkInfo", None), put("MarkInfo/Marked", False)],
    "suspect-tags": [put("MarkInfo/Suspects", True)],
    "unmarked-painting": [
        lambda: painted("/Artifact <</Type /Pagination>> BDC 0.5 w 50 60 m 500 60 l S", "50 60 m 500 60 l S /Artifact BMC"),
        lambda: painted("/P <</MCID 1>> BDC BT", "BT (loose) Tj ET /P <</MCID 1>> BDC BT"),
        lambda: painted("/H1 <</MCID 0>> BDC", "/Art Do /H1 <</MCID 0>> BDC"),
    ],
    "nested-marks": [
        lambda: painted("(About your leg) Tj", "/Artifact BMC (About your leg) Tj EMC"),
        lambda: painted("(Page) Tj", "/P <</MCID 1>> BDC (Page) Tj EMC"),
    ],
    "broken-parent-tree": [
        lambda: painted("/MCID 5", "/MCID 55"),
        on_page(drop("StructParents")),
        put("StructTreeRoot/ParentTree/Nums", Array()),
        on("H2", lambda one: setattr(one, "K", 33)),
        lambda: edited(lambda pdf: pdf.Root.StructTreeRoot.ParentTree.Nums[1].__setitem__(0, element(pdf, "H2"))),
    ],
    "unknown-structure-type": [on("P", rename("Absatz"))],
    "heading-order": [on("H1", rename("H2")), on("H2", rename("H3"))],
    "no-heading": [lambda: edited(lambda pdf: [rename("P")(element(pdf, kind)) for kind in ("H1", "H2")])],
    "list-structure": [on("LI", rename("P")), on("LBody", rename("P")), on("L", lambda one: setattr(one, "K", Array()))],
    "table-structure": [
        on("TD", rename("P")),
        on("Table", lambda one: setattr(one, "K", Array())),
        on("TR", lambda one: one.K.append(Dictionary(Type=Name.StructElem, S=Name.TD, P=one))),
    ],
    "header-without-scope": [on("TH", drop("A"))],
    "table-without-header": [on("TH", rename("TD"))],
    "merged-cells": [on("TD", lambda one: setattr(one, "A", Dictionary(O=Name.Table, ColSpan=2)))],
    "figure-without-alt": [on("Figure", drop("Alt")), on("Figure", lambda one: setattr(one, "Alt", String(" ")))],
    "file-name-as-alt-text": [on("Figure", lambda one: setattr(one, "Alt", String("image001.png")))],
    "figure-without-bbox": [on("Figure", drop("A"))],
    "no-document-language": [put("Lang", None), put("Lang", String(""))],
    "bad-language": [put("Lang", String("english")), on("P", lambda one: setattr(one, "Lang", String("en_GB")))],
    "no-document-title": [
        metadata("About your leg", ""),
        put("Metadata", None),
        lambda: edited(lambda pdf: pdf.docinfo.__setitem__("/Title", String("leaflet-v3-final"))),
        metadata("<x:xmpmeta", '<!DOCTYPE x [<!ENTITY a "aaaa">]><x:xmpmeta'),
    ],
    "title-not-shown": [put("ViewerPreferences", None), put("ViewerPreferences/DisplayDocTitle", False)],
    "no-ua-claim": [metadata("<pdfuaid:part>1</pdfuaid:part>", "")],
    "font-not-embedded": [
        lambda: edited(lambda pdf: drop("FontFile2")(pdf.pages[0].obj.Resources.Font.F1.FontDescriptor)),
    ],
    "no-unicode-map": [lambda: edited(lambda pdf: drop("Encoding")(pdf.pages[0].obj.Resources.Font.F1))],
    "link-without-tag": [
        on("Link", lambda one: setattr(one, "K", 2)),
        lambda: edited(lambda pdf: drop("StructParent")(pdf.pages[0].obj.Annots[0])),
        lambda: edited(lambda pdf: setattr(pdf.pages[0].obj.Annots[0], "StructParent", 0)),
    ],
    "link-without-description": [lambda: edited(lambda pdf: drop("Contents")(pdf.pages[0].obj.Annots[0]))],
    "generic-link-text": [lambda: edited(lambda pdf: setattr(pdf.pages[0].obj.Annots[0], "Contents", String("Click here")))],
    "tab-order": [on_page(drop("Tabs")), on_page(lambda page: setattr(page, "Tabs", Name.R))],
    "no-bookmarks": [lambda: edited(six_pages)],
    "small-text": [
        lambda: painted("/F1 12 Tf", "/F1 11 Tf"),
        lambda: painted("14 0 0 14 50 720 Tm", "9 0 0 9 50 720 Tm"),
        lambda: painted("BT /F1 24 Tf", "0.4 0 0 0.4 0 0 cm BT /F1 24 Tf"),
    ],
}  # fmt: skip


def test_a_good_file_is_clean() -> None:
    assert [str(problem) for problem in check_pdf(good_pdf())] == []


def test_every_rule_has_a_planted_defect() -> None:
    assert set(DEFECTS) == set(RULES)


def test_every_rule_says_what_it_keeps_and_why() -> None:
    for slug, rule in RULES.items():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", slug)
        assert re.fullmatch(r"[AL]\d\d", rule.standard) and rule.why and rule.cure


@pytest.mark.parametrize(
    ("rule", "plant"),
    [
        pytest.param(rule, plant, id=f"{rule}-{n}")
        for rule, plants in DEFECTS.items()
        for n, plant in enumerate(plants, 1)
    ],
)
def test_a_planted_defect_is_found(rule: str, plant: Callable[[], bytes]) -> None:
    found = list(check_pdf(plant(), "planted.pdf"))
    assert rule in {problem.rule for problem in found}, [str(problem) for problem in found]
    for problem in found:
        assert problem.location.path == "planted.pdf" and problem.hint
        if problem.location.line:
            assert problem.message.startswith(f"page {problem.location.line}: ")


@pytest.mark.parametrize(
    ("plant", "told"),
    [
        (on("H2", lambda one: setattr(one, "K", 33)), "no element holds mark"),
        (put("StructTreeRoot/ParentTree/Nums", Array()), "does not lead from mark"),
        (
            lambda: edited(lambda pdf: pdf.Root.StructTreeRoot.ParentTree.Nums[1].__setitem__(0, element(pdf, "H2"))),
            "the parent tree does not lead from mark 0 to its element",
        ),
        (on("H2", lambda one: setattr(one, "K", Array([one.K, 77]))), "a H2 holds mark 77, which no page has"),
    ],
)
def test_content_structure_and_parent_tree_are_compared_in_all_directions(
    plant: Callable[[], bytes], told: str
) -> None:
    found = [problem.message for problem in check_pdf(plant()) if problem.rule == "broken-parent-tree"]
    assert any(told in message for message in found), found


def test_an_edition_may_ask_for_larger_type() -> None:
    (problem,) = check_pdf(good_pdf(), "large.pdf", least_pt=14)
    assert problem.rule == "small-text" and "12 pt" in problem.message


def test_text_that_nobody_sees_has_no_size() -> None:
    assert not list(check_pdf(painted("BT /F1 12 Tf", "BT 3 Tr /F1 2 Tf")))


@pytest.mark.parametrize("seed", range(30))
def test_damaged_files_never_end_in_a_traceback(seed: int) -> None:
    data = bytearray(good_pdf())
    body = len(data) - 12_000
    for offset in range(body + seed, len(data), 31):
        data[offset] = (data[offset] + seed * 7 + 1) % 256
    check_pdf(bytes(data))
    check_pdf(good_pdf()[: len(data) - 300 * seed - 1])


WRONG = ["7", "/Odd", "(odd)", "[ ]", "<< >>", "true", "-1.5"]


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize(
    "where", ["MarkInfo", "StructTreeRoot", "StructTreeRoot/K", "StructTreeRoot/ParentTree", "StructTreeRoot/RoleMap", "Metadata", "Lang",
              "ViewerPreferences", "Outlines", "StructTreeRoot/ParentTree/Nums"]
)  # fmt: skip
def test_objects_of_the_wrong_kind_never_end_in_a_traceback(where: str, wrong: str) -> None:
    for problem in check_pdf(put(where, pikepdf.Object.parse(wrong.encode()))()):
        assert problem.rule in RULES


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("where", ["Contents", "Resources", "Annots", "StructParents", "Tabs", "UserUnit"])
def test_pages_of_the_wrong_kind_never_end_in_a_traceback(where: str, wrong: str) -> None:
    check_pdf(on_page(lambda page: page.__setitem__(f"/{where}", pikepdf.Object.parse(wrong.encode())))())


def test_a_circle_in_the_structure_ends() -> None:
    check_pdf(on("P", lambda one: one.K.append(one))())
    check_pdf(on("P", lambda one: one.K.append(one.P))())


def test_a_form_that_draws_itself_ends() -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        art = pdf.pages[0].obj.Resources.XObject.Art
        art.write(b"/Art Do /Art Do /Art Do")
        art.Resources = pdf.pages[0].obj.Resources

    check_pdf(edited(edit))


def test_a_file_is_read_from_disk(tmp_path: Path) -> None:
    path = tmp_path / "leaflet.pdf"
    path.write_bytes(good_pdf())
    assert not list(check_pdf(path)) and CONTENT
    assert [problem.rule for problem in check_pdf(tmp_path / "none.pdf")] == ["not-a-pdf"]
