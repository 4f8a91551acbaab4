"""The organizer's pages: schools, import, people, jury."""

from __future__ import annotations

import html
import io
import re
from typing import cast

import makers
import pytest
from conftest import Client, Clock, sign_in
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from contest.documents.spreadsheet import read_table
from contest.models import Invitation, Judge, JudgeState, School, SchoolStatus, User
from contest.passwords import grouped

pytestmark = pytest.mark.database
CSV = "number,name,province,city,sponsor,computers,opened\n66,Pudong School,Shanghai,Pudong,Edwards,25,2016-11-15\n"
SCHOOL = {"name": "Qinghe Primary School", "province": "Jiangsu", "city": "Wuxi", "sponsor": "AICM"}


@pytest.fixture
def chief(session: Session) -> User:
    user = makers.make_organizer(session)
    user.language = "en"
    session.commit()
    return user


@pytest.fixture
def desk(app: Flask, chief: User) -> Client:
    return sign_in(app, chief.id)


# ---- schools ----


def test_a_school_is_added_and_corrected(desk: Client, session: Session) -> None:
    added = desk.send("/organizer/schools/new", SCHOOL | {"computers": "20", "opened_on": "2016-10-20"})
    school = session.scalars(select(School)).one()
    assert (added.status_code, added.location) == (303, f"/organizer/schools/{school.id}")
    assert grouped(school.code) in desk.get(added.location).text
    changed = desk.send(added.location, SCHOOL | {"computers": "", "opened_on": "", "name": "清河小学"})
    assert changed.status_code == 303
    session.expire_all()
    assert (school.name, school.computers, school.opened_on) == ("清河小学", None, None)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": ""}, "Please fill this in."),
        ({"name": "School one"}, "There is a school of this name already."),
        ({"number": "7"}, "Classroom 7 is School One."),
        ({"computers": "many"}, "Not a valid integer value"),
        ({"province": "x" * 41}, "At most 40 characters, please."),
    ],
)
def test_a_school_that_cannot_be_taken_keeps_what_was_typed(
    desk: Client, session: Session, change: dict[str, str], words: str
) -> None:
    makers.make_school(session, name="School One", number=7)
    session.commit()
    answer = desk.send("/organizer/schools/new", SCHOOL | change)
    assert answer.status_code == 422
    assert all(text in answer.text for text in (words, 'value="Wuxi"', 'value="AICM"'))
    assert len(session.scalars(select(School)).all()) == 1


def test_schools_are_found_by_text_and_province(desk: Client, session: Session) -> None:
    makers.make_school(session, name="Alpha", number=66, sponsor=makers.make_sponsor(session, "Rexel"))
    makers.make_school(session, name="Beta", province="Jilin", city="Liaoyuan")
    makers.make_school(session, name="Gam_ma", province="Jilin")
    session.commit()

    def found(query: str) -> list[str]:
        page = desk.get(f"/organizer/schools?{query}").text
        return re.findall(r"<strong>(\w+)</strong>", page)

    assert [found(query) for query in ("", "text=66", "text=rexel", "text=liao", "province=Jilin", "text=_")] == [
        ["Alpha", "Beta", "Gam_ma"],
        ["Alpha"],
        ["Alpha"],
        ["Beta"],
        ["Beta", "Gam_ma"],
        ["Gam_ma"],
    ]


def test_closing_a_classroom_and_renewing_its_code(desk: Client, session: Session) -> None:
    school = makers.make_school(session)
    session.commit()
    old, place = school.code, f"/organizer/schools/{school.id}"
    assert desk.send(f"{place}/status", {"status": "closed"}).location == place
    assert desk.send(f"{place}/code").location == place
    session.expire_all()
    assert (school.status, school.code == old) == (SchoolStatus.CLOSED, False)
    desk.send(f"{place}/status", {"status": "active"})
    session.expire_all()
    assert school.status is SchoolStatus.ACTIVE


def test_the_invitation_sheet_speaks_both_languages_and_carries_the_code(desk: Client, session: Session) -> None:
    school = makers.make_school(session, name="Qinghe", code="ABCDEFGH")
    makers.make_school(session, name="Closed School", status=SchoolStatus.CLOSED)
    session.commit()
    one, every = desk.get(f"/organizer/schools/{school.id}/sheet").text, desk.get("/organizer/schools/sheets").text
    for page in (one, every):
        assert all(text in page for text in ("Qinghe", "ABCD-EFGH", "How to join", "http://localhost/join"))
        assert 'src="data:image/svg+xml' in page
    assert "Closed School" not in every


# ---- import ----


def plan_of(desk: Client, data: bytes, name: str = "schools.csv") -> str:
    answer = desk.send("/organizer/schools/import", {"file": (io.BytesIO(data), name)})
    assert answer.status_code == 200
    return cast(str, answer.text)


def sent_table(page: str) -> dict[str, str]:
    found = re.search(r'name="table" value="([^"]*)"', page)
    assert found
    return {"table": html.unescape(found[1])}


def test_an_import_is_shown_first_and_done_after(desk: Client, session: Session) -> None:
    page = plan_of(desk, CSV.encode())
    assert "Nothing is changed yet." in page
    assert session.scalars(select(School)).all() == []
    assert desk.send("/organizer/schools/import/apply", sent_table(page)).location == "/organizer/schools"
    assert session.scalars(select(School.name)).all() == ["Pudong School"]
    assert "There is nothing to do." in plan_of(desk, CSV.encode())


def test_a_change_is_shown_with_before_and_after_and_a_problem_in_words(desk: Client, session: Session) -> None:
    makers.make_school(session, number=66, name="Pudong School", province="Shanghai", computers=20)
    session.commit()
    page = plan_of(desk, (CSV + "67,Other,Jilin,,,many,\n").encode())
    assert "<del>20</del> → <strong>25</strong>" in page
    assert "Computers: “many” is not a whole number." in page


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2", b"\x89PNG\r\n\x1a\n\0"])
def test_what_is_no_list_of_schools_is_told_beside_the_field(desk: Client, data: bytes) -> None:
    answer = desk.send("/organizer/schools/import", {"file": (io.BytesIO(data), "x.csv")})
    assert (answer.status_code, 'class="field-errors"' in answer.text) == (422, True)


def test_an_import_without_a_file_asks_for_one(desk: Client) -> None:
    answer = desk.send("/organizer/schools/import")
    assert (answer.status_code, "Please choose a file." in answer.text) == (422, True)


@pytest.mark.parametrize("table", ["", "{}", "[1]", "[[1]]", "[" * 100_000, '[["name"]]'])
def test_a_table_that_no_page_of_ours_made_is_refused(desk: Client, session: Session, table: str) -> None:
    assert desk.send("/organizer/schools/import/apply", {"table": table}).status_code == 422
    assert session.scalars(select(School)).all() == []


@pytest.mark.parametrize(("language", "first"), [("en", "number"), ("zh", "编号")])
def test_the_template_is_importable(desk: Client, session: Session, chief: User, language: str, first: str) -> None:
    chief.language = language
    session.commit()
    answer = desk.get("/organizer/schools/template.xlsx")
    (header,) = read_table(answer.data)
    assert (len(header), header[0]) == (7, first)
    plan_of(desk, answer.data, "schools.xlsx")


# ---- people ----


def test_people_are_listed_with_roles_and_found(desk: Client, session: Session) -> None:
    school = makers.make_school(session, name="Qinghe")
    makers.make_teacher(session, school, name="Ms Wang", login="13912345678")
    makers.make_judge(session, makers.make_season(session), name="Mr Li")
    session.commit()

    def found(query: str) -> list[str]:
        page = desk.get(f"/organizer/people?{query}").text
        return [name for name in ("Ms Wang", "Mr Li") if f"<strong>{name}</strong>" in page]

    queries = ("", "role=teacher", "role=judge", "text=qinghe", "text=139", "text=%25", "role=organizer&page=999999")
    assert [found(query) for query in queries] == [
        ["Ms Wang", "Mr Li"],
        ["Ms Wang"],
        ["Mr Li"],
        ["Ms Wang"],
        ["Ms Wang"],
        [],
        [],
    ]


def test_a_one_time_code_is_shown_once_and_lets_its_person_in(app: Flask, desk: Client, session: Session) -> None:
    user = makers.make_user(session, login="wang")
    session.commit()
    page = desk.send(f"/organizer/people/{user.id}/code")
    found = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}\b", page.text)
    assert (page.status_code, page.headers["Cache-Control"], found is not None) == (200, "no-store", True)
    assert found is not None
    sent = {"login": "wang", "code": found[0], "password": "another horse", "password_again": "another horse"}
    assert cast(Client, app.test_client()).send("/code", sent).status_code == 303


def test_accounts_are_closed_and_opened_and_roles_given_and_taken(desk: Client, session: Session) -> None:
    user = makers.make_user(session, login="wang")
    session.commit()
    place = f"/organizer/people/{user.id}"
    states = []
    for action, data in [
        ("organizer", {"organizer": "1"}),
        ("organizer", {"organizer": "0"}),
        ("deactivate", {}),
        ("reactivate", {}),
    ]:
        assert desk.send(f"{place}/{action}", data).location == "/organizer/people?text=wang"
        session.expire_all()
        states.append((user.is_organizer, user.is_active))
    assert states == [(True, True), (False, True), (False, False), (False, True)]


def test_the_last_organizer_cannot_lock_everybody_out(desk: Client, session: Session, chief: User) -> None:
    place = f"/organizer/people/{chief.id}"
    said = [
        desk.send(f"{place}/organizer", {"organizer": "0"}, follow_redirects=True).text,
        desk.send(f"{place}/deactivate", follow_redirects=True).text,
    ]
    assert "The contest needs at least one organizer" in said[0]
    assert "You cannot close your own account." in said[1]
    session.expire_all()
    assert (chief.is_organizer, chief.is_active) == (True, True)


# ---- jury ----


def test_a_judge_is_invited_by_a_link_that_is_shown_once(app: Flask, desk: Client, session: Session) -> None:
    season, company = makers.make_season(session), makers.make_sponsor(session, "Rexel")
    session.commit()
    place = f"/organizer/seasons/{season.slug}/jury"
    page = desk.send(place, {"note": "Ms Li of Rexel", "sponsor": str(company.id)}).text
    found = re.search(r'value="http://localhost(/invited/[\w-]+)"', page)
    assert found
    listed = desk.get(place).text
    assert ("Ms Li of Rexel" in listed, found[1] in listed) == (True, False)
    assert "Rexel" in app.test_client().get(found[1]).text


def test_an_invitation_needs_a_note_and_a_company_of_the_list(desk: Client, session: Session) -> None:
    season = makers.make_season(session)
    session.commit()
    place = f"/organizer/seasons/{season.slug}/jury"
    answers = [
        desk.send(place, {"note": "", "sponsor": ""}).status_code,
        desk.send(place, {"note": "Li", "sponsor": "99"}).status_code,
        desk.send(place, {"note": "Li", "sponsor": "no number"}).status_code,
    ]
    assert answers == [422, 422, 422]
    assert session.scalars(select(Invitation)).all() == []


def test_a_cancelled_link_opens_nothing(app: Flask, desk: Client, session: Session) -> None:
    season = makers.make_season(session)
    session.commit()
    place = f"/organizer/seasons/{season.slug}/jury"
    page = desk.send(place, {"note": "Li", "sponsor": ""}).text
    found = re.search(r'value="http://localhost(/invited/[\w-]+)"', page)
    assert found
    invitation = session.scalars(select(Invitation)).one()
    assert desk.send(f"/organizer/invitations/{invitation.id}/cancel").location == place
    assert app.test_client().get(found[1]).status_code == 404
    assert "Li" not in re.findall(r"<strong>(\w+)</strong>", desk.get(place).text)


def test_an_invitation_for_a_password_is_no_invitation_to_a_jury(desk: Client, session: Session) -> None:
    user = makers.make_user(session)
    session.commit()
    desk.send(f"/organizer/people/{user.id}/code")
    invitation = session.scalars(select(Invitation)).one()
    assert desk.send(f"/organizer/invitations/{invitation.id}/cancel").status_code == 404


def test_judges_pause_leave_come_back_and_change_company(desk: Client, session: Session, clock: Clock) -> None:
    season, company = makers.make_season(session), makers.make_sponsor(session)
    judge = makers.make_judge(session, season)
    session.commit()
    states = []
    for state in ("paused", "left", "active"):
        desk.send(f"/organizer/jury/{judge.id}/state", {"state": state})
        session.expire_all()
        states.append(judge.state)
    assert states == [JudgeState.PAUSED, JudgeState.LEFT, JudgeState.ACTIVE]
    assert desk.send(f"/organizer/jury/{judge.id}/state", {"state": "king"}).status_code == 422
    desk.send(f"/organizer/jury/{judge.id}/company", {"sponsor": str(company.id)})
    session.expire_all()
    assert session.scalars(select(Judge.sponsor_id)).one() == company.id
