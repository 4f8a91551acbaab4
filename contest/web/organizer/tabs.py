"""The organizer's two rows of tabs: the contest's, and the season's that is open."""

from __future__ import annotations

from flask import request
from flask_babel import gettext

from contest.web.organizer.blueprint import organizer_bp


@organizer_bp.app_template_global()
def organizer_tabs() -> list[tuple[str, str]]:
    """(endpoint, label) of the contest's own pages."""
    return [
        ("organizer.overview", gettext("Seasons")),
        ("organizer.schools", gettext("Schools")),
        ("organizer.people", gettext("People")),
        ("organizer.announcements", gettext("Announcements")),
        ("organizer.audit", gettext("Audit trail")),
    ]


@organizer_bp.app_template_global()
def season_tabs() -> list[tuple[str, str]]:
    """(endpoint, label) of one season's pages, in the order of its year."""
    return [
        ("organizer.season", gettext("Progress")),
        ("organizer.settings", gettext("Dates and rules")),
        ("organizer.entries", gettext("Entries")),
        ("organizer.jury", gettext("Jury")),
        ("organizer.assignments", gettext("Assignment")),
        ("organizer.health", gettext("Health")),
        ("organizer.ranking", gettext("Ranking")),
        ("organizer.awards", gettext("Awards")),
        ("organizer.publication", gettext("Publication")),
    ]


@organizer_bp.app_template_global()
def is_tab_open(endpoint: str) -> bool:
    """Whether the page belongs to this tab: its endpoint is the tab's, or the tab's with `_something` behind."""
    return request.endpoint is not None and (request.endpoint + "_").startswith(endpoint + "_")
