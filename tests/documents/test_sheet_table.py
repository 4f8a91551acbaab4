import csv
import io

from contest.documents.sheet_table import FIELDS, as_csv

WORDS = {field: field.upper() for field in FIELDS}
TABLE = {
    "level": 3.1,
    "pull": 0.5,
    "criteria": [{"key": "theme", "name_zh": "主题", "name_en": "Theme", "weight": 1}],
    "divisions": [{"position": 4, "name_zh": "低年级", "name_en": "Juniors", "division_level": 3.2}],
    "judges": [
        {"judge": "A", "sheets": 1, "severity": -0.2, "spread": 1.1, "spread_squared": 1.3, "is_left_out": False},
        {"judge": "B", "sheets": 5, "severity": None, "spread": None, "spread_squared": None, "is_left_out": True},
    ],
    "entries": [
        {"entry": "X1", "division": 4, "sheets": 1, "mean": 4, "score": 3.9, "deviation": 0.3, "place_low": 1}
        | {"place_high": 2}
    ],
    "sheets": [
        {"entry": "X1", "judge": "A", "marks": {"theme": 4}, "composite": 4, "weight": 1.2},
        {"entry": "X1", "judge": "B", "marks": {"theme": None}, "composite": 3, "weight": 0},
    ],
}


def rows(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_each_row_has_all_that_its_part_of_the_formula_needs():
    header, first, second = rows(as_csv(TABLE, WORDS, "en"))
    assert header[:5] == [
        "ENTRY (entry)",
        "DIVISION (division)",
        "JUDGE (judge)",
        "Theme (theme)",
        "COMPOSITE (composite)",
    ]
    assert first == [
        "X1",
        "Juniors",
        "A",
        "4",
        "4",
        "1.2",
        "-0.2",
        "1.1",
        "1.3",
        "3.1",
        "3.2",
        "0.5",
        "3.9",
        "0.3",
        "1",
        "2",
    ]
    assert second[2:9] == ["B", "", "3", "0", "", "", ""]


def test_names_are_in_the_readers_language_behind_a_byte_order_mark():
    data = as_csv(TABLE, WORDS, "zh")
    assert data.startswith(b"\xef\xbb\xbf")
    assert rows(data)[1][1] == "低年级"
    assert rows(data)[0][3] == "主题 (theme)"
