"""Entries that are alike, and starter projects, as organizers see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from contest.models import Entry, Season, SimilarEntry, StarterProject


@dataclass(frozen=True)
class Similar:
    """Another entry that is like the one in question."""

    other: Entry
    pair: SimilarEntry


def similar_to(session: Session, entry: Entry) -> list[Similar]:
    """The entries like this one, the most alike first, whichever of the two came first."""
    sides = [joinedload(side).options(joinedload(Entry.school), joinedload(Entry.season)) for side in _SIDES]
    pairs = session.scalars(
        select(SimilarEntry)
        .where(or_(SimilarEntry.entry_id == entry.id, SimilarEntry.other_id == entry.id))
        .options(*sides)
        .order_by(SimilarEntry.score.desc(), SimilarEntry.entry_id, SimilarEntry.other_id)
    )
    return [Similar(pair.other if pair.entry_id == entry.id else pair.entry, pair) for pair in pairs]


_SIDES = (SimilarEntry.entry, SimilarEntry.other)


def pair_of(session: Session, a: Entry, b: Entry) -> SimilarEntry | None:
    """What is known of these two; None where the search has not found them alike."""
    return session.get(SimilarEntry, (a.id, b.id)) or session.get(SimilarEntry, (b.id, a.id))


def starters_of(session: Session, season: Season) -> Sequence[StarterProject]:
    """The season's starter projects, newest first."""
    statement = (
        select(StarterProject)
        .where(StarterProject.season_id == season.id)
        .options(joinedload(StarterProject.added_by))
        .order_by(StarterProject.added_at.desc(), StarterProject.id.desc())
    )
    return session.scalars(statement).all()
