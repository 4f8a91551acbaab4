"""One season from end to end in a real Chromium, by pressing what a person would press."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from browser.person import Person, eventually_sees, play
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy.orm import Session

from contest.demo.games import GAMES
from contest.jobs import run_pending
from contest.pipeline.people import create_organizer
from contest.pipeline.work import kinds
from contest.web.store import fonts, storage

pytestmark = pytest.mark.browser
PASSWORD = "correct horse 电池"
SCHOOLS = "number,name,province,city,sponsor,computers,opened\n66,Pudong School,Shanghai,Pudong,Acme,25,2016-11-15\n"
DATES = {
    "opens_at": "2026-10-01T08:00",
    "submissions_close_at": "2026-12-01T18:00",
    "judging_opens_at": "2026-12-05T08:00",
    "judging_closes_at": "2026-12-20T18:00",
}
SEASON = "/organizer/seasons/2026-27"


def open_a_season(organizer: Person) -> str:
    """Season and school; gives the school's code."""
    organizer.open("/sign-in")
    organizer.fill(login="boss", password=PASSWORD)
    organizer.press("Sign in")
    organizer.open("/organizer/seasons/new")
    organizer.fill(slug="2026-27", name_zh="第一届", name_en="First season", **DATES)
    organizer.press("Open the season")
    organizer.open("/organizer/schools/import")
    content = {"name": "schools.csv", "mimeType": "text/csv", "buffer": SCHOOLS.encode()}
    organizer.page.set_input_files("input[type=file]", content)
    organizer.page.locator("main form button").last.click()
    organizer.page.wait_for_load_state()
    organizer.page.locator("form[action$='/import/apply'] button").click()
    organizer.page.wait_for_url("**/organizer/schools")
    organizer.open("/organizer/schools/sheets")
    code = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", organizer.page.inner_text("body"))
    assert code is not None
    return code.group()


def enter_a_game(teacher: Person, code: str, data: bytes) -> None:
    """Join, upload, look at the card, play, submit."""
    teacher.open(f"/join?code={code}")
    teacher.fill(name="Teacher Chen", login="13800000001", password=PASSWORD, password_again=PASSWORD)
    teacher.page.locator("main form[method=post] button").last.click()
    teacher.page.wait_for_url("**/teacher/")
    teacher.open("/teacher/seasons/2026-27/new")
    teacher.fill(title="电子垃圾分类")
    teacher.page.locator("main form[method=post] button").last.click()
    teacher.page.wait_for_url("**/teacher/entries/*")
    file = {"name": "张小明.sb3", "mimeType": "application/octet-stream", "buffer": data}
    teacher.page.set_input_files("#project", file)
    eventually_sees(teacher, "Sprites")
    play(teacher)
    teacher.fill(how_to_play="用方向键移动。")
    teacher.fill(**{"authors-0-full_name": "张小明"})
    teacher.page.select_option("[name='authors-0-grade']", "2")
    teacher.page.select_option("[name=division]", label="Primary school, grades 1–3")
    teacher.page.check("[name=is_original]")
    teacher.page.check("[name=has_consent]")
    teacher.press("Submit the game")
    teacher.sees("Submitted")


def join_the_jury(organizer: Person, judge: Person, name: str) -> None:
    """A link is made, and opened in another browser."""
    organizer.open(f"{SEASON}/jury")
    organizer.fill(note=name)
    organizer.press("Make the link")
    link = organizer.page.input_value("#link")
    judge.page.goto(link)
    judge.fill(name=name, login=name, password=PASSWORD, password_again=PASSWORD)
    judge.page.locator("main form[method=post] button").last.click()
    judge.page.wait_for_url("**/judge/")


def score(judge: Person, points: int) -> None:
    """Mark every criterion, see it saved, finish."""
    judge.open("/judge/")
    judge.page.get_by_role("link", name="First game").click()
    judge.page.wait_for_url("**/judge/sheets/*")
    assert "Pudong" not in judge.page.content()
    assert "张小明" not in judge.page.content()
    for group in range(judge.page.locator("#sheet fieldset:has(input[type=radio])").count()):
        fieldset = judge.page.locator("#sheet fieldset:has(input[type=radio])").nth(group)
        fieldset.locator(f"input[type=radio][value='{points}']").check(force=True)
    eventually_sees(judge, "Saved ")
    judge.page.locator("[data-finish]").click()
    judge.page.locator("[data-gentle] button").click()  # the same level everywhere, unplayed: asked about, once
    judge.page.wait_for_url("**/judge/")


def test_a_season_runs_from_end_to_end_in_chromium(
    app: Flask,
    session: Session,
    clock: Any,
    serve: Callable[[Flask], str],
    new_page: Callable[[], Page],
) -> None:
    create_organizer(session, "boss", "Organizer", PASSWORD, datetime(2026, 9, 1, tzinfo=UTC))
    session.commit()
    base = serve(app)
    clock.time = datetime(2026, 10, 10, 2, 0, tzinfo=UTC)
    organizer, teacher = Person(new_page(), base), Person(new_page(), base)
    code = open_a_season(organizer)
    enter_a_game(teacher, code, GAMES[0].build())
    with app.app_context():
        run_pending(session, kinds(storage(), fonts()), app.extensions["clock"])
    judges = [Person(new_page(), base) for _ in range(3)]
    for number, judge in enumerate(judges):
        join_the_jury(organizer, judge, f"judge-{number}")

    clock.time = datetime(2026, 12, 6, 2, 0, tzinfo=UTC)
    organizer.open(f"{SEASON}/assignments/plan")
    organizer.page.locator("form[action$='/plan'] button").click()
    organizer.page.wait_for_url(f"**{SEASON}/assignments")
    for number, judge in enumerate(judges):
        score(judge, 5 - number)

    clock.time = datetime(2026, 12, 21, 2, 0, tzinfo=UTC)
    organizer.open(f"{SEASON}/ranking")
    organizer.press("Compute the ranking")
    with app.app_context():
        run_pending(session, kinds(storage(), fonts()), app.extensions["clock"])
    eventually_sees(organizer, "电子垃圾分类")  # the page's script brings it
    organizer.sees("4.00")
    organizer.open(f"{SEASON}/awards")
    organizer.press("Take over the proposal")
    organizer.open(f"{SEASON}/publication")
    organizer.press("Publish")
    public = Person(new_page(), base)
    public.open("/results/2026-27")
    public.sees("电子垃圾分类", "张*", "First prize")
    public.page.get_by_text("电子垃圾分类").first.click()
    public.page.wait_for_url("**/results/2026-27/*")
    play(public)
    assert "张小明" not in public.page.content()
