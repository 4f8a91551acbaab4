"""Finished sheets become a proposal. Nothing is decided by it, and earlier proposals stay.

An organizer asks for one (`request`); it is computed outside the request (`carry_out`, the job "rank") and can be
cancelled until it is ready. `compute` does the same at once, for those who can wait.
"""

from __future__ import annotations

import enum
import hashlib
import platform
from collections.abc import Callable
from datetime import datetime
from importlib.metadata import version

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from contest.errors import N_, Closed, ContestError
from contest.jobs import enqueue, to_be_done
from contest.judging import rank
from contest.judging.rubric import RubricError
from contest.models import Criterion, Entry, JobState, Judge, Ranking, RankingState, Season, User
from contest.pipeline.audit import record
from contest.pipeline.hold import hold_season
from contest.pipeline.rank_rows import parameters, store
from contest.pipeline.rank_watch import LEASE, SILENCE, Cancelled, Watch
from contest.queries.rankings import UNDER_WAY, FinishedSheets, finished_sheets, progress, ranked, under_way

Tell = Callable[[float], object]
JOB = "rank"
NO_ENTRY = N_("No game is in the contest yet, so there is nothing to rank.")
NO_RUBRIC = N_("The season has no rubric yet, so there is nothing to compute with.")


def _nobody(share: float) -> None:
    """Nobody wants to know how far it is."""


def request(session: Session, season: Season, *, without: Judge | None = None, actor: User, now: datetime) -> Ranking:
    """Queue a new proposal from all sheets that count when it is computed; `without` leaves one judge's out, to see
    what would change, and is no proposal. Raises Closed when there is nothing to rank, or one is under way."""
    hold_season(session, season.id)
    close_lost(session, season)
    if under_way(session, season) is not None:
        raise Closed(N_("A ranking of this season is being computed already. Wait for it, or cancel it first."))
    if session.scalar(select(Entry.id).where(ranked(season)).limit(1)) is None:
        raise Closed(NO_ENTRY)
    if session.scalar(select(Criterion.id).where(Criterion.season_id == season.id).limit(1)) is None:
        raise Closed(NO_RUBRIC)
    ranking = _begun(session, season, without, actor, now)
    enqueue(session, JOB, {"ranking": ranking.id}, now=now)
    return ranking


def compute(session: Session, season: Season, *, without: Judge | None = None, actor: User, now: datetime) -> Ranking:
    """The same at once. Raises Closed when there is nothing to rank."""
    sheets, stamp, result = _work_out(session, season, without.id if without is not None else None, _nobody)
    ranking = _begun(session, season, without, actor, now)
    _finish(session, ranking, sheets, stamp, result, now)
    return ranking


def carry_out(session: Session, payload: dict[str, int], now: datetime) -> None:
    """The job "rank": compute the ranking `payload["ranking"]`, unless it was cancelled.

    Nothing is written by this session before all is computed: SQLite lets only one write at a time, and judges go on
    saving. How far it is, is written by `Watch` in short transactions of their own.
    """
    ranking = session.get(Ranking, payload["ranking"])
    if ranking is None or ranking.state not in UNDER_WAY:
        return
    watch = Watch(session.get_bind(), JOB, ranking.id, now)
    try:
        watch(0.0)
        sheets, stamp, result = _work_out(session, ranking.season, ranking.parameters.get("without_judge"), watch)
    except Cancelled:
        return
    except (ContestError, RubricError) as error:
        _turn(session, ranking, RankingState.FAILED, problem=getattr(error, "code", "nothing_to_rank"))
        return
    if _turn(session, ranking, RankingState.READY, done_percent=100):
        _finish(session, ranking, sheets, stamp, result, now)


def cancel(session: Session, ranking: Ranking, *, actor: User, now: datetime) -> None:
    """Stop computing; the row stays. Raises Closed when it has ended already."""
    if not _turn(session, ranking, RankingState.CANCELLED):
        raise Closed(N_("This ranking is not being computed any more."))
    record(session, "ranking.cancel", ranking, actor=actor, now=now, season_id=ranking.season_id)


class Life(enum.StrEnum):
    """Whether somebody computes a ranking that is under way."""

    WELL = "well"
    SILENT = "silent"
    """Its worker has told nothing for a while. If it was ended, another begins anew when the lease is over."""
    LOST = "lost"
    """Nobody is going to finish it: its worker was ended in the middle, time and again."""


def life(session: Session, ranking: Ranking, *, now: datetime) -> Life:
    """How it stands with a ranking that is under way; all is well with any other."""
    if ranking.state not in UNDER_WAY:
        return Life.WELL
    job = to_be_done(session, JOB, "ranking", ranking.id)
    if job is None:
        return Life.LOST
    heard = job.leased_until - LEASE if job.leased_until is not None else now
    return Life.SILENT if job.state is JobState.RUNNING and now - heard > SILENCE else Life.WELL


def close_lost(session: Session, season: Season) -> None:
    """Let a lost one be failed, so that it is in nobody's way."""
    ranking = under_way(session, season)
    if ranking is not None and to_be_done(session, JOB, "ranking", ranking.id) is None:
        _turn(session, ranking, RankingState.FAILED, problem="worker_lost")


def _begun(session: Session, season: Season, without: Judge | None, actor: User, now: datetime) -> Ranking:
    known: dict[str, object] = {"provisional": now < season.judging_closes_at}
    if without is not None:
        known["without_judge"] = without.id
    ranking = Ranking(
        season=season,
        method="",
        inputs_hash="",
        parameters=known,
        state=RankingState.WAITING,
        done_percent=0,
        created_by=actor,
        created_at=now,
    )
    session.add(ranking)
    session.flush()
    return ranking


def _turn(session: Session, ranking: Ranking, state: RankingState, **values: object) -> bool:
    """Move it on from being computed; False when somebody else has ended it meanwhile."""
    moved = session.execute(
        update(Ranking)
        .where(Ranking.id == ranking.id, Ranking.state.in_(UNDER_WAY))
        .values(state=state, **values)
        .returning(Ranking.id)
        .execution_options(synchronize_session=False)
    ).scalar()
    session.refresh(ranking)
    return moved is not None


def _work_out(
    session: Session, season: Season, without: int | None, tell: Tell
) -> tuple[FinishedSheets, str, rank.Ranking]:
    # The stamp first: what changes between the two then shows as a change.
    stamp = progress(session, season).stamp
    sheets = finished_sheets(session, season, without=without)
    if not sheets.entries:
        raise Closed(NO_ENTRY)
    if not sheets.criteria:
        raise Closed(NO_RUBRIC)
    # By position in the season, since ids differ from one database to the next.
    number = {division.id: division.position for division in season.divisions}
    result = rank.rank(
        sheets.entry,
        sheets.judge,
        sheets.marks,
        weights=sheets.weights,
        entry_division=[number[division] for division in sheets.divisions],
        judge_pool=[number[pool] + 1 if pool else 0 for pool in sheets.pools],
        tell=tell,
    )
    return sheets, stamp, result


def _finish(
    session: Session, ranking: Ranking, sheets: FinishedSheets, stamp: str, result: rank.Ranking, now: datetime
) -> None:
    ranking.state, ranking.done_percent = RankingState.READY, 100
    ranking.method, ranking.inputs_hash = result.method, _with_names(sheets, result.inputs_hash)
    versions = {"python": platform.python_version(), "numpy": version("numpy")}
    ranking.parameters = ranking.parameters | parameters(session, ranking, sheets, result) | versions | {"stamp": stamp}
    store(session, ranking, sheets, result)
    after = {"inputs": ranking.inputs_hash, "method": ranking.method, "sheets": len(sheets.entry)}
    action = "ranking.compute" if "without_judge" not in ranking.parameters else "ranking.without"
    record(session, action, ranking, actor=ranking.created_by, now=now, season_id=ranking.season_id, after=after)


def _with_names(sheets: FinishedSheets, positions_hash: str) -> str:
    # The library knows entries and judges by position only; two different juries could look the same to it.
    names = repr((sheets.codes, sheets.logins, sheets.keys))
    return hashlib.sha256(f"{positions_hash} {names}".encode()).hexdigest()
