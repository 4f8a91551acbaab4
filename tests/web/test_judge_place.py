"""A few games at a time, the word before sending, stepping back from a school, and what judges say of themselves."""

import re

import makers
import pytest
from judge_cast import Cast

from contest.models import Assignment, AssignmentState, Criterion, DeclaredConflict, Judge, Level

pytestmark = pytest.mark.database


@pytest.fixture
def cast(app, session, clock, tmp_path):
    yield Cast(app, session, clock, tmp_path)
    app.config["WTF_CSRF_ENABLED"] = True


@pytest.fixture
def third(cast):
    """A third criterion: from three on, equal marks are asked about."""
    season = cast.session.merge(cast.season)
    criterion = Criterion(position=9, key="play", weight=10, name_zh="好玩", name_en="Play")
    criterion.levels = [Level(points=p, text_zh=f"{p}级", text_en=f"level {p}") for p in range(5, 0, -1)]
    season.criteria.append(criterion)
    cast.session.commit()
    return f"mark-{criterion.id}"


def state(cast):
    return cast.fresh(Assignment, cast.duty.id).state


# ---- the word before sending ----


@pytest.mark.parametrize(("points", "words"), [("5", "the highest level"), ("3", "the same level")])
def test_equal_marks_are_asked_about_once_and_may_be_sent_as_they_are(cast, third, points, words):
    given = {"theme": points, "technique": points, third: points}
    answer = cast.send("finish", **given)
    page = answer.get_data(as_text=True)
    assert (answer.status_code, state(cast), cast.marks()) == (422, AssignmentState.OPEN, [int(points)] * 3)
    assert f"Every criterion has {words}." in page
    assert 'name="then" value="send"' in page
    assert 'name="then" value="finish"' not in page
    assert cast.send("send", **given).status_code == 303
    assert state(cast) is AssignmentState.DONE


def test_a_game_not_played_in_under_a_minute_is_asked_about_where_the_page_could_look(cast):
    marks = {"theme": "4", "technique": "2"}
    answer = cast.send("finish", played="0", **marks)
    assert "have not started it yet" in answer.get_data(as_text=True)
    assert cast.send("finish", played="1", **marks).status_code == 303


def test_without_a_script_nobody_is_told_to_be_fast(cast):
    assert cast.send("finish", played="", theme="4", technique="2").status_code == 303


# ---- the time that pages count ----


def span(cast, was, now, theme=None):
    changes = {cast.theme: {"was": theme[0], "now": theme[1]}} if theme else {}
    body = {"changes": changes, "seconds": {"was": was, "now": now}}
    return cast.client.post(f"{cast.address}/save", json=body, headers={"X-Requested-With": "fetch"})


def test_a_save_brings_its_seconds_and_hears_the_sum(cast):
    assert span(cast, 0, 40, theme=(None, 4)).get_json()["seconds"] == 40
    assert span(cast, 0, 40, theme=(None, 4)).get_json()["seconds"] == 40
    assert span(cast, 40, 65).get_json()["seconds"] == 65
    assert (cast.sheet().seconds, cast.sheet().version) == (65, 1)


@pytest.mark.parametrize(
    "sent", [3, "x", [], {"was": 0}, {"was": 0, "now": True}, {"was": 5, "now": 1}, {"was": -9, "now": 9}]
)
def test_seconds_that_are_none_do_not_keep_a_mark_from_being_saved(cast, sent):
    body = {"changes": {cast.theme: {"was": None, "now": 4}}, "seconds": sent}
    answer = cast.client.post(f"{cast.address}/save", json=body, headers={"X-Requested-With": "fetch"})
    assert (answer.status_code, cast.marks(), cast.sheet().seconds) == (200, [4], 0)


def test_the_desk_thanks_for_the_minutes_and_shows_the_judges_own_marks(cast):
    sheet = makers.make_sheet(cast.session, cast.session.get(Assignment, cast.duty.id), [4, 2])
    sheet.seconds = 85 * 60
    other = makers.make_judge(cast.session, cast.session.merge(cast.season))
    entry = cast.session.get(Assignment, cast.duty.id).entry
    makers.make_sheet(cast.session, makers.make_assignment(cast.session, entry, other), [1, 1]).seconds = 600
    cast.session.commit()
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", cast.page("/judge/")))
    assert "You have given 85 minutes so far. Thank you!" in text
    assert "5 0× 4 1× 3 0× 2 1× 1 0×" in text
    assert "Your own marks so far:" in cast.page()


# ---- a few at a time ----


def test_a_batch_counts_up_ends_with_thanks_and_offers_the_next_few(cast):
    page = cast.page(f"{cast.address}?at=1&of=2")
    assert "Game 1 of these 2" in page
    first = cast.send("finish", at="1", of="2", theme="4", technique="2")
    second = f"/judge/sheets/{cast.others[0].id}"
    assert first.location == f"{second}?at=2&of=2"
    end = cast.send("finish", second, at="2", of="2", theme="4", technique="2")
    assert end.location == f"/judge/places/{cast.judge.id}/thanks?at=2&of=2"
    thanks = cast.page(end.location)
    assert "2 games are done." in thanks
    assert f'href="/judge/sheets/{cast.others[1].id}?at=1&amp;of=1"' in thanks
    assert "One more game?" in thanks


def test_what_is_put_aside_or_stepped_back_from_takes_no_place_in_the_batch(cast):
    later = cast.send("later", at="1", of="2", theme="4")
    assert later.location == f"/judge/sheets/{cast.others[0].id}?at=1&of=2"
    address = f"/judge/sheets/{cast.others[0].id}/step-back"
    back = cast.client.post(address, data={"reason": "knows-author", "at": "1", "of": "2"})
    assert back.location == f"/judge/sheets/{cast.others[1].id}?at=1&of=2"


@pytest.mark.parametrize("batch", ["at=0&of=3", "at=4&of=3", "at=1&of=999", "at=x&of=3", "of=3"])
def test_a_batch_that_cannot_be_is_none(cast, batch):
    assert "of these" not in cast.page(f"{cast.address}?{batch}")
    assert cast.get(f"/judge/places/{cast.judge.id}/thanks?{batch}").location == "/judge/"


def test_when_nothing_is_left_or_the_round_is_closed_thanks_leads_to_the_desk(cast):
    thanks = f"/judge/places/{cast.judge.id}/thanks?at=2&of=2"
    assert cast.get(thanks).status_code == 200
    cast.clock.time = makers.JUDGED
    assert cast.get(thanks).location == "/judge/"


def test_the_next_games_file_is_named_for_fetching_ahead(cast):
    page = cast.page()
    assert f"/judge/sheets/{cast.others[0].id}/project" in page
    cast.clock.time = makers.JUDGED
    assert "data-ahead" not in cast.page()


# ---- flags and stepping back ----


def test_each_flag_says_what_happens_next(cast):
    page = cast.page()
    assert page.count("-next") == 2 * 5
    assert "An organizer looks at it before anything is published." in page


def test_a_link_names_the_reason_for_stepping_back(cast):
    page = cast.page(f"{cast.address}?step-back=knows-author")
    assert re.search(r'id="step-back" open', page)
    assert re.search(r'<input checked [^>]*value="knows-author"', page)
    assert not re.search(r'id="step-back" open', cast.page(f"{cast.address}?step-back=nonsense"))


@pytest.mark.parametrize(
    ("reason", "whole", "declared"), [("knows-school", "y", 1), ("knows-school", "", 0), ("knows-author", "y", 0)]
)
def test_only_who_is_close_to_a_school_and_says_so_keeps_all_its_games_away(cast, reason, whole, declared):
    data = {"reason": reason} | ({"whole_school": whole} if whole else {})
    answer = cast.client.post(f"{cast.address}/step-back", data=data)
    assert (answer.status_code, cast.session.query(DeclaredConflict).count()) == (303, declared)


def test_the_school_that_was_stepped_back_from_is_named_nowhere(cast):
    data = {"reason": "knows-school", "whole_school": "y"}
    cast.client.post(f"{cast.address}/step-back", data=data, headers={"Accept-Language": "en"})
    page = cast.page("/judge/")
    assert "You get no new game of this school" in page
    assert "辣椒湾小学" not in page


# ---- what a judge says of themselves ----


def wish(cast, **data):
    answer = cast.client.post(f"/judge/places/{cast.judge.id}/wishes", data=data, headers={"Accept-Language": "en"})
    judge = cast.fresh(Judge, cast.judge.id)
    return answer, (judge.reads_chinese, judge.most_games)


def test_a_judge_says_which_language_and_how_many_games(cast):
    answer, said = wish(cast, no_chinese="y", most_games="8")
    assert (answer.status_code, answer.location, said) == (303, "/judge/", (False, 8))
    assert re.search(r'name="most_games"[^>]*value="8"', cast.page("/judge/"))
    assert wish(cast, most_games="")[1] == (True, None)


@pytest.mark.parametrize("typed", ["-1", "x", "1000000", "8.5"])
def test_a_limit_that_is_none_is_refused_and_kept_in_the_page(cast, typed):
    answer, said = wish(cast, no_chinese="y", most_games=typed)
    page = answer.get_data(as_text=True)
    assert (answer.status_code, said) == (422, (True, None))
    assert re.search(rf'name="most_games"[^>]*value="{typed}"', page)
    assert "field-errors" in page
