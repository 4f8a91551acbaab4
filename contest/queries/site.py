"""Announcements and the audit trail."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, String, cast, select
from sqlalchemy.orm import Session, joinedload

from contest.models import Announcement, Assignment, AuditEvent, Entry, Judge, School, ScoreSheet, Season, Teacher, User

PAGE = 50
"""Audit events on one page."""

DUTY = Entry.code + " · " + User.name
SUBJECTS: dict[str, Select[int, str]] = {
    "season": select(Season.id, Season.slug),
    "entry": select(Entry.id, Entry.code),
    "user": select(User.id, User.name),
    "school": select(School.id, School.name),
    "teacher": select(Teacher.id, User.name).join(Teacher.user),
    "judge": select(Judge.id, User.name).join(Judge.user),
    "assignment": select(Assignment.id, DUTY).join(Assignment.entry).join(Assignment.judge).join(Judge.user),
    "score_sheet": (
        select(ScoreSheet.id, DUTY)
        .join(ScoreSheet.assignment)
        .join(Assignment.entry)
        .join(Assignment.judge)
        .join(Judge.user)
    ),
}
"""Kind of subject → its rows' ids and what people call them: codes of entries, never a child's name."""


def announcements(session: Session, *, with_hidden: bool = False, most: int | None = None) -> Sequence[Announcement]:
    """Announcements, newest first."""
    statement = select(Announcement).order_by(Announcement.posted_at.desc(), Announcement.id.desc()).limit(most)
    if not with_hidden:
        statement = statement.where(Announcement.is_hidden.is_(False))
    return session.scalars(statement).all()


def audit_events(
    session: Session, *, season_id: int | None = None, before: int | None = None
) -> tuple[Sequence[AuditEvent], int | None]:
    """One page of events, newest first, and the number to continue before (None on the last page)."""
    statement = select(AuditEvent).options(joinedload(AuditEvent.actor)).order_by(AuditEvent.id.desc()).limit(PAGE + 1)
    if season_id is not None:
        statement = statement.where(AuditEvent.season_id == season_id)
    if before is not None:
        statement = statement.where(AuditEvent.id < before)
    events = session.scalars(statement).all()
    shown = events[:PAGE]
    return shown, shown[-1].id if len(events) > PAGE else None


def subject_names(session: Session, events: Sequence[AuditEvent]) -> dict[tuple[str, str], str]:
    """(kind, id) → what people call the events' subjects, one query a kind; rows that are gone have no name."""
    names: dict[tuple[str, str], str] = {}
    for kind, statement in SUBJECTS.items():
        wanted = {event.subject_id for event in events if event.subject_kind == kind}
        if wanted:
            number = statement.selected_columns[0]
            rows = session.execute(statement.where(cast(number, String).in_(wanted)))
            names |= {(kind, str(found)): name for found, name in rows}
    return names
