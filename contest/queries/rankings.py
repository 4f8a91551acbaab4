"""What a ranking is computed from, the proposals computed so far, and what stands behind each of their lines."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload

from contest.models import (
    Assignment,
    AssignmentState,
    Criterion,
    Division,
    Entry,
    EntryState,
    Mark,
    Placing,
    Ranking,
    ScoreSheet,
    Season,
)
from contest.queries.desk import in_contest

TAKEN_AWAY = (AssignmentState.REMOVED, AssignmentState.RECUSED)


@dataclass(frozen=True)
class FinishedSheets:
    """All that goes into a ranking, by position, as contest.judging.rank takes it."""

    entries: tuple[int, ...]
    """Ids of the entries in the contest; a position in here is what `entry` means below."""
    divisions: tuple[int, ...]
    """The division's id of each entry."""
    judges: tuple[int, ...]
    """Ids of the judges that finished a sheet."""
    criteria: tuple[int, ...]
    keys: tuple[str, ...]
    weights: tuple[int, ...]
    entry: list[int]
    judge: list[int]
    marks: list[list[float]]
    """One row a sheet, one column a criterion, NaN for a blank."""


@dataclass(frozen=True)
class Proposal:
    """A ranking with its number within the season, counted from 1."""

    number: int
    ranking: Ranking


@dataclass(frozen=True)
class Progress:
    """How far the judging is."""

    finished: int
    assigned: int
    """Reviews still counted on: neither removed nor stepped back from, of entries in the contest."""


def ranked(season: Season) -> ColumnElement[bool]:
    """The condition of the season's entries that are ranked."""
    return and_(Entry.season_id == season.id, in_contest())


def finished_sheets(session: Session, season: Season) -> FinishedSheets:
    """The finished sheets of the entries in the contest. A sheet whose assignment was removed or stepped back
    from does not count."""
    entries = session.execute(
        select(Entry.id, Division.id).join(Entry.division).where(ranked(season)).order_by(Entry.id)
    ).all()
    criteria = session.scalars(
        select(Criterion).where(Criterion.season_id == season.id).order_by(Criterion.position)
    ).all()
    sheets = session.execute(_counted(season).order_by(ScoreSheet.id)).all()
    marks = session.execute(
        select(Mark.sheet_id, Mark.criterion_id, Mark.points).where(
            Mark.sheet_id.in_(_counted(season).with_only_columns(ScoreSheet.id))
        )
    ).all()
    judges = sorted({judge_id for _, _, judge_id in sheets})
    entry_at = {entry_id: number for number, (entry_id, _) in enumerate(entries)}
    judge_at = {judge_id: number for number, judge_id in enumerate(judges)}
    points = {(sheet_id, criterion_id): float(given) for sheet_id, criterion_id, given in marks}
    return FinishedSheets(
        entries=tuple(entry_at),
        divisions=tuple(division_id for _, division_id in entries),
        judges=tuple(judges),
        criteria=tuple(criterion.id for criterion in criteria),
        keys=tuple(criterion.key for criterion in criteria),
        weights=tuple(criterion.weight for criterion in criteria),
        entry=[entry_at[entry_id] for _, entry_id, _ in sheets],
        judge=[judge_at[judge_id] for _, _, judge_id in sheets],
        marks=[[points.get((sheet_id, each.id), math.nan) for each in criteria] for sheet_id, _, _ in sheets],
    )


def _counted(season: Season) -> Select[int, int, int]:
    return (
        select(ScoreSheet.id, Assignment.entry_id, Assignment.judge_id)
        .join(ScoreSheet.assignment)
        .join(Assignment.entry)
        .where(ranked(season), ScoreSheet.finished_at.is_not(None), Assignment.state.not_in(TAKEN_AWAY))
    )


def progress(session: Session, season: Season) -> Progress:
    """Finished sheets against reviews counted on."""
    finished = session.scalar(select(func.count()).select_from(_counted(season).subquery())) or 0
    assigned = (
        select(func.count())
        .select_from(Assignment)
        .join(Assignment.entry)
        .where(ranked(season), Assignment.state.not_in(TAKEN_AWAY))
    )
    return Progress(finished, session.scalar(assigned) or 0)


def proposals(session: Session, season: Season) -> list[Proposal]:
    """All rankings of a season, newest first."""
    rows = session.scalars(
        select(Ranking)
        .where(Ranking.season_id == season.id)
        .options(joinedload(Ranking.created_by))
        .order_by(Ranking.id)
    ).all()
    return [Proposal(number, ranking) for number, ranking in enumerate(rows, 1)][::-1]


def placings(session: Session, ranking: Ranking) -> list[Placing]:
    """A ranking's lines with their entries and schools, best first, entries without a place last."""
    return list(
        session.scalars(
            select(Placing)
            .where(Placing.ranking_id == ranking.id)
            .join(Placing.entry)
            .options(joinedload(Placing.entry).joinedload(Entry.school))
            .order_by(Placing.place.is_(None), Placing.place, Placing.score.desc(), Entry.code)
        )
    )


def out_of_contest(session: Session, season: Season) -> list[Entry]:
    """Entries that were handed in and are withdrawn or disqualified now."""
    is_out = or_(Entry.state == EntryState.WITHDRAWN, Entry.disqualified_at.is_not(None))
    return list(
        session.scalars(
            select(Entry)
            .where(Entry.season_id == season.id, Entry.submitted_at.is_not(None), is_out)
            .options(joinedload(Entry.school))
            .order_by(Entry.code)
        )
    )


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
