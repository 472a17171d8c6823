"""The workbook inside a chart, which "Edit data" opens: one sheet, written without a clock."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from irdocs.pptx.package import XML_HEAD, PackagePart, pack, relationships, write_zip
from irdocs.pptx.text import escape

Cell = str | Decimal | None
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def workbook(rows: Sequence[Sequence[Cell]]) -> bytes:
    """Write rows of cells as Sheet1 of an .xlsx. The same rows give the same bytes."""
    lines = []
    for number, row in enumerate(rows, 1):
        cells = []
        for column, value in enumerate(row):
            place = f"{column_name(column)}{number}"
            if isinstance(value, Decimal):
                cells.append(f'<c r="{place}"><v>{plain(value)}</v></c>')
            elif value:
                # Kept in the cell and not in a table of strings: one part less, and Excel reads it alike.
                cells.append(f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>')
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    sheet = f'{XML_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'
    return write_zip((*_fixed_parts(), pack("xl/worksheets/sheet1.xml", sheet)))


def column_name(number: int) -> str:
    """Name a column: 0 is A, 26 is AA."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def plain(value: Decimal) -> str:
    """Write a number as XML wants it: no exponent, no zeros at the end."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@cache
def _fixed_parts() -> tuple[PackagePart, ...]:
    types = (
        f'{XML_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEET}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_SHEET}.styles+xml"/></Types>'
    )
    styles = (
        f'{XML_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="1"><font><sz val="11"/><name val="Arial"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
        '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
    book = (
        f'{XML_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    return (
        pack("[Content_Types].xml", types),
        pack("_rels/.rels", relationships([("rId1", "officeDocument", "xl/workbook.xml")])),
        pack("xl/workbook.xml", book),
        pack(
            "xl/_rels/workbook.xml.rels",
            relationships([("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "styles", "styles.xml")]),
        ),
        pack("xl/styles.xml", styles),
    )
