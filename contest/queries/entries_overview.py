"""Entries as organizers see them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, defer, joinedload, selectinload

from contest.models import Entry, EntryState, ProjectFile, School, Season


def entries_of(
    session: Session, season: Season, *, start: int = 0, most: int | None = None, **narrowed: Any
) -> Sequence[Entry]:
    """A season's entries, newest first, narrowed as `count_entries` says; `most` of them from `start` on."""
    statement = (
        select(Entry)
        .join(Entry.school)
        .where(*_narrowed(season, **narrowed))
        .options(joinedload(Entry.school), joinedload(Entry.file).options(defer(ProjectFile.card, raiseload=True)))
        .order_by(Entry.created_at.desc(), Entry.id.desc())
    )
    return session.scalars(statement.offset(start).limit(most)).all()


def count_entries(session: Session, season: Season, **narrowed: Any) -> int:
    """How many there are: of `division_id`, in `state` ("disqualified" counts as one), with `text` in code, title or
    school."""
    counted = select(func.count()).select_from(Entry).join(Entry.school).where(*_narrowed(season, **narrowed))
    return session.scalar(counted) or 0


def _narrowed(
    season: Season, *, division_id: int | None = None, state: str = "", text: str = ""
) -> Iterator[ColumnElement[bool]]:
    yield Entry.season_id == season.id
    if division_id is not None:
        yield Entry.division_id == division_id
    if state == "disqualified":
        yield Entry.disqualified_at.is_not(None)
    elif state in set(EntryState):
        yield Entry.state == EntryState(state)
    if text:
        places = (Entry.code, Entry.title, School.name)
        yield or_(*(place.icontains(text, autoescape=True) for place in places))


def whole_entry(session: Session, entry_id: int) -> Entry:
    """One entry with everything that an organizer's page of it shows."""
    parts = (Entry.authors, Entry.revisions, Entry.school, Entry.season, Entry.created_by)
    return session.scalars(select(Entry).where(Entry.id == entry_id).options(*(selectinload(p) for p in parts))).one()
