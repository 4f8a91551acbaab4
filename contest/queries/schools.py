"""Schools, listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, selectinload

from contest.models import School, SchoolStatus, Sponsor, Teacher


@dataclass(frozen=True)
class SchoolLine:
    """A school with the number of its teachers."""

    school: School
    teachers: int


def list_schools(session: Session, text: str = "", province: str = "") -> list[SchoolLine]:
    """Schools whose name, city, sponsor or number contains `text`, of one province or of all, numbered ones first."""
    teachers = select(Teacher.school_id, func.count().label("count")).group_by(Teacher.school_id).subquery()
    chosen = (
        select(School, func.coalesce(teachers.c.count, 0))
        .outerjoin(teachers, teachers.c.school_id == School.id)
        .outerjoin(Sponsor, School.sponsor_id == Sponsor.id)
        .order_by(School.number.is_(None), School.number, School.name)
    )
    wanted = text.strip()
    if wanted:
        columns = (School.name, School.city, Sponsor.name)
        found = [column.icontains(wanted, autoescape=True) for column in columns]
        if wanted.isascii() and wanted.isdecimal() and len(wanted) < 10:
            found.append(School.number == int(wanted))
        chosen = chosen.where(or_(*found))
    if province:
        chosen = chosen.where(School.province == province)
    return [SchoolLine(school, count) for school, count in session.execute(chosen)]


def provinces(session: Session) -> Sequence[str]:
    """The provinces that have a school."""
    return session.scalars(select(School.province).distinct().order_by(School.province)).all()


def active_schools(session: Session) -> Sequence[School]:
    """The schools that may take part, for the invitation sheets, by province and name."""
    return session.scalars(
        select(School).where(School.status == SchoolStatus.ACTIVE).order_by(School.province, School.name)
    ).all()


def teachers_of(session: Session, school: School) -> Sequence[Teacher]:
    """A school's teachers, who joined first first."""
    return session.scalars(
        select(Teacher)
        .where(Teacher.school_id == school.id)
        .options(selectinload(Teacher.user))
        .order_by(Teacher.joined_at, Teacher.id)
    ).all()
