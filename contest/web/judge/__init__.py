"""The judge section."""

from contest.web.judge import desk, place, practice, sheet
from contest.web.judge.blueprint import judge_bp

__all__ = ["desk", "judge_bp", "place", "practice", "sheet"]
