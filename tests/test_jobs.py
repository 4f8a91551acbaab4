"""Work outside the request: taken once, tried again, given up, never lost."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from typing import Any

import makers
import pytest
from conftest import Clock
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from contest.extensions import db
from contest.jobs import LEASE, MOST_ATTEMPTS, enqueue, lease, run_one, run_pending
from contest.models import Job, JobState, Sponsor

pytestmark = pytest.mark.database


def add_sponsor(session: Session, payload: dict[str, Any], now: datetime) -> None:
    """A kind of work that leaves a trace."""
    makers.make_sponsor(session, payload["name"])


def break_down(session: Session, payload: dict[str, Any], now: datetime) -> None:
    """A kind of work that fails after it has written something."""
    makers.make_sponsor(session, payload["name"])
    raise RuntimeError("小明's project")


KINDS = {"sponsor": add_sponsor, "broken": break_down}


def queue(session: Session, clock: Clock, kind: str = "sponsor", name: str = "A") -> int:
    """A committed job's number."""
    number = enqueue(session, kind, {"name": name}, now=clock()).id
    session.commit()
    return number


def sponsors(session: Session) -> list[str]:
    return list(session.scalars(select(Sponsor.name).order_by(Sponsor.name)))


def state_of(session: Session, number: int) -> tuple[JobState, int, str]:
    job = session.get(Job, number, populate_existing=True)
    assert job is not None
    return job.state, job.attempts, job.error


def test_a_job_is_done_once_and_its_work_is_committed(session: Session, clock: Clock) -> None:
    number = queue(session, clock)
    assert run_pending(session, KINDS, clock) == 1
    session.rollback()
    assert sponsors(session) == ["A"]
    assert state_of(session, number) == (JobState.DONE, 1, "")
    assert run_pending(session, KINDS, clock) == 0


def test_a_job_of_a_transaction_that_was_rolled_back_does_not_exist(session: Session, clock: Clock) -> None:
    enqueue(session, "sponsor", {"name": "A"}, now=clock())
    session.rollback()
    assert run_one(session, KINDS, clock) is False


def test_jobs_are_done_in_the_order_of_their_time(session: Session, clock: Clock) -> None:
    first = queue(session, clock, name="first")
    clock.forward(seconds=1)
    second = queue(session, clock, name="second")
    taken = [lease(session, now=clock()), lease(session, now=clock()), lease(session, now=clock())]
    assert [job and job.id for job in taken] == [first, second, None]


def test_a_job_waits_until_its_time(session: Session, clock: Clock) -> None:
    enqueue(session, "sponsor", {"name": "A"}, now=clock() + timedelta(minutes=1))
    session.commit()
    assert lease(session, now=clock()) is None
    clock.forward(minutes=1)
    assert lease(session, now=clock()) is not None


def test_two_workers_never_get_the_same_job(app: Flask, session: Session, clock: Clock) -> None:
    numbers = sorted(queue(session, clock, name=str(each)) for each in range(12))
    taken: list[int] = []
    ready = threading.Barrier(2)

    def work() -> None:
        with app.app_context():
            ready.wait(timeout=10)
            while (job := lease(db.session(), now=clock())) is not None:
                taken.append(job.id)
            db.session.remove()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=60)
    assert sorted(taken) == numbers


def test_a_failing_job_is_tried_three_times_and_leaves_nothing_half_done(session: Session, clock: Clock) -> None:
    number = queue(session, clock, "broken")
    states = []
    for _ in range(MOST_ATTEMPTS):
        assert run_one(session, KINDS, clock) is True
        states.append(state_of(session, number))
        assert run_one(session, KINDS, clock) is False
        clock.forward(minutes=1)
    assert states == [
        (JobState.WAITING, 1, "RuntimeError"),
        (JobState.WAITING, 2, "RuntimeError"),
        (JobState.FAILED, 3, "RuntimeError"),
    ]
    assert sponsors(session) == []


def test_a_kind_that_nobody_knows_fails_and_does_not_stop_the_others(session: Session, clock: Clock) -> None:
    number = queue(session, clock, "unheard-of")
    queue(session, clock)
    assert run_pending(session, KINDS, clock) == 2
    assert state_of(session, number) == (JobState.WAITING, 1, "KeyError")
    assert sponsors(session) == ["A"]


def test_the_log_tells_the_kind_of_error_and_not_what_it_quotes(
    session: Session, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    number = queue(session, clock, "broken")
    run_one(session, KINDS, clock)
    assert [record.getMessage() for record in caplog.records] == [
        f"job {number} (broken) failed, attempt 1: RuntimeError"
    ]


def test_the_job_of_a_lost_worker_is_done_by_another(session: Session, clock: Clock) -> None:
    number = queue(session, clock)
    assert lease(session, now=clock()) is not None  # and never heard of again
    clock.forward(seconds=LEASE.total_seconds())
    assert run_one(session, KINDS, clock) is False
    clock.forward(seconds=1)
    assert run_one(session, KINDS, clock) is True
    assert state_of(session, number) == (JobState.DONE, 2, "")
    assert sponsors(session) == ["A"]


def test_a_job_that_ends_its_worker_each_time_is_given_up(session: Session, clock: Clock) -> None:
    number = queue(session, clock)
    taken = []
    for _ in range(MOST_ATTEMPTS + 1):
        taken.append(lease(session, now=clock()) is not None)
        clock.forward(seconds=LEASE.total_seconds() + 1)
    assert taken == [True, True, True, False]
    assert state_of(session, number) == (JobState.FAILED, 3, "WorkerLost")


@pytest.mark.parametrize("kind", ["sponsor", "broken"])
def test_a_worker_that_lost_its_lease_changes_nothing(kind: str, app: Flask, session: Session, clock: Clock) -> None:
    number = queue(session, clock, "slow")

    def slow(inner: Session, payload: dict[str, Any], now: datetime) -> None:
        """Longer than the lease; meanwhile another worker takes the job."""
        clock.forward(seconds=LEASE.total_seconds() + 1)
        with Session(db.engine) as other:
            assert lease(other, now=clock()) is not None
        KINDS[kind](inner, payload, now)

    assert run_one(session, {"slow": slow}, clock) is True
    assert state_of(session, number) == (JobState.RUNNING, 2, "")
    assert sponsors(session) == []
