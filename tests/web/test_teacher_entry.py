"""The teacher's pages: desk, new entry, draft, submission, withdrawal, receipt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import makers
import pytest
from conftest import Clock, sign_in
from flask import Flask
from markupsafe import escape
from project_files import a_project
from sqlalchemy.orm import Session

from contest.models import Author, Entry, EntryState, School, Season, User
from contest.rules.eligibility import Problem
from contest.web.teacher.words import SENTENCES, problem_sentences, time_left

pytestmark = pytest.mark.database


@dataclass
class Cast:
    """A teacher at a school, a season under way, and a draft that lacks only its file."""

    teacher: User
    school: School
    season: Season
    draft: Entry
    client: Any

    @property
    def page(self) -> str:
        return f"/teacher/entries/{self.draft.id}"


@pytest.fixture
def cast(app: Flask, session: Session) -> Cast:
    school = makers.make_school(session, name="嘉善小学")
    teacher = makers.make_teacher(session, school, language="en")
    season = makers.make_season(session)
    draft = Entry(
        code="ABC234",
        season=season,
        school=school,
        created_by=teacher,
        division=season.divisions[0],
        title="接水果",
        how_to_play="按方向键。",
        authors=[Author(position=0, full_name="欧阳小明", grade=2)],
        is_original=True,
        has_consent=True,
        created_at=makers.OPENS,
        updated_at=makers.OPENS,
    )
    makers.add(session, draft)
    session.commit()
    return Cast(teacher, school, season, draft, sign_in(app, teacher.id))


def typed(cast: Cast, **given: Any) -> dict[str, Any]:
    """The draft's form as the browser sends it."""
    fields = {
        "title": "接水果",
        "how_to_play": "按方向键。",
        "division": str(cast.season.divisions[0].id),
        "authors-0-full_name": "欧阳小明",
        "authors-0-grade": "2",
        "authors-0-display_name": "",
        "is_original": "y",
        "has_consent": "y",
        "do": "save",
    }
    return {name: value for name, value in {**fields, **given}.items() if value is not None}


def with_file(**given: Any) -> dict[str, Any]:
    import io

    return {"project": (io.BytesIO(a_project()), "李雷的游戏.sb3"), **given}


def state_of(session: Session, entry: Entry) -> EntryState:
    session.expire_all()
    return session.get_one(Entry, entry.id).state


def test_a_new_game_begins_with_a_title_at_the_teachers_own_school(cast: Cast, session: Session) -> None:
    address = f"/teacher/seasons/{cast.season.slug}/new"
    assert cast.client.get(address).status_code == 200
    answer = cast.client.send(address, {"title": "  新游戏\u0007 ", "school": str(cast.school.id)})
    entry = session.query(Entry).filter_by(title="新游戏").one()
    assert (answer.status_code, answer.location) == (303, f"/teacher/entries/{entry.id}")
    assert (entry.school_id, entry.state, entry.created_by_id) == (cast.school.id, EntryState.DRAFT, cast.teacher.id)


def test_a_game_is_never_entered_for_a_foreign_school(cast: Cast, session: Session) -> None:
    foreign = makers.make_school(session)
    session.commit()
    answer = cast.client.send(f"/teacher/seasons/{cast.season.slug}/new", {"title": "A", "school": str(foreign.id)})
    assert answer.status_code == 422
    assert session.query(Entry).filter_by(school_id=foreign.id).count() == 0


def test_who_teaches_at_several_schools_chooses_one(cast: Cast, session: Session) -> None:
    other = makers.make_school(session, name="另一所小学")
    makers.add(session, makers.Teacher(user=cast.teacher, school=other, joined_at=makers.OPENS))
    session.commit()
    address = f"/teacher/seasons/{cast.season.slug}/new"
    page = cast.client.get(address).text
    assert re.findall(r"<option[^>]*>([^<]+)</option>", page) == ["另一所小学", "嘉善小学"]
    cast.client.send(address, {"title": "A", "school": str(other.id)})
    assert session.query(Entry).filter_by(school_id=other.id).one().title == "A"


def test_the_page_shows_the_draft_and_how_the_name_is_masked(cast: Cast) -> None:
    page = cast.client.get(cast.page).text
    assert "接水果" in page
    assert "<strong>欧阳*</strong>" in page


def test_a_draft_is_saved_with_anything_missing(cast: Cast, session: Session) -> None:
    answer = cast.client.send(cast.page, {"title": "只有名字", "do": "save"})
    assert (answer.status_code, answer.location) == (303, cast.page)
    session.expire_all()
    draft = session.get_one(Entry, cast.draft.id)
    assert (draft.title, draft.has_consent) == ("只有名字", False)


def test_a_text_that_is_too_long_is_refused_and_kept_in_the_form(cast: Cast, session: Session) -> None:
    answer = cast.client.send(cast.page, typed(cast, title="长" * 61, how_to_play="新的玩法"))
    assert answer.status_code == 422
    assert "At most 60 characters, please." in answer.text
    assert "长" * 61 in answer.text
    assert "新的玩法" in answer.text
    session.expire_all()
    assert session.get_one(Entry, cast.draft.id).how_to_play == "按方向键。"


def test_line_breaks_count_once_as_in_the_browser(cast: Cast, session: Session) -> None:
    answer = cast.client.send(cast.page, typed(cast, how_to_play="一\r\n" * 999 + "完"))
    assert answer.status_code == 303
    session.expire_all()
    assert session.get_one(Entry, cast.draft.id).how_to_play == "一\n" * 999 + "完"


@pytest.mark.parametrize("name", ["authors-²-full_name", "authors-x-full_name", "authors-99999999999-full_name"])
def test_odd_names_of_fields_break_nothing(name: str, cast: Cast) -> None:
    assert cast.client.send(cast.page, typed(cast, **{name: "甲"})).status_code == 303


@pytest.mark.parametrize("field", ["division", "authors-0-grade"])
def test_a_choice_that_is_none_is_refused(field: str, cast: Cast) -> None:
    assert cast.client.send(cast.page, typed(cast, **{field: "99"})).status_code == 422
    assert cast.client.send(cast.page, typed(cast, **{field: "a"})).status_code == 422


def test_submitting_saves_and_tells_beside_each_field_what_is_missing(cast: Cast, session: Session) -> None:
    missing = {"how_to_play": "", "has_consent": None, "do": "submit", "authors-0-grade": "5"}
    answer = cast.client.send(cast.page, typed(cast, title="另一个名字", **missing))
    assert answer.status_code == 422
    told = re.findall(r'id="(\w+)-errors"[^>]*><li>([^<]*)</li>', answer.text)
    assert sorted(told) == [
        ("has_consent", "Confirm that the parents agree."),
        ("how_to_play", "Say how the game is played: which keys, and what the aim is."),
        ("project", "Upload the game&#39;s Scratch file."),
    ]
    assert str(escape("An author's grade does not belong to the chosen division “Grades 1–3”.")) in answer.text
    session.expire_all()
    draft = session.get_one(Entry, cast.draft.id)
    assert (draft.title, draft.state) == ("另一个名字", EntryState.DRAFT)


def test_every_problem_has_a_sentence_of_its_own(app: Flask, cast: Cast) -> None:
    with app.test_request_context():
        told = problem_sentences(cast.draft, list(Problem))
    assert set(SENTENCES) == set(Problem)
    assert len({text for _, text in told}) == len(Problem)
    assert [text for _, text in told if "%" in text] == []


def test_text_file_and_submission_go_in_one_press_without_any_script(cast: Cast, session: Session) -> None:
    answer = cast.client.send(cast.page, typed(cast, **with_file(do="submit")))
    assert (answer.status_code, answer.location) == (303, cast.page)
    assert state_of(session, cast.draft) is EntryState.SUBMITTED
    assert "Submitted. Thank you!" in cast.client.get(cast.page).text


def test_a_second_press_of_submit_is_harmless(cast: Cast, session: Session, clock: Clock) -> None:
    cast.client.send(cast.page, typed(cast, **with_file(do="submit")))
    clock.forward(seconds=5)
    assert cast.client.send(cast.page, typed(cast, **with_file(do="submit"))).status_code == 303
    session.expire_all()
    entry = session.get_one(Entry, cast.draft.id)
    assert entry.submitted_at != clock()
    assert [each.number for each in entry.revisions] == [1]


def test_a_submitted_entry_is_not_saved_incomplete(cast: Cast, session: Session) -> None:
    cast.client.send(cast.page, typed(cast, **with_file(do="submit")))
    answer = cast.client.send(cast.page, typed(cast, title="", how_to_play="已改"))
    assert answer.status_code == 422
    assert "Give the game a title." in answer.text
    assert "已改" in answer.text
    session.expire_all()
    entry = session.get_one(Entry, cast.draft.id)
    assert (entry.title, entry.how_to_play) == ("接水果", "按方向键。")


def test_withdrawn_and_brought_back(cast: Cast, session: Session) -> None:
    cast.client.send(cast.page, typed(cast, **with_file(do="submit")))
    assert cast.client.send(f"{cast.page}/withdraw").location == cast.page
    assert state_of(session, cast.draft) is EntryState.WITHDRAWN
    page = cast.client.get(cast.page).text
    assert "This game is withdrawn" in page
    assert 'id="entry-form"' not in page
    assert cast.client.send(cast.page, typed(cast)).status_code == 409
    assert cast.client.send(f"{cast.page}/restore").location == cast.page
    assert state_of(session, cast.draft) is EntryState.SUBMITTED


def test_after_the_deadline_the_entry_is_locked_and_still_readable(cast: Cast, session: Session, clock: Clock) -> None:
    cast.client.send(cast.page, typed(cast, **with_file(do="submit")))
    clock.time = cast.season.submissions_close_at
    page = cast.client.get(cast.page)
    assert page.status_code == 200
    assert "The game is locked" in page.text
    assert 'id="entry-form"' not in page.text
    closed = [
        cast.client.send(cast.page, typed(cast, title="太晚了")),
        cast.client.send(f"{cast.page}/file", with_file()),
        cast.client.send(f"{cast.page}/withdraw"),
        cast.client.send(f"{cast.page}/restore"),
        cast.client.send(f"{cast.page}/picture"),
        cast.client.get(f"/teacher/seasons/{cast.season.slug}/new"),
        cast.client.send(f"/teacher/seasons/{cast.season.slug}/new", {"title": "太晚了"}),
    ]
    assert [answer.status_code for answer in closed] == [409] * 7
    session.expire_all()
    assert session.get_one(Entry, cast.draft.id).title == "接水果"


def test_a_disqualified_entry_says_why_and_is_locked(cast: Cast, session: Session, clock: Clock) -> None:
    cast.draft.disqualified_at = clock()
    cast.draft.disqualified_why = "与另一作品相同"
    session.commit()
    assert "与另一作品相同" in cast.client.get(cast.page).text
    assert cast.client.send(cast.page, typed(cast)).status_code == 409


def test_the_receipt_tells_number_time_and_fingerprint(cast: Cast, session: Session) -> None:
    assert cast.client.get(f"{cast.page}/receipt").status_code == 409
    cast.client.send(cast.page, typed(cast, **with_file(do="submit")))
    page = cast.client.get(f"{cast.page}/receipt").text
    session.expire_all()
    for fact in ("ABC234", "接水果", "嘉善小学", "2026-11-02 10:00", str(cast.draft.file_sha256)):
        assert fact in page
    assert "欧阳" not in page


GETS = ["", "/receipt", "/project", "/picture", "/revisions/1/project"]
POSTS = ["", "/file", "/picture", "/withdraw", "/restore"]


def test_every_address_is_closed_to_strangers_other_roles_and_other_schools(
    app: Flask, cast: Cast, session: Session
) -> None:
    cast.client.send(cast.page, typed(cast, **with_file(do="submit")))
    organizer = makers.make_organizer(session)
    colleague = makers.make_teacher(session)
    session.commit()
    for client, status in (
        (app.test_client(), 401),
        (sign_in(app, organizer.id), 403),
        (sign_in(app, colleague.id), 404),
    ):
        assert [client.get(cast.page + each).status_code for each in GETS] == [status] * len(GETS)
        assert [client.send(cast.page + each).status_code for each in POSTS] == [status] * len(POSTS)
    assert state_of(session, cast.draft) is EntryState.SUBMITTED


def test_an_entry_that_does_not_exist_is_not_found(cast: Cast) -> None:
    assert cast.client.get("/teacher/entries/999999").status_code == 404
    assert cast.client.get("/teacher/seasons/none/new").status_code == 404
    assert cast.client.get(f"{cast.page}/revisions/9/project").status_code == 404


def test_the_desk_invites_while_there_is_nothing(app: Flask, session: Session) -> None:
    teacher = makers.make_teacher(session, language="en")
    season = makers.make_season(session)
    session.commit()
    page = sign_in(app, teacher.id).get("/teacher/").text
    assert "Which one will be the first?" in page
    assert f"/teacher/seasons/{season.slug}/new" in page


def test_the_desk_lists_the_schools_games_and_never_another_schools(cast: Cast, session: Session) -> None:
    makers.make_entry(session, cast.season, title="别校的游戏")
    session.commit()
    page = cast.client.get("/teacher/").text
    assert re.findall(r'class="game-title">([^<]*)<', page) == ["接水果"]
    assert "1 thing is missing" in page
    assert "149 days left" in page


def test_the_desk_keeps_earlier_seasons_to_read(cast: Cast, session: Session, clock: Clock) -> None:
    makers.make_entry(session, cast.season, cast.school, title="去年的游戏")
    session.commit()
    clock.time = makers.JUDGED
    page = cast.client.get("/teacher/").text
    assert "No season is under way" in page
    assert re.findall(r'class="game-title">([^<]*)<', page.partition("Earlier seasons")[2]) == ["接水果", "去年的游戏"]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (59, "less than a minute left"),
        (60, "1 minute left"),
        (2 * 3600 - 1, "119 minutes left"),
        (47.9 * 3600, "47 hours left"),
        (48 * 3600, "2 days left"),
        (3 * 86400 - 1, "2 days left"),
    ],
)
def test_the_time_left_is_rounded_down(seconds: float, words: str, app: Flask, clock: Clock) -> None:
    deadline = clock()
    clock.forward(seconds=-seconds)
    with app.test_request_context(headers={"Accept-Language": "en"}):
        assert time_left(deadline, clock()) == words
