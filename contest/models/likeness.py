"""What the search for copies keeps: fingerprints, starter projects, and pairs of entries that are alike."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from contest.models.base import Base

if TYPE_CHECKING:
    from contest.models.entries import Entry, ProjectFile
    from contest.models.people import User
    from contest.models.season import Season


class LikenessPrint(Base):
    """A project file's fingerprint; made anew where its version is an older one."""

    __tablename__ = "likeness_print"

    sha256: Mapped[str] = mapped_column(ForeignKey("project_file.sha256"), primary_key=True)
    version: Mapped[int] = mapped_column(index=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    """contest.scratch.likeness.Fingerprint.to_bytes(); empty for a file that cannot be read."""


class StarterProject(Base):
    """A project that organizers hand out, or an example that many follow: its share makes no two entries alike."""

    __tablename__ = "starter_project"
    __table_args__ = (UniqueConstraint("season_id", "sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    season_id: Mapped[int] = mapped_column(ForeignKey("season.id"))
    sha256: Mapped[str] = mapped_column(ForeignKey("project_file.sha256"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    added_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    added_at: Mapped[datetime]

    season: Mapped[Season] = relationship()
    file: Mapped[ProjectFile] = relationship(lazy="joined")
    added_by: Mapped[User] = relationship()


class SimilarEntry(Base):
    """Two entries that are alike, found when the first one's file came; each pair is kept once."""

    __tablename__ = "similar_entry"
    __table_args__ = (
        CheckConstraint("score > 0 AND score <= 1", name="score"),
        CheckConstraint("entry_id <> other_id", name="two"),
    )

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), primary_key=True, index=True)
    score: Mapped[float]
    evidence: Mapped[dict[str, Any]]
    """What else contest.scratch.likeness.Likeness says: shares by kind, counts of what both have."""
    found_at: Mapped[datetime]

    entry: Mapped[Entry] = relationship(foreign_keys=[entry_id])
    other: Mapped[Entry] = relationship(foreign_keys=[other_id])
