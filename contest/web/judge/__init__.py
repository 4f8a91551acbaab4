"""The judge section."""

from contest.web.judge import seed
from contest.web.judge.blueprint import judge_bp

__all__ = ["judge_bp", "seed"]
