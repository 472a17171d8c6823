"""Reads a finished PDF back through pikepdf: its tag tree, and the text of each element."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf


@dataclass
class Tag:
    """A structure element as a reader finds it."""

    type: str
    alt: str = ""
    language: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)
    parts: list[Tag | str] = field(default_factory=list)
    """Elements and pieces of text, in reading order."""
    annotations: list[tuple[Any, str]] = field(default_factory=list)
    """Of a link: the annotation's number and what it says."""

    @property
    def text(self) -> str:
        """All text below, as it is read aloud."""
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)

    def find(self, kind: str) -> list[Tag]:
        """Give the elements of a type, in reading order."""
        below = [one for part in self.parts if isinstance(part, Tag) for one in part.find(kind)]
        return ([self] if self.type == kind else []) + below

    def outline(self) -> str:
        """Give the tree of types in short."""
        inner = " ".join(part.outline() for part in self.parts if isinstance(part, Tag))
        return f"{self.type}({inner})" if inner else self.type


def read_tags(data: bytes | Path) -> Tag:
    """Read the tag tree of a file."""
    import io

    with pikepdf.open(io.BytesIO(data) if isinstance(data, bytes) else data) as pdf:
        texts = [_page_texts(page) for page in pdf.pages]
        numbers = {page.objgen: index for index, page in enumerate(pdf.pages)}
        return _element(pdf.Root.StructTreeRoot.K, texts, numbers, None)


def _element(node: Any, texts: list[dict[int, str]], numbers: dict[Any, int], page: int | None) -> Tag:
    if "/Pg" in node:
        page = numbers[node.Pg.objgen]
    tag = Tag(str(node.S)[1:], str(node.get("/Alt", "")), str(node.get("/Lang", "")))
    tag.attributes = {str(key): value for key, value in node.get("/A", {}).items()} if "/A" in node else {}
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            kind = str(kid.get("/Type", ""))
            if kind == "/MCR":
                tag.parts.append(texts[numbers[kid.Pg.objgen]][int(kid.MCID)])
            elif kind == "/OBJR":
                tag.annotations.append((kid.Obj.objgen, str(kid.Obj.Contents)))
            else:
                tag.parts.append(_element(kid, texts, numbers, page))
        else:
            assert page is not None
            tag.parts.append(texts[page][int(kid)])
    return tag


def _page_texts(page: Any) -> dict[int, str]:
    """Give the text of each marked content of a page, by MCID."""
    maps = {str(name): _characters(font) for name, font in page.Resources.get("/Font", {}).items()}
    texts: dict[int, str] = {}
    stack: list[int | None] = []
    font: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "BDC":
            mcid = operands[1].get("/MCID") if isinstance(operands[1], pikepdf.Dictionary) else None
            stack.append(None if mcid is None else int(mcid))
            if mcid is not None:
                texts.setdefault(int(mcid), "")
        elif name == "EMC":
            stack.pop()
        elif name == "Tf":
            font = maps[str(operands[0])]
        elif name == "TJ" and stack and stack[-1] is not None:
            for piece in operands[0]:
                if isinstance(piece, pikepdf.String):
                    codes = bytes(piece)
                    texts[stack[-1]] += "".join(
                        font[int.from_bytes(codes[at : at + 2], "big")] for at in range(0, len(codes), 2)
                    )
    return texts


def _characters(font: Any) -> dict[int, str]:
    text = font.ToUnicode.read_bytes().decode("ascii")
    found: dict[int, str] = {}
    for line in text.splitlines():
        if line.startswith("<") and line.count("<") == 2 and "FFFF" not in line:
            code, characters = line[1:-1].split("><")
            found[int(code, 16)] = bytes.fromhex(characters).decode("utf-16-be")
    return found
