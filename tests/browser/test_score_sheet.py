"""The score sheet in a real Chromium: nothing chosen is lost, whatever the line, the tab or the session does."""

from __future__ import annotations

from datetime import timedelta

import makers
import pytest
from conftest import sign_in
from playwright.sync_api import Page, Route

from contest.models import Assignment, AssignmentState
from tests.browser.conftest import eventually

pytestmark = [pytest.mark.browser, pytest.mark.database]
SAVE = "**/judge/sheets/*/save"
OFFLINE = "Not saved: no connection. It is kept on this computer and sent as soon as the line is back."


class Desk:
    """One judge with two games, signed in, at 10:32."""

    def __init__(self, app, session, clock, serve, new_page):
        clock.time = makers.JUDGING + timedelta(days=1, hours=2, minutes=32)
        season = makers.make_season(session)
        judge = makers.make_judge(session, season)
        entries = [makers.make_entry(session, season) for _ in range(2)]
        duties = [makers.make_assignment(session, entry, judge, position=n) for n, entry in enumerate(entries)]
        session.commit()
        self.app, self.session, self.new_page = app, session, new_page
        self.user_id = judge.user_id
        self.duty_id, self.next_id = (duty.id for duty in duties)
        self.theme, self.technique = (f"mark-{criterion.id}" for criterion in season.criteria)
        self.site = serve(app)
        self.address = f"{self.site}/judge/sheets/{self.duty_id}"

    def cookie(self):
        value = sign_in(self.app, self.user_id).get_cookie("contest").value
        return {"name": "contest", "value": value, "url": self.site}

    def open(self, context=None):
        page = context.new_page() if context else self.new_page()
        page.context.add_cookies([self.cookie()])
        page.goto(self.address)
        return page

    def kept(self):
        """(points by criterion, comment, version) as the database has them."""
        self.session.rollback()
        self.session.expire_all()
        sheet = self.session.get(Assignment, self.duty_id).sheet
        if sheet is None:
            return None
        return {f"mark-{mark.criterion_id}": mark.points for mark in sheet.marks}, sheet.comment, sheet.version


@pytest.fixture
def desk(app, session, clock, serve, new_page):
    return Desk(app, session, clock, serve, new_page)


def status(page: Page):
    return lambda: page.inner_text("[data-status]")


def hears(page: Page, read):
    """The same reading, while the page's routes are served: they are only while something is asked of the page."""
    return lambda: page.title() and read()


def chosen(page: Page, name: str):
    return page.evaluate("name => (document.querySelector(`[name=${name}]:checked`) || {}).value", name)


def draft(page: Page):
    return page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('sheet:')).length")


def choose(page: Page, name: str, points: int):
    page.focus(f"[name={name}]")
    page.keyboard.press(str(points))


def test_levels_are_chosen_by_keys_saved_by_themselves_and_there_after_a_reload(desk):
    page = desk.open()
    page.focus(f"[name={desk.theme}]")
    page.keyboard.press("4")
    page.keyboard.press("Enter")
    page.keyboard.press("2")
    page.keyboard.press("ArrowUp")
    eventually(lambda: desk.kept() and desk.kept()[0], {desk.theme: 4, desk.technique: 3})
    eventually(status(page), "Saved 10:32")
    assert page.inner_text("[data-chosen]") == "2 of 2 chosen"
    assert draft(page) == 0
    page.reload()
    assert [chosen(page, name) for name in (desk.theme, desk.technique)] == ["4", "3"]


def test_a_comment_is_saved_while_it_is_typed_and_counted_in_characters(desk):
    page = desk.open()
    page.focus("#comment")
    page.keyboard.insert_text("很好玩𠮷!")
    assert page.inner_text("[data-count=comment]") == "5 of 2000 characters · a few more would help the children"
    eventually(lambda: desk.kept() and desk.kept()[1], "很好玩𠮷!")
    eventually(status(page), "Saved 10:32")


def test_without_a_line_changes_are_kept_and_sent_when_it_is_back(desk):
    page = desk.open()
    page.context.set_offline(True)
    choose(page, desk.theme, 5)
    eventually(status(page), OFFLINE)
    assert (desk.kept(), draft(page)) == (None, 1)
    choose(page, desk.technique, 1)
    page.context.set_offline(False)
    eventually(lambda: desk.kept() and desk.kept()[0], {desk.theme: 5, desk.technique: 1})
    eventually(status(page), "Saved 10:32")
    eventually(lambda: draft(page), 0)


def test_a_tab_that_was_closed_without_a_line_loses_nothing(desk):
    page = desk.open()
    page.context.set_offline(True)
    choose(page, desk.theme, 5)
    page.fill("#comment", "half a sen")
    eventually(status(page), OFFLINE)
    context = page.context
    page.close(run_before_unload=False)
    context.set_offline(False)
    assert desk.kept() is None
    overview = context.new_page()
    overview.goto(f"{desk.site}/judge/")
    assert overview.inner_text("[data-draft]:not([hidden])") == "not sent yet"
    again = desk.open(context)
    assert (chosen(again, desk.theme), again.input_value("#comment")) == ("5", "half a sen")
    eventually(lambda: desk.kept() and desk.kept()[:2], ({desk.theme: 5}, "half a sen"))
    eventually(lambda: draft(again), 0)


def test_an_answer_that_was_lost_on_the_way_is_no_conflict(desk):
    page = desk.open()
    lost: list[int] = []

    def lose(route: Route) -> None:
        lost.append(route.fetch().status)
        route.abort()

    page.route(SAVE, lose, times=1)
    page.fill("#comment", "one")
    eventually(hears(page, lambda: lost), [200])
    page.fill("#comment", "one two")
    eventually(hears(page, lambda: desk.kept()[1]), "one two")
    eventually(status(page), "Saved 10:32")
    assert page.locator("[data-clash]:visible").count() == 0


def test_a_failing_server_is_asked_again(desk):
    page = desk.open()
    page.route(SAVE, lambda route: route.fulfill(status=503, body="busy"), times=1)
    choose(page, desk.theme, 2)
    eventually(status(page), OFFLINE)
    eventually(hears(page, lambda: desk.kept() and desk.kept()[0]), {desk.theme: 2})
    eventually(status(page), "Saved 10:32")


def test_two_tabs_are_merged_and_where_they_clash_the_judge_chooses(desk):
    first = desk.open()
    second = desk.open(first.context)
    choose(first, desk.theme, 4)
    first.fill("#comment", "from the first tab")
    eventually(lambda: desk.kept() and desk.kept()[:2], ({desk.theme: 4}, "from the first tab"))
    eventually(status(first), "Saved 10:32")
    choose(second, desk.theme, 1)
    second.fill("#comment", "from the second tab")
    choose(second, desk.technique, 3)
    eventually(status(second), "Not everything was saved: please look at the marked places.")
    eventually(lambda: desk.kept()[0], {desk.theme: 4, desk.technique: 3})
    theme, comment = second.locator(f"[data-clash={desk.theme}]"), second.locator("[data-clash=comment]")
    eventually(comment.is_visible, True)
    assert [theme.locator("strong").inner_text(), comment.locator("strong").inner_text()] == ["4", "from the first tab"]
    second.click("[data-finish]")  # nothing is left behind undecided
    theme.locator("[data-take-theirs]").click()
    comment.locator("[data-keep-mine]").click()
    eventually(lambda: desk.kept()[:2], ({desk.theme: 4, desk.technique: 3}, "from the second tab"))
    eventually(status(second), "Saved 10:32")
    assert (second.url, chosen(second, desk.theme)) == (desk.address, "4")


def test_what_another_device_changed_appears_where_this_one_did_not(desk):
    first = desk.open()
    second = desk.open(first.context)
    choose(first, desk.theme, 4)
    eventually(status(first), "Saved 10:32")
    choose(second, desk.technique, 2)
    eventually(status(second), "Saved 10:32")
    assert chosen(second, desk.theme) == "4"


def test_signing_in_again_in_another_tab_sends_what_was_chosen_meanwhile(desk):
    page = desk.open()
    page.context.clear_cookies()
    choose(page, desk.theme, 3)
    eventually(status(page), "Not saved yet: please sign in again.")
    assert page.is_visible("[data-sign-in]")
    page.context.add_cookies([desk.cookie()])
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    eventually(lambda: desk.kept() and desk.kept()[0], {desk.theme: 3})
    eventually(status(page), "Saved 10:32")
    assert not page.is_visible("[data-sign-in]")


def test_a_game_taken_away_meanwhile_is_said_and_not_asked_for_ever(desk):
    page = desk.open()
    desk.session.get(Assignment, desk.duty_id).state = AssignmentState.REMOVED
    desk.session.commit()
    choose(page, desk.theme, 3)
    eventually(status(page), "Not saved: There is nothing at this address.")


def test_finishing_waits_for_the_last_save_and_goes_to_the_next_game(desk):
    page = desk.open()
    choose(page, desk.theme, 4)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(f"[data-error={desk.technique}]:not([hidden])")
    assert page.inner_text(f"[data-error={desk.technique}]") == "Please choose a level."
    choose(page, desk.technique, 5)
    page.fill("#comment", "typed just before")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("[data-gentle]")  # never played, in a few seconds
    assert desk.session.get(Assignment, desk.duty_id).state is AssignmentState.OPEN
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/judge/sheets/{desk.next_id}")
    assert desk.kept()[:2] == ({desk.theme: 4, desk.technique: 5}, "typed just before")
    assert desk.session.get(Assignment, desk.duty_id).state is AssignmentState.DONE
    page.click("[value=later]")
    page.wait_for_url("**/judge/")
    page.click(".desk-go")
    page.wait_for_url(f"**/judge/sheets/{desk.next_id}?at=1&of=1")
    page.click("[data-step-back=knows-school]")
    assert page.is_checked("[value=knows-school]")
    page.check("#whole_school")
    page.click(".button.danger")
    page.wait_for_url("**/judge/")
    assert "All done, thank you!" in page.inner_text("main")


def test_without_a_line_the_page_is_not_left(desk):
    page = desk.open()
    choose(page, desk.theme, 4)
    choose(page, desk.technique, 4)
    eventually(status(page), "Saved 10:32")
    page.context.set_offline(True)
    page.fill("#note", "for you")
    page.click("[data-finish]")
    eventually(status(page), OFFLINE)
    assert (page.url, page.input_value("#note")) == (desk.address, "for you")


def test_a_sheet_works_without_a_script(desk):
    page = desk.new_page(java_script_enabled=False)
    page.context.add_cookies([desk.cookie()])
    page.goto(desk.address)
    page.check(f"[name={desk.theme}][value='4']")
    page.fill("#comment", "一个建议")
    page.click(".sheet-actions [value=save]")
    page.wait_for_url(desk.address)
    assert desk.kept() == ({desk.theme: 4}, "一个建议", 1)
    assert page.is_checked(f"[name={desk.theme}][value='4']")
    assert "Saved" in page.inner_text("[data-status]")


# ---- the time that the page counts ----


def seconds(desk):
    desk.session.rollback()
    desk.session.expire_all()
    sheet = desk.session.get(Assignment, desk.duty_id).sheet
    return sheet.seconds if sheet else None


def counted(page: Page):
    """What is counted and not yet known to have arrived; None before the first second."""
    return page.evaluate("(key => JSON.parse(localStorage.getItem(key)))(document.forms.sheet.dataset.time)")


def set_counted(page: Page, number: int):
    page.evaluate(
        "number => localStorage.setItem(document.forms.sheet.dataset.time, JSON.stringify({seconds: number}))", number
    )


def test_seconds_in_front_of_the_judge_are_counted_and_go_with_the_next_save(desk):
    page = desk.open()
    page.mouse.move(50, 50)
    eventually(hears(page, lambda: bool(counted(page) and counted(page)["seconds"] >= 2)), True)
    set_counted(page, 40)
    choose(page, desk.theme, 4)
    eventually(status(page), "Saved 10:32")
    assert 40 <= seconds(desk) < 60
    assert counted(page)["seconds"] < 20


def test_seconds_without_a_line_are_kept_and_an_answer_that_was_lost_counts_once(desk):
    page = desk.open()
    set_counted(page, 40)
    lost: list[int] = []

    def lose(route: Route) -> None:
        lost.append(route.fetch().status)
        route.abort()

    page.route(SAVE, lose, times=1)
    choose(page, desk.theme, 4)
    eventually(hears(page, lambda: lost), [200])
    first = seconds(desk)
    eventually(hears(page, status(page)), "Saved 10:32")
    assert (40 <= first < 60, seconds(desk)) == (True, first)


def test_two_tabs_do_not_count_the_same_seconds_twice(desk):
    first = desk.open()
    second = desk.open(first.context)
    set_counted(second, 100)
    choose(second, desk.theme, 4)
    eventually(status(second), "Saved 10:32")
    choose(first, desk.technique, 4)
    eventually(status(first), "Saved 10:32")
    assert 100 <= seconds(desk) < 150


def test_the_last_seconds_arrive_before_the_sheet_is_left(desk):
    page = desk.open()
    choose(page, desk.theme, 4)
    choose(page, desk.technique, 3)
    eventually(status(page), "Saved 10:32")
    set_counted(page, 300)
    page.click("[data-finish]")
    page.wait_for_url(f"**/judge/sheets/{desk.next_id}")  # five minutes: nobody is told to be fast
    assert 300 <= seconds(desk) < 400
