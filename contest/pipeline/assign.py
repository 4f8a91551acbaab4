"""Judges' games are taken away again, never to be dealt a second time. Giving out is in `contest.pipeline.dealing`."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from contest.models import Assignment, AssignmentState, Judge, User
from contest.pipeline.audit import record
from contest.queries.desk import WAITING


def remove(session: Session, assignment: Assignment, *, actor: User, now: datetime) -> None:
    """Take one game from its judge for good. A sheet is kept, and does not count."""
    if assignment.state is AssignmentState.REMOVED:
        return
    before = {"state": assignment.state.value}
    assignment.state = AssignmentState.REMOVED
    after = {"state": assignment.state.value}
    record(
        session,
        "assignment.remove",
        assignment,
        actor=actor,
        now=now,
        season_id=assignment.season_id,
        before=before,
        after=after,
    )


def remove_waiting(session: Session, judge: Judge, *, actor: User, now: datetime) -> int:
    """Take all unfinished games from a judge, so that others can get them; gives how many."""
    taken = session.scalars(
        update(Assignment)
        .where(Assignment.judge_id == judge.id, Assignment.state.in_(WAITING))
        .values(state=AssignmentState.REMOVED)
        .returning(Assignment.id)
    ).all()
    if taken:
        before = {"waiting": sorted(taken)}
        record(
            session,
            "assignment.remove-waiting",
            judge,
            actor=actor,
            now=now,
            season_id=judge.season_id,
            before=before,
            after={"waiting": []},
        )
    return len(taken)
