"""The organizer section."""

from contest.web.organizer import seed, tabs
from contest.web.organizer.blueprint import organizer_bp

__all__ = ["organizer_bp", "seed", "tabs"]
