"""The tags of a finished PDF as text, in the order in which they are read aloud; what `irdocs show tags` prints.

The words come from the page content through each font's ToUnicode, as a screen reader gets them, and not from whoever
wrote the file.
"""

import io
import re
from typing import Any

import pikepdf

from irdocs.problems import IrdocsError, Location, Problem, Severity

_SHOWN = ("/Alt", "/ActualText", "/E", "/Lang")
_ATTRIBUTES = ("/Scope", "/ListNumbering", "/Headers", "/RowSpan", "/ColSpan", "/Summary")
"""What a screen reader makes use of; places and colours are left out, so that a dump changes with the words only."""
MOST_DEEP = 200

Texts = dict[int, str]
"""MCID -> words of one page."""


def tag_tree(data: bytes) -> str:
    """Return every structure element with its text: one line an element, children indented; no-break spaces as "~".

    Raises IrdocsError where the file cannot be read or has no tags.
    """
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            root = pdf.Root.get("/StructTreeRoot")
            if not isinstance(root, pikepdf.Dictionary):
                raise refused("the file has no tags")
            reader = _Reader(pdf)
            lines: list[str] = []
            for kid in _listed(root.get("/K")):
                lines += reader.element(kid, None, 0)
            return "\n".join(lines)
    except (pikepdf.PdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise refused(f"the tags cannot be read: {str(fault)[:100]}") from fault


def refused(message: str) -> IrdocsError:
    """Return the fault of a file whose tags cannot be read."""
    return IrdocsError([Problem(Severity.ERROR, "no-tags", Location("document.pdf"), message)])


def _listed(kids: Any) -> list[Any]:
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


class _Reader:
    """Reads elements of one file; the words of a page are read when an element first asks for them."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pages = {page.obj.objgen: page for page in pdf.pages}
        self.texts: dict[Any, Texts] = {}
        self.seen: set[Any] = set()

    def words(self, page: Any, mcid: int) -> str:
        if page not in self.texts:
            self.texts[page] = page_texts(self.pages[page]) if page in self.pages else {}
        return self.texts[page].get(mcid, "")

    def element(self, node: Any, page: Any, depth: int) -> list[str]:
        """Return the lines of an element and of all below it."""
        if not isinstance(node, pikepdf.Dictionary) or depth > MOST_DEEP or node.objgen in self.seen:
            return []
        if node.objgen != (0, 0):
            self.seen.add(node.objgen)
        page = node["/Pg"].objgen if "/Pg" in node else page
        parts: list[str | list[str]] = []
        for kid in _listed(node.get("/K")):
            self._add(parts, kid, page, depth)
        pad = "  " * depth
        head = f"{pad}{str(node.get('/S', '/?'))[1:]}{_attributes(node)}"
        if all(isinstance(part, str) for part in parts):
            said = _said("".join(part for part in parts if isinstance(part, str)))
            return [f'{head} "{said}"' if said else head]
        lines = [head]
        for part in parts:
            if isinstance(part, list):
                lines += part
            elif said := _said(part):
                lines.append(f'{pad}  "{said}"')
        return lines

    def _add(self, parts: list[str | list[str]], kid: Any, page: Any, depth: int) -> None:
        if isinstance(kid, pikepdf.Dictionary):
            kind = str(kid.get("/Type", ""))
            if kind == "/OBJR":
                if "/Contents" in kid["/Obj"]:
                    parts.append([f"{'  ' * (depth + 1)}annotation {_quoted(kid['/Obj']['/Contents'])}"])
                return
            if kind != "/MCR":
                parts.append(self.element(kid, page, depth + 1))
                return
            page = kid["/Pg"].objgen if "/Pg" in kid else page
            kid = kid["/MCID"]
        said = self.words(page, int(kid))
        if parts and isinstance(parts[-1], str):
            parts[-1] += said
        else:
            parts.append(said)


def _said(text: str) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ").replace("\u00a0", "~")


def _quoted(value: Any) -> str:
    return f'"{_said(str(value))}"'


def _attributes(node: Any) -> str:
    found = [f" {name[1:].lower()}={_quoted(node[name])}" for name in _SHOWN if name in node]
    for owner in _listed(node.get("/A")):
        if isinstance(owner, pikepdf.Dictionary):
            for name in _ATTRIBUTES:
                if name in owner:
                    value = owner[name]
                    told = str(value)[1:] if isinstance(value, pikepdf.Name) else _said(str(value))
                    found.append(f" {name[1:].lower()}={told}")
    return "".join(found)


# --- words of a page --------------------------------------------------------------------------------------------------


def page_texts(page: pikepdf.Page) -> Texts:
    """Return the words of each marked content of a page, by MCID."""
    fonts = {str(name): _Font(font) for name, font in page.resources.get("/Font", {}).items()}
    texts: Texts = {}
    open_marks: list[int | None] = []
    font: _Font | None = None
    for instruction in pikepdf.parse_content_stream(page):
        operator, operands = str(instruction.operator), instruction.operands
        if operator in ("BDC", "BMC"):
            properties = operands[1] if operator == "BDC" else None
            mcid = properties.get("/MCID") if isinstance(properties, pikepdf.Dictionary) else None
            open_marks.append(int(mcid) if mcid is not None else (open_marks[-1] if open_marks else None))
            if mcid is not None:
                texts.setdefault(int(mcid), "")
        elif operator == "EMC":
            if open_marks:
                open_marks.pop()
        elif operator == "Tf":
            font = fonts.get(str(operands[0]))
        elif operator in ("Tj", "TJ", "'", '"') and font is not None and open_marks and open_marks[-1] is not None:
            pieces = operands[0] if operator == "TJ" else operands[-1:]
            for piece in list(pieces):
                if isinstance(piece, pikepdf.String):
                    texts[open_marks[-1]] += font.words(bytes(piece))
    return texts


class _Font:
    """The characters of a font's codes, from its ToUnicode."""

    def __init__(self, font: Any) -> None:
        self.width = 2 if font.get("/Subtype") == "/Type0" else 1
        """Bytes a code."""
        self.characters = _mapping(font["/ToUnicode"].read_bytes()) if "/ToUnicode" in font else {}

    def words(self, codes: bytes) -> str:
        found = []
        for start in range(0, len(codes) - self.width + 1, self.width):
            code = int.from_bytes(codes[start : start + self.width], "big")
            # One byte without a map: the Latin text that old fonts hold. Two bytes without: nobody can read it.
            found.append(self.characters.get(code, chr(code) if self.width == 1 else "\ufffd"))
        return "".join(found)


_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")


def _mapping(cmap: bytes) -> dict[int, str]:
    """Read a ToUnicode map (ISO 32000-1, 9.10.3): single characters and ranges."""
    found: dict[int, str] = {}
    for kind, block in _BLOCK.findall(cmap):
        tokens = [match[1] if match[1] is not None else match[0] for match in _HEX.finditer(block)]
        at = 0
        while at + 1 < len(tokens):
            code = int(tokens[at], 16)
            if kind == b"bfchar":
                found[code] = _utf16(tokens[at + 1])
                at += 2
                continue
            last = int(tokens[at + 1], 16)
            if at + 2 < len(tokens) and tokens[at + 2] == b"[":
                end = tokens.index(b"]", at)
                found.update({code + index: _utf16(token) for index, token in enumerate(tokens[at + 3 : end])})
                at = end + 1
                continue
            first = _utf16(tokens[at + 2])
            for index in range(min(last - code, 0xFFFF) + 1):
                found[code + index] = first[:-1] + chr(ord(first[-1]) + index)
            at += 3
    return found


def _utf16(digits: bytes) -> str:
    return bytes.fromhex(digits.decode("ascii")).decode("utf-16-be", "replace")
