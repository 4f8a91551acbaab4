"""Signing in and out: the session cookie, and where each role goes first."""

from __future__ import annotations

from flask import g, session, url_for
from flask_babel import refresh
from flask_login import login_user, logout_user

from contest.models import User


def begin_session(user: User) -> None:
    """Sign `user` in with a fresh session; nothing of the session before stays in it."""
    session.clear()
    g.pop("csrf_token", None)  # made for the session before; this answer's forms need one of the new session
    login_user(user)
    session.permanent = True
    refresh()  # the rest of this answer speaks the person's own language


def end_session() -> None:
    """Sign out."""
    logout_user()
    session.clear()


def first_page(user: User) -> str:
    """Where a person's work is."""
    if user.is_organizer:
        return url_for("organizer.overview")
    if user.judging:
        return url_for("judge.desk")
    if user.teaching:
        return url_for("teacher.desk")
    return url_for("auth.account")
