"""A computed ranking as rows: placings, judges, sheets, and what holds for the whole.

`Ranking.parameters`, what was put in: weights (criterion key → weight), shares (award kind id → per cent), counts of
sheets, judges and entries, seed, sweeps, chains, versions of Python and numpy, provisional (judging still ran), stamp
(contest.queries.rankings.Progress), without_judge where one judge was left out.

`Ranking.summary`, what came out: why (the plain mean was taken), reliability, the variances, islands, split_divisions
(ids), formula {level, levels: division id → level, pull} for contest.judging.formula, odd_sheets, left_out and careless
(numbers of judges).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from contest.judging import rank
from contest.models import JudgeEstimate, Placing, Ranking, SheetEstimate
from contest.queries.rankings import FinishedSheets
from contest.queries.results import share_kinds
from contest.rules.awards import Share, lines

Row = dict[str, Any]


def parameters(session: Session, ranking: Ranking, sheets: FinishedSheets, result: rank.Ranking) -> dict[str, Any]:
    """What was put in, but for versions and the stamp."""
    return {
        "weights": dict(zip(sheets.keys, sheets.weights, strict=True)),
        "shares": {str(kind.id): kind.share_percent for kind in share_kinds(session, ranking.season_id)},
        "sheets": len(sheets.entry),
        "judges": len(sheets.judges),
        "entries": len(sheets.entries),
        "seed": result.seed,
        "sweeps": result.sweeps,
        "chains": result.chains,
    }


def store(session: Session, ranking: Ranking, sheets: FinishedSheets, result: rank.Ranking) -> None:
    """Write the summary and all lines."""
    division_of = {division.position: division.id for division in ranking.season.divisions}
    ranking.summary = _summary(result, division_of)
    session.flush()
    _add(session, Placing, ranking, _placings(ranking, sheets, result, division_of))
    _add(session, JudgeEstimate, ranking, _judges(sheets, result))
    if "without_judge" not in ranking.parameters:
        _add(session, SheetEstimate, ranking, _sheets(sheets, result))


def _add(session: Session, table: type[Any], ranking: Ranking, rows: Iterator[Row]) -> None:
    ready = [{"ranking_id": ranking.id, **row} for row in rows]
    if ready:
        session.execute(insert(table), ready)


def _summary(result: rank.Ranking, division_of: dict[int, int]) -> dict[str, Any]:
    formula = result.formula
    return {
        "why": result.why,
        "reliability": result.reliability,
        "entry_variance": result.entry_variance,
        "judge_variance": result.judge_variance,
        "noise_variance": result.noise_variance,
        "islands": result.islands,
        "split_divisions": [division_of[number] for number in result.split_divisions],
        "formula": {
            "level": formula.level,
            "levels": {str(division_of[number]): level for number, level in formula.levels.items()},
            "pull": formula.pull,
        },
        "odd_sheets": sum(sheet.is_odd for sheet in result.sheets),
        "left_out": sum(judge.is_left_out for judge in result.judges),
        "careless": sum(judge.is_careless for judge in result.judges),
    }


def _placings(
    ranking: Ranking, sheets: FinishedSheets, result: rank.Ranking, division_of: dict[int, int]
) -> Iterator[Row]:
    chances = _chances(ranking.parameters["shares"], result)
    for placing in result.placings:
        yield {
            "entry_id": sheets.entries[placing.entry],
            "division_id": division_of[placing.division],
            "island": placing.island,
            "sheets": placing.sheets,
            "score": placing.score,
            "mean": placing.mean,
            "standard_error": placing.deviation,
            "place": placing.place,
            "place_low": placing.place_low,
            "place_high": placing.place_high,
            "before_next": placing.before_next,
            "spread": placing.spread,
            "chances": chances[placing.entry],
        }


def _chances(shares: dict[str, int], result: rank.Ranking) -> list[dict[str, float]]:
    """Per entry: kind's id → probability of being within its line. None where a division falls apart: what one of its
    groups would get cannot be said."""
    found: list[dict[str, float]] = [{} for _ in result.placings]
    placed: dict[int, int] = {}
    for placing in result.placings:
        if placing.place is not None and placing.division not in result.split_divisions:
            placed[placing.division] = placed.get(placing.division, 0) + 1
    wanted = [Share(int(kind), percent) for kind, percent in shares.items()]
    seats = {division: lines(wanted, count) for division, count in placed.items()}
    for number, share in enumerate(wanted):
        within = result.chances({division: after[number] for division, after in seats.items()})
        for entry, chance in enumerate(within.tolist()):
            if not math.isnan(chance):
                found[entry][str(share.kind)] = round(chance, 4)
    return found


def _judges(sheets: FinishedSheets, result: rank.Ranking) -> Iterator[Row]:
    for judge in result.judges:
        yield {
            "judge_id": sheets.judges[judge.judge],
            "sheets": judge.sheets,
            "severity": judge.severity,
            "severity_error": judge.severity_error,
            "spread": judge.spread,
            "spread_squared": judge.spread_squared,
            "noise": judge.noise,
            "care": judge.care,
            "is_left_out": judge.is_left_out,
        }


def _sheets(sheets: FinishedSheets, result: rank.Ranking) -> Iterator[Row]:
    for sheet in result.sheets:
        if sheet.composite is not None:
            yield {
                "sheet_id": sheets.sheets[sheet.sheet],
                "composite": sheet.composite,
                "corrected": sheet.corrected,
                "weight": sheet.weight,
            }
