"""The judge's desk and score sheet through a client."""

import json
import re
import threading
from datetime import timedelta

import makers
import pytest
from conftest import sign_in
from flask import template_rendered

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
from contest.storage import Storage

pytestmark = pytest.mark.database
FETCH = {"X-Requested-With": "fetch"}


class Cast:
    """A judge with three games, in the middle of the round."""

    def __init__(self, app, session, clock, tmp_path):
        app.config["WTF_CSRF_ENABLED"] = False
        self.app, self.session, self.clock = app, session, clock
        clock.time = makers.JUDGING + timedelta(days=1, hours=2, minutes=32)
        self.season = makers.make_season(session)
        self.judge = makers.make_judge(session, self.season, name="Judge Judy")
        school = makers.make_school(session, name="辣椒湾小学", city="Hidden City")
        teacher = makers.make_teacher(session, school, name="Teacher Topsecret", login="13800138000")
        store = Storage(tmp_path / "uploads")
        self.file = makers.make_file(
            session, store.put(b"bytes of a game"), picture_sha256=store.put(b"bytes of a picture")
        )
        self.entry = makers.make_entry(
            session,
            self.season,
            school,
            file=self.file,
            created_by=teacher,
            authors=[Author(position=0, full_name="欧阳娜娜", grade=2, display_name="Little Nana")],
        )
        self.entry.revisions[0].original_name = "欧阳娜娜-作业.sb3"
        self.duty = makers.make_assignment(session, self.entry, self.judge, position=1)
        self.others = [
            makers.make_assignment(session, makers.make_entry(session, self.season, school), self.judge, position=place)
            for place in (2, 3)
        ]
        self.theme, self.technique = (f"mark-{criterion.id}" for criterion in self.season.criteria)
        session.commit()
        self.client = sign_in(app, self.judge.user_id)
        self.address = f"/judge/sheets/{self.duty.id}"

    def get(self, address=None, client=None):
        return (client or self.client).get(address or self.address, headers={"Accept-Language": "en"})

    def page(self, address=None):
        answer = self.get(address)
        assert answer.status_code == 200
        return answer.get_data(as_text=True)

    def save(self, client=None, **changes):
        body = {
            "changes": {getattr(self, name, name): {"was": was, "now": new} for name, (was, new) in changes.items()}
        }
        return (client or self.client).post(f"{self.address}/save", json=body, headers=FETCH)

    def send(self, then="save", address=None, **fields):
        named = {getattr(self, name, name).replace("_", "-"): value for name, value in fields.items()}
        kept = self.fresh(Assignment, self.duty.id).sheet
        data = {"version": kept.version if kept else 0, "comment": "", "note": "", "then": then} | named
        return self.client.post(address or self.address, data=data, headers={"Accept-Language": "en"})

    def fresh(self, table, key):
        self.session.rollback()
        self.session.expire_all()
        return self.session.get(table, key)

    def sheet(self):
        return self.fresh(Assignment, self.duty.id).sheet

    def marks(self):
        return [mark.points for mark in self.sheet().marks]


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
    assert f'desk-go" href="/judge/sheets/{cast.others[1].id}"' in page


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
