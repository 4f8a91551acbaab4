"""All lines of a ranking at once, without the entries behind them: ten thousand in a few hundredths of a second."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from contest.models import Division, Entry, Placing, Ranking, School
from contest.queries.desk import in_contest
from contest.queries.rankings import best_first


class Standing(NamedTuple):
    """One line of a ranking without the entry behind it: what awards are decided by. A tuple, since there are
    thousands."""

    entry_id: int
    division_id: int
    place: int | None
    score: float | None
    sheets: int
    before_next: float | None
    is_in_contest: bool
    """Now; when the ranking was computed it was."""


def standings(session: Session, ranking: Ranking) -> list[Standing]:
    """All lines of a ranking in the order of `contest.queries.rankings.placings`."""
    rows = session.execute(
        select(
            Placing.entry_id,
            Placing.division_id,
            Placing.place,
            Placing.score,
            Placing.sheets,
            Placing.before_next,
            in_contest(),
        )
        .join(Placing.entry)
        .where(Placing.ranking_id == ranking.id)
        .order_by(*best_first())
    )
    return [Standing._make(row) for row in rows]


def table_rows(session: Session, ranking: Ranking) -> Sequence[Any]:
    """All lines with what a spreadsheet shows of them, in the order of `placings` division by division."""
    return session.execute(
        select(
            Placing.division_id,
            Placing.island,
            Placing.place,
            Placing.place_low,
            Placing.place_high,
            Placing.score,
            Placing.mean,
            Placing.sheets,
            Placing.spread,
            Entry.code,
            Entry.title,
            School.name,
            School.province,
            Placing.chances,
        )
        .join(Placing.entry)
        .join(Entry.school)
        .join(Placing.division)
        .where(Placing.ranking_id == ranking.id)
        .order_by(Division.position, *best_first())
    ).all()
