"""Organizers take an entry out of the contest, or let it back in. Its files, sheets and history stay."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from contest.errors import N_, Closed, Invalid
from contest.models import Entry, User
from contest.pipeline.audit import record


def disqualify(session: Session, entry: Entry, why: str, *, actor: User, now: datetime) -> None:
    """Take `entry` out of judging, ranking and publication.

    Raises Invalid without a reason, and Closed where it is out already: the first reason stands.
    """
    if entry.disqualified_at is not None:
        raise Closed(N_("This entry is out of the contest already."))
    if not why.strip():
        raise Invalid(N_("Please give the reason: the school will ask."), field="why")
    entry.disqualified_at = now
    entry.disqualified_why = why.strip()
    record(
        session,
        "entry.disqualify",
        entry,
        actor=actor,
        now=now,
        season_id=entry.season_id,
        after={"why": entry.disqualified_why},
    )


def reinstate(session: Session, entry: Entry, *, actor: User, now: datetime) -> None:
    """Let `entry` back into the contest."""
    if entry.disqualified_at is None:
        return
    before = {"why": entry.disqualified_why}
    entry.disqualified_at = None
    entry.disqualified_why = ""
    record(session, "entry.reinstate", entry, actor=actor, now=now, season_id=entry.season_id, before=before)
