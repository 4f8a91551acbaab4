"""The table of all sheets as one flat list for a spreadsheet: each row has all that its part of the formula needs."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

FIELDS = (
    "entry",
    "division",
    "judge",
    "composite",
    "weight",
    "severity",
    "spread",
    "spread_squared",
    "level",
    "division_level",
    "pull",
    "score",
    "deviation",
    "place_low",
    "place_high",
)
"""The columns by their names in the formula; the criteria's marks stand after `judge`."""
MARKS_AFTER = FIELDS.index("judge") + 1
BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes UTF-8 for the computer's own letters, and Chinese becomes nonsense."""


def as_csv(table: Mapping[str, Any], words: Mapping[str, str], language: str) -> bytes:
    """A publication's table of sheets (contest.pipeline.sheet_table) as CSV for Excel, a row a sheet.

    words: what each of FIELDS is called in the reader's language; its name in the formula is put behind. language: zh
    or en, for the names of divisions and criteria.
    """
    criteria, divisions = table["criteria"], {each["position"]: each for each in table["divisions"]}
    judges = {each["judge"]: each for each in table["judges"]}
    entries = {each["entry"]: each for each in table["entries"]}
    text = io.StringIO()
    text.write(BYTE_ORDER_MARK)
    writer = csv.writer(text, lineterminator="\r\n")
    head = [f"{words[field]} ({field})" for field in FIELDS]
    writer.writerow(_with_marks(head, [_plain(f"{each[f'name_{language}']} ({each['key']})") for each in criteria]))
    for sheet in table["sheets"]:
        entry, judge = entries[sheet["entry"]], judges[sheet["judge"]]
        division = divisions[entry["division"]]
        values = table | judge | entry | division | sheet | {"division": _plain(division[f"name_{language}"])}
        row = [values.get(field) for field in FIELDS]
        writer.writerow(_with_marks(row, [sheet["marks"].get(each["key"]) for each in criteria]))
    return text.getvalue().encode()


def _with_marks(row: list[Any], marks: Sequence[Any]) -> list[Any]:
    return [*row[:MARKS_AFTER], *marks, *row[MARKS_AFTER:]]


def _plain(text: str) -> str:
    """Text that Excel must not take for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text
