"""Pictures of pixels go through both writers: whole, with their words, and without what their files say of themselves."""

import io
import zipfile
from pathlib import Path

import pikepdf
import pytest
from openxml_audit import validate_pptx
from PIL import Image
from pptx import Presentation

from irdocs.build import Project
from irdocs.build.pipeline import Job, make
from irdocs.preflight.pdf import check_pdf, tag_tree
from irdocs.preflight.pptx import check_pptx
from irdocs.problems import Problems, Severity
from irdocs.typeset.figures.pixels import PixelFault, parse_pixels, picture_file
from tests.project import BASE, LAYOUTS, TODAY, write_content

ALT = "A field without anybody, from dark to light."
SECRET = b"GPS 51.5 N Secret"


def encoded(kind: str, mode: str = "RGB", orientation: int = 1, **more: object) -> bytes:
    """Return a picture of 800 x 400 pixels, dark at the left, whose file says more than it should."""
    shade = Image.linear_gradient("L").rotate(90).resize((800, 400))
    picture = Image.merge("RGB", (shade, Image.new("L", shade.size, 60), Image.new("L", shade.size, 120))).convert(mode)
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = SECRET.decode(), orientation
    buffer = io.BytesIO()
    picture.save(buffer, kind, exif=exif, **more)
    return buffer.getvalue() + (SECRET if kind == "JPEG" else b"")


def project_with(folder: Path, data: bytes, ending: str) -> Project:
    """Open the small project, whose balloon is a photograph."""
    content = write_content(folder)
    images = content / "images"
    (images / f"balloon.{ending}").write_bytes(data)
    text = (images / "images.yaml").read_text(encoding="utf-8")
    head, _, tail = text.partition("balloon:\n")
    entry = f'balloon:\n  file: balloon.{ending}\n  title: "A balloon"\n  alt: "{ALT}"\n  licence: CC BY 4.0\n'
    rest = tail.split("\n\n", 1)[1] if "\n\n" in tail else ""
    entry += '  credit: A. Painter\n  consent: "nobody is on it"\n'
    (images / "images.yaml").write_text(head + entry + rest, encoding="utf-8")
    for path in (content / "procedures" / BASE).iterdir():  # a photograph has no named points for dots
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if "anchor: balloon" not in line and 'label: "The balloon"' not in line]
        path.write_text("".join(kept), encoding="utf-8")
    return Project.open(content, LAYOUTS, folder / "output")


def made(project: Project, job: Job) -> bytes:
    problems = Problems()
    data = make(project, job, TODAY, problems)
    problems.extend(project.problems)
    assert data is not None and not problems.has_errors, "\n".join(map(str, problems))
    return data


FILES = {
    "jpg": encoded("JPEG"),
    "progressive.jpg": encoded("JPEG", progressive=True),
    "turned.jpg": encoded("JPEG", orientation=6),
    "grey.jpg": encoded("JPEG", "L"),
    "png": encoded("PNG"),
    "clear.png": encoded("PNG", "RGBA"),
    "palette.png": encoded("PNG", "P"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_picture_is_read_whole_and_says_nothing_of_itself(name: str) -> None:
    picture = parse_pixels(FILES[name])
    assert not isinstance(picture, PixelFault) and picture.pixels is not None
    turned = name == "turned.jpg"
    assert (picture.width, picture.height) == ((400, 800) if turned else (800, 400))
    data, ending = picture_file(picture.pixels)
    assert SECRET not in data and b"Exif" not in data and (ending == "jpg") == (name.endswith("jpg") and not turned)
    with Image.open(io.BytesIO(data)) as image, Image.open(io.BytesIO(FILES[name])) as before:
        assert not image.getexif() and "comment" not in image.info
        grey = before.convert("L")
        here, there = ((200, 10), (10, 200)) if turned else ((10, 200), (10, 200))
        assert abs(int(image.convert("L").getpixel(here)) - int(grey.getpixel(there))) < 4  # type: ignore[arg-type]


@pytest.mark.parametrize("ending", ["jpg", "png"])
def test_both_writers_show_it_with_its_words(ending: str, tmp_path: Path) -> None:
    project = project_with(tmp_path, FILES[ending], ending)
    leaflet = made(project, Job(BASE, "leaflet"))
    assert ALT in tag_tree(leaflet) and SECRET not in leaflet
    assert [one for one in check_pdf(leaflet, "leaflet.pdf") if one.severity >= Severity.WARNING] == []
    with pikepdf.open(io.BytesIO(leaflet)) as file:
        images = [one for one in file.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"]
        assert [(int(one.Width), int(one.Height), str(one.ColorSpace)) for one in images] == [(800, 400, "/DeviceRGB")]
        assert pikepdf.PdfImage(images[0]).as_pil_image().size == (800, 400)
    deck = made(project, Job(BASE, "deck", format="pptx"))
    assert [one for one in check_pptx(deck, "deck.pptx") if one.severity >= Severity.WARNING] == []
    path = tmp_path / "deck.pptx"
    path.write_bytes(deck)
    assert validate_pptx(path).is_valid
    shapes = [
        one for slide in Presentation(path).slides for one in slide.shapes._spTree.iter() if one.tag.endswith("}pic")
    ]
    assert shapes and all(ALT in one.xpath("./p:nvPicPr/p:cNvPr/@descr") for one in shapes)
    with zipfile.ZipFile(path) as package:
        parts = [name for name in package.namelist() if name.startswith("ppt/media/")]
        assert len(parts) == 1 and parts[0].endswith(ending) and SECRET not in package.read(parts[0])
    assert made(project, Job(BASE, "deck", format="pptx")) == deck


def test_an_edition_in_black_shows_it_in_grey(tmp_path: Path) -> None:
    leaflet = made(project_with(tmp_path, FILES["jpg"], "jpg"), Job(BASE, "leaflet", black=True))
    with pikepdf.open(io.BytesIO(leaflet)) as file:
        images = [one for one in file.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"]
        assert [str(one.ColorSpace) for one in images] == ["/DeviceGray"]
