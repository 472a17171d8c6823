"""Reads what a page paints: marks, sizes of text, fonts, and what lies outside all marks."""

import math
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pikepdf

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
MOST_BYTES = 60_000_000
"""A content stream that unpacks to more is not read."""
_PAINTING = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "BI", "EI", "INLINE IMAGE"}
_SHOWING = {"Tj", "TJ", "'", '"'}
_MOST_FORMS = 200


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


@dataclass
class _State:
    ctm: Matrix = IDENTITY
    size: float = 0.0
    font: Any = None
    leading: float = 0.0
    visible: bool = True


class TooLarge(Exception):
    """A content stream that unpacks to more than is read."""


def read_page(pdf: pikepdf.Pdf, page: pikepdf.Page) -> Painted:
    """Run through the content of a page and of the forms that it draws."""
    painted = Painted()
    unit = float(page.obj.get("/UserUnit", 1))
    data = b"\n".join(_unpacked(stream) for stream in _streams(page.obj.get("/Contents")))
    resources = page.resources if "/Resources" in page.obj or "/Parent" in page.obj else pikepdf.Dictionary()
    _run(pdf, data, resources, _State((unit, 0.0, 0.0, unit, 0.0, 0.0)), [], painted, 0)
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


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _run(
    pdf: pikepdf.Pdf, data: bytes, resources: Any, state: _State, marks: list[str], painted: Painted, depth: int
) -> None:
    stack: list[_State] = []
    text: Matrix = IDENTITY
    line: Matrix = IDENTITY
    opened = len(marks)
    for instruction in pikepdf.parse_content_stream(pikepdf.Stream(pdf, data)):
        operator, operands = str(instruction.operator), instruction.operands
        if operator in ("BDC", "BMC"):
            _open_mark(operator, operands, resources, marks, painted)
        elif operator == "EMC":
            if len(marks) > opened:
                marks.pop()
        elif operator == "q":
            stack.append(_State(state.ctm, state.size, state.font, state.leading, state.visible))
        elif operator == "Q":
            state = stack.pop() if stack else state
        elif operator == "cm":
            state.ctm = _times(_matrix(operands), state.ctm)
        elif operator == "Tf":
            state.size, state.font = float(operands[1]), _resource(resources, "/Font", operands[0])
        elif operator == "TL":
            state.leading = float(operands[0])
        elif operator == "Tr":
            state.visible = int(operands[0]) not in (3, 7)
        elif operator == "BT":
            text = line = IDENTITY
        elif operator == "Tm":
            text = line = _matrix(operands)
        elif operator in ("Td", "TD"):
            text = line = _times((1, 0, 0, 1, float(operands[0]), float(operands[1])), line)
        elif operator in _SHOWING:
            _show(operands, state, text, marks, painted, operator)
        elif operator == "Do":
            _draw(pdf, operands, resources, state, marks, painted, depth)
        elif operator in _PAINTING and not any(marks):
            painted.unmarked[operator] = painted.unmarked.get(operator, 0) + 1


def _matrix(operands: Any) -> Matrix:
    a, b, c, d, e, f = (float(operand) for operand in operands)
    return a, b, c, d, e, f


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


def _show(operands: Any, state: _State, text: Matrix, marks: list[str], painted: Painted, operator: str) -> None:
    pieces = list(operands[0]) if operator == "TJ" else [operands[-1]]
    if not any(bytes(piece).strip(b" \0") for piece in pieces if isinstance(piece, pikepdf.String)):
        return
    if not any(marks):
        painted.unmarked[operator] = painted.unmarked.get(operator, 0) + 1
    if not state.visible:
        return
    _, _, c, d, _, _ = _times(text, state.ctm)
    size = round(abs(state.size) * math.hypot(c, d), 2)
    painted.sizes[size] = painted.sizes.get(size, 0) + 1
    if state.font is not None:
        painted.fonts[state.font.objgen if state.font.objgen != (0, 0) else id(state.font)] = state.font


def _draw(
    pdf: pikepdf.Pdf, operands: Any, resources: Any, state: _State, marks: list[str], painted: Painted, depth: int
) -> None:
    target = _resource(resources, "/XObject", operands[0])
    if target is None:
        return
    if target.get("/Subtype") != "/Form":
        if not any(marks):
            painted.unmarked["Do"] = painted.unmarked.get("Do", 0) + 1
        return
    painted.forms += 1
    if depth > 12 or painted.forms > _MOST_FORMS:
        return
    matrix = _matrix(target.get("/Matrix", [1, 0, 0, 1, 0, 0]))
    inner = _State(_times(matrix, state.ctm), state.size, state.font, state.leading, state.visible)
    _run(pdf, _unpacked(target), target.get("/Resources", resources), inner, list(marks), painted, depth + 1)
