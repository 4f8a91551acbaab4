"""What changes hands when games are shared out, and how it is written down."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from contest.errors import N_, Closed
from contest.models import Assignment, AssignmentState, Season
from contest.queries.assignments import Pair, last_positions
from contest.queries.dealing import Facts
from contest.queries.desk import WAITING

AT_A_TIME = 5000
"""Rows in one statement: databases take only so many values."""


class Outdated(Closed):
    """What was shown no longer fits what is stored."""

    def __init__(self) -> None:
        super().__init__(
            N_("Games, judges or assignments have changed since that plan was made. Please look at the new one.")
        )


@dataclass(frozen=True)
class Moves:
    """Pairs that end and pairs that begin."""

    piles: Mapping[int, tuple[int, ...]]
    """judge → the new entries in the order to be shown; only judges who get any."""
    taken: tuple[Pair, ...] = ()
    """(entry, judge) pairs that end."""
    rounds: Mapping[Pair, int] = field(default_factory=dict)
    """New pair → the round that it belongs to; 1 where it is not said."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """What the page says about it: plain JSON values."""

    @property
    def given(self) -> int:
        """How many pairs begin."""
        return sum(len(pile) for pile in self.piles.values())

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return not self.taken and not self.given

    @property
    def lost(self) -> dict[int, int]:
        """judge → how many games go."""
        return dict(Counter(judge for _, judge in self.taken))

    @cached_property
    def digest(self) -> str:
        """SHA-256 over all that would change: what was shown is what is applied."""
        piles = [(judge, list(pile)) for judge, pile in sorted(self.piles.items()) if pile]
        parts = [piles, sorted(self.taken), sorted(self.rounds.items())]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()

    def to_dict(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {
            "piles": [[judge, list(pile)] for judge, pile in self.piles.items()],
            "taken": [list(pair) for pair in self.taken],
            "rounds": [[*pair, number] for pair, number in self.rounds.items()],
            "facts": dict(self.facts),
        }

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> Moves:
        """What to_dict gave."""
        return cls(
            piles={judge: tuple(pile) for judge, pile in kept["piles"]},
            taken=tuple((entry, judge) for entry, judge in kept["taken"]),
            rounds={(entry, judge): number for entry, judge, number in kept["rounds"]},
            facts=kept["facts"],
        )


def still_fits(moves: Moves, facts: Facts, *, most: int | None = None) -> bool:
    """Whether a draft can be applied as it is, whatever happened elsewhere meanwhile. `most`: no game that gets
    another review may have more than so many then."""
    return _may_be_taken(moves, facts) and _may_be_given(moves, facts) and not _is_too_much(moves, facts, most)


def _may_be_taken(moves: Moves, facts: Facts) -> bool:
    duties = {duty.pair: duty for duty in facts.on_desk}
    active = set(facts.active)
    for pair in moves.taken:
        duty = duties.get(pair)
        if duty is None or duty.state not in WAITING:
            return False
        # Somebody has begun it since, and may finish it.
        if duty.is_begun and pair[1] in active and pair not in facts.conflicts:
            return False
    return True


def _may_be_given(moves: Moves, facts: Facts) -> bool:
    held = Counter(duty.judge for duty in facts.on_desk)
    held.subtract(moves.lost)
    active = set(facts.active)
    for judge, pile in moves.piles.items():
        then = held[judge] + len(pile)
        if judge not in active or then > facts.limits.get(judge, then):
            return False
        pairs = {(entry, judge) for entry in pile}
        if pairs & facts.ever or pairs & facts.conflicts or not facts.entries.keys() >= set(pile):
            return False
    return True


def _is_too_much(moves: Moves, facts: Facts, most: int | None) -> bool:
    if most is None:
        return False
    reviews = Counter(duty.entry for duty in facts.on_desk if not duty.is_set_aside)
    reviews.subtract(entry for entry, _ in moves.taken)
    given = Counter(entry for pile in moves.piles.values() for entry in pile)
    return any(reviews[entry] + count > most for entry, count in given.items())


def write(session: Session, season: Season, moves: Moves, now: datetime) -> None:
    """Take away and give out; new games come behind what is in a judge's pile already. Raises Outdated when a judge
    was faster."""
    _take(session, season, moves)
    last = last_positions(session, season.id)
    new = [
        {
            "season_id": season.id,
            "entry_id": entry,
            "judge_id": judge,
            "position": last.get(judge, 0) + place,
            "state": AssignmentState.OPEN,
            "round": moves.rounds.get((entry, judge), 1),
            "created_at": now,
        }
        for judge, pile in sorted(moves.piles.items())
        for place, entry in enumerate(pile, start=1)
    ]
    if new:
        session.execute(insert(Assignment), new)


def _take(session: Session, season: Season, moves: Moves) -> None:
    if not moves.taken:
        return
    found = session.execute(
        select(Assignment.id, Assignment.entry_id, Assignment.judge_id).where(Assignment.season_id == season.id)
    )
    taken = set(moves.taken)
    numbers = [number for number, entry, judge in found if (entry, judge) in taken]
    for start in range(0, len(numbers), AT_A_TIME):
        some = numbers[start : start + AT_A_TIME]
        gone = session.execute(
            update(Assignment)
            .where(Assignment.id.in_(some), Assignment.state.in_(WAITING))
            .values(state=AssignmentState.REMOVED)
            .returning(Assignment.id)
            .execution_options(synchronize_session=False)
        )
        # A judge finished one in this very moment.
        if len(gone.all()) < len(some):
            raise Outdated
    session.expire_all()
