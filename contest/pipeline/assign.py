"""Judges get their piles: proposed, looked at, applied; and taken away again, never to be dealt a second time."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from contest.errors import N_, Closed
from contest.judging.assign import Plan, plan
from contest.models import Assignment, AssignmentState, Judge, Season, User
from contest.pipeline.audit import record
from contest.queries.assignments import (
    Pair,
    active_judges,
    conflicts,
    entries_in_contest,
    last_positions,
    pairs_ever,
    standing_pairs,
)
from contest.queries.desk import WAITING


class Outdated(Closed):
    """The plan that was shown no longer fits what is stored."""

    def __init__(self) -> None:
        super().__init__(
            N_("Games, judges or assignments have changed since that plan was made. Please look at the new one.")
        )


@dataclass(frozen=True)
class Inputs:
    """All that the planner is given for one season."""

    season_id: int
    entries: tuple[int, ...]
    judges: tuple[int, ...]
    per_entry: int
    conflicts: frozenset[Pair]
    ever: frozenset[Pair]
    standing: frozenset[Pair]

    @cached_property
    def digest(self) -> str:
        """SHA-256 over all of it: the same inputs, the same digest."""
        parts = [self.season_id, self.entries, self.judges, self.per_entry]
        pairs = [sorted(each) for each in (self.conflicts, self.ever, self.standing)]
        return hashlib.sha256(json.dumps([*parts, *pairs]).encode()).hexdigest()

    @property
    def seed(self) -> int:
        """The lot is drawn from the inputs themselves, so nobody can draw again until they like the deal."""
        return int(self.digest[:8], 16)


@dataclass(frozen=True)
class Proposal:
    """A plan, and what it was made from."""

    inputs: Inputs
    plan: Plan


def propose(session: Session, season: Season) -> Proposal:
    """What assigning would do now: fills gaps only, moves nothing that stands. Writes nothing."""
    inputs = Inputs(
        season_id=season.id,
        entries=tuple(entries_in_contest(session, season.id)),
        judges=tuple(active_judges(session, season.id)),
        per_entry=season.reviews_per_entry,
        conflicts=conflicts(session, season.id),
        ever=pairs_ever(session, season.id),
        standing=standing_pairs(session, season.id),
    )
    made = plan(
        entries=inputs.entries,
        judges=inputs.judges,
        per_entry=inputs.per_entry,
        forbidden=inputs.conflicts | inputs.ever,
        standing=inputs.standing,
        seed=inputs.seed,
    )
    return Proposal(inputs, made)


def apply(session: Session, season: Season, digest: str, *, actor: User, now: datetime) -> Proposal:
    """Store the plan that was shown, if all that it was made from is still the same. Raises Outdated otherwise."""
    # Two organizers at once: the second waits here, then finds other inputs than those it was shown.
    session.execute(update(Season).where(Season.id == season.id).values(slug=Season.slug))
    proposal = propose(session, season)
    if proposal.inputs.digest != digest:
        raise Outdated
    new = _rows(session, proposal, now)
    if new:
        session.execute(insert(Assignment), new)
    piles = {str(judge): len(pile) for judge, pile in proposal.plan.piles.items() if pile}
    after = {"assignments": len(new), "by_judge": piles, "seed": proposal.inputs.seed, "inputs_hash": digest}
    record(session, "assignment.plan", season, actor=actor, now=now, season_id=season.id, after=after)
    return proposal


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


def _rows(session: Session, proposal: Proposal, now: datetime) -> list[dict[str, object]]:
    """The new assignments, each judge's behind what is already in that judge's pile."""
    last = last_positions(session, proposal.inputs.season_id)
    return [
        {
            "season_id": proposal.inputs.season_id,
            "entry_id": entry,
            "judge_id": judge,
            "position": last.get(judge, 0) + place,
            "state": AssignmentState.OPEN,
            "created_at": now,
        }
        for judge, pile in proposal.plan.piles.items()
        for place, entry in enumerate(pile, start=1)
    ]
