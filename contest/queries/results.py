"""Awards as they stand, and publications as they were frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, defer, joinedload

from contest.models import Author, Award, AwardBasis, AwardKind, Division, Entry, Publication, Season

Frozen = Mapping[str, Any]
"""A publication's content or a part of it; contest.pipeline.publish says what is in it."""


def award_kinds(session: Session, season_id: int) -> list[AwardKind]:
    """A season's kinds of award, in its order."""
    kinds = select(AwardKind).where(AwardKind.season_id == season_id).order_by(AwardKind.position)
    return list(session.scalars(kinds))


def share_kinds(session: Session, season_id: int) -> list[AwardKind]:
    """The kinds that are given by share, best first."""
    return [kind for kind in award_kinds(session, season_id) if kind.basis is AwardBasis.SHARE]


def awards_of(session: Session, season_id: int) -> list[Award]:
    """All awards given in a season, with their entries."""
    return list(
        session.scalars(
            select(Award)
            .join(Award.entry)
            .join(Award.kind)
            .where(Entry.season_id == season_id)
            .options(joinedload(Award.entry).joinedload(Entry.school))
            .order_by(AwardKind.position, Entry.code)
        )
    )


def authors_of(session: Session, code: str) -> list[Author]:
    """The pupils who made the game with this code."""
    return list(session.scalars(select(Author).join(Author.entry).where(Entry.code == code).order_by(Author.position)))


def awarded_entries(session: Session, season_id: int) -> list[Award]:
    """The same with all that a publication shows of an entry: school, authors, file."""
    return list(
        session.scalars(
            select(Award)
            .join(Award.entry)
            .join(Award.kind)
            .join(Entry.division)
            .where(Entry.season_id == season_id)
            .options(
                joinedload(Award.entry).joinedload(Entry.school),
                joinedload(Award.entry).selectinload(Entry.authors),
            )
            .order_by(Division.position, AwardKind.position, Entry.code)
        )
    )


def publications(session: Session, season: Season) -> list[Publication]:
    """All publications of a season, newest first; what they show is large, and is read when it is asked for."""
    return list(
        session.scalars(
            select(Publication)
            .where(Publication.season_id == season.id)
            .options(defer(Publication.content))
            .options(joinedload(Publication.published_by), defer(Publication.content))
            .order_by(Publication.number.desc())
        )
    )


def shown_publications(session: Session) -> list[Publication]:
    """Of each season the latest publication that is not hidden, newest season first."""
    rows = session.scalars(
        select(Publication)
        .join(Publication.season)
        .where(Publication.withdrawn_at.is_(None))
        .order_by(Season.opens_at.desc(), Publication.season_id, Publication.number.desc())
    )
    latest: dict[int, Publication] = {}
    for publication in rows:
        latest.setdefault(publication.season_id, publication)
    return list(latest.values())


def newest_publication(session: Session) -> Publication | None:
    """The latest publication of the newest season that has one to show."""
    return session.scalar(
        select(Publication)
        .join(Publication.season)
        .where(Publication.withdrawn_at.is_(None))
        .order_by(Season.opens_at.desc(), Publication.number.desc())
        .limit(1)
    )


def shown_publication(session: Session, slug: str) -> Publication | None:
    """The latest publication of the season in this address that is not hidden."""
    return session.scalar(
        select(Publication)
        .join(Publication.season)
        .where(Season.slug == slug, Publication.withdrawn_at.is_(None))
        .order_by(Publication.number.desc())
        .limit(1)
    )


@dataclass(frozen=True)
class AwardedGames:
    """The games of one division whose first award is this one."""

    award: Frozen
    games: tuple[Frozen, ...]


@dataclass(frozen=True)
class DivisionResults:
    """One division's awards, best first; awards without a game are left out."""

    division: Frozen
    awards: tuple[AwardedGames, ...]
    count: int
    """Games in all, on whatever page."""

    @property
    def games(self) -> tuple[Frozen, ...]:
        """All its games, in the order of the awards."""
        return tuple(game for group in self.awards for game in group.games)


def by_division(content: Frozen, province: str | None = None, only: int | None = None) -> list[DivisionResults]:
    """A publication's games as its page lays them out, of one province or of all, of the division with this number
    (from 1) or of all; divisions without one left out."""
    laid_out = []
    for number, division in enumerate(content["divisions"], start=1):
        if only not in (None, number):
            continue
        games = [game for game in division["games"] if province in (None, game["province"])]
        groups = [
            AwardedGames(award, tuple(game for game in games if game["awards"][0] == number))
            for number, award in enumerate(content["awards"])
        ]
        if games:
            laid_out.append(DivisionResults(division, tuple(group for group in groups if group.games), len(games)))
    return laid_out


def part_of(laid_out: list[DivisionResults], start: int, most: int) -> list[DivisionResults]:
    """Of what by_division gave, `most` games from the one numbered `start` (from 0) on, under their headings."""
    parts = []
    for whole in laid_out:
        awards = []
        for group in whole.awards:
            games = group.games[max(0, start) : max(0, start + most)]
            start -= len(group.games)
            if games:
                awards.append(AwardedGames(group.award, games))
        if awards:
            parts.append(DivisionResults(whole.division, tuple(awards), whole.count))
    return parts


def provinces(content: Frozen) -> list[str]:
    """The provinces that awarded games come from."""
    return sorted({game["province"] for division in content["divisions"] for game in division["games"]})


def all_games(content: Frozen) -> list[Frozen]:
    """Every game of a publication, in its order."""
    return [game for division in content["divisions"] for game in division["games"]]


def game_by_code(content: Frozen, code: str) -> tuple[Frozen, Frozen] | None:
    """The division and the game with this code; None when the publication has none."""
    for division in content["divisions"]:
        for game in division["games"]:
            if game["code"] == code:
                return division, game
    return None


def best_games(content: Frozen, most: int = 4) -> list[Frozen]:
    """A few games to begin with: the first ones of each division's best award, division by division."""
    firsts = [part.awards[0].games for part in by_division(content)]
    in_turn = [games[place] for place in range(most) for games in firsts if place < len(games)]
    return in_turn[:most]
