"""The public section."""

from contest.web.public import home, method, results
from contest.web.public.blueprint import public_bp

__all__ = ["home", "method", "public_bp", "results"]
