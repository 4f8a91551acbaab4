"""The table of all sheets as one flat list for a spreadsheet: each row has all that its part of the formula needs."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
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
    keys = [each["key"] for each in table["criteria"]]
    text = io.StringIO()
    text.write(BYTE_ORDER_MARK)
    writer = csv.writer(text, lineterminator="\r\n")
    head = [f"{words[field]} ({field})" for field in FIELDS]
    names = [_plain(f"{each[f'name_{language}']} ({each['key']})") for each in table["criteria"]]
    writer.writerow([*head[:MARKS_AFTER], *names, *head[MARKS_AFTER:]])
    games, judges = _of_games(table, language), _of_judges(table)
    for sheet in table["sheets"]:
        (before, level, after), judge, marks = games[sheet["entry"]], judges[sheet["judge"]], sheet["marks"]
        own = (sheet["composite"], sheet["weight"])
        writer.writerow([*before, sheet["judge"], *(marks.get(key) for key in keys), *own, *judge, *level, *after])
    return text.getvalue().encode()


def _of_games(table: Mapping[str, Any], language: str) -> dict[str, tuple[list[str], list[str], list[str]]]:
    """entry → its cells before the judge's, the levels', and those after. Written out once, for each stands in several
    rows."""
    divisions = {each["position"]: each for each in table["divisions"]}
    found = {}
    for entry in table["entries"]:
        division = divisions[entry["division"]]
        before = [entry["entry"], _plain(division[f"name_{language}"])]
        level = _texts(table["level"], division["division_level"], table["pull"])
        after = _texts(*(entry[field] for field in ("score", "deviation", "place_low", "place_high")))
        found[entry["entry"]] = (before, level, after)
    return found


def _of_judges(table: Mapping[str, Any]) -> dict[str, list[str]]:
    """judge → the cells of severity and spread."""
    fields = ("severity", "spread", "spread_squared")
    return {each["judge"]: _texts(*(each[field] for field in fields)) for each in table["judges"]}


def _texts(*values: float | None) -> list[str]:
    return ["" if value is None else str(value) for value in values]


def _plain(text: str) -> str:
    """Text that Excel must not take for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text
