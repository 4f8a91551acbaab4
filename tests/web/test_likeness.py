"""The organizer's pages of entries that are alike and of starter projects."""

from __future__ import annotations

import io
from typing import Any

import makers
import pytest
import similar_games
from conftest import Client, Clock, sign_in
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from contest.jobs import run_pending
from contest.models import Entry, Job, Season, StarterProject
from contest.pipeline import submit
from contest.pipeline.work import kinds
from contest.storage import Storage

pytestmark = pytest.mark.database


@pytest.fixture
def season(session: Session) -> Season:
    return makers.make_season(session)


@pytest.fixture
def client(app: Flask, session: Session) -> Client:
    organizer = makers.make_organizer(session)
    session.commit()
    client: Client = sign_in(app, organizer.id)
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def sent(app: Flask, session: Session, season: Season, data: bytes, clock: Clock, title: str) -> Entry:
    entry: Entry = makers.make_entry(session, season, state="draft", submitted_at=None, title=title)
    store = Storage(app.config["UPLOADS"])
    submit.receive(session, store, entry, data, "game.sb3", actor=entry.created_by, now=clock())
    session.commit()
    run_pending(session, kinds(store, ()) | {"picture": lambda *_: None}, clock)
    return entry


def test_an_entrys_page_names_those_that_are_like_it(
    app: Flask, session: Session, season: Season, client: Client, clock: Clock
) -> None:
    first = sent(app, session, season, similar_games.original(), clock, "Apples")
    other = sent(app, session, season, similar_games.different(), clock, "A card")
    copy = sent(app, session, season, similar_games.copied(), clock, "Stars")
    page = client.get(f"/organizer/entries/{copy.code}").text
    assert f"/organizer/entries/{copy.code}/beside/{first.code}" in page
    assert first.school.name in page
    assert other.code not in page
    assert "No other game is like this one." in client.get(f"/organizer/entries/{other.code}").text


def test_two_entries_side_by_side_show_what_they_share(
    app: Flask, session: Session, season: Season, client: Client, clock: Clock
) -> None:
    first = sent(app, session, season, similar_games.original(), clock, "Apples")
    copy = sent(app, session, season, similar_games.copied(), clock, "Stars")
    page = client.get(f"/organizer/entries/{copy.code}/beside/{first.code}").text
    assert "Likeness is no proof of copying." in page
    assert page.count("data-script") == 4
    assert page.count("block for block the same") == 1
    assert (first.school.name in page, copy.school.name in page) == (True, True)
    assert [word in page for word in ("basket", "apple", "网", "星星")] == [True] * 4
    assert "change y by (-5)" in page


def test_side_by_side_needs_two_different_entries(session: Session, season: Season, client: Client) -> None:
    entry = makers.make_entry(session, season)
    session.commit()
    assert client.get(f"/organizer/entries/{entry.code}/beside/{entry.code}").status_code == 404
    assert client.get(f"/organizer/entries/{entry.code}/beside/NOBODY").status_code == 404


def test_a_file_that_cannot_be_read_is_said_to_be_one(session: Session, season: Season, client: Client) -> None:
    one, two = makers.make_entry(session, season), makers.make_entry(session, season)
    session.commit()
    page = client.get(f"/organizer/entries/{one.code}/beside/{two.code}")
    assert page.status_code == 200
    assert "cannot be compared" in page.text


def upload(data: bytes) -> tuple[io.BytesIO, str]:
    return io.BytesIO(data), "starter.sb3"


def test_a_starter_is_listed_and_all_entries_are_compared_anew(
    session: Session, season: Season, client: Client
) -> None:
    makers.make_entry(session, season)
    session.commit()
    path = f"/organizer/seasons/{season.slug}/starters"
    answer = client.send(path, {"name": " Apples ", "project": upload(similar_games.original())})
    assert (answer.status_code, answer.location) == (303, path)
    starter = session.scalars(select(StarterProject)).one()
    assert (starter.name, starter.season_id) == ("Apples", season.id)
    assert session.scalars(select(Job.kind).where(Job.kind == "likeness")).all() == ["likeness"]
    assert "Apples" in client.get(path).text
    assert client.send(f"/organizer/starters/{starter.id}/remove").status_code == 303
    session.expire_all()
    assert session.scalars(select(StarterProject)).all() == []


@pytest.mark.parametrize(
    ("sent_too", "said"),
    [
        ({}, "Please fill this in."),
        ({"project": (io.BytesIO(b"%PDF-1.7 a worksheet"), "starter.sb3")}, "PDF"),
    ],
)
def test_a_starter_that_cannot_be_taken_keeps_its_name(
    session: Session, season: Season, client: Client, sent_too: dict[str, Any], said: str
) -> None:
    session.commit()
    answer = client.send(f"/organizer/seasons/{season.slug}/starters", {"name": "Apples", **sent_too})
    assert answer.status_code == 422
    assert ('value="Apples"' in answer.text, said in answer.text) == (True, True)
    assert session.scalars(select(StarterProject)).all() == []


def test_the_same_starter_twice_is_told_beside_the_file(session: Session, season: Season, client: Client) -> None:
    session.commit()
    path = f"/organizer/seasons/{season.slug}/starters"
    for _ in range(2):
        answer = client.send(path, {"name": "Apples", "project": upload(similar_games.original())})
    assert answer.status_code == 422
    assert "This project is in the list already." in answer.text


def test_neither_teacher_nor_judge_learns_of_likeness(
    app: Flask, session: Session, season: Season, clock: Clock
) -> None:
    first = sent(app, session, season, similar_games.original(), clock, "Apples")
    copy = sent(app, session, season, similar_games.copied(), clock, "Stars")
    judge = makers.make_judge(session, season)
    makers.make_assignment(session, copy, judge)
    teacher = makers.make_teacher(session, copy.school)
    session.commit()
    desk = sign_in(app, teacher.id).get(f"/teacher/entries/{copy.id}")
    assert desk.status_code == 200
    assert (first.code in desk.text, "imilar" in desk.text) == (False, False)
    for person in (teacher.id, judge.user_id):
        path = f"/organizer/entries/{copy.code}/beside/{first.code}"
        assert sign_in(app, person).get(path).status_code == 403
