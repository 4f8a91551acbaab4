"""Personal data that was found in a game: its school's teachers and the organizers read it, nobody else ever does."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import makers
import pytest
from conftest import Clock, sign_in
from flask import Flask
from project_files import a_project
from sqlalchemy.orm import Session

from contest.models import Assignment, Entry, ProjectFile, Publication, User
from contest.pipeline.award import give
from contest.pipeline.check import check
from contest.pipeline.publish import publish
from contest.web.store import storage

pytestmark = pytest.mark.database

SAID = "我叫张小明，电话13812345678"
TRACES = (
    "138****5678",
    "13812345678",
    "电话号码",
    "phone number",
    "Personal data in the game",
    "作品中的个人信息",
    "张小明",
    "张**",
)
"""What would show on a page that tells of it: the excerpts, the values themselves, and the words around them."""


@dataclass
class Cast:
    """A judged game whose hero says who made it, and those who may look at it."""

    entry: Entry
    file: ProjectFile
    teacher: User
    organizer: User
    duty: Assignment


@pytest.fixture
def cast(app: Flask, session: Session, clock: Clock) -> Cast:
    file = check(session, storage(), a_project(SAID), now=clock())
    season = makers.make_season(session, slug="2026-27")
    school = makers.make_school(session)
    teacher = makers.make_teacher(session, school, language="en")
    entry = makers.make_entry(session, season, school, file=file, code="BEST", created_by=teacher)
    judge = makers.make_judge(session, season, language="en")
    duty = makers.make_assignment(session, entry, judge)
    made = Cast(entry, file, teacher, makers.make_organizer(session), duty)
    session.commit()
    return made


def page(app: Flask, user: User, path: str, language: str = "en") -> str:
    answer = sign_in(app, user.id).get(f"{path}?language={language}", headers={"Accept-Language": language})
    assert answer.status_code == 200
    return str(answer.text)


def traces(text: str) -> list[str]:
    return [trace for trace in TRACES if trace in text]


def test_the_teacher_reads_where_what_and_what_to_do(app: Flask, cast: Cast) -> None:
    text = page(app, cast.teacher, f"/teacher/entries/{cast.entry.id}")
    assert "Sprite “球”, text in a block: a phone number (138****5678)." in text
    assert "Sprite “球”, text in a block: perhaps a person&#39;s full name (张**)." in text
    assert "Strangers could call this child or family." in text
    assert "13812345678" not in text


def test_the_organizer_reads_it_too(app: Flask, cast: Cast) -> None:
    text = page(app, cast.organizer, "/organizer/entries/BEST")
    assert "Personal data in the game" in text
    assert "138****5678" in text
    assert "13812345678" not in text


def test_a_game_without_any_is_said_to_be_clean(app: Flask, session: Session, cast: Cast) -> None:
    cast.file.personal = []
    session.commit()
    text = page(app, cast.teacher, f"/teacher/entries/{cast.entry.id}")
    assert "No personal data was found" in text


@pytest.mark.parametrize("kept", [None, [{"form": "of another day"}]])
def test_a_file_that_an_older_version_searched_is_said_to_be_unsearched(
    app: Flask, session: Session, cast: Cast, kept: Any
) -> None:
    cast.file.personal = kept
    session.commit()
    text = page(app, cast.teacher, f"/teacher/entries/{cast.entry.id}")
    assert "has not been searched" in text


def test_what_scratch_wrote_into_the_file_is_told_apart(app: Flask, session: Session, cast: Cast) -> None:
    note = {"kind": "computer", "confidence": "note", "excerpt": "Windows NT 6.1", "place": "file"}
    cast.file.personal = [note]
    session.commit()
    text = page(app, cast.organizer, "/organizer/entries/BEST")
    assert "No personal data was found" in text
    assert "what computer the file was made on (Windows NT 6.1)" in text


def test_a_teacher_of_another_school_reads_nothing(app: Flask, session: Session, cast: Cast) -> None:
    stranger = makers.make_teacher(session)
    session.commit()
    answer = sign_in(app, stranger.id).get(f"/teacher/entries/{cast.entry.id}")
    assert (answer.status_code, traces(answer.text)) == (404, [])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_judge_ever_reads_it(app: Flask, session: Session, clock: Clock, cast: Cast, language: str) -> None:
    clock.time = makers.JUDGING
    cast.duty.judge.user.language = language
    session.commit()
    for path in ("/judge/", f"/judge/sheets/{cast.duty.id}"):
        assert traces(page(app, cast.duty.judge.user, path, language)) == []


def test_the_card_that_judges_read_holds_nothing_of_it(cast: Cast) -> None:
    assert traces(json.dumps(cast.file.card, ensure_ascii=False)) == []
    assert [each["excerpt"] for each in cast.file.personal or []] == ["138****5678", "张**"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_of_it_is_published(app: Flask, session: Session, cast: Cast, language: str) -> None:
    by: dict[str, Any] = {"actor": cast.organizer, "now": makers.JUDGED}
    give(session, cast.entry, cast.entry.season.award_kinds[0], **by)
    made: Publication = publish(session, cast.entry.season, note="", **by)
    session.commit()
    assert traces(json.dumps(made.content, ensure_ascii=False)) == []
    visitor = app.test_client()
    for path in ("/", "/results", "/results/2026-27", "/results/2026-27/data.json", "/results/2026-27/BEST"):
        answer = visitor.get(path, headers={"Accept-Language": language}, follow_redirects=True)
        assert (path, answer.status_code, traces(answer.text)) == (path, 200, [])
