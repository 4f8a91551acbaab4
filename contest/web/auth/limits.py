"""How often somebody may guess. Only failures count, so a whole school behind one address can sign in at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, current_app, g, request
from limits import parse

from contest.extensions import limiter
from contest.passwords import digest, fold_login

View = Callable[..., Any]
ADDRESS_TIMES = 5
"""One address may fail this many times as often as one login."""


def count_failure() -> None:
    """Tell that this request was a wrong guess."""
    g.guess_failed = True


def _failed(response: Response) -> bool:
    return bool(g.get("guess_failed"))


def _login_limit() -> str:
    return str(current_app.config["SIGN_IN_LIMIT"])


def _address_limit() -> str:
    limit = parse(_login_limit())
    return f"{limit.amount * ADDRESS_TIMES} per {limit.multiples} {limit.GRANULARITY.name}"


def _login() -> str:
    # A digest, because the limiter writes its keys into the log.
    return digest(fold_login(request.form.get("login", "")))


def guesses_limited(view: View) -> View:
    """At most so many failures per address, and per login where one is sent."""
    per_address = limiter.limit(_address_limit, deduct_when=_failed, methods=None)
    per_login = limiter.limit(
        _login_limit,
        key_func=_login,
        deduct_when=_failed,
        exempt_when=lambda: not request.form.get("login"),
    )
    limited: View = per_address(per_login(view))
    return limited
