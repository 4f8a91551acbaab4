"""The judge's desk through a client; what no judge sees; who is kept out."""

import json
import re
from datetime import timedelta

import makers
import pytest
from conftest import sign_in
from flask import template_rendered
from judge_cast import Cast

from contest.models import (
    Assignment,
    AssignmentState,
    AuditEvent,
    Author,
    Entry,
    JudgeState,
    Revision,
    School,
    ScoreSheet,
    Teacher,
    User,
)

pytestmark = pytest.mark.database


@pytest.fixture
def cast(app, session, clock, tmp_path):
    yield Cast(app, session, clock, tmp_path)
    app.config["WTF_CSRF_ENABLED"] = True


def text_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


# ---- the desk ----


def test_the_desk_says_how_far_the_judge_is_and_serves_the_next_game(cast):
    makers.make_sheet(cast.session, cast.session.get(Assignment, cast.duty.id), [3, 3])
    cast.session.get(Assignment, cast.others[0].id).state = AssignmentState.LATER
    cast.session.commit()
    page = cast.page("/judge/")
    assert "3 games 1 done 1 left 1 put aside for later" in text_of(page)
    assert re.search(rf'desk-go [^>]*href="/judge/sheets/{cast.others[1].id}\?at=1&amp;of=2"', page)


def test_before_the_round_the_desk_names_the_day_and_shows_no_game(cast):
    cast.clock.time = makers.JUDGING - timedelta(days=1)
    page = cast.page("/judge/")
    assert "Judging begins 2027-04-08 08:00" in text_of(page)
    assert "3 games wait for you." in text_of(page)
    assert "/judge/sheets/" not in page
    assert cast.get().status_code == 409


def test_after_the_last_game_the_desk_says_thank_you(cast):
    for duty in (cast.duty, *cast.others):
        makers.make_sheet(cast.session, cast.session.get(Assignment, duty.id), [3, 3])
    cast.session.commit()
    page = cast.page("/judge/")
    assert "All done, thank you!" in page
    assert "desk-go" not in page


def test_a_judge_without_games_is_told_to_look_in_again(cast):
    other = makers.make_judge(cast.session, cast.season)
    cast.session.commit()
    page = cast.get("/judge/", sign_in(cast.app, other.user_id)).get_data(as_text=True)
    assert "No games have been given to you yet." in page


# ---- what a judge never sees ----


def test_no_judges_page_names_school_teacher_author_or_the_files_own_name(cast):
    cast.save(theme=(None, 4), comment=("", "good"))
    answers = [
        cast.get("/judge/"),
        cast.get(),
        cast.get(f"{cast.address}/project"),
        cast.get(f"{cast.address}/picture"),
        cast.save(theme=(4, 9)),
        cast.save(theme=(1, 2)),
        cast.save(theme=(4, 5)),
        cast.send("finish"),
        cast.send("finish", technique="9"),
        cast.client.post(f"{cast.address}/step-back", data={"reason": "other"}),
        cast.client.post(f"{cast.address}/step-back", data={"reason": "knows-author"}),
        cast.get(),
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 422, 409, 200, 422, 422, 422, 303, 404]
    everything = "\n".join(f"{answer.headers}\n{answer.get_data(as_text=True)}" for answer in answers)
    everything += json.dumps(everything)  # as JSON would escape it
    entry = cast.fresh(Entry, cast.entry.id)
    hidden = [
        entry.school.name,
        entry.school.city,
        entry.school.code,
        entry.created_by.name,
        entry.created_by.login,
        entry.authors[0].full_name,
        entry.authors[0].display_name,
        entry.revisions[0].original_name,
        "作业",
    ]
    assert [word for word in hidden if word in everything or json.dumps(word)[1:-1] in everything] == []
    assert cast.entry.title in everything


def test_names_in_a_title_or_text_are_stars_to_the_judge(cast):
    entry = cast.session.get(Entry, cast.entry.id)
    entry.title = "欧阳娜娜的迷宫"
    entry.how_to_play = "作者：欧阳 娜娜，辣椒湾小学，teacher topsecret 指导。方向键走路。"
    cast.session.commit()
    assert "<strong>*的迷宫</strong>" in cast.page("/judge/")
    sheet = cast.page()
    assert '<h1 id="title">*的迷宫</h1>' in sheet
    assert "作者：*，*，* 指导。方向键走路。" in sheet


def test_what_templates_get_leads_to_no_school_teacher_or_author(cast):
    seen = []

    def note(sender, template, context, **extra):
        seen.extend(value for name, value in context.items() if name != "current_user")

    with template_rendered.connected_to(note, cast.app):
        cast.page("/judge/")
        cast.page()
    rows = (Entry, Assignment, Author, School, Teacher, Revision, User, ScoreSheet)
    assert seen
    assert [value for value in seen if isinstance(value, rows)] == []


def test_the_file_is_named_after_the_entrys_code(cast):
    answer = cast.get(f"{cast.address}/project")
    assert answer.data == b"bytes of a game"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{cast.entry.code}.sb3"'
    assert cast.get(f"{cast.address}/picture").data == b"bytes of a picture"


def test_the_trail_of_a_judges_work_names_no_child(cast):
    cast.save(theme=(None, 4))
    cast.client.post(f"{cast.address}/step-back", data={"reason": "other", "explanation": "I know 欧阳娜娜"})
    trail = [(event.action, event.before, event.after) for event in cast.session.query(AuditEvent)]
    assert trail == [
        ("sheet.mark", {"theme": None}, {"theme": 4}),
        ("assignment.recuse", {"state": "open"}, {"state": "recused", "reason": "other"}),
    ]


# ---- who may not ----


def test_strangers_other_roles_and_other_judges_are_kept_out(cast):
    other = makers.make_judge(cast.session, cast.season)
    organizer, teacher = makers.make_organizer(cast.session), makers.make_teacher(cast.session)
    cast.session.commit()

    def answers(client):
        asked = [cast.get(address, client) for address in (None, f"{cast.address}/project", f"{cast.address}/picture")]
        return [*(answer.status_code for answer in asked), cast.save(client, theme=(None, 3)).status_code]

    assert answers(cast.app.test_client()) == [401] * 4
    assert answers(sign_in(cast.app, organizer.id)) == [403] * 4
    assert answers(sign_in(cast.app, teacher.id)) == [403] * 4
    assert answers(sign_in(cast.app, other.user_id)) == [404] * 4
    assert cast.sheet() is None


@pytest.mark.parametrize("change", ["removed", "withdrawn", "disqualified"])
def test_a_game_that_was_taken_away_is_no_longer_there(cast, change):
    duty = cast.fresh(Assignment, cast.duty.id)
    if change == "removed":
        duty.state = AssignmentState.REMOVED
    elif change == "withdrawn":
        duty.entry.state = "withdrawn"
    else:
        duty.entry.disqualified_at = makers.JUDGING
    cast.session.commit()
    assert [cast.get().status_code, cast.save(theme=(None, 1)).status_code] == [404, 404]
    assert f'"{cast.address}"' not in cast.page("/judge/")


def test_who_left_the_jury_may_look_back_and_not_change(cast):
    cast.fresh(Assignment, cast.duty.id).judge.state = JudgeState.LEFT
    cast.session.commit()
    assert [cast.get().status_code, cast.save(theme=(None, 1)).status_code] == [200, 404]


def test_wrong_methods_are_refused(cast):
    assert cast.client.get(f"{cast.address}/save").status_code == 405
    assert cast.client.post("/judge/").status_code == 405
