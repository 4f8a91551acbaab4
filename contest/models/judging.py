"""A judge's duty to score one entry, and what came of it."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from contest.models.base import Base, words

if TYPE_CHECKING:
    from contest.models.entries import Entry
    from contest.models.people import Judge
    from contest.models.season import Criterion


class AssignmentState(enum.StrEnum):
    """Where the duty stands."""

    OPEN = "open"
    LATER = "later"
    """Put aside by the judge; it comes back after the open ones."""
    DONE = "done"
    RECUSED = "recused"
    REMOVED = "removed"
    """Taken away by an organizer. The row stays, so the pair is never dealt again."""


class Assignment(Base):
    """One judge, one entry. The pair exists at most once, for ever."""

    __tablename__ = "assignment"
    __table_args__ = (
        UniqueConstraint("entry_id", "judge_id"),
        Index("ix_assignment_judge_state", "judge_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    season_id: Mapped[int] = mapped_column(ForeignKey("season.id"), index=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    judge_id: Mapped[int] = mapped_column(ForeignKey("judge.id"))
    position: Mapped[int]
    """Place in the judge's shuffled pile; a game put aside for later moves behind the last one."""
    state: Mapped[AssignmentState] = mapped_column(
        words(AssignmentState, "assignment_state"), default=AssignmentState.OPEN
    )
    created_at: Mapped[datetime]

    entry: Mapped[Entry] = relationship()
    judge: Mapped[Judge] = relationship()
    sheet: Mapped[ScoreSheet | None] = relationship(back_populates="assignment")
    recusal: Mapped[Recusal | None] = relationship(back_populates="assignment")


class RecusalReason(enum.StrEnum):
    """Why a judge steps back."""

    KNOWS_AUTHOR = "knows-author"
    KNOWS_SCHOOL = "knows-school"
    DOES_NOT_RUN = "does-not-run"
    OTHER = "other"


class Recusal(Base):
    """A judge's stepping back from one entry, with the reason."""

    __tablename__ = "recusal"

    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), primary_key=True)
    reason: Mapped[RecusalReason] = mapped_column(words(RecusalReason, "recusal_reason"))
    explanation: Mapped[str] = mapped_column(Text, default="")
    recused_at: Mapped[datetime]

    assignment: Mapped[Assignment] = relationship(back_populates="recusal")


class ScoreSheet(Base):
    """All of one judge's marks and words for one entry. A sheet counts when it is finished."""

    __tablename__ = "score_sheet"

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), unique=True)
    comment: Mapped[str] = mapped_column(Text, default="")
    """For the children and their teacher."""
    note: Mapped[str] = mapped_column(Text, default="")
    """For the organizers only."""
    flags: Mapped[list[Any]] = mapped_column(default=list)
    """Some of FLAGS."""
    version: Mapped[int] = mapped_column(default=0)
    """Counted up at every save, so that an old tab cannot silently overwrite a newer one."""
    started_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]

    assignment: Mapped[Assignment] = relationship(back_populates="sheet")
    marks: Mapped[list[Mark]] = relationship(back_populates="sheet", lazy="selectin", cascade="all, delete-orphan")


class Mark(Base):
    """One criterion's points on one sheet. Missing is no row, never 0."""

    __tablename__ = "mark"

    sheet_id: Mapped[int] = mapped_column(ForeignKey("score_sheet.id"), primary_key=True)
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criterion.id"), primary_key=True)
    points: Mapped[int]

    sheet: Mapped[ScoreSheet] = relationship(back_populates="marks")
    criterion: Mapped[Criterion] = relationship()


FLAGS = ("does-not-run", "improper", "personal-data", "not-original", "off-topic")
"""What a judge may point out to the organizers about a game."""
