"""contest.pipeline.people: accounts, one-time codes, the organizer's role."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import makers
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from contest.errors import Invalid
from contest.models import AuditEvent, SchoolStatus, Teacher, User
from contest.pipeline import people

pytestmark = pytest.mark.database
NOW = datetime(2026, 11, 2, tzinfo=UTC)
PASSWORD = makers.PASSWORD


def events(session: Session) -> list[tuple[str, str, int | None, object]]:
    rows = session.scalars(select(AuditEvent).order_by(AuditEvent.id))
    return [(row.action, row.subject_id, row.actor_id, row.after) for row in rows]


def person(session: Session, login: str = "wang", **given: str) -> User:
    return people.create_person(session, login, "王老师", PASSWORD, NOW, **given)


def test_a_person_is_kept_with_a_folded_login_and_a_hash(session: Session) -> None:
    user = people.create_person(
        session, "139-1234 5678", "  王  老师 ", PASSWORD, NOW, email=" wang@example.org ", language="zh"
    )
    assert (user.login, user.name, user.email, user.language) == ("13912345678", "王 老师", "wang@example.org", "zh")
    assert PASSWORD not in user.password_hash
    assert (user.is_organizer, user.is_active, user.session_number) == (False, True, 1)


@pytest.mark.parametrize(
    ("login", "name", "password", "email", "field"),
    [
        ("ab", "王老师", PASSWORD, "", "login"),
        ("x" * 41, "王老师", PASSWORD, "", "login"),
        ("wa\u202eng", "王老师", PASSWORD, "", "login"),
        ("WANG", "王老师", PASSWORD, "", "login"),
        ("zhao", " ", PASSWORD, "", "name"),
        ("zhao", "王" * 81, PASSWORD, "", "name"),
        ("zhao", "王老师", "short", "", "password"),
        ("zhao", "王老师", PASSWORD, "nobody", "email"),
    ],
)
def test_what_cannot_be_taken_names_its_field(
    session: Session, login: str, name: str, password: str, email: str, field: str
) -> None:
    person(session, "wang")
    with pytest.raises(Invalid) as refused:
        people.create_person(session, login, name, password, NOW, email=email)
    assert refused.value.field == field


def test_signing_in_needs_the_right_password_and_an_open_account(session: Session) -> None:
    user, organizer = person(session), makers.make_organizer(session)
    assert people.check_sign_in(session, " W-ang ", PASSWORD) is user
    said = []
    for login, password in [("wang", "wrong horse"), ("nobody", PASSWORD)]:
        with pytest.raises(Invalid) as refused:
            people.check_sign_in(session, login, password)
        said.append((refused.value.message, refused.value.field))
    assert said == [(people.WRONG_SIGN_IN, "password")] * 2
    people.deactivate(session, user, organizer, NOW)
    with pytest.raises(Invalid) as closed:
        people.check_sign_in(session, "wang", PASSWORD)
    assert closed.value.message == people.CLOSED_ACCOUNT
    with pytest.raises(Invalid) as wrong:
        people.check_sign_in(session, "wang", "wrong horse")
    assert wrong.value.message == people.WRONG_SIGN_IN


def test_a_new_password_ends_all_sessions(session: Session) -> None:
    user = person(session)
    with pytest.raises(Invalid) as refused:
        people.change_password(session, user, "not the one", "another horse", NOW)
    assert (refused.value.field, user.session_number) == ("current_password", 1)
    people.change_password(session, user, PASSWORD, "another horse", NOW)
    assert user.get_id() == f"{user.id}:2"
    assert people.check_sign_in(session, "wang", "another horse") is user


def test_a_one_time_code_gives_a_new_password_once(session: Session) -> None:
    user, organizer = person(session), makers.make_organizer(session)
    code = people.make_code(session, user, organizer, NOW, hours=24)
    assert people.redeem_code(session, "WANG", code.lower(), "another horse", NOW) is user
    assert user.session_number == 2
    assert people.check_sign_in(session, "wang", "another horse") is user
    with pytest.raises(Invalid) as again:
        people.redeem_code(session, "wang", code, "a third horse", NOW)
    assert (again.value.message, again.value.field) == (people.WRONG_CODE, "code")
    assert events(session) == [
        ("person.make-code", str(user.id), organizer.id, None),
        ("person.use-code", str(user.id), user.id, None),
    ]


def test_a_weak_new_password_does_not_use_the_code_up(session: Session) -> None:
    user, organizer = person(session), makers.make_organizer(session)
    code = people.make_code(session, user, organizer, NOW, hours=24)
    with pytest.raises(Invalid):
        people.redeem_code(session, "wang", code, "12345678", NOW)
    assert people.redeem_code(session, "wang", code, "another horse", NOW) is user


def test_a_code_fits_only_its_person_in_its_time_and_until_the_next_one(session: Session) -> None:
    user, other, organizer = person(session), person(session, "zhao"), makers.make_organizer(session)
    earlier = people.make_code(session, user, organizer, NOW, hours=24)
    code = people.make_code(session, user, organizer, NOW, hours=24)
    tries = [
        (other.login, code, NOW),
        ("nobody", code, NOW),
        (user.login, earlier, NOW),
        (user.login, "AAAA-BBBB-CCCC", NOW),
        (user.login, code, NOW + timedelta(hours=24)),
    ]
    for login, tried, moment in tries:
        with pytest.raises(Invalid) as refused:
            people.redeem_code(session, login, tried, "another horse", moment)
        assert refused.value.message == people.WRONG_CODE
    assert people.redeem_code(session, user.login, code, "another horse", NOW + timedelta(hours=23)) is user


def test_changing_the_password_ends_a_code_that_lies_about(session: Session) -> None:
    user, organizer = person(session), makers.make_organizer(session)
    code = people.make_code(session, user, organizer, NOW, hours=24)
    people.change_password(session, user, PASSWORD, "another horse", NOW)
    with pytest.raises(Invalid):
        people.redeem_code(session, "wang", code, "a third horse", NOW)


def test_a_teacher_joins_a_school_once_and_it_leaves_a_trace(session: Session) -> None:
    user, school = person(session), makers.make_school(session)
    first = people.join_school(session, user, school, NOW)
    assert people.join_school(session, user, school, NOW) is first
    assert session.scalars(select(Teacher.school_id).where(Teacher.user_id == user.id)).all() == [school.id]
    assert events(session) == [("teacher.join", str(first.id), user.id, {"user": user.id, "school": school.id})]


def test_nobody_joins_a_closed_classroom(session: Session) -> None:
    school = makers.make_school(session, status=SchoolStatus.CLOSED)
    with pytest.raises(Invalid):
        people.join_school(session, person(session), school, NOW)


def test_the_first_organizer_is_made_without_an_actor(session: Session) -> None:
    user = people.create_organizer(session, "chief", "组委会", PASSWORD, NOW)
    assert user.is_organizer is True
    assert events(session) == [("person.is_organizer", str(user.id), None, {"is_organizer": True})]


def test_the_last_organizer_stays_one(session: Session) -> None:
    chief, closed = makers.make_organizer(session), makers.make_organizer(session)
    people.deactivate(session, closed, chief, NOW)
    with pytest.raises(Invalid) as refused:
        people.unmake_organizer(session, chief, chief, NOW)
    assert refused.value.message == people.LAST_ORGANIZER
    people.reactivate(session, closed, chief, NOW)
    people.unmake_organizer(session, chief, chief, NOW)
    assert (chief.is_organizer, closed.is_organizer) == (False, True)
    with pytest.raises(Invalid) as last:
        people.deactivate(session, closed, chief, NOW)
    assert last.value.message == people.LAST_ORGANIZER


def test_nobody_closes_their_own_account(session: Session) -> None:
    chief = makers.make_organizer(session)
    makers.make_organizer(session)
    with pytest.raises(Invalid):
        people.deactivate(session, chief, chief, NOW)


def test_each_change_of_a_role_leaves_one_trace(session: Session) -> None:
    chief, user = makers.make_organizer(session), person(session)
    people.make_organizer(session, user, chief, NOW)
    people.make_organizer(session, user, chief, NOW)
    people.unmake_organizer(session, user, chief, NOW)
    people.deactivate(session, user, chief, NOW)
    people.reactivate(session, user, chief, NOW)
    key = str(user.id)
    assert events(session) == [
        ("person.is_organizer", key, chief.id, {"is_organizer": True}),
        ("person.is_organizer", key, chief.id, {"is_organizer": False}),
        ("person.is_active", key, chief.id, {"is_active": False}),
        ("person.is_active", key, chief.id, {"is_active": True}),
    ]
