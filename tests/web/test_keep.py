"""A half-filled form outlives its session: nothing typed is lost, nothing foreign rides along."""

from __future__ import annotations

import html
import re
from typing import Any, cast

import makers
import pytest
from conftest import Client, sign_in
from flask import Flask
from sqlalchemy.orm import Session

from contest.models import Announcement, User
from contest.passwords import hash_password
from contest.web.keep import LIMIT, is_local

pytestmark = pytest.mark.database
PASSWORD = makers.PASSWORD
OURS = {"Origin": "http://localhost", "Accept-Language": "en"}
NEWS = {
    "title_zh": "新赛季",
    "title_en": 'A "new" <season>',
    "body_zh": "第一行\n第二行",
    "body_en": "First line\nsecond line",
}
POSTED = (303, "/organizer/announcements")
ADDRESS = "/organizer/announcements/new"


@pytest.fixture
def chief(session: Session) -> User:
    user = makers.make_user(session, login="chief", password_hash=hash_password(PASSWORD), is_organizer=True)
    user.language = "en"
    session.commit()
    return user


@pytest.fixture
def browser(app: Flask) -> Client:
    return cast(Client, app.test_client())


def hidden(page: str, action: str) -> dict[str, Any]:
    """The hidden fields of the form on `page` that goes to `action`, as a browser would send them."""
    form = re.search(rf'<form[^>]*method="post"[^>]*action="{re.escape(action)}"[^>]*>(.*?)</form>', page, re.S)
    assert form, f"no form to {action}"
    fields: dict[str, Any] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form[1]):
        fields.setdefault(html.unescape(name), []).append(html.unescape(value))
    return fields


def test_a_form_sent_after_the_session_ended_goes_where_it_was_going(
    browser: Client, session: Session, chief: User
) -> None:
    asked = browser.post(ADDRESS, data=NEWS, headers=OURS)
    assert asked.status_code == 400
    assert "Nothing is lost" in asked.text
    assert all(html.escape(text.split("\n")[0]) in asked.text for text in NEWS.values() if '"' not in text)
    sent = hidden(asked.text, "/sign-in") | {"login": "chief", "password": PASSWORD}
    offered = browser.post("/sign-in", data=sent, headers=OURS)
    assert offered.status_code == 200
    assert "You are signed in again" in offered.text
    assert PASSWORD not in offered.text
    answer = browser.post(ADDRESS, data=hidden(offered.text, ADDRESS), headers=OURS)
    assert (answer.status_code, answer.location) == POSTED
    kept = session.query(Announcement).one()
    assert {name: getattr(kept, name).replace("\r\n", "\n") for name in NEWS} == NEWS


def test_a_wrong_password_in_between_loses_nothing(browser: Client, chief: User) -> None:
    asked = browser.post(ADDRESS, data=NEWS, headers=OURS)
    sent = hidden(asked.text, "/sign-in")
    again = browser.post("/sign-in", data=sent | {"login": "chief", "password": "wrong horse"}, headers=OURS)
    assert again.status_code == 422
    assert hidden(again.text, "/sign-in")["kept-value"] == sent["kept-value"]


def test_a_sign_in_page_that_was_open_too_long_loses_nothing(app: Flask, browser: Client, chief: User) -> None:
    asked = browser.post(ADDRESS, data=NEWS, headers=OURS)
    sent = hidden(asked.text, "/sign-in") | {"login": "chief", "password": PASSWORD}
    later = cast(Client, app.test_client())  # the cookie with the token's secret is gone
    again = later.post("/sign-in", data=sent, headers=OURS)
    assert again.status_code == 400
    fresh = hidden(again.text, "/sign-in")
    assert fresh["kept-value"] == sent["kept-value"]
    offered = later.post("/sign-in", data=fresh | {"login": "chief", "password": PASSWORD}, headers=OURS)
    assert later.post(ADDRESS, data=hidden(offered.text, ADDRESS), headers=OURS).status_code == 303


def test_a_session_ended_by_a_new_password_keeps_the_form_too(app: Flask, session: Session, chief: User) -> None:
    client = sign_in(app, chief.id)
    chief.session_number += 1
    session.commit()
    asked = client.send(ADDRESS, NEWS, headers=OURS)
    assert asked.status_code == 401
    assert hidden(asked.text, "/sign-in")["kept-path"] == [ADDRESS]


def test_with_only_the_token_stale_one_press_is_enough(app: Flask, chief: User) -> None:
    client = sign_in(app, chief.id)
    offered = client.post(ADDRESS, data={**NEWS, "csrf_token": "stale"}, headers=OURS)
    assert offered.status_code == 400
    assert "open for a long time" in offered.text
    assert 'type="password"' not in offered.text
    answer = client.post(ADDRESS, data=hidden(offered.text, ADDRESS), headers=OURS)
    assert (answer.status_code, answer.location) == POSTED


def test_a_strangers_form_needs_no_sign_in_and_keeps_all_but_passwords(browser: Client, session: Session) -> None:
    makers.make_school(session, code="ABCDEFGH")
    session.commit()
    path = "/join?code=ABCD-EFGH"
    sent = {"name": "王老师", "login": "wang", "password": PASSWORD, "password_again": PASSWORD, "email": ""}
    offered = browser.post(path, data=sent, headers=OURS)
    assert offered.status_code == 400
    assert 'type="password"' not in offered.text
    assert PASSWORD not in offered.text
    answer = browser.post(path, data=hidden(offered.text, path), headers=OURS)
    assert answer.status_code == 422
    assert all(text in answer.text for text in ("王老师", 'value="wang"'))


def test_the_number_of_a_game_is_kept_and_a_one_time_code_is_not(browser: Client) -> None:
    given = browser.post("/organizer/seasons/s/awards/give", data={"entry_code": "ABCD23", "kind": "1"}, headers=OURS)
    assert "ABCD23" in given.text
    sent = {"login": "wang", "code": "SECRETCODE"}
    assert "SECRETCODE" not in browser.post("/code", data=sent, headers=OURS).text


@pytest.mark.parametrize("origin", [{"Origin": "http://evil.example"}, {"Origin": "null"}, {}])
def test_a_foreign_form_is_never_kept(app: Flask, browser: Client, chief: User, origin: dict[str, str]) -> None:
    for client in (browser, sign_in(app, chief.id)):
        answer = client.post(ADDRESS, data={**NEWS, "csrf_token": "stale"}, headers=origin)
        assert answer.status_code == 400
        assert "kept-" not in answer.text
        assert "新赛季" not in answer.text


def test_a_foreign_page_cannot_smuggle_a_kept_form_through_the_sign_in(browser: Client, chief: User) -> None:
    sent = {"login": "chief", "password": PASSWORD, "kept-path": ADDRESS, "kept-name": "title_zh", "kept-value": "坏"}
    answer = browser.post("/sign-in", data=sent, headers={"Origin": "http://evil.example"})
    assert (answer.status_code, "坏" in answer.text) == (400, False)


def test_a_kept_form_never_leaves_the_site(browser: Client, chief: User) -> None:
    sent = {"login": "chief", "password": PASSWORD, "kept-name": "a", "kept-value": "b"}
    answer = browser.send("/sign-in", {**sent, "kept-path": "//evil.example/"})
    assert (answer.status_code, answer.location) == (303, "/organizer/")


def test_a_chosen_file_is_asked_for_again(browser: Client, chief: User) -> None:
    import io

    sent = {"file": (io.BytesIO(b"name,province\nA,Henan"), "schools.csv")}
    asked = browser.post("/organizer/schools/import", data=sent, headers=OURS)
    assert "choose it again" in asked.text
    fields = hidden(asked.text, "/sign-in") | {"login": "chief", "password": PASSWORD}
    offered = browser.post("/sign-in", data=fields, headers=OURS)
    assert "choose it again" in offered.text


def test_a_button_without_fields_leads_back_to_its_page(browser: Client, session: Session, chief: User) -> None:
    school = makers.make_school(session)
    session.commit()
    headers = {**OURS, "Referer": f"http://localhost/organizer/schools/{school.id}?text=a"}
    asked = browser.post(f"/organizer/schools/{school.id}/code", headers=headers)
    fields = hidden(asked.text, "/sign-in")
    assert fields["next"] == [f"/organizer/schools/{school.id}?text=a"]
    assert "kept-path" not in fields


def test_more_than_the_limit_is_not_kept(browser: Client, chief: User) -> None:
    asked = browser.post(ADDRESS, data={**NEWS, "body_en": "x" * LIMIT}, headers=OURS)
    assert (asked.status_code, "kept-value" in asked.text) == (400, False)


def test_a_page_that_needs_a_sign_in_comes_back_after_it(browser: Client, chief: User) -> None:
    asked = browser.get("/organizer/people?role=judge", headers=OURS)
    assert asked.status_code == 401
    fields = hidden(asked.text, "/sign-in") | {"login": "chief", "password": PASSWORD}
    assert fields["next"] == ["/organizer/people?role=judge"]
    assert browser.post("/sign-in", data=fields, headers=OURS).location == "/organizer/people?role=judge"


def test_a_script_is_answered_with_json(browser: Client) -> None:
    headers = {**OURS, "X-Requested-With": "fetch"}
    answers = [browser.get("/account", headers=headers), browser.post("/account", data={"name": "x"}, headers=headers)]
    assert [(answer.status_code, answer.json) for answer in answers] == [
        (401, {"error": "Please sign in to go on."}),
        (400, {"error": "Please sign in to go on."}),
    ]


@pytest.mark.parametrize(
    ("path", "local"),
    [
        ("/", True),
        ("/results?page=2#top", True),
        ("", False),
        ("results", False),
        ("//evil.example", False),
        ("/\\evil.example", False),
        ("\\\\evil.example", False),
        ("http://[", False),
        ("javascript:alert(1)", False),
        ("/a\nb", False),
    ],
)
def test_what_stays_on_this_site(path: str, local: bool) -> None:
    assert is_local(path) is local
