"""Announcements and the audit trail."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from contest.models import Announcement, AuditEvent

PAGE = 50
"""Audit events on one page."""


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
