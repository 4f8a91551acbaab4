"""What a publication tells of its ranking: the lines of entries still in the contest, the judges, the sheets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from contest.models import Assignment, Award, Entry, JudgeEstimate, Mark, Placing, Ranking, ScoreSheet, SheetEstimate
from contest.queries.desk import in_contest
from contest.queries.rankings import TAKEN_AWAY


@dataclass(frozen=True)
class RankedEntry:
    """One entry's line in a ranking. Scores are in the rubric's points."""

    entry_id: int
    code: str
    division_id: int
    sheets: int
    score: float | None
    mean: float | None
    deviation: float | None
    """Standard deviation of the score's uncertainty."""
    place_low: int | None
    place_high: int | None
    before_next: float | None
    chances: Mapping[str, Any]


@dataclass(frozen=True)
class CountedSheet:
    """One score sheet as a ranking took it."""

    sheet_id: int
    entry_id: int
    judge_id: int
    composite: float
    corrected: float | None
    weight: float
    """0: left out."""
    round: int
    """1 for the first deal, more for a sheet that was asked for later to settle an award."""


def awarding_ranking(session: Session, season_id: int) -> Ranking | None:
    """The newest proposal that awards of this season were taken from; None where all were given by hand."""
    return session.scalar(
        select(Ranking)
        .join(Award, Award.ranking_id == Ranking.id)
        .where(Ranking.season_id == season_id)
        .order_by(Ranking.id.desc())
        .limit(1)
    )


def ranked_entries(session: Session, ranking: Ranking) -> list[RankedEntry]:
    """The lines of the entries that are in the contest now, by code, which says nothing of the order."""
    lines = session.execute(
        select(
            Placing.entry_id,
            Entry.code,
            Placing.division_id,
            Placing.sheets,
            Placing.score,
            Placing.mean,
            Placing.standard_error,
            Placing.place_low,
            Placing.place_high,
            Placing.before_next,
            Placing.chances,
        )
        .join(Placing.entry)
        .where(Placing.ranking_id == ranking.id, in_contest())
        .order_by(Entry.code)
    )
    return [RankedEntry(*line) for line in lines]


def judge_estimates(session: Session, ranking: Ranking) -> list[JudgeEstimate]:
    """What the ranking found about each judge."""
    return list(session.scalars(select(JudgeEstimate).where(JudgeEstimate.ranking_id == ranking.id)))


def counted_sheets(session: Session, ranking: Ranking, entry_id: int | None = None) -> list[CountedSheet]:
    """The sheets that went into the ranking, of entries in the contest now; of one entry where one is asked for."""
    statement = (
        select(
            SheetEstimate.sheet_id,
            Assignment.entry_id,
            Assignment.judge_id,
            SheetEstimate.composite,
            SheetEstimate.corrected,
            SheetEstimate.weight,
            Assignment.round,
        )
        .join(SheetEstimate.sheet)
        .join(ScoreSheet.assignment)
        .join(Assignment.entry)
        .where(SheetEstimate.ranking_id == ranking.id, in_contest())
        .order_by(SheetEstimate.sheet_id)
    )
    if entry_id is not None:
        statement = statement.where(Assignment.entry_id == entry_id)
    return [CountedSheet(*line) for line in session.execute(statement)]


def sheets_set_aside(session: Session, ranking: Ranking) -> int:
    """How many finished sheets of entries in the contest a ranking left out because an organizer decided so. One that
    was set aside after the ranking is still in it."""
    used = select(SheetEstimate.sheet_id).where(SheetEstimate.ranking_id == ranking.id)
    statement = (
        select(func.count(ScoreSheet.id))
        .join(ScoreSheet.assignment)
        .join(Assignment.entry)
        .where(
            Entry.season_id == ranking.season_id,
            in_contest(),
            Assignment.state.not_in(TAKEN_AWAY),
            ScoreSheet.finished_at.is_not(None),
            ScoreSheet.set_aside_at.is_not(None),
            ScoreSheet.id.not_in(used),
        )
    )
    return session.scalar(statement) or 0


def marks_of_sheets(session: Session, ranking: Ranking) -> dict[int, dict[int, int]]:
    """sheet id → criterion id → points, of all sheets that went into the ranking."""
    marks: dict[int, dict[int, int]] = {}
    statement = (
        select(Mark.sheet_id, Mark.criterion_id, Mark.points)
        .join(SheetEstimate, SheetEstimate.sheet_id == Mark.sheet_id)
        .where(SheetEstimate.ranking_id == ranking.id)
    )
    for sheet_id, criterion_id, points in session.execute(statement):
        marks.setdefault(sheet_id, {})[criterion_id] = points
    return marks


def mean_marks(session: Session, ranking: Ranking, entry_id: int | None = None) -> dict[int, dict[int, float]]:
    """entry id → criterion id → mean of its points over the sheets that count; of one entry where one is asked for."""
    statement = (
        select(Assignment.entry_id, Mark.criterion_id, func.avg(Mark.points))
        .join(SheetEstimate, SheetEstimate.sheet_id == Mark.sheet_id)
        .join(ScoreSheet, ScoreSheet.id == Mark.sheet_id)
        .join(ScoreSheet.assignment)
        .join(Assignment.entry)
        .where(SheetEstimate.ranking_id == ranking.id, SheetEstimate.weight > 0, in_contest())
        .group_by(Assignment.entry_id, Mark.criterion_id)
    )
    if entry_id is not None:
        statement = statement.where(Assignment.entry_id == entry_id)
    means: dict[int, dict[int, float]] = {}
    for entry, criterion, mean in session.execute(statement):
        means.setdefault(entry, {})[criterion] = float(mean)
    return means
