"""The one place that reads the clock; everything below the web gets `now` as an argument."""

from __future__ import annotations

from datetime import datetime

from flask import current_app


def now() -> datetime:
    """This moment, aware, in UTC (tests set the application's clock)."""
    moment: datetime = current_app.extensions["clock"]()
    return moment
