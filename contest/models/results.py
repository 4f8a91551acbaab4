"""The computed order, the organizers' awards, and the frozen copies that the public sees."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from contest.models.base import Base

if TYPE_CHECKING:
    from contest.models.entries import Entry
    from contest.models.people import User
    from contest.models.season import AwardKind, Division, Season


class Ranking(Base):
    """A proposal, computed at one moment from the sheets that were finished then. Old proposals stay."""

    __tablename__ = "ranking"

    id: Mapped[int] = mapped_column(primary_key=True)
    season_id: Mapped[int] = mapped_column(ForeignKey("season.id"), index=True)
    method: Mapped[str] = mapped_column(String(40))
    inputs_hash: Mapped[str] = mapped_column(String(64))
    """SHA-256 over all sheets and weights that went in: the same sheets give the same hash."""
    parameters: Mapped[dict[str, Any]]
    created_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime]

    season: Mapped[Season] = relationship()
    created_by: Mapped[User] = relationship()
    placings: Mapped[list[Placing]] = relationship(back_populates="ranking")


class Placing(Base):
    """One entry's place in one ranking."""

    __tablename__ = "placing"

    ranking_id: Mapped[int] = mapped_column(ForeignKey("ranking.id"), primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), primary_key=True)
    division_id: Mapped[int] = mapped_column(ForeignKey("division.id"))
    place: Mapped[int | None]
    """None: too few sheets to place it."""
    score: Mapped[float | None]
    sheets: Mapped[int]
    spread: Mapped[float | None]
    """Highest less lowest composite among the judges."""
    standard_error: Mapped[float | None]
    """Of the score; None under two sheets."""

    ranking: Mapped[Ranking] = relationship(back_populates="placings")
    entry: Mapped[Entry] = relationship()
    division: Mapped[Division] = relationship()


class Award(Base):
    """A prize given to an entry. Removing one leaves an audit event."""

    __tablename__ = "award"
    __table_args__ = (UniqueConstraint("entry_id", "kind_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    kind_id: Mapped[int] = mapped_column(ForeignKey("award_kind.id"), index=True)
    ranking_id: Mapped[int | None] = mapped_column(ForeignKey("ranking.id"))
    """The proposal it was taken from; None for a special prize."""
    given_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    given_at: Mapped[datetime]

    entry: Mapped[Entry] = relationship()
    kind: Mapped[AwardKind] = relationship(lazy="joined")
    given_by: Mapped[User] = relationship()


class Publication(Base):
    """A frozen, numbered copy of a season's results. Its content never changes; it may only be hidden."""

    __tablename__ = "publication"
    __table_args__ = (UniqueConstraint("season_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    season_id: Mapped[int] = mapped_column(ForeignKey("season.id"))
    number: Mapped[int]
    content: Mapped[dict[str, Any]]
    """All that the public pages show, names already masked: they read nothing else."""
    content_hash: Mapped[str] = mapped_column(String(64))
    note: Mapped[str] = mapped_column(Text, default="")
    published_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    published_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    season: Mapped[Season] = relationship()
    published_by: Mapped[User] = relationship()
