"""Two rankings of one season compared: who moved, and what went in that had not before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy.orm import Session

from contest.errors import ContestError
from contest.judging.rank import rounded
from contest.models import Ranking
from contest.pipeline.award import propose_awards
from contest.queries.comparisons import SheetChanges, in_all, judges_only_in, sheet_changes
from contest.queries.standings import Standing, standings


class Move(NamedTuple):
    """One entry in both rankings; None where a ranking has no place, score or award for it. A tuple, since there are
    thousands."""

    entry_id: int
    division_id: int
    old_place: int | None
    new_place: int | None
    old_score: float | None
    new_score: float | None
    old_kind: int | None
    new_kind: int | None

    @property
    def steps(self) -> int | None:
        """Places won (above 0) or lost; None where it has a place in one of them only."""
        if self.old_place is None or self.new_place is None:
            return None
        return self.old_place - self.new_place

    @property
    def is_change(self) -> bool:
        """Whether anything that is shown differs."""
        scores = [None if score is None else rounded(score) for score in (self.old_score, self.new_score)]
        return self.old_place != self.new_place or self.old_kind != self.new_kind or scores[0] != scores[1]


@dataclass(frozen=True)
class Comparison:
    """What one ranking says otherwise than another, and why."""

    moves: tuple[Move, ...]
    """Of entries that moved or whose score or award changed: other awards first, then the longest way."""
    entries: int
    """Of either ranking."""
    other_place: int
    other_award: int
    longest: int
    """Places that the one who moved farthest moved."""
    sheets: SheetChanges
    sheets_of: Mapping[int, SheetChanges]
    """entry id → how its sheets differ."""
    judges_new: tuple[str, ...]
    judges_gone: tuple[str, ...]
    weights: tuple[tuple[str, int | None, int | None], ...]
    """(criterion key, before, after) where they differ."""
    methods: tuple[str, str] | None
    """Before and after, where they differ."""


def compare(session: Session, old: Ranking, new: Ranking) -> Comparison:
    """What `new` says otherwise than `old`."""
    moves = _moves(session, old, new)
    changed = sorted((move for move in moves if move.is_change), key=_by_weight)
    # A ranking that leaves a judge out keeps no sheets: why it differs is known.
    known = "without_judge" not in {*old.parameters, *new.parameters}
    sheets = sheet_changes(session, old, new) if known else {}
    return Comparison(
        moves=tuple(changed),
        entries=len(moves),
        other_place=sum(move.old_place != move.new_place for move in moves),
        other_award=sum(move.old_kind != move.new_kind for move in moves),
        longest=max((abs(move.steps or 0) for move in moves), default=0),
        sheets=in_all(sheets.values()),
        sheets_of=sheets,
        judges_new=tuple(judges_only_in(session, new, old)),
        judges_gone=tuple(judges_only_in(session, old, new)),
        weights=_weights(old.parameters.get("weights", {}), new.parameters.get("weights", {})),
        methods=(old.method, new.method) if old.method != new.method else None,
    )


def _moves(session: Session, old: Ranking, new: Ranking) -> list[Move]:
    before, after = standings(session, old), standings(session, new)
    old_kinds, new_kinds = _kinds(session, old, before), _kinds(session, new, after)
    was = {each.entry_id: each for each in before}
    now = {each.entry_id: each for each in after}
    return [
        _move(entry_id, was.get(entry_id), now.get(entry_id), old_kinds.get(entry_id), new_kinds.get(entry_id))
        for entry_id in {**was, **now}
    ]


def _move(entry_id: int, was: Standing | None, now: Standing | None, old: int | None, new: int | None) -> Move:
    either = now or was
    return Move(
        entry_id,
        either.division_id if either is not None else 0,
        was.place if was is not None else None,
        now.place if now is not None else None,
        was.score if was is not None else None,
        now.score if now is not None else None,
        old,
        new,
    )


def _kinds(session: Session, ranking: Ranking, found: list[Standing]) -> Mapping[int, int]:
    try:
        return propose_awards(session, ranking, found).kinds
    except ContestError:
        # Shares that cannot be: the page of awards says so.
        return {}


def _by_weight(move: Move) -> tuple[bool, bool, int, int]:
    steps = move.steps
    return move.old_kind == move.new_kind, steps is not None, -abs(steps or 0), move.new_place or 0


def _weights(old: Mapping[str, int], new: Mapping[str, int]) -> tuple[tuple[str, int | None, int | None], ...]:
    keys = [*old, *(key for key in new if key not in old)]
    return tuple((key, old.get(key), new.get(key)) for key in keys if old.get(key) != new.get(key))
