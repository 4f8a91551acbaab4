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
    JudgeState,
    Level,
    ProjectFile,
    School,
    ScoreSheet,
    Season,
    User,
)
from contest.queries.effort import Effort, efforts_of
from contest.queries.practice import Try, tries_of
from contest.rules.names import STAR, without_name
from contest.rules.pace import next_few
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
class Wishes:
    """What a judge said of themselves; new games are dealt by it."""

    may_change: bool
    reads_chinese: bool
    most_games: int | None


@dataclass(frozen=True)
class Ahead:
    """The game after the one on the screen: what its player will ask for."""

    assignment_id: int
    file: ProjectFile


@dataclass(frozen=True)
class Desk:
    """One season's games of one judge."""

    judge_id: int
    season: Season
    left: tuple[Game, ...]
    later: tuple[Game, ...]
    done: tuple[Game, ...]
    wishes: Wishes
    effort: Effort
    practice: tuple[Try, ...]
    levels: tuple[int, ...]
    """All points that the rubric's levels give, best first."""

    @property
    def few(self) -> int:
        """How many games to offer next: about a quarter of an hour at this judge's pace."""
        return next_few(self.effort.pace, len(self.left) + len(self.later))

    @property
    def to_practise(self) -> Try | None:
        """The first practice game that was not tried yet."""
        return next((each for each in self.practice if not each.is_done), None)

    @property
    def is_asked_to_practise(self) -> bool:
        """Whether to invite the judge to practise: only before the first sheet of all is begun."""
        games = (*self.left, *self.later, *self.done)
        has_begun = any(game.is_begun for game in games) or any(each.is_done for each in self.practice)
        return self.to_practise is not None and not has_begun

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
        select(Judge.id, Season, Judge.state, Judge.reads_chinese, Judge.most_games)
        .join(Season, Judge.season_id == Season.id)
        .where(Judge.user_id == user_id)
        .order_by(Season.judging_opens_at.desc(), Season.id.desc())
    ).all()
    games: dict[int, list[Game]] = {place.id: [] for place in places}
    condition = (Assignment.judge_id.in_(games)) & Assignment.state.in_(ON_DESK) & in_contest()
    for judge_id, game in _games(session, condition):
        games[judge_id].append(game)
    efforts, tries = efforts_of(session, games.keys()), tries_of(session, games.keys())
    levels = levels_of(session, {place.Season.id for place in places})
    return [
        Desk(
            place.id,
            place.Season,
            **_piles(games[place.id]),
            wishes=Wishes(place.state is not JudgeState.LEFT, place.reads_chinese, place.most_games),
            effort=efforts[place.id],
            practice=tuple(tries[place.id]),
            levels=levels.get(place.Season.id, ()),
        )
        for place in places
    ]


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


def ahead_of(session: Session, judge_id: int, *, besides: int) -> Ahead | None:
    """The game that comes after `besides`, if it has a file."""
    following = next_id(session, judge_id, besides=besides)
    if following is None:
        return None
    file = session.scalar(
        select(ProjectFile)
        .join(Entry, Entry.file_sha256 == ProjectFile.sha256)
        .join(Assignment, Assignment.entry_id == Entry.id)
        .where(Assignment.id == following)
    )
    return Ahead(following, file) if file is not None else None


def waiting_count(session: Session, judge_id: int) -> int:
    """How many games of a judge are not done yet."""
    found = session.scalar(
        select(func.count())
        .select_from(Assignment)
        .join(Entry, Assignment.entry_id == Entry.id)
        .where(Assignment.judge_id == judge_id, Assignment.state.in_(WAITING), in_contest())
    )
    return found or 0


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


def levels_of(session: Session, season_ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    """Season → all points that its rubric's levels give, best first."""
    rows = session.execute(
        select(Criterion.season_id, Level.points)
        .join(Level.criterion)
        .where(Criterion.season_id.in_(season_ids))
        .distinct()
        .order_by(Level.points.desc())
    )
    levels: dict[int, tuple[int, ...]] = {}
    for season_id, points in rows:
        levels[season_id] = (*levels.get(season_id, ()), points)
    return levels


def values_of(sheet: ScoreSheet | None, rubric: Sequence[Criterion]) -> dict[str, Value]:
    """All fields of a sheet with what they hold; of an empty one where nothing was saved yet."""
    points = {mark.criterion_id: mark.points for mark in sheet.marks} if sheet else {}
    values: dict[str, Value] = {mark_field(each.id): points.get(each.id) for each in rubric}
    values |= {"comment": sheet.comment if sheet else "", "note": sheet.note if sheet else ""}
    return values | {flag_field(flag): sheet is not None and flag in sheet.flags for flag in FLAGS}


def _piles(games: list[Game]) -> dict[str, tuple[Game, ...]]:
    states = {"left": AssignmentState.OPEN, "later": AssignmentState.LATER, "done": AssignmentState.DONE}
    return {name: tuple(game for game in games if game.state is state) for name, state in states.items()}


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
