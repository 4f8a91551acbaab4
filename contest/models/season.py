"""A school year's contest: dates, divisions, rubric, kinds of award."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy import false as sa_false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from contest.models.base import Base, words


class Season(Base):
    """One year's contest. Its phase follows from its dates (contest.rules.timetable), never from a switch."""

    __tablename__ = "season"
    __table_args__ = (
        CheckConstraint(
            "opens_at < submissions_close_at AND submissions_close_at <= judging_opens_at"
            " AND judging_opens_at < judging_closes_at",
            name="dates_in_order",
        ),
        CheckConstraint("reviews_per_entry >= 1", name="reviews"),
        CheckConstraint("max_authors >= 1", name="authors"),
        CheckConstraint("reserve_percent BETWEEN 0 AND 50", name="reserve"),
        CheckConstraint("cross_percent BETWEEN 0 AND 50", name="cross"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(20), unique=True)
    """As it stands in addresses: 2026-27."""
    name_zh: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(120))
    theme_zh: Mapped[str] = mapped_column(Text, default="")
    theme_en: Mapped[str] = mapped_column(Text, default="")
    opens_at: Mapped[datetime]
    submissions_close_at: Mapped[datetime]
    judging_opens_at: Mapped[datetime]
    judging_closes_at: Mapped[datetime]
    reviews_per_entry: Mapped[int] = mapped_column(default=3)
    entries_per_school: Mapped[int | None]
    """Quota; None is no limit."""
    max_authors: Mapped[int] = mapped_column(default=3)
    reserve_percent: Mapped[int] = mapped_column(default=25, server_default="25")
    """Share of all reviews that is kept back for settling rounds."""
    cross_percent: Mapped[int] = mapped_column(default=12, server_default="12")
    """Where judges have divisions of their own: share of reviews that cross them, so that divisions can be compared."""
    is_language_respected: Mapped[bool] = mapped_column(default=False, server_default=sa_false())
    """Whether judges who read no Chinese get the games with little text first."""
    shows_marks: Mapped[bool] = mapped_column(default=False, server_default=sa_false())
    """Whether teachers see their games' marks beside the division's median, once published."""
    shows_table: Mapped[bool] = mapped_column(default=False, server_default=sa_false())
    """Whether a publication carries the table of all sheets, judges as A, B, C, from which scores are recomputed."""
    is_demonstration: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]

    divisions: Mapped[list[Division]] = relationship(back_populates="season", order_by="Division.position")
    criteria: Mapped[list[Criterion]] = relationship(back_populates="season", order_by="Criterion.position")
    award_kinds: Mapped[list[AwardKind]] = relationship(back_populates="season", order_by="AwardKind.position")


class Division(Base):
    """A group of grades ranked by itself."""

    __tablename__ = "division"
    __table_args__ = (
        UniqueConstraint("season_id", "position"),
        CheckConstraint("lowest_grade <= highest_grade", name="grades"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    season_id: Mapped[int] = mapped_column(ForeignKey("season.id"))
    position: Mapped[int]
    name_zh: Mapped[str] = mapped_column(String(60))
    name_en: Mapped[str] = mapped_column(String(60))
    lowest_grade: Mapped[int]
    highest_grade: Mapped[int]

    season: Mapped[Season] = relationship(back_populates="divisions")


class Criterion(Base):
    """One line of the season's rubric. All criteria of a season together are its rubric."""

    __tablename__ = "criterion"
    __table_args__ = (
        UniqueConstraint("season_id", "position"),
        UniqueConstraint("season_id", "key"),
        CheckConstraint("weight > 0", name="weight"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    season_id: Mapped[int] = mapped_column(ForeignKey("season.id"))
    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(20))
    weight: Mapped[int]
    name_zh: Mapped[str] = mapped_column(String(60))
    name_en: Mapped[str] = mapped_column(String(60))
    hint_zh: Mapped[str] = mapped_column(Text, default="")
    hint_en: Mapped[str] = mapped_column(Text, default="")

    season: Mapped[Season] = relationship(back_populates="criteria")
    levels: Mapped[list[Level]] = relationship(
        back_populates="criterion", order_by="Level.points.desc()", lazy="selectin"
    )


class Level(Base):
    """What one number of points on a criterion means, in words."""

    __tablename__ = "level"
    __table_args__ = (CheckConstraint("points >= 0", name="points"),)

    criterion_id: Mapped[int] = mapped_column(ForeignKey("criterion.id"), primary_key=True)
    points: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text_zh: Mapped[str] = mapped_column(Text)
    text_en: Mapped[str] = mapped_column(Text)

    criterion: Mapped[Criterion] = relationship(back_populates="levels")


class AwardBasis(enum.StrEnum):
    """How an award is given."""

    SHARE = "share"
    """To the best so many per cent of each division, best kind first."""
    SPECIAL = "special"
    """By the organizers' choice."""


class AwardKind(Base):
    """First prize, best story, …: what an award is called and how it is given."""

    __tablename__ = "award_kind"
    __table_args__ = (
        UniqueConstraint("season_id", "position"),
        CheckConstraint("(basis = 'share') = (share_percent IS NOT NULL)", name="share_given"),
        CheckConstraint("share_percent > 0 AND share_percent <= 100", name="share_range"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    season_id: Mapped[int] = mapped_column(ForeignKey("season.id"))
    position: Mapped[int]
    basis: Mapped[AwardBasis] = mapped_column(words(AwardBasis, "award_basis"))
    share_percent: Mapped[int | None]
    name_zh: Mapped[str] = mapped_column(String(60))
    name_en: Mapped[str] = mapped_column(String(60))

    season: Mapped[Season] = relationship(back_populates="award_kinds")
