"""Who has which game: the planner's inputs, and the round's progress by judge and by entry.

Entries that were withdrawn or disqualified are left out everywhere; their assignments stay and count again if the
entry comes back.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, select, union
from sqlalchemy.orm import Session, joinedload

from contest.models import (
    Assignment,
    AssignmentState,
    DeclaredConflict,
    Division,
    Entry,
    Judge,
    JudgeState,
    School,
    Season,
    Sponsor,
    Teacher,
    User,
)
from contest.queries.desk import ON_DESK, in_contest

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


def entries_in_contest(session: Session, season_id: int) -> Sequence[int]:
    """The entries that are to be judged."""
    return session.scalars(select(Entry.id).where(Entry.season_id == season_id, in_contest()).order_by(Entry.id)).all()


def count_entries(session: Session, season_id: int) -> int:
    """How many entries are to be judged."""
    counted = select(func.count()).select_from(Entry).where(Entry.season_id == season_id, in_contest())
    return session.scalar(counted) or 0


def active_judges(session: Session, season_id: int) -> Sequence[int]:
    """The judges who may get more games."""
    return session.scalars(
        select(Judge.id).where(Judge.season_id == season_id, Judge.state == JudgeState.ACTIVE).order_by(Judge.id)
    ).all()


def conflicts(session: Session, season_id: int) -> frozenset[Pair]:
    """Pairs that must not be: the judge's company paid for the entry's school, the judge teaches there, or it was
    declared that the judge is close to it. A shared family name is no conflict."""
    pairs = select(Entry.id, Judge.id).where(Entry.season_id == season_id, Judge.season_id == season_id)
    same_company = pairs.join(School, Entry.school_id == School.id).where(School.sponsor_id == Judge.sponsor_id)
    own_school = pairs.join(Teacher, Entry.school_id == Teacher.school_id).where(Teacher.user_id == Judge.user_id)
    declared = pairs.join(DeclaredConflict, Entry.school_id == DeclaredConflict.school_id).where(
        DeclaredConflict.judge_id == Judge.id, DeclaredConflict.lifted_at.is_(None)
    )
    return frozenset((entry, judge) for entry, judge in session.execute(union(same_company, own_school, declared)))


def pairs_ever(session: Session, season_id: int) -> frozenset[Pair]:
    """Every pair that was ever assigned, whatever became of it."""
    found = session.execute(select(Assignment.entry_id, Assignment.judge_id).where(Assignment.season_id == season_id))
    return frozenset((entry, judge) for entry, judge in found)


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


def loads(session: Session, season_id: int) -> list[Load]:
    """Every judge of the season with their games, by name."""
    mine = select(Assignment.judge_id, Assignment.state).join(Entry, Assignment.entry_id == Entry.id)
    games = mine.where(Assignment.season_id == season_id, in_contest()).subquery()
    states = (AssignmentState.OPEN, AssignmentState.LATER, AssignmentState.DONE, AssignmentState.RECUSED)
    counts = [func.coalesce(func.sum(case((games.c.state == state, 1), else_=0)), 0) for state in states]
    rows = session.execute(
        select(Judge.id, User.name, Sponsor.name, Judge.state, *counts)
        .join(User, Judge.user_id == User.id)
        .outerjoin(Sponsor, Judge.sponsor_id == Sponsor.id)
        .outerjoin(games, games.c.judge_id == Judge.id)
        .where(Judge.season_id == season_id)
        .group_by(Judge.id, User.name, Sponsor.name, Judge.state)
        .order_by(User.name, Judge.id)
    )
    return [Load(*row) for row in rows]


def entry_progress(
    session: Session, season: Season, *, page: int = 1, size: int = 100, only: Collection[int] | None = None
) -> list[EntryProgress]:
    """One page of the season's entries (or of `only` some of them) with their sheets, those that lack most first."""
    finished = func.coalesce(func.sum(case((Assignment.state == AssignmentState.DONE, 1), else_=0)), 0)
    waiting = func.coalesce(
        func.sum(case((Assignment.state.in_((AssignmentState.OPEN, AssignmentState.LATER)), 1), else_=0)), 0
    )
    recused = func.coalesce(func.sum(case((Assignment.state == AssignmentState.RECUSED, 1), else_=0)), 0)
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


def games_of_judge(session: Session, judge_id: int) -> Sequence[Assignment]:
    """All assignments of one judge with entry, sheet and recusal: for the organizer."""
    return session.scalars(
        select(Assignment)
        .where(Assignment.judge_id == judge_id)
        .options(joinedload(Assignment.entry), joinedload(Assignment.sheet), joinedload(Assignment.recusal))
        .order_by(Assignment.position, Assignment.id)
    ).all()
