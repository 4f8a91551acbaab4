"""A person without a browser: opens pages, reads their forms, fills them in and presses buttons, over HTTP only."""

from __future__ import annotations

import io
from html.parser import HTMLParser
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse


class Form:
    """A form as the page holds it: its address and what its fields hold now."""

    def __init__(self, attributes: dict[str, str]) -> None:
        self.id = attributes.get("id", "")
        self.action = attributes.get("action", "")
        self.method = attributes.get("method", "get").lower()
        self.fields: dict[str, Any] = {}
        self.buttons: list[tuple[str, str]] = []
        """(name, value) of each button that sends."""


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._open: Form | None = None
        self._select: tuple[Form, str] | None = None
        self._area: tuple[Form, str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = Form(at)
            self.forms.append(self._open)
            return
        form = self._owner(at)
        if form is None:
            return
        name = at.get("name", "")
        if tag == "input" and name and "disabled" not in at:
            self._input(form, at)
        elif tag == "button" and at.get("type", "submit") == "submit":
            form.buttons.append((name, at.get("value", "")))
        elif tag == "select" and name:
            self._select = (form, name)
        elif tag == "textarea" and name:
            self._area = (form, name)
            form.fields[name] = ""
        elif tag == "option" and self._select is not None:
            owner, key = self._select
            if "selected" in at or key not in owner.fields:
                owner.fields[key] = at.get("value", "")

    def _owner(self, at: dict[str, str]) -> Form | None:
        if "form" in at:
            return next((form for form in self.forms if form.id == at["form"]), None)
        return self._open

    def _input(self, form: Form, at: dict[str, str]) -> None:
        kind = at.get("type", "text")
        if kind in ("checkbox", "radio"):
            if "checked" in at:
                form.fields[at["name"]] = at.get("value", "on")
        elif kind not in ("file", "submit", "button"):
            form.fields[at["name"]] = at.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            form, name = self._area
            form.fields[name] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            self._area = None


class Visitor:
    """One person's browser, more or less."""

    def __init__(self, app: Flask, language: str = "en") -> None:
        self.client = app.test_client()
        self.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = language
        self.page = ""
        self.status = 0
        self.address = "/"
        self.full_address = "/"

    def open(self, address: str) -> str:
        """Go to a page; its text is also kept in `page`."""
        return self._arrived(self.client.get(address, follow_redirects=True))

    def form(self, action: str) -> Form:
        """The form of the open page whose address ends with `action` ("" for one that sends to the page itself)."""
        parser = _Forms()
        parser.feed(self.page)
        for form in parser.forms:
            target = form.action.split("?")[0] or self.address
            if form.method == "post" and (target.endswith(action) if action else target == self.address):
                return form
        raise AssertionError(f"no form for {action!r} on {self.address}: {[form.action for form in parser.forms]}")

    def send(
        self,
        action: str = "",
        *,
        press: tuple[str, str] | None = None,
        files: dict[str, tuple[str, bytes]] | None = None,
        **typed: Any,
    ) -> str:
        """Fill in the form that goes to `action` and press its button (or the button `press`)."""
        form = self.form(action)
        unknown = {name for name in typed if name not in form.fields and name not in self.page}
        assert not unknown, f"the page has no fields {unknown}"
        button = press or next((button for button in form.buttons if button[0]), None)
        data = form.fields | typed | (dict([button]) if button is not None and button[0] else {})
        for name, (filename, content) in (files or {}).items():
            data[name] = (io.BytesIO(content), filename)
        sent = self.client.post(form.action or self.full_address, data=data, follow_redirects=True)
        return self._arrived(sent)

    def sees(self, *texts: str) -> None:
        """Fail unless the open page is a good one and holds all these texts."""
        assert self.status == 200, (self.status, self.address, self.page[:3000])
        missing = [text for text in texts if text not in self.page]
        assert not missing, f"{missing} not on {self.address}"

    def _arrived(self, response: TestResponse) -> str:
        self.status = response.status_code
        self.address = response.request.path
        self.full_address = response.request.full_path.rstrip("?")
        self.page = response.get_data(as_text=True)
        return self.page
