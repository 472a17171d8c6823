"""Text, tables and drawings of the markup -> blocks of the tree."""

from collections.abc import Callable
from dataclasses import replace

from irdocs.document import nodes
from irdocs.document.context import Context
from irdocs.document.inline import line_of
from irdocs.document.markup import Element
from irdocs.document.nodes import Block, Line
from irdocs.problems import counted


def read_blocks(element: Element, context: Context, depth: int) -> tuple[Block, ...]:
    """Read the blocks inside an element; ``depth`` is the number of sections around them."""
    found: list[Block] = []
    for child in element.elements():
        build = context.builders.get(child.tag)
        if build is not None:
            found.extend(build(child, context, depth))
    return tuple(found)


def _section(element: Element, context: Context, depth: int) -> list[Block]:
    children = read_blocks(element, context, depth + 1)
    rank = int(element.attributes.get("rank", "5"))
    if not children or all(isinstance(child, nodes.Heading) for child in children):
        return []
    return [nodes.Section(name=element.attributes.get("name", ""), rank=rank, children=children, at=element.at)]


def _heading(element: Element, context: Context, depth: int) -> list[Block]:
    return [nodes.Heading(level=depth + 1, line=line_of(element, context), at=element.at)]


def _paragraph(element: Element, context: Context, _: int) -> list[Block]:
    line = line_of(element, context)
    return [nodes.Paragraph(line=line, role=element.attributes.get("role", "body"), at=element.at)] if line else []


def _dagger_note(element: Element, context: Context, _: int) -> list[Block]:
    """What a dagger means stands only where one stood before it."""
    if "dagger" not in context.marks:
        return []
    return [nodes.Paragraph(line=line_of(element, context), role="caption", at=element.at)]


def _drawing_credits(element: Element, context: Context, _: int) -> list[Block]:
    said = context.credits()
    return [nodes.Paragraph(line=(nodes.Text(text=said),), role="caption", at=element.at)] if said else []


def items_of(element: Element, context: Context) -> tuple[nodes.ListItem, ...]:
    """Read the items of a list; an empty one is left out."""
    lines = [(item, line_of(item, context)) for item in element.elements()]
    return tuple(nodes.ListItem(line=line, at=item.at) for item, line in lines if line)


def _list(kind: str) -> Callable[[Element, Context, int], list[Block]]:
    def build(element: Element, context: Context, _: int) -> list[Block]:
        items = items_of(element, context)
        return [nodes.List(kind=kind, items=items, at=element.at)] if items else []

    return build


def _table(element: Element, context: Context, _: int) -> list[Block]:
    rows = [
        nodes.Row(
            cells=tuple(
                nodes.Cell(
                    line=line_of(cell, context),
                    header=cell.tag == "th",
                    scope=cell.attributes.get("scope", "column"),
                    numeric=cell.attributes.get("numeric") == "true",
                    at=cell.at,
                )
                for cell in row.elements()
            ),
            at=row.at,
        )
        for row in element.elements()
    ]
    if len(rows) < 2:
        return []
    width = len(rows[0].cells)
    for row in rows:
        if len(row.cells) != width:
            context.problems.error(
                "ragged-table", row.at, f"this row has {counted(len(row.cells), 'cell')}, the head has {width}"
            )
    if not all(cell.header for cell in rows[0].cells):
        context.problems.error("table-head", rows[0].at, "the first row of a table is its head", "use <th> in it")
    summary = element.attributes.get("summary", "")
    return [nodes.Table(head=rows[0], rows=tuple(rows[1:]), summary=summary, at=element.at)]


def _drawing_node(element: Element, context: Context, name: str) -> nodes.Drawing | None:
    drawing = context.drawing(name, element.at)
    if drawing is not None and element.attributes.get("alt"):
        drawing = replace(drawing, alt=element.attributes["alt"])
    return drawing


def _drawing(element: Element, context: Context, _: int) -> list[Block]:
    drawing = _drawing_node(element, context, element.attributes["name"])
    return [drawing] if drawing else []


def _figure(element: Element, context: Context, _: int) -> list[Block]:
    drawings: list[nodes.Drawing] = []
    index: dict[str, int] = {}
    keys: list[nodes.Key] = []
    caption: Line = ()
    for child in element.elements():
        if child.tag == "drawing":
            drawing = _drawing_node(child, context, child.attributes["name"])
            if drawing is not None:
                index[child.attributes["name"]] = len(drawings)
                drawings.append(drawing)
        elif child.tag == "key" and drawings:
            key = _key(child, context, drawings, index, len(keys) + 1)
            if key is not None:
                keys.append(key)
        elif child.tag == "figcaption":
            caption = line_of(child, context)
    if not drawings:
        return []
    alt = element.attributes.get("alt") or " ".join(drawing.alt for drawing in drawings)
    height = float(element.attributes.get("height", 0))
    return [
        nodes.FigurePanel(
            drawings=tuple(drawings), keys=tuple(keys), caption=caption, alt=alt, height_mm=height, at=element.at
        )
    ]


def _key(
    element: Element, context: Context, drawings: list[nodes.Drawing], index: dict[str, int], number: int
) -> nodes.Key | None:
    which = index.get(element.attributes.get("drawing", ""), 0)
    anchor = element.attributes["anchor"]
    anchors = drawings[which].picture.anchors
    if anchor not in anchors:
        context.problems.error(
            "unknown-anchor",
            element.at,
            f'the drawing "{drawings[which].name}" has no anchor "{anchor}"',
            f"it has: {', '.join(anchors)}",
        )
        return None
    x, y = anchors[anchor]
    line = line_of(
        Element("key", {}, element.at, [c for c in element.children if isinstance(c, str) or c.tag != "note"]), context
    )
    note = line_of(element.find("note"), context)
    return nodes.Key(number=number, drawing=which, x=x, y=y, line=line, note=note, at=element.at)


TEXT: dict[str, Callable[[Element, Context, int], list[Block]]] = {
    "section": _section,
    "heading": _heading,
    "p": _paragraph,
    "dagger-note": _dagger_note,
    "drawing-credits": _drawing_credits,
    "ul": _list("bullet"),
    "ol": _list("number"),
    "checklist": _list("check"),
    "table": _table,
    "drawing": _drawing,
    "figure": _figure,
}
