"""Spreadsheets: .xlsx and .csv read as rows of plain text, and written."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from openpyxl import load_workbook

from contest.documents.xlsx import parts
from contest.errors import N_, Invalid

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_BYTES = 5_000_000
MOST_UNPACKED = 100_000_000
MOST_ROWS = 5000
MOST_COLUMNS = 60
LONGEST_CELL = 1000
OLD_EXCEL = bytes.fromhex("d0cf11e0")


def read_table(data: bytes) -> list[list[str]]:
    """The rows of the first sheet as tidy text: dates as 2016-11-15, whole numbers without a point.

    What it is, is told by its bytes, not by a file's name. Text may be UTF-8 (with or without mark), UTF-16 or GBK,
    its columns parted by comma, semicolon or tab. Empty rows, and empty cells at a row's end, are left out.
    Raises Invalid for field "file".
    """
    if not data:
        raise _refused(N_("The file is empty."))
    if len(data) > MOST_BYTES:
        raise _refused(N_("A spreadsheet of at most %(most)s MB, please."), most=MOST_BYTES // 1_000_000)
    if data.startswith(OLD_EXCEL):
        raise _refused(N_("This is an old .xls file. Please save it as .xlsx or .csv and send that."))
    rows = _xlsx_rows(data) if data.startswith(b"PK") else _text_rows(data)
    return [row for row in (_tidy(cells) for cells in _bounded(rows)) if row]


def _refused(sentence: str, **facts: object) -> Invalid:
    return Invalid(sentence, field="file", **facts)


def _bounded(rows: Iterable[Sequence[object]]) -> Iterable[Sequence[object]]:
    for number, row in enumerate(rows):
        if number >= MOST_ROWS:
            raise _refused(N_("At most %(most)s rows, please."), most=MOST_ROWS)
        yield row[:MOST_COLUMNS]


def _tidy(cells: Sequence[object]) -> list[str]:
    row = [_cell_text(cell)[:LONGEST_CELL] for cell in cells]
    while row and not row[-1]:
        row.pop()
    return row


def _cell_text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        cell = cell.date() if cell.time() == datetime.min.time() else cell
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _xlsx_rows(data: bytes) -> list[Sequence[object]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
        if unpacked > MOST_UNPACKED:
            raise _refused(N_("This spreadsheet is far too large when it is unpacked."))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of every Excel feature that it does not keep
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            sheet = book.worksheets[0]
            rows = list(sheet.iter_rows(values_only=True, max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS))
            book.close()
    except Invalid:
        raise
    except Exception as error:  # a damaged file makes openpyxl fail in any of a hundred ways
        raise _refused(N_("This file cannot be read as a spreadsheet. Please save it as .xlsx or .csv.")) from error
    return rows


def _text_rows(data: bytes) -> Iterable[Sequence[object]]:
    text = _decode(data)
    if "\0" in text:
        raise _refused(N_("This file cannot be read as a spreadsheet. Please save it as .xlsx or .csv."))
    first_line = text.lstrip().partition("\n")[0]
    delimiter = max(",;\t", key=first_line.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise _refused(N_("This file cannot be read as a spreadsheet. Please save it as .xlsx or .csv.")) from error


def _decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")  # Excel in China saves .csv as GBK
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _refused(N_("The letters of this file cannot be read. Please save it as .xlsx or as CSV in UTF-8."))


def write_table(title: str, header: Sequence[str], rows: Iterable[Sequence[object]], widths: Sequence[int]) -> bytes:
    """An .xlsx file with one sheet: a bold first row that stays in sight, columns of the given widths in characters.

    Text stays text, so that a name that begins with = is never taken for a formula. Cells are text, numbers or None.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts(title, header, rows, widths):
            archive.writestr(name, content)
    return packed.getvalue()
