"""Reads a drawing file: the one reader of the SVG subset that our drawings keep to.

The subset is small on purpose, because it maps one to one to what a PDF and a slide can draw: ``path`` with absolute
M L C Z, ``circle``, ``ellipse`` and ``rect``; attributes only; colours of the palette only, which are read back as
their tokens so that a black-only or dark edition is made by the theme. A point for a numbered dot is a
``<circle class="anchor" id="..." cx="..." cy="..." r="0">``. Whatever else a file holds is a problem with its place.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from xml.parsers import expat

from irdocs.problems import Location, Problem, Problems, Severity
from irdocs.typeset.figures.outlines import circle, ellipse, rectangle
from irdocs.typeset.figures.shapes import Command, Picture, Shape

PALETTE: Mapping[str, str] = {
    "#FFFFFF": "white",
    "#14262E": "ink",
    "#073B47": "deep",
    "#0B5868": "petrol",
    "#36798A": "mid",
    "#A8470B": "route",
    "#A61B1B": "red",
    "#51626A": "grey6",
    "#7D8C93": "grey4",
    "#A9CBD0": "soft",
    "#DCEAEC": "tint",
    "#EFF6F6": "mist",
    "#F2A65A": "amber",
    "#CFE6E9": "sky",
    "#A63D40": "artery",
    "#F4DEDB": "arterytint",
    "#DDAFA9": "arterywall",
    "#3F5E9E": "vein",
    "#DDE4F1": "veintint",
    "#66700F": "bile",
    "#E6E9B4": "biletint",
    "#C9B48E": "target",
    "#F7F2E8": "sand",
    "#E9DFCB": "sand2",
}
"""The colours a drawing file may hold, and the token of each: a fixed part of the file format, whatever the brand."""

MAX_CHARACTERS = 200_000
"""Longer files are refused: our largest drawing has 13,000 characters."""

_NAMESPACE = "http://www.w3.org/2000/svg"
_NUMBER = re.compile(r"[+-]?(?:\d{1,6}(?:\.\d{1,6})?|\.\d{1,6})")
_ANCHOR_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_PAINT = {"fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-dasharray"}
_ATTRIBUTES = {
    "svg": {"xmlns", "viewBox", "width", "height", "role"},
    "title": set[str](),
    "desc": set[str](),
    "path": {"d"} | _PAINT,
    "circle": {"cx", "cy", "r"} | _PAINT,
    "ellipse": {"cx", "cy", "rx", "ry"} | _PAINT,
    "rect": {"x", "y", "width", "height", "rx", "ry"} | _PAINT,
}
_ANCHOR_ATTRIBUTES = {"class", "id", "cx", "cy", "r", "fill"}
_ARGUMENTS = {"M": 2, "L": 2, "C": 6, "Z": 0}


def read_drawing(path: Path, problems: Problems, name: str = "") -> Picture | None:
    """Read the drawing in a file; ``name`` is what problems call it (default: its path).

    Returns None where the file cannot be read or holds anything outside the subset; the problems say what and where.
    """
    name = name or path.as_posix()
    try:
        data = path.read_bytes()
    except OSError as fault:
        problems.error("drawing-unreadable", Location(name), f"the drawing cannot be read: {fault.strerror or fault}")
        return None
    return parse_drawing(data, name, problems)


def parse_drawing(data: bytes, name: str, problems: Problems) -> Picture | None:
    """Read the drawing in ``data``, as `read_drawing` does. Equal bytes are parsed once."""
    picture, faults = _parse(data)
    for fault in faults:
        at = Location(name, fault.line, fault.column)
        problems.extend([Problem(Severity.ERROR, fault.rule, at, fault.message, fault.hint)])
    return picture


@dataclass(frozen=True)
class _Fault:
    line: int
    column: int
    rule: str
    message: str
    hint: str = ""


@dataclass
class _Drawing:
    """What has been read so far, and the place of the element being read."""

    place: Callable[[], tuple[int, int]]
    faults: list[_Fault] = field(default_factory=list)
    size: tuple[float, float] | None = None
    shapes: list[Shape] = field(default_factory=list)
    anchors: dict[str, tuple[float, float]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)

    def fault(self, rule: str, message: str, hint: str = "") -> None:
        line, column = self.place()
        self.faults.append(_Fault(line, column + 1, rule, message, hint))


class _Refused(Exception):
    """Raised to stop expat at what must not even be looked into."""


@lru_cache(maxsize=512)
def _parse(data: bytes) -> tuple[Picture | None, tuple[_Fault, ...]]:
    if len(data) > MAX_CHARACTERS:
        message = f"the drawing has {len(data):,} bytes; at most {MAX_CHARACTERS:,} are read"
        return None, (_Fault(0, 0, "drawing-too-large", message),)
    parser = expat.ParserCreate()
    drawing = _Drawing(lambda: (parser.CurrentLineNumber, parser.CurrentColumnNumber))

    def refuse(*_: object) -> None:
        drawing.fault("drawing-element", "a document type, an entity or a script does not belong in a drawing")
        raise _Refused

    def text(words: str) -> None:
        if drawing.open and drawing.open[-1] in ("title", "desc"):
            drawing.texts[drawing.open[-1]] = drawing.texts.get(drawing.open[-1], "") + words
        elif words.strip():
            drawing.fault("drawing-element", f"stray text {words.strip()[:30]!r}", "words come from the content")

    parser.StartElementHandler = lambda tag, attributes: _start(drawing, tag, attributes)
    parser.EndElementHandler = lambda _tag: drawing.open.pop()
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse
    parser.ProcessingInstructionHandler = refuse
    parser.buffer_text = True
    try:
        parser.Parse(data, True)
    except expat.ExpatError as fault:
        words = expat.ErrorString(fault.code)
        drawing.faults.append(_Fault(fault.lineno, fault.offset + 1, "drawing-syntax", f"not well-formed XML: {words}"))
    except _Refused:
        pass
    return _finish(drawing), tuple(drawing.faults)


def _finish(drawing: _Drawing) -> Picture | None:
    texts = {key: " ".join(words.split()) for key, words in drawing.texts.items()}
    if not drawing.faults:
        for key in ("title", "desc"):
            if not texts.get(key):
                drawing.faults.append(_Fault(1, 1, "drawing-title", f"the drawing has no <{key}>", "say what it shows"))
        if not drawing.shapes:
            drawing.faults.append(_Fault(1, 1, "drawing-empty", "the drawing has no shapes"))
    if drawing.faults or drawing.size is None:
        return None
    width, height = drawing.size
    return Picture(width, height, tuple(drawing.shapes), drawing.anchors, texts["title"], texts["desc"])


def _start(drawing: _Drawing, tag: str, attributes: dict[str, str]) -> None:
    parent = drawing.open[-1] if drawing.open else ""
    drawing.open.append(tag)
    if tag not in _ATTRIBUTES:
        hint = "use path, circle, ellipse or rect"
        drawing.fault("drawing-element", f"<{tag}> is outside the subset for drawings", hint)
    elif (parent == "") != (tag == "svg") or parent not in ("", "svg"):
        drawing.fault("drawing-element", f"<{tag}> may not stand {'in <' + parent + '>' if parent else 'at the top'}")
    elif tag == "circle" and "class" in attributes:
        _anchor(drawing, attributes)
    else:
        for extra in sorted(attributes.keys() - _ATTRIBUTES[tag]):
            drawing.fault("drawing-attribute", f"<{tag}> may not have {extra}={attributes[extra][:30]!r}")
        if tag == "svg":
            _canvas(drawing, attributes)
        elif tag in ("title", "desc"):
            if tag in drawing.texts:
                drawing.fault("drawing-title", f"a second <{tag}>")
            drawing.texts.setdefault(tag, "")
        else:
            _shape(drawing, tag, attributes)


def _canvas(drawing: _Drawing, attributes: Mapping[str, str]) -> None:
    if attributes.get("xmlns") != _NAMESPACE:
        drawing.fault("drawing-attribute", "the xmlns of <svg> is missing or wrong", f'write xmlns="{_NAMESPACE}"')
    box = [_number(word) for word in attributes.get("viewBox", "").split()]
    if len(box) != 4 or box[:2] != [0, 0] or not all(side and side > 0 for side in box[2:]):
        drawing.fault("drawing-attribute", 'the viewBox must be "0 0 width height"')
        return
    drawing.size = (float(box[2] or 0), float(box[3] or 0))


def _anchor(drawing: _Drawing, attributes: Mapping[str, str]) -> None:
    name = attributes.get("id", "")
    x, y = _number(attributes.get("cx", "")), _number(attributes.get("cy", ""))
    if attributes["class"] != "anchor" or attributes.get("r") != "0" or attributes.get("fill", "none") != "none":
        drawing.fault("drawing-anchor", 'a class is for anchors only: class="anchor" r="0" with no paint')
    elif attributes.keys() - _ANCHOR_ATTRIBUTES or x is None or y is None:
        drawing.fault("drawing-anchor", "an anchor has class, id, cx, cy and r, and nothing else")
    elif not _ANCHOR_ID.fullmatch(name):
        drawing.fault("drawing-anchor", f"an anchor's id is lower-case words joined by hyphens, not {name!r}")
    elif name in drawing.anchors:
        drawing.fault("drawing-anchor", f"two anchors are called {name!r}")
    else:
        drawing.anchors[name] = (x, y)


def _shape(drawing: _Drawing, tag: str, attributes: Mapping[str, str]) -> None:
    count = len(drawing.faults)
    fill, stroke = _colour(drawing, attributes, "fill"), _colour(drawing, attributes, "stroke")
    if "fill" not in attributes:
        # SVG paints black where nothing is said, which no drawing means.
        drawing.fault("drawing-attribute", f"<{tag}> must say its fill", 'a token colour, or fill="none"')
    width = _length(drawing, attributes, "stroke-width", 0.0 if stroke is None else None)
    dash = tuple(_number(word) for word in re.split(r"[\s,]+", attributes.get("stroke-dasharray", "").strip()) if word)
    if any(length is None or length < 0 for length in dash) or (dash and not any(dash)):
        said = attributes["stroke-dasharray"][:30]
        drawing.fault("drawing-attribute", f"stroke-dasharray {said!r} is no list of lengths")
    for name, allowed in (("stroke-linecap", ("round", "butt")), ("stroke-linejoin", ("round",))):
        if attributes.get(name, "round") not in allowed:
            drawing.fault("drawing-attribute", f"{name} may be {' or '.join(allowed)}, not {attributes[name]!r}")
    commands = _outline(drawing, tag, attributes)
    if len(drawing.faults) > count:
        return
    if fill is None and stroke is None:
        drawing.fault("drawing-attribute", f"<{tag}> paints nothing: it has neither fill nor stroke")
        return
    round_ends = attributes.get("stroke-linecap", "round") == "round"
    lengths = tuple(length for length in dash if length is not None)
    drawing.shapes.append(Shape(commands, fill, stroke, width if stroke else 0.0, lengths, round_ends))


def _outline(drawing: _Drawing, tag: str, attributes: Mapping[str, str]) -> tuple[Command, ...]:
    def length(name: str, default: float | None = None) -> float:
        return _length(drawing, attributes, name, default)

    def place(name: str) -> float:
        return _length(drawing, attributes, name, None, signed=True)

    if tag == "path":
        return _path(drawing, attributes.get("d", ""))
    if tag == "circle":
        return circle(place("cx"), place("cy"), length("r"))
    if tag == "ellipse":
        return ellipse(place("cx"), place("cy"), length("rx"), length("ry"))
    rx = length("rx", 0.0)
    return rectangle(place("x"), place("y"), length("width"), length("height"), rx, length("ry", rx))


def _path(drawing: _Drawing, text: str) -> tuple[Command, ...]:
    """Read path data: every command has its letter, every letter is absolute, every number is plain."""
    commands: list[Command] = []
    words = re.sub(r"([A-Za-z])", r" \1 ", text).replace(",", " ").split()
    position = 0
    while position < len(words):
        letter = words[position]
        wanted = _ARGUMENTS.get(letter)
        numbers = [_number(word) for word in words[position + 1 : position + 1 + (wanted or 0)]]
        where = f"command {len(commands) + 1} of the path"
        if wanted is None:
            known = letter.upper() in _ARGUMENTS or _number(letter) is not None
            hint = "every command has its own capital letter" if known else "only M, L, C and Z belong to the subset"
            drawing.fault("drawing-path", f"{where} is {letter[:20]!r}, not one of M, L, C, Z", hint)
            return ()
        if len(numbers) < wanted or any(number is None for number in numbers):
            drawing.fault("drawing-path", f"{where}, {letter}, wants {wanted} numbers")
            return ()
        if not commands and letter != "M":
            drawing.fault("drawing-path", f"a path starts with M, not {letter}")
            return ()
        commands.append((letter, *numbers))  # type: ignore[arg-type]  # the count was checked against the letter
        position += 1 + wanted
    if len(commands) < 2:
        drawing.fault("drawing-path", "the path draws nothing")
    return tuple(commands)


def _colour(drawing: _Drawing, attributes: Mapping[str, str], name: str) -> str | None:
    value = attributes.get(name, "none")
    if value == "none":
        return None
    token = PALETTE.get(value.upper())
    if token is None:
        hint = "use a colour of the palette as #RRGGBB, or none"
        drawing.fault("drawing-colour", f"{name} {value[:30]!r} is not a colour of the palette", hint)
    return token


def _length(
    drawing: _Drawing, attributes: Mapping[str, str], name: str, default: float | None, signed: bool = False
) -> float:
    if name not in attributes and default is not None:
        return default
    value = _number(attributes.get(name, ""))
    if value is None or (value < 0 and not signed):
        said = repr(attributes[name][:20]) if name in attributes else "missing"
        drawing.fault("drawing-attribute", f"{name} is {said}; it must be a plain number")
        return 0.0
    return value


def _number(word: str) -> float | None:
    return float(word) if _NUMBER.fullmatch(word) else None
