"""Every view says who may use it: one decorator fetches the row and authorises, by the one table."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import abort
from flask_login import current_user

from contest.errors import N_, Closed, Missing, Refused
from contest.extensions import db
from contest.models import Base, User
from contest.rules.permissions import POLICY, Actor, Verdict, judge_request
from contest.rules.permissions import may as allowed
from contest.web.clock import now

View = Callable[..., Any]
Loader = Callable[[dict[str, Any]], Any]


def actor() -> Actor:
    """Who sent this request, as the rules see people."""
    if not current_user.is_authenticated:
        return Actor()
    return Actor(
        user_id=current_user.id,
        is_organizer=current_user.is_organizer,
        school_ids=current_user.school_ids,
        judge_ids=current_user.judge_ids,
    )


def person() -> User:
    """The signed-in user's row; only behind a guard that lets no stranger in."""
    user: User = current_user._get_current_object()
    return user


def may(action: str, row: Any = None) -> bool:
    """For templates: whether the reader may do this now."""
    return allowed(action, actor(), row, now())


def row_number(text: str | int) -> int:
    """A row's number out of an address. Raises ValueError for what no row can have, before the database does."""
    number = int(text)
    if not 0 < number < 2**31:
        raise ValueError(text)
    return number


def by_id(table: type[Base], argument: str = "id") -> Loader:
    """A loader that takes one argument out of the address and gives the row with that key."""

    def load(arguments: dict[str, Any]) -> Any:
        try:
            row = db.session.get(table, row_number(arguments.pop(argument)))
        except ValueError:
            row = None
        if row is None:
            raise Missing(N_("There is nothing at this address."))
        return row

    return load


def guarded(action: str, row: Loader | None = None) -> Callable[[View], View]:
    """Let a request through only if POLICY allows `action`; the loaded row is the view's first argument.

    The role is asked before the row is fetched, so a stranger cannot learn which rows exist.
    """
    rule = POLICY[action]

    def decorate(view: View) -> View:
        @wraps(view)
        def guard(**arguments: Any) -> Any:
            asker = actor()
            if rule.role not in asker.roles:
                refuse(Verdict.WRONG_ROLE if asker.user_id is not None else Verdict.SIGN_IN)
            if row is None:
                refuse(judge_request(action, asker, None, now()))
                return view(**arguments)
            subject = row(arguments)
            refuse(judge_request(action, asker, subject, now()))
            return view(subject, **arguments)

        guard.action = action  # type: ignore[attr-defined]
        return guard

    return decorate


def refuse(verdict: Verdict) -> None:
    """Turn any verdict but yes into the error that answers it."""
    if verdict is Verdict.SIGN_IN:
        abort(401)
    if verdict is Verdict.WRONG_ROLE:
        raise Refused(N_("This page is for people with another role. You are signed in, but not as that."))
    if verdict is Verdict.NOT_YOURS:
        raise Missing(N_("There is nothing at this address."))
    if verdict is Verdict.NOT_NOW:
        raise Closed(N_("This is not possible at this time of the season. Nothing was changed."))
