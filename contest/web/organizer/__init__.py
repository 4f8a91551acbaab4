"""The organizer section."""

from contest.web.organizer import (
    announcements,
    assignments,
    audit,
    awards,
    entries,
    jury,
    likeness,
    people,
    publication,
    ranking,
    ranking_sheets,
    practice,
    school_import,
    schools,
    seasons,
    tabs,
)
from contest.web.organizer.blueprint import organizer_bp

__all__ = [
    "announcements",
    "assignments",
    "audit",
    "awards",
    "entries",
    "jury",
    "likeness",
    "organizer_bp",
    "people",
    "publication",
    "ranking",
    "ranking_sheets",
    "school_import",
    "schools",
    "seasons",
    "practice",
    "tabs",
]
