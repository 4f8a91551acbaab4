"""The organizer's seasons: list, new one, progress, dates and rules."""

import re
from datetime import UTC, datetime

import makers
import pytest
from conftest import sign_in
from sqlalchemy import func, select

from contest.models import AuditEvent, Season

pytestmark = pytest.mark.database

ENGLISH = {"Accept-Language": "en"}
TYPED = {
    "slug": "2027-28",
    "like": "0",
    "name_zh": "2027—2028 学年大赛",
    "name_en": "2027/28",
    "theme_zh": "节约用水",
    "theme_en": "Save water",
    "opens_at": "2027-09-01T08:00",
    "submissions_close_at": "2028-04-01T18:00",
    "judging_opens_at": "2028-04-08T08:00",
    "judging_closes_at": "2028-05-08T18:00",
    "reviews_per_entry": "3",
    "reserve_percent": "25",
    "cross_percent": "12",
    "entries_per_school": "",
    "max_authors": "3",
}
SETTINGS = "/organizer/seasons/s/settings"
SETTINGS_TYPED = {name: value for name, value in TYPED.items() if name not in ("slug", "like")}


@pytest.fixture
def client(app, session):
    organizer = makers.make_organizer(session)
    session.commit()
    return sign_in(app, organizer.id)


@pytest.fixture
def season(session):
    season = makers.make_season(session, slug="s", name_en="This season", theme_en="Trees")
    session.commit()
    return season


PAGES = ["/organizer/", "/organizer/seasons/new", "/organizer/seasons/s", SETTINGS]
SENDS = [("/organizer/seasons/new", TYPED), (SETTINGS, SETTINGS_TYPED), (f"{SETTINGS}/weights", {})]


@pytest.mark.parametrize("path", PAGES)
def test_organizers_see_every_page_in_both_languages(client, season, path):
    assert client.get(path, headers=ENGLISH).status_code == 200
    assert '<html lang="zh-CN">' in client.get(path, headers={"Accept-Language": "zh"}).text


@pytest.mark.parametrize("path", PAGES)
def test_strangers_sign_in_first_and_other_roles_are_refused(app, session, season, path):
    teacher, judge = makers.make_teacher(session), makers.make_judge(session, season)
    session.commit()
    assert app.test_client().get(path).status_code == 401
    assert sign_in(app, teacher.id).get(path).status_code == 403
    assert sign_in(app, judge.user_id).get(path).status_code == 403


@pytest.mark.parametrize(("path", "typed"), SENDS)
def test_nobody_else_may_send_anything(app, session, season, path, typed):
    teacher = makers.make_teacher(session)
    session.commit()
    assert app.test_client().send(path, typed).status_code == 401
    assert sign_in(app, teacher.id).send(path, typed).status_code == 403
    assert session.scalar(select(func.count(AuditEvent.id))) == 0


@pytest.mark.parametrize("path", ["/organizer/seasons/nope", "/organizer/seasons/nope/settings"])
def test_a_season_that_is_not_there_is_404(client, path):
    assert client.get(path).status_code == 404


def test_weights_are_sent_and_never_fetched(client, season):
    assert client.get(f"{SETTINGS}/weights").status_code == 405


def test_the_first_page_of_a_new_contest_says_what_to_do(client):
    page = client.get("/organizer/", headers=ENGLISH).text
    assert "No season yet" in page
    assert 'href="/organizer/seasons/new"' in page


def test_a_season_is_opened_with_the_dates_of_the_contest_s_clock_in_utc(client, session):
    answer = client.send("/organizer/seasons/new", TYPED)
    assert (answer.status_code, answer.location) == (303, "/organizer/seasons/2027-28/settings")
    season = session.scalars(select(Season)).one()
    dates = (season.opens_at, season.submissions_close_at, season.judging_opens_at, season.judging_closes_at)
    assert dates == (
        datetime(2027, 9, 1, 0, 0, tzinfo=UTC),
        datetime(2028, 4, 1, 10, 0, tzinfo=UTC),
        datetime(2028, 4, 8, 0, 0, tzinfo=UTC),
        datetime(2028, 5, 8, 10, 0, tzinfo=UTC),
    )
    assert (season.name_zh, season.theme_en, season.entries_per_school, len(season.criteria)) == (
        "2027—2028 学年大赛",
        "Save water",
        None,
        5,
    )
    # And back: the form shows the clock that was typed.
    shown = re.findall(r'type="datetime-local" value="([^"]*)"', client.get(answer.location).text)
    assert shown == ["2027-09-01T08:00", "2028-04-01T18:00", "2028-04-08T08:00", "2028-05-08T18:00"]


def test_the_form_of_a_new_season_is_the_last_one_a_year_later(client, session):
    makers.make_season(
        session,
        slug="2027-28",
        name_zh="2027—2028 学年大赛",
        name_en="Contest 2027/28",
        opens_at=datetime(2027, 9, 1, tzinfo=UTC),
        submissions_close_at=datetime(2028, 2, 29, 10, tzinfo=UTC),
        judging_opens_at=datetime(2028, 4, 8, tzinfo=UTC),
        judging_closes_at=datetime(2028, 5, 8, tzinfo=UTC),
    )
    session.commit()
    page = client.get("/organizer/seasons/new").text
    wanted = ["2028-29", "2028—2029 学年大赛", "Contest 2028/29", "2028-09-01T08:00", "2029-02-28T18:00"]
    assert [value for value in wanted if f'value="{value}"' not in page] == []


def test_a_season_like_another_has_its_rubric(client, session, season):
    assert client.send("/organizer/seasons/new", TYPED | {"like": str(season.id)}).status_code == 303
    new = session.scalars(select(Season).where(Season.slug == "2027-28")).one()
    assert [(c.key, c.weight) for c in new.criteria] == [("theme", 40), ("technique", 60)]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("slug", "2027/28", "Use small letters, digits and hyphens, such as 2026-27."),
        ("slug", "s", "There is a season with this address already."),
        ("name_zh", " ", "Please fill this in."),
        ("theme_en", "x" * 2001, "At most 2000 characters, please."),
        ("opens_at", "", "Please give a date and a time."),
        ("opens_at", "0001-01-01T00:00", "Please give a date and a time."),
        ("judging_closes_at", "9999-12-31T23:59", "Please give a date and a time."),
        ("submissions_close_at", "2027-09-01T08:00", "The deadline must be after the opening of submission."),
        ("judging_opens_at", "2028-03-31T08:00", "Judging can begin only when submission is over."),
        ("judging_closes_at", "2028-04-08T08:00", "The end of judging must be after its beginning."),
        ("reviews_per_entry", "0", "A number from 1 to 20, please."),
        ("max_authors", "21", "A number from 1 to 20, please."),
        ("entries_per_school", "-1", "A number from 1 to 10000, please."),
    ],
)
def test_a_mistake_stands_beside_its_field_and_what_was_typed_is_kept(client, session, season, field, value, sentence):
    answer = client.send("/organizer/seasons/new", TYPED | {field: value}, headers=ENGLISH)
    assert answer.status_code == 422
    assert f'<ul class="field-errors" id="{field}-errors"><li>{sentence}</li></ul>' in answer.text
    kept = [name for name, typed in TYPED.items() if name not in (field, "like") and typed and typed not in answer.text]
    assert kept == []
    assert session.scalars(select(Season.slug)).all() == ["s"]


@pytest.mark.parametrize("value", ["1.5", "three", "9" * 400, "9" * 5000])
def test_what_is_no_whole_number_is_told_as_plainly(client, season, value):
    english = client.send(SETTINGS, SETTINGS_TYPED | {"max_authors": value}, headers=ENGLISH)
    assert 'id="max_authors-errors"><li>A number from 1 to 20, please.</li></ul>' in english.text
    chinese = client.send(SETTINGS, SETTINGS_TYPED | {"max_authors": value}, headers={"Accept-Language": "zh"})
    assert 'id="max_authors-errors"><li>请填 1 到 20 之间的整数。</li></ul>' in chinese.text
    assert (english.status_code, chinese.status_code) == (422, 422)


def test_the_dates_are_moved_and_the_page_says_so(client, session, season):
    answer = client.send(SETTINGS, SETTINGS_TYPED, headers=ENGLISH)
    assert (answer.status_code, answer.location) == (303, SETTINGS)
    session.expire_all()
    assert season.submissions_close_at == datetime(2028, 4, 1, 10, 0, tzinfo=UTC)
    assert session.scalars(select(AuditEvent.action)).all() == ["season.change"]
    assert "The phases follow the dates from now on." in client.get(SETTINGS, headers=ENGLISH).text


def test_a_theme_that_was_not_sent_is_an_empty_one(client, session, season):
    sent = {name: value for name, value in SETTINGS_TYPED.items() if not name.startswith("theme")}
    assert client.send(SETTINGS, sent).status_code == 303
    session.expire_all()
    assert (season.theme_zh, season.theme_en) == ("", "")


def test_dates_out_of_order_change_nothing(client, session, season):
    answer = client.send(SETTINGS, SETTINGS_TYPED | {"judging_opens_at": "2027-09-02T08:00"}, headers=ENGLISH)
    assert answer.status_code == 422
    assert 'id="judging_opens_at-errors"' in answer.text
    session.expire_all()
    assert season.submissions_close_at == makers.CLOSES


def test_weights_are_saved(client, session, season):
    first, second = season.criteria
    answer = client.send(f"{SETTINGS}/weights", {f"weight-{first.id}": "30", f"weight-{second.id}": "70"})
    assert (answer.status_code, answer.location) == (303, SETTINGS)
    session.expire_all()
    assert [c.weight for c in season.criteria] == [30, 70]


@pytest.mark.parametrize("weight", ["", "0", "101", "1000", "x", "-5", "²"])
def test_a_wrong_weight_changes_none_and_stays_in_its_field(client, session, season, weight):
    first, second = season.criteria
    typed = {f"weight-{first.id}": "33", f"weight-{second.id}": weight}
    answer = client.send(f"{SETTINGS}/weights", typed, headers=ENGLISH)
    assert answer.status_code == 422
    assert "A weight is a whole number from 1 to 100." in answer.text
    assert (f'name="weight-{first.id}" value="33"' in answer.text) is True
    assert (f'name="weight-{second.id}" value="{weight}"' in answer.text) is True
    session.expire_all()
    assert [c.weight for c in season.criteria] == [40, 60]


def test_weights_are_closed_when_judging_has_begun(client, session, season, clock):
    clock.time = makers.JUDGING
    page = client.get(SETTINGS, headers=ENGLISH).text
    assert "Judging has begun: the rubric is fixed." in page
    assert "Save the weights" not in page
    answer = client.send(f"{SETTINGS}/weights", {f"weight-{season.criteria[0].id}": "30"})
    assert answer.status_code == 409
    session.expire_all()
    assert [c.weight for c in season.criteria] == [40, 60]


def test_progress_tells_the_numbers_and_what_to_do_next(client, session, season, clock):
    judge = makers.make_judge(session, season)
    for number in range(3):
        duty = makers.make_assignment(session, makers.make_entry(session, season), judge)
        if number:
            makers.make_sheet(session, duty, [5, 4])
    makers.make_entry(session, season, state="withdrawn")
    makers.make_entry(session, makers.make_season(session, slug="other"))
    session.commit()
    clock.time = makers.JUDGING
    page = client.get("/organizer/seasons/s", headers=ENGLISH).text
    assert re.findall(r'<p class="big-number">(\d+)', page) == ["3", "1", "2", "0"]
    assert '<progress max="3" value="2">' in page
    assert "1 withdrawn" in page
    assert "See who is slow, and whether the sheets can carry a fair ranking." in page
    assert re.findall(r'<li class="([a-z-]*)"', page) == ["is-over", "is-over", "is-now", ""]


@pytest.mark.parametrize(
    ("moment", "phase", "next_step"),
    [
        ("2026-08-31", "Announced", "print the invitation sheets"),
        ("2026-10-01", "Open for games", "Invite judges"),
        ("2027-04-03", "Being checked", "Assign the games to the judges."),
        ("2027-04-10", "Being judged", "See who is slow"),
        ("2027-06-01", "Being decided", "Compute the ranking"),
    ],
)
def test_each_phase_opens_by_itself_at_its_date(client, season, clock, moment, phase, next_step):
    clock.time = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    page = client.get("/organizer/seasons/s", headers=ENGLISH).text
    assert f">{phase}</span>" in page
    assert next_step in page


def test_what_is_shown_after_publication_is_ticked_in_the_settings(client, session, season):
    def shown():
        session.refresh(season)
        return season.shows_marks, season.shows_table

    assert client.send(SETTINGS, SETTINGS_TYPED | {"shows_marks": "y"}).status_code == 303
    assert shown() == (True, False)
    page = client.get(SETTINGS).text
    assert re.findall(r'<input[^>]*checked[^>]*name="(\w+)"', page) == ["shows_marks"]
    assert client.send(SETTINGS, SETTINGS_TYPED | {"shows_table": "y"}).status_code == 303
    assert shown() == (False, True)
