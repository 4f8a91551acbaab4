"""Times as typed into a form: in the contest's zone, stored in UTC."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from flask import current_app


def contest_zone() -> ZoneInfo:
    """The zone of the setting TIMEZONE."""
    return ZoneInfo(current_app.config["BABEL_DEFAULT_TIMEZONE"])


def from_form(typed: datetime) -> datetime:
    """A moment typed on a form's clock, aware and in UTC."""
    return typed.replace(tzinfo=contest_zone()).astimezone(UTC)


def to_form(moment: datetime) -> datetime:
    """A stored moment as a form shows it."""
    return moment.astimezone(contest_zone()).replace(tzinfo=None)
