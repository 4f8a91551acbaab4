"""How far a ranking is, told to everybody while it is computed, and whether it is still wanted."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from time import monotonic

from sqlalchemy import Connection, Engine, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from contest.jobs import prolong
from contest.models import Ranking, RankingState
from contest.queries.rankings import UNDER_WAY

PAUSE = 1.0
"""Seconds between two looks, at least."""
LEASE = timedelta(minutes=2)
"""So long after its last word another worker begins anew: longer than writing the largest ranking takes."""
SILENCE = timedelta(seconds=30)
"""So long without a word and people are told."""


class Cancelled(Exception):
    """Somebody does not want the ranking any more."""


class Watch:
    """Called with the share done, 0 to 1, as often as one likes. Raises Cancelled.

    It writes in short transactions of its own, so that others see it at once and nobody waits for the computing; and
    it keeps the job's lease from running out.
    """

    def __init__(self, bind: Engine | Connection, job: str, ranking_id: int, now: datetime) -> None:
        self._bind, self._job, self._ranking_id, self._now = bind, job, ranking_id, now
        self._began = monotonic()
        self._told_at = -math.inf

    def __call__(self, share: float) -> None:
        """Tell that this share is done."""
        passed = monotonic() - self._began
        if passed - self._told_at < PAUSE:
            return
        self._told_at = passed
        try:
            wanted = self._tell(min(99, int(100 * share)), self._now + timedelta(seconds=passed))
        except OperationalError:
            # Another writer had the database for itself too long; the next look will do.
            return
        if not wanted:
            raise Cancelled

    def _tell(self, percent: int, now: datetime) -> bool:
        with Session(self._bind) as session:
            told = session.execute(
                update(Ranking)
                .where(Ranking.id == self._ranking_id, Ranking.state.in_(UNDER_WAY))
                .values(state=RankingState.RUNNING, done_percent=percent)
                .returning(Ranking.id)
                .execution_options(synchronize_session=False)
            ).scalar()
            prolong(session, self._job, "ranking", self._ranking_id, now=now, lease=LEASE)
            session.commit()
        return told is not None
