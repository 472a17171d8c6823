"""The rules for the markup inside parts: what makes PowerPoint say that it found a problem with content."""

import math
import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from irdocs.preflight.pptx import xml
from irdocs.preflight.pptx.package import Package
from irdocs.preflight.pptx.xml import NAMESPACES, elements, find, local, number, q
from irdocs.preflight.rules import Report
from irdocs.problems import counted

_FILL = "noFill|solidFill|gradFill|blipFill|pattFill|grpFill"
_EFFECT = "effectLst|effectDag"
_RUN = f"ln {_FILL} {_EFFECT} highlight uLnTx|uLn uFillTx|uFill latin ea cs sym hlinkClick hlinkMouseOver rtl extLst"
_PARAGRAPH = (
    "lnSpc spcBef spcAft buClrTx|buClr buSzTx|buSzPct|buSzPts buFontTx|buFont buNone|buAutoNum|buChar|buBlip tabLst "
    "defRPr extLst"
)
# Element -> its children in the order of ISO 29500-1; "|" joins children that stand in one place.
_ORDER = {
    "p:presentation": "sldMasterIdLst notesMasterIdLst handoutMasterIdLst sldIdLst sldSz notesSz smartTags "
    "embeddedFontLst custShowLst photoAlbum custDataLst kinsoku defaultTextStyle modifyVerifier extLst",
    "p:sld": "cSld clrMapOvr transition timing extLst",
    "p:sldLayout": "cSld clrMapOvr transition timing hf extLst",
    "p:sldMaster": "cSld clrMap sldLayoutIdLst transition timing hf txStyles extLst",
    "p:notes": "cSld clrMapOvr extLst",
    "p:notesMaster": "cSld clrMap hf notesStyle extLst",
    "p:cSld": "bg spTree custDataLst controls extLst",
    "p:sp": "nvSpPr spPr style txBody extLst",
    "p:pic": "nvPicPr blipFill spPr style extLst",
    "p:cxnSp": "nvCxnSpPr spPr style extLst",
    "p:graphicFrame": "nvGraphicFramePr xfrm graphic extLst",
    "p:cNvPr": "hlinkClick hlinkHover extLst",
    "p:nvPr": "ph audioCd|wavAudioFile|audioFile|videoFile|quickTimeFile custDataLst extLst",
    "p:spPr": f"xfrm custGeom|prstGeom {_FILL} ln {_EFFECT} scene3d sp3d extLst",
    "p:grpSpPr": f"xfrm {_FILL} {_EFFECT} scene3d extLst",
    "p:txBody": "bodyPr lstStyle p",
    "a:txBody": "bodyPr lstStyle p",
    "a:p": "pPr r|br|fld|m endParaRPr",
    "a:ln": f"{_FILL} prstDash|custDash round|bevel|miter headEnd tailEnd extLst",
    "a:bodyPr": "prstTxWarp noAutofit|normAutofit|spAutoFit scene3d sp3d|flatTx extLst",
    "a:tbl": "tblPr tblGrid tr",
    "a:tc": "txBody tcPr extLst",
    "a:tcPr": f"lnL lnR lnT lnB lnTlToBr lnBlToTr cell3D {_FILL} headers extLst",
    "c:chartSpace": "date1904 lang roundedCorners style clrMapOvr pivotSource protection chart spPr txPr externalData "
    "printSettings userShapes extLst",
    "c:chart": "title autoTitleDeleted pivotFmts view3D floor sideWall backWall plotArea legend plotVisOnly "
    "dispBlanksAs showDLblsOverMax extLst",
    "c:ser": "idx order tx spPr invertIfNegative pictureOptions marker explosion dPt dLbls trendline errBars cat xVal "
    "val yVal shape smooth bubbleSize bubble3D extLst",
}
_ORDER |= {f"a:{name}": _RUN for name in ("rPr", "defRPr", "endParaRPr")}
_ORDER |= {f"a:{name}": _PARAGRAPH for name in ("pPr", *(f"lvl{level}pPr" for level in range(1, 10)))}


def _ranks(parent: str, order: str) -> dict[str, int]:
    prefixes = {parent.partition(":")[0], "a"}
    groups = [group.split("|") for group in order.split()]
    return {q(f"{prefix}:{name}"): rank for rank, names in enumerate(groups) for name in names for prefix in prefixes}


_RANKS = {q(parent): _ranks(parent, order) for parent, order in _ORDER.items()}

_SCHEME = {"bg1", "tx1", "bg2", "tx2", "hlink", "folHlink", "phClr", "dk1", "lt1", "dk2", "lt2"} | {
    f"accent{index}" for index in range(1, 7)
}
_NOT_NUMBERS = {"nan", "inf", "+inf", "-inf", "infinity", "-infinity", "undefined"}
_WORDS = {"name", "descr", "title", "typeface", "val", "tooltip", "prompt", "lang", "idx"}
"""Attributes that may hold any word (``val`` of a chart is looked at by itself)."""
_WHOLE = {
    "a:off": ("x", "y"),
    "a:ext": ("cx", "cy"),
    "a:chOff": ("x", "y"),
    "a:chExt": ("cx", "cy"),
    "p:sldSz": ("cx", "cy"),
    "p:notesSz": ("cx", "cy"),
    "a:gridCol": ("w",),
    "a:tr": ("h",),
    "a:rPr": ("sz",),
    "a:endParaRPr": ("sz",),
    "a:defRPr": ("sz",),
    "a:ln": ("w",),
    "a:bodyPr": ("lIns", "tIns", "rIns", "bIns"),
    "a:pPr": ("marL", "indent", "lvl"),
}
"""Element -> attributes that must be whole numbers (lengths may also carry a unit)."""
_WHOLE_TAGS = {q(name): attributes for name, attributes in _WHOLE.items()}
_SIZES = {q(name) for name in ("a:ext", "a:chExt", "p:sldSz", "p:notesSz", "a:gridCol", "a:tr")}
_ODD_STARTS = frozenset("nNiIuU+-")
_CHART = "{" + NAMESPACES["c"] + "}"
_UNIT = re.compile(r"-?\d+(\.\d+)?(mm|cm|in|pt|pc|pi)")
_NOTES_PLACEHOLDERS = {"hdr", "dt", "sldImg", "body", "ftr", "sldNum"}
_ANCHORS = {"t", "ctr", "b", "just", "dist"}
_PARTS = {"sld", "sldLayout", "sldMaster", "notes", "notesMaster", "handoutMaster", "presentation", "chartSpace"}


def check_markup(package: Package, labels: dict[str, tuple[str, int]]) -> None:
    """Hold the markup of all parts against the schema's traps; ``labels`` names slides: part -> (words, number)."""
    for name in list(package.parts):
        root = package.root(name) if name.endswith(".xml") and name.startswith("ppt/") else None
        if root is None or local(root) not in _PARTS:
            continue
        label, slide = labels.get(name, (name, 0))
        _check_part(root, _Teller(package.report, label, slide))


class _Teller:
    """Tells each finding with the slide, or the part, and the shape it belongs to."""

    def __init__(self, report: Report, label: str, slide: int) -> None:
        self._report, self._label, self._slide = report, label, slide

    def tell(self, rule: str, element: etree._Element | None, what: str) -> None:
        shape = shape_name(element) if element is not None else ""
        self._report.add(rule, f"{self._label}{', ' + shape if shape else ''}: {what}", self._slide)


def shape_name(element: etree._Element) -> str:
    """Name the shape that an element belongs to, in quotation marks; empty outside shapes."""
    owner: etree._Element | None = element
    while owner is not None and local(owner) not in ("sp", "pic", "graphicFrame", "cxnSp", "grpSp", "contentPart"):
        owner = owner.getparent()
    if owner is None:
        return ""
    for properties in owner.iter(q("p:cNvPr")):
        return f'"{properties.get("name") or "unnamed " + local(owner)}"'
    return f'"unnamed {local(owner)}"'


def _check_part(root: etree._Element, to: _Teller) -> None:
    for element in root.iter(etree.Element):
        _check_numbers(element, to)
        _check_order(element, to)
    _check_colours(root, to)
    if local(root) == "chartSpace":
        _check_chart(root, to)
        return
    _check_ids(root, to)
    _check_text_bodies(root, to)
    _check_tables(root, to)
    _check_drawing(root, to)
    if local(root) in ("notes", "notesMaster"):
        _check_notes(root, to)


def _check_drawing(root: etree._Element, to: _Teller) -> None:
    """Lines, backgrounds and anchors that PowerPoint repairs."""
    for line in elements(root, "a:ln"):
        if not line.attrib and not xml.children(line):
            to.tell("empty-line", line, "an a:ln that says nothing")
    for background in elements(root, "p:bgPr"):
        if find(background, "a:solidFill") is not None and not any(
            local(child) in ("effectLst", "effectDag") for child in xml.children(background)
        ):
            to.tell("background-without-effects", None, "the solid background has no effectLst")
    for body in elements(root, "a:bodyPr"):
        if body.get("anchor", "t") not in _ANCHORS:
            to.tell("bad-anchor", body, f"the text is anchored at {body.get('anchor')!r}")


def _check_notes(root: etree._Element, to: _Teller) -> None:
    for holder in elements(root, "p:ph"):
        kind = holder.get("type", "obj")
        if kind not in _NOTES_PLACEHOLDERS:
            to.tell("bad-notes-placeholder", holder, f"a placeholder of type {kind!r} in the notes")


def _check_numbers(element: etree._Element, to: _Teller) -> None:
    attributes = element.attrib
    if not attributes:
        return
    tag = str(element.tag)
    whole = _WHOLE_TAGS.get(tag, ())
    for name, text in attributes.items():
        key, value = str(name), str(text)
        # Most values start with a digit: those are looked at only where a whole number is due.
        if value[:1] in _ODD_STARTS and value.lower() in _NOT_NUMBERS:
            if key not in _WORDS or (key == "val" and tag.startswith(_CHART)):
                to.tell("not-a-number", element, f'{local(element)} has {key}="{value}"')
        elif key in whole and number(value) is None and not _UNIT.fullmatch(value):
            to.tell("not-a-number", element, f'{local(element)} has {key}="{value[:30]}", which is no whole number')
    if tag in _SIZES:
        sides = [number(attributes.get(side)) for side in _WHOLE_TAGS[tag]]
        if any(side is not None and side < 0 for side in sides):
            to.tell("negative-extent", element, f"the size is {' x '.join(map(str, sides))}")


def _check_order(element: etree._Element, to: _Teller) -> None:
    ranks = _RANKS.get(str(element.tag))
    if ranks is None:
        return
    highest, before = -1, ""
    for child in element:
        rank = ranks.get(str(child.tag))
        if rank is None:
            continue
        if rank < highest:
            to.tell("wrong-child-order", element, f"in {local(element)}, {local(child)} stands after {before}")
            return
        highest, before = rank, local(child)


def _check_colours(root: etree._Element, to: _Teller) -> None:
    for colour in elements(root, "a:srgbClr", "a:schemeClr", "a:sysClr"):
        value = colour.get("lastClr", "000000") if local(colour) == "sysClr" else colour.get("val", "")
        if local(colour) == "schemeClr":
            if value not in _SCHEME:
                to.tell("bad-colour", colour, f"{value!r} is no colour of a theme")
        elif not re.fullmatch(r"[0-9A-Fa-f]{6}", value):
            to.tell("bad-colour", colour, f"{value!r} is not six hexadecimal digits")


def _check_ids(root: etree._Element, to: _Teller) -> None:
    seen: Counter[str] = Counter()
    for properties in elements(root, "p:cNvPr"):
        one = properties.get("id", "")
        value = number(one)
        if value is None or not 0 < value < 2**31:
            to.tell("bad-shape-id", properties, f"the shape's id is {one!r}")
            continue
        seen[one] += 1
        if seen[one] == 2:
            to.tell("bad-shape-id", properties, f"the shape's id {one} is used before on the slide")


def _check_text_bodies(root: etree._Element, to: _Teller) -> None:
    in_notes = local(root) in ("notes", "notesMaster", "handoutMaster")
    for shape in elements(root, "p:sp"):
        # The picture of the slide on a notes page never has words, and PowerPoint fills the other holders itself.
        held = in_notes and next(shape.iter(q("p:ph")), None) is not None
        if not held and find(shape, "p:txBody") is None:
            to.tell("missing-text-body", shape, "the shape has no text body")
    for cell in elements(root, "a:tc"):
        if find(cell, "a:txBody") is None:
            to.tell("missing-text-body", cell, "a table cell has no text body")
    for body in elements(root, "p:txBody", "a:txBody"):
        if find(body, "a:p") is None:
            to.tell("missing-text-body", body, "the text body has no paragraph")
        elif find(body, "a:bodyPr") is None:
            to.tell("missing-text-body", body, "the text body has no bodyPr")


def _check_tables(root: etree._Element, to: _Teller) -> None:
    for table in elements(root, "a:tbl"):
        columns = len(list(elements(table, "a:gridCol")))
        for index, row in enumerate(elements(table, "a:tr"), 1):
            cells = len(row.findall(q("a:tc")))
            if cells != columns:
                to.tell(
                    "ragged-table",
                    table,
                    f"row {index} has {counted(cells, 'cell')}, the grid {counted(columns, 'column')}",
                )
    for cell in elements(root, "a:tcPr"):
        if cell.get("anchor", "t") not in _ANCHORS:
            to.tell("bad-anchor", cell, f"a table cell is anchored at {cell.get('anchor')!r}")


def _axes(root: etree._Element) -> Iterator[etree._Element]:
    for name in ("catAx", "valAx", "dateAx", "serAx"):
        yield from elements(root, f"c:{name}")


def _check_chart(root: etree._Element, to: _Teller) -> None:
    for element in elements(root, "c:axId", "c:crossAx"):
        value = number(element.get("val"))
        if value is None or not 0 <= value < 2**32:
            to.tell("bad-axis", element, f"the axis id is {element.get('val')!r}")
    own = [axis.get("val") for axes in _axes(root) for axis in axes.findall(q("c:axId"))]
    if len(own) != len(set(own)):
        to.tell("bad-axis", None, "two axes have one id")
    area = find(root, "c:chart", "c:plotArea")
    for plot in xml.children(area) if area is not None else []:
        used = [axis.get("val") for axis in plot.findall(q("c:axId"))]
        if (
            local(plot).endswith("Chart")
            and used
            and (set(used) - set(own) or len(used) > (3 if "3D" in local(plot) else 2))
        ):
            to.tell(
                "bad-axis",
                None,
                f"the {local(plot)} names axes {', '.join(map(str, used))}; the chart has {', '.join(map(str, own))}",
            )
    for cache in elements(root, "c:numCache", "c:numLit"):
        for text in (point.text or "" for point in elements(cache, "c:v")):
            if not _is_finite(text):
                to.tell("not-a-number", None, f"the chart has the value {text[:20]!r}")


def _is_finite(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        # A cell with an error such as #N/A is kept by PowerPoint, and drawn as a gap.
        return text.startswith("#")
