"""Somebody at a browser, who presses what a person would press."""

from __future__ import annotations

from flask import Flask
from playwright.sync_api import Page

from contest.models import User


class Person:
    """One person at one browser."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.base = base
        page.on("dialog", lambda dialog: dialog.accept())

    def open(self, path: str) -> None:
        """Type an address."""
        self.page.goto(self.base + path)

    def fill(self, **fields: str) -> None:
        """Fill in fields by name."""
        for name, value in fields.items():
            self.page.fill(f"main [name='{name}']", value)

    def press(self, label: str) -> None:
        """Press a button and wait for the next page."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=label, exact=True).first.click()

    def sees(self, *texts: str) -> None:
        """Fail unless the page shows these words."""
        shown = self.page.inner_text("body")
        assert not [text for text in texts if text not in shown], shown[:2000]


def eventually_sees(person: Person, text: str) -> None:
    """Wait for words that a script brings."""
    person.page.get_by_text(text).first.wait_for(timeout=20_000)


def play(person: Person) -> None:
    """Start the page's game and see that it runs in its frame."""
    person.page.locator(".player [data-part=start]").first.click()
    person.page.locator(".player[data-state=running]").first.wait_for(timeout=30_000)
    person.page.locator(".player [data-part=stop]").first.click()


def sign_in(page: Page, app: Flask, base: str, user: User) -> None:
    """Give the page's browser a session of this person's."""
    client = app.test_client()
    with client.session_transaction() as stored:
        stored["_user_id"] = user.get_id()
        stored["_fresh"] = True
    cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie is not None
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": base}])
