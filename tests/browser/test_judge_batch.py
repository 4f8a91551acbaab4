"""A judge's lunch break in a real Chromium: practise, a few games, the next one fetched ahead, thanks."""

from __future__ import annotations

from datetime import timedelta

import makers
import pytest
from conftest import sign_in
from flask import Flask, request
from playwright.sync_api import Page

from contest.demo.games import GAMES
from contest.pipeline.check import check
from contest.storage import Storage
from tests.browser.conftest import eventually

pytestmark = [pytest.mark.browser, pytest.mark.database]


class Break:
    """A judge with two games that run, and one practice game; the site notes which files it was asked for."""

    def __init__(self, app: Flask, session, clock, serve, new_page):
        clock.time = makers.JUDGING + timedelta(days=1)
        season = makers.make_season(session)
        judge, store = makers.make_judge(session, season), Storage(app.config["UPLOADS"])
        self.files = [check(session, store, GAMES[number].build(), now=clock.time) for number in range(3)]
        entries = [makers.make_entry(session, season, file=file) for file in self.files[:2]]
        duties = [makers.make_assignment(session, entry, judge, position=n) for n, entry in enumerate(entries)]
        self.practice = makers.make_practice(session, season, file=self.files[2], why_en="Because.").id
        session.commit()
        self.first, self.second = (duty.id for duty in duties)
        self.criteria = [criterion.id for criterion in season.criteria]
        self.asked: list[str] = []
        self.app, self.site, self.new_page = app, serve(app), new_page
        self.user_id = judge.user_id

    def note(self) -> None:
        if request.path.endswith("/project"):
            self.asked.append(request.path)

    def open(self, **options) -> Page:
        page = self.new_page(**options)
        value = sign_in(self.app, self.user_id).get_cookie("contest").value
        page.context.add_cookies([{"name": "contest", "value": value, "url": self.site}])
        page.goto(f"{self.site}/judge/")
        return page

    def play(self, page: Page) -> None:
        page.click(".player [data-part=start]")
        page.wait_for_selector(".player[data-state=running]", timeout=30_000)

    def score(self, page: Page) -> None:
        for criterion, points in zip(self.criteria, "43", strict=True):
            page.focus(f"[name=mark-{criterion}]")
            page.keyboard.press(points)


@pytest.fixture
def lunch(app, session, clock, serve, new_page):
    lunch = Break(app, session, clock, serve, new_page)
    # The application is shared by all tests and takes no new hook once it has answered: its table of hooks does.
    hooks = app.before_request_funcs.setdefault(None, [])
    hooks.append(lunch.note)
    yield lunch
    hooks.remove(lunch.note)


def test_the_next_game_starts_from_the_cache(lunch):
    page = lunch.open()
    page.click(".desk-go")
    page.wait_for_url(f"**/judge/sheets/{lunch.first}?at=1&of=2")
    lunch.play(page)
    page.wait_for_selector("[data-ahead-done]", state="attached", timeout=30_000)
    ahead = f"/judge/sheets/{lunch.second}/project"
    assert lunch.asked == [f"/judge/sheets/{lunch.first}/project", ahead]
    lunch.score(page)
    page.click("[data-finish]")
    page.wait_for_url(f"**/judge/sheets/{lunch.second}?at=2&of=2")
    lunch.play(page)
    assert lunch.asked.count(ahead) == 1


def test_nothing_is_fetched_ahead_where_data_is_saved(lunch):
    page = lunch.open()
    page.add_init_script("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
    page.click(".desk-go")
    lunch.play(page)
    page.wait_for_timeout(4000)
    assert lunch.asked == [f"/judge/sheets/{lunch.first}/project"]


def test_practice_is_played_scored_and_compared(lunch):
    page = lunch.open()
    page.click(".practise .button")
    page.wait_for_url(f"**/judge/practice/{lunch.practice}")
    lunch.play(page)
    for key, points in (("theme", "5"), ("technique", "3")):
        page.focus(f"[name=mark-{key}]")
        page.keyboard.press(points)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#compared")
    text = page.inner_text("#compared")
    assert "you: 2 levels higher" in text
    assert "Because." in text
    page.click("text=To your games")
    eventually(lambda: "Practise first?" in page.inner_text("main"), False)
