"""Who must not have whose games: companies and the schools they paid for, teachers, what was declared.

A shared family name is no conflict.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from sqlalchemy import Select, case, func, select, union
from sqlalchemy.orm import Session, joinedload

from contest.models import Assignment, AssignmentState, DeclaredConflict, Entry, Judge, JudgeState, School, Teacher
from contest.queries.desk import ON_DESK, WAITING, in_contest


@dataclass(frozen=True)
class Misplaced:
    """Games that lie where they should not."""

    of_absent: int
    """Unfinished ones of judges who have left or pause."""
    in_conflict: int
    """Unfinished ones with judges who must not have them."""
    judged_in_conflict: int
    """Finished ones of judges who must not have had them: levelling leaves these to a person's decision."""

    @property
    def waiting(self) -> int:
        """How many games wait to be moved."""
        return self.of_absent + self.in_conflict


def judges_apart(session: Session, season_id: int) -> dict[int, frozenset[int]]:
    """school → the season's judges who must not have its games: their company paid for its classroom, they teach
    there, or it was declared that they are close to it. A shared family name is no conflict."""
    seats = session.execute(select(Judge.id, Judge.user_id, Judge.sponsor_id).where(Judge.season_id == season_id)).all()
    of_company: dict[int, set[int]] = {}
    of_person = {user: judge for judge, user, _ in seats}
    for judge, _, company in seats:
        if company is not None:
            of_company.setdefault(company, set()).add(judge)
    sent = select(Entry.school_id).where(Entry.season_id == season_id).distinct()
    schools = session.execute(select(School.id, School.sponsor_id).where(School.id.in_(sent)))
    company_of = {school: company for school, company in schools}
    taught = session.execute(
        select(Teacher.school_id, Teacher.user_id)
        .join(Judge, Judge.user_id == Teacher.user_id)
        .where(Judge.season_id == season_id)
    )
    declared = session.execute(
        select(DeclaredConflict.school_id, DeclaredConflict.judge_id)
        .join(Judge, DeclaredConflict.judge_id == Judge.id)
        .where(Judge.season_id == season_id, DeclaredConflict.lifted_at.is_(None))
    )
    personal: dict[int, set[int]] = {}
    for school, judge in chain(((school, of_person[user]) for school, user in taught), declared):
        personal.setdefault(school, set()).add(judge)
    shared = {company: frozenset(judges) for company, judges in of_company.items()}
    nobody: frozenset[int] = frozenset()
    return {
        school: shared.get(company or 0, nobody) | personal.get(school, nobody)
        for school, company in company_of.items()
    }


def count_apart(session: Session, season_id: int) -> int:
    """How many pairs of judge and game are kept apart."""
    apart = judges_apart(session, season_id)
    games = session.execute(
        select(Entry.school_id, func.count())
        .where(Entry.season_id == season_id, in_contest())
        .group_by(Entry.school_id)
    )
    return sum(count * len(apart.get(school, ())) for school, count in games)


def misplaced(session: Session, season_id: int) -> Misplaced:
    """How many games lie where they should not."""
    on_desk = (Judge.season_id == season_id, Assignment.state.in_(ON_DESK), in_contest())
    barred = union(*(found.where(*on_desk) for found in _in_conflict(Assignment.id, Assignment.state))).subquery()
    judged = case((barred.c.state == AssignmentState.DONE, 1), else_=0)
    conflicts, done = session.execute(select(func.count(), func.coalesce(func.sum(judged), 0))).one()
    absent = session.scalar(
        select(func.count())
        .select_from(Assignment)
        .join(Entry, Assignment.entry_id == Entry.id)
        .where(Assignment.state.in_(WAITING), in_contest())
        .where(
            Assignment.judge_id.in_(
                select(Judge.id).where(Judge.season_id == season_id, Judge.state != JudgeState.ACTIVE)
            )
        )
    )
    return Misplaced(absent or 0, conflicts - done, done)


def barred_games(session: Session, judge: Judge) -> frozenset[int]:
    """Entries among this judge's games that the judge must not have."""
    found = union(*(found.where(Judge.id == judge.id) for found in _in_conflict(Assignment.entry_id)))
    return frozenset(session.scalars(found))


def _in_conflict(*columns: Any) -> list[Select[Any]]:
    """The assignments that must not be, in three parts. Teachers and those who declared something are few: the last
    two begin with them, where one condition for all three would look at every assignment three times."""
    found = select(*columns).join(Entry, Assignment.entry_id == Entry.id).join(Judge, Assignment.judge_id == Judge.id)
    of_company = found.join(School, Entry.school_id == School.id).where(School.sponsor_id == Judge.sponsor_id)
    teaching = select(Judge.id).join(Teacher, Teacher.user_id == Judge.user_id)
    of_teacher = found.join(Teacher, (Teacher.user_id == Judge.user_id) & (Teacher.school_id == Entry.school_id))
    stands = DeclaredConflict.lifted_at.is_(None)
    declaring = select(DeclaredConflict.judge_id).where(stands)
    declared = found.join(
        DeclaredConflict,
        (DeclaredConflict.judge_id == Judge.id) & (DeclaredConflict.school_id == Entry.school_id) & stands,
    )
    return [
        of_company,
        of_teacher.where(Assignment.judge_id.in_(teaching)),
        declared.where(Assignment.judge_id.in_(declaring)),
    ]


def declared_conflicts(session: Session, judge_id: int) -> Sequence[DeclaredConflict]:
    """What stands, by school; of a school declared twice in one moment the first."""
    rows = session.scalars(
        select(DeclaredConflict)
        .join(DeclaredConflict.school)
        .where(DeclaredConflict.judge_id == judge_id, DeclaredConflict.lifted_at.is_(None))
        .options(joinedload(DeclaredConflict.school))
        .order_by(School.name, DeclaredConflict.id)
    )
    return list({row.school_id: row for row in reversed(rows.all())}.values())[::-1]


def count_declared(session: Session, judges: Collection[int]) -> dict[int, int]:
    """judge → schools that it was declared for; those of none are missing."""
    rows = session.execute(
        select(DeclaredConflict.judge_id, func.count(DeclaredConflict.school_id.distinct()))
        .where(DeclaredConflict.judge_id.in_(judges), DeclaredConflict.lifted_at.is_(None))
        .group_by(DeclaredConflict.judge_id)
    )
    return {judge: count for judge, count in rows}
