"""Announcements, the audit trail, and work that waits outside the request."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from contest.models.base import Base, words

if TYPE_CHECKING:
    from contest.models.people import User


class Announcement(Base):
    """News from the organizers, in two languages. Hidden, never deleted."""

    __tablename__ = "announcement"

    id: Mapped[int] = mapped_column(primary_key=True)
    title_zh: Mapped[str] = mapped_column(String(120))
    title_en: Mapped[str] = mapped_column(String(120))
    body_zh: Mapped[str] = mapped_column(Text)
    body_en: Mapped[str] = mapped_column(Text)
    is_hidden: Mapped[bool] = mapped_column(default=False)
    posted_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    posted_at: Mapped[datetime]

    posted_by: Mapped[User] = relationship()


class AuditEvent(Base):
    """Who changed what, when, from what to what. Written in the change's own transaction; never changed."""

    __tablename__ = "audit_event"
    __table_args__ = (Index("ix_audit_event_subject", "subject_kind", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    """None: the command line."""
    action: Mapped[str] = mapped_column(String(60))
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[str] = mapped_column(String(64))
    season_id: Mapped[int | None] = mapped_column(ForeignKey("season.id"), index=True)
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))

    actor: Mapped[User | None] = relationship()


class JobState(enum.StrEnum):
    """Where a piece of work stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Job(Base):
    """Work outside the request. Queued in the transaction that needs it; a lost worker's lease runs out."""

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_state_run_after", "state", "run_after"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    payload: Mapped[dict[str, Any]]
    state: Mapped[JobState] = mapped_column(words(JobState, "job_state"), default=JobState.WAITING)
    run_after: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(Text, default="")
    """The kind of failure and where, never the data it failed on."""
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
