"""Entries as their teachers see them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from contest.models import Entry, EntryState, Revision, School, Season


@dataclass(frozen=True)
class SchoolGames:
    """One school's entries in one season, oldest first."""

    school: School
    entries: tuple[Entry, ...]

    @property
    def submitted(self) -> int:
        """How many of them are submitted."""
        return sum(entry.state is EntryState.SUBMITTED for entry in self.entries)

    def others_submitted(self, entry: Entry) -> int:
        """How many are submitted besides this one."""
        return self.submitted - (entry.state is EntryState.SUBMITTED)


@dataclass(frozen=True)
class SeasonGames:
    """A season with the entries of each of a person's schools."""

    season: Season
    schools: tuple[SchoolGames, ...]


@dataclass(frozen=True)
class Desk:
    """What a teacher finds on coming in: the seasons under way and, to look back at, the ones before."""

    current: tuple[SeasonGames, ...]
    past: tuple[SeasonGames, ...]


def desk(session: Session, school_ids: Collection[int], now: datetime) -> Desk:
    """The teacher's desk. A season is under way from its announcement to the end of its judging, newest first.

    Past seasons and their schools are there only where something was entered.
    """
    schools = session.scalars(select(School).where(School.id.in_(school_ids)).order_by(School.name)).all()
    seasons = session.scalars(select(Season).order_by(Season.opens_at.desc(), Season.id.desc())).all()
    entries = _entries_by_place(session, school_ids)
    current, past = [], []
    for season in seasons:
        games = [SchoolGames(school, entries.get((season.id, school.id), ())) for school in schools]
        if now < season.judging_closes_at:
            current.append(SeasonGames(season, tuple(games)))
        elif any(each.entries for each in games):
            past.append(SeasonGames(season, tuple(each for each in games if each.entries)))
    return Desk(tuple(current), tuple(past))


def _entries_by_place(session: Session, school_ids: Collection[int]) -> dict[tuple[int, int], tuple[Entry, ...]]:
    found = session.scalars(
        select(Entry)
        .where(Entry.school_id.in_(school_ids))
        .options(selectinload(Entry.authors))
        .order_by(Entry.season_id, Entry.school_id, Entry.created_at, Entry.id)
    )
    groups = groupby(found, key=lambda entry: (entry.season_id, entry.school_id))
    return {place: tuple(group) for place, group in groups}


def whole_entry(session: Session, entry_id: int) -> Entry:
    """The entry with everything that its page shows: season and divisions, authors, revisions and who sent them."""
    return session.scalars(
        select(Entry)
        .where(Entry.id == entry_id)
        .options(
            joinedload(Entry.season).selectinload(Season.divisions),
            joinedload(Entry.school),
            selectinload(Entry.authors),
            selectinload(Entry.revisions).joinedload(Revision.uploaded_by),
        )
        .execution_options(populate_existing=True)
    ).one()


def submitted_count(session: Session, season_id: int, school_id: int, *, without: int) -> int:
    """How many entries the school has submitted in the season, not counting the one numbered `without`."""
    return (
        session.scalar(
            select(func.count(Entry.id)).where(
                Entry.season_id == season_id,
                Entry.school_id == school_id,
                Entry.state == EntryState.SUBMITTED,
                Entry.id != without,
            )
        )
        or 0
    )


@dataclass(frozen=True)
class Copies:
    """Other entries, of any season, with the very same file."""

    own: tuple[Entry, ...]
    """Of the same school, not withdrawn."""
    elsewhere: int
    """How many of other schools are submitted. Which they are is nobody's business here."""


def copies_of(session: Session, entry: Entry) -> Copies:
    """Where else the entry's current file stands."""
    if entry.file_sha256 is None:
        return Copies((), 0)
    same_file = (Entry.file_sha256 == entry.file_sha256, Entry.id != entry.id)
    own: Sequence[Entry] = session.scalars(
        select(Entry)
        .where(*same_file, Entry.school_id == entry.school_id, Entry.state != EntryState.WITHDRAWN)
        .options(joinedload(Entry.season))
        .order_by(Entry.created_at, Entry.id)
    ).all()
    elsewhere = session.scalar(
        select(func.count(Entry.id)).where(
            *same_file, Entry.school_id != entry.school_id, Entry.state == EntryState.SUBMITTED
        )
    )
    return Copies(tuple(own), elsewhere or 0)
