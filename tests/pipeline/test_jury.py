"""contest.pipeline.jury: links that work once, judges that pause and leave."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import makers
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from contest.errors import Invalid, Missing
from contest.models import AuditEvent, Invitation, Judge, JudgeState, Season, Sponsor, User
from contest.pipeline import jury

pytestmark = pytest.mark.database
NOW = datetime(2026, 11, 2, tzinfo=UTC)
DAYS = 14


@pytest.fixture
def season(session: Session) -> Season:
    return makers.make_season(session)


@pytest.fixture
def company(session: Session) -> Sponsor:
    return makers.make_sponsor(session, "Rexel")


@pytest.fixture
def chief(session: Session) -> User:
    return makers.make_organizer(session)


def test_a_link_makes_one_person_a_judge_of_its_season_and_company(
    session: Session, season: Season, company: Sponsor, chief: User
) -> None:
    user, late = makers.make_user(session), makers.make_user(session)
    token = jury.invite_judge(session, season, company, "Ms Li", chief, NOW, DAYS)
    invitation = jury.open_invitation(session, token, NOW)
    judge = jury.join_jury(session, invitation, user, NOW)
    assert (judge.user, judge.season_id, judge.sponsor, judge.state) == (user, season.id, company, JudgeState.ACTIVE)
    with pytest.raises(Missing):
        jury.open_invitation(session, token, NOW)
    with pytest.raises(Missing):
        jury.join_jury(session, invitation, late, NOW)
    assert session.scalars(select(Judge.user_id)).all() == [user.id]
    rows = session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
    assert [(row.action, row.actor_id, row.season_id, row.after) for row in rows] == [
        ("judge.invite", chief.id, season.id, {"sponsor": "Rexel"}),
        ("judge.join", user.id, season.id, {"user": user.id, "sponsor": "Rexel"}),
    ]


def test_only_a_digest_of_the_link_is_kept(session: Session, season: Season, chief: User) -> None:
    token = jury.invite_judge(session, season, None, "Ms Li", chief, NOW, DAYS)
    kept = session.scalars(select(Invitation)).one()
    assert token not in [str(value) for value in vars(kept).values()]


def test_a_link_ends_with_its_days_or_when_it_is_cancelled(session: Session, season: Season, chief: User) -> None:
    token = jury.invite_judge(session, season, None, "Ms Li", chief, NOW, DAYS)
    invitation = jury.open_invitation(session, token, NOW + timedelta(days=DAYS, seconds=-1))
    with pytest.raises(Missing):
        jury.open_invitation(session, token, NOW + timedelta(days=DAYS))
    jury.cancel_invitation(session, invitation, chief, NOW)
    with pytest.raises(Missing):
        jury.open_invitation(session, token, NOW)
    with pytest.raises(Missing):
        jury.open_invitation(session, "no such link", NOW)


def test_a_judge_does_not_use_up_a_second_link(session: Session, season: Season, chief: User) -> None:
    judge = makers.make_judge(session, season)
    token = jury.invite_judge(session, season, None, "Ms Li", chief, NOW, DAYS)
    with pytest.raises(Invalid):
        jury.join_jury(session, jury.open_invitation(session, token, NOW), judge.user, NOW)
    assert jury.open_invitation(session, token, NOW).used_at is None


def test_a_judge_who_had_left_comes_back_with_a_new_link(
    session: Session, season: Season, company: Sponsor, chief: User
) -> None:
    judge = makers.make_judge(session, season)
    jury.set_judge_state(session, judge, JudgeState.LEFT, chief, NOW)
    token = jury.invite_judge(session, season, company, "back", chief, NOW, DAYS)
    again = jury.join_jury(session, jury.open_invitation(session, token, NOW), judge.user, NOW)
    assert (again is judge, judge.state, judge.sponsor) == (True, JudgeState.ACTIVE, company)


def test_states_and_company_of_a_judge_leave_traces(
    session: Session, season: Season, company: Sponsor, chief: User
) -> None:
    judge = makers.make_judge(session, season)
    jury.set_judge_state(session, judge, JudgeState.PAUSED, chief, NOW)
    jury.set_judge_state(session, judge, JudgeState.PAUSED, chief, NOW)
    jury.set_judge_sponsor(session, judge, company, chief, NOW)
    rows = session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
    assert [(row.action, row.before, row.after) for row in rows] == [
        ("judge.state", {"state": "active"}, {"state": "paused"}),
        ("judge.sponsor", {"sponsor": None}, {"sponsor": "Rexel"}),
    ]
