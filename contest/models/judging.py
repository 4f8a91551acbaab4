"""A judge's duty to score one entry, and what came of it."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from contest.models.base import Base, words

if TYPE_CHECKING:
    from contest.models.entries import Entry, ProjectFile
    from contest.models.people import Judge, User
    from contest.models.schools import School
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
    round: Mapped[int] = mapped_column(default=1, server_default="1")
    """1 for the first deal; each settling round counts one up."""
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
    seconds: Mapped[int] = mapped_column(default=0, server_default="0")
    """How long the judge had the game and its sheet before their eyes; the page counts, so 0 may mean unknown."""
    set_aside_at: Mapped[datetime | None]
    """An organizer decided that this sheet does not count; the newest of `decisions` says why."""

    assignment: Mapped[Assignment] = relationship(back_populates="sheet")
    decisions: Mapped[list[SheetDecision]] = relationship(back_populates="sheet", order_by="SheetDecision.id")
    marks: Mapped[list[Mark]] = relationship(back_populates="sheet", lazy="selectin", cascade="all, delete-orphan")


class SheetDecision(Base):
    """An organizer looked at an odd sheet and decided. Decisions are never changed; a later one may say otherwise."""

    __tablename__ = "sheet_decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("score_sheet.id"), index=True)
    counts: Mapped[bool]
    """Whether the sheet is to count."""
    signs: Mapped[list[Any]] = mapped_column(default=list)
    """The odd signs that were seen then; a new sign brings the sheet back into the queue."""
    reason: Mapped[str] = mapped_column(Text)
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime]

    sheet: Mapped[ScoreSheet] = relationship(back_populates="decisions")
    decided_by: Mapped[User] = relationship()


class DeclaredConflict(Base):
    """A judge is close to a school: its games are kept from them. Lifting one leaves the row."""

    __tablename__ = "declared_conflict"
    __table_args__ = (Index("ix_declared_conflict_judge_school", "judge_id", "school_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    judge_id: Mapped[int] = mapped_column(ForeignKey("judge.id"))
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id"))
    note: Mapped[str] = mapped_column(String(200), default="")
    declared_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    declared_at: Mapped[datetime]
    lifted_at: Mapped[datetime | None]

    judge: Mapped[Judge] = relationship()
    school: Mapped[School] = relationship()


class PracticeGame(Base):
    """A game outside the contest that judges score first, to compare with the sheet the organizers agreed on."""

    __tablename__ = "practice_game"
    __table_args__ = (UniqueConstraint("season_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    season_id: Mapped[int] = mapped_column(ForeignKey("season.id"))
    position: Mapped[int]
    file_sha256: Mapped[str] = mapped_column(ForeignKey("project_file.sha256"))
    title_zh: Mapped[str] = mapped_column(String(60))
    title_en: Mapped[str] = mapped_column(String(60))
    how_to_play_zh: Mapped[str] = mapped_column(Text, default="")
    how_to_play_en: Mapped[str] = mapped_column(Text, default="")
    agreed: Mapped[dict[str, Any]]
    """criterion key → points on the sheet that the organizers agreed on."""
    why_zh: Mapped[str] = mapped_column(Text, default="")
    why_en: Mapped[str] = mapped_column(Text, default="")
    """Why these points: shown with the comparison."""
    is_hidden: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]

    file: Mapped[ProjectFile] = relationship(lazy="joined")


class PracticeSheet(Base):
    """One judge's finished try at a practice game. It never counts."""

    __tablename__ = "practice_sheet"

    game_id: Mapped[int] = mapped_column(ForeignKey("practice_game.id"), primary_key=True)
    judge_id: Mapped[int] = mapped_column(ForeignKey("judge.id"), primary_key=True)
    marks: Mapped[dict[str, Any]]
    """criterion key → points."""
    finished_at: Mapped[datetime]

    game: Mapped[PracticeGame] = relationship()
    judge: Mapped[Judge] = relationship()


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
