"""The score sheet through a client: saved change by change, or as a plain form."""

import re
import threading

import makers
import pytest
from conftest import sign_in
from judge_cast import FETCH, Cast

from contest.models import Assignment, AssignmentState

pytestmark = pytest.mark.database


@pytest.fixture
def cast(app, session, clock, tmp_path):
    yield Cast(app, session, clock, tmp_path)
    app.config["WTF_CSRF_ENABLED"] = True


# ---- saving change by change ----


def test_a_change_is_saved_and_the_answer_tells_the_time_in_the_contests_zone(cast):
    answer = cast.save(theme=(None, 4), comment=("", "很好玩"))
    told = answer.get_json()
    assert (answer.status_code, told["saved"], told["version"], told["conflicts"]) == (200, "10:32", 1, [])
    assert (told["values"][cast.theme], told["values"][cast.technique], told["values"]["comment"]) == (
        4,
        None,
        "很好玩",
    )
    assert cast.marks() == [4]
    assert "checked" in re.search(rf'name="{cast.theme}" value="4" (\w*)', cast.page())[1]


def test_an_older_tab_gets_409_with_the_newer_state_and_keeps_what_does_not_clash(cast):
    cast.save(theme=(None, 4))
    answer = cast.save(theme=(None, 1), note=("", "from the other tab"))
    told = answer.get_json()
    assert (answer.status_code, told["conflicts"], told["values"][cast.theme]) == (409, [cast.theme], 4)
    assert (cast.marks(), cast.sheet().note) == ([4], "from the other tab")


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {"changes": 3},
        {"changes": {"comment": "x"}},
        {"changes": {"comment": {"now": "x"}}},
        {"changes": {"comment": {"was": "", "now": ["x"]}}},
        {"changes": {"comment": {"was": "", "now": 3}}},
        {"changes": {"finished_at": {"was": None, "now": "x"}}},
        {"changes": {"mark-999999": {"was": None, "now": 3}}},
    ],
)
def test_what_is_no_change_of_this_sheet_is_refused_in_words(cast, body):
    answer = cast.client.post(f"{cast.address}/save", json=body, headers=FETCH | {"Accept-Language": "en"})
    assert (answer.status_code, cast.sheet()) == (422, None)
    assert answer.get_json()["error"] == "This score sheet has no such field or value. Please reload the page."


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, '{"changes":' * 100_000])
def test_what_is_no_json_or_far_too_deep_is_refused_too(cast, text):
    sent = {"data": text, "content_type": "application/json"}
    assert (cast.client.post(f"{cast.address}/save", headers=FETCH, **sent).status_code, cast.sheet()) == (422, None)


def test_a_mark_outside_the_levels_is_refused_in_words(cast):
    answer = cast.save(theme=(None, 6))
    assert (answer.status_code, answer.get_json()["field"], cast.sheet()) == (422, cast.theme, None)


def test_many_first_saves_at_once_make_one_sheet_with_all_of_them(cast):
    clients = [sign_in(cast.app, cast.judge.user_id) for _ in range(4)]
    start = threading.Barrier(4)
    changes = [{"theme": (None, 4)}, {"technique": (None, 2)}, {"comment": ("", "good")}, {"note": ("", "nice")}]
    answers = []

    def save(client, change):
        start.wait()
        answers.append(cast.save(client, **change).status_code)

    threads = [threading.Thread(target=save, args=pair) for pair in zip(clients, changes, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sheet = cast.sheet()
    assert (answers, sorted(cast.marks()), sheet.comment, sheet.note) == ([200] * 4, [2, 4], "good", "nice")
    assert sheet.version == 4


def test_saving_needs_the_forms_token(cast):
    cast.app.config["WTF_CSRF_ENABLED"] = True
    answer = cast.save(theme=(None, 4))
    assert (answer.status_code, cast.sheet()) == (400, None)


# ---- the same without a script ----


def test_a_plain_form_saves_finishes_and_goes_on(cast):
    answer = cast.send("save", theme="4", comment="one\r\ntwo", flag_improper="1")
    assert (answer.status_code, answer.location) == (303, cast.address)
    sheet = cast.sheet()
    assert ([mark.points for mark in sheet.marks], sheet.comment, sheet.flags) == ([4], "one\ntwo", ["improper"])
    answer = cast.send("finish", theme="4", technique="2", comment="one\r\ntwo")
    assert (answer.status_code, answer.location) == (303, f"/judge/sheets/{cast.others[0].id}")
    assert cast.fresh(Assignment, cast.duty.id).state is AssignmentState.DONE
    assert cast.sheet().flags == []


def test_finishing_with_a_blank_names_it_and_keeps_the_rest(cast):
    answer = cast.send("finish", theme="4", comment="kept")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert re.search(rf'data-error="{cast.technique}"\s*>Please choose a level\.<', page)
    assert re.search(rf'data-error="{cast.theme}" hidden><', page)
    assert (cast.marks(), cast.sheet().comment) == ([4], "kept")
    assert cast.fresh(Assignment, cast.duty.id).state is AssignmentState.OPEN


def test_a_form_from_an_old_page_overwrites_nothing_and_shows_both(cast):
    cast.save(theme=(None, 4), comment=("", "from the other device"))
    answer = cast.send(version=0, theme="2", technique="3", comment="from here")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "from here</textarea>" in page
    assert "from the other device" in page
    assert (sorted(cast.marks()), cast.sheet().comment) == ([3, 4], "from the other device")
    assert 'name="version" value="2"' in page
    assert cast.send(theme="2", technique="3", comment="from here").status_code == 303
    assert (sorted(cast.marks()), cast.sheet().comment) == ([2, 3], "from here")


def test_a_comment_that_is_too_long_is_kept_in_the_page(cast):
    long = "字" * 2001
    answer = cast.send("finish", theme="4", technique="2", comment=long)
    page = answer.get_data(as_text=True)
    assert (answer.status_code, cast.sheet()) == (422, None)
    assert f"{long}</textarea>" in page
    assert "At most 2000 characters, please." in page
    assert len(re.findall(r"checked>", page)) == 2


def test_what_is_put_aside_is_served_again_at_the_end(cast):
    assert cast.send("later", theme="4").location == f"/judge/sheets/{cast.others[0].id}"
    assert (cast.fresh(Assignment, cast.duty.id).state, cast.marks()) == (AssignmentState.LATER, [4])
    for duty, following in zip(cast.others, (cast.others[1], cast.duty), strict=True):
        makers.make_sheet(cast.session, cast.session.get(Assignment, duty.id), [3, 3])
        cast.session.commit()
        answer = cast.client.post(f"/judge/sheets/{duty.id}", data={"version": 0, "then": "finish"})
        assert answer.location == f"/judge/sheets/{following.id}"
    assert cast.send("finish", theme="4", technique="3").location == "/judge/"


def test_a_finished_sheet_may_change_until_the_round_closes(cast):
    cast.send("finish", theme="4", technique="2")
    assert cast.save(theme=(4, 5)).status_code == 200
    assert (cast.marks(), cast.fresh(Assignment, cast.duty.id).state) == ([5, 2], AssignmentState.DONE)
    cast.clock.time = makers.JUDGED
    assert cast.save(theme=(5, 1)).status_code == 409
    assert cast.send(theme="1").status_code == 409
    assert cast.client.post(f"{cast.address}/step-back", data={"reason": "knows-author"}).status_code == 409
    assert cast.marks() == [5, 2]
    page = cast.page()
    assert "this sheet can be read and no longer be changed" in page
    assert ("<button" in page.split('id="sheet"')[1], "data-sheet" in page) == (False, False)


def test_stepping_back_needs_a_reason_and_is_for_good(cast):
    address = f"{cast.address}/step-back"
    assert cast.client.post(address, data={}).status_code == 422
    answer = cast.client.post(address, data={"reason": "other", "explanation": " "}, headers={"Accept-Language": "en"})
    assert answer.status_code == 422
    assert "Please say in a few words why." in answer.get_data(as_text=True)
    answer = cast.client.post(address, data={"reason": "other", "explanation": "my niece"})
    assert (answer.status_code, answer.location) == (303, f"/judge/sheets/{cast.others[0].id}")
    assert [cast.get().status_code, cast.save(theme=(None, 1)).status_code] == [404, 404]
    assert f'"{cast.address}"' not in cast.page("/judge/")
