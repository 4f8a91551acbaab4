"""Odd sheets: those that wait for a decision, and what was decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from contest.models import Assignment, Entry, Judge, OddSheet, ScoreSheet, Season, SheetDecision, User
from contest.queries.desk import in_contest
from contest.queries.rankings import TAKEN_AWAY


def decided_signs(session: Session, season: Season) -> dict[int, set[str]]:
    """sheet → all signs that somebody has decided on."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = session.execute(
        select(SheetDecision.sheet_id, SheetDecision.signs)
        .join(SheetDecision.sheet)
        .join(ScoreSheet.assignment)
        .where(Assignment.season_id == season.id)
    )
    for sheet_id, signs in rows:
        found[sheet_id].update(signs)
    return found


def signs_of_sheets(session: Session, sheet_ids: Collection[int]) -> dict[int, OddSheet]:
    """sheet → its signs, of those that have some."""
    rows = session.scalars(select(OddSheet).where(OddSheet.sheet_id.in_(sheet_ids)))
    return {each.sheet_id: each for each in rows}


def decisions_on(session: Session, sheet_ids: Collection[int]) -> dict[int, list[SheetDecision]]:
    """sheet → its decisions with who took them, the first one first."""
    found: dict[int, list[SheetDecision]] = defaultdict(list)
    rows = session.scalars(
        select(SheetDecision)
        .where(SheetDecision.sheet_id.in_(sheet_ids))
        .options(joinedload(SheetDecision.decided_by))
        .order_by(SheetDecision.id)
    )
    for decision in rows:
        found[decision.sheet_id].append(decision)
    return found


def odd_queue(session: Session, season: Season, *, page: int, size: int) -> Sequence[OddSheet]:
    """Sheets with a sign that nobody has decided on, judge by judge."""
    return session.scalars(
        select(OddSheet)
        .join(OddSheet.sheet)
        .join(ScoreSheet.assignment)
        .join(Assignment.entry)
        .join(Assignment.judge)
        .join(Judge.user)
        .where(OddSheet.season_id == season.id, OddSheet.is_waiting, *_still_there())
        .options(
            joinedload(OddSheet.sheet).joinedload(ScoreSheet.assignment).joinedload(Assignment.entry),
            joinedload(OddSheet.sheet).joinedload(ScoreSheet.assignment).joinedload(Assignment.judge),
        )
        .order_by(User.name, Judge.id, Entry.code)
        .limit(size)
        .offset((page - 1) * size)
    ).all()


def count_odd(session: Session, season: Season) -> int:
    """How long that queue is."""
    found = (
        select(func.count())
        .select_from(OddSheet)
        .join(OddSheet.sheet)
        .join(ScoreSheet.assignment)
        .join(Assignment.entry)
        .where(OddSheet.season_id == season.id, OddSheet.is_waiting, *_still_there())
    )
    return session.scalar(found) or 0


def _still_there() -> tuple[Any, ...]:
    # The entry may have left the contest, or the game may have been taken from the judge, since the last look.
    return (in_contest(), Assignment.state.not_in(TAKEN_AWAY))


def decided_sheets(session: Session, season: Season, *, page: int, size: int) -> Sequence[ScoreSheet]:
    """Sheets that somebody has decided on, the latest decision first."""
    newest = (
        select(SheetDecision.sheet_id, func.max(SheetDecision.id).label("newest"))
        .group_by(SheetDecision.sheet_id)
        .subquery()
    )
    return session.scalars(
        select(ScoreSheet)
        .join(newest, newest.c.sheet_id == ScoreSheet.id)
        .join(ScoreSheet.assignment)
        .where(Assignment.season_id == season.id)
        .options(
            joinedload(ScoreSheet.assignment).joinedload(Assignment.entry),
            joinedload(ScoreSheet.assignment).joinedload(Assignment.judge),
            selectinload(ScoreSheet.decisions).joinedload(SheetDecision.decided_by),
        )
        .order_by(newest.c.newest.desc())
        .limit(size)
        .offset((page - 1) * size)
    ).all()


def count_decided(session: Session, season: Season) -> int:
    """Sheets that somebody has decided on."""
    found = (
        select(func.count(func.distinct(SheetDecision.sheet_id)))
        .join(SheetDecision.sheet)
        .join(ScoreSheet.assignment)
        .where(Assignment.season_id == season.id)
    )
    return session.scalar(found) or 0
