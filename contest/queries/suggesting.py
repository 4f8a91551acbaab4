"""What is known of a season's size before its first deal, and of how long and how surely its jury judges."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from contest.judging.suggest import RELIABILITY
from contest.models import Assignment, Entry, Judge, JudgeState, Ranking, RankingState, ScoreSheet, Season
from contest.queries.desk import in_contest
from contest.queries.results import share_kinds
from contest.rules.awards import Share, lines
from contest.rules.pace import minutes_per_game

NEWEST_SHEETS = 2000
"""So many tell the pace."""
SURE = 0.05, 0.95
"""A reliability beyond these is a chance find of a season that was too small."""


@dataclass(frozen=True)
class Size:
    """A season in the numbers that a suggestion needs."""

    entries: int
    judges: int
    minutes_per_game: float
    reliability: float
    is_reliability_known: bool
    """Whether a ranking told it; else it is a usual one."""


def size_of(session: Session, season: Season) -> Size:
    """This season's numbers; where it has none yet, those of the newest season that has."""
    seasons = (season.id, *session.scalars(select(Season.id).where(Season.id != season.id).order_by(Season.id.desc())))
    entries = _counts(session, select(Entry.season_id, func.count()).where(in_contest()).group_by(Entry.season_id))
    active = select(Judge.season_id, func.count()).where(Judge.state == JudgeState.ACTIVE).group_by(Judge.season_id)
    judges = _counts(session, active)
    known = _reliability(session)
    return Size(
        entries=next((entries[each] for each in seasons if each in entries), 0),
        judges=next((judges[each] for each in seasons if each in judges), 0),
        minutes_per_game=_pace(session),
        reliability=RELIABILITY if known is None else known,
        is_reliability_known=known is not None,
    )


def seats_of(session: Session, season: Season, entries: int) -> int:
    """How many of so many entries get the best award by share; one in ten where there is none."""
    best = share_kinds(session, season.id)[:1]
    divisions = [
        count
        for (count,) in session.execute(
            select(func.count()).where(Entry.season_id == season.id, in_contest()).group_by(Entry.division_id)
        )
    ]
    if not best or best[0].share_percent is None:
        return max(1, math.ceil(entries / 10))
    shares = [Share(best[0].id, best[0].share_percent)]
    if sum(divisions) != entries:
        divisions = [entries]
    return sum(lines(shares, count)[0] for count in divisions)


def _counts(session: Session, grouped: Select[int, int]) -> dict[int, int]:
    return {season: count for season, count in session.execute(grouped)}


def _pace(session: Session) -> float:
    newest = (
        select(ScoreSheet.seconds)
        .join(Assignment, ScoreSheet.assignment_id == Assignment.id)
        .where(ScoreSheet.finished_at.is_not(None), ScoreSheet.seconds > 0)
        .order_by(ScoreSheet.id.desc())
        .limit(NEWEST_SHEETS)
    )
    return round(minutes_per_game(session.scalars(newest).all()), 1)


def _reliability(session: Session) -> float | None:
    """Of a single sheet, by the newest ranking that tells it: the games' share of what a sheet tells apart once its
    judge's severity is taken out."""
    ready = select(Ranking.summary).where(Ranking.state == RankingState.READY).order_by(Ranking.id.desc()).limit(20)
    for summary in session.scalars(ready):
        games, noise = summary.get("entry_variance"), summary.get("noise_variance")
        if games and noise:
            return float(min(max(games / (games + noise), SURE[0]), SURE[1]))
    return None
