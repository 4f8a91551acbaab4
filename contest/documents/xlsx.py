"""The parts of an .xlsx file with one sheet, written by hand: ten thousand rows in a fifth of a second, where a library
that keeps every cell as an object takes several. Text stands in its cell (`inlineStr`), so nothing is a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
BEGIN = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
"""What XML cannot hold."""
LONGEST = 32_767
"""Characters that a cell can hold."""

TYPES = (
    f'{BEGIN}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/></Types>'
)
STYLES = (
    f'{BEGIN}<styleSheet xmlns="{MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="3">'
    '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE5F3EC"/></patternFill></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def parts(
    title: str, header: Sequence[str], rows: Iterable[Sequence[object]], widths: Sequence[int]
) -> Iterator[tuple[str, str]]:
    """(name in the archive, content): the first row bold and always in sight, columns as wide as so many letters."""
    yield "[Content_Types].xml", TYPES
    yield "_rels/.rels", _related(("officeDocument", "xl/workbook.xml"))
    yield "xl/_rels/workbook.xml.rels", _related(("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"))
    yield (
        "xl/workbook.xml",
        f'{BEGIN}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        f'<sheet name={quoteattr(title[:31])} sheetId="1" r:id="rId1"/></sheets></workbook>',
    )
    yield "xl/styles.xml", STYLES
    yield "xl/worksheets/sheet1.xml", _sheet(header, rows, widths)


def _related(*targets: tuple[str, str]) -> str:
    lines = [
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    ]
    return f'{BEGIN}<Relationships xmlns="{PACKAGE}/relationships">{"".join(lines)}</Relationships>'


def _sheet(header: Sequence[str], rows: Iterable[Sequence[object]], widths: Sequence[int]) -> str:
    columns = [
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(widths, 1)
    ]
    letters = [_letters(number) for number in range(max(len(header), len(widths)))]
    lines = [_row(1, header, letters, ' s="1"'), *(_row(number, row, letters) for number, row in enumerate(rows, 2))]
    return (
        f'{BEGIN}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{''.join(columns)}</cols><sheetData>{''.join(lines)}</sheetData></worksheet>"
    )


def _letters(column: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    high, low = divmod(column, 26)
    return (_letters(high - 1) if high else "") + chr(ord("A") + low)


def _row(number: int, cells: Sequence[object], letters: Sequence[str], style: str = "") -> str:
    written = []
    for letter, value in zip(letters, cells, strict=False):
        if isinstance(value, str):
            text = escape(UNWRITABLE.sub("", value)[:LONGEST])
            written.append(
                f'<c r="{letter}{number}"{style} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
            )
        elif value is not None:
            written.append(f'<c r="{letter}{number}"{style}><v>{value}</v></c>')
    return f'<row r="{number}">{"".join(written)}</row>'
