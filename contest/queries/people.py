"""People and their roles, listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from contest.models import Invitation, InvitationKind, Judge, School, Season, Sponsor, Teacher, User

PAGE = 50


@dataclass(frozen=True)
class Roles:
    """What one person is, and where."""

    schools: Sequence[School]
    juries: Sequence[Judge]
    is_organizer: bool


@dataclass(frozen=True)
class PeoplePage:
    """One page of a list of people."""

    people: Sequence[User]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.total // PAGE))


def roles_of(session: Session, user: User) -> Roles:
    """The schools and juries of one person, newest season first."""
    schools = session.scalars(
        select(School).join(Teacher).where(Teacher.user_id == user.id).order_by(School.name)
    ).all()
    juries = session.scalars(
        select(Judge)
        .join(Season)
        .where(Judge.user_id == user.id)
        .options(joinedload(Judge.season))
        .order_by(Season.opens_at.desc())
    ).all()
    return Roles(schools, juries, user.is_organizer)


def search_people(session: Session, text: str = "", role: str = "", page: int = 1) -> PeoplePage:
    """People whose name, login, e-mail or school contains `text`, of one role or of any, by name.

    `role` is teacher, judge, organizer or empty; `page` counts from 1.
    """
    chosen = _chosen(text.strip(), role)
    total = session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
    shown = (
        select(User)
        .where(User.id.in_(chosen))
        .options(
            selectinload(User.teaching).joinedload(Teacher.school),
            selectinload(User.judging).joinedload(Judge.season),
        )
        .order_by(User.name, User.id)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    return PeoplePage(session.scalars(shown).all(), total, page)


def _chosen(text: str, role: str) -> Select[int]:
    chosen = select(User.id)
    if text:
        at_school = select(Teacher.user_id).join(School).where(School.name.icontains(text, autoescape=True))
        columns = (User.name, User.login, User.email)
        chosen = chosen.where(
            or_(*(column.icontains(text, autoescape=True) for column in columns), User.id.in_(at_school))
        )
    if role == "organizer":
        chosen = chosen.where(User.is_organizer)
    elif role == "teacher":
        chosen = chosen.where(User.id.in_(select(Teacher.user_id)))
    elif role == "judge":
        chosen = chosen.where(User.id.in_(select(Judge.user_id)))
    return chosen


def jury_of(session: Session, season: Season, *, page: int, size: int) -> Sequence[Judge]:
    """One page of a season's judges with their person, company and division, by name."""
    return session.scalars(
        select(Judge)
        .join(User)
        .where(Judge.season_id == season.id)
        .order_by(User.name, User.id)
        .limit(size)
        .offset((page - 1) * size)
    ).all()


def open_invitations(session: Session, season: Season, now: datetime) -> Sequence[Invitation]:
    """The season's invitations that somebody may still use, newest first."""
    return session.scalars(
        select(Invitation)
        .where(
            Invitation.kind == InvitationKind.JUDGE,
            Invitation.season_id == season.id,
            Invitation.used_at.is_(None),
            Invitation.expires_at > now,
        )
        .options(joinedload(Invitation.created_by))
        .order_by(Invitation.created_at.desc(), Invitation.id.desc())
    ).all()


def all_sponsors(session: Session) -> Sequence[Sponsor]:
    """All companies, by name."""
    return session.scalars(select(Sponsor).order_by(Sponsor.name)).all()
