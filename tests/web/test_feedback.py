import re

import makers
import pytest
from conftest import sign_in
from judged_season import make_judged_season

from contest.pipeline.award import take_over
from contest.pipeline.publish import hide, publish
from contest.pipeline.rank import compute
from contest.queries.feedback import comments_on

pytestmark = pytest.mark.database

ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def by(session, clock):
    clock.time = makers.JUDGED
    return {"actor": makers.make_organizer(session), "now": makers.JUDGED}


@pytest.fixture
def judged(session, by):
    """Ranked and awarded, not yet published; every school has a teacher."""
    judged = make_judged_season(session, complete=True, shows_marks=True)
    take_over(session, compute(session, judged.season, **by), **by)
    session.commit()
    return judged


def page(entry):
    return f"/teacher/entries/{entry.id}/feedback"


def teacher_of(app, session, entry):
    user = makers.make_teacher(session, entry.school)
    session.commit()
    return sign_in(app, user.id)


def published(session, judged, by):
    publication = publish(session, judged.season, note="", **by)
    session.commit()
    return publication


def test_an_awarded_games_teacher_reads_award_comments_and_marks(app, session, judged, by):
    published(session, judged, by)
    best = judged.entries[0]
    text = teacher_of(app, session, best).get(page(best), headers=ENGLISH).text
    for words in ("First prize", "Comment 0-0", "Comment 0-1", "Comment 0-2", "Theme", "Technique"):
        assert words in text
    assert re.findall(r"the middle of the division \([\d.]+\)", text)
    assert "how-we-judge" in text


def test_the_marks_are_the_means_of_the_games_own_sheets_beside_the_frozen_median(app, session, judged, by):
    publication = published(session, judged, by)
    entry = judged.entries[5]
    means = [
        sum(sheet.marks[number].points for sheet in judged.sheets if sheet.assignment.entry is entry) / 3
        for number in range(2)
    ]
    medians = publication.content["judging"]["divisions"][1]["medians"].values()
    text = teacher_of(app, session, entry).get(page(entry), headers=ENGLISH).text
    assert re.findall(r'<strong class="figure">([\d.]+)</strong>', text) == [f"{mean:.1f}" for mean in means]
    assert re.findall(r"division \(([\d.]+)\)", text) == [f"{each:.1f}" for each in medians]


def test_the_score_stands_only_with_how_sure_it_is_and_no_place_is_told(app, session, judged, by):
    published(session, judged, by)
    entry = judged.entries[6]
    text = teacher_of(app, session, entry).get(page(entry), headers=ENGLISH).text
    low, high = map(float, re.search(r"something between ([\d.]+) and ([\d.]+)\.", text).groups())
    score = float(re.search(r"the mean of the sheets: ([\d.]+) points", text)[1])
    assert low < score < high
    assert re.search(r"which numbers cannot tell apart from this one: [0-6] of 6\.", text)
    assert re.findall(r"(?i)\bplace\b \d|\branked\b|第 ?\d+ ?名", text) == []


def test_a_game_without_an_award_is_told_kindly_and_reads_its_comments(app, session, judged, by):
    published(session, judged, by)
    last = judged.entries[-1]
    text = teacher_of(app, session, last).get(page(last), headers=ENGLISH).text
    assert "Taken part" in text
    assert "Comment 13-0" in text
    assert "First prize" not in text


def test_no_judge_is_named_not_even_one_who_signed_and_notes_for_organizers_stay_there(app, session, judged, by):
    published(session, judged, by)
    entry = judged.entries[3]
    text = teacher_of(app, session, entry).get(page(entry)).text
    assert [
        word for word in ("评委甲", "Judge Secret", "13800000000", "the organizers&#39; note") if word in text
    ] == []


def test_who_else_can_read_the_marks_is_said(app, session, judged, by):
    best, last = judged.entries[0], judged.entries[-1]
    published(session, judged, by)
    clients = {entry: teacher_of(app, session, entry) for entry in (best, last)}

    def said(entry):
        text = clients[entry].get(page(entry), headers=ENGLISH).text
        words = ("Only your school sees this.", "They stand in the public table", "which only your school knows")
        return [word for word in words if word in text]

    assert (said(best), said(last)) == (["Only your school sees this."], ["Only your school sees this."])
    judged.season.shows_table = True
    published(session, judged, by)
    assert (said(best), said(last)) == (["They stand in the public table"], ["which only your school knows"])


def test_without_leave_there_are_comments_and_no_marks(app, session, judged, by):
    judged.season.shows_marks = False
    published(session, judged, by)
    entry = judged.entries[0]
    text = teacher_of(app, session, entry).get(page(entry), headers=ENGLISH).text
    assert "Comment 0-0" in text
    assert ("mark-bar" in text, "middle of the division" in text, "All in all" in text) == (False, False, False)


def test_before_publication_there_is_nothing_and_once_hidden_nothing_again(app, session, judged, by):
    entry = judged.entries[0]
    client = teacher_of(app, session, entry)
    assert client.get(page(entry)).status_code == 404
    assert "Comment" not in client.get(f"/teacher/entries/{entry.id}").text
    assert "feedback" not in client.get(f"/teacher/entries/{entry.id}").text
    publication = published(session, judged, by)
    assert client.get(page(entry)).status_code == 200
    assert page(entry) in client.get(f"/teacher/entries/{entry.id}").text
    assert "Results are there" in client.get("/teacher/", headers=ENGLISH).text
    hide(session, publication, **by)
    session.commit()
    assert client.get(page(entry)).status_code == 404
    assert page(entry) not in client.get(f"/teacher/entries/{entry.id}").text


@pytest.mark.parametrize("out", ["withdrawn", "disqualified"])
def test_a_game_that_left_the_contest_has_nothing(app, session, judged, by, out):
    published(session, judged, by)
    entry = judged.entries[0]
    if out == "withdrawn":
        entry.state = "withdrawn"
    else:
        entry.disqualified_at = makers.JUDGED
    client = teacher_of(app, session, entry)
    assert client.get(page(entry)).status_code == 404
    assert "feedback" not in client.get(f"/teacher/entries/{entry.id}").text


def test_another_schools_game_does_not_exist_for_a_teacher(app, session, judged, by):
    published(session, judged, by)
    client = teacher_of(app, session, judged.entries[0])
    assert client.get(page(judged.entries[1])).status_code == 404
    assert app.test_client().get(page(judged.entries[0])).status_code == 401
    assert sign_in(app, judged.judges[0].user_id).get(page(judged.entries[0])).status_code == 403
    assert client.get("/teacher/entries/99999999999/feedback").status_code == 404


def test_sheets_set_aside_taken_away_or_unfinished_say_nothing(session, judged):
    entry = judged.entries[2]
    own = [sheet for sheet in judged.sheets if sheet.assignment.entry is entry]
    assert len(comments_on(session, entry)) == 3
    own[0].set_aside_at = makers.JUDGED
    own[1].assignment.state = "removed"
    session.flush()
    assert [comment[:11] for comment in comments_on(session, entry)] == ["Comment 2-2"]
    own[2].finished_at = None
    session.flush()
    assert comments_on(session, entry) == ()


def test_the_order_of_comments_does_not_follow_the_judges(session, judged):
    orders = {
        tuple(int(comment.split("-")[1][0]) for comment in comments_on(session, entry)) for entry in judged.entries
    }
    assert len(orders) > 3


def test_a_publication_of_the_first_form_shows_award_and_comments(app, session, judged, by):
    publication = published(session, judged, by)
    new = ("judging", "shows_marks", "table")
    publication.content = {name: part for name, part in publication.content.items() if name not in new}
    publication.ranking_id = None
    session.commit()
    entry = judged.entries[0]
    answer = teacher_of(app, session, entry).get(page(entry), headers=ENGLISH)
    assert answer.status_code == 200
    assert ("First prize" in answer.text, "Comment 0-0" in answer.text, "mark-bar" in answer.text) == (
        True,
        True,
        False,
    )


def test_the_desk_costs_no_query_more_for_published_games(app, session, judged, by):
    entry = judged.entries[0]
    client = teacher_of(app, session, entry)

    def queries():
        with makers.count_queries(session) as statements:
            assert client.get("/teacher/").status_code == 200
        return len(statements)

    before = queries()
    published(session, judged, by)
    for _ in range(5):
        makers.make_entry(session, judged.season, entry.school)
    session.commit()
    assert queries() == before
