"""Signing in, joining, one-time codes, the account."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import makers
import pytest
from conftest import Client, Clock, sign_in
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

import config
from contest.app import create_app
from contest.extensions import db, limiter
from contest.models import AuditEvent, School, SchoolStatus, User
from contest.passwords import hash_password
from contest.pipeline import jury, people

pytestmark = pytest.mark.database
PASSWORD = makers.PASSWORD
NEW_PERSON = {"name": "王老师", "login": "139 1234 5678", "password": PASSWORD, "password_again": PASSWORD, "email": ""}
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def wang(session: Session) -> User:
    user = makers.make_user(session, login="wang", name="Ms Wang", password_hash=hash_password(PASSWORD), language="en")
    session.commit()
    return user


@pytest.fixture
def school(session: Session) -> School:
    row = makers.make_school(session, name="Qinghe Primary School", code="ABCDEFGH")
    session.commit()
    return row


@pytest.fixture
def browser(app: Flask) -> Client:
    return cast(Client, app.test_client())


def is_signed_in(client: Client) -> bool:
    return bool(client.get("/account").status_code == 200)


# ---- signing in ----


def test_signing_in_leads_to_ones_work(app: Flask, session: Session, browser: Client) -> None:
    secret = {"password_hash": hash_password(PASSWORD)}
    makers.make_teacher(session, login="teacher", **secret)
    makers.make_judge(session, makers.make_season(session), login="judge", **secret)
    makers.make_user(session, login="chief", is_organizer=True, **secret)
    makers.make_user(session, login="new", **secret)
    session.commit()
    places = [
        browser.send("/sign-in", {"login": login, "password": PASSWORD}).location
        for login in ("teacher", "judge", "chief", "new")
    ]
    assert places == ["/teacher/", "/judge/", "/organizer/", "/account"]


def test_a_wrong_password_keeps_the_login_and_signs_nobody_in(browser: Client, wang: User) -> None:
    answer = browser.send("/sign-in", {"login": "wang", "password": "wrong horse"}, headers=ENGLISH)
    assert answer.status_code == 422
    assert "do not belong together" in answer.text
    assert 'value="wang"' in answer.text
    assert "wrong horse" not in answer.text
    assert not is_signed_in(browser)


@pytest.mark.parametrize(
    ("target", "place"),
    [
        ("/results?page=2", "/results?page=2"),
        ("https://evil.example/", "/account"),
        ("//evil.example/", "/account"),
        ("/\\evil.example/", "/account"),
        ("javascript:alert(1)", "/account"),
        ("", "/account"),
    ],
)
def test_after_signing_in_one_never_leaves_the_site(browser: Client, wang: User, target: str, place: str) -> None:
    answer = browser.send("/sign-in", {"login": "wang", "password": PASSWORD, "next": target})
    assert (answer.status_code, answer.location) == (303, place)


def test_who_is_signed_in_is_sent_on(app: Flask, wang: User) -> None:
    client = sign_in(app, wang.id)
    assert client.get("/sign-in?next=/results").location == "/results"
    assert client.get("/sign-in?next=//evil.example").location == "/account"


def test_signing_in_starts_a_fresh_lasting_session(browser: Client, wang: User) -> None:
    with browser.session_transaction() as stored:
        stored["left by somebody"] = "before"
    answer = browser.send("/sign-in", {"login": "wang", "password": PASSWORD})
    cookie = next(value for value in answer.headers.getlist("Set-Cookie") if value.startswith("contest="))
    assert all(word in cookie for word in ("HttpOnly", "SameSite=Lax", "Expires="))
    with browser.session_transaction() as stored:
        assert "left by somebody" not in stored


def test_the_session_cookie_travels_over_https_only_in_production(database_url: str) -> None:
    assert config.Production({"SECRET_KEY": "x" * 24, "DATABASE_URL": database_url}).SESSION_COOKIE_SECURE is True


def test_signing_out_ends_the_session(app: Flask, wang: User) -> None:
    client = sign_in(app, wang.id)
    assert client.send("/sign-out").location == "/"
    assert not is_signed_in(client)
    assert client.get("/sign-out").status_code == 405


def test_a_closed_account_is_signed_out_at_once(app: Flask, session: Session, wang: User) -> None:
    client = sign_in(app, wang.id)
    assert is_signed_in(client)
    wang.is_active = False
    session.commit()
    assert not is_signed_in(client)


def test_a_hash_of_another_cost_is_renewed_at_sign_in(browser: Client, session: Session, wang: User) -> None:
    from argon2 import PasswordHasher

    wang.password_hash = PasswordHasher(memory_cost=128, time_cost=1).hash(PASSWORD)
    session.commit()
    browser.send("/sign-in", {"login": "wang", "password": PASSWORD})
    session.expire_all()
    assert "m=64," in wang.password_hash


# ---- joining a school ----


def test_the_code_shows_the_school_before_anything_is_asked(browser: Client, school: School) -> None:
    asked = browser.get("/join", headers=ENGLISH)
    shown = browser.get("/join?code=abcd-efgh", headers=ENGLISH)
    assert (asked.status_code, shown.status_code) == (200, 200)
    assert "Qinghe Primary School" in shown.text
    assert "Qinghe Primary School" not in asked.text


@pytest.mark.parametrize("typed", ["WXYZ-WXYZ", "<script>"])
def test_a_wrong_code_keeps_what_was_typed(browser: Client, school: School, typed: str) -> None:
    answer = browser.get("/join", query_string={"code": typed}, headers=ENGLISH)
    assert answer.status_code == 422
    assert "No school has this code" in answer.text
    assert typed.replace("<", "&lt;").replace(">", "&gt;") in answer.text


def test_a_teacher_joins_and_is_signed_in(browser: Client, session: Session, school: School) -> None:
    answer = browser.send("/join?code=ABCD-EFGH", NEW_PERSON, headers=ENGLISH)
    assert (answer.status_code, answer.location) == (303, "/teacher/")
    user = session.scalars(select(User)).one()
    assert (user.login, user.name, user.language, user.school_ids) == (
        "13912345678",
        "王老师",
        "en",
        frozenset([school.id]),
    )
    assert is_signed_in(browser)


def test_a_form_error_in_joining_keeps_what_was_typed(browser: Client, session: Session, school: School) -> None:
    answer = browser.send("/join?code=ABCD-EFGH", {**NEW_PERSON, "password_again": "different"}, headers=ENGLISH)
    assert answer.status_code == 422
    assert "The two passwords are not the same." in answer.text
    assert all(text in answer.text for text in ("王老师", "139 1234 5678", "Qinghe Primary School"))
    assert PASSWORD not in answer.text
    assert session.scalars(select(User)).all() == []


def test_a_taken_login_is_told_beside_the_field(browser: Client, wang: User, school: School) -> None:
    answer = browser.send("/join?code=ABCD-EFGH", {**NEW_PERSON, "login": "WANG"}, headers=ENGLISH)
    assert answer.status_code == 422
    assert "Somebody has this phone number or user name already" in answer.text


def test_a_signed_in_person_adds_a_school_without_a_new_account(
    app: Flask, session: Session, wang: User, school: School
) -> None:
    client = sign_in(app, wang.id)
    assert "Yes, I teach at this school" in client.get("/join?code=ABCDEFGH").text
    assert client.send("/join?code=ABCDEFGH").location == "/teacher/"
    assert "You teach at this school already" in client.get("/join?code=ABCDEFGH").text
    session.expire_all()
    assert (session.scalars(select(User)).all(), wang.school_ids) == ([wang], frozenset([school.id]))


def test_nobody_joins_a_closed_school(browser: Client, session: Session, school: School) -> None:
    school.status = SchoolStatus.CLOSED
    session.commit()
    answer = browser.send("/join?code=ABCDEFGH", NEW_PERSON)
    assert (answer.status_code, session.scalars(select(User)).all()) == (422, [])


# ---- a judge's link ----


@pytest.fixture
def link(session: Session, clock: Clock) -> str:
    season = makers.make_season(session, name_en="Season 2026/27")
    chief = makers.make_organizer(session)
    token = jury.invite_judge(session, season, makers.make_sponsor(session, "Rexel"), "Li", chief, clock(), days=14)
    session.commit()
    return f"/invited/{token}"


def test_looking_at_an_invitation_does_not_use_it_up(browser: Client, link: str) -> None:
    pages = [browser.get(link, headers=ENGLISH) for _ in range(3)]
    assert [page.status_code for page in pages] == [200, 200, 200]
    assert all(words in pages[2].text for words in ("Season 2026/27", "Rexel"))


def test_a_link_works_once(app: Flask, browser: Client, session: Session, link: str) -> None:
    assert browser.send(link, NEW_PERSON).location == "/judge/"
    user = session.scalars(select(User).where(User.login == "13912345678")).one()
    assert [judge.sponsor.name for judge in user.judging] == ["Rexel"]
    late = app.test_client()
    assert late.get(link, headers=ENGLISH).status_code == 404
    assert late.send(link, {**NEW_PERSON, "login": "late"}).status_code == 404
    assert session.scalar(select(User.id).where(User.login == "late")) is None


def test_a_form_error_does_not_use_the_link_up(browser: Client, link: str) -> None:
    answer = browser.send(link, {**NEW_PERSON, "password": "12345678", "password_again": "12345678"})
    assert answer.status_code == 422
    assert "王老师" in answer.text
    assert browser.send(link, NEW_PERSON).location == "/judge/"


def test_a_signed_in_person_joins_the_jury_with_the_same_account(
    app: Flask, session: Session, wang: User, link: str
) -> None:
    client = sign_in(app, wang.id)
    assert client.send(link).location == "/judge/"
    session.expire_all()
    assert len(wang.judging) == 1


def test_a_link_that_is_too_old_opens_nothing(browser: Client, clock: Clock, link: str) -> None:
    clock.forward(days=14)
    answer = browser.get(link, headers=ENGLISH)
    assert answer.status_code == 404
    assert "too old" in answer.text


# ---- one-time codes ----


def test_a_one_time_code_gives_a_new_password_and_ends_other_sessions(
    app: Flask, browser: Client, session: Session, wang: User, clock: Clock
) -> None:
    elsewhere = sign_in(app, wang.id)
    code = people.make_code(session, wang, makers.make_organizer(session), clock(), hours=24)
    session.commit()
    sent = {"login": "wang", "code": code, "password": "another horse", "password_again": "another horse"}
    wrong = browser.send("/code", {**sent, "code": "AAAA-AAAA-AAAA"}, headers=ENGLISH)
    assert (wrong.status_code, "This code does not fit" in wrong.text, 'value="wang"' in wrong.text) == (
        422,
        True,
        True,
    )
    assert browser.send("/code", sent).location == "/account"
    assert (is_signed_in(browser), is_signed_in(elsewhere)) == (True, False)
    assert browser.send("/code", sent).status_code == 422
    assert app.test_client().send("/sign-in", {"login": "wang", "password": "another horse"}).status_code == 303


# ---- the account ----


def test_changing_the_password_ends_other_sessions_and_keeps_this_one(app: Flask, wang: User) -> None:
    here, elsewhere = sign_in(app, wang.id), sign_in(app, wang.id)
    sent = {"current_password": PASSWORD, "new_password": "another horse", "password_again": "another horse"}
    assert here.send("/account/password", sent).location == "/account"
    assert (is_signed_in(here), is_signed_in(elsewhere)) == (True, False)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"current_password": "wrong horse"}, "This is not your current password."),
        ({"new_password": "12345678", "password_again": "12345678"}, "Too many people use this password."),
        ({"password_again": "different"}, "The two passwords are not the same."),
    ],
)
def test_a_password_is_changed_only_for_good_reasons(
    app: Flask, wang: User, change: dict[str, str], words: str
) -> None:
    client = sign_in(app, wang.id)
    sent = {"current_password": PASSWORD, "new_password": "another horse", "password_again": "another horse", **change}
    answer = client.send("/account/password", sent)
    assert (answer.status_code, words in answer.text) == (422, True)
    assert app.test_client().send("/sign-in", {"login": "wang", "password": PASSWORD}).status_code == 303


def test_details_are_changed_and_the_language_goes_with_the_person(app: Flask, session: Session, wang: User) -> None:
    client = sign_in(app, wang.id)
    sent = {"name": "王芳", "email": "wang@example.org", "language": "zh"}
    assert client.send("/account", sent).location == "/account"
    session.expire_all()
    assert (wang.name, wang.email, wang.language) == ("王芳", "wang@example.org", "zh")
    assert '<html lang="zh-CN">' in client.get("/account", headers=ENGLISH).text


def test_wrong_details_keep_what_was_typed(app: Flask, session: Session, wang: User) -> None:
    answer = sign_in(app, wang.id).send("/account", {"name": "王芳", "email": "nobody", "language": "en"})
    assert answer.status_code == 422
    assert all(text in answer.text for text in ("王芳", "nobody", "does not look like an e-mail address"))
    session.expire_all()
    assert wang.name == "Ms Wang"


def test_the_account_shows_schools_and_juries(app: Flask, session: Session, wang: User, school: School) -> None:
    season = makers.make_season(session, name_en="Season 2026/27")
    makers.add(session, makers.Judge(user=wang, season=season, joined_at=makers.OPENS))
    makers.add(session, makers.Teacher(user=wang, school=school, joined_at=makers.OPENS))
    session.commit()
    page = sign_in(app, wang.id).get("/account").text
    assert all(words in page for words in ("Qinghe Primary School", "Season 2026/27"))


# ---- guessing ----


@pytest.fixture
def guarded_app(database_url: str, app: Flask) -> Iterator[Flask]:
    """An application of its own with limits: three failures per login, fifteen per address."""
    settings = config.Testing({"DATABASE_URL": database_url, "SIGN_IN_LIMIT": "3 per 15 minutes"})
    settings.RATELIMIT_ENABLED = True
    own = create_app(settings, clock=app.extensions["clock"])
    own.test_client_class = Client
    limiter.reset()
    yield own
    with own.app_context():
        db.engine.dispose()
    limiter.enabled = False  # the extension is shared by all applications of this process


def test_guessing_one_login_is_stopped_and_others_may_go_on(guarded_app: Flask, session: Session, wang: User) -> None:
    makers.make_user(session, login="zhao", password_hash=hash_password(PASSWORD))
    session.commit()
    client = guarded_app.test_client()
    wrong = [client.send("/sign-in", {"login": "wang", "password": f"wrong {n}"}).status_code for n in range(5)]
    assert wrong == [422, 422, 422, 429, 429]
    assert client.send("/sign-in", {"login": " WANG", "password": PASSWORD}).status_code == 429
    assert client.send("/sign-in", {"login": "zhao", "password": PASSWORD}).status_code == 303


def test_signing_in_rightly_is_never_counted(guarded_app: Flask, wang: User) -> None:
    answers = [
        guarded_app.test_client().send("/sign-in", {"login": "wang", "password": PASSWORD}).status_code
        for _ in range(20)
    ]
    assert answers == [303] * 20


def test_guessing_from_one_address_is_stopped(guarded_app: Flask, school: School) -> None:
    client = guarded_app.test_client()
    codes = [client.get(f"/join?code=WRONG{n}").status_code for n in range(16)]
    assert codes == [422] * 15 + [429]
    links = [client.get(f"/invited/{n}").status_code for n in range(16)]
    assert links == [404] * 15 + [429]


def test_mistakes_in_the_form_are_no_guesses(guarded_app: Flask, school: School) -> None:
    client = guarded_app.test_client()
    answers = [client.send("/join?code=ABCDEFGH", {**NEW_PERSON, "password_again": "x"}).status_code for _ in range(20)]
    assert answers == [422] * 20


def test_joining_leaves_a_trace(browser: Client, session: Session, school: School) -> None:
    browser.send("/join?code=ABCDEFGH", NEW_PERSON)
    event = session.scalars(select(AuditEvent)).one()
    assert (event.action, event.subject_kind) == ("teacher.join", "teacher")
