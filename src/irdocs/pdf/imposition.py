"""Imposition: finished pages laid on sheets for a printing press, with bleed, crop marks and page boxes.

A press file is made from the screen file. It carries no tags and claims no conformance: the screen file stays the
accessible one. Lengths are points unless a name says millimetres.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Pdf, Rectangle

MM = 72 / 25.4
BLEED_MM = 3.0
MARGIN_MM = 12.0
"""White around the trimmed sheet: bleed and crop marks stand there."""
MARK_MM = 5.0
CREEP_MM = 0.1
"""How far the inner pages of a folded booklet are pushed out by one sheet of office paper."""


@dataclass(frozen=True)
class SheetPanel:
    """A finished page on a side of a sheet; ``page`` None leaves the place white."""

    page: int | None
    x: float
    """Its left edge on the trimmed sheet."""
    width: float
    shift: float = 0.0
    """Creep: how far it is moved, to the right if above zero."""


@dataclass(frozen=True)
class Side:
    """One side of a sheet."""

    width: float
    height: float
    panels: tuple[SheetPanel, ...]
    folds: tuple[float, ...]


def booklet_order(pages: int) -> list[tuple[int, int]]:
    """Return left and right page (from 0) of each side of a saddle-stitched booklet, outermost side first.

    Raises ValueError where the number of pages is not a multiple of 4 (L13).
    """
    if pages % 4 or pages <= 0:
        raise ValueError(f"a booklet has a multiple of 4 pages, not {pages}")
    sides: list[tuple[int, int]] = []
    for side in range(pages // 2):
        outer, inner = pages - 1 - side, side
        sides.append((outer, inner) if side % 2 == 0 else (inner, outer))
    return sides


def booklet(data: bytes) -> bytes:
    """Impose A5 pages on A4 sheets for saddle stitching, inner sheets crept towards the spine."""
    with Pdf.open(BytesIO(data)) as source:
        count = len(source.pages)
        width, height = _size(source.pages[0])
        sides: list[Side] = []
        for index, (left, right) in enumerate(booklet_order(count)):
            creep = (index // 2) * CREEP_MM * MM
            panels = (SheetPanel(left, 0.0, width, creep), SheetPanel(right, width, width, -creep))
            sides.append(Side(2 * width, height, panels, (width,)))
        return _impose(source, sides)


TRIFOLD_OUTSIDE = (4, 5, 0)
"""Flap, back, front: pages of the screen file from left to right."""
TRIFOLD_INSIDE = (1, 2, 3)


def trifold(data: bytes) -> bytes:
    """Impose the six panels of a DL leaflet (front, inside 1 to 3, flap, back) on one A4 sheet in fold order."""
    with Pdf.open(BytesIO(data)) as source:
        if len(source.pages) != 6:
            raise ValueError(f"a trifold has 6 panels, not {len(source.pages)}")
        sides: list[Side] = []
        for order in (TRIFOLD_OUTSIDE, TRIFOLD_INSIDE):
            panels: list[SheetPanel] = []
            x = 0.0
            height = 0.0
            for page in order:
                width, height = _size(source.pages[page])
                panels.append(SheetPanel(page, x, width))
                x += width
            sides.append(Side(x, height, tuple(panels), tuple(panel.x for panel in panels[1:])))
        return _impose(source, sides)


def sheets(data: bytes) -> bytes:
    """Give single pages bleed, crop marks and page boxes, one page a side."""
    with Pdf.open(BytesIO(data)) as source:
        sides = []
        for index, page in enumerate(source.pages):
            width, height = _size(page)
            sides.append(Side(width, height, (SheetPanel(index, 0.0, width),), ()))
        return _impose(source, sides)


IMPOSITIONS = {"booklet": booklet, "trifold": trifold}
"""Kind of document -> how it is imposed; other kinds are printed page by page, see `sheets`."""


def impose(data: bytes, kind: str) -> bytes:
    """Make the press file of a finished screen file. Raises ValueError where the pages do not fit the sheet."""
    return IMPOSITIONS.get(kind, sheets)(data)


def _size(page: pikepdf.Page) -> tuple[float, float]:
    box = [float(value) for value in page.mediabox]
    return box[2] - box[0], box[3] - box[1]


def _impose(source: Pdf, sides: Sequence[Side]) -> bytes:
    title = str(source.docinfo.get("/Title", ""))
    sheet = Pdf.new()
    forms = [_form(sheet, page) for page in source.pages]
    margin, bleed = MARGIN_MM * MM, BLEED_MM * MM
    for side in sides:
        media = (side.width + 2 * margin, side.height + 2 * margin)
        sheet.add_blank_page(page_size=media)
        page = sheet.pages[-1]
        resources = Dictionary(XObject=Dictionary())
        parts: list[str] = []
        for panel in side.panels:
            if panel.page is None:
                continue
            name = f"/P{panel.page}"
            resources.XObject[name] = forms[panel.page]
            # a panel bleeds over the outer edges of the sheet only, never over its neighbour
            left = -bleed if panel.x < 1 else 0.0
            right = bleed if panel.x + panel.width > side.width - 1 else 0.0
            clip = (margin + panel.x + left, margin - bleed, panel.width - left + right, side.height + 2 * bleed)
            parts.append(
                f"q {_numbers(*clip)} re W n 1 0 0 1 {_numbers(margin + panel.x + panel.shift, margin)} cm {name} Do Q"
            )
        parts.append(_marks(side, margin))
        page.Contents = sheet.make_stream("\n".join(parts).encode())
        page.Resources = resources
        page.trimbox = Rectangle(margin, margin, margin + side.width, margin + side.height)
        page.bleedbox = Rectangle(
            margin - bleed, margin - bleed, margin + side.width + bleed, margin + side.height + bleed
        )
    with sheet.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["dc:title"] = f"{title} (press file: not tagged, the screen file is the accessible one)"
    sheet.docinfo["/Title"] = f"{title} (press file: not tagged, the screen file is the accessible one)"
    out = BytesIO()
    sheet.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _form(sheet: Pdf, page: pikepdf.Page) -> pikepdf.Object:
    """Return a page as a form without its tags, open to its bleed."""
    form = sheet.copy_foreign(page.as_form_xobject())
    width, height = _size(page)
    bleed = BLEED_MM * MM
    form.BBox = Array([-bleed, -bleed, width + bleed, height + bleed])
    for key in ("/StructParents", "/StructParent", "/Group"):
        if key in form:
            del form[key]
    form.write(_untagged(form))
    return form


def _untagged(form: pikepdf.Object) -> bytes:
    """Return a content stream without its marked content."""
    kept = [
        (operands, operator)
        for operands, operator in pikepdf.parse_content_stream(form)
        if str(operator) not in ("BDC", "BMC", "EMC", "MP", "DP")
    ]
    return bytes(pikepdf.unparse_content_stream(kept))


def _marks(side: Side, margin: float) -> str:
    """Draw crop marks at the corners and fold marks at the folds, outside the bleed."""
    near, length = BLEED_MM * MM + 2, MARK_MM * MM
    left, right = margin, margin + side.width
    bottom, top = margin, margin + side.height
    lines: list[tuple[float, float, float, float]] = []
    for x in (left, right):
        lines += [(x, bottom - near, x, bottom - near - length), (x, top + near, x, top + near + length)]
    for y in (bottom, top):
        lines += [(left - near, y, left - near - length, y), (right + near, y, right + near + length, y)]
    drawn = [f"{_numbers(*line[:2])} m {_numbers(*line[2:])} l S" for line in lines]
    folds = [
        f"{_numbers(margin + fold, y)} m {_numbers(margin + fold, y + (length if y > top else -length))} l S"
        for fold in side.folds
        for y in (bottom - near, top + near)
    ]
    dashed = ["[2 2] 0 d", *folds] if folds else []
    return "\n".join(["q 0.25 w 0 G", *drawn, *dashed, "Q"])


def _numbers(*values: float) -> str:
    return " ".join(f"{value:.3f}".rstrip("0").rstrip(".") for value in values)
