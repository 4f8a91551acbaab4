"""The organizer section."""

from contest.web.organizer import announcements, audit, entries, seasons, seed, tabs
from contest.web.organizer.blueprint import organizer_bp

__all__ = ["announcements", "audit", "entries", "organizer_bp", "seasons", "seed", "tabs"]
