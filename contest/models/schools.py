"""Schools with a Green IT classroom, and the companies that paid for them."""

from __future__ import annotations

import enum
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from contest.models.base import Base, words

if TYPE_CHECKING:
    from contest.models.people import Teacher


class Sponsor(Base):
    """A company that donates classrooms and may send judges."""

    __tablename__ = "sponsor"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)

    schools: Mapped[list[School]] = relationship(back_populates="sponsor")


class SchoolStatus(enum.StrEnum):
    """A classroom closes or is refitted after about three years."""

    ACTIVE = "active"
    CLOSED = "closed"


class School(Base):
    """A registered school."""

    __tablename__ = "school"
    __table_args__ = (CheckConstraint("computers >= 0", name="computers"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int | None] = mapped_column(unique=True)
    """The classroom's number in the programme, where one is known."""
    name: Mapped[str] = mapped_column(String(120), unique=True)
    province: Mapped[str] = mapped_column(String(40))
    city: Mapped[str] = mapped_column(String(60), default="")
    sponsor_id: Mapped[int | None] = mapped_column(ForeignKey("sponsor.id"), index=True)
    computers: Mapped[int | None]
    opened_on: Mapped[date | None]
    status: Mapped[SchoolStatus] = mapped_column(words(SchoolStatus, "school_status"), default=SchoolStatus.ACTIVE)
    code: Mapped[str] = mapped_column(String(16), unique=True)
    """What a teacher joins with. Kept readable, because the invitation sheet is printed again; renewable."""
    created_at: Mapped[datetime]

    sponsor: Mapped[Sponsor | None] = relationship(back_populates="schools", lazy="joined")
    teachers: Mapped[list[Teacher]] = relationship(back_populates="school")
