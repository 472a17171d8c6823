"""Reads what a page paints: marks, sizes of text, fonts, and what lies outside all marks."""

import math
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf

Scale = tuple[float, float, float, float]
"""The part of a matrix that sizes and turns. Where on the page something lies is of no matter here."""
IDENTITY: Scale = (1.0, 0.0, 0.0, 1.0)
MOST_BYTES = 60_000_000
"""A content stream that unpacks to more is not read."""
_PAINTING = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "BI", "EI", "INLINE IMAGE"}
_SHOWING = {"Tj", "TJ", "'", '"'}
_MOST_FORMS = 200
_DEEPEST = 13
"""Forms in forms. A form that draws itself must not run for ever."""


@dataclass
class Painted:
    """What one page paints."""

    mcids: set[int] = field(default_factory=set)
    unmarked: dict[str, int] = field(default_factory=dict)
    """Operator -> how often it paints outside every mark."""
    nested: int = 0
    """Artifacts inside content, or content inside artifacts or other content."""
    sizes: dict[float, int] = field(default_factory=dict)
    """Size of visible text in points -> how many strings have it."""
    fonts: dict[Any, Any] = field(default_factory=dict)
    """Fonts that show text, by object."""
    forms: int = 0


@dataclass(frozen=True)
class _State:
    """What `q` saves and `Q` brings back."""

    scale: Scale = IDENTITY
    size: float = 0.0
    font: Any = None
    visible: bool = True


class TooLarge(Exception):
    """A content stream that unpacks to more than is read."""


def read_page(pdf: pikepdf.Pdf, page: pikepdf.Page) -> Painted:
    """Run through the content of a page and of the forms that it draws."""
    painted = Painted()
    unit = float(page.obj.get("/UserUnit", 1))
    data = b"\n".join(_unpacked(stream) for stream in _streams(page.obj.get("/Contents")))
    resources = page.resources if "/Resources" in page.obj or "/Parent" in page.obj else pikepdf.Dictionary()
    _Run(pdf, resources, _State((unit, 0.0, 0.0, unit)), [], painted, 0).read(data)
    return painted


def _streams(contents: Any) -> Iterable[Any]:
    if contents is None:
        return []
    return list(contents) if isinstance(contents, pikepdf.Array) else [contents]


def _unpacked(stream: Any) -> bytes:
    """Return the bytes of a stream, at most MOST_BYTES of them: a few kilobytes may be packed terabytes."""
    if stream.get("/Filter") != pikepdf.Name.FlateDecode or "/DecodeParms" in stream:
        data = bytes(stream.read_bytes())
    else:
        inflate = zlib.decompressobj()
        try:
            data = inflate.decompress(bytes(stream.read_raw_bytes()), MOST_BYTES)
        except zlib.error as fault:
            raise ValueError(f"a stream cannot be unpacked: {fault}") from fault
        if inflate.unconsumed_tail:
            raise TooLarge
    if len(data) >= MOST_BYTES:
        raise TooLarge
    return data


def _times(one: Scale, other: Scale) -> Scale:
    a, b, c, d = one
    p, q, r, s = other
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s)


def _scale(operands: Any) -> Scale:
    a, b, c, d, _, _ = (float(operand) for operand in operands)
    return a, b, c, d


_MARKS = ("BDC", "BMC", "EMC")


@dataclass
class _Run:
    """A run through one content stream: that of a page, or of a form that it draws."""

    pdf: pikepdf.Pdf
    resources: Any
    state: _State
    marks: list[str]
    """The marks that are open: content, artifact, or neither."""
    painted: Painted
    depth: int

    def read(self, data: bytes) -> None:
        """Note what the stream paints."""
        saved: list[_State] = []
        text = IDENTITY
        outside = len(self.marks)
        for instruction in pikepdf.parse_content_stream(pikepdf.Stream(self.pdf, data)):
            operator, operands = str(instruction.operator), instruction.operands
            if operator in _MARKS:
                self.mark(operator, operands, outside)
            elif operator in ("q", "Q"):
                self.save(operator, saved)
            elif operator in ("BT", "Tm"):
                text = _scale(operands) if operands else IDENTITY
            elif operator in _SHOWING:
                self.show(operands, text, operator)
            elif operator == "Do":
                self.draw(operands)
            else:
                self.other(operator, operands)

    def mark(self, operator: str, operands: Any, outside: int) -> None:
        """Open a mark, or close the last one; ``outside``: how many were open around the stream, which it cannot close."""
        if operator == "EMC":
            del self.marks[max(outside, len(self.marks) - 1) :]
        else:
            _open_mark(operator, operands, self.resources, self.marks, self.painted)

    def save(self, operator: str, saved: list[_State]) -> None:
        """Keep the graphics state, or take back the last that was kept."""
        if operator == "q":
            saved.append(self.state)
        elif saved:
            self.state = saved.pop()

    def other(self, operator: str, operands: Any) -> None:
        """Follow the graphics state, and count what is painted outside all marks."""
        if operator == "cm":
            self.state = replace(self.state, scale=_times(_scale(operands), self.state.scale))
        elif operator == "Tf":
            font = _resource(self.resources, "/Font", operands[0])
            self.state = replace(self.state, size=float(operands[1]), font=font)
        elif operator == "Tr":
            self.state = replace(self.state, visible=int(operands[0]) not in (3, 7))
        elif operator in _PAINTING:
            self.mark_missing(operator)

    def mark_missing(self, operator: str) -> None:
        """Count what is painted outside all marks."""
        if not any(self.marks):
            self.painted.unmarked[operator] = self.painted.unmarked.get(operator, 0) + 1

    def show(self, operands: Any, text: Scale, operator: str) -> None:
        """Note size and font of words; spaces alone are none."""
        pieces = list(operands[0]) if operator == "TJ" else [operands[-1]]
        if not any(bytes(piece).strip(b" \0") for piece in pieces if isinstance(piece, pikepdf.String)):
            return
        self.mark_missing(operator)
        if not self.state.visible:
            return
        _, _, c, d = _times(text, self.state.scale)
        size = round(abs(self.state.size) * math.hypot(c, d), 2)
        self.painted.sizes[size] = self.painted.sizes.get(size, 0) + 1
        font = self.state.font
        if font is not None:
            self.painted.fonts[font.objgen if font.objgen != (0, 0) else id(font)] = font

    def draw(self, operands: Any) -> None:
        """Go through a form; a picture is painted as it is."""
        target = _resource(self.resources, "/XObject", operands[0])
        if target is None:
            return
        if target.get("/Subtype") != "/Form":
            self.mark_missing("Do")
            return
        self.painted.forms += 1
        if self.depth == _DEEPEST or self.painted.forms > _MOST_FORMS:
            return
        scale = _times(_scale(target.get("/Matrix", [1, 0, 0, 1, 0, 0])), self.state.scale)
        resources = target.get("/Resources", self.resources)
        inner = replace(self.state, scale=scale)
        _Run(self.pdf, resources, inner, list(self.marks), self.painted, self.depth + 1).read(_unpacked(target))


def _resource(resources: Any, kind: str, name: Any) -> Any:
    group = resources.get(kind) if resources is not None else None
    return group.get(str(name)) if group is not None else None


def _open_mark(operator: str, operands: Any, resources: Any, marks: list[str], painted: Painted) -> None:
    tag = str(operands[0])
    properties = operands[1] if operator == "BDC" and len(operands) > 1 else None
    if isinstance(properties, pikepdf.Name):
        properties = _resource(resources, "/Properties", properties)
    mcid = properties.get("/MCID") if isinstance(properties, pikepdf.Dictionary) else None
    kind = "content" if mcid is not None else "artifact" if tag == "/Artifact" else ""
    outer = next((mark for mark in reversed(marks) if mark), "")
    if kind and outer and not kind == outer == "artifact":
        painted.nested += 1
    if mcid is not None:
        painted.mcids.add(int(mcid))
    # A mark that is neither (a span with ActualText) says nothing about where it belongs.
    marks.append(kind or outer)
