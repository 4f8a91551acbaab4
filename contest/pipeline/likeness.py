"""Each file that comes for an entry is compared with those of all other entries; organizers see who is alike.

What follows from it is for people to decide: likeness is no proof. The share of starter projects, which organizers
hand out, is taken out first. Fingerprints are kept in the database; the index over them is kept in memory by the
worker (`Shelf`) and brought up to date before each search.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from contest.errors import N_, Invalid
from contest.jobs import enqueue
from contest.models import Entry, LikenessPrint, ProjectFile, Season, SimilarEntry, StarterProject, User
from contest.pipeline.audit import record
from contest.pipeline.check import check
from contest.scratch import Refusal, read
from contest.scratch.likeness import VERSION, Fingerprint, Likeness, alike, print_of
from contest.scratch.likeness_index import Index
from contest.scratch.likeness_print import together
from contest.storage import Storage

LEAST_SCORE = 0.25
"""Pairs below have nothing in common that would be worth an organizer's look."""
MOST_KEPT = 10
"""Of the entries that are like one."""
_MOST_HITS = 40  # files; some are no entry's any longer
_PRINTS_AT_ONCE = 200  # made for files from before there were prints; more wait for the next search
_SMALL = 1000  # prints; an index of so few is made anew for each new one, which takes milliseconds


class Shelf:
    """The prints of all entries' files, ready to be searched; what came after the index was made lies beside it."""

    def __init__(self) -> None:
        self._index: Index[str] = Index({})
        self._prints: dict[str, Fingerprint] = {}
        self._new: dict[str, Fingerprint] = {}

    def update(self, session: Session) -> None:
        """Take over what the database has and this shelf lacks."""
        current = (
            select(LikenessPrint.sha256)
            .where(LikenessPrint.version == VERSION)
            .where(LikenessPrint.sha256.in_(select(Entry.file_sha256)))
        )
        missing = [digest for digest in session.scalars(current) if digest not in self._prints]
        for digest, content in _contents(session, missing):
            if content:
                self._prints[digest] = self._new[digest] = Fingerprint.from_bytes(content)
        if self._new and (len(self._prints) < _SMALL or len(self._new) > len(self._index) // 20):
            self._index, self._new = Index(self._prints), {}

    def nearest(self, mine: Fingerprint, starters: Fingerprint) -> list[tuple[str, Likeness]]:
        """Files like this one with their likeness, best first; the file itself is among them."""
        found = self._index.nearest(mine, most=_MOST_HITS, least=LEAST_SCORE, without=[starters])
        rest = mine.without([starters])
        for digest, theirs in self._new.items():
            likeness = alike(rest, theirs.without([starters]), self._index.weigh)
            if likeness.score >= LEAST_SCORE:
                found.append((digest, likeness))
        return sorted(found, key=lambda each: -each[1].score)[:_MOST_HITS]


def _contents(session: Session, digests: Sequence[str]) -> Iterable[tuple[str, bytes]]:
    # In pieces, because a database takes only so many values in one question.
    for at in range(0, len(digests), 500):
        wanted = LikenessPrint.sha256.in_(digests[at : at + 500])
        rows = session.execute(select(LikenessPrint.sha256, LikenessPrint.content).where(wanted))
        yield from ((row.sha256, row.content) for row in rows)


def find_similar(session: Session, payload: dict[str, Any], now: datetime, *, storage: Storage, shelf: Shelf) -> None:
    """The job "likeness": look anew for entries that are like the entry `payload["entry_id"]`."""
    entry = session.get(Entry, payload["entry_id"])
    if entry is None or entry.file_sha256 is None:
        return
    session.execute(
        delete(SimilarEntry).where(or_(SimilarEntry.entry_id == entry.id, SimilarEntry.other_id == entry.id))
    )
    mine = _print_of_file(session, storage, entry.file_sha256)
    _make_missing(session, storage)
    if mine is not None:
        shelf.update(session)
        likely = dict(shelf.nearest(mine, _starters(session, storage)))
        _keep(session, entry, likely, now)
    session.flush()


def _keep(session: Session, entry: Entry, likely: dict[str, Likeness], now: datetime) -> None:
    others = session.scalars(
        select(Entry)
        .join(Entry.season)
        .where(Entry.file_sha256.in_(list(likely)), Entry.id != entry.id)
        .where(Season.is_demonstration == entry.season.is_demonstration)
    )
    pairs = [(likely[other.file_sha256 or ""], other) for other in others]
    pairs.sort(key=lambda pair: (-pair[0].score, pair[1].id))
    for likeness, other in pairs[:MOST_KEPT]:
        evidence = asdict(likeness) | {"same_file": other.file_sha256 == entry.file_sha256}
        score = evidence.pop("score")
        session.add(SimilarEntry(entry_id=entry.id, other_id=other.id, score=score, evidence=evidence, found_at=now))


def _print_of_file(session: Session, storage: Storage, digest: str) -> Fingerprint | None:
    """The file's print, made where it is missing or old; None for a file that cannot be read."""
    known = session.get(LikenessPrint, digest)
    if known is not None and known.version == VERSION:
        return Fingerprint.from_bytes(known.content) if known.content else None
    try:
        made = print_of(read(storage.get(digest)))
    except (Refusal, FileNotFoundError):
        made = None
    _keep_print(session, known, digest, made.to_bytes() if made else b"")
    return made


def _keep_print(session: Session, known: LikenessPrint | None, digest: str, content: bytes) -> None:
    if known is not None:
        known.version, known.content = VERSION, content
        session.flush()
        return
    try:
        with session.begin_nested():
            session.add(LikenessPrint(sha256=digest, version=VERSION, content=content))
    except IntegrityError:
        pass  # another worker made the same print


def _make_missing(session: Session, storage: Storage) -> None:
    """Prints for entries' files that came before there were any, or before the newest version."""
    current = select(LikenessPrint.sha256).where(LikenessPrint.version == VERSION)
    missing = (
        select(ProjectFile.sha256)
        .where(ProjectFile.sha256.in_(select(Entry.file_sha256)), ProjectFile.sha256.not_in(current))
        .limit(_PRINTS_AT_ONCE)
    )
    for digest in session.scalars(missing).all():
        _print_of_file(session, storage, digest)


def _starters(session: Session, storage: Storage) -> Fingerprint:
    """What the starter projects of all seasons have: children begin with last year's as well."""
    digests = session.scalars(select(StarterProject.sha256).distinct()).all()
    found = [_print_of_file(session, storage, digest) for digest in digests]
    return together(each for each in found if each is not None)


def search_later(session: Session, entry: Entry, *, now: datetime) -> None:
    """Queue the search for entries that are like this one."""
    enqueue(session, "likeness", {"entry_id": entry.id}, now=now)


def add_starter(
    session: Session, storage: Storage, season: Season, data: bytes, name: str, *, actor: User, now: datetime
) -> StarterProject:
    """Take a starter or example project; all entries of the season are then compared anew.

    Raises contest.scratch.Refusal for what is no Scratch project, Invalid for one that is in the season's list.
    """
    file = check(session, storage, data, now=now)
    twin = select(StarterProject).where(StarterProject.season_id == season.id, StarterProject.sha256 == file.sha256)
    if session.scalar(twin) is not None:
        raise Invalid(N_("This project is in the list already."), field="project")
    starter = StarterProject(season=season, file=file, name=name, added_by=actor, added_at=now)
    session.add(starter)
    after = {"sha256": file.sha256}
    record(session, "starter.add", starter, actor=actor, now=now, season_id=season.id, after=after)
    _search_season(session, season.id, now)
    return starter


def remove_starter(session: Session, starter: StarterProject, *, actor: User, now: datetime) -> None:
    """Take a starter project off the list; its file stays. All entries of the season are then compared anew."""
    before, season_id = {"sha256": starter.sha256}, starter.season_id
    record(session, "starter.remove", starter, actor=actor, now=now, season_id=season_id, before=before)
    session.delete(starter)
    session.flush()
    _search_season(session, season_id, now)


def _search_season(session: Session, season_id: int, now: datetime) -> None:
    with_file = select(Entry).where(Entry.season_id == season_id, Entry.file_sha256.is_not(None)).order_by(Entry.id)
    for entry in session.scalars(with_file):
        search_later(session, entry, now=now)
