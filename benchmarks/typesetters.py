"""Other typesetters on the words of our leaflets: Typst and WeasyPrint as tagged PDF/UA-1, fpdf2 untagged (pip install '.[bench]')."""

from __future__ import annotations

import tempfile
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

Items = list[tuple[str, Any]]
"""Kind of a block and its text, or the rows of a table: see `peers.texts`."""


def _faces() -> Path:
    spec = find_spec("fontpkg_public_sans")
    assert spec is not None and spec.origin is not None
    return Path(spec.origin).parent / "files"


class Typst:
    """One compiler for all documents: fonts and the standard library stay in memory. PDF/UA-1 and PDF/A-2a."""

    SOURCE = """
#set document(title: sys.inputs.title)
#set page(paper: "a4", margin: (left: 49mm, right: 20mm, top: 13mm, bottom: 23mm), numbering: "1")
#set text(font: "Public Sans", size: 14pt, lang: "en")
#set par(leading: 0.6em, spacing: 10pt)
#show heading: set text(size: 21pt)
#for (kind, what) in json(bytes(sys.inputs.items)) {
  if kind == "heading" { heading(level: 1, what) }
  else if kind == "bullet" { list(what) }
  else if kind == "table" {
    table(columns: what.at(0).len(), table.header(..what.at(0)), ..what.slice(1).flatten())
  } else { par(what) }
}
"""

    def __init__(self) -> None:
        import typst

        self._folder = tempfile.TemporaryDirectory()
        source = Path(self._folder.name, "leaflet.typ")
        source.write_text(self.SOURCE, encoding="utf-8")
        self._compiler = typst.Compiler(str(source), font_paths=[str(_faces())], ignore_system_fonts=True)

    def write(self, title: str, items: Items) -> bytes:
        """Write one document."""
        import json

        inputs = {"title": title, "items": json.dumps(items)}
        made = self._compiler.compile(format="pdf", sys_inputs=inputs, pdf_standards=["ua-1", "a-2a"])
        assert isinstance(made, bytes)
        return made


class WeasyPrint:
    """HTML and CSS to PDF/UA-1, the fonts found once."""

    STYLE = """
@page { size: A4; margin: 13mm 20mm 23mm 49mm; @bottom-right { content: counter(page) } }
body { font: 14pt/20pt "Public Sans"; } p, li { margin: 0 0 10pt } h1 { font-size: 21pt; line-height: 26pt }
td, th { border-bottom: 0.5pt solid #7d8c93; text-align: left; vertical-align: top; font-weight: normal }
"""

    def __init__(self) -> None:
        from weasyprint import CSS
        from weasyprint.text.fonts import FontConfiguration

        self._fonts = FontConfiguration()
        face = next(_faces().glob("PublicSans*.ttf")).as_uri()
        rule = f'@font-face {{ font-family: "Public Sans"; src: url("{face}") }}'
        self._style = CSS(string=rule + self.STYLE, font_config=self._fonts)

    def write(self, title: str, items: Items) -> bytes:
        """Write one document."""
        from weasyprint import HTML

        page = f'<!doctype html><html lang="en"><title>{escape(title)}</title><body>{"".join(map(self._block, items))}'
        made = HTML(string=page).write_pdf(stylesheets=[self._style], font_config=self._fonts, pdf_variant="pdf/ua-1")
        assert isinstance(made, bytes)
        return made

    @staticmethod
    def _block(item: tuple[str, Any]) -> str:
        kind, what = item
        if kind == "table":
            head, *rows = (["".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in row)] for tag, row in _tagged(what))
            return f"<table><thead><tr>{head[0]}</tr></thead>{''.join(f'<tr>{row[0]}</tr>' for row in rows)}</table>"
        tag = {"heading": "h1", "bullet": "li"}.get(kind, "p")
        text = f"<{tag}>{escape(what)}</{tag}>"
        return f"<ul>{text}</ul>" if tag == "li" else text


def _tagged(rows: list[list[str]]) -> list[tuple[str, list[str]]]:
    return [("td" if number else "th", row) for number, row in enumerate(rows)]


class Fpdf2:
    """fpdf2 as its manual teaches: paragraphs and tables; no tags."""

    def write(self, title: str, items: Items) -> bytes:
        """Write one document."""
        from fpdf import FPDF

        document = FPDF(format="A4")
        document.set_title(title)
        document.set_margins(49, 13, 20)
        document.set_auto_page_break(True, 23)
        for style in ("", "B"):
            document.add_font("Body", style, fname=str(next(_faces().glob("PublicSans*.ttf"))))
        document.add_page()
        for kind, what in items:
            document.set_font("Body", size=21 if kind == "heading" else 14)
            if kind == "table":
                with document.table(line_height=6) as table:
                    for row in what:
                        table.row([str(cell) for cell in row])
            else:
                text = f"\u2022 {what}" if kind == "bullet" else what
                document.multi_cell(0, 7, text, new_x="LMARGIN", new_y="NEXT", align="L")
                document.ln(3)
        return bytes(document.output())
