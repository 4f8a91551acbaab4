import makers
import pytest
from conftest import sign_in
from sqlalchemy import select

from contest.models import Publication, ScoreSheet
from contest.pipeline.award import give, take_over
from contest.pipeline.publish import publish
from contest.pipeline.rank import compute

pytestmark = pytest.mark.database

PAGE = "/organizer/seasons/2026-27/publication"
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def season(session, clock):
    clock.time = makers.JUDGED
    return makers.make_season(session, slug="2026-27")


@pytest.fixture
def by(session):
    return {"actor": makers.make_organizer(session), "now": makers.JUDGED}


@pytest.fixture
def game(session, season, by):
    entry = makers.make_entry(session, season, code="BEST", title="Best game")
    give(session, entry, season.award_kinds[0], **by)
    return entry


@pytest.fixture
def client(app, session, season, by):
    session.commit()
    return sign_in(app, by["actor"].id)


def test_the_preview_shows_what_would_be_published_with_masked_names(client, session, game):
    session.commit()
    text = client.get(PAGE).text
    assert "Best game" in text
    assert "欧阳*" in text
    assert game.authors[0].full_name not in text


def test_publishing_makes_a_numbered_copy_and_comes_back(client, session, game):
    session.commit()
    response = client.send(PAGE, {"note": "first"})
    assert (response.status_code, response.location) == (303, PAGE)
    made = session.scalars(select(Publication)).one()
    assert (made.number, made.note, made.published_at, made.withdrawn_at) == (1, "first", makers.JUDGED, None)
    assert client.get("/results/2026-27").status_code == 200


def test_the_page_tells_whether_there_is_something_new(client, session, game):
    session.commit()
    assert "Ready to publish" in client.get(PAGE, headers=ENGLISH).text
    client.send(PAGE)
    assert "Everything is published" in client.get(PAGE, headers=ENGLISH).text
    game.title = "Another title"
    session.commit()
    assert "There is something new to publish" in client.get(PAGE, headers=ENGLISH).text


def test_sheets_that_changed_since_the_awards_were_computed_are_told_before_publishing(client, session, season, by):
    jury = [makers.make_judge(session, season) for _ in range(3)]
    for points in (5, 3, 1):
        makers.make_reviewed(session, jury, *[[points, points]] * 3)
    take_over(session, compute(session, season, **by), **by)
    session.commit()
    words = "have changed since the ranking that these awards come from"
    assert words not in client.get(PAGE, headers=ENGLISH).text
    session.scalars(select(ScoreSheet)).first().set_aside_at = by["now"]
    session.commit()
    assert words in client.get(PAGE, headers=ENGLISH).text
    assert client.send(PAGE).status_code == 303


def test_hiding_takes_the_results_away_from_the_public(client, session, season, game, by):
    made = publish(session, season, note="", **by)
    session.commit()
    assert client.send(f"/organizer/publications/{made.id}/hide").status_code == 303
    for path in ("", "/data.json", "/BEST", "/BEST/project", "/BEST/picture"):
        assert client.get(f"/results/2026-27{path}").status_code == 404
    assert "2026-27" not in client.get("/results").text


def test_hiding_is_possible_also_when_the_dates_were_moved(client, session, season, game, by, clock):
    made = publish(session, season, note="", **by)
    session.commit()
    clock.time = makers.JUDGING
    assert client.send(PAGE).status_code == 409
    assert client.send(f"/organizer/publications/{made.id}/hide").status_code == 303


def test_nothing_awarded_is_nothing_to_publish(client, session):
    assert "Nothing to publish yet" in client.get(PAGE, headers=ENGLISH).text
    assert client.send(PAGE).status_code == 409
    assert session.scalars(select(Publication)).all() == []


def test_a_note_that_is_too_long_is_kept_and_nothing_is_published(client, session, game):
    session.commit()
    response = client.send(PAGE, {"note": "n" * 501})
    assert response.status_code == 422
    assert "n" * 501 in response.text
    assert session.scalars(select(Publication)).all() == []


def test_only_organizers_publish_and_hide(app, session, season, game, by):
    made = publish(session, season, note="", **by)
    judge = makers.make_judge(session, season)
    session.commit()
    assert app.test_client().get(PAGE).status_code == 401
    client = sign_in(app, judge.user_id)
    assert client.get(PAGE).status_code == 403
    assert client.send(PAGE).status_code == 403
    assert client.send(f"/organizer/publications/{made.id}/hide").status_code == 403


def test_a_publication_that_does_not_exist_is_missing(client):
    assert client.send("/organizer/publications/77/hide").status_code == 404


def test_the_page_costs_the_same_number_of_queries_for_few_and_many(client, session, season, game, by):
    def queries():
        publish(session, season, note="", **by)
        session.commit()
        with makers.count_queries(session) as statements:
            assert client.get(PAGE).status_code == 200
        return len(statements)

    few = queries()
    for division in season.divisions * 4:
        give(session, makers.make_entry(session, season, division=division), season.award_kinds[0], **by)
    assert queries() == few


def test_so_many_games_are_put_together_only_when_asked(client, session, season, by, monkeypatch):
    monkeypatch.setattr("contest.web.organizer.publication.MOST_AT_ONCE", 1)
    for number in range(2):
        give(session, makers.make_entry(session, season, title=f"Many {number}"), season.award_kinds[0], **by)
    session.commit()
    text = client.get(PAGE, headers=ENGLISH).text
    assert ("2 games with an award" in text, "Many 0" in text, "Ready to publish" in text) == (True, False, False)
    text = client.get(f"{PAGE}?preview=1", headers=ENGLISH).text
    assert ("Many 0" in text, "Ready to publish" in text) == (True, True)
