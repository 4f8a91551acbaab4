"""A season whose games are shared out: judges, games, an organizer, and the three ways in a word each."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

import makers
from sqlalchemy import select
from sqlalchemy.orm import Session

from contest.models import Assignment, AuditEvent, DraftKind, Entry, Judge, JudgeState
from contest.pipeline import dealing
from contest.pipeline.dealing import Proposal
from contest.pipeline.moves import Moves

NOW = makers.CLOSES + timedelta(days=1)


class Cast:
    """The season with what is done to it."""

    def __init__(self, session: Session, **given: Any) -> None:
        self.session = session
        self.season = makers.make_season(session, **given)
        self.organizer = makers.make_organizer(session)

    def judges(self, count: int, **given: Any) -> list[Judge]:
        """So many more judges."""
        return [makers.make_judge(self.session, self.season, **given) for _ in range(count)]

    def entries(self, count: int, **given: Any) -> list[Entry]:
        """So many more games, each of a school of its own unless told otherwise."""
        return [makers.make_entry(self.session, self.season, **given) for _ in range(count)]

    def propose(self, kind: DraftKind = DraftKind.DEAL, budget: int = 0) -> Proposal:
        """What would be done."""
        return dealing.propose(self.session, self.season, kind, budget)

    def apply(self, digest: str, kind: DraftKind = DraftKind.DEAL, budget: int = 0) -> Moves:
        """Do what has this digest."""
        return dealing.apply(self.session, self.season, kind, digest, budget, actor=self.organizer, now=NOW)

    def deal(self) -> Moves:
        """Look, and do it."""
        return self.apply(self.propose().digest)

    def level(self) -> Moves:
        """Look, and do it."""
        return self.apply(self.propose(DraftKind.LEVEL).digest, DraftKind.LEVEL)

    def settle(self, budget: int) -> Moves:
        """Look, and do it."""
        return self.apply(self.propose(DraftKind.SETTLE, budget).digest, DraftKind.SETTLE, budget)

    def leaves(self, judge: Judge, state: JudgeState = JudgeState.LEFT) -> None:
        """A judge goes, or pauses."""
        judge.state = state
        self.session.flush()

    def rows(self, judge: Judge | None = None) -> list[Assignment]:
        """All assignments, or one judge's, as they are stored."""
        self.session.flush()
        self.session.expire_all()
        chosen = select(Assignment).order_by(Assignment.judge_id, Assignment.position)
        return [row for row in self.session.scalars(chosen) if judge is None or row.judge_id == judge.id]

    def on_desk(self) -> Counter[int]:
        """judge → games that are to do or done."""
        return Counter(row.judge_id for row in self.rows() if row.state in ("open", "later", "done"))

    def pairs(self) -> set[tuple[int, int]]:
        """(entry, judge), whatever became of them."""
        return {(row.entry_id, row.judge_id) for row in self.rows()}

    def events(self) -> list[tuple[str, str, Any, Any]]:
        """The trail."""
        rows = self.session.scalars(select(AuditEvent).order_by(AuditEvent.id))
        return [(event.action, event.subject_kind, event.before, event.after) for event in rows]
