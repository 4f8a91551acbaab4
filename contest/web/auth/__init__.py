"""The auth section."""

from contest.web.auth import seed
from contest.web.auth.blueprint import auth_bp

__all__ = ["auth_bp", "seed"]
