"""Practice on the judge's side: invited once, never in the way, compared afterwards."""

import re

import makers
import pytest
from judge_cast import Cast

from contest.models import Assignment, Author, PracticeGame, PracticeSheet, ScoreSheet

pytestmark = pytest.mark.database
AGREED = {"theme": 5, "technique": 2}


@pytest.fixture
def cast(app, session, clock, tmp_path):
    cast = Cast(app, session, clock, tmp_path)
    season = session.merge(cast.season)
    given = {"why_en": "It shows its theme\nin play.", "why_zh": "玩法体现主题", "how_to_play_en": "Arrow keys"}
    cast.game = makers.make_practice(session, season, agreed=AGREED, file=session.merge(cast.file), **given)
    session.commit()
    cast.practice = f"/judge/practice/{cast.game.id}"
    yield cast
    app.config["WTF_CSRF_ENABLED"] = True


def try_it(cast, **marks):
    data = {f"mark-{key}": points for key, points in marks.items()}
    return cast.client.post(cast.practice, data=data, headers={"Accept-Language": "en"})


def text_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_practice_is_offered_before_the_first_sheet_is_begun_and_the_games_stand_beside(cast):
    page = cast.page("/judge/")
    assert "Practise first?" in page
    assert "First game" in page
    cast.save(theme=(None, 4))
    page = cast.page("/judge/")
    assert ("Practise first?" in page, cast.practice in page) == (False, True)


def test_before_judging_opens_one_may_practise_already(cast):
    cast.clock.time = makers.OPENS
    assert "Practise first?" in cast.page("/judge/")
    assert try_it(cast, theme="4", technique="2").status_code == 303


def test_the_agreed_marks_and_their_reason_are_not_in_the_page_before_it_was_tried(cast):
    page = cast.page(cast.practice)
    assert "checked" not in page
    assert "It shows its theme" not in page
    assert "Arrow keys" in page


def test_sent_it_is_compared_level_by_level_in_words(cast):
    answer = try_it(cast, theme="4", technique="4")
    assert (answer.status_code, answer.location) == (303, f"{cast.practice}#compared")
    text = text_of(cast.page(cast.practice))
    assert "On some criteria you are two levels or more apart." in text
    assert "Theme you: one level lower You 4 level 4 Agreed 5 level 5" in text
    assert "Technique you: 2 levels higher You 4 level 4 Agreed 2 level 2" in text
    assert "It shows its theme in play." in text
    assert "Practise first?" not in cast.page("/judge/")


def test_the_same_marks_are_told_to_be_the_same(cast):
    try_it(cast, theme="5", technique="2")
    text = text_of(cast.page(cast.practice))
    assert "You chose exactly the agreed levels." in text
    assert "Agreed" not in text.split("Technique")[1].split("Why")[0]


def test_a_blank_or_what_is_no_level_is_sent_back_with_the_rest_kept(cast):
    for sent in ({"theme": "4"}, {"theme": "4", "technique": "9"}, {"theme": "4", "technique": "x"}):
        answer = try_it(cast, **sent)
        page = answer.get_data(as_text=True)
        assert answer.status_code == 422
        assert re.search(r'name="mark-theme" value="4" checked', page)
        assert "It shows its theme" not in page
    assert cast.session.query(PracticeSheet).all() == []


def test_a_second_try_changes_nothing(cast):
    try_it(cast, theme="4", technique="4")
    assert try_it(cast, theme="5", technique="2").status_code == 303
    sheet = cast.fresh(PracticeSheet, (cast.game.id, cast.judge.id))
    assert sheet.marks == {"theme": 4, "technique": 4}
    assert "You have tried this practice game already" in cast.page(cast.practice)


def test_practice_makes_no_score_sheet_and_moves_no_duty(cast):
    try_it(cast, theme="4", technique="4")
    assert cast.session.query(ScoreSheet).all() == []
    assert cast.fresh(Assignment, cast.duty.id).state == "open"


def test_the_file_comes_under_a_name_that_says_nothing(cast):
    answer = cast.get(f"{cast.practice}/project")
    assert answer.data == b"bytes of a game"
    assert re.search(r'filename="practice-\d+\.sb3"', answer.headers["Content-Disposition"])
    assert cast.get(f"{cast.practice}/picture").data == b"bytes of a picture"


def test_a_practice_page_names_no_child_of_a_published_game(cast):
    assert cast.session.query(Author).count() == 3
    try_it(cast, theme="4", technique="4")
    assert "欧阳娜娜" not in cast.page(cast.practice)


def test_a_hidden_practice_game_is_gone_from_desk_and_address(cast):
    cast.fresh(PracticeGame, cast.game.id).is_hidden = True
    cast.session.commit()
    assert cast.get(cast.practice).status_code == 404
    assert "Practise first?" not in cast.page("/judge/")
