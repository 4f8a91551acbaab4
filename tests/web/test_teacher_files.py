"""A project file over HTTP: sent by the page's script, shown, played, downloaded, photographed."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path
from typing import Any

import makers
import pytest
from conftest import Clock, sign_in
from flask import Flask
from PIL import Image
from project_files import a_project
from sqlalchemy.orm import Session

from contest.jobs import run_pending
from contest.models import Entry, EntryState, School, Season, User
from contest.pipeline.work import kinds
from contest.web.store import storage

pytestmark = pytest.mark.database
SCRIPT = {"X-Requested-With": "fetch"}
CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


@pytest.fixture
def school(session: Session) -> School:
    return makers.make_school(session)


@pytest.fixture
def teacher(session: Session, school: School) -> User:
    return makers.make_teacher(session, school, language="en", name="王老师")


@pytest.fixture
def season(session: Session) -> Season:
    return makers.make_season(session)


@pytest.fixture
def entry(session: Session, season: Season, school: School, teacher: User) -> Entry:
    """A draft without a file."""
    row = Entry(
        code="ABC234",
        season=season,
        school=school,
        created_by=teacher,
        created_at=makers.OPENS,
        updated_at=makers.OPENS,
    )
    makers.add(session, row)
    session.commit()
    return row


@pytest.fixture
def client(app: Flask, entry: Entry, teacher: User) -> Any:
    return sign_in(app, teacher.id)


def send(client: Any, entry: Entry, data: bytes, name: str = "游戏.sb3") -> Any:
    sent = {"project": (io.BytesIO(data), name)}
    return client.send(f"/teacher/entries/{entry.id}/file", sent, headers={**SCRIPT, "Accept-Language": "en"})


def png() -> tuple[io.BytesIO, str]:
    out = io.BytesIO()
    Image.new("RGB", (480, 360), "#1a5fb4").save(out, "PNG")
    out.seek(0)
    return out, "stage.png"


def test_the_answer_is_the_card_and_the_revision(client: Any, entry: Entry, session: Session) -> None:
    answer = send(client, entry, a_project(), "李雷的游戏.sb3")
    assert answer.status_code == 200
    digest = hashlib.sha256(a_project()).hexdigest()
    for part in ("<dt>Sprites</dt><dd>1</dd>", "<dt>Scripts</dt><dd>1</dd>", "<dt>Blocks</dt><dd>2</dd>"):
        assert part in answer.text
    for part in ("Scratch 3", "李雷的游戏.sb3", "王老师", digest[:12], "Nothing wrong was found"):
        assert part in answer.text
    session.expire_all()
    assert entry.file_sha256 == digest


def test_a_script_is_told_to_choose_a_file_when_it_sent_none(client: Any, entry: Entry) -> None:
    answer = client.send(f"/teacher/entries/{entry.id}/file", headers=SCRIPT)
    assert (answer.status_code, answer.json) == (422, {"error": "Please choose a file first."})


def test_a_script_without_a_session_is_told_to_sign_in(app: Flask, entry: Entry) -> None:
    answer = send(app.test_client(), entry, a_project())
    assert (answer.status_code, answer.json) == (401, {"error": "Please sign in to go on."})


def test_the_script_saves_the_text_without_leaving_the_page(client: Any, entry: Entry, session: Session) -> None:
    answer = client.send(f"/teacher/entries/{entry.id}", {"title": "接水果"}, headers=SCRIPT)
    assert (answer.status_code, answer.json) == (200, {"saved": "Saved."})
    session.expire_all()
    assert entry.title == "接水果"


def test_the_file_is_sent_back_under_the_entrys_code_only(client: Any, entry: Entry) -> None:
    send(client, entry, a_project(), "李雷的游戏.sb3")
    send(client, entry, a_project("2"), "李雷的游戏2.sb3")
    newest = client.get(f"/teacher/entries/{entry.id}/project")
    first = client.get(f"/teacher/entries/{entry.id}/revisions/1/project")
    assert (newest.data, first.data) == (a_project("2"), a_project())
    assert newest.headers["Content-Disposition"] == 'attachment; filename="ABC234.sb3"'
    assert first.headers["Content-Disposition"] == 'attachment; filename="ABC234-1.sb3"'


def test_the_same_file_at_another_school_is_told_without_saying_where(
    client: Any, entry: Entry, session: Session, teacher: User
) -> None:
    send(client, entry, a_project())
    session.expire_all()
    other = makers.make_entry(session, entry.season, file=entry.file, title="秘密标题", code="SECRET")
    session.commit()
    page = client.get(f"/teacher/entries/{entry.id}").text
    assert "already entered by another school" in page
    for secret in ("秘密标题", "SECRET", other.school.name):
        assert secret not in page


def test_the_same_file_in_another_entry_of_ones_own_school_is_named(
    client: Any, entry: Entry, session: Session, school: School
) -> None:
    send(client, entry, a_project())
    session.expire_all()
    last_year = makers.make_season(session, name_en="Last year")
    twin = makers.make_entry(session, last_year, school, file=entry.file, title="去年的")
    session.commit()
    page = client.get(f"/teacher/entries/{entry.id}").text
    assert f'<a href="/teacher/entries/{twin.id}">去年的</a> (Last year)' in page
    assert "another school" not in page


def test_a_draft_or_withdrawn_game_elsewhere_is_no_copy(client: Any, entry: Entry, session: Session) -> None:
    send(client, entry, a_project())
    session.expire_all()
    makers.make_entry(session, entry.season, file=entry.file, state=EntryState.WITHDRAWN)
    makers.make_entry(session, entry.season, file=entry.file, state=EntryState.DRAFT)
    session.commit()
    assert "already entered" not in client.get(f"/teacher/entries/{entry.id}").text


def test_the_picture_comes_when_it_is_drawn(app: Flask, client: Any, entry: Entry, clock: Clock) -> None:
    send(client, entry, a_project())
    assert client.get(f"/teacher/entries/{entry.id}/picture").status_code == 404
    with app.app_context():
        from contest.extensions import db

        run_pending(db.session(), kinds(storage(), []), clock)
    answer = client.get(f"/teacher/entries/{entry.id}/picture")
    assert (answer.status_code, answer.mimetype) == (200, "image/webp")
    assert Image.open(io.BytesIO(answer.data)).size == (480, 360)


def test_the_players_picture_is_taken_once_where_there_is_none(client: Any, entry: Entry) -> None:
    send(client, entry, a_project())
    address = f"/teacher/entries/{entry.id}/picture"
    first = client.send(address, {"picture": png()}, headers=SCRIPT)
    again = client.send(address, {"picture": png()}, headers=SCRIPT)
    assert (first.json, again.json) == ({"taken": True}, {"taken": False})
    assert client.get(address).status_code == 200


def test_what_is_no_picture_is_refused(client: Any, entry: Entry) -> None:
    address = f"/teacher/entries/{entry.id}/picture"
    send(client, entry, a_project())
    for sent in ({}, {"picture": (io.BytesIO(b"<svg onload='alert(1)'/>"), "stage.png")}):
        answer = client.send(address, sent, headers=SCRIPT)
        assert (answer.status_code, answer.json) == (422, {"error": "This is not a picture of the stage."})
    assert client.get(address).status_code == 404


@pytest.mark.corpus
@pytest.mark.parametrize(("kind", "name"), [("sb3", "Scratch 3"), ("sb2", "Scratch 2"), ("sb1", "Scratch 1.4")])
def test_a_real_file_of_each_scratch_is_taken(kind: str, name: str, client: Any, entry: Entry) -> None:
    if not CORPUS.is_dir():
        pytest.skip("the folder of real Scratch files is not beside this checkout")
    lines = map(json.loads, (CORPUS / "truth.jsonl").read_text("utf-8").splitlines())
    fitting = [line for line in lines if line["format"] == kind and line["loads"] == "yes" and line["size"] < 300_000]
    path = CORPUS / min(fitting, key=lambda line: line["sha256"])["file"]
    answer = send(client, entry, path.read_bytes(), path.name)
    assert answer.status_code == 200
    assert f'<span class="tag info">{name}</span>' in answer.text
