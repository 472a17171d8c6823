"""What a plain program would write: the same words through stock ReportLab and raw python-pptx, untagged and unchecked."""

from __future__ import annotations

from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # the cold peer must not pay for our imports
    from irdocs.document import nodes


def texts(document: nodes.Document) -> list[tuple[str, Any]]:
    """Return the words of a tree as (kind, text or rows): what a stock program would set."""
    from irdocs.document import nodes

    found: list[tuple[str, Any]] = []

    def block(one: nodes.Node) -> None:
        match one:
            case nodes.Heading():
                found.append(("heading", nodes.words(one.line)))
            case nodes.Paragraph() | nodes.ListItem():
                found.append(("bullet" if isinstance(one, nodes.ListItem) else "text", nodes.words(one.line)))
                for child in getattr(one, "children", ()):
                    block(child)
            case nodes.RiskTable():
                rows = [["", str(one.of), ""]]
                rows += [[f"{nodes.words(r.name)} {nodes.words(r.meaning)}", r.number, r.band] for r in one.rows]
                found.append(("table", rows))
            case nodes.Table():
                found.append(("table", [[nodes.words(c.line) for c in r.cells] for r in (one.head, *one.rows)]))
            case nodes.TitleBlock():
                found.append(("heading", nodes.words(one.title)))
                found.append(("text", nodes.words(one.lead)))
            case nodes.GlanceItem():
                found.append(("text", f"{one.label} {one.value} {nodes.words(one.note)}"))
            case nodes.DayStep() | nodes.RecoveryStage() | nodes.ChoiceCard() | nodes.Key():
                title = getattr(one, "title", getattr(one, "when", getattr(one, "name", ())))
                found.append(("text", f"{nodes.words(title)} {nodes.words(getattr(one, 'line', ()))}"))
                for child in getattr(one, "children", ()):
                    block(child)
            case nodes.Reference():
                found.append(("bullet", f"{one.number}. {one.text}"))
            case nodes.Ask():
                found.append(("text", f"{one.lead} {one.question}"))
            case _:
                for child in one.children_of():
                    if not isinstance(child, nodes.Inline):
                        block(child)

    block(document)
    return [(kind, text) for kind, text in found if text]


class StockReportLab:
    """Platypus with embedded TrueType faces, as its manual teaches: paragraphs, a table, page numbers; no tags."""

    def __init__(self) -> None:
        from reportlab.lib.styles import ParagraphStyle
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont

        spec = find_spec("fontpkg_public_sans")
        assert spec is not None and spec.origin is not None
        for name in ("Body", "Head"):
            file = Path(spec.origin).parent / "files" / "PublicSans[wght].ttf"
            pdfmetrics.registerFont(TTFont(name, str(file)))
        self.styles = {
            "heading": ParagraphStyle("heading", fontName="Head", fontSize=21, leading=26, spaceBefore=16),
            "text": ParagraphStyle("text", fontName="Body", fontSize=14, leading=20, spaceAfter=10),
            "bullet": ParagraphStyle("bullet", fontName="Body", fontSize=14, leading=20, leftIndent=18, bulletIndent=4),
            "cell": ParagraphStyle("cell", fontName="Body", fontSize=13, leading=17.5),
        }

    def write(self, items: list[tuple[str, Any]]) -> bytes:
        """Write one document."""
        from xml.sax.saxutils import escape

        from reportlab.lib.pagesizes import A4
        from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

        story: list[Any] = []
        for kind, text in items:
            if kind == "table":
                rows = [[Paragraph(escape(cell), self.styles["cell"]) for cell in row] for row in text]
                story.append(Table(rows, repeatRows=1, style=[("LINEBELOW", (0, 0), (-1, -1), 0.5, "#7D8C93")]))
            else:
                bullet = "\u2022" if kind == "bullet" else None
                story.append(Paragraph(escape(text), self.styles[kind], bulletText=bullet))
        out = BytesIO()
        document = SimpleDocTemplate(out, pagesize=A4, leftMargin=139, rightMargin=57, topMargin=37, bottomMargin=65)
        document.build(story)
        return out.getvalue()


def raw_python_pptx(template: Path, deck: nodes.Document) -> bytes:
    """The same slides written with python-pptx alone: titles, bullets, tables, charts and notes; nothing checked or fitted."""
    from pptx import Presentation
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Inches

    from irdocs.document import nodes

    presentation = Presentation(str(template))
    layout = presentation.slide_layouts[2]
    for slide in (one for one in deck.walk() if isinstance(one, nodes.Slide)):
        made = presentation.slides.add_slide(layout)
        made.shapes.title.text = nodes.words(slide.title)
        lines: list[str] = []
        for child in slide.children:
            for one in child.walk():
                if isinstance(one, nodes.Chart):
                    data = CategoryChartData()
                    data.categories = one.categories
                    for series in one.series:
                        data.add_series(series.label, [float(value or 0) for value in series.values])
                    kind = XL_CHART_TYPE.LINE if one.kind == "line" else XL_CHART_TYPE.BAR_CLUSTERED
                    made.shapes.add_chart(kind, Inches(1), Inches(2), Inches(10), Inches(4), data)
                elif isinstance(one, nodes.IconArray):
                    data = CategoryChartData()
                    data.categories = ["people"]
                    data.add_series("marked", [one.shown.count])
                    data.add_series("rest", [one.shown.of - one.shown.count])
                    made.shapes.add_chart(
                        XL_CHART_TYPE.BAR_STACKED_100, Inches(1), Inches(2), Inches(6), Inches(1), data
                    )
                    lines += [one.headline, one.outcome, one.complement]
                elif isinstance(one, nodes.Table):
                    rows = (one.head, *one.rows)
                    frame = made.shapes.add_table(
                        len(rows), len(one.head.cells), Inches(1), Inches(2), Inches(10), Inches(4)
                    )
                    for r, row in enumerate(rows):
                        for c, cell in enumerate(row.cells):
                            frame.table.cell(r, c).text = nodes.words(cell.line)
                elif isinstance(one, nodes.RiskTable):
                    frame = made.shapes.add_table(len(one.rows) + 1, 3, Inches(1), Inches(2), Inches(10), Inches(4))
                    for r, risk in enumerate(one.rows, 1):
                        for c, text in enumerate((nodes.words(risk.name), risk.number, risk.band)):
                            frame.table.cell(r, c).text = text
                elif isinstance(one, nodes.Paragraph | nodes.ListItem):
                    lines.append(nodes.words(one.line))
                elif isinstance(one, nodes.Option):
                    lines.append(f"{one.letter}. {nodes.words(one.line)}")
                elif isinstance(one, nodes.Reference):
                    lines.append(one.text)
        body = next((one for one in made.placeholders if one.placeholder_format.idx), None)
        if lines and body is not None:
            body.text_frame.text = "\n".join(lines)
        if slide.notes is not None:
            said = [nodes.words(p.line) for p in slide.notes.walk() if isinstance(p, nodes.Paragraph)]
            made.notes_slide.notes_text_frame.text = "\n".join(said)
    out = BytesIO()
    presentation.save(out)
    return out.getvalue()


def slides_of(deck: nodes.Document) -> list[dict[str, Any]]:
    """Return the slides of a tree as plain data for PptxGenJS: the same that `raw_python_pptx` writes."""
    from irdocs.document import nodes

    found: list[dict[str, Any]] = []
    for slide in (one for one in deck.walk() if isinstance(one, nodes.Slide)):
        said: dict[str, Any] = {"title": nodes.words(slide.title), "lines": [], "tables": [], "charts": [], "notes": ""}
        for child in slide.children:
            for one in child.walk():
                match one:
                    case nodes.Chart():
                        series = [
                            {"name": each.label, "values": [float(value or 0) for value in each.values]}
                            for each in one.series
                        ]
                        labels = list(one.categories)
                        said["charts"].append({"line": one.kind == "line", "labels": labels, "series": series})
                    case nodes.IconArray():
                        counts = {"marked": one.shown.count, "rest": one.shown.of - one.shown.count}
                        series = [{"name": name, "values": [float(value)]} for name, value in counts.items()]
                        said["charts"].append({"line": False, "labels": ["people"], "series": series})
                        said["lines"] += [one.headline, one.outcome, one.complement]
                    case nodes.Table():
                        rows = (one.head, *one.rows)
                        said["tables"].append([[nodes.words(cell.line) for cell in row.cells] for row in rows])
                    case nodes.RiskTable():
                        said["tables"].append([[nodes.words(row.name), row.number, row.band] for row in one.rows])
                    case nodes.Paragraph() | nodes.ListItem():
                        said["lines"].append(nodes.words(one.line))
                    case nodes.Option():
                        said["lines"].append(f"{one.letter}. {nodes.words(one.line)}")
                    case nodes.Reference():
                        said["lines"].append(one.text)
        if slide.notes is not None:
            notes = (nodes.words(p.line) for p in slide.notes.walk() if isinstance(p, nodes.Paragraph))
            said["notes"] = "\n".join(notes)
        found.append(said)
    return found


class PptxGenJS:
    """A Node process that stays warm: `npm install` in benchmarks/ first."""

    def __init__(self, deck: nodes.Document) -> None:
        import json
        import subprocess

        script = Path(__file__).with_name("pptxgen.mjs")
        self._node = subprocess.Popen(
            ["node", str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        self._ask(json.dumps(slides_of(deck)))

    def _ask(self, line: str) -> str:
        assert self._node.stdin is not None and self._node.stdout is not None
        self._node.stdin.write(line + "\n")
        self._node.stdin.flush()
        return self._node.stdout.readline()

    def write(self, title: str) -> float:
        """Write one deck; return the milliseconds of processor time that it took."""
        import json

        return float(json.loads(self._ask(title))["ms"])

    def close(self) -> None:
        """End the process."""
        self._node.communicate()
