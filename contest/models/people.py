"""Who signs in. One person may be teacher, judge and organizer at once."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy import true as sa_true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from contest.models.base import Base, words

if TYPE_CHECKING:
    from contest.models.schools import School, Sponsor
    from contest.models.season import Division, Season


class User(Base):
    """A person with a password. Pupils are never users."""

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(80), unique=True)
    """A phone number or a user name, folded to lower case: what the person types to sign in."""
    name: Mapped[str] = mapped_column(String(80))
    email: Mapped[str | None] = mapped_column(String(200))
    password_hash: Mapped[str] = mapped_column(String(200))
    session_number: Mapped[int] = mapped_column(default=1)
    """Counted up when the password changes; a session that carries an older number is over."""
    language: Mapped[str | None] = mapped_column(String(8))
    is_organizer: Mapped[bool] = mapped_column(default=False)
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]

    teaching: Mapped[list[Teacher]] = relationship(back_populates="user", lazy="selectin")
    judging: Mapped[list[Judge]] = relationship(back_populates="user", lazy="selectin")

    # Flask-Login asks these three of every user.
    is_authenticated = True
    is_anonymous = False

    def get_id(self) -> str:
        """What the session cookie remembers: the person and the number that a new password changes."""
        return f"{self.id}:{self.session_number}"

    @property
    def school_ids(self) -> frozenset[int]:
        """The schools this person teaches at."""
        return frozenset(teacher.school_id for teacher in self.teaching)

    @property
    def judge_ids(self) -> frozenset[int]:
        """This person's places on juries, one a season."""
        return frozenset(judge.id for judge in self.judging)


class Teacher(Base):
    """A person's place at a school; gained with the school's code."""

    __tablename__ = "teacher"
    __table_args__ = (UniqueConstraint("user_id", "school_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id"), index=True)
    joined_at: Mapped[datetime]

    user: Mapped[User] = relationship(back_populates="teaching")
    school: Mapped[School] = relationship(back_populates="teachers", lazy="joined")


class JudgeState(enum.StrEnum):
    """Whether a judge gets more games."""

    ACTIVE = "active"
    PAUSED = "paused"
    LEFT = "left"


class Judge(Base):
    """A person's place on one season's jury."""

    __tablename__ = "judge"
    __table_args__ = (
        UniqueConstraint("season_id", "user_id"),
        CheckConstraint("most_games >= 0", name="most_games"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    season_id: Mapped[int] = mapped_column(ForeignKey("season.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    sponsor_id: Mapped[int | None] = mapped_column(ForeignKey("sponsor.id"))
    """The company that the judge works for; its own schools' games are kept from this judge."""
    state: Mapped[JudgeState] = mapped_column(words(JudgeState, "judge_state"), default=JudgeState.ACTIVE)
    division_id: Mapped[int | None] = mapped_column(ForeignKey("division.id"))
    """The division whose games this judge mainly gets; None is any."""
    most_games: Mapped[int | None]
    """The judge's own limit; None is no limit."""
    reads_chinese: Mapped[bool] = mapped_column(default=True, server_default=sa_true())
    joined_at: Mapped[datetime]

    division: Mapped[Division | None] = relationship(lazy="joined")
    user: Mapped[User] = relationship(back_populates="judging", lazy="joined")
    season: Mapped[Season] = relationship()
    sponsor: Mapped[Sponsor | None] = relationship(lazy="joined")


class InvitationKind(enum.StrEnum):
    """What redeeming it gives."""

    JUDGE = "judge"
    NEW_PASSWORD = "new-password"  # noqa: S105 - a kind, not a password


class Invitation(Base):
    """A link or code that works once and expires. Only its digest is kept: a stolen table opens nothing."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[InvitationKind] = mapped_column(words(InvitationKind, "invitation_kind"))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    note: Mapped[str] = mapped_column(String(80), default="")
    """Whom the organizer made it for, in the organizer's words."""
    season_id: Mapped[int | None] = mapped_column(ForeignKey("season.id"))
    sponsor_id: Mapped[int | None] = mapped_column(ForeignKey("sponsor.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    """For a new password: whose. For a judge: who redeemed it."""
    created_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    season: Mapped[Season | None] = relationship(lazy="joined")
    sponsor: Mapped[Sponsor | None] = relationship(lazy="joined")
    user: Mapped[User | None] = relationship(foreign_keys=[user_id])
    created_by: Mapped[User] = relationship(foreign_keys=[created_by_id])
