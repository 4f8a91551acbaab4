"""Work outside the request, in the contest's own database.

A job is queued in the transaction that needs it, so there is never work for a row that was not committed. A
worker leases it; if the worker dies, the lease runs out and the job is done again, so every kind of job must be
safe to do twice. A job that killed its worker three times is given up. A worker whose lease ran out while it was
still at it loses the job: what it did is rolled back. Kinds are registered in `contest.pipeline.work`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from contest.models import Job, JobState

LEASE = timedelta(minutes=5)
MOST_ATTEMPTS = 3
log = logging.getLogger(__name__)

Work = Callable[[Session, dict[str, Any], datetime], None]
"""Gets a session, the payload and the current moment; flushes, never commits."""


def enqueue(session: Session, kind: str, payload: dict[str, Any], *, now: datetime) -> Job:
    """Queue one piece of work; it exists once the caller's transaction is committed."""
    job = Job(kind=kind, payload=payload, state=JobState.WAITING, run_after=now, created_at=now)
    session.add(job)
    session.flush()
    return job


def lease(session: Session, *, now: datetime) -> Job | None:
    """Take the oldest job that is due, or whose worker was lost; committed at once, so nobody else takes it."""
    _give_up_the_deadly(session, now)
    due = or_(
        (Job.state == JobState.WAITING) & (Job.run_after <= now),
        (Job.state == JobState.RUNNING) & (Job.leased_until < now),
    )
    oldest = select(Job.id).where(due).order_by(Job.run_after, Job.id).limit(1).with_for_update(skip_locked=True)
    taken = session.execute(
        update(Job)
        .where(Job.id == oldest.scalar_subquery(), due)
        .values(state=JobState.RUNNING, leased_until=now + LEASE, attempts=Job.attempts + 1)
        .returning(Job.id)
        .execution_options(synchronize_session=False)
    ).scalar()
    session.commit()
    return session.get(Job, taken, populate_existing=True) if taken is not None else None


def prolong(session: Session, kind: str, key: str, number: int, *, now: datetime, lease: timedelta = LEASE) -> None:
    """A long job still lives: its lease begins anew. It is known by what `payload[key]` says."""
    session.execute(
        update(Job)
        .where(*_about(kind, key, number), Job.state == JobState.RUNNING)
        .values(leased_until=now + lease)
        .execution_options(synchronize_session=False)
    )


def to_be_done(session: Session, kind: str, key: str, number: int) -> Job | None:
    """The job of this kind about this row that waits, runs, or will be tried again; None when it has ended."""
    alive = Job.state.in_((JobState.WAITING, JobState.RUNNING))
    return session.scalar(select(Job).where(*_about(kind, key, number), alive).limit(1))


def _about(kind: str, key: str, number: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Job.kind == kind, Job.payload[key].as_integer() == number


def run_one(session: Session, kinds: Mapping[str, Work], clock: Callable[[], datetime]) -> bool:
    """Do one due job, if there is one, and commit. Gives whether there was one.

    A failing job is tried again a little later, three times in all. What a job that has ended was about is forgotten:
    a letter's link, for instance, must not lie about.
    """
    job = lease(session, now=clock())
    if job is None:
        return False
    number, kind, attempts = job.id, job.kind, job.attempts
    try:
        kinds[kind](session, job.payload, clock())
        finished = _still_ours(
            session, number, attempts, state=JobState.DONE, finished_at=clock(), error="", payload={}
        )
    except Exception as error:
        session.rollback()
        # The kind of error only: its text may quote what a child wrote.
        log.warning("job %s (%s) failed, attempt %s: %s", number, kind, attempts, type(error).__name__)
        finished = _fail(session, number, attempts, type(error).__name__, clock())
    if finished:
        session.commit()
    else:
        session.rollback()
        log.warning("job %s (%s) took longer than its lease and was taken over", number, kind)
    return True


def run_pending(session: Session, kinds: Mapping[str, Work], clock: Callable[[], datetime]) -> int:
    """Do all that is due now; gives how many."""
    count = 0
    while run_one(session, kinds, clock):
        count += 1
    return count


def _give_up_the_deadly(session: Session, now: datetime) -> None:
    """A job that ends its worker's process reaches no except clause; its attempts tell."""
    lost_for_good = (Job.state == JobState.RUNNING) & (Job.leased_until < now) & (Job.attempts >= MOST_ATTEMPTS)
    session.execute(
        update(Job)
        .where(lost_for_good)
        .values(state=JobState.FAILED, finished_at=now, leased_until=None, error="WorkerLost", payload={})
        .execution_options(synchronize_session=False)
    )


def _fail(session: Session, number: int, attempts: int, error: str, now: datetime) -> bool:
    if attempts >= MOST_ATTEMPTS:
        return _still_ours(session, number, attempts, state=JobState.FAILED, finished_at=now, error=error, payload={})
    later = now + timedelta(seconds=10 * attempts)
    return _still_ours(session, number, attempts, state=JobState.WAITING, run_after=later, error=error)


def _still_ours(session: Session, number: int, attempts: int, **values: Any) -> bool:
    """Write the outcome, unless another worker has taken the job over: each taking counts the attempts up."""
    written = session.execute(
        update(Job)
        .where(Job.id == number, Job.state == JobState.RUNNING, Job.attempts == attempts)
        .values(leased_until=None, **values)
        .returning(Job.id)
        .execution_options(synchronize_session=False)
    )
    return written.scalar() is not None
