"""Sending a file in a real Chromium: what was chosen and typed outlives a dropped line and an ended session."""

from __future__ import annotations

import makers
import pytest
from conftest import sign_in
from playwright.sync_api import Page, Route
from project_files import a_project, zipped

from contest.extensions import db
from contest.jobs import run_pending
from contest.models import Entry
from contest.pipeline.work import kinds
from contest.web.store import storage
from tests.browser.conftest import eventually

pytestmark = [pytest.mark.browser, pytest.mark.database]
FILE = "**/teacher/entries/*/file"
GAME = {"name": "李雷的游戏.sb3", "mimeType": "application/octet-stream", "buffer": a_project()}
WORD = zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"})
DROPPED = "The line broke before the whole file had arrived. Press Retry: your file is still chosen."
SIGNED_OUT = "You were signed out. Sign in in a new tab, then come back and press Retry: your file is still chosen."


class Desk:
    """A teacher with a draft that has no file yet."""

    def __init__(self, app, session, clock, serve, new_page):
        school = makers.make_school(session)
        teacher = makers.make_teacher(session, school)
        entry = Entry(
            code="ABC234",
            season=makers.make_season(session),
            school=school,
            created_by=teacher,
            created_at=makers.OPENS,
            updated_at=makers.OPENS,
        )
        makers.add(session, entry)
        session.commit()
        self.app, self.session, self.clock, self.new_page = app, session, clock, new_page
        self.entry_id, self.teacher_id = entry.id, teacher.id
        self.site = serve(app)
        self.address = f"{self.site}/teacher/entries/{entry.id}"

    def sign_in(self, page: Page):
        value = sign_in(self.app, self.teacher_id).get_cookie("contest").value
        page.context.add_cookies([{"name": "contest", "value": value, "url": self.site}])

    def open(self, **options) -> Page:
        page = self.new_page(**options)
        self.sign_in(page)
        page.goto(self.address)
        return page

    def kept(self) -> tuple[str, int]:
        """The title and the number of files as the database has them."""
        self.session.rollback()
        self.session.expire_all()
        entry = self.session.get_one(Entry, self.entry_id)
        return entry.title, len(entry.revisions)


@pytest.fixture
def desk(app, session, clock, serve, new_page):
    return Desk(app, session, clock, serve, new_page)


def told(page: Page):
    return lambda: page.inner_text("#project-errors")


def cards(page: Page):
    return lambda: page.locator("#file-state .project-card:not(.personal)").count()


def test_a_chosen_file_is_sent_and_its_card_shown_while_the_text_stays(desk):
    page = desk.open()
    page.fill("#title", "还没有保存")
    page.set_input_files("#project", GAME)
    eventually(cards(page), 1)
    assert page.text_content("#file-state .revision-number") == "1"
    assert page.input_value("#title") == "还没有保存"
    assert desk.kept() == ("", 1)


def test_a_refused_file_is_told_beside_the_field_and_the_text_can_be_saved(desk):
    page = desk.open()
    page.fill("#title", "接水果")
    page.set_input_files("#project", {**GAME, "buffer": WORD})
    eventually(lambda: "This is a Word document" in page.inner_text("#project-errors"), True)
    page.click("button[value=save]:visible")
    page.wait_for_selector(".notice.success")
    assert desk.kept() == ("接水果", 0)


def test_a_file_above_the_limit_is_told_before_anything_is_sent(desk, monkeypatch):
    monkeypatch.setitem(desk.app.config, "UPLOAD_LIMIT", 1024 * 1024)
    page = desk.open()
    page.route(FILE, Route.abort)
    page.set_input_files("#project", {**GAME, "buffer": bytes(1024 * 1024 + 1)})
    assert told(page)() == "The file is too large: 2 MB, and at most 1 MB are allowed."


def test_a_dropped_line_keeps_the_file_for_retry(desk):
    page = desk.open()
    page.route(FILE, lambda route: route.abort("connectionreset"))
    page.set_input_files("#project", GAME)
    eventually(told(page), DROPPED)
    page.unroute(FILE)
    page.click("[data-part=retry]")
    eventually(cards(page), 1)
    assert (told(page)(), page.is_visible("[data-part=retry]")) == ("", False)
    assert desk.kept() == ("", 1)


def test_who_was_signed_out_signs_in_in_a_new_tab_and_presses_retry(desk):
    page = desk.open()
    page.fill("#title", "接水果")
    page.context.clear_cookies()
    page.set_input_files("#project", GAME)
    eventually(told(page), SIGNED_OUT)
    link = page.locator("[data-part=sign-in]")
    assert (link.is_visible(), link.get_attribute("target")) == (True, "_blank")
    with page.expect_response(lambda answer: answer.status == 401):  # the words stand there already
        page.click("[data-part=retry]")
    eventually(told(page), SIGNED_OUT)
    desk.sign_in(page)
    page.click("[data-part=retry]")
    eventually(cards(page), 1)
    page.click("button[value=save]:visible")
    page.wait_for_selector(".notice.success")
    assert desk.kept() == ("接水果", 1)


def test_the_text_is_saved_while_the_file_is_still_on_its_way(desk):
    page = desk.open()
    waiting: list[Route] = []
    page.route(FILE, lambda route: waiting.append(route))
    page.fill("#title", "接水果")
    page.set_input_files("#project", GAME)
    eventually(lambda: page.title() and len(waiting), 1)
    page.click("button[value=submit]")
    assert page.inner_text("[data-save-state]") == "The file is still on its way. Submit when it has arrived."
    page.click("#entry-form button[value=save]")
    eventually(lambda: page.inner_text("[data-save-state]"), "Saved.")
    assert desk.kept() == ("接水果", 0)
    waiting[0].continue_()
    eventually(cards(page), 1)
    assert desk.kept() == ("接水果", 1)


def test_without_scripts_text_and_file_go_in_one_press(desk):
    page = desk.open(java_script_enabled=False)
    page.fill("#title", "接水果")
    page.set_input_files("#project", GAME)
    page.click("text=Upload")
    page.wait_for_selector(".project-card:not(.personal)")
    assert desk.kept() == ("接水果", 1)


def test_the_picture_appears_when_it_is_drawn(desk):
    page = desk.open()
    page.set_input_files("#project", GAME)
    eventually(cards(page), 1)
    assert page.locator(".player-picture").count() == 0
    with desk.app.app_context():
        run_pending(db.session(), kinds(storage(), []), desk.clock)
    eventually(lambda: page.locator(".player-picture").count(), 1)


def test_where_none_can_be_drawn_the_player_gives_the_picture(desk):
    page = desk.open()
    page.set_input_files("#project", GAME)
    eventually(cards(page), 1)
    entry = desk.session.get_one(Entry, desk.entry_id)
    desk.session.refresh(entry)
    entry.file.picture_error = "failed"
    desk.session.commit()
    page.reload()
    page.click(".player-start")
    eventually(lambda: page.title() and page.request.get(f"{desk.address}/picture").status, 200)
