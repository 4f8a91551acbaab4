"""Seasons, and how far each is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from contest.models import (
    Assignment,
    AssignmentState,
    Award,
    AwardKind,
    Criterion,
    Entry,
    EntryState,
    Judge,
    JudgeState,
    Mark,
    Publication,
    Ranking,
    Season,
)
from contest.queries.desk import in_contest
from contest.rules.timetable import Phase, phase


def published_season_ids(session: Session) -> frozenset[int]:
    """Seasons whose results anyone may read now."""
    return frozenset(session.scalars(select(Publication.season_id).where(Publication.withdrawn_at.is_(None))))


@dataclass(frozen=True)
class SeasonLine:
    """One season in a list."""

    season: Season
    phase: Phase
    submitted: int


def season_lines(session: Session, now: datetime) -> list[SeasonLine]:
    """All seasons, newest first, each with its phase and its number of entries in the contest."""
    shown = published_season_ids(session)
    counted = select(Entry.season_id, func.count()).where(in_contest()).group_by(Entry.season_id)
    submitted: dict[int, int] = {season_id: count for season_id, count in session.execute(counted)}
    seasons = session.scalars(select(Season).order_by(Season.opens_at.desc(), Season.id.desc()))
    return [
        SeasonLine(season, phase(season, now, is_published=season.id in shown), submitted.get(season.id, 0))
        for season in seasons
    ]


def season_at_work(session: Session, now: datetime) -> SeasonLine | None:
    """The season that the home page speaks of: the newest that has begun, else the next one to begin."""
    lines = season_lines(session, now)
    begun = [line for line in lines if line.season.opens_at <= now]
    return begun[0] if begun else (lines[-1] if lines else None)


def full_season(session: Session, season_id: int) -> Season:
    """A season with its divisions, rubric and kinds of award loaded."""
    parts = (Season.divisions, Season.criteria, Season.award_kinds)
    statement = select(Season).where(Season.id == season_id).options(*(selectinload(part) for part in parts))
    return session.scalars(statement).one()


def has_marks(session: Session, season: Season) -> bool:
    """Whether any judge has given a mark by this season's rubric."""
    marks = select(Mark.sheet_id).join(Mark.criterion).where(Criterion.season_id == season.id).limit(1)
    return session.scalar(marks) is not None


@dataclass(frozen=True)
class Progress:
    """How far a season is, in numbers."""

    entries: Mapping[EntryState, int] = field(default_factory=dict)
    disqualified: int = 0
    by_division: Mapping[int, int] = field(default_factory=dict)
    """division → entries in the contest."""
    schools: int = 0
    judges: int = 0
    assignments: Mapping[AssignmentState, int] = field(default_factory=dict)
    """Of entries in the contest: nobody waits for the sheet of one that was withdrawn."""
    rankings: int = 0
    awards: int = 0
    publications: int = 0

    @property
    def in_contest(self) -> int:
        """Entries that are submitted and not disqualified."""
        return sum(self.by_division.values())

    @property
    def wanted_sheets(self) -> int:
        """Duties that were not given back or taken away."""
        gone = (AssignmentState.RECUSED, AssignmentState.REMOVED)
        return sum(count for state, count in self.assignments.items() if state not in gone)

    @property
    def done_sheets(self) -> int:
        """Duties that are done."""
        return self.assignments.get(AssignmentState.DONE, 0)


def progress(session: Session, season: Season) -> Progress:
    """Counts for one season's overview, in a fixed number of queries."""
    rows = session.execute(
        select(Entry.state, Entry.disqualified_at.is_not(None), Entry.division_id, Entry.school_id).where(
            Entry.season_id == season.id
        )
    ).all()
    inside = [row for row in rows if row[0] == EntryState.SUBMITTED and not row[1]]
    states = session.execute(
        select(Assignment.state, func.count())
        .join(Assignment.entry)
        .where(Assignment.season_id == season.id, in_contest())
        .group_by(Assignment.state)
    ).all()
    judges = select(func.count(Judge.id)).where(Judge.season_id == season.id, Judge.state == JudgeState.ACTIVE)
    awards = select(func.count(Award.id)).join(AwardKind).where(AwardKind.season_id == season.id)
    return Progress(
        entries=Counter(row[0] for row in rows),
        disqualified=sum(1 for row in rows if row[1]),
        by_division=_count(row[2] for row in inside),
        schools=len({row[3] for row in inside}),
        judges=session.scalar(judges) or 0,
        assignments={state: count for state, count in states},
        rankings=session.scalar(select(func.count(Ranking.id)).where(Ranking.season_id == season.id)) or 0,
        awards=session.scalar(awards) or 0,
        publications=session.scalar(select(func.count(Publication.id)).where(Publication.season_id == season.id)) or 0,
    )


def _count(keys: Iterable[int | None]) -> dict[int, int]:
    return dict(Counter(key for key in keys if key is not None))
