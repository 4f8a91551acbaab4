"""The teacher section."""

from contest.web.teacher import card, desk, entry, feedback, files, personal
from contest.web.teacher.blueprint import teacher_bp

__all__ = ["card", "desk", "entry", "feedback", "files", "personal", "teacher_bp"]
