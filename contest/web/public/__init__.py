"""The public section."""

from contest.web.public import home, results
from contest.web.public.blueprint import public_bp

__all__ = ["home", "public_bp", "results"]
