"""Every failure is a page with a plain sentence, in the reader's language, and gives nothing away."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import makers
import pytest
from conftest import Client, Clock, sign_in
from flask import Flask, abort
from markupsafe import escape
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from contest.errors import Closed, Invalid, Missing, Refused

pytestmark = pytest.mark.database

SENTENCES = {
    400: (
        "The browser sent something that we do not understand. Please go back and try again.",
        "浏览器发来的内容无法识别，请返回后重试。",
    ),
    403: ("You may not do this.", "您没有权限这样做。"),
    404: ("There is nothing at this address.", "这个地址没有内容。"),
    405: ("This address does not answer to that kind of request.", "这个网址不接受这种请求。"),
    409: (
        "Somebody did the same at the same moment. Please go back and look before you try again.",
        "刚才有人同时做了同样的操作。请先返回查看，再决定是否重试。",
    ),
    413: ("The file is larger than the contest allows.", "文件超过了大赛允许的大小。"),
    429: (
        "Too many attempts. Please wait a quarter of an hour and try again.",
        "尝试次数太多，请过一刻钟再试。",
    ),
    500: (
        "Something broke on our side. Nothing of yours was lost; please try again in a minute.",
        "我们这边出了故障。您的内容没有丢失，请过一分钟再试。",
    ),
}
CHILD = "欧阳小明"


@pytest.fixture
def breaking(app: Flask) -> Iterator[Any]:
    """Gives a function that makes the guide raise; undone afterwards."""
    view = app.view_functions["public.guide"]

    def install(error: BaseException | int) -> None:
        def broken() -> None:
            if isinstance(error, int):
                abort(error)
            raise error

        broken.action = "site.read"  # type: ignore[attr-defined]
        app.view_functions["public.guide"] = broken

    yield install
    app.view_functions["public.guide"] = view


@pytest.mark.parametrize("status", sorted(SENTENCES))
@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_status_has_its_page_in_both_languages(breaking: Any, app: Flask, status: int, language: str) -> None:
    breaking(status)
    answer = app.test_client().get("/guide", headers={"Accept-Language": language})
    assert answer.status_code == status
    assert f"<h1>{escape(SENTENCES[status][language == 'zh'])}</h1>" in answer.text


@pytest.mark.parametrize(("status", "as_if"), [(418, 400), (451, 400), (503, 500)])
def test_a_rare_status_gets_the_sentence_of_its_kind(breaking: Any, app: Flask, status: int, as_if: int) -> None:
    breaking(status)
    answer = app.test_client().get("/guide", headers={"Accept-Language": "en"})
    assert answer.status_code == status
    assert SENTENCES[as_if][0] in answer.text


@pytest.mark.parametrize(
    ("error", "status"), [(Invalid("{…}"), 422), (Refused("{…}"), 403), (Missing("{…}"), 404), (Closed("{…}"), 409)]
)
def test_the_contest_s_own_errors_show_their_sentence(breaking: Any, app: Flask, error: Exception, status: int) -> None:
    breaking(error)
    answer = app.test_client().get("/guide")
    assert (answer.status_code, "<h1>{…}</h1>" in answer.text) == (status, True)


def test_facts_are_filled_in_after_translation_and_escaped(breaking: Any, app: Flask) -> None:
    breaking(Invalid("At most %(max)d characters, please.", max=60))
    answer = app.test_client().get("/guide", headers={"Accept-Language": "zh"})
    assert "<h1>请不要超过 60 个字。</h1>" in answer.text
    breaking(Invalid("No %(what)s.", what="<script>"))
    assert "<h1>No &lt;script&gt;.</h1>" in app.test_client().get("/guide").text


def test_a_lone_per_cent_sign_in_a_sentence_without_facts_is_shown_as_it_is(breaking: Any, app: Flask) -> None:
    breaking(Invalid("10 % of it"))
    assert "<h1>10 % of it</h1>" in app.test_client().get("/guide").text


def test_our_scripts_get_the_sentence_as_json(breaking: Any, app: Flask) -> None:
    breaking(Closed("Too late."))
    answer = app.test_client().get("/guide", headers={"X-Requested-With": "fetch"})
    assert (answer.status_code, answer.json) == (409, {"error": "Too late."})


def test_an_unexpected_error_shows_no_detail_and_logs_no_personal_data(
    breaking: Any, app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    breaking(ValueError(f"{CHILD} cannot be stored"))
    with caplog.at_level(logging.DEBUG):
        answer = app.test_client().get("/guide?name=" + CHILD, headers={"Accept-Language": "en"})
    assert answer.status_code == 500
    assert (SENTENCES[500][0] in answer.text, "ValueError" in answer.text, "cannot be stored" in answer.text) == (
        True,
        False,
        False,
    )
    written = caplog.text
    assert "unhandled ValueError at /guide" in written
    assert "test_errors.py" in written, "where it happened is what a repairer needs"
    assert CHILD not in written


def test_a_failed_request_leaves_nothing_half_stored(breaking: Any, app: Flask, session: Session) -> None:
    view = app.view_functions["public.announcements"]

    def half() -> None:
        from contest.extensions import db

        makers.make_sponsor(db.session(), "Half a sponsor")
        raise ValueError

    half.action = "site.read"  # type: ignore[attr-defined]
    app.view_functions["public.announcements"] = half
    try:
        assert app.test_client().get("/announcements").status_code == 500
    finally:
        app.view_functions["public.announcements"] = view
    from contest.models import Sponsor

    assert session.query(Sponsor).count() == 0


@pytest.mark.parametrize("number", ["0", "99999999", "99999999999999999999999"])
def test_a_number_that_no_row_has_is_nothing_at_this_address(app: Flask, number: str) -> None:
    assert app.test_client().get(f"/announcements/{number}").status_code == 404


def test_a_stranger_is_asked_to_sign_in_and_a_wrong_role_is_refused(app: Flask, session: Session) -> None:
    teacher = makers.make_teacher(session)
    session.commit()
    stranger: Client = app.test_client()  # type: ignore[assignment]
    assert stranger.get("/organizer/").status_code == 401
    refused = sign_in(app, teacher.id).get("/organizer/", headers={"Accept-Language": "en"})
    assert refused.status_code == 403
    assert "This page is for people with another role." in refused.text


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("invitations/{}/cancel", {}),
        ("seasons/s/awards/take", {"award": "{}"}),
        ("seasons/s/awards/kinds/{}", {}),
        ("jury/1/company", {"sponsor": "{}"}),
    ],
)
@pytest.mark.parametrize("number", ["x", "-1", "99999999999999999999999"])
def test_a_number_that_no_row_has_is_nothing_in_a_form_either(
    app: Flask, session: Session, clock: Clock, path: str, fields: dict[str, str], number: str
) -> None:
    organizer, season = makers.make_organizer(session), makers.make_season(session, slug="s")
    judge = makers.make_judge(session, season, makers.make_sponsor(session))
    clock.time = makers.JUDGED
    session.commit()
    sent = {name: value.format(number) for name, value in fields.items()}
    answer = sign_in(app, organizer.id).send(f"/organizer/{path.format(number)}", sent)
    assert answer.status_code == 404
    session.expire_all()
    assert judge.sponsor is not None, "a company that nobody chose is not taken away either"


@pytest.mark.parametrize("path", ["/results/a%00b", "/join?code=%00", "/results?x%00=1"])
def test_a_nul_in_an_address_ends_before_the_database(app: Flask, path: str) -> None:
    assert app.test_client().get(path).status_code == 400


def test_a_nul_in_a_form_ends_before_the_database(app: Flask) -> None:
    client: Client = app.test_client()  # type: ignore[assignment]
    assert client.send("/sign-in", {"login": "a\0b", "password": "long enough"}).status_code == 400


def test_two_at_the_same_moment_are_told_so_and_nothing_is_logged_of_the_row(
    breaking: Any, app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    breaking(IntegrityError("INSERT", {"name": CHILD}, ValueError(CHILD)))
    answer = app.test_client().get("/guide", headers={"Accept-Language": "en"})
    assert (answer.status_code, SENTENCES[409][0] in answer.text, CHILD in caplog.text) == (409, True, False)
