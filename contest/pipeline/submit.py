"""A teacher makes an entry, sends its project file, submits, replaces, withdraws and brings back.

Nothing deletes: withdrawing hides an entry, every file that was ever sent stays as a revision. Who may do it and
until when is asked before (contest.rules.permissions); what an entry still lacks is asked here.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from contest.errors import N_, Closed, Invalid
from contest.models import (
    Author,
    Division,
    Entry,
    EntryState,
    ProjectFile,
    Revision,
    School,
    SchoolStatus,
    Season,
    User,
)
from contest.pipeline.audit import record
from contest.pipeline.check import check
from contest.pipeline.likeness import search_later
from contest.queries.entries import submitted_count
from contest.rules.eligibility import Draft, Problem, Pupil, Standing, may_submit
from contest.rules.text import visible
from contest.storage import Storage

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Of codes: nothing that is mistaken for something else when read aloud or copied by hand."""
CODE_LENGTH = 6
SAME_CLICK = timedelta(minutes=1)
"""So soon after the first, the same new game is a second click on a slow line."""


@dataclass(frozen=True)
class AuthorLine:
    """An author as typed."""

    full_name: str
    grade: int | None = None
    display_name: str = ""


@dataclass(frozen=True)
class Details:
    """All that a teacher types about a game; anything may still be missing."""

    title: str = ""
    how_to_play: str = ""
    division: Division | None = None
    authors: Sequence[AuthorLine] = ()
    is_original: bool = False
    has_consent: bool = False


class Incomplete(Invalid):
    """The entry cannot be submitted, or not stay so; `problems` tell all that stands against it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(N_("Something is still missing. It is marked below."))
        self.problems = problems


def draw_code() -> str:
    """A code that nobody can guess and that says nothing of school or order."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def create(
    session: Session,
    season: Season,
    school: School,
    title: str,
    *,
    actor: User,
    now: datetime,
    draw: Callable[[], str] = draw_code,
) -> Entry:
    """A new draft, or the one that the same click has just made."""
    _hold_school(session, school.id)
    twin = session.scalar(
        select(Entry).where(
            Entry.season_id == season.id,
            Entry.school_id == school.id,
            Entry.created_by_id == actor.id,
            Entry.title == title,
            Entry.state == EntryState.DRAFT,
            Entry.created_at > now - SAME_CLICK,
        )
    )
    if twin is not None:
        return twin
    entry = Entry(
        code=_unused_code(session, draw),
        season=season,
        school=school,
        created_by=actor,
        title=title,
        state=EntryState.DRAFT,
        created_at=now,
        updated_at=now,
    )
    session.add(entry)
    record(session, "entry.create", entry, actor=actor, now=now, season_id=season.id, after={"state": entry.state})
    return entry


def _unused_code(session: Session, draw: Callable[[], str]) -> str:
    # 31 to the 6th are 887 million: a second draw is rare, and a race for the same code is not to be met.
    while True:
        code = draw()
        if session.scalar(select(Entry.id).where(Entry.code == code)) is None:
            return code


def save(session: Session, entry: Entry, details: Details, *, actor: User, now: datetime) -> None:
    """Write down what the teacher typed. Raises Incomplete for a submitted entry; a draft may lack anything."""
    _hold(session, entry, now)
    _refuse_withdrawn(entry)
    before = _described(entry)
    entry.title = details.title
    entry.how_to_play = details.how_to_play
    entry.division = details.division
    entry.is_original = details.is_original
    entry.has_consent = details.has_consent
    _write_authors(entry, details.authors)
    session.flush()
    if entry.state is not EntryState.SUBMITTED:
        return
    _refuse_incomplete(session, entry, now)
    changed = sorted(name for name, value in _described(entry).items() if value != before[name])
    if changed:
        _record(session, "entry.edit", entry, actor, now, after={"fields": changed})


def receive(
    session: Session, storage: Storage, entry: Entry, data: bytes, original_name: str, *, actor: User, now: datetime
) -> bool:
    """Take a project file for the entry, as its newest revision. Gives False for the very file it already has.

    Raises contest.scratch.Refusal for what is no Scratch project; then nothing is stored.
    """
    _refuse_withdrawn(entry)
    file = check(session, storage, data, now=now)
    _hold(session, entry, now)
    _refuse_withdrawn(entry)
    if entry.file_sha256 == file.sha256:
        return False
    before = entry.file_sha256
    entry.revisions.append(_revision(entry, file, original_name, actor, now))
    entry.file = file
    session.flush()
    _record(session, "entry.file", entry, actor, now, before={"sha256": before}, after={"sha256": file.sha256})
    search_later(session, entry, now=now)
    return True


def submit(session: Session, entry: Entry, *, actor: User, now: datetime) -> None:
    """Enter the game. Raises Incomplete with all that is missing; submitting twice changes nothing."""
    _hold(session, entry, now)
    _refuse_withdrawn(entry)
    if entry.state is EntryState.SUBMITTED:
        return
    _refuse_incomplete(session, entry, now)
    _set_state(session, entry, EntryState.SUBMITTED, "entry.submit", actor, now, submitted_at=now)


def withdraw(session: Session, entry: Entry, *, actor: User, now: datetime) -> None:
    """Take the entry back; it stays as it is and can be brought back until the deadline."""
    _hold(session, entry, now)
    if entry.state is not EntryState.WITHDRAWN:
        _set_state(session, entry, EntryState.WITHDRAWN, "entry.withdraw", actor, now, submitted_at=entry.submitted_at)


def restore(session: Session, entry: Entry, *, actor: User, now: datetime) -> EntryState:
    """Bring a withdrawn entry back: submitted if it was and still may be, else as a draft. Gives its state."""
    _hold(session, entry, now)
    if entry.state is not EntryState.WITHDRAWN:
        return entry.state
    submitted_at = entry.submitted_at
    if submitted_at is not None and problems_of(entry, _others_submitted(session, entry), now):
        submitted_at = None
    state = EntryState.DRAFT if submitted_at is None else EntryState.SUBMITTED
    _set_state(session, entry, state, "entry.restore", actor, now, submitted_at=submitted_at)
    return state


def problems_of(entry: Entry, others_submitted: int, now: datetime) -> tuple[Problem, ...]:
    """All that keeps the entry from being submitted, in the form's order; `others_submitted` by the same school."""
    division = entry.division
    draft = Draft(
        title=entry.title,
        how_to_play=entry.how_to_play,
        grades=(division.lowest_grade, division.highest_grade) if division is not None else None,
        authors=[Pupil(author.full_name, author.grade) for author in entry.authors],
        is_original=entry.is_original,
        has_consent=entry.has_consent,
        has_file=entry.file_sha256 is not None,
    )
    season = entry.season
    standing = Standing(entry.school.status is SchoolStatus.ACTIVE, others_submitted, season.entries_per_school)
    return may_submit(draft, standing, season, now, max_authors=season.max_authors).problems


def _hold(session: Session, entry: Entry, now: datetime) -> None:
    """Wait for whoever else is changing this entry or submitting for this school, then see what they left.

    The school's row keeps two entries from taking the last place of a quota.
    """
    _hold_school(session, entry.school_id)
    session.execute(update(Entry).where(Entry.id == entry.id).values(updated_at=now))
    session.refresh(entry)
    session.expire(entry, ["authors", "revisions"])


def _hold_school(session: Session, school_id: int) -> None:
    # A write and not SELECT FOR UPDATE, because SQLite knows only the write.
    session.execute(update(School).where(School.id == school_id).values(code=School.code))


def _others_submitted(session: Session, entry: Entry) -> int:
    return submitted_count(session, entry.season_id, entry.school_id, without=entry.id)


def _refuse_incomplete(session: Session, entry: Entry, now: datetime) -> None:
    problems = problems_of(entry, _others_submitted(session, entry), now)
    if problems:
        raise Incomplete(problems)


def _refuse_withdrawn(entry: Entry) -> None:
    if entry.state is EntryState.WITHDRAWN:
        raise Closed(N_("This game is withdrawn. Bring it back first; nothing was changed."))


def _set_state(
    session: Session,
    entry: Entry,
    state: EntryState,
    action: str,
    actor: User,
    now: datetime,
    *,
    submitted_at: datetime | None,
) -> None:
    before = {"state": entry.state}
    entry.state = state
    entry.submitted_at = submitted_at
    session.flush()
    _record(session, action, entry, actor, now, before=before, after={"state": state, "sha256": entry.file_sha256})


def _record(session: Session, action: str, entry: Entry, actor: User, now: datetime, **change: Any) -> None:
    record(session, action, entry, actor=actor, now=now, season_id=entry.season_id, **change)


def _write_authors(entry: Entry, lines: Sequence[AuthorLine]) -> None:
    """Row by row in place, so that the second of two tabs meets no position taken twice."""
    for position, line in enumerate(lines):
        if position == len(entry.authors):
            entry.authors.append(Author(position=position))
        author = entry.authors[position]
        author.full_name, author.grade, author.display_name = line.full_name, line.grade, line.display_name
    del entry.authors[len(lines) :]


def _described(entry: Entry) -> dict[str, object]:
    authors = [(author.full_name, author.grade, author.display_name) for author in entry.authors]
    return {
        "authors": authors,
        "division": entry.division_id,
        "has_consent": entry.has_consent,
        "how_to_play": entry.how_to_play,
        "is_original": entry.is_original,
        "title": entry.title,
    }


def _revision(entry: Entry, file: ProjectFile, original_name: str, actor: User, now: datetime) -> Revision:
    # Old browsers send the whole path.
    name = visible(original_name.replace("\\", "/").rpartition("/")[2])[:200]
    number = len(entry.revisions) + 1
    return Revision(number=number, file=file, original_name=name, uploaded_by=actor, uploaded_at=now)
