"""Entries as organizers see them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from contest.models import Entry, EntryState, School, Season


def entries_of(
    session: Session, season: Season, *, division_id: int | None = None, state: str = "", text: str = ""
) -> Sequence[Entry]:
    """A season's entries, newest first, narrowed by division, by state ("disqualified" counts as one), and by a
    word in code, title or school."""
    statement = (
        select(Entry)
        .join(Entry.school)
        .where(Entry.season_id == season.id)
        .options(joinedload(Entry.school))
        .order_by(Entry.created_at.desc(), Entry.id.desc())
    )
    if division_id is not None:
        statement = statement.where(Entry.division_id == division_id)
    if state == "disqualified":
        statement = statement.where(Entry.disqualified_at.is_not(None))
    elif state in set(EntryState):
        statement = statement.where(Entry.state == EntryState(state))
    if text:
        places = (Entry.code, Entry.title, School.name)
        statement = statement.where(or_(*(place.icontains(text, autoescape=True) for place in places)))
    return session.scalars(statement).all()


def whole_entry(session: Session, entry_id: int) -> Entry:
    """One entry with everything that an organizer's page of it shows."""
    parts = (Entry.authors, Entry.revisions, Entry.school, Entry.season, Entry.created_by)
    return session.scalars(select(Entry).where(Entry.id == entry_id).options(*(selectinload(p) for p in parts))).one()
