"""How the demonstration's judges mark: by how good a game is, each judge a little differently, with a little chance."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import product

from sqlalchemy import select
from sqlalchemy.orm import Session

from contest.demo import cast
from contest.models import Assignment, Judge, RecusalReason, Season
from contest.pipeline import score
from contest.rules.sheet import Change, Span, Value, mark_field


def mark_all(
    session: Session,
    season: Season,
    goodness: Mapping[int, float],
    *,
    lots: random.Random,
    share_done: float,
    until: datetime,
) -> None:
    """Fill in the first `share_done` of each judge's pile; `goodness` is each entry's true worth, in levels.

    In a season that still runs one judge puts a game aside, one steps back, one leaves a sheet half filled.
    """
    judges = session.scalars(select(Judge).where(Judge.season_id == season.id).order_by(Judge.id)).all()
    written: set[str] = set()
    for place, judge in enumerate(judges):
        pile = _pile(session, judge)
        done = round(len(pile) * share_done)
        begun = season.judging_opens_at
        pause = (min(until, season.judging_closes_at) - begun) / (done + 1)
        for number, assignment in enumerate(pile[:done], start=1):
            then = begun + number * pause - timedelta(minutes=lots.randrange(10, 300))
            worth = goodness[assignment.entry_id] + cast.SEVERITY[place]
            comment = cast.HASTY if judge is judges[-1] else _comment(worth, written, lots)
            changes = _changes(season, worth, comment, lots)
            span = Span(0, lots.randrange(150, 420))
            score.save(session, assignment, changes, actor=judge.user, now=then, span=span)
            score.finish(session, assignment, actor=judge.user, now=then + timedelta(minutes=4))
        _leave_some(session, season, place, judge, pile[done:], begun + done * pause)


def _pile(session: Session, judge: Judge) -> list[Assignment]:
    statement = select(Assignment).where(Assignment.judge_id == judge.id).order_by(Assignment.position)
    return list(session.scalars(statement))


def _comment(worth: float, written: set[str], lots: random.Random) -> str:
    """What nobody has written yet in this season: two judges with the same words would be odd."""
    words = cast.GOOD if worth > 3.6 else cast.MIDDLING if worth > 2.4 else cast.WEAK
    free = [text for text in map("".join, product(words.praise, words.advice)) if text not in written]
    comment = lots.choice(free)
    written.add(comment)
    return comment


def _changes(season: Season, worth: float, comment: str, lots: random.Random) -> dict[str, Change]:
    fields: dict[str, Value] = {
        mark_field(criterion.id): min(5, max(1, round(worth + lots.gauss(0, 0.6)))) for criterion in season.criteria
    }
    fields["comment"] = comment
    return {name: Change(None, value) for name, value in fields.items()}


def _leave_some(
    session: Session, season: Season, place: int, judge: Judge, rest: list[Assignment], now: datetime
) -> None:
    if len(rest) < 2:
        return
    if place == 0:
        score.put_aside(session, rest[0], actor=judge.user, now=now)
    elif place == 1:
        score.step_back(session, rest[0], RecusalReason.KNOWS_SCHOOL, "", actor=judge.user, now=now)
    elif place == 2:
        first = season.criteria[0]
        score.save(session, rest[0], {mark_field(first.id): Change(None, 4)}, actor=judge.user, now=now)
