"""ReportLab's canvas with marked content: everything painted belongs to a structure element or is an artifact.

Lengths are points; x runs right and y runs **down** from the top left corner of the page, as in the layout.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from reportlab.pdfgen.canvas import Canvas as ReportLabCanvas

from irdocs.pdf.fonts import Fonts
from irdocs.pdf.metadata import Description, write_metadata
from irdocs.pdf.objects import Raw, Stream, number, register, serialise, text_string
from irdocs.pdf.outline import Bookmark, write_outline
from irdocs.pdf.pictures import picture_stream, pixel_stream, rgb, rounded
from irdocs.pdf.structure import Elem, write_structure
from irdocs.typeset.faces import face
from irdocs.typeset.figures.shapes import Picture
from irdocs.typeset.linebreak import FontStyle, boxes_of
from irdocs.typeset.shaping import Word, shape

PAGINATION = "/Artifact <</Type/Pagination>> BDC"
FOOTER = "/Artifact <</Type/Pagination/Subtype/Footer>> BDC"
DECORATION = "/Artifact <</Type/Layout>> BDC"

_PAINTING = re.compile(r"(?:^|\s)(?:S|s|f|F|f\*|B|B\*|b|b\*|Tj|TJ|Do|sh|'|\")(?=\s|$)")


class UnmarkedContentError(RuntimeError):
    """Something was painted that is neither content nor artifact: a fault of the writer (ISO 14289-1, 7.1)."""


class TextState(NamedTuple):
    """What showing text needs of a setting in a colour."""

    font: str
    """The operators that choose colour, font and size."""
    tracking: float
    """Points added after each letter."""
    space: str
    """The space, as TJ wants it."""
    scale: float
    """Points in 1/1000 em."""
    used: dict[str, Word]
    """The memory of shown words."""


class Canvas(ReportLabCanvas):
    """A canvas that writes the structure tree while it draws."""

    # ReportLab's own state that is used here; a test names each
    _code: list[str]
    _doc: Any
    _pageNumber: int

    def __init__(self, description: Description, colours: Mapping[str, str]) -> None:
        """Open a document. ``colours``: token of the palette -> "#RRGGBB"."""
        super().__init__("", pageCompression=0, invariant=1, pdfVersion=(1, 7), lang=description.language)
        self._description = description
        self.colours = {token: rgb(value) for token, value in colours.items()}
        self.fonts = Fonts()
        self.root = Elem("Document")
        self._parents: list[Sequence[Elem] | Elem] = []
        self._elements: list[Elem] = []
        """Of this page, by MCID."""
        self._mark_start: int | None = None
        self._sealed = False
        self._marks: list[tuple[int, int]] = []
        self.voices: dict[tuple[FontStyle, str], TextState] = {}
        self._pictures: dict[int, tuple[str, Picture]] = {}
        """By identity; the picture is held, so that no other one gets its identity meanwhile."""
        self._picture_numbers: dict[str, int] = {}
        self._boxes = ""
        self._bookmarks: list[Bookmark] = []
        self._links: list[int] = []
        """The annotations of this page."""
        self._resources = Raw()
        self._resources_number = register(self._doc, self._resources, "Resources")
        self._pages_number = register(self._doc, self._doc.Pages, "Pages")

    def _make_preamble(self) -> None:
        # ReportLab's own would list an unembedded Helvetica in the resources
        self._preamble = ""

    # --- marks --------------------------------------------------------------------------------------------------------

    def begin(self, element: Elem) -> None:
        """Begin content of an element; only one mark is open at a time."""
        if self._sealed:
            return
        elements = self._elements
        element.kids.append((self._pageNumber - 1, len(elements)))
        self._open(f"/{element.type} <</MCID {len(elements)}>> BDC")
        elements.append(element)

    def _open(self, operator: str) -> None:
        if self._mark_start is not None:
            raise UnmarkedContentError("a mark was begun inside another")
        self._mark_start = len(self._code)
        self._code.append(operator)

    def end(self) -> None:
        """End what `begin` began."""
        if self._sealed:
            return
        if self._mark_start is None:
            raise UnmarkedContentError("no mark to end")
        self._code.append("EMC")
        self._marks.append((self._mark_start, len(self._code)))
        self._mark_start = None

    @contextmanager
    def marked(self, element: Elem) -> Iterator[None]:
        """Draw content of an element."""
        self.begin(element)
        yield
        self.end()

    @contextmanager
    def artifact(self, kind: str = DECORATION) -> Iterator[None]:
        """Draw what is not read aloud."""
        if self._sealed:
            yield
            return
        self._open(kind)
        yield
        self.end()

    @contextmanager
    def whole(self, element: Elem) -> Iterator[None]:
        """Draw one piece of content of an element: flowables inside make no marks of their own."""
        self.begin(element)
        with self._seal():
            yield
        self.end()

    @contextmanager
    def silent(self, kind: str = DECORATION) -> Iterator[None]:
        """Draw flowables for the eye only, such as the repeated head of a table."""
        with self.artifact(kind), self._seal():
            yield

    @contextmanager
    def _seal(self) -> Iterator[None]:
        was, self._sealed = self._sealed, True
        yield
        self._sealed = was

    def _check_marks(self) -> None:
        """Look for painting between the marks."""
        code = self._code
        start = 0
        for mark_start, mark_end in [*self._marks, (len(code), len(code))]:
            found = _PAINTING.search(" ".join(code[start:mark_start]))
            if found:
                raise UnmarkedContentError(
                    f"page {self._pageNumber}: {found.group().strip()} outside a mark: {' '.join(code[start:mark_start])}"
                )
            start = mark_end
        if self._mark_start is not None:
            raise UnmarkedContentError(f"page {self._pageNumber}: a mark was not ended")

    # --- pages --------------------------------------------------------------------------------------------------------

    def begin_page(self, width: float, height: float, bleed: float = 0.0) -> None:
        """Set the size of the page that is drawn next, in points; ``bleed`` runs round the trimmed page."""
        self._pagesize = (width, height)
        self._page_height = height
        trim = f"{bleed:.2f} {bleed:.2f} {width - bleed:.2f} {height - bleed:.2f}"
        self._boxes = f"/TrimBox[{trim}]/BleedBox[0 0 {width:.2f} {height:.2f}]" if bleed else ""

    def showPage(self) -> None:
        """End the page: its dictionary is written here, as ReportLab's own knows neither Tabs nor StructParents."""
        self._check_marks()
        content = "\n".join(self._code).encode("latin-1")
        document = self._doc
        document.updateSignature(content)
        stream = register(document, Stream(content))
        width, height = self._pagesize
        links = f"/Annots[{' '.join([f'{one} 0 R' for one in self._links])}]" if self._links else ""
        # Tabs: ISO 14289-1, 7.18.3; StructParents: ISO 32000-1, 14.7.4.4
        page = (
            f"<</Type/Page/Parent {self._pages_number} 0 R/MediaBox[0 0 {width:.2f} {height:.2f}]"
            f"/Resources {self._resources_number} 0 R/Contents {stream} 0 R/Tabs/S"
            f"/StructParents {len(self._parents)}{links}{self._boxes}>>"
        )
        self._parents.append(self._elements)
        document.addPage(Raw(page.encode("ascii")))
        self._startPage()  # type: ignore[attr-defined]
        self._marks.clear()
        self._elements = []
        self._links = []

    def finish(self) -> bytes:
        """Write everything that is known only at the end, and give the file."""
        document = self._doc
        catalog = document.Catalog
        write_metadata(document, self._description)
        fonts = self.fonts.write(document)
        top, elements = write_structure(document, self.root, self._parents)
        catalog.StructTreeRoot = b"%d 0 R" % top
        if self._bookmarks:
            catalog.PageMode = "/UseOutlines"
            document.Outlines = document.outline = Raw()
            catalog.Outlines = document.Outlines
            write_outline(document, document.Outlines, self._bookmarks)
        else:
            document.Outlines = document.outline = catalog.Outlines = None  # a document without a heading
        pictures = b"".join(
            b"/%s %d 0 R" % (name.encode("ascii"), item) for name, item in self._picture_numbers.items()
        )
        self._resources.data = b"<</ProcSet[/PDF/Text]/Font%s/XObject<<%s>>>>" % (fonts, pictures)
        return serialise(document, elements)

    def bound(self, element: Elem, x: float, y: float, width: float, height: float) -> None:
        """Note where a figure stands on its page (ISO 32000-1, 14.8.5.4.3)."""
        bottom = self._page_height - y - height
        element.bounds = (x, bottom, x + width, bottom + height)

    # --- links and bookmarks ------------------------------------------------------------------------------------------

    def link(self, element: Elem, x: float, y: float, width: float, height: float, href: str, contents: str) -> None:
        """Put a link over a rectangle, part of a Link element. ``contents`` is the whole text of the link."""
        if self._sealed:
            return
        bottom = self._page_height - y - height
        annotation = Raw(
            b"<</Type/Annot/Subtype/Link/Rect[%.2f %.2f %.2f %.2f]/Border[0 0 0]/F 4/Contents%s/StructParent %d"
            b"/A<</S/URI/URI%s>>>>"
            % (
                *(x, bottom, x + width, bottom + height),
                text_string(contents),
                len(self._parents),
                text_string(_ascii_address(href)),
            )
        )
        self._parents.append(element)
        self._links.append(register(self._doc, annotation))
        element.kids.append(self._links[-1])

    def bookmark(self, title: str, level: int, y: float) -> None:
        """Add an entry to the outline that leads to a height of this page."""
        if self._sealed:
            return
        self._bookmarks.append(Bookmark(title, level, self._pageNumber - 1, self._page_height - y))

    def voice(self, setting: FontStyle, colour: str) -> TextState:
        """Give what showing text needs, made once a document."""
        key = (setting, colour)
        found = self.voices.get(key)
        if found is None:
            faced = face(setting.family, setting.bold)
            space = shape(faced, " ", setting.tabular)
            used = self.fonts.used(faced)
            used[space.hex] = space
            font = f"{self.colours[colour]} rg /{self.fonts.name(faced)} {number(setting.size_pt)} Tf"
            tracking = setting.tracking_em * setting.size_pt
            found = self.voices[key] = TextState(font, tracking, space.hex, setting.size_pt / 1000, used)
        return found

    # --- painting, inside a mark --------------------------------------------------------------------------------------

    def paint(self, operators: str) -> None:
        """Append operators in the page's own co-ordinates (y up)."""
        self._code.append(operators)

    def rect(  # type: ignore[override]
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str | None = None,
        stroke: str | None = None,
        line: float = 0.0,
        radius: float = 0.0,
        dash: str = "",
    ) -> None:
        """Paint a rectangle; ``fill`` and ``stroke`` are colour tokens, ``line`` the stroke's width."""
        low = self._page_height - y - height
        path = rounded(x, low, width, height, radius) if radius else f"{x:.2f} {low:.2f} {width:.2f} {height:.2f} re"
        self._path(path, fill, stroke, line, dash)

    def disc(
        self, x: float, y: float, radius: float, fill: str | None = None, stroke: str | None = None, line: float = 0.0
    ) -> None:
        """Paint a circle round a centre."""
        low = self._page_height - y
        self._path(rounded(x - radius, low - radius, 2 * radius, 2 * radius, radius), fill, stroke, line, "")

    def rule(
        self, x1: float, y1: float, x2: float, y2: float, colour: str, line: float, dash: str = "", cap: int = 0
    ) -> None:
        """Paint a straight line."""
        top = self._page_height
        ends = f"{cap} J " if cap else ""
        self._path(f"{ends}{x1:.2f} {top - y1:.2f} m {x2:.2f} {top - y2:.2f} l", None, colour, line, dash)

    def polyline(self, points: Sequence[tuple[float, float]], colour: str, line: float) -> None:
        """Paint an open line through points, with round corners."""
        top = self._page_height
        (x, y), *rest = points
        path = f"1 J 1 j {x:.2f} {top - y:.2f} m " + " ".join(f"{px:.2f} {top - py:.2f} l" for px, py in rest)
        self._path(path, None, colour, line, "")

    def _path(self, path: str, fill: str | None, stroke: str | None, line: float, dash: str) -> None:
        parts = []
        if fill:
            parts.append(f"{self.colours[fill]} rg")
        if stroke:
            parts.append(f"{self.colours[stroke]} RG {number(line)} w")
            if dash:
                parts.append(f"[{dash}] 0 d")
        parts.append(path)
        parts.append(("B" if fill else "S") if stroke else "f")
        operators = " ".join(parts)
        self._code.append(f"q {operators} Q")

    def _stream_of(self, picture: Picture) -> Stream:
        if picture.pixels is None:
            return picture_stream(picture, self.colours).copy()
        red, green, blue = self.colours["red"].split()  # grey where the edition is in black only
        return pixel_stream(picture.pixels, in_black=red == green == blue)

    def picture(self, picture: Picture, x: float, y: float, width: float, height: float) -> None:
        """Paint a picture, clipped to its box, into a rectangle of the page."""
        known = self._pictures.get(id(picture))
        if known is None:
            known = self._pictures[id(picture)] = (f"P{len(self._pictures) + 1}", picture)
            stream = self._stream_of(picture)
            self._picture_numbers[known[0]] = register(self._doc, stream)
        name = known[0]
        low = self._page_height - y
        if picture.pixels is not None:
            self._code.append(f"q {width:.2f} 0 0 {height:.2f} {x:.2f} {low - height:.2f} cm /{name} Do Q")
            return
        across, down = width / picture.width, height / picture.height
        self._code.append(f"q {across:.5f} 0 0 {-down:.5f} {x:.2f} {low:.2f} cm /{name} Do Q")

    def text(self, x: float, baseline: float, text: str, setting: FontStyle, colour: str, align: str = "left") -> float:
        """Paint one line of plain text; give its width. ``x`` is its left edge, middle or right edge by ``align``."""
        boxes = boxes_of([(text, setting)])
        voice = self.voice(setting, colour)
        width = sum(box.width + box.space for box in boxes) - (boxes[-1].space if boxes else 0.0)
        shown: list[str] = []
        for box in boxes:
            for _, word in box.pieces:
                voice.used[word.hex] = word
                shown.append(word.hex)
            if box.space:
                shown.append(voice.space)
        if boxes and boxes[-1].space:
            shown.pop()
        if align != "left":
            x -= width if align == "right" else width / 2
        tracking = f"{voice.tracking:.3f} Tc " if voice.tracking else ""
        reset = " 0 Tc" if tracking else ""
        self._code.append(
            f"BT {voice.font} {tracking}{x:.2f} {self._page_height - baseline:.2f} Td [<{''.join(shown)}>]TJ{reset} ET"
        )
        return width


def _ascii_address(href: str) -> str:
    """Write an address in ASCII, as a URI must be (ISO 32000-1, 12.6.4.7)."""
    return "".join(c if c.isascii() else "".join(f"%{byte:02X}" for byte in c.encode("utf-8")) for c in href)
