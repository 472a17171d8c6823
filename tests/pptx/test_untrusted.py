"""A template of a stranger: refused with its place where it cannot serve, and nothing of it leads out of a deck."""

import io
import re
import time
import zipfile
from pathlib import Path

import pytest

from irdocs.cli.main import main
from irdocs.model.locale import load_locale
from irdocs.pptx import default_template, render
from irdocs.pptx.template import template_from_bytes
from irdocs.problems import IrdocsError, Problems
from tests.pptx.sample_deck import THEME, sample_document
from tests.project import BASE, LAYOUTS, write_content

_LINK = (
    '<Relationship Id="rId{id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
    'Target="{target}" TargetMode="External"/>'
)
_PICTURE = (
    '<p:pic><p:nvPicPr><p:cNvPr id="90{id}" name="Far"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:link="rId{id}"/>'
    '<a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="9" cy="9"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
)
OUTSIDE = {
    "image": "https://spy.example/pixel.png",
    "oleObject": "file:///S:/private/book.xlsx",
    "hyperlink": "file:///C:/x.exe",
}


def linked() -> bytes:
    """Return our template with links out of its first master: a picture, an object, a file, and a page of the web."""
    out = io.BytesIO()
    with zipfile.ZipFile(default_template()) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name).decode("utf-8") if name.endswith((".xml", ".rels")) else source.read(name)
            if name == "ppt/slideMasters/_rels/slideMaster1.xml.rels":
                rows = [_LINK.format(id=900 + n, kind=kind, target=to) for n, (kind, to) in enumerate(OUTSIDE.items())]
                rows.append(_LINK.format(id=950, kind="hyperlink", target="https://trust.example.org/"))
                part = part.replace("</Relationships>", "".join(rows) + "</Relationships>")
            if name == "ppt/slideMasters/slideMaster1.xml":
                shapes = _PICTURE.format(id=900) + _PICTURE.format(id=901)
                part = part.replace("</p:spTree>", shapes + "</p:spTree>", 1)
                part = re.sub(
                    r'(<p:cNvPr id="\d+" name="[^"]*")/>',
                    r'\1><a:hlinkClick xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
                    r'r:id="rId902"/></p:cNvPr>', part, count=1,
                )  # fmt: skip
            target.writestr(name, part)
    return out.getvalue()


def test_no_link_of_a_template_goes_into_a_deck() -> None:
    template = template_from_bytes(linked(), "linked.pptx")
    problems = Problems()
    deck = render(sample_document(), THEME, load_locale("en"), problems, template=template)
    [told] = [one for one in problems if one.rule == "template-link"]
    assert "slideMaster1.xml" in told.message and "image" in told.message and "oleObject" in told.message
    with zipfile.ZipFile(io.BytesIO(deck)) as package:
        parts = {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}
    said = "".join(text for name, text in parts.items() if not name.startswith("ppt/slides/"))
    assert not any(address in said for address in OUTSIDE.values()) and "https://trust.example.org/" in said
    master = parts["ppt/slideMasters/slideMaster1.xml"]
    assert not any(f"rId90{n}" in master for n in range(3)) and 'name="Far"' not in master


@pytest.mark.parametrize("kind", ["zeros", "parts", "markup"])
def test_a_template_that_bursts_is_refused_before_it_is_unpacked(kind: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        if kind == "zeros":
            for n in range(6):
                package.writestr(f"ppt/media/image{n}.bin", bytes(60_000_000))
        elif kind == "markup":
            package.writestr("ppt/presentation.xml", b"<a>" + b" " * 45_000_000)
        for n in range(6_000 if kind == "parts" else 0):
            package.writestr(f"ppt/media/{n}.png", b"")
    start = time.process_time()
    with pytest.raises(IrdocsError) as refused:
        template_from_bytes(out.getvalue(), "bomb.pptx")
    assert "[template-too-large]" in str(refused.value)
    assert time.process_time() - start < 5


FILES = {"nope.potx": "template-unreadable", "paper.pdf": "template-unreadable", "macros.pptm": "template-macros"}


@pytest.mark.parametrize("name", FILES)
def test_what_is_no_template_is_told_as_a_persons_mistake(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / name
    if name == "paper.pdf":
        file.write_bytes(b"%PDF-1.7\n%%EOF\n")
    elif name == "macros.pptm":
        file.write_bytes(default_template().read_bytes())
    command = ["build", BASE, "--layout", "deck", "--template", str(file), "--content", str(write_content(tmp_path))]
    command += ["--layouts", str(LAYOUTS), "--output", str(tmp_path / "output"), "--jobs", "1", "--date", "2026-11-24"]
    assert main(command) == 1
    report = capsys.readouterr().err
    assert f"[{FILES[name]}]" in report and f"{name}: error:" in report
    assert "irdocs failed here" not in report and "not your mistake" not in report
    assert not list(tmp_path.rglob("*deck*.pptx"))
