"""What a judge sees: the desk and one score sheet.

The values below hold all that a judge may know of a game. They are not rows, so that no template can walk from a
game to its school, its teacher or its authors.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from contest.models import (
    FLAGS,
    Assignment,
    AssignmentState,
    Author,
    Criterion,
    Division,
    Entry,
    EntryState,
    Judge,
    ProjectFile,
    School,
    ScoreSheet,
    Season,
    User,
)
from contest.rules.names import STAR, without_name
from contest.rules.sheet import Value, flag_field, mark_field

WAITING = (AssignmentState.OPEN, AssignmentState.LATER)
ON_DESK = (*WAITING, AssignmentState.DONE)


@dataclass(frozen=True)
class Game:
    """One game as its judge may see it."""

    assignment_id: int
    state: AssignmentState
    code: str
    title: str
    """Like `how_to_play` without the names of authors, school and teacher: children like to sign."""
    how_to_play: str
    division: Mapping[str, str]
    """name_zh and name_en."""
    has_picture: bool
    is_begun: bool
    """Whether something was saved on its sheet."""


@dataclass(frozen=True)
class Desk:
    """One season's games of one judge."""

    judge_id: int
    season: Season
    left: tuple[Game, ...]
    later: tuple[Game, ...]
    done: tuple[Game, ...]

    @property
    def total(self) -> int:
        """All games that this judge was given and did not step back from."""
        return len(self.left) + len(self.later) + len(self.done)

    @property
    def next_id(self) -> int | None:
        """The assignment to go on with: what was put aside comes after everything else."""
        waiting = (*self.left, *self.later)
        return waiting[0].assignment_id if waiting else None


def in_contest() -> Any:
    """The condition that an entry is submitted and not disqualified."""
    return (Entry.state == EntryState.SUBMITTED) & Entry.disqualified_at.is_(None)


def desks_of(session: Session, user_id: int) -> list[Desk]:
    """The desk of every jury that this person sits on, the newest round first."""
    places = session.execute(
        select(Judge.id, Season)
        .join(Season, Judge.season_id == Season.id)
        .where(Judge.user_id == user_id)
        .order_by(Season.judging_opens_at.desc(), Season.id.desc())
    ).all()
    games: dict[int, list[Game]] = {judge_id: [] for judge_id, _ in places}
    condition = (Assignment.judge_id.in_(games)) & Assignment.state.in_(ON_DESK) & in_contest()
    for judge_id, game in _games(session, condition):
        games[judge_id].append(game)
    return [_desk(judge_id, season, games[judge_id]) for judge_id, season in places]


def game_of(session: Session, assignment: Assignment) -> Game:
    """One game, for its score sheet."""
    return _games(session, Assignment.id == assignment.id)[0][1]


def next_id(session: Session, judge_id: int, *, besides: int) -> int | None:
    """The assignment to show after `besides`: open ones in the pile's order, then those put aside."""
    return session.scalar(
        select(Assignment.id)
        .join(Entry, Assignment.entry_id == Entry.id)
        .where(Assignment.judge_id == judge_id, Assignment.state.in_(WAITING), Assignment.id != besides, in_contest())
        .order_by(case((Assignment.state == AssignmentState.OPEN, 0), else_=1), Assignment.position, Assignment.id)
        .limit(1)
    )


def progress(session: Session, judge_id: int) -> tuple[int, int]:
    """How many games of one judge are done, and how many there are."""
    is_done = case((Assignment.state == AssignmentState.DONE, 1), else_=0)
    total, done = session.execute(
        select(func.count(), func.coalesce(func.sum(is_done), 0))
        .select_from(Assignment)
        .join(Entry, Assignment.entry_id == Entry.id)
        .where(Assignment.judge_id == judge_id, Assignment.state.in_(ON_DESK), in_contest())
    ).one()
    return done, total


def last_position(session: Session, judge_id: int) -> int:
    """The highest position in a judge's pile; 0 for an empty one."""
    found = session.scalar(select(func.max(Assignment.position)).where(Assignment.judge_id == judge_id))
    return found or 0


def rubric_of(session: Session, season_id: int) -> Sequence[Criterion]:
    """The season's criteria in order, with their levels, best first."""
    return session.scalars(select(Criterion).where(Criterion.season_id == season_id).order_by(Criterion.position)).all()


def values_of(sheet: ScoreSheet | None, rubric: Sequence[Criterion]) -> dict[str, Value]:
    """All fields of a sheet with what they hold; of an empty one where nothing was saved yet."""
    points = {mark.criterion_id: mark.points for mark in sheet.marks} if sheet else {}
    values: dict[str, Value] = {mark_field(each.id): points.get(each.id) for each in rubric}
    values |= {"comment": sheet.comment if sheet else "", "note": sheet.note if sheet else ""}
    return values | {flag_field(flag): sheet is not None and flag in sheet.flags for flag in FLAGS}


def _desk(judge_id: int, season: Season, games: list[Game]) -> Desk:
    def those(state: AssignmentState) -> tuple[Game, ...]:
        return tuple(game for game in games if game.state is state)

    return Desk(
        judge_id,
        season,
        left=those(AssignmentState.OPEN),
        later=those(AssignmentState.LATER),
        done=those(AssignmentState.DONE),
    )


def _games(session: Session, condition: Any) -> list[tuple[int, Game]]:
    """(judge, game) of all assignments that meet the condition, in the order of the piles."""
    rows = session.execute(
        select(
            Assignment.judge_id,
            Assignment.id,
            Assignment.state,
            Entry.code,
            Entry.title,
            Entry.how_to_play,
            Division.name_zh,
            Division.name_en,
            ProjectFile.picture_sha256,
            ScoreSheet.id,
            Entry.id,
        )
        .join(Entry, Assignment.entry_id == Entry.id)
        .outerjoin(Division, Entry.division_id == Division.id)
        .outerjoin(ProjectFile, Entry.file_sha256 == ProjectFile.sha256)
        .outerjoin(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .where(condition)
        .order_by(Assignment.position, Assignment.id)
    ).all()
    names = _names_of(session, {row[-1] for row in rows})
    return [
        (
            judge_id,
            Game(
                assignment_id=number,
                state=state,
                code=code,
                title=_without(names[entry_id], title),
                how_to_play=_without(names[entry_id], how_to_play),
                division={"name_zh": name_zh or "", "name_en": name_en or ""},
                has_picture=picture is not None,
                is_begun=sheet is not None,
            ),
        )
        for judge_id, number, state, code, title, how_to_play, name_zh, name_en, picture, sheet, entry_id in rows
    ]


def _names_of(session: Session, entry_ids: Collection[int]) -> dict[int, set[str]]:
    """entry → the names that its judge must not read. A display name is often an ordinary word, and tells nothing."""
    rows = session.execute(
        select(Entry.id, School.name, User.name, Author.full_name)
        .join(School, Entry.school_id == School.id)
        .join(User, Entry.created_by_id == User.id)
        .outerjoin(Author, Author.entry_id == Entry.id)
        .where(Entry.id.in_(entry_ids))
    )
    names: dict[int, set[str]] = {}
    for entry_id, *found in rows:
        names.setdefault(entry_id, set()).update(name for name in found if name)
    return names


def _without(names: Collection[str], text: str) -> str:
    for name in sorted(names, key=len, reverse=True):
        text = without_name(text, name, STAR)
    return text
