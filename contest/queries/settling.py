"""What a settling round rests on: a ranking's scores and judges as plain values, and what the reserve still holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from contest.models import Assignment, Entry, JudgeEstimate, Placing, Ranking, Season
from contest.queries.assignments import count_entries
from contest.queries.desk import ON_DESK, in_contest

BATCHES = 3
"""Settling rounds that the reserve is meant for: each learns from the one before."""


@dataclass(frozen=True)
class Scored:
    """One entry's score and how sure it is; None where there is none."""

    entry: int
    division: int
    score: float | None
    deviation: float | None
    has_place: bool
    island: int


@dataclass(frozen=True)
class Marker:
    """What a ranking found about one judge."""

    noise: float | None
    spread: float | None
    is_left_out: bool


@dataclass(frozen=True)
class Reserve:
    """Sheets kept back for settling."""

    first: int
    """Sheets of the first deal, when every game has what it should."""
    kept: int
    used: int
    rounds: int
    """Settling rounds that there were."""

    @property
    def left(self) -> int:
        """What may still be spent."""
        return max(0, self.kept - self.used)

    @property
    def next_batch(self) -> int:
        """A good share of it for the next round."""
        return -(-self.left // max(1, BATCHES - self.rounds))


@dataclass(frozen=True)
class Close:
    """A game with its place in a ranking."""

    entry_id: int
    code: str
    title: str
    division_id: int
    place: int | None
    place_low: int | None
    place_high: int | None
    sheets: int


def scores_of(session: Session, ranking: Ranking) -> list[Scored]:
    """Every entry that the ranking holds and that is still in the contest."""
    rows = session.execute(
        select(
            Placing.entry_id,
            Placing.division_id,
            Placing.score,
            Placing.standard_error,
            Placing.place.is_not(None),
            Placing.island,
        )
        .join(Entry, Placing.entry_id == Entry.id)
        .where(Placing.ranking_id == ranking.id, in_contest())
        .order_by(Placing.entry_id)
    )
    return [Scored(*row) for row in rows]


def markers_of(session: Session, ranking: Ranking) -> dict[int, Marker]:
    """judge → what the ranking found."""
    rows = session.execute(
        select(JudgeEstimate.judge_id, JudgeEstimate.noise, JudgeEstimate.spread, JudgeEstimate.is_left_out).where(
            JudgeEstimate.ranking_id == ranking.id
        )
    )
    return {judge: Marker(noise, spread, is_left_out) for judge, noise, spread, is_left_out in rows}


def reserve_of(session: Session, season: Season) -> Reserve:
    """How many sheets the season keeps back, and how many of them were given out."""
    first = season.reviews_per_entry * count_entries(session, season.id)
    used, last = session.execute(
        select(func.count(), func.max(Assignment.round)).where(
            Assignment.season_id == season.id, Assignment.round > 1, Assignment.state.in_(ON_DESK)
        )
    ).one()
    kept = round(first * season.reserve_percent / (100 - season.reserve_percent))
    return Reserve(first, kept, used, (last or 1) - 1)


def last_round(session: Session, season_id: int) -> int:
    """The number of the newest round; 1 is the first deal."""
    return session.scalar(select(func.max(Assignment.round)).where(Assignment.season_id == season_id)) or 1


def close_games(session: Session, ranking_id: int, entries: Sequence[int]) -> dict[int, Close]:
    """Some games with their places in a ranking."""
    rows = session.execute(
        select(
            Entry.id,
            Entry.code,
            Entry.title,
            Placing.division_id,
            Placing.place,
            Placing.place_low,
            Placing.place_high,
            Placing.sheets,
        )
        .join(Placing, (Placing.entry_id == Entry.id) & (Placing.ranking_id == ranking_id))
        .where(Entry.id.in_(entries))
    )
    return {row[0]: Close(*row) for row in rows}
