"""contest.documents.spreadsheet: what schools' offices really send."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook, load_workbook

from contest.documents import spreadsheet
from contest.errors import Invalid

TEXT = "编号,学校,省份\r\n66,“绿色”小学,上海\r\n"
ROWS = [["编号", "学校", "省份"], ["66", "“绿色”小学", "上海"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_text_is_read_in_the_encodings_of_excel(encoding: str) -> None:
    assert spreadsheet.read_table(TEXT.encode(encoding)) == ROWS


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    assert spreadsheet.read_table(TEXT.replace(",", delimiter).encode()) == ROWS


def test_quotes_and_line_breaks_in_cells_are_kept_and_empty_rows_left_out() -> None:
    data = b'name,province\r\n"Two, ""quoted""\nlines",Henan\r\n,\r\n\r\nB,Jilin\r\n'
    assert spreadsheet.read_table(data) == [
        ["name", "province"],
        ['Two, "quoted"\nlines', "Henan"],
        ["B", "Jilin"],
    ]


def test_excel_cells_become_tidy_text() -> None:
    book = Workbook()
    opened = datetime(2016, 11, 15)  # noqa: DTZ001 - Excel's dates have no zone
    book.active.append(["学校", 25, 25.0, 2.5, opened, date(2016, 11, 21), None, True])
    packed = io.BytesIO()
    book.save(packed)
    assert spreadsheet.read_table(packed.getvalue()) == [
        ["学校", "25", "25", "2.5", "2016-11-15", "2016-11-21", "", "True"]
    ]


def test_what_is_written_is_read_back_and_no_text_becomes_a_formula() -> None:
    data = spreadsheet.write_table("Schools", ["name", "number"], [["=1+1", 5], ["小学", None]], [20, 10])
    assert spreadsheet.read_table(data) == [["name", "number"], ["=1+1", "5"], ["小学"]]
    assert load_workbook(io.BytesIO(data)).active["A2"].data_type == "s"


def packed(content: bytes) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("xl/workbook.xml", content)
    return archive.getvalue()


@pytest.mark.parametrize(
    ("data", "begins"),
    [
        (b"", "The file is empty"),
        (b"PK\x03\x04 and then nothing", "This file cannot be read"),
        (packed(b"<workbook/>"), "This file cannot be read"),
        (packed(b" " * (spreadsheet.MOST_UNPACKED + 1)), "This spreadsheet is far too large"),
        (spreadsheet.OLD_EXCEL + b"\0" * 600, "This is an old .xls file"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xff", "The letters of this file"),
        (b"a\0b,c", "This file cannot be read"),
        (b"a,b\n" * (spreadsheet.MOST_ROWS + 1), "At most %(most)s rows"),
        (b"x" * (spreadsheet.MOST_BYTES + 1), "A spreadsheet of at most"),
    ],
    ids=["empty", "cut zip", "other zip", "bomb", "xls", "picture", "binary", "long", "large"],
)
def test_what_is_no_spreadsheet_is_told_in_words(data: bytes, begins: str) -> None:
    with pytest.raises(Invalid) as refused:
        spreadsheet.read_table(data)
    assert refused.value.message.startswith(begins)
    assert refused.value.field == "file"
