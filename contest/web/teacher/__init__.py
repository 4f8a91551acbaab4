"""The teacher section."""

from contest.web.teacher import seed
from contest.web.teacher.blueprint import teacher_bp

__all__ = ["seed", "teacher_bp"]
