"""The trail: who changed what, when, from what to what."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from contest.models import AuditEvent, Base, User


def record(
    session: Session,
    action: str,
    subject: Base,
    *,
    actor: User | None,
    now: datetime,
    season_id: int | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> AuditEvent:
    """Add the event that belongs to a change just made; in the change's own transaction.

    `action` is `<word>.<verb>`, e.g. "award.give". `before` and `after` hold plain JSON values and no names of
    children. `actor` is None on the command line. Flushes first, so that a new subject has its number.
    """
    session.flush()
    event = AuditEvent(
        at=now,
        actor_id=actor.id if actor is not None else None,
        action=action,
        subject_kind=subject.__tablename__,
        subject_id="-".join(str(part) for part in inspect(subject).identity or ()),
        season_id=season_id,
        before=before,
        after=after,
    )
    session.add(event)
    session.flush()
    return event
