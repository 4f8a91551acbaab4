"""Every score anew from a published table of sheets, by its formula in plain Python, with nothing of the contest's."""

import csv
import io
import json
import re
from math import fsum


def score(rows, number):
    """The published formula, in plain Python, over the rows of one game; `number` reads a column of a row."""
    rows = [row for row in rows if number(row, "weight") > 0]
    if number(rows[0], "pull") is None:
        return fsum(number(row, "weight") * number(row, "composite") for row in rows) / fsum(
            number(row, "weight") for row in rows
        )
    level, pull = number(rows[0], "level"), number(rows[0], "pull")
    told = fsum(
        number(row, "weight") * number(row, "spread") * (number(row, "composite") - level - number(row, "severity"))
        for row in rows
    )
    certain = fsum(number(row, "weight") * number(row, "spread_squared") for row in rows)
    return level + (told + pull * (number(rows[0], "division_level") - level)) / (certain + pull)


def scores_from_csv(data):
    text = data.decode("utf-8-sig")
    header, *lines = csv.reader(io.StringIO(text, newline=""))
    names = [re.search(r"\((\w+)\)$", title)[1] for title in header]
    games: dict[str, list[dict[str, str]]] = {}
    for line in lines:
        row = dict(zip(names, line, strict=True))
        games.setdefault(row["entry"], []).append(row)

    def number(row, name):
        return float(row[name]) if row[name] else None

    return {code: score(rows, number) for code, rows in games.items()}


def scores_from_json(data):
    table = json.loads(data)
    judges = {judge["judge"]: judge for judge in table["judges"]}
    divisions = {division["position"]: division for division in table["divisions"]}
    scores = {}
    for entry in table["entries"]:
        rows = [
            table | judges[sheet["judge"]] | divisions[entry["division"]] | sheet
            for sheet in table["sheets"]
            if sheet["entry"] == entry["entry"]
        ]
        for row in rows:
            weights = {criterion["key"]: criterion["weight"] for criterion in table["criteria"]}
            if None not in row["marks"].values():
                total = fsum(weights[key] * points for key, points in row["marks"].items())
                row["composite"] = total / fsum(weights.values())
        scores[entry["entry"]] = score(rows, dict.get)
    return scores, {entry["entry"]: entry["score"] for entry in table["entries"]}
