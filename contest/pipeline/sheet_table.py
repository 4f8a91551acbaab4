"""The table of all sheets that counted, judges as A, B, C, games by number: anyone can recompute every score with it.

    {"version": 1, "season": {slug, name_zh, name_en}, "method", "formula": the line below that belongs to the method,
     "level": what an average judge gives to an average game, or None,
     "pull": how many usual sheets the division's level weighs as much as, or None,
     "criteria": [{key, name_zh, name_en, weight}],
     "divisions": [{position, name_zh, name_en, division_level: what an average game of it gets, or None}],
     "judges": [{judge, sheets, severity, spread, spread_squared, is_left_out}],
     "entries": [{entry, division: position, sheets, mean, score, deviation, place_low, place_high}],
     "sheets": [{entry, judge, marks: {criterion key: points}, composite, weight}]}

Scores follow from the very numbers in it. A composite is the weighted mean of its marks; a blank among them is filled
in as contest.judging.rubric says. Rows stand by the
games' numbers and the judges' letters, both of which are by lot. A game without an award is in it by its number alone:
that says nothing to anybody but its own school.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from contest.errors import N_, Closed
from contest.judging.rubric import checked_marks, checked_weights, composites
from contest.models import JudgeEstimate, Ranking, Season
from contest.pipeline.disclose import criteria, formula_of, letters, short
from contest.queries.publication import (
    CountedSheet,
    RankedEntry,
    counted_sheets,
    judge_estimates,
    marks_of_sheets,
    ranked_entries,
)

TABLE_VERSION = 1
FORMULAS = {
    "hierarchical": "score = level + (sum(weight * spread * (composite - level - severity))"
    " + pull * (division_level - level)) / (sum(weight * spread_squared) + pull)",
    "plain-mean": "score = sum(weight * composite) / sum(weight)",
}
CLOSE = 1e-6
"""Points. A composite that differs by more belongs to other marks."""


def sheet_table(session: Session, season: Season, ranking: Ranking) -> dict[str, Any]:
    """The table of one ranking, without entries that left the contest since.

    Raises Closed when a sheet was changed after the ranking was computed: its marks would not give the score.
    """
    entries, judges = ranked_entries(session, ranking), judge_estimates(session, ranking)
    sheets, marks = counted_sheets(session, ranking), marks_of_sheets(session, ranking)
    _check(season, sheets, marks)
    formula = formula_of(ranking)
    letter_of = letters([judge.judge_id for judge in judges], ranking.inputs_hash)
    code_of = {entry.entry_id: entry.code for entry in entries}
    keys = {criterion.id: criterion.key for criterion in season.criteria}
    lines: list[dict[str, Any]] = [
        {
            "entry": code_of[sheet.entry_id],
            "judge": letter_of[sheet.judge_id],
            "marks": {key: marks[sheet.sheet_id].get(number) for number, key in keys.items()},
            "composite": short(sheet.composite),
            "weight": short(sheet.weight),
        }
        for sheet in sheets
    ]
    lines.sort(key=lambda line: (line["entry"], len(line["judge"]), line["judge"]))
    judge_lines = [_judge(letter_of[judge.judge_id], judge) for judge in judges]
    judge_lines.sort(key=lambda line: (len(line["judge"]), line["judge"]))
    return {
        "version": TABLE_VERSION,
        "season": {name: getattr(season, name) for name in ("slug", "name_zh", "name_en")},
        "method": ranking.method,
        "formula": FORMULAS.get(ranking.method.rpartition("-")[0], ""),
        "level": short(formula.level),
        "pull": short(formula.pull),
        "criteria": criteria(season),
        "divisions": [
            {
                "position": division.position,
                "name_zh": division.name_zh,
                "name_en": division.name_en,
                "division_level": short(formula.levels.get(division.id)),
            }
            for division in season.divisions
        ],
        "judges": judge_lines,
        "entries": [_entry(season, entry) for entry in entries],
        "sheets": lines,
    }


def _check(season: Season, sheets: list[CountedSheet], marks: Mapping[int, Mapping[int, int]]) -> None:
    # Over all sheets of the ranking, because a blank is filled by what the others have there.
    rows = [[given.get(criterion.id, math.nan) for criterion in season.criteria] for given in marks.values()]
    weights = checked_weights([criterion.weight for criterion in season.criteria])
    now = dict(zip(marks, composites(checked_marks(rows), weights).tolist(), strict=True)) if rows else {}
    if any(not abs(now.get(sheet.sheet_id, math.nan) - sheet.composite) < CLOSE for sheet in sheets):
        raise Closed(
            N_(
                "Score sheets changed after the ranking was computed that the awards come from, so the table of "
                "sheets would not give its scores. Compute a new ranking and take over its awards first."
            )
        )


def _judge(name: str, judge: JudgeEstimate) -> dict[str, Any]:
    return {
        "judge": name,
        "sheets": judge.sheets,
        "severity": short(judge.severity),
        "spread": short(judge.spread),
        "spread_squared": short(judge.spread_squared),
        "is_left_out": judge.is_left_out,
    }


def _entry(season: Season, entry: RankedEntry) -> dict[str, Any]:
    position = next(each.position for each in season.divisions if each.id == entry.division_id)
    return {
        "entry": entry.code,
        "division": position,
        "sheets": entry.sheets,
        "mean": short(entry.mean, 4),
        "score": short(entry.score),
        "deviation": short(entry.deviation, 4),
        "place_low": entry.place_low,
        "place_high": entry.place_high,
    }
