"""E-mail to one person, in both languages, because a letter has no switch."""

from __future__ import annotations

from typing import Any

from flask import current_app, render_template
from flask_babel import force_locale

from contest.extensions import db
from contest.jobs import enqueue
from contest.web.clock import now
from contest.web.language import LANGUAGES

RULE = "\n\n— — —\n\n"


def has_mail() -> bool:
    """Whether the contest can send e-mail at all."""
    return current_app.extensions["mail"] is not None


def mail_to(to: str | None, template: str, /, **facts: Any) -> str:
    """Queue a letter whose first line is its subject; gives the address, or "" where nothing is sent.

    Nothing is sent without an address, or where the settings name no mail server.
    """
    if not to or not has_mail():
        return ""
    letters = []
    for language in LANGUAGES:
        with force_locale(language):
            letters.append(render_template(template, **facts).strip().split("\n", 1))
    subject = " / ".join(letter[0].strip() for letter in letters)
    text = RULE.join(letter[1].strip() for letter in letters) + "\n"
    enqueue(db.session(), "mail", {"to": to, "subject": subject, "text": text}, now=now())
    return to
