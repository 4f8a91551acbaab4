"""The jury: judges are invited with a link that works once, join, pause, leave."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from contest import passwords
from contest.errors import N_, Invalid, Missing
from contest.models import Invitation, InvitationKind, Judge, JudgeState, Season, Sponsor, User
from contest.pipeline import audit
from contest.pipeline.people import use_up

NO_INVITATION = N_("This invitation was used already, was cancelled, or is too old. Ask the organizers for another.")


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
