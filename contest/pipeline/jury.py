"""The jury: judges are invited with a link that works once, join, pause, leave; what each may and will take."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from contest import passwords
from contest.errors import N_, Invalid, Missing
from contest.models import (
    DeclaredConflict,
    Division,
    Invitation,
    InvitationKind,
    Judge,
    JudgeState,
    School,
    Season,
    Sponsor,
    User,
)
from contest.pipeline import audit
from contest.pipeline.people import use_up

NO_INVITATION = N_("This invitation was used already, was cancelled, or is too old. Ask the organizers for another.")
MOST_GAMES = 10_000
"""The highest limit of its own that a judge may have."""
LONGEST_NOTE = 200
"""Characters of the organizers' note on a declared conflict: as wide as its column."""


def invite_judge(
    session: Session, season: Season, sponsor: Sponsor | None, note: str, actor: User, now: datetime, days: int
) -> str:
    """The secret of a link that makes whoever opens it a judge of the season, once, within `days`."""
    token = passwords.new_token()
    invitation = Invitation(
        kind=InvitationKind.JUDGE,
        digest=passwords.digest(token),
        note=note.strip(),
        season=season,
        sponsor=sponsor,
        created_by=actor,
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    session.add(invitation)
    after = {"sponsor": sponsor.name if sponsor else None}
    audit.record(session, "judge.invite", invitation, actor=actor, now=now, season_id=season.id, after=after)
    return token


def open_invitation(session: Session, token: str, now: datetime) -> Invitation:
    """The judge's invitation of a link; Missing when there is none, or it was used, cancelled or is too old."""
    invitation = session.scalar(
        select(Invitation).where(
            Invitation.kind == InvitationKind.JUDGE,
            Invitation.digest == passwords.digest(token),
            Invitation.used_at.is_(None),
            Invitation.expires_at > now,
        )
    )
    if invitation is None:
        raise Missing(NO_INVITATION)
    return invitation


def cancel_invitation(session: Session, invitation: Invitation, actor: User, now: datetime) -> None:
    """End a link that nobody has used yet."""
    if invitation.used_at is not None or invitation.expires_at <= now:
        return
    invitation.expires_at = now
    audit.record(session, "judge.cancel-invitation", invitation, actor=actor, now=now, season_id=invitation.season_id)


def join_jury(session: Session, invitation: Invitation, user: User, now: datetime) -> Judge:
    """Use the invitation up and make `user` a judge of its season. A judge who had left is back."""
    judge = session.scalar(select(Judge).where(Judge.season_id == invitation.season_id, Judge.user_id == user.id))
    if judge is not None and judge.state is not JudgeState.LEFT:
        raise Invalid(N_("You are on this jury already. The invitation is still good for somebody else."))
    if not use_up(session, invitation, now):
        raise Missing(NO_INVITATION)
    if judge is None:
        judge = Judge(season_id=invitation.season_id, user=user, joined_at=now)
        session.add(judge)
    judge.sponsor = invitation.sponsor
    judge.state = JudgeState.ACTIVE
    invitation.user = user
    after = {"user": user.id, "sponsor": invitation.sponsor.name if invitation.sponsor else None}
    audit.record(session, "judge.join", judge, actor=user, now=now, season_id=judge.season_id, after=after)
    return judge


def set_judge_state(session: Session, judge: Judge, state: JudgeState, actor: User, now: datetime) -> None:
    """Pause a judge, let them go, or take them back. Sheets and duties stay as they are."""
    if judge.state is state:
        return
    before = judge.state
    judge.state = state
    audit.record(
        session,
        "judge.state",
        judge,
        actor=actor,
        now=now,
        season_id=judge.season_id,
        before={"state": before.value},
        after={"state": state.value},
    )


def set_judge_sponsor(session: Session, judge: Judge, sponsor: Sponsor | None, actor: User, now: datetime) -> None:
    """Correct the company that a judge works for; it decides which schools' games are kept from them."""
    if judge.sponsor is sponsor:
        return
    before = judge.sponsor.name if judge.sponsor else None
    judge.sponsor = sponsor
    audit.record(
        session,
        "judge.sponsor",
        judge,
        actor=actor,
        now=now,
        season_id=judge.season_id,
        before={"sponsor": before},
        after={"sponsor": sponsor.name if sponsor else None},
    )


def set_judge_duties(
    session: Session,
    judge: Judge,
    *,
    division: Division | None,
    most_games: int | None,
    reads_chinese: bool,
    actor: User,
    now: datetime,
) -> None:
    """Which games a judge mainly gets, how many at most (None: any number), and whether children's Chinese is read.

    What the judge has already stays; the next plan and the next levelling go by it. Raises Invalid.
    """
    if most_games is not None and not 0 <= most_games <= MOST_GAMES:
        raise Invalid(N_("A limit is a whole number from 0 to 10,000."), field="most_games")
    if division is not None and division.season_id != judge.season_id:
        raise Invalid(N_("Please go back and choose again."), field="division")
    before = _duties(judge)
    judge.division, judge.most_games, judge.reads_chinese = division, most_games, reads_chinese
    after = _duties(judge)
    changed = [name for name in before if before[name] != after[name]]
    if changed:
        audit.record(
            session,
            "judge.duties",
            judge,
            actor=actor,
            now=now,
            season_id=judge.season_id,
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
        )


def _duties(judge: Judge) -> dict[str, object]:
    return {
        "division": judge.division.name_zh if judge.division is not None else None,
        "most_games": judge.most_games,
        "reads_chinese": judge.reads_chinese,
    }


def declare_conflict(
    session: Session, judge: Judge, school: School, note: str, actor: User, now: datetime
) -> DeclaredConflict:
    """Keep a school's games from a judge who is close to it. Declared twice, it is one.

    What the judge has of that school already stays on the desk until the rest is levelled. The note is for the
    organizers, and may name people: it does not go into the trail. Raises Invalid for a note that is too long.
    """
    if len(note := note.strip()) > LONGEST_NOTE:
        raise Invalid(N_("Please use at most %(most)s characters."), field="note", most=LONGEST_NOTE)
    standing = _conflicts(session, judge.id, school.id)
    if standing:
        return standing[0]
    conflict = DeclaredConflict(judge=judge, school=school, note=note, declared_by_id=actor.id, declared_at=now)
    session.add(conflict)
    after = {"judge": judge.user.name, "school": school.name}
    audit.record(session, "conflict.declare", conflict, actor=actor, now=now, season_id=judge.season_id, after=after)
    return conflict


def lift_conflict(session: Session, conflict: DeclaredConflict, *, actor: User, now: datetime) -> None:
    """The judge may get that school's games again: those never assigned to them before."""
    if conflict.lifted_at is not None:
        return
    # Two declared at the same moment are lifted together: only one of them is shown.
    for standing in _conflicts(session, conflict.judge_id, conflict.school_id):
        standing.lifted_at = now
    before = {"judge": conflict.judge.user.name, "school": conflict.school.name}
    season_id = conflict.judge.season_id
    audit.record(session, "conflict.lift", conflict, actor=actor, now=now, season_id=season_id, before=before)


def _conflicts(session: Session, judge_id: int, school_id: int) -> Sequence[DeclaredConflict]:
    return session.scalars(
        select(DeclaredConflict)
        .where(
            DeclaredConflict.judge_id == judge_id,
            DeclaredConflict.school_id == school_id,
            DeclaredConflict.lifted_at.is_(None),
        )
        .order_by(DeclaredConflict.id)
    ).all()
