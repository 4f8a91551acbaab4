"""Sharing out games in three ways, all shown before they are done: the deal, levelling the rest, settling rounds.

A small season's change is worked out while the organizer waits. A large one's is asked for, worked out by a job, and
kept as a draft until it is applied. Applying writes exactly what was shown, or nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from contest.jobs import enqueue, to_be_done
from contest.models import Draft, DraftKind, Judge, Season, User
from contest.pipeline.audit import record
from contest.pipeline.deal import deal
from contest.pipeline.hold import hold_season
from contest.pipeline.level import level_rest
from contest.pipeline.moves import Moves, Outdated, still_fits, write
from contest.pipeline.settle import settle_round
from contest.queries.assignments import count_entries
from contest.queries.dealing import Facts, facts_of

__all__ = ["JOB", "Outdated", "Proposal", "apply", "budget_asked", "forget", "propose", "request", "work_out"]
JOB = "draft"
AT_ONCE = 100_000
"""Games × judges up to which a change is worked out within a request: a tenth of a second or two."""
WAYS: dict[DraftKind, Callable[[Session, Season, Facts, int], Moves]] = {
    DraftKind.DEAL: lambda session, season, facts, budget: deal(facts),
    DraftKind.LEVEL: lambda session, season, facts, budget: level_rest(facts),
    DraftKind.SETTLE: settle_round,
}
ACTIONS = {
    DraftKind.DEAL: "assignment.plan",
    DraftKind.LEVEL: "assignment.level",
    DraftKind.SETTLE: "assignment.settle",
}


@dataclass(frozen=True)
class Proposal:
    """What would be done, as far as it is worked out."""

    moves: Moves | None
    """None while a large season's is not worked out."""
    is_waited_for: bool = False
    """Whether a job is at it, or will be."""
    is_large: bool = False
    """Whether it has to be asked for."""
    asked_at: datetime | None = None
    problem: str = ""
    is_lost: bool = False
    """Whether it is waited for in vain: the worker was ended over it, time and again."""

    @property
    def digest(self) -> str:
        """What `apply` is to be given for exactly this to be done."""
        return self.moves.digest if self.moves is not None else ""


def is_large(session: Session, season: Season) -> bool:
    """Whether working something out for this season takes longer than a page may."""
    judges = session.scalar(select(func.count()).select_from(Judge).where(Judge.season_id == season.id)) or 0
    return count_entries(session, season.id) * judges > AT_ONCE


def propose(session: Session, season: Season, kind: DraftKind, budget: int = 0) -> Proposal:
    """What would be done now. Writes nothing. `budget` is for settling: sheets to spend."""
    if not is_large(session, season):
        return Proposal(WAYS[kind](session, season, facts_of(session, season), budget))
    found = _kept(session, season, kind, budget)
    is_lost = found.is_waited_for and to_be_done(session, JOB, "season", season.id) is None
    return replace(found, is_waited_for=not is_lost, is_lost=True) if is_lost else found


def _kept(session: Session, season: Season, kind: DraftKind, budget: int) -> Proposal:
    draft = session.get(Draft, (season.id, kind))
    if draft is None or draft.budget != budget:
        return Proposal(None, is_large=True)
    moves = Moves.from_dict(draft.content) if draft.content is not None else None
    return Proposal(moves, moves is None and not draft.problem, True, draft.asked_at, draft.problem)


def budget_asked(session: Session, season: Season) -> int | None:
    """How many sheets the draft of a settling round may use; None where there is none."""
    return session.scalar(select(Draft.budget).where(Draft.season_id == season.id, Draft.kind == DraftKind.SETTLE))


def request(session: Session, season: Season, kind: DraftKind, budget: int = 0, *, now: datetime) -> None:
    """Have a large season's change worked out anew, unless that is under way."""
    hold_season(session, season.id)
    if propose(session, season, kind, budget).is_waited_for:
        return
    session.merge(Draft(season_id=season.id, kind=kind, budget=budget, content=None, problem="", asked_at=now))
    enqueue(session, JOB, {"season": season.id, "kind": kind.value}, now=now)


def work_out(session: Session, payload: dict[str, Any], now: datetime) -> None:
    """The job: fill the draft. One that was applied, thrown away or asked for anew meanwhile is left alone.

    Nothing is written before all is worked out: SQLite lets only one write at a time, and judges go on saving.
    """
    draft = session.get(Draft, (payload["season"], DraftKind(payload["kind"])))
    season = session.get(Season, payload["season"])
    if draft is None or season is None or draft.content is not None:
        return
    asked = (
        Draft.season_id == season.id,
        Draft.kind == draft.kind,
        Draft.budget == draft.budget,
        Draft.asked_at == draft.asked_at,
    )
    found: dict[str, Any]
    try:
        found = {"content": WAYS[draft.kind](session, season, facts_of(session, season), draft.budget).to_dict()}
    except ValueError as error:
        # The pure packages refuse what they cannot answer; asked again, they would say the same.
        found = {"problem": type(error).__name__}
    session.execute(update(Draft).where(*asked).values(**found).execution_options(synchronize_session=False))


def apply(
    session: Session, season: Season, kind: DraftKind, digest: str, budget: int = 0, *, actor: User, now: datetime
) -> Moves:
    """Do what was shown, as one event in the trail. Raises Outdated when that is not possible any more."""
    hold_season(session, season.id)
    proposal = propose(session, season, kind, budget)
    moves = proposal.moves
    if moves is None or moves.is_empty or moves.digest != digest:
        raise Outdated
    if proposal.is_large:
        most = season.reviews_per_entry if kind is DraftKind.DEAL else None
        if not still_fits(moves, facts_of(session, season), most=most):
            raise Outdated
        forget(session, season, kind)
    write(session, season, moves, now)
    record(session, ACTIONS[kind], season, actor=actor, now=now, season_id=season.id, after=_told(moves))
    return moves


def forget(session: Session, season: Season, kind: DraftKind) -> None:
    """Throw away a draft that does not fit any more, so that another is asked for."""
    session.execute(delete(Draft).where(Draft.season_id == season.id, Draft.kind == kind))


def _told(moves: Moves) -> dict[str, Any]:
    """What the trail says of it."""
    told: dict[str, Any] = {
        "assignments": moves.given,
        "by_judge": {str(judge): len(pile) for judge, pile in moves.piles.items()},
    }
    if moves.taken:
        told |= {"taken": len(moves.taken), "taken_by_judge": {str(j): count for j, count in moves.lost.items()}}
    told |= {name: moves.facts[name] for name in ("round", "ranking", "seed") if name in moves.facts}
    if "expected" in moves.facts:
        told["expected"] = " → ".join(f"{100 * share:.0f} %" for share in moves.facts["expected"])
    return told | {"inputs_hash": moves.digest}
