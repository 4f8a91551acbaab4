"""News: the organizers' list and form, and the public's pages."""

import makers
import pytest
from conftest import sign_in
from makers import OPENS
from sqlalchemy import select

from contest.models import Announcement
from contest.pipeline.announce import News, post, set_hidden

pytestmark = pytest.mark.database

ENGLISH = {"Accept-Language": "en"}
TYPED = {
    "title_zh": "截止时间延长",
    "title_en": "Deadline moved",
    "body_zh": "各位老师：\r\n\r\n延长一天。",
    "body_en": "Dear teachers,\r\n\r\nby <b>one</b> day.",
}


@pytest.fixture
def organizer(session):
    return makers.make_organizer(session)


@pytest.fixture
def news(session, organizer):
    row = post(session, News("旧闻", "Old news", "旧闻正文", "Old text"), actor=organizer, now=OPENS)
    session.commit()
    return row


@pytest.fixture
def client(app, session, organizer):
    session.commit()
    return sign_in(app, organizer.id)


def test_news_is_posted_in_both_languages_and_stands_on_the_public_pages(app, client, session):
    answer = client.send("/organizer/announcements/new", TYPED)
    assert (answer.status_code, answer.location) == (303, "/organizer/announcements")
    row = session.scalars(select(Announcement)).one()
    public = app.test_client()
    for path in ("/", "/announcements"):
        assert f'<a href="/announcements/{row.id}">Deadline moved</a>' in public.get(path, headers=ENGLISH).text
    assert "截止时间延长</a>" in public.get("/", headers={"Accept-Language": "zh"}).text
    page = public.get(f"/announcements/{row.id}", headers=ENGLISH).text
    assert "<p>Dear teachers,</p>\n<p>by &lt;b&gt;one&lt;/b&gt; day.</p>" in page


@pytest.mark.parametrize("field", sorted(TYPED))
def test_both_languages_are_needed_and_what_was_typed_is_kept(client, session, field):
    answer = client.send("/organizer/announcements/new", TYPED | {field: "  "}, headers=ENGLISH)
    assert answer.status_code == 422
    assert f'<ul class="field-errors" id="{field}-errors"><li>Please fill this in.</li></ul>' in answer.text
    others = {name for name in ("title_zh", "title_en") if name != field}
    assert [name for name in others if f'value="{TYPED[name]}"' not in answer.text] == []
    assert session.scalars(select(Announcement)).all() == []


def test_a_title_of_megabytes_is_refused_beside_its_field(client, session):
    answer = client.send("/organizer/announcements/new", TYPED | {"title_zh": "长" * 1_700_000}, headers=ENGLISH)
    assert answer.status_code == 422
    assert 'id="title_zh-errors"><li>At most 120 characters, please.</li>' in answer.text


def test_news_is_corrected(client, session, news):
    path = f"/organizer/announcements/{news.id}"
    assert 'value="Old news"' in client.get(path).text
    assert client.send(path, TYPED).status_code == 303
    session.expire_all()
    assert (news.title_en, news.posted_at) == ("Deadline moved", OPENS)
    wrong = client.send(path, TYPED | {"title_en": ""})
    assert (wrong.status_code, 'value="截止时间延长"' in wrong.text) == (422, True)


def test_hidden_news_is_gone_for_the_public_and_comes_back(app, client, session, news):
    public, address = app.test_client(), f"/announcements/{news.id}"
    assert public.get(address).status_code == 200
    answer = client.send(f"/organizer{address}/hidden", {"hidden": "1"})
    assert (answer.status_code, answer.location) == (303, "/organizer/announcements")
    assert public.get(address).status_code == 404
    for path in ("/", "/announcements"):
        assert "Old news" not in public.get(path, headers=ENGLISH).text
    assert "Old news" in client.get("/organizer/announcements", headers=ENGLISH).text
    client.send(f"/organizer{address}/hidden", {"hidden": "0"})
    assert public.get(address).status_code == 200


def test_the_other_language_steps_in_where_one_is_empty(app, session, organizer):
    row = post(session, News("只有中文", "", "正文", ""), actor=organizer, now=OPENS)
    session.commit()
    assert "<h1>只有中文</h1>" in app.test_client().get(f"/announcements/{row.id}", headers=ENGLISH).text


def test_only_organizers_write_news(app, session, news):
    teacher = makers.make_teacher(session)
    session.commit()
    stranger, other = app.test_client(), sign_in(app, teacher.id)
    for path in ("/organizer/announcements", "/organizer/announcements/new", f"/organizer/announcements/{news.id}"):
        assert (stranger.get(path).status_code, other.get(path).status_code) == (401, 403)
    for path in ("/organizer/announcements/new", f"/organizer/announcements/{news.id}"):
        assert (stranger.send(path, TYPED).status_code, other.send(path, TYPED).status_code) == (401, 403)
    assert other.send(f"/organizer/announcements/{news.id}/hidden", {"hidden": "1"}).status_code == 403
    session.expire_all()
    assert (news.title_en, news.is_hidden) == ("Old news", False)


def test_news_that_is_not_there_is_404(client):
    assert client.get("/organizer/announcements/4711").status_code == 404
    assert client.send("/organizer/announcements/4711/hidden", {"hidden": "1"}).status_code == 404
    assert client.get("/announcements/4711").status_code == 404


def test_the_home_page_shows_the_newest_three_that_are_not_hidden(app, session, organizer):
    rows = [post(session, News(f"{n}", f"News {n}", "…", "…"), actor=organizer, now=OPENS) for n in range(5)]
    set_hidden(session, rows[4], True, actor=organizer, now=OPENS)
    session.commit()
    page = app.test_client().get("/", headers=ENGLISH).text
    assert [n for n in range(5) if f">News {n}</a>" in page] == [1, 2, 3]
