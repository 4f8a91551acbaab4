"""What a look at a season's judging reads, what the last look found, and each judge's figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session, joinedload

from contest.judging.health import Figures
from contest.models import (
    Assignment,
    AssignmentState,
    Entry,
    Judge,
    JudgeEstimate,
    JudgeState,
    JudgingCheck,
    Mark,
    Ranking,
    ScoreSheet,
    Season,
    SheetEstimate,
    User,
)
from contest.queries.desk import ON_DESK
from contest.queries.rankings import TAKEN_AWAY, ranked

JUDGES_A_PAGE = 50
ORDERS = ("name", "severity", "care")


@dataclass(frozen=True)
class Review:
    """One finished sheet of an entry in the contest, also one that is set aside."""

    sheet_id: int
    entry_id: int
    judge_id: int
    seconds: int
    comment: str
    set_aside_at: datetime | None


@dataclass(frozen=True)
class Duty:
    """What one judge has to do. Games of entries that left the contest are not counted."""

    judge_id: int
    is_active: bool
    most_games: int | None
    total: int
    done: int
    first_at: datetime | None
    """When the first of these games was dealt."""
    last_at: datetime | None
    """When one of their sheets was last saved."""


@dataclass(frozen=True)
class JudgeLine:
    """One judge in the list."""

    judge: Judge
    estimate: JudgeEstimate | None
    total: int = 0
    done: int = 0
    set_aside: int = 0
    seconds: int = 0


def finished_reviews(session: Session, season: Season) -> list[Review]:
    """All finished sheets whose duty stands, in the order of their numbers."""
    rows = session.execute(
        _finished(season)
        .with_only_columns(
            ScoreSheet.id,
            Assignment.entry_id,
            Assignment.judge_id,
            ScoreSheet.seconds,
            ScoreSheet.comment,
            ScoreSheet.set_aside_at,
        )
        .order_by(ScoreSheet.id)
    )
    return [Review(*row) for row in rows]


def marks_of_season(session: Session, season: Season) -> dict[int, dict[int, int]]:
    """sheet → criterion → points, of the same sheets."""
    return _marks(session, _finished(season).with_only_columns(ScoreSheet.id))


def marks_of_sheets(session: Session, sheet_ids: Collection[int]) -> dict[int, dict[int, int]]:
    """sheet → criterion → points."""
    return _marks(session, select(ScoreSheet.id).where(ScoreSheet.id.in_(sheet_ids)))


def _marks(session: Session, sheets: Select[int]) -> dict[int, dict[int, int]]:
    found: dict[int, dict[int, int]] = defaultdict(dict)
    rows = session.execute(select(Mark.sheet_id, Mark.criterion_id, Mark.points).where(Mark.sheet_id.in_(sheets)))
    for sheet_id, criterion_id, points in rows:
        found[sheet_id][criterion_id] = points
    return found


def _finished(season: Season) -> Select[int]:
    return (
        select(ScoreSheet.id)
        .join(ScoreSheet.assignment)
        .join(Assignment.entry)
        .where(ranked(season), ScoreSheet.finished_at.is_not(None), Assignment.state.not_in(TAKEN_AWAY))
    )


def weights_of(session: Session, ranking: Ranking | None) -> dict[int, float]:
    """sheet → how much it counts in a ranking; empty without one."""
    if ranking is None:
        return {}
    rows = session.execute(
        select(SheetEstimate.sheet_id, SheetEstimate.weight).where(SheetEstimate.ranking_id == ranking.id)
    )
    return {sheet_id: weight for sheet_id, weight in rows}


def divisions_of_entries(session: Session, season: Season) -> dict[int, int]:
    """entry in the contest → its division."""
    rows = session.execute(select(Entry.id, Entry.division_id).where(ranked(season)).order_by(Entry.id))
    return {entry_id: division_id for entry_id, division_id in rows if division_id is not None}


def duties(session: Session, season: Season) -> list[Duty]:
    """Every judge of the season, in the order of their numbers."""
    games = (
        select(
            Assignment.judge_id,
            func.count().label("total"),
            func.sum(case((Assignment.state == AssignmentState.DONE, 1), else_=0)).label("done"),
            func.min(Assignment.created_at).label("first_at"),
            func.max(ScoreSheet.saved_at).label("last_at"),
        )
        .join(Assignment.entry)
        .outerjoin(Assignment.sheet)
        .where(ranked(season), Assignment.state.in_(ON_DESK))
        .group_by(Assignment.judge_id)
        .subquery()
    )
    rows = session.execute(
        select(
            Judge.id,
            Judge.state,
            Judge.most_games,
            func.coalesce(games.c.total, 0),
            func.coalesce(games.c.done, 0),
            games.c.first_at,
            games.c.last_at,
        )
        .outerjoin(games, games.c.judge_id == Judge.id)
        .where(Judge.season_id == season.id)
        .order_by(Judge.id)
    )
    return [
        Duty(judge_id, state is JudgeState.ACTIVE, most, total, done, first, last)
        for judge_id, state, most, total, done, first, last in rows
    ]


def last_check(session: Session, season: Season) -> tuple[JudgingCheck, Figures] | None:
    """What the newest look found; None before the first."""
    check = session.get(JudgingCheck, season.id)
    return (check, Figures.from_dict(check.figures)) if check is not None else None


def count_finished(session: Session, season: Season) -> int:
    """Sheets that are finished and not set aside, to tell whether the last look is still true."""
    found = _finished(season).where(ScoreSheet.set_aside_at.is_(None)).with_only_columns(func.count())
    return session.scalar(found) or 0


def names_of_judges(session: Session, judge_ids: Collection[int]) -> dict[int, str]:
    """judge → name."""
    rows = session.execute(select(Judge.id, User.name).join(Judge.user).where(Judge.id.in_(judge_ids)))
    return {judge_id: name for judge_id, name in rows}


def count_judges(session: Session, season: Season) -> int:
    """All judges of the season, also those who have left."""
    return session.scalar(select(func.count()).select_from(Judge).where(Judge.season_id == season.id)) or 0


def judge_lines(session: Session, season: Season, ranking: Ranking | None, *, order: str, page: int) -> list[JudgeLine]:
    """One page of the season's judges with what the ranking found; `order` is one of ORDERS."""
    of_ranking = JudgeEstimate.ranking_id == (ranking.id if ranking is not None else None)
    by = {"severity": [JudgeEstimate.severity], "care": [JudgeEstimate.care]}.get(order, [])
    rows = session.execute(
        select(Judge, JudgeEstimate)
        .join(Judge.user)
        .outerjoin(JudgeEstimate, (JudgeEstimate.judge_id == Judge.id) & of_ranking)
        .where(Judge.season_id == season.id)
        .order_by(*(each for column in by for each in (column.is_(None), column)), User.name, Judge.id)
        .limit(JUDGES_A_PAGE)
        .offset((page - 1) * JUDGES_A_PAGE)
    ).all()
    counts = _counts(session, season, [judge.id for judge, _ in rows])
    return [JudgeLine(judge, estimate, *counts.get(judge.id, ())) for judge, estimate in rows]


def _counts(session: Session, season: Season, judge_ids: Sequence[int]) -> Mapping[int, tuple[int, int, int, int]]:
    rows = session.execute(
        select(
            Assignment.judge_id,
            func.count(),
            func.sum(case((Assignment.state == AssignmentState.DONE, 1), else_=0)),
            func.count(ScoreSheet.set_aside_at),
            func.coalesce(func.sum(ScoreSheet.seconds), 0),
        )
        .join(Assignment.entry)
        .outerjoin(Assignment.sheet)
        .where(ranked(season), Assignment.judge_id.in_(judge_ids), Assignment.state.in_(ON_DESK))
        .group_by(Assignment.judge_id)
    )
    return {judge_id: (total, done, aside, seconds) for judge_id, total, done, aside, seconds in rows}


def estimates_to_plot(session: Session, ranking: Ranking, most: int) -> list[tuple[str, JudgeEstimate]]:
    """(name, estimate) of at most `most` judges with a severity, lowest first: the farthest from 0 of each end."""
    known = (JudgeEstimate.ranking_id == ranking.id) & JudgeEstimate.severity.is_not(None)
    far = (
        select(JudgeEstimate.judge_id).where(known).order_by(func.abs(JudgeEstimate.severity).desc()).limit(most)
    ).subquery()
    rows = session.execute(
        select(User.name, JudgeEstimate)
        .join(JudgeEstimate.judge)
        .join(Judge.user)
        .where(known, JudgeEstimate.judge_id.in_(select(far.c.judge_id)))
        .order_by(JudgeEstimate.severity, JudgeEstimate.judge_id)
    )
    return [(name, estimate) for name, estimate in rows]


def sheets_of_judge(session: Session, judge: Judge) -> Sequence[Assignment]:
    """The judge's finished games that stand, of entries in the contest, with entry and sheet, by title."""
    return session.scalars(
        select(Assignment)
        .join(Assignment.entry)
        .join(Assignment.sheet)
        .where(
            ranked(judge.season),
            Assignment.judge_id == judge.id,
            Assignment.state.not_in(TAKEN_AWAY),
            ScoreSheet.finished_at.is_not(None),
        )
        .options(joinedload(Assignment.entry), joinedload(Assignment.sheet))
        .order_by(Entry.title, Entry.id)
    ).all()


def others_on_the_same_games(session: Session, judge: Judge) -> list[Review]:
    """Sheets that count, of other judges, on the games that this judge has finished."""
    own = select(Assignment.entry_id).where(Assignment.judge_id == judge.id, Assignment.state == AssignmentState.DONE)
    rows = session.execute(
        _finished(judge.season)
        .where(ScoreSheet.set_aside_at.is_(None), Assignment.judge_id != judge.id, Assignment.entry_id.in_(own))
        .with_only_columns(
            ScoreSheet.id,
            Assignment.entry_id,
            Assignment.judge_id,
            ScoreSheet.seconds,
            ScoreSheet.comment,
            ScoreSheet.set_aside_at,
        )
    )
    return [Review(*row) for row in rows]


def estimates_of_sheets(
    session: Session, ranking: Ranking | None, sheet_ids: Collection[int]
) -> dict[int, SheetEstimate]:
    """sheet → what a ranking made of it."""
    if ranking is None:
        return {}
    rows = session.scalars(
        select(SheetEstimate).where(SheetEstimate.ranking_id == ranking.id, SheetEstimate.sheet_id.in_(sheet_ids))
    )
    return {each.sheet_id: each for each in rows}
