"""Practice games: what a judge has tried, what organizers may take, and how far judges were from the agreed marks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from contest.models import Author, Entry, Judge, PracticeGame, PracticeSheet, Revision, Season, StarterProject
from contest.queries.results import all_games, shown_publications


@dataclass(frozen=True)
class Try:
    """One practice game on a judge's desk."""

    game: PracticeGame
    is_done: bool


@dataclass(frozen=True)
class Ready:
    """A project that is here already and may become a practice game."""

    sha256: str
    title: str
    how_to_play: str
    source: str
    """The season it was published in, as its address names it; empty for a starter project."""


def practice_games(session: Session, season_id: int) -> Sequence[PracticeGame]:
    """All of a season, hidden ones too, in their order."""
    statement = select(PracticeGame).where(PracticeGame.season_id == season_id).order_by(PracticeGame.position)
    return session.scalars(statement).all()


def tries_of(session: Session, judge_ids: Collection[int]) -> dict[int, list[Try]]:
    """Judge → the practice games of their season in order, hidden ones left out; in one query."""
    rows = session.execute(
        select(Judge.id, PracticeGame, PracticeSheet.finished_at)
        .join(PracticeGame, PracticeGame.season_id == Judge.season_id)
        .outerjoin(PracticeSheet, (PracticeSheet.game_id == PracticeGame.id) & (PracticeSheet.judge_id == Judge.id))
        .where(Judge.id.in_(judge_ids), ~PracticeGame.is_hidden)
        .order_by(PracticeGame.position)
    )
    tries: dict[int, list[Try]] = {judge_id: [] for judge_id in judge_ids}
    for judge_id, game, finished_at in rows:
        tries[judge_id].append(Try(game, finished_at is not None))
    return tries


def sheets_by_game(session: Session, season_id: int) -> dict[int, list[PracticeSheet]]:
    """Practice game → all judges' tries, for the organizers."""
    rows = session.scalars(
        select(PracticeSheet)
        .join(PracticeSheet.game)
        .where(PracticeGame.season_id == season_id)
        .options(joinedload(PracticeSheet.judge))
        .order_by(PracticeSheet.finished_at)
    )
    sheets: dict[int, list[PracticeSheet]] = {}
    for sheet in rows:
        sheets.setdefault(sheet.game_id, []).append(sheet)
    return sheets


def place_of(session: Session, season_id: int, user_id: int) -> Judge | None:
    """This person's place on the season's jury, if any."""
    return session.scalar(select(Judge).where(Judge.season_id == season_id, Judge.user_id == user_id))


def last_place(session: Session, season_id: int) -> int:
    """The position of a season's last practice game; 0 without any."""
    statement = select(func.max(PracticeGame.position)).where(PracticeGame.season_id == season_id)
    return session.scalar(statement) or 0


def ready_projects(session: Session, season: Season) -> list[Ready]:
    """Starter projects and published games of other seasons. This season's own entries are never practised on."""
    starters = session.scalars(
        select(StarterProject).order_by(StarterProject.added_at.desc(), StarterProject.id.desc())
    )
    ready = {each.sha256: Ready(each.sha256, each.name[:60], "", "") for each in starters}
    for publication in shown_publications(session):
        if publication.season_id == season.id:
            continue
        for game in all_games(publication.content):
            if game["file"] is not None:
                digest, slug = game["file"]["sha256"], publication.season.slug
                ready.setdefault(digest, Ready(digest, game["title"], game["how_to_play"], slug))
    own = select(Entry.file_sha256).where(Entry.season_id == season.id, Entry.file_sha256.in_(ready))
    entered = set(session.scalars(own))
    return [each for digest, each in ready.items() if digest not in entered]


def is_entered(session: Session, season_id: int, sha256: str) -> bool:
    """Whether an entry of the season has this very file."""
    found = select(Entry.id).where(Entry.season_id == season_id, Entry.file_sha256 == sha256).limit(1)
    return session.scalar(found) is not None


def authors_in(session: Session, sha256: str) -> Sequence[Author]:
    """The children who made a file, if it was sent for an entry once: their names are masked in its blocks."""
    sent_for = select(Revision.entry_id).where(Revision.sha256 == sha256)
    return session.scalars(select(Author).where(Author.entry_id.in_(sent_for))).all()
