"""What judges have given so far: time, pace, and how they use the levels. A judge sees their own only."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from contest.models import Assignment, AssignmentState, Judge, Mark, ScoreSheet
from contest.rules.pace import USUAL_MINUTES, minutes_per_game


@dataclass(frozen=True)
class Effort:
    """One judge's."""

    minutes: int = 0
    """On all sheets, also those that were put aside, taken away or stepped back from."""
    pace: float = USUAL_MINUTES
    """Minutes for one game."""
    marks: Mapping[int, int] = field(default_factory=dict)
    """Points → how often on finished sheets."""

    def given(self, points: int) -> int:
        """How often a number of points was given."""
        return self.marks.get(points, 0)


def efforts_of(session: Session, judge_ids: Collection[int]) -> dict[int, Effort]:
    """Judge → what they have given; in two queries for any number of judges."""
    rows = session.execute(
        select(Assignment.judge_id, Assignment.state, ScoreSheet.seconds)
        .join(ScoreSheet.assignment)
        .where(Assignment.judge_id.in_(judge_ids))
    ).all()
    marks = _marks_of(session, judge_ids)
    return {
        judge_id: Effort(
            minutes=_minutes(sum(seconds for judge, _, seconds in rows if judge == judge_id)),
            pace=minutes_per_game(
                [seconds for judge, state, seconds in rows if judge == judge_id and state is AssignmentState.DONE]
            ),
            marks=marks.get(judge_id, {}),
        )
        for judge_id in judge_ids
    }


def minutes_of_judges(session: Session, season_id: int) -> dict[int, int]:
    """Judge → minutes given in a season, as their pages counted; of every judge of its jury, 0 where none is known."""
    rows = session.execute(
        select(Judge.id, func.coalesce(func.sum(ScoreSheet.seconds), 0))
        .outerjoin(Assignment, Assignment.judge_id == Judge.id)
        .outerjoin(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .where(Judge.season_id == season_id)
        .group_by(Judge.id)
    )
    return {judge_id: _minutes(seconds) for judge_id, seconds in rows}


def minutes_of_season(session: Session, season_id: int) -> int:
    """Minutes that the whole jury has given."""
    seconds = session.scalar(
        select(func.sum(ScoreSheet.seconds)).join(ScoreSheet.assignment).where(Assignment.season_id == season_id)
    )
    return _minutes(seconds or 0)


def _marks_of(session: Session, judge_ids: Collection[int]) -> dict[int, dict[int, int]]:
    rows = session.execute(
        select(Assignment.judge_id, Mark.points, func.count())
        .join(ScoreSheet, Mark.sheet_id == ScoreSheet.id)
        .join(Assignment, ScoreSheet.assignment_id == Assignment.id)
        .where(Assignment.judge_id.in_(judge_ids), Assignment.state == AssignmentState.DONE)
        .group_by(Assignment.judge_id, Mark.points)
    )
    marks: dict[int, dict[int, int]] = {}
    for judge_id, points, count in rows:
        marks.setdefault(judge_id, {})[points] = count
    return marks


def _minutes(seconds: int) -> int:
    return int(seconds / 60 + 0.5)
