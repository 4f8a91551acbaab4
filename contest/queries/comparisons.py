"""Two rankings of one season side by side: which sheets and judges went into the one and not into the other."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal, or_, select
from sqlalchemy.orm import Session, aliased, defer, joinedload

from contest.models import (
    Assignment,
    Entry,
    Judge,
    JudgeEstimate,
    Placing,
    ProjectFile,
    Ranking,
    ScoreSheet,
    SheetEstimate,
    User,
)
from contest.queries.desk import in_contest
from contest.queries.rankings import TAKEN_AWAY

SAME = 1e-9
"""Points: composites that differ by less are the same marks."""


@dataclass(frozen=True)
class SheetChanges:
    """How the sheets of two rankings differ. Why a sheet went is told by how it stands now."""

    new: int = 0
    changed: int = 0
    """In both, with another composite: other marks or other weights."""
    set_aside: int = 0
    taken_away: int = 0
    """Its judge had the game taken away, or stepped back."""
    entry_left: int = 0
    """Its entry was withdrawn or disqualified."""
    other: int = 0
    """Reopened by its judge, for instance."""

    @property
    def gone(self) -> int:
        """All that no longer count."""
        return self.set_aside + self.taken_away + self.entry_left + self.other


def sheet_changes(session: Session, old: Ranking, new: Ranking) -> dict[int, SheetChanges]:
    """entry id → how its sheets differ, of the entries where they do."""
    found: dict[int, dict[str, int]] = {}
    for statement in (_gone(old, new), _added(old, new), _changed(old, new)):
        for entry_id, what, count in session.execute(statement):
            found.setdefault(entry_id, {})[what] = count
    return {entry_id: SheetChanges(**counts) for entry_id, counts in found.items()}


def in_all(changes: Iterable[SheetChanges]) -> SheetChanges:
    """The sum over entries."""
    listed = list(changes)
    return SheetChanges(**{name: sum(getattr(each, name) for each in listed) for name in SheetChanges.__match_args__})


def _gone(old: Ranking, new: Ranking) -> Select[int, str, int]:
    why = case(
        (~in_contest(), "entry_left"),
        (Assignment.state.in_(TAKEN_AWAY), "taken_away"),
        (ScoreSheet.set_aside_at.is_not(None), "set_aside"),
        else_="other",
    ).label("why")
    return _by_entry(old, why, ~_also_in(new))


def _added(old: Ranking, new: Ranking) -> Select[int, str, int]:
    return _by_entry(new, literal("new"), ~_also_in(old))


def _changed(old: Ranking, new: Ranking) -> Select[int, str, int]:
    return _by_entry(old, literal("changed"), _also_in(new, is_changed=True))


def _by_entry(ranking: Ranking, what: ColumnElement[str], condition: ColumnElement[bool]) -> Select[int, str, int]:
    # The few sheets that differ are found by themselves: a database that joins first looks up everything of all.
    differing = select(SheetEstimate.sheet_id).where(SheetEstimate.ranking_id == ranking.id, condition)
    return (
        select(Assignment.entry_id, what, func.count())
        .select_from(ScoreSheet)
        .join(ScoreSheet.assignment)
        .join(Assignment.entry)
        .where(ScoreSheet.id.in_(differing))
        .group_by(Assignment.entry_id, what)
    )


def _also_in(ranking: Ranking, *, is_changed: bool = False) -> ColumnElement[bool]:
    """The condition of sheets that are in that ranking too; with another composite, if asked."""
    there = aliased(SheetEstimate)
    found = exists().where(there.ranking_id == ranking.id, there.sheet_id == SheetEstimate.sheet_id)
    if is_changed:
        more = there.composite - SheetEstimate.composite
        found = found.where(or_(more > SAME, more < -SAME))
    return found


def judges_only_in(session: Session, one: Ranking, other: Ranking) -> list[str]:
    """Names of the judges with a sheet in the one ranking and none in the other."""
    there = aliased(JudgeEstimate)
    names = (
        select(User.name)
        .join(Judge, Judge.user_id == User.id)
        .join(JudgeEstimate, JudgeEstimate.judge_id == Judge.id)
        .outerjoin(there, and_(there.judge_id == JudgeEstimate.judge_id, there.ranking_id == other.id))
        .where(JudgeEstimate.ranking_id == one.id, there.judge_id.is_(None))
        .order_by(User.name, Judge.id)
    )
    return list(session.scalars(names))


def lines_of(session: Session, ranking: Ranking, entry_ids: Collection[int]) -> dict[int, Placing]:
    """entry id → its line, of these entries."""
    rows = session.scalars(select(Placing).where(Placing.ranking_id == ranking.id, Placing.entry_id.in_(entry_ids)))
    return {line.entry_id: line for line in rows}


def entries_with_schools(session: Session, entry_ids: Collection[int]) -> dict[int, Entry]:
    """entry id → the entry, its school at hand."""
    file = joinedload(Entry.file).options(defer(ProjectFile.card, raiseload=True))
    rows = session.scalars(select(Entry).where(Entry.id.in_(entry_ids)).options(joinedload(Entry.school), file))
    return {entry.id: entry for entry in rows}


def scored_by(session: Session, ranking: Ranking, judge: Judge, entry_ids: Collection[int]) -> dict[int, SheetEstimate]:
    """entry id → what the ranking made of the judge's sheet, of those entries that the judge scored."""
    rows = session.execute(
        select(Assignment.entry_id, SheetEstimate)
        .join(SheetEstimate.sheet)
        .join(ScoreSheet.assignment)
        .where(
            SheetEstimate.ranking_id == ranking.id,
            Assignment.judge_id == judge.id,
            Assignment.entry_id.in_(entry_ids),
        )
    )
    return {entry_id: estimate for entry_id, estimate in rows}
