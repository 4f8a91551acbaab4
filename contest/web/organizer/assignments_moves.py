"""Which game moves from whom to whom, as the levelling page lists it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest

from sqlalchemy.orm import Session

from contest.models import JudgeState
from contest.pipeline.moves import Moves
from contest.queries.assignments import Load, loads, titles_of


class Why(StrEnum):
    """Why a game moves."""

    CONFLICT = "conflict"
    LEFT = "left"
    PAUSED = "paused"
    EVEN = "even"


@dataclass(frozen=True)
class MovedGame:
    """One game that changes hands."""

    code: str
    title: str
    giver: str
    taker: str | None
    """None where nobody can take it."""
    why: Why


def moved_games(session: Session, moves: Moves, season_id: int, *, page: int, size: int) -> list[MovedGame]:
    """One page of the moves, by game."""
    pairs = _pairs(moves)[size * (page - 1) : size * page]
    entries = titles_of(session, {entry for entry, _, _ in pairs})
    people = {judge for _, giver, taker in pairs for judge in (giver, taker) if judge is not None}
    judges = {load.judge_id: load for load in loads(session, season_id, only=people)} if people else {}
    conflicts = {(entry, judge) for entry, judge in moves.facts.get("conflicts", ())}
    return [
        MovedGame(
            *entries[entry],
            giver=judges[giver].name,
            taker=judges[taker].name if taker is not None else None,
            why=_why(judges[giver], is_conflict=(entry, giver) in conflicts),
        )
        for entry, giver, taker in pairs
    ]


def _pairs(moves: Moves) -> list[tuple[int, int, int | None]]:
    """(entry, from whom, to whom)."""
    takers: dict[int, list[int]] = {}
    for judge, pile in sorted(moves.piles.items()):
        for entry in pile:
            takers.setdefault(entry, []).append(judge)
    givers: dict[int, list[int]] = {}
    for entry, judge in moves.taken:
        givers.setdefault(entry, []).append(judge)
    return [
        (entry, giver, taker)
        for entry, giving in sorted(givers.items())
        for giver, taker in zip_longest(giving, takers.get(entry, ()))
    ]


def _why(giver: Load, *, is_conflict: bool) -> Why:
    if is_conflict:
        return Why.CONFLICT
    return {JudgeState.LEFT: Why.LEFT, JudgeState.PAUSED: Why.PAUSED}.get(giver.state, Why.EVEN)
