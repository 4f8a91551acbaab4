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
from contest.queries.dealing import facts_of

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


def test_a_judges_limit_division_and_language_are_set_and_leave_a_trace(
    session: Session, season: Season, chief: User
) -> None:
    judge = makers.make_judge(session, season)
    duties = {"division": season.divisions[1], "most_games": 12, "reads_chinese": False}
    for _ in range(2):
        jury.set_judge_duties(session, judge, **duties, actor=chief, now=NOW)
    assert (judge.division, judge.most_games, judge.reads_chinese) == (season.divisions[1], 12, False)
    jury.set_judge_duties(session, judge, **duties | {"most_games": None}, actor=chief, now=NOW)
    rows = session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
    assert [(row.action, row.before, row.after) for row in rows] == [
        (
            "judge.duties",
            {"division": None, "most_games": None, "reads_chinese": True},
            {"division": "小学高年级", "most_games": 12, "reads_chinese": False},
        ),
        ("judge.duties", {"most_games": 12}, {"most_games": None}),
    ]


def test_no_limit_below_nought_and_no_division_of_another_season(session: Session, season: Season, chief: User) -> None:
    judge = makers.make_judge(session, season)
    foreign = makers.make_season(session).divisions[0]
    for wrong in ({"most_games": -1}, {"most_games": 10_001}, {"division": foreign}):
        duties = {"division": None, "most_games": None, "reads_chinese": True} | wrong
        with pytest.raises(Invalid):
            jury.set_judge_duties(session, judge, **duties, actor=chief, now=NOW)
    assert session.scalars(select(AuditEvent)).all() == []


def test_a_declared_conflict_keeps_a_schools_games_away_until_it_is_lifted(
    session: Session, season: Season, chief: User
) -> None:
    judge, other = makers.make_judge(session, season), makers.make_judge(session, season)
    school = makers.make_school(session)
    entry = makers.make_entry(session, season, school)
    makers.make_entry(session, season)
    conflict = jury.declare_conflict(session, judge, school, " my cousin teaches there ", judge.user, NOW)
    assert jury.declare_conflict(session, judge, school, "again", chief, NOW) is conflict
    assert (conflict.note, conflict.declared_by_id) == ("my cousin teaches there", judge.user_id)
    assert facts_of(session, season).conflicts == {(entry.id, judge.id)}
    jury.lift_conflict(session, conflict, actor=chief, now=NOW)
    jury.lift_conflict(session, conflict, actor=chief, now=NOW)
    assert facts_of(session, season).conflicts == frozenset()
    again = jury.declare_conflict(session, other, school, "", chief, NOW)
    assert (again is not conflict, conflict.lifted_at) == (True, NOW)
    rows = session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
    of_judge = {"judge": judge.user.name, "school": school.name}
    assert [(row.action, row.actor_id, row.before, row.after) for row in rows] == [
        ("conflict.declare", judge.user_id, None, of_judge),
        ("conflict.lift", chief.id, of_judge, None),
        ("conflict.declare", chief.id, None, {"judge": other.user.name, "school": school.name}),
    ]


def test_a_conflicts_note_is_short(session: Session, season: Season, chief: User) -> None:
    judge, school = makers.make_judge(session, season), makers.make_school(session)
    with pytest.raises(Invalid):
        jury.declare_conflict(session, judge, school, "x" * 201, chief, NOW)
