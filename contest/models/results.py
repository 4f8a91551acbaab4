"""The computed order, the organizers' awards, and the frozen copies that the public sees."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from contest.models.base import Base, words

if TYPE_CHECKING:
    from contest.models.entries import Entry
    from contest.models.judging import ScoreSheet
    from contest.models.people import Judge, User
    from contest.models.season import AwardKind, Division, Season


class RankingState(enum.StrEnum):
    """How far the computing is."""

    WAITING = "waiting"
    RUNNING = "running"
    READY = "ready"
    CANCELLED = "cancelled"
    FAILED = "failed"


class Ranking(Base):
    """A proposal, computed at one moment from the sheets that were finished then. Old proposals stay."""

    __tablename__ = "ranking"

    id: Mapped[int] = mapped_column(primary_key=True)
    season_id: Mapped[int] = mapped_column(ForeignKey("season.id"), index=True)
    method: Mapped[str] = mapped_column(String(40))
    inputs_hash: Mapped[str] = mapped_column(String(64))
    """SHA-256 over all sheets and weights that went in: the same sheets give the same hash. Empty until computed."""
    parameters: Mapped[dict[str, Any]]
    """What was put in and with what: weights, seed, sweeps, versions of the libraries."""
    state: Mapped[RankingState] = mapped_column(
        words(RankingState, "ranking_state"), default=RankingState.READY, server_default="ready"
    )
    done_percent: Mapped[int] = mapped_column(default=100, server_default="100")
    """The progress bar's position while it is computed."""
    problem: Mapped[str] = mapped_column(Text, default="", server_default="")
    """The code of why it failed."""
    summary: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """What holds for the whole: method and why, level, variances, reliability, groups, P(top k) by division."""
    created_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime]

    season: Mapped[Season] = relationship()
    created_by: Mapped[User] = relationship()
    placings: Mapped[list[Placing]] = relationship(back_populates="ranking")
    judge_estimates: Mapped[list[JudgeEstimate]] = relationship(back_populates="ranking")
    sheet_estimates: Mapped[list[SheetEstimate]] = relationship(back_populates="ranking")


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
    mean: Mapped[float | None]
    """The plain mean of the sheets' composites, beside the corrected score."""
    place_low: Mapped[int | None]
    place_high: Mapped[int | None]
    """The place lies between these two with a probability of 90 %."""
    island: Mapped[int] = mapped_column(default=0, server_default="0")
    """Entries on two islands share no judge, not even by way of others: they cannot be compared."""
    chances: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """award kind id, as text → probability that the entry is within that award's line."""
    before_next: Mapped[float | None]
    """Probability that this entry is better than the next one of its division in the order of places."""

    ranking: Mapped[Ranking] = relationship(back_populates="placings")
    entry: Mapped[Entry] = relationship()
    division: Mapped[Division] = relationship()


class JudgeEstimate(Base):
    """What one ranking found about one judge. Severity and noise are in the rubric's points."""

    __tablename__ = "judge_estimate"

    ranking_id: Mapped[int] = mapped_column(ForeignKey("ranking.id"), primary_key=True)
    judge_id: Mapped[int] = mapped_column(ForeignKey("judge.id"), primary_key=True)
    sheets: Mapped[int]
    severity: Mapped[float | None]
    """What was taken off this judge's composites: above 0 is generous, below is severe."""
    severity_error: Mapped[float | None]
    """Standard deviation of the severity."""
    spread: Mapped[float | None]
    """How much of the scale this judge uses; 1 is as the others."""
    spread_squared: Mapped[float | None]
    """The mean of the squared spread, as the published formula needs it."""
    noise: Mapped[float | None]
    """Standard deviation of what this judge's composites leave unexplained."""
    care: Mapped[float | None]
    """How informative this judge's sheets are (spread² / noise²) as a share of the median judge's."""
    is_left_out: Mapped[bool] = mapped_column(default=False)
    """The same mark for every game: such sheets say nothing and do not count."""

    ranking: Mapped[Ranking] = relationship(back_populates="judge_estimates")
    judge: Mapped[Judge] = relationship()


class SheetEstimate(Base):
    """What one ranking made of one score sheet."""

    __tablename__ = "sheet_estimate"

    ranking_id: Mapped[int] = mapped_column(ForeignKey("ranking.id"), primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("score_sheet.id"), primary_key=True)
    composite: Mapped[float]
    """The sheet's weighted mean in the rubric's points."""
    corrected: Mapped[float | None]
    """The composite as an average judge would have given it."""
    weight: Mapped[float]
    """How much the sheet says, as the published formula uses it; 0 when it is left out."""

    ranking: Mapped[Ranking] = relationship(back_populates="sheet_estimates")
    sheet: Mapped[ScoreSheet] = relationship()


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
    sheet_table: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True), deferred=True)
    """Every sheet that counted, judges as A, B, C, where the season shows it; the content holds its SHA-256. Apart,
    because it is large and most pages do without."""
    ranking_id: Mapped[int | None] = mapped_column(ForeignKey("ranking.id"))
    """The proposal that the awards came from; None where all were given by hand."""
    note: Mapped[str] = mapped_column(Text, default="")
    published_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    published_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    season: Mapped[Season] = relationship()
    ranking: Mapped[Ranking | None] = relationship()
    published_by: Mapped[User] = relationship()
