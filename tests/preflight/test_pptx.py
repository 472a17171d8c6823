"""Every rule for decks finds the defect that it is for, and a good deck is clean."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from irdocs.preflight.pptx import RULES, check_pptx
from irdocs.problems import Severity

from .decks import (
    PART,
    A,
    box,
    edited,
    good_deck,
    insert_before,
    pack,
    swap,
    unpack,
    with_shape,
)

SOLID = '<a:solidFill><a:schemeClr val="{}"/></a:solidFill>'
ALPHA = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def with_part(name: str, data: bytes = b"x") -> bytes:
    return pack(unpack(good_deck()) | {name: data})


def without_part(name: str) -> bytes:
    parts = unpack(good_deck())
    del parts[name]
    return pack(parts)


def twice(name: str) -> bytes:
    stream = io.BytesIO(good_deck())
    with zipfile.ZipFile(stream, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(name, b"again")
    return stream.getvalue()


def flipped_crc() -> bytes:
    data = bytearray(good_deck())
    at = data.index(b"ppt/media/image1.png") + len(b"ppt/media/image1.png") + 4
    data[at] ^= 0xFF
    return bytes(data)


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in unpack(good_deck()).items():
            archive.writestr(name, data)
        with archive.open("ppt/slides/slide9.xml", "w") as entry:
            for _ in range(60):
                entry.write(b" " * 1_000_000)
    return stream.getvalue()


def locked() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le")


def picture(
    attributes: str = "", place: str = '<a:off x="0" y="0"/><a:ext cx="9144000" cy="6858000"/>', media: str = ""
) -> str:
    return (
        f'<p:pic><p:nvPicPr><p:cNvPr id="71" name="Scan" {attributes}/><p:cNvPicPr/><p:nvPr>{media}</p:nvPr></p:nvPicPr>'
        f'<p:blipFill><a:blip r:embed="rId2"/><a:stretch><a:fillRect/></a:stretch></p:blipFill>'
        f'<p:spPr><a:xfrm>{place}</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
    )


def line(properties: str) -> str:
    return (
        '<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="72" name="Line" descr="An arrow from the groin to the womb."/><p:cNvCxnSpPr/><p:nvPr/>'
        '</p:nvCxnSpPr><p:spPr><a:xfrm><a:off x="900000" y="5500000"/><a:ext cx="900000" cy="0"/></a:xfrm>'
        f'<a:prstGeom prst="line"><a:avLst/></a:prstGeom>{properties}</p:spPr></p:cxnSp>'
    )


LONG = "Every word of this very long headline takes room that the evidence below it would have needed more"
TITLE2, TITLE3 = "Three things to take home", "Bruising is common"
RUN = '<a:r><a:rPr lang="en-GB"/><a:t>Look at the leg</a:t></a:r>'
LINK = '<a:rPr lang="en-GB"><a:hlinkClick r:id="rId2"/></a:rPr><a:t>Read the guideline</a:t>'
NOTE2 = re.compile(r"<a:t>Say what the slide shows\. Two minutes\.</a:t>")
FOOT = (
    '<p:sp><p:nvSpPr><p:cNvPr id="73" name="Footer"/><p:cNvSpPr/><p:nvPr><p:ph type="ftr" sz="quarter" idx="11"/></p:nvPr></p:nvSpPr>'
    "<p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>{}</p:txBody></p:sp>"
)
SECTION = '<p14:section name="Basics" id="{6F5C0D9E-0000-4000-8000-00000000000A}">'

TIMING = (
    '<p:timing><p:tnLst><p:par><p:cTn id="1" dur="indefinite" nodeType="tmRoot"><p:childTnLst><p:par>'
    '<p:cTn id="2" presetID="1" presetClass="{}" presetSubtype="0" nodeType="{}"/></p:par></p:childTnLst></p:cTn></p:par></p:tnLst></p:timing>'
)

DEFECTS: dict[str, list[Callable[[], bytes]]] = {
    "not-a-deck": [
        lambda: b"",
        lambda: b"%PDF-1.7 no deck",
        lambda: good_deck()[:2000],
        lambda: pack({"a.txt": b"hello"}),
        lambda: edited(types=swap("presentationml.presentation.main", "wordprocessingml.document.main")),
        lambda: without_part("_rels/.rels"),
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    ],
    "deck-locked": [locked],
    "deck-too-large": [bomb],
    "broken-zip": [flipped_crc],
    "broken-xml": [
        lambda: edited(slide2=lambda text: text[:700]),
        lambda: edited(
            slide2=lambda text: text.replace(
                "<p:sld ", '<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]><p:sld ', 1
            )
        ),
        lambda: edited(core=lambda text: "\x00" + text),
    ],
    "duplicate-entry": [lambda: twice("ppt/slides/slide2.xml"), lambda: with_part("PPT/slides/Slide2.xml", b"<x/>")],
    "bad-part-name": [
        lambda: with_part("ppt\\slides\\slide9.png"),
        lambda: with_part("../evil.png"),
        lambda: with_part("ppt//x.png"),
    ],
    "no-content-type": [lambda: with_part("ppt/media/scan.dcm")],
    "type-of-missing-part": [
        lambda: edited(
            types=insert_before(
                "</Types>", '<Override PartName="/ppt/slides/slide7.xml" ContentType="application/xml"/>'
            )
        )
    ],
    "wrong-content-type": [lambda: edited(types=swap("presentationml.slideLayout+xml", "presentationml.slide+xml"))],
    "missing-part": [
        lambda: without_part("ppt/media/image1.png"),
        lambda: without_part("ppt/notesSlides/notesSlide2.xml"),
    ],
    "missing-relationship": [lambda: edited(slide3=swap('r:embed="rId2"', 'r:embed="rId77"'))],
    "duplicate-relationship": [lambda: edited(slide2_rels=swap('Id="rId2"', 'Id="rId1"'))],
    "orphan-part": [
        lambda: with_part("ppt/media/image9.png"),
        lambda: with_part("ppt/slides/_rels/slide9.xml.rels", b"<Relationships/>"),
    ],
    "macros": [
        lambda: edited(
            types=swap(
                "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
                "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
            )
        )
    ],
    "broken-slide-chain": [
        lambda: edited(slide2_rels=lambda text: re.sub(r"<Relationship [^>]*slideLayout[^>]*/>", "", text))
    ],
    "bad-slide-list": [
        lambda: edited(presentation=swap('<p:sldId id="257"', '<p:sldId id="256"')),
        lambda: edited(presentation=swap('<p:sldId id="257"', '<p:sldId id="7"')),
        lambda: edited(presentation=lambda text: re.sub(r'(<p:sldId id="257" r:id=")\w+', r"\1rId99", text)),
    ],
    "bad-slide-size": [lambda: edited(presentation=lambda text: re.sub(r'<p:sldSz cx="\d+"', '<p:sldSz cx="5"', text))],
    "bad-section": [
        lambda: edited(presentation=swap("{6F5C0D9E-0000-4000-8000-00000000000A}", "6f5c")),
        lambda: edited(presentation=swap('<p14:sldId id="257"/>', "")),
        lambda: edited(
            presentation=swap(
                '<p14:sldId id="257"/><p14:sldId id="258"/>', '<p14:sldId id="258"/><p14:sldId id="257"/>'
            )
        ),
    ],
    "bad-shape-id": [
        lambda: edited(slide2=swap('id="3" name', 'id="2" name')),
        lambda: edited(slide2=swap('id="3" name', 'id="0" name')),
    ],
    "missing-text-body": [
        lambda: edited(slide2=lambda text: re.sub(r"<p:txBody>(?:(?!</p:txBody>).)*Three.*?</p:txBody>", "", text)),
        lambda: edited(slide3=lambda text: re.sub(r"<a:p>(?:(?!</a:p>).)*Bruise</a:t></a:r></a:p>", "", text)),
    ],
    "empty-line": [lambda: edited(slide2=with_shape(line("<a:ln/>")))],
    "background-without-effects": [
        lambda: edited(slide2=swap("<p:cSld>", f"<p:cSld><p:bg><p:bgPr>{SOLID.format('bg1')}</p:bgPr></p:bg>"))
    ],
    "negative-extent": [lambda: edited(slide3=swap('cx="4572000"', 'cx="-4572000"'))],
    "not-a-number": [
        lambda: edited(slide3=swap('cx="4572000"', 'cx="NaN"')),
        lambda: edited(slide3=swap('cx="4572000"', 'cx="4572000.5"')),
        lambda: edited(chart=swap("<c:v>28</c:v>", "<c:v>NaN</c:v>")),
    ],
    "bad-anchor": [
        lambda: edited(slide3=swap("<a:tcPr/>", '<a:tcPr anchor="middle"/>')),
        lambda: edited(slide2=swap("<a:bodyPr/>", '<a:bodyPr anchor="top"/>')),
    ],
    "bad-notes-placeholder": [lambda: edited(notes_master=swap('type="sldImg"', 'type="title"'))],
    "bad-colour": [
        lambda: edited(
            slide2=with_shape(line('<a:ln w="9525"><a:solidFill><a:srgbClr val="#FF0000"/></a:solidFill></a:ln>'))
        ),
        lambda: edited(
            slide2=with_shape(line('<a:ln w="9525"><a:solidFill><a:srgbClr val="F00"/></a:solidFill></a:ln>'))
        ),
        lambda: edited(slide2=with_shape(line(f'<a:ln w="9525">{SOLID.format("accent9")}</a:ln>'))),
    ],
    "wrong-child-order": [
        lambda: edited(slide2=with_shape(line(f'<a:ln w="9525"><a:prstDash val="dash"/>{SOLID.format("tx1")}</a:ln>'))),
        lambda: edited(presentation=lambda text: re.sub(r"(<p:sldSz[^>]*/>)(<p:notesSz[^>]*/>)", r"\2\1", text)),
        lambda: edited(chart=lambda text: re.sub(r"(<c:date1904[^>]*/>)(<c:chart>.*</c:chart>)", r"\2\1", text)),
    ],
    "ragged-table": [lambda: edited(slide3=swap('<a:gridCol w="2286000"/>', ""))],
    "bad-axis": [
        lambda: edited(chart=swap('val="2068027336"', 'val="-2068027336"', -1)),
        lambda: edited(
            chart=swap(
                '<c:axId val="2113994440"/></c:barChart>', '<c:axId val="2113994440"/><c:axId val="0"/></c:barChart>'
            )
        ),
    ],
    "stale-properties": [
        lambda: edited(app=swap("<Slides>4</Slides>", "<Slides>9</Slides>")),
        lambda: edited(
            app=insert_before("</Properties>", '<TitlesOfParts><vt:vector size="3" baseType="lpstr"/></TitlesOfParts>')
        ),
    ],
    "missing-alt-text": [
        lambda: edited(slide3=swap('descr="A narrow artery with a balloon in it."', "")),
        lambda: edited(slide4=lambda text: re.sub(r' descr="[^"]*"', "", text)),
        lambda: edited(slide2=with_shape(box("", fill=SOLID.format("accent1")))),
    ],
    "file-name-as-alt-text": [lambda: edited(slide3=swap("A narrow artery with a balloon in it.", "IMG_0042.jpg"))],
    "weak-alt-text": [
        lambda: edited(slide3=swap("A narrow artery with a balloon in it.", "Image of an artery")),
        lambda: edited(slide3=swap("A narrow artery with a balloon in it.", "Picture 3")),
        lambda: edited(slide3=swap("A narrow artery with a balloon in it.", "word " * 80)),
    ],
    "table-without-header": [
        lambda: edited(slide3=swap('firstRow="1" ', "")),
        lambda: edited(slide3=swap("<a:t>In 1,000</a:t>", "<a:t></a:t>")),
    ],
    "slide-without-title": [
        lambda: edited(slide2=swap(TITLE2, "")),
        lambda: edited(slide2=swap('<p:ph type="title"/>', "")),
    ],
    "unnamed-section": [
        lambda: edited(presentation=swap('name="Basics"', 'name="Default Section"')),
        lambda: edited(presentation=swap('name="Basics"', 'name=""')),
    ],
    "low-contrast": [
        lambda: edited(slide2=swap(RUN, RUN.replace('lang="en-GB"/>', f'lang="en-GB">{SOLID.format("bg2")}</a:rPr>'))),
        lambda: edited(slide2=with_shape(box(fill=SOLID.format("tx1")))),
        lambda: edited(
            slide2=with_shape(
                box(
                    fill='<a:solidFill><a:schemeClr val="tx1"><a:lumMod val="50000"/><a:lumOff val="50000"/></a:schemeClr></a:solidFill>',
                    run='<a:solidFill><a:schemeClr val="tx2"/></a:solidFill>',
                )
            )
        ),
        lambda: edited(slide2=with_shape(box("", fill=SOLID.format("tx1"), shape_id=60), box())),
        lambda: edited(
            slide2=swap(
                "<a:masterClrMapping/>",
                '<a:overrideClrMapping bg1="lt1" tx1="lt1" bg2="lt2" tx2="dk2" '
                'accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" '
                'hlink="hlink" folHlink="folHlink"/>',
            )
        ),
        lambda: edited(slide3=swap("<a:tcPr/>", f"<a:tcPr>{SOLID.format('bg1')}</a:tcPr>")),
    ],
    "text-over-picture": [lambda: edited(slide3=with_shape(box(place=(6.2, 4, 2, 0.5))))],
    "merged-cells": [lambda: edited(slide3=swap("<a:tc>", '<a:tc gridSpan="2">'))],
    "blank-cells": [
        lambda: edited(
            slide3=lambda text: text.replace("<a:t>Bruise</a:t>", "<a:t/>").replace("<a:t>50</a:t>", "<a:t/>")
        )
    ],
    "reading-order": [
        lambda: edited(
            slide2=lambda text: text.replace("</p:grpSpPr>", "").replace(
                "<p:grpSpPr/>", "<p:grpSpPr/>" + box(place=(1, 6.3, 2, 0.5)), 1
            )
        ),
        lambda: edited(slide2=with_shape(box(place=(1, 6, 2, 0.4)))),
        lambda: edited(
            slide3=lambda text: re.sub(
                r"(<p:graphicFrame>.*</p:graphicFrame>)(<p:pic>.*</p:pic>)",
                lambda found: found[2].replace('x="5486400"', 'x="1000000"') + found[1],
                text,
            )
        ),
    ],
    "media-without-captions": [
        lambda: edited(
            slide3=with_shape(
                picture(
                    'descr="The balloon is filled."',
                    '<a:off x="457200" y="4572000"/><a:ext cx="1800000" cy="1200000"/>',
                    '<a:videoFile r:link="rId2"/>',
                )
            )
        )
    ],
    "duplicate-title": [lambda: edited(slide3=swap(TITLE3, TITLE2))],
    "duplicate-section": [
        lambda: edited(
            presentation=swap(
                '<p14:sldId id="257"/>',
                '<p14:sldId id="257"/></p14:sldIdLst></p14:section>' + SECTION.replace("0A}", "0B}") + "<p14:sldIdLst>",
            )
        )
    ],
    "missing-property": [
        lambda: edited(core=swap("Narrow arteries", "PowerPoint Presentation")),
        lambda: edited(core=swap("<dc:language>en-GB</dc:language>", "")),
        lambda: edited(core=swap("<dc:subject>Teaching</dc:subject>", "")),
        lambda: edited(core=swap("<dc:creator>irdocs</dc:creator>", "<dc:creator> </dc:creator>")),
    ],
    "missing-language": [
        lambda: edited(slide2=swap(' lang="en-GB"', "")),
        lambda: edited(slide2=swap('lang="en-GB"', 'lang="english"')),
        lambda: edited(slide3=swap('<a:rPr lang="en-GB"/><a:t>Bruise<', "<a:t>Bruise<")),
        lambda: edited(notes2=swap('lang="en-GB"', 'lang=""', -1)),
    ],
    "generic-link-text": [lambda: edited(slide2=swap("Read the guideline", "Click here"))],
    "bad-link": [
        lambda: edited(slide2_rels=swap("https://www.example.org/guideline", "www.example.org/guideline")),
        lambda: edited(slide2_rels=swap("https://www.example.org/guideline", "file:///C:/guideline.docx")),
        lambda: edited(
            slide2=swap('<a:hlinkClick r:id="rId2"/>', '<a:hlinkClick r:id="rId2" action="ppaction://program"/>')
        ),
    ],
    "typed-list": [
        lambda: edited(slide2=swap("Look at the leg", "• Look at the leg")),
        lambda: edited(slide2=lambda text: text.replace("Ask about", "1. Ask about").replace("Look at", "2. Look at")),
    ],
    "no-slide-number": [
        lambda: edited(slide2=lambda text: re.sub(r'<p:sp><p:nvSpPr><p:cNvPr id="90".*?</p:sp>', "", text))
    ],
    "text-outside-placeholder": [lambda: edited(slide2=with_shape(box("word " * 20, (0.6, 5, 8, 0.8))))],
    "auto-advance": [
        lambda: edited(slide2=swap("</p:clrMapOvr>", '</p:clrMapOvr><p:transition advTm="5000"/>')),
        lambda: edited(slide2=swap("</p:clrMapOvr>", '</p:clrMapOvr><p:transition advClick="0"/>')),
    ],
    "animation": [
        lambda: edited(slide2=swap("</p:clrMapOvr>", "</p:clrMapOvr>" + TIMING.format("emph", "clickEffect"))),
        lambda: edited(slide2=swap("</p:clrMapOvr>", "</p:clrMapOvr>" + TIMING.format("entr", "afterEffect"))),
    ],
    "full-slide-picture": [
        lambda: edited(
            slide3=lambda text: re.sub(r"<p:graphicFrame>.*</p:pic>", picture('descr="A slide about arteries."'), text)
        )
    ],
    "chart-without-workbook": [
        lambda: edited(chart=lambda text: re.sub(r"<c:externalData.*</c:externalData>", "", text))
    ],
    "too-many-shapes": [
        lambda: edited(
            slide2=with_shape(
                *(box("", (0.1 + 0.05 * index, 6, 0.04, 0.04), shape_id=100 + index) for index in range(160))
            )
        )
    ],
    "text-split-in-lines": [
        lambda: edited(
            slide2=with_shape(
                *(box(f"Line {index}", (0.6, 4 + 0.45 * index, 4, 0.45), shape_id=100 + index) for index in range(4))
            )
        )
    ],
    "empty-placeholder": [
        lambda: edited(slide2=lambda text: re.sub(r"<a:p>(?:(?!</a:p>).)*(?:Ask|Look|Read) .*?</a:p>", "<a:p/>", text)),
        lambda: edited(slide2=with_shape(FOOT.format("<a:p/>"))),
    ],
    "placeholder-without-layout": [lambda: edited(slide2=swap('<p:ph idx="1"/>', '<p:ph idx="4294967295"/>'))],
    "unusual-font": [
        lambda: edited(theme=lambda text: re.sub(r'(<a:majorFont><a:latin typeface=")[^"]*', r"\1Comic Neue", text))
    ],
    "fixed-font": [
        lambda: edited(slide2=swap(RUN, RUN.replace('"en-GB"/>', '"en-GB"><a:latin typeface="Arial"/></a:rPr>')))
    ],
    "fixed-size": [lambda: edited(slide2=swap(RUN, RUN.replace('lang="en-GB"/>', 'lang="en-GB" sz="2400"/>')))],
    "fixed-colour": [
        lambda: edited(
            slide2=with_shape(line('<a:ln w="9525"><a:solidFill><a:srgbClr val="FF0000"/></a:solidFill></a:ln>'))
        ),
        lambda: edited(
            chart=swap("<c:cat>", '<c:spPr><a:solidFill><a:srgbClr val="0B5868"/></a:solidFill></c:spPr><c:cat>')
        ),
    ],
    "off-slide": [
        lambda: edited(slide3=swap('x="5486400"', 'x="8486400"')),
        lambda: edited(slide2=with_shape(box(place=(-2, 5, 3, 0.5)))),
        lambda: edited(slide3=swap("Bruise", "Bruise " * 300)),
    ],
    "overlap": [
        lambda: edited(slide3=swap('x="5486400" y="3291840"', 'x="457200" y="1800000"')),
        lambda: edited(slide2=with_shape(box("Ask about", (0.7, 1.8, 4, 0.6)))),
    ],
    "text-overflow": [lambda: edited(slide2=swap("Look at the leg", "Look at the leg and at everything else " * 20))],
    "shrunk-text": [
        lambda: edited(
            slide2=lambda text: text.replace("<a:bodyPr/>", '<a:bodyPr><a:normAutofit fontScale="62500"/></a:bodyPr>')
        )
    ],
    "small-text": [
        lambda: edited(slide2=swap(RUN, RUN.replace('lang="en-GB"/>', 'lang="en-GB" sz="1400"/>'))),
        lambda: edited(slide2=with_shape(box(place=(1, 6.6, 2, 0.4), size=1200))),
        lambda: edited(master=lambda text: re.sub(r'(<p:bodyStyle>.*?<a:defRPr sz=")\d+', r"\g<1>1600", text)),
        lambda: edited(
            list_layout=lambda text: re.sub(
                r'(<p:ph idx="1"/>.*?)<a:lstStyle/>',
                r'\1<a:lstStyle><a:lvl1pPr><a:defRPr sz="1600"/></a:lvl1pPr></a:lstStyle>',
                text,
            )
        ),
        lambda: edited(chart=swap('sz="1800"', 'sz="1000"')),
        lambda: edited(slide3=swap('lang="en-GB"/><a:t>50<', 'lang="en-GB" sz="1200"/><a:t>50<')),
    ],
    "long-headline": [lambda: edited(slide2=swap(TITLE2, LONG))],
    "too-many-words": [lambda: edited(slide2=swap("Look at the leg", "word " * 61))],
    "no-notes": [
        lambda: edited(notes2=lambda text: NOTE2.sub("<a:t></a:t>", text)),
        lambda: edited(slide2_rels=lambda text: re.sub(r"<Relationship [^>]*notesSlide[^>]*/>", "", text)),
    ],
}


def test_a_good_deck_is_clean() -> None:
    assert [str(problem) for problem in check_pptx(good_deck())] == []


def test_every_rule_has_a_planted_defect() -> None:
    assert set(DEFECTS) == set(RULES)


def test_every_rule_says_what_it_keeps_and_why() -> None:
    for slug, rule in RULES.items():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", slug)
        assert re.fullmatch(r"D\d\d", rule.standard)
        assert rule.why and rule.cure


@pytest.mark.parametrize(
    ("rule", "plant"),
    [
        pytest.param(rule, plant, id=f"{rule}-{ALPHA[n]}")
        for rule, plants in DEFECTS.items()
        for n, plant in enumerate(plants)
    ],
)
def test_a_planted_defect_is_found(rule: str, plant: Callable[[], bytes]) -> None:
    found = list(check_pptx(plant(), "planted.pptx"))
    assert rule in {problem.rule for problem in found}, [str(problem) for problem in found]
    for problem in found:
        assert problem.location.path == "planted.pptx" and problem.message and problem.hint
        if problem.location.line:
            assert problem.message.startswith(f"slide {problem.location.line}")


def test_a_finding_names_slide_and_shape() -> None:
    (problem,) = check_pptx(edited(slide3=swap('descr="A narrow artery with a balloon in it."', "")), "lesson.pptx")
    assert problem.message == 'slide 3, "Picture 3": the picture has no alternative text'
    assert (problem.severity, problem.location.line) == (Severity.ERROR, 3)


@pytest.mark.parametrize(
    "edits",
    [
        # Words on a dark panel, in white: the panel beneath is what counts, not the slide.
        {"slide2": with_shape(
            box("", (1, 5, 4, 0.8), fill=SOLID.format("tx1"), shape_id=60).replace(
                'name="Box"/>', 'name="Panel"><a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
                'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst></p:cNvPr>'),
            box(run=SOLID.format("bg1"), place=(1.1, 5.1, 3, 0.5)),
        )},
        # Something appears on a click.
        {"slide2": swap("</p:clrMapOvr>", "</p:clrMapOvr>" + TIMING.format("entr", "clickEffect"))},
        # Dark words of 14 pt at the foot.
        {"slide2": with_shape(box("Source: a study", (0.6, 6.35, 4, 0.35), size=1400))},
        # A colour of the theme made lighter and darker still passes where it can be read.
        {"slide2": swap(RUN, RUN.replace('lang="en-GB"/>', 'lang="en-GB"><a:solidFill><a:schemeClr val="tx1"><a:lumMod val="65000"/>'
            '<a:lumOff val="35000"/></a:schemeClr></a:solidFill></a:rPr>'))},
    ],
)  # fmt: skip
def test_what_is_well_made_is_left_alone(edits: dict[str, Callable[[str], str]]) -> None:
    found = [problem for problem in check_pptx(edited(**edits)) if problem.rule not in ("reading-order",)]
    assert [str(problem) for problem in found] == []


@pytest.mark.parametrize("seed", range(16))
def test_damaged_files_never_end_in_a_traceback(seed: int) -> None:
    data = bytearray(good_deck())
    step = len(data) // 16
    for offset in range(seed * step, seed * step + step, 97):
        data[offset] ^= 0x55
    check_pptx(bytes(data))
    check_pptx(bytes(data[: seed * step]))


@pytest.mark.parametrize(
    "name",
    ["presentation", "slide2", "slide3", "slide4", "master", "list_layout", "theme", "chart", "types", "core", "app"],
)
def test_parts_with_other_markup_never_end_in_a_traceback(name: str) -> None:
    parts = unpack(good_deck())
    part = PART.get(name) or f"ppt/slides/{name}.xml"
    text = parts[part].decode()
    hostile = ["<x/>", "", "<p:sld/>", f'<a:sld xmlns:a="{A}"><a:t/></a:sld>', "<!-- nothing -->"]
    hostile += [re.sub(r'="-?\d+"', f'="{value}"', text) for value in ("9" * 30, "-7", "0", "1e5", "")]
    hostile += [re.sub(r'="[^"]*"(?=[ />])', '="z"', text), re.sub(r"<(\w+:\w+)[^>]*/>", "", text)]
    for other in hostile:
        for problem in check_pptx(pack(parts | {part: other.encode()})):
            assert problem.rule in RULES


def test_deep_nesting_is_told() -> None:
    deep = "<p:grpSp>" * 5000 + "</p:grpSp>" * 5000
    found = check_pptx(edited(slide2=with_shape(deep)))
    assert "broken-xml" in {problem.rule for problem in found}


def test_a_file_is_read_from_disk(tmp_path: Path) -> None:
    path = tmp_path / "lesson.pptx"
    path.write_bytes(good_deck())
    assert not list(check_pptx(path))
    assert [problem.rule for problem in check_pptx(tmp_path / "none.pptx")] == ["not-a-deck"]
    assert PART["chart"]
