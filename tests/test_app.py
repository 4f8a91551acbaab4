"""What every answer carries: headers, cookies, caching; and when a session is over."""

from __future__ import annotations

import re
from pathlib import Path

import makers
import pytest
from conftest import sign_in
from flask import Flask
from sqlalchemy.orm import Session

from config import Production
from contest.app import HEADERS, create_app
from contest.database import migrate
from contest.extensions import db

pytestmark = pytest.mark.database

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self';"
    " img-src 'self' data: blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@pytest.mark.parametrize("path", ["/", "/guide", "/nothing-here", "/organizer/", "/teacher/", "/static/css/site.css"])
def test_every_answer_carries_the_security_headers(app: Flask, path: str) -> None:
    answer = app.test_client().get(path, buffered=True)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["/", "/guide", "/nothing-here", "/organizer/"])
def test_pages_are_not_kept_and_depend_on_reader_and_language(app: Flask, path: str) -> None:
    answer = app.test_client().get(path)
    assert answer.headers["Cache-Control"] == "no-store"
    assert set(answer.headers["Vary"].split(", ")) == {"Cookie", "Accept-Language"}


def test_static_files_are_kept_for_a_year_under_their_fingerprint_and_depend_on_nobody(app: Flask) -> None:
    client = app.test_client()
    home = client.get("/").text
    address = re.search(r'href="(/static/css/site\.css\?v=[0-9a-f]{12})"', home)
    assert address is not None
    answer = client.get(address[1], buffered=True)
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert ("Vary" in answer.headers, "Set-Cookie" in answer.headers) == (False, False)


def test_static_files_without_a_fingerprint_are_asked_for_again(app: Flask) -> None:
    answer = app.test_client().get("/static/css/site.css", buffered=True)
    assert answer.headers["Cache-Control"] == "no-cache"


def test_the_session_cookie_is_for_this_site_and_not_for_scripts(app: Flask) -> None:
    cookie = app.test_client().get("/").headers["Set-Cookie"]
    assert re.sub("contest=[^;]+", "contest=…", cookie) == "contest=…; HttpOnly; Path=/; SameSite=Lax"


def test_in_production_the_cookie_travels_over_https_only(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'production.sqlite'}"
    app = create_app(Production({"DATABASE_URL": url, "SECRET_KEY": "x" * 40}))
    with app.app_context():
        migrate(db.engine)
    cookie = app.test_client().get("/", base_url="https://contest.example").headers["Set-Cookie"]
    with app.app_context():
        db.engine.dispose()
    assert re.sub("contest=[^;]+", "contest=…", cookie) == "contest=…; Secure; HttpOnly; Path=/; SameSite=Lax"


def test_a_session_is_over_once_the_password_has_changed(app: Flask, session: Session) -> None:
    organizer = makers.make_organizer(session)
    session.commit()
    client = sign_in(app, organizer.id)
    assert client.get("/organizer/").status_code == 200
    organizer.session_number += 1
    session.commit()
    assert client.get("/organizer/").status_code == 401
    assert sign_in(app, organizer.id, 2).get("/organizer/").status_code == 200


def test_a_closed_account_has_no_session(app: Flask, session: Session) -> None:
    organizer = makers.make_organizer(session)
    session.commit()
    client = sign_in(app, organizer.id)
    organizer.is_active = False
    session.commit()
    assert client.get("/organizer/").status_code == 401


@pytest.mark.parametrize("content", ["", ":", "1", "1:", ":1", "x:1", "1:x", "1:1:1", "-1:1", "7:1"])
def test_a_session_that_names_nobody_is_a_stranger_s(app: Flask, session: Session, content: str) -> None:
    makers.make_organizer(session)
    session.commit()
    client = app.test_client()
    with client.session_transaction() as stored:
        stored["_user_id"] = content
        stored["_fresh"] = True
    assert client.get("/organizer/").status_code == 401


def test_a_forged_session_cookie_is_a_stranger_s(app: Flask, session: Session) -> None:
    organizer = makers.make_organizer(session)
    session.commit()
    client = sign_in(app, organizer.id)
    cookie = client.get_cookie("contest")
    assert cookie is not None
    client.set_cookie("contest", cookie.value[:-2] + ("aa" if cookie.value[-2:] != "aa" else "bb"))
    assert client.get("/organizer/").status_code == 401
