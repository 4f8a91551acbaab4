"""Games: the entry, its authors, and every project file that was ever sent for it."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from contest.models.base import Base, words

if TYPE_CHECKING:
    from contest.models.people import User
    from contest.models.schools import School
    from contest.models.season import Division, Season


class EntryState(enum.StrEnum):
    """Where the teacher has it. Disqualification is the organizers' and stands beside it."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"


class Entry(Base):
    """One game in one season. Withdrawing hides it; nothing deletes it."""

    __tablename__ = "entry"
    __table_args__ = (
        CheckConstraint("state <> 'submitted' OR submitted_at IS NOT NULL", name="submitted_when"),
        CheckConstraint("state <> 'submitted' OR division_id IS NOT NULL", name="submitted_where"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    """Random, so that it says nothing of school or order; what judges, receipts and the public see."""
    season_id: Mapped[int] = mapped_column(ForeignKey("season.id"), index=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("school.id"), index=True)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    division_id: Mapped[int | None] = mapped_column(ForeignKey("division.id"))
    title: Mapped[str] = mapped_column(String(60), default="")
    how_to_play: Mapped[str] = mapped_column(Text, default="")
    is_original: Mapped[bool] = mapped_column(default=False)
    """The teacher confirms that the pupils made it themselves."""
    has_consent: Mapped[bool] = mapped_column(default=False)
    """The teacher confirms that the parents agree to entry and publication."""
    state: Mapped[EntryState] = mapped_column(words(EntryState, "entry_state"), default=EntryState.DRAFT)
    submitted_at: Mapped[datetime | None]
    disqualified_at: Mapped[datetime | None]
    disqualified_why: Mapped[str] = mapped_column(Text, default="")
    file_sha256: Mapped[str | None] = mapped_column(ForeignKey("project_file.sha256"), index=True)
    """The file of the newest revision: what judges play."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    season: Mapped[Season] = relationship()
    school: Mapped[School] = relationship()
    division: Mapped[Division | None] = relationship(lazy="joined")
    created_by: Mapped[User] = relationship()
    authors: Mapped[list[Author]] = relationship(
        back_populates="entry", order_by="Author.position", cascade="all, delete-orphan"
    )
    revisions: Mapped[list[Revision]] = relationship(back_populates="entry", order_by="Revision.number")
    file: Mapped[ProjectFile | None] = relationship(lazy="joined")


class Author(Base):
    """A pupil who made the game. The full name is for teacher, organizers and certificates only."""

    __tablename__ = "author"
    __table_args__ = (UniqueConstraint("entry_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    position: Mapped[int]
    full_name: Mapped[str] = mapped_column(String(60))
    grade: Mapped[int | None]
    display_name: Mapped[str] = mapped_column(String(60), default="")
    """What the public may read instead of the masked name; chosen by the teacher."""

    entry: Mapped[Entry] = relationship(back_populates="authors")


class ProjectFile(Base):
    """One Scratch file, known by its bytes; the bytes are in contest.storage under the same name."""

    __tablename__ = "project_file"
    __table_args__ = (CheckConstraint("size > 0", name="size"),)

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int]
    """Bytes."""
    format: Mapped[str] = mapped_column(String(8))
    card: Mapped[dict[str, Any]]
    """The project card as contest.scratch.Card.to_dict() gave it."""
    personal: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True), deferred=True)
    """What looks like personal data in the game, masked: contest.scratch.personal.Personal.to_dict() each; None until
    it is searched. For the school's teachers and the organizers; never for judges or the public."""
    picture_sha256: Mapped[str | None] = mapped_column(String(64))
    """The thumbnail's own address in storage; None until it is drawn, or when it cannot be."""
    picture_error: Mapped[str | None] = mapped_column(String(60))
    stored_at: Mapped[datetime]


class Revision(Base):
    """One sending of a file for an entry. All are kept; the newest is the current one."""

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("entry_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    number: Mapped[int]
    sha256: Mapped[str] = mapped_column(ForeignKey("project_file.sha256"), index=True)
    original_name: Mapped[str] = mapped_column(String(200))
    """The file's name on the teacher's machine. Often holds a child's name: teacher and organizers only."""
    uploaded_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    uploaded_at: Mapped[datetime]

    entry: Mapped[Entry] = relationship(back_populates="revisions")
    file: Mapped[ProjectFile] = relationship(lazy="joined")
    uploaded_by: Mapped[User] = relationship()
