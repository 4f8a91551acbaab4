"""Who has which game: the planner's inputs, and the round's progress by judge and by entry.

Entries that were withdrawn or disqualified are left out everywhere; their assignments stay and count again if the
entry comes back.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Function, Select, case, func, select
from sqlalchemy.orm import Session, joinedload

from contest.models import (
    Assignment,
    AssignmentState,
    Division,
    Entry,
    Judge,
    JudgeState,
    Season,
    Sponsor,
    User,
)
from contest.queries.desk import ON_DESK, WAITING, in_contest

Pair = tuple[int, int]
"""(entry, judge), by their numbers."""


@dataclass(frozen=True)
class Load:
    """One judge's games, by state."""

    judge_id: int
    name: str
    company: str | None
    state: JudgeState
    open: int
    later: int
    done: int
    recused: int

    @property
    def total(self) -> int:
        """What this judge has to do or has done."""
        return self.open + self.later + self.done

    @property
    def is_stranded(self) -> bool:
        """The judge has left, and games still wait for them."""
        return self.state is JudgeState.LEFT and self.open + self.later > 0


@dataclass(frozen=True)
class Round:
    """How far a season's judging is."""

    judges: int
    """On the jury, also those who pause or have left."""
    active: int
    standing: int
    """Reviews given out: to be done or done."""
    finished: int
    newcomers: int
    """Active judges who have no game."""


@dataclass(frozen=True)
class EntryProgress:
    """One entry's sheets."""

    entry_id: int
    code: str
    title: str
    division: Mapping[str, str]
    finished: int
    waiting: int
    """Assigned and not finished."""
    recused: int


def count_entries(session: Session, season_id: int) -> int:
    """How many entries are to be judged."""
    counted = select(func.count()).select_from(Entry).where(Entry.season_id == season_id, in_contest())
    return session.scalar(counted) or 0


def standing_pairs(session: Session, season_id: int) -> frozenset[Pair]:
    """The pairs that count as a review: open, put aside or done."""
    found = session.execute(
        select(Assignment.entry_id, Assignment.judge_id)
        .join(Entry, Assignment.entry_id == Entry.id)
        .where(Assignment.season_id == season_id, Assignment.state.in_(ON_DESK), in_contest())
    )
    return frozenset((entry, judge) for entry, judge in found)


def last_positions(session: Session, season_id: int) -> dict[int, int]:
    """judge → the highest position in the pile; judges without games are missing."""
    found = session.execute(
        select(Assignment.judge_id, func.max(Assignment.position))
        .where(Assignment.season_id == season_id)
        .group_by(Assignment.judge_id)
    )
    return {judge: position for judge, position in found}


def round_of(session: Session, season_id: int) -> Round:
    """The whole season in numbers."""
    is_theirs = (Assignment.judge_id == Judge.id) & Assignment.state.in_(ON_DESK)
    counts = (
        select(Judge.state, func.count(Assignment.id), _sum(Assignment.state == AssignmentState.DONE))
        .outerjoin(Assignment, is_theirs & Assignment.entry_id.not_in(_out_of_contest(season_id)))
        .where(Judge.season_id == season_id)
        .group_by(Judge.id, Judge.state)
    )
    rows = session.execute(counts).all()
    active = [held for state, held, _ in rows if state is JudgeState.ACTIVE]
    return Round(
        judges=len(rows),
        active=len(active),
        standing=sum(held for _, held, _ in rows),
        finished=sum(done for _, _, done in rows),
        newcomers=active.count(0),
    )


def loads(
    session: Session, season_id: int, *, page: int = 1, size: int | None = None, only: Collection[int] | None = None
) -> list[Load]:
    """Judges of the season (or `only` some of them) with their games, by name; all, or one page of them."""
    chosen = select(Judge.id).join(User, Judge.user_id == User.id).where(Judge.season_id == season_id)
    if only is not None:
        chosen = chosen.where(Judge.id.in_(only))
    if size is not None:
        chosen = chosen.order_by(User.name, Judge.id).limit(size).offset((page - 1) * size)
    games = (Assignment.judge_id == Judge.id) & Assignment.entry_id.not_in(_out_of_contest(season_id))
    states = (AssignmentState.OPEN, AssignmentState.LATER, AssignmentState.DONE, AssignmentState.RECUSED)
    rows = session.execute(
        select(Judge.id, User.name, Sponsor.name, Judge.state, *(_sum(Assignment.state == state) for state in states))
        .join(User, Judge.user_id == User.id)
        .outerjoin(Sponsor, Judge.sponsor_id == Sponsor.id)
        .outerjoin(Assignment, games)
        .where(Judge.id.in_(chosen))
        .group_by(Judge.id, User.name, Sponsor.name, Judge.state)
        .order_by(User.name, Judge.id)
    )
    return [Load(number, name, company, state, *counts) for number, name, company, state, *counts in rows]


def _out_of_contest(season_id: int) -> Select[int]:
    """The few that are not to be judged: cheaper to leave out than to look up each of the others."""
    return select(Entry.id).where(Entry.season_id == season_id, ~in_contest())


def _sum(condition: ColumnElement[bool]) -> Function[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def entry_progress(
    session: Session, season: Season, *, page: int = 1, size: int = 100, only: Collection[int] | None = None
) -> list[EntryProgress]:
    """One page of the season's entries (or of `only` some of them) with their sheets, those that lack most first."""
    finished = _sum(Assignment.state == AssignmentState.DONE)
    waiting = _sum(Assignment.state.in_(WAITING))
    recused = _sum(Assignment.state == AssignmentState.RECUSED)
    rows = session.execute(
        select(Entry.id, Entry.code, Entry.title, Division.name_zh, Division.name_en, finished, waiting, recused)
        .join(Division, Entry.division_id == Division.id)
        .outerjoin(Assignment, Assignment.entry_id == Entry.id)
        .where(Entry.season_id == season.id, in_contest(), *([] if only is None else [Entry.id.in_(only)]))
        .group_by(Entry.id, Entry.code, Entry.title, Division.name_zh, Division.name_en)
        .order_by(finished + waiting, finished, Entry.code)
        .limit(size)
        .offset((page - 1) * size)
    )
    return [
        EntryProgress(number, code, title, {"name_zh": zh, "name_en": en}, done, left, back)
        for number, code, title, zh, en, done, left, back in rows
    ]


def titles_of(session: Session, entries: Collection[int]) -> dict[int, tuple[str, str]]:
    """entry → (code, title)."""
    rows = session.execute(select(Entry.id, Entry.code, Entry.title).where(Entry.id.in_(entries)))
    return {number: (code, title) for number, code, title in rows}


def games_of_judge(session: Session, judge_id: int) -> Sequence[Assignment]:
    """All assignments of one judge with entry, sheet and recusal: for the organizer."""
    return session.scalars(
        select(Assignment)
        .where(Assignment.judge_id == judge_id)
        .options(joinedload(Assignment.entry), joinedload(Assignment.sheet), joinedload(Assignment.recusal))
        .order_by(Assignment.position, Assignment.id)
    ).all()
