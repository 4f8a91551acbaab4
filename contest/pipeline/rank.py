"""Finished sheets become a proposal. Nothing is decided by it, and earlier proposals stay."""

from __future__ import annotations

import hashlib
from datetime import datetime
from importlib.metadata import version

from sqlalchemy.orm import Session

from contest.errors import N_, Closed
from contest.judging import rank
from contest.models import Placing, Ranking, Season, User
from contest.pipeline.audit import record
from contest.queries.rankings import FinishedSheets, finished_sheets


def compute(session: Session, season: Season, *, actor: User, now: datetime) -> Ranking:
    """A new proposal from all sheets that count at this moment. Raises Closed when there is nothing to rank."""
    sheets = finished_sheets(session, season)
    result = _rank(sheets)
    ranking = Ranking(
        season=season,
        method=result.method,
        inputs_hash=_with_ids(sheets, result.inputs_hash),
        parameters=_parameters(sheets),
        created_by=actor,
        created_at=now,
    )
    ranking.placings = [_placing(sheets, placing) for placing in result.placings]
    session.add(ranking)
    after = {"inputs": ranking.inputs_hash, "method": ranking.method, "sheets": len(sheets.entry)}
    record(session, "ranking.compute", ranking, actor=actor, now=now, season_id=season.id, after=after)
    return ranking


def current_inputs_hash(session: Session, season: Season) -> str | None:
    """What a proposal computed now would carry as its inputs' hash; None when there is nothing to rank."""
    sheets = finished_sheets(session, season)
    return _with_ids(sheets, _rank(sheets).inputs_hash) if sheets.entries and sheets.criteria else None


def _rank(sheets: FinishedSheets) -> rank.Ranking:
    if not sheets.entries:
        raise Closed(N_("No game is in the contest yet, so there is nothing to rank."))
    if not sheets.criteria:
        raise Closed(N_("The season has no rubric yet, so there is nothing to compute with."))
    return rank.rank(sheets.entry, sheets.judge, sheets.marks, weights=sheets.weights, entry_division=sheets.divisions)


def _with_ids(sheets: FinishedSheets, positions_hash: str) -> str:
    # The library knows entries and judges by position only; two different juries could look the same to it.
    ids = repr((sheets.entries, sheets.judges, sheets.criteria))
    return hashlib.sha256(f"{positions_hash} {ids}".encode()).hexdigest()


def _parameters(sheets: FinishedSheets) -> dict[str, object]:
    return {
        "weights": dict(zip(sheets.keys, sheets.weights, strict=True)),
        "sheets": len(sheets.entry),
        "judges": len(sheets.judges),
        "entries": len(sheets.entries),
        "numpy": version("numpy"),
    }


def _placing(sheets: FinishedSheets, placing: rank.Placing) -> Placing:
    return Placing(
        entry_id=sheets.entries[placing.entry],
        division_id=placing.division,
        place=placing.place,
        score=placing.score,
        sheets=placing.sheets,
        spread=placing.spread,
        standard_error=placing.standard_error,
    )
