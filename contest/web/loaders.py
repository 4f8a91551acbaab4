"""Rows named in an address in other ways than by their number."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from contest.errors import N_, Missing
from contest.extensions import db
from contest.models import Season


def season_by_slug(arguments: dict[str, Any]) -> Season:
    """The season of an address such as /organizer/seasons/2026-27/entries."""
    season = db.session.scalar(select(Season).where(Season.slug == arguments.pop("slug")))
    if season is None:
        raise Missing(N_("There is no such season."))
    return season
