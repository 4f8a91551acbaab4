"""The home page and the guide follow the season by themselves."""

from datetime import UTC, datetime

import makers
import pytest
from conftest import sign_in

from contest.models import Publication

pytestmark = pytest.mark.database

ENGLISH = {"Accept-Language": "en"}


def test_a_contest_without_a_season_has_its_home_page_and_guide(app):
    client = app.test_client()
    for path in ("/", "/guide", "/announcements"):
        assert client.get(path, headers=ENGLISH).status_code == 200
    assert "No announcements yet." in client.get("/", headers=ENGLISH).text


@pytest.mark.parametrize(
    ("moment", "sentence"),
    [
        ("2026-08-01", "Submission opens on <strong>"),
        ("2026-10-01", "Games can be sent until <strong>"),
        ("2027-04-02", "The games are in. Judging begins on <strong>"),
        ("2027-04-20", "The judges are playing until <strong>"),
        ("2027-06-01", "<strong>The awards are being decided.</strong>"),
    ],
)
def test_the_home_page_says_what_is_going_on_now(app, session, clock, moment, sentence):
    makers.make_season(session, name_en="This year's contest", theme_en="Save water")
    session.commit()
    clock.time = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    page = app.test_client().get("/", headers=ENGLISH).text
    assert sentence in " ".join(page.split())
    assert ("This year's contest" in page or "This year&#39;s contest" in page, "Save water" in page) == (True, True)


def test_a_publication_that_stands_decides_over_the_dates(app, session, clock):
    season = makers.make_season(session)
    organizer = makers.make_organizer(session)
    nothing_awarded = {"season": {"slug": season.slug, "name_zh": "", "name_en": ""}, "awards": [], "divisions": []}
    publication = Publication(
        season=season,
        number=1,
        content=nothing_awarded,
        content_hash="0" * 64,
        published_by=organizer,
        published_at=makers.JUDGED,
    )
    makers.add(session, publication)
    session.commit()
    clock.time = makers.JUDGED
    client = app.test_client()
    assert "The results are out." in client.get("/", headers=ENGLISH).text
    publication.withdrawn_at = makers.JUDGED
    session.commit()
    assert "The awards are being decided." in client.get("/", headers=ENGLISH).text


def test_the_newest_season_that_has_begun_is_the_one_spoken_of(app, session, clock):
    makers.make_season(session, name_en="Last year", opens_at=datetime(2025, 9, 1, tzinfo=UTC))
    makers.make_season(session, name_en="This year")
    later = {
        "opens_at": datetime(2027, 9, 1, tzinfo=UTC),
        "submissions_close_at": datetime(2028, 4, 1, tzinfo=UTC),
        "judging_opens_at": datetime(2028, 4, 8, tzinfo=UTC),
        "judging_closes_at": datetime(2028, 5, 8, tzinfo=UTC),
    }
    makers.make_season(session, name_en="Next year", **later)
    session.commit()
    page = app.test_client().get("/", headers=ENGLISH).text
    names = ("Last year", "This year", "Next year")
    spoken_of = [name for name in names if f'<p class="hero-season">{name} ' in page]
    assert spoken_of == ["This year"]


def test_the_guide_gives_this_season_s_limits_deadline_and_rubric(app, session):
    makers.make_season(session, max_authors=2, entries_per_school=10)
    session.commit()
    page = app.test_client().get("/guide", headers=ENGLISH).text
    wanted = [
        "One to 2 authors per game.",
        "At most 10 games per school.",
        "Grades 1–3, Grades 4–6, Grades 7–9",
        "2027-04-01 08:00",
        'Theme <span class="tag">40%</span>',
    ]
    assert [text for text in wanted if text not in page] == []


def test_each_role_finds_its_own_door(app, session):
    season = makers.make_season(session)
    people = {
        "/teacher/": makers.make_teacher(session).id,
        "/judge/": makers.make_judge(session, season).user_id,
        "/organizer/": makers.make_organizer(session).id,
    }
    session.commit()
    for door, user_id in people.items():
        page = sign_in(app, user_id).get("/").text
        assert [each for each in people if f'href="{each}"' in page] == [door]
    stranger = app.test_client().get("/").text
    assert [each for each in people if f'href="{each}"' in stranger] == []
    assert 'href="/sign-in' in stranger
