"""Awards as they stand: all of a season in a few numbers, and those of some entries as rows."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import distinct, exists, func, select
from sqlalchemy.orm import Session, defer, joinedload

from contest.models import Award, AwardBasis, AwardKind, Entry, Placing, ProjectFile, Ranking
from contest.queries.desk import in_contest


def share_awards(session: Session, season_id: int) -> dict[int, int]:
    """entry id → kind of its award by share, of a whole season."""
    rows = session.execute(
        select(Award.entry_id, Award.kind_id)
        .join(AwardKind, Award.kind_id == AwardKind.id)
        .where(AwardKind.season_id == season_id, AwardKind.basis == AwardBasis.SHARE)
    )
    return {entry_id: kind_id for entry_id, kind_id in rows}


def awards_by_entry(session: Session, entry_ids: Collection[int]) -> dict[int, list[Award]]:
    """The awards of these entries, in the order of the kinds."""
    rows = session.scalars(
        select(Award).join(Award.kind).where(Award.entry_id.in_(entry_ids)).order_by(AwardKind.position)
    )
    by_entry: dict[int, list[Award]] = {}
    for award in rows:
        by_entry.setdefault(award.entry_id, []).append(award)
    return by_entry


def awards_outside(session: Session, season_id: int, ranking: Ranking | None) -> list[Award]:
    """Awards of entries that a ranking does not hold, with the entries and schools; without a ranking, all."""
    awards = (
        select(Award)
        .join(Award.entry)
        .join(Award.kind)
        .where(Entry.season_id == season_id)
        .options(
            joinedload(Award.entry).joinedload(Entry.school),
            joinedload(Award.entry).joinedload(Entry.file).options(defer(ProjectFile.card, raiseload=True)),
        )
        .order_by(AwardKind.position, Entry.code)
    )
    if ranking is not None:
        line = exists().where(Placing.ranking_id == ranking.id, Placing.entry_id == Award.entry_id)
        awards = awards.where(~line)
    return list(session.scalars(awards))


def count_awarded(session: Session, season_id: int) -> int:
    """How many entries in the contest hold an award."""
    counted = (
        select(func.count(distinct(Award.entry_id))).join(Award.entry).where(Entry.season_id == season_id, in_contest())
    )
    return session.scalar(counted) or 0
