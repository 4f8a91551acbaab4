"""What the last look at a season's judging found: its health, and the sheets that are odd."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from contest.models.base import Base

if TYPE_CHECKING:
    from contest.models.judging import ScoreSheet
    from contest.models.results import Ranking
    from contest.models.season import Season


class JudgingCheck(Base):
    """One season's newest look. Looking reads every sheet, so it is done beside the requests and kept here."""

    __tablename__ = "judging_check"

    season_id: Mapped[int] = mapped_column(ForeignKey("season.id"), primary_key=True)
    ranking_id: Mapped[int | None] = mapped_column(ForeignKey("ranking.id"))
    """The proposal whose estimates went in; None while there was none."""
    sheets: Mapped[int]
    """Sheets that counted then."""
    figures: Mapped[dict[str, Any]]
    """contest.judging.health.Figures.to_dict()"""
    checked_at: Mapped[datetime]

    season: Mapped[Season] = relationship()
    ranking: Mapped[Ranking | None] = relationship()


class OddSheet(Base):
    """A finished sheet that shows signs of being odd. All rows of a season are written anew with each look."""

    __tablename__ = "odd_sheet"
    __table_args__ = (Index("ix_odd_sheet_season_id_is_waiting", "season_id", "is_waiting"),)

    sheet_id: Mapped[int] = mapped_column(ForeignKey("score_sheet.id"), primary_key=True)
    season_id: Mapped[int] = mapped_column(ForeignKey("season.id"))
    signs: Mapped[list[Any]]
    """Some of contest.judging.odd.Sign."""
    facts: Mapped[dict[str, Any]]
    """sign → what it rests on, as contest.judging.odd gives it."""
    is_waiting: Mapped[bool]
    """Whether a sign is there that nobody has decided on yet."""

    sheet: Mapped[ScoreSheet] = relationship()
