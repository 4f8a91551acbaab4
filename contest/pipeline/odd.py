"""Organizers look at odd sheets and decide whether they count. Nothing is deleted, and a later decision may differ."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from contest.errors import N_, Closed, Invalid
from contest.models import Judge, OddSheet, ScoreSheet, SheetDecision, User
from contest.pipeline.audit import record
from contest.pipeline.health import look_soon
from contest.pipeline.hold import hold_season
from contest.queries.health import sheets_of_judge
from contest.queries.odd import signs_of_sheets
from contest.queries.rankings import TAKEN_AWAY

MOST_REASON = 500
"""Characters."""


def decide(
    session: Session, sheets: Sequence[ScoreSheet], *, counts: bool, reason: str, actor: User, now: datetime
) -> None:
    """Decide that finished sheets count, or set them aside: they stay readable and no ranking uses them.

    A sheet leaves the queue until a sign appears that no decision on it knew. Raises Invalid without a reason, Closed
    for a sheet that is not finished or whose game was taken from the judge; nothing is changed then.
    """
    reason = _reason(reason)
    season_ids = sorted({sheet.assignment.season_id for sheet in sheets})
    sheets = _held(session, season_ids, sheets)
    for sheet in sheets:
        if sheet.finished_at is None or sheet.assignment.state in TAKEN_AWAY:
            raise Closed(
                N_("This sheet does not count anyway: it is not finished, or the judge no longer has the game.")
            )
    odd = signs_of_sheets(session, [sheet.id for sheet in sheets])
    for sheet in sheets:
        _decide(session, sheet, odd.get(sheet.id), counts, reason, actor, now)
    for season_id in season_ids:
        look_soon(session, season_id, now=now)


def set_aside_all(session: Session, judge: Judge, *, reason: str, actor: User, now: datetime) -> int:
    """Set aside every finished sheet of a judge that still counts; gives how many."""
    sheets = [each.sheet for each in sheets_of_judge(session, judge) if each.sheet is not None]
    counting = [sheet for sheet in sheets if sheet.set_aside_at is None]
    decide(session, counting, counts=False, reason=reason, actor=actor, now=now)
    return len(counting)


def _held(session: Session, season_ids: Sequence[int], sheets: Sequence[ScoreSheet]) -> Sequence[ScoreSheet]:
    """The same sheets as they are now, with nobody else deciding until the transaction ends."""
    for season_id in season_ids:
        hold_season(session, season_id)
    numbers = [sheet.id for sheet in sheets]
    now = select(ScoreSheet).where(ScoreSheet.id.in_(numbers)).order_by(ScoreSheet.id)
    return session.scalars(now.execution_options(populate_existing=True)).all()


def _reason(text: str) -> str:
    plain = text.replace("\x00", "").strip()
    if not plain:
        raise Invalid(N_("Please say why; it is kept with the decision."), field="reason")
    if len(plain) > MOST_REASON:
        raise Invalid(N_("At most %(count)s characters, please."), field="reason", count=MOST_REASON)
    return plain


def _decide(
    session: Session, sheet: ScoreSheet, odd: OddSheet | None, counts: bool, reason: str, actor: User, now: datetime
) -> None:
    did_count = sheet.set_aside_at is None
    signs = list(odd.signs) if odd is not None else []
    session.add(SheetDecision(sheet=sheet, counts=counts, signs=signs, reason=reason, decided_by=actor, decided_at=now))
    if counts != did_count:
        sheet.set_aside_at = None if counts else now
    if odd is not None:
        odd.is_waiting = False
    record(
        session,
        "sheet.count" if counts else "sheet.set-aside",
        sheet,
        actor=actor,
        now=now,
        season_id=sheet.assignment.season_id,
        before={"counts": did_count},
        after={"counts": counts, "why": reason},
    )
