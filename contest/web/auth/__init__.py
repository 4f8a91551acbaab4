"""The auth section."""

from contest.web.auth import account, join, sign_in
from contest.web.auth.blueprint import auth_bp

__all__ = ["account", "auth_bp", "join", "sign_in"]
