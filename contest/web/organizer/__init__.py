"""The organizer section."""

from contest.web.organizer import announcements, audit, awards, entries, publication, ranking, seasons, seed, tabs
from contest.web.organizer.blueprint import organizer_bp

__all__ = [
    "announcements",
    "audit",
    "awards",
    "entries",
    "organizer_bp",
    "publication",
    "ranking",
    "seasons",
    "seed",
    "tabs",
]
