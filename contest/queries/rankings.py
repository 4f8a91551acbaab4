"""What a ranking is computed from, the proposals computed so far, and what stands behind each of their lines."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, and_, case, cast, func, or_, select
from sqlalchemy.orm import Session, defer, joinedload

from contest.models import (
    Assignment,
    AssignmentState,
    Criterion,
    Division,
    Entry,
    EntryState,
    Judge,
    Mark,
    Placing,
    ProjectFile,
    Ranking,
    RankingState,
    ScoreSheet,
    Season,
    User,
)
from contest.queries.desk import in_contest

TAKEN_AWAY = (AssignmentState.REMOVED, AssignmentState.RECUSED)
UNDER_WAY = (RankingState.WAITING, RankingState.RUNNING)


@dataclass(frozen=True)
class FinishedSheets:
    """All that goes into a ranking, by position, as contest.judging.rank takes it.

    Positions follow what does not depend on the database: entries stand in the order of their codes, judges in
    that of their logins, sheets in that of both.
    """

    entries: tuple[int, ...]
    """Ids of the entries in the contest; a position in here is what `entry` means below."""
    codes: tuple[str, ...]
    divisions: tuple[int, ...]
    """The division's id of each entry."""
    judges: tuple[int, ...]
    """Ids of the judges that finished a sheet."""
    logins: tuple[str, ...]
    pools: tuple[int, ...]
    """The division's id that each judge mainly judges; 0 for a judge of any."""
    criteria: tuple[int, ...]
    keys: tuple[str, ...]
    weights: tuple[int, ...]
    sheets: tuple[int, ...]
    """Ids, in the order of the rows below."""
    entry: list[int]
    judge: list[int]
    marks: list[list[float]]
    """One row a sheet, one column a criterion, NaN for a blank."""


@dataclass(frozen=True)
class Proposal:
    """A ranking with its number within the season, counted from 1."""

    number: int
    ranking: Ranking

    @property
    def is_ready(self) -> bool:
        """Whether it has lines to show."""
        return self.ranking.state is RankingState.READY


@dataclass(frozen=True)
class Progress:
    """How far the judging is."""

    finished: int
    assigned: int
    """Reviews still counted on: neither removed nor stepped back from, of entries in the contest."""
    stamp: str = field(default="", compare=False)
    """Another one as soon as anything changes that a ranking is computed from; cheaper than its inputs' hash."""


@dataclass(frozen=True)
class Field:
    """How many entries of one division a ranking holds."""

    entries: int
    placed: int


def ranked(season: Season) -> ColumnElement[bool]:
    """The condition of the season's entries that are ranked."""
    return and_(Entry.season_id == season.id, in_contest())


def finished_sheets(session: Session, season: Season, *, without: int | None = None) -> FinishedSheets:
    """The sheets that count: finished, not set aside, of entries in the contest; a sheet whose assignment was removed
    or stepped back from does not count. `without`: a judge's id, whose sheets are left out."""
    entries = session.execute(select(Entry.id, Entry.code, Division.id).join(Entry.division).where(ranked(season)))
    fields = sorted(entries, key=lambda row: row[1])
    criteria = session.scalars(
        select(Criterion).where(Criterion.season_id == season.id).order_by(Criterion.position)
    ).all()
    entry_at = {entry_id: number for number, (entry_id, _, _) in enumerate(fields)}
    counted = _counted(season) if without is None else _counted(season).where(Assignment.judge_id != without)
    found = session.execute(counted).all()
    judges = _judges(session, season, {judge_id for _, _, judge_id in found})
    judge_at = {judge_id: number for number, (judge_id, _, _) in enumerate(judges)}
    rows = sorted((entry_at[entry_id], judge_at[judge_id], sheet_id) for sheet_id, entry_id, judge_id in found)
    points = _points(session, counted)
    return FinishedSheets(
        entries=tuple(entry_at),
        codes=tuple(code for _, code, _ in fields),
        divisions=tuple(division_id for _, _, division_id in fields),
        judges=tuple(judge_at),
        logins=tuple(login for _, login, _ in judges),
        pools=tuple(pool or 0 for _, _, pool in judges),
        criteria=tuple(criterion.id for criterion in criteria),
        keys=tuple(criterion.key for criterion in criteria),
        weights=tuple(criterion.weight for criterion in criteria),
        sheets=tuple(sheet_id for _, _, sheet_id in rows),
        entry=[entry for entry, _, _ in rows],
        judge=[judge for _, judge, _ in rows],
        marks=[[points.get((sheet_id, each.id), math.nan) for each in criteria] for _, _, sheet_id in rows],
    )


def _judges(session: Session, season: Season, judges: set[int]) -> list[tuple[int, str, int | None]]:
    """(id, login, division) of those who judged, in the order of their logins."""
    jury = select(Judge.id, User.login, Judge.division_id).join(Judge.user).where(Judge.season_id == season.id)
    return sorted((row for row in session.execute(jury) if row[0] in judges), key=lambda row: row[1])


def _points(session: Session, counted: Select[int, int, int]) -> dict[tuple[int, int], float]:
    wanted = select(Mark.sheet_id, Mark.criterion_id, Mark.points).where(
        Mark.sheet_id.in_(counted.with_only_columns(ScoreSheet.id))
    )
    return {(sheet_id, criterion_id): float(given) for sheet_id, criterion_id, given in session.execute(wanted)}


def _counts() -> ColumnElement[bool]:
    return and_(ScoreSheet.finished_at.is_not(None), ScoreSheet.set_aside_at.is_(None))


def _counted(season: Season) -> Select[int, int, int]:
    return (
        select(ScoreSheet.id, Assignment.entry_id, Assignment.judge_id)
        .join(ScoreSheet.assignment)
        .join(Assignment.entry)
        .where(ranked(season), _counts(), Assignment.state.not_in(TAKEN_AWAY))
    )


def progress(session: Session, season: Season) -> Progress:
    """Finished sheets against reviews counted on, in two passes over the season's rows."""
    sheet = case((_counts(), ScoreSheet.id))
    version = case((_counts(), ScoreSheet.version))
    duties = session.execute(
        select(func.count(sheet), func.count(), func.sum(sheet), func.sum(version))
        .select_from(Assignment)
        .join(Assignment.entry)
        .outerjoin(Assignment.sheet)
        .where(ranked(season), Assignment.state.not_in(TAKEN_AWAY))
    ).one()
    entries = session.execute(
        select(
            func.count(), func.sum(Entry.id), func.sum(cast(Entry.id, BigInteger) * cast(Entry.division_id, BigInteger))
        ).where(ranked(season))
    ).one()
    pools = session.scalar(
        select(func.sum(cast(Judge.id, BigInteger) * Judge.division_id)).where(Judge.season_id == season.id)
    )
    weights = [(criterion.key, criterion.weight) for criterion in season.criteria]
    # PostgreSQL sums up to decimals, SQLite to whole numbers.
    numbers = [int(each or 0) for each in (duties[0], *duties[2:], *entries, pools)]
    stamp = hashlib.sha256(repr((numbers, weights)).encode()).hexdigest()
    return Progress(duties[0], duties[1], stamp)


def proposals(session: Session, season: Season) -> list[Proposal]:
    """All rankings of a season that somebody asked for, in any state, newest first. Those that leave a judge out to
    see what would change are no proposals."""
    rows = session.scalars(
        select(Ranking)
        .where(Ranking.season_id == season.id, is_full())
        .options(joinedload(Ranking.created_by))
        .order_by(Ranking.id)
    ).all()
    return [Proposal(number, ranking) for number, ranking in enumerate(rows, 1)][::-1]


def is_full() -> ColumnElement[bool]:
    """The condition of rankings that leave nobody out."""
    without: ColumnElement[int] = Ranking.parameters["without_judge"].as_integer()
    return without.is_(None)


def newest_ready(session: Session, season: Season) -> Ranking | None:
    """The latest proposal that is computed; of all judges, and perhaps computed while judging still ran."""
    return session.scalar(
        select(Ranking)
        .where(Ranking.season_id == season.id, is_full(), Ranking.state == RankingState.READY)
        .order_by(Ranking.id.desc())
        .limit(1)
    )


def under_way(session: Session, season: Season) -> Ranking | None:
    """The ranking that is being computed, or waits for it."""
    return session.scalar(
        select(Ranking)
        .where(Ranking.season_id == season.id, Ranking.state.in_(UNDER_WAY))
        .order_by(Ranking.id)
        .limit(1)
    )


def what_ifs(session: Session, season: Season) -> list[Ranking]:
    """The latest rankings that leave one judge out, newest first."""
    rows = select(Ranking).where(Ranking.season_id == season.id, ~is_full()).order_by(Ranking.id.desc()).limit(20)
    return list(session.scalars(rows))


def fields(session: Session, ranking: Ranking) -> dict[int, Field]:
    """division id → how many entries the ranking holds there."""
    rows = session.execute(
        select(Placing.division_id, func.count(), func.count(Placing.place))
        .where(Placing.ranking_id == ranking.id)
        .group_by(Placing.division_id)
    )
    return {division_id: Field(entries, placed) for division_id, entries, placed in rows}


def placings(
    session: Session, ranking: Ranking, division_id: int | None = None, *, start: int = 0, most: int | None = None
) -> list[Placing]:
    """A ranking's lines with their entries and schools, island by island, best first, entries without a place last."""
    lines = (
        select(Placing)
        .where(Placing.ranking_id == ranking.id)
        .join(Placing.entry)
        .options(
            joinedload(Placing.entry).joinedload(Entry.school),
            joinedload(Placing.entry).joinedload(Entry.file).options(defer(ProjectFile.card, raiseload=True)),
        )
        .order_by(*best_first())
    )
    if division_id is not None:
        lines = lines.where(Placing.division_id == division_id)
    return list(session.scalars(lines.offset(start).limit(most)))


def out_of_contest(session: Session, season: Season, division_id: int | None = None) -> list[Entry]:
    """Entries that were handed in and are withdrawn or disqualified now."""
    is_out = or_(Entry.state == EntryState.WITHDRAWN, Entry.disqualified_at.is_not(None))
    entries = (
        select(Entry)
        .where(Entry.season_id == season.id, Entry.submitted_at.is_not(None), is_out)
        .options(joinedload(Entry.school), joinedload(Entry.file).options(defer(ProjectFile.card, raiseload=True)))
        .order_by(Entry.code)
    )
    if division_id is not None:
        entries = entries.where(Entry.division_id == division_id)
    return list(session.scalars(entries))


def best_first() -> tuple[Any, ...]:
    """The order of a ranking's lines: island by island, entries without a place last."""
    # Who has no place stands in no group either, and PostgreSQL would put the missing scores first.
    group = case((Placing.place.is_(None), 0), else_=Placing.island)
    return Placing.place.is_(None), group, Placing.place, Placing.score.desc().nulls_last(), Entry.code


def placing_of(session: Session, ranking: Ranking, entry: Entry) -> Placing | None:
    """One entry's line in a ranking; None when the ranking was computed without it."""
    return session.get(Placing, (ranking.id, entry.id))


def reviews_of(session: Session, entry: Entry) -> list[Assignment]:
    """Everybody who had the entry to judge, with sheet, marks and stepping back, in the order of assignment."""
    return list(
        session.scalars(
            select(Assignment)
            .where(Assignment.entry_id == entry.id)
            .options(joinedload(Assignment.judge), joinedload(Assignment.sheet), joinedload(Assignment.recusal))
            .order_by(Assignment.id)
        )
    )
