"""Which language a page speaks, and how it is switched."""

from __future__ import annotations

import makers
import pytest
from conftest import sign_in
from flask import Flask
from sqlalchemy.orm import Session

from contest.models import User

pytestmark = pytest.mark.database

CHINESE, ENGLISH = '<html lang="zh-CN">', '<html lang="en">'


@pytest.mark.parametrize(
    ("wish", "opening"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", CHINESE),
        ("zh-TW", CHINESE),
        ("en-US,en;q=0.9", ENGLISH),
        ("en-US,en;q=0.9,zh-CN;q=0.8", ENGLISH),
        ("de-DE,zh;q=0.5,en;q=0.3", CHINESE),
        ("de-DE,fr;q=0.9", ENGLISH),
        ("", CHINESE),
        (";;,,q=", ENGLISH),
    ],
)
def test_a_stranger_reads_what_the_browser_asks_for(app: Flask, wish: str, opening: str) -> None:
    """The first of the two that it names; a browser that says nothing is an old one in a Chinese classroom."""
    assert opening in app.test_client().get("/", headers={"Accept-Language": wish}).text


def test_the_contest_s_name_and_the_sentences_are_in_the_page_s_language(app: Flask) -> None:
    chinese = app.test_client().get("/guide", headers={"Accept-Language": "zh-CN"}).text
    assert "<title>如何参赛 · 绿色电脑教室 Scratch 编程大赛</title>" in chinese
    english = app.test_client().get("/guide", headers={"Accept-Language": "en"}).text
    assert "<title>How to take part · Green IT Classroom Scratch Contest</title>" in english


def test_the_switch_stands_on_the_page_and_leads_back_to_it(app: Flask) -> None:
    page = app.test_client().get("/guide?x=1", headers={"Accept-Language": "en"}).text
    assert '<input type="hidden" name="next" value="/guide?x=1">' in page
    assert '<button class="link" name="language" value="zh" lang="zh-CN">中文</button>' in page


@pytest.mark.parametrize(
    ("path", "referer", "back"),
    [
        ("/sign-in", "http://localhost/sign-in?next=/guide", "/sign-in?next=/guide"),
        ("/account/password", "http://localhost/account", "/account"),
        ("/account/password", "http://localhost/account/password", "/"),
        ("/sign-in", "http://evil.example/sign-in", "/"),
        ("/sign-in", "", "/"),
    ],
)
def test_on_the_answer_to_a_sent_form_the_switch_leads_to_the_form_s_page(
    app: Flask, session: Session, path: str, referer: str, back: str
) -> None:
    person = makers.make_user(session)
    session.commit()
    client = sign_in(app, person.id) if path.startswith("/account") else app.test_client()
    sent = {"csrf_token": token(client), "login": "", "password": ""}
    page = client.post(path, data=sent, headers={"Referer": referer})
    assert page.status_code == 422
    assert (
        f'<input type="hidden" name="next" value="{back}">'
        in page.text.split('class="language"')[1].split("</form>")[0]
    )


def test_the_switch_is_kept_in_the_browser(app: Flask) -> None:
    client = app.test_client()
    answer = send(client, language="zh", next="/guide?x=1")
    assert (answer.status_code, answer.location) == (303, "/guide?x=1")
    cookie = client.get_cookie("language")
    assert cookie is not None
    assert (cookie.value, cookie.http_only, cookie.same_site) == ("zh", True, "Lax")
    assert CHINESE in client.get("/guide", headers={"Accept-Language": "en"}).text


def test_the_switch_is_kept_with_the_person_on_every_device(app: Flask, session: Session) -> None:
    organizer = makers.make_organizer(session)
    session.commit()
    send(sign_in(app, organizer.id), language="zh", next="/organizer/")
    session.expire_all()
    assert session.get_one(User, organizer.id).language == "zh"
    other_device = sign_in(app, organizer.id)
    assert CHINESE in other_device.get("/organizer/", headers={"Accept-Language": "en"}).text


def test_a_person_s_own_language_goes_before_the_browser_s_last_one(app: Flask, session: Session) -> None:
    person = makers.make_user(session, language="en")
    session.commit()
    client = sign_in(app, person.id)
    client.set_cookie("language", "zh")
    assert ENGLISH in client.get("/").text


@pytest.mark.parametrize("kept", ["xx", "", "zh-CN'"])
def test_an_unknown_language_in_the_cookie_is_passed_over(app: Flask, kept: str) -> None:
    client = app.test_client()
    client.set_cookie("language", kept)
    assert ENGLISH in client.get("/", headers={"Accept-Language": "en"}).text


def test_an_unknown_language_is_not_taken(app: Flask) -> None:
    client = app.test_client()
    assert send(client, language="xx", next="/guide").location == "/guide"
    assert client.get_cookie("language") is None


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\/evil.example",
        "javascript:alert(1)",
        "/guide\r\nX: y",
        "/\t/evil.example",
        "evil.example",
        "",
    ],
)
def test_the_switch_never_leads_off_the_site(app: Flask, target: str) -> None:
    assert send(app.test_client(), language="zh", next=target).location == "/"


def test_the_switch_wants_a_form_of_our_own(app: Flask) -> None:
    client = app.test_client()
    assert client.post("/language", data={"language": "zh", "next": "/guide"}).status_code == 400
    assert client.get("/language").status_code == 405


def send(client, **fields):  # type: ignore[no-untyped-def]
    """Press the switch as a browser does, with the page's token."""
    return client.post("/language", data={"csrf_token": token(client), **fields})


def token(client) -> str:  # type: ignore[no-untyped-def]
    """The token of the page's forms."""
    page = client.get("/guide").text
    return page.split('<meta name="csrf-token" content="')[1].split('"')[0]
