"""How the demonstration's judges mark: by how good a game is, each judge a little differently, with a little chance."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import datetime, timedelta

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
    for place, judge in enumerate(judges):
        pile = _pile(session, judge)
        done = round(len(pile) * share_done)
        then = season.judging_opens_at
        for assignment in pile[:done]:
            then = min(then + timedelta(hours=9, minutes=lots.randrange(40)), until)
            worth = goodness[assignment.entry_id] + cast.SEVERITY[place]
            span = Span(0, lots.randrange(150, 420))
            score.save(session, assignment, _changes(season, worth, lots), actor=judge.user, now=then, span=span)
            score.finish(session, assignment, actor=judge.user, now=then + timedelta(minutes=4))
        _leave_some(session, season, place, judge, pile[done:], then)


def _pile(session: Session, judge: Judge) -> list[Assignment]:
    statement = select(Assignment).where(Assignment.judge_id == judge.id).order_by(Assignment.position)
    return list(session.scalars(statement))


def _changes(season: Season, worth: float, lots: random.Random) -> dict[str, Change]:
    fields: dict[str, Value] = {
        mark_field(criterion.id): min(5, max(1, round(worth + lots.gauss(0, 0.6)))) for criterion in season.criteria
    }
    words = cast.COMMENTS.good if worth > 3.6 else cast.COMMENTS.middling if worth > 2.4 else cast.COMMENTS.weak
    fields["comment"] = lots.choice(words)
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
