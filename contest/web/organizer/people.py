"""People: the list, one-time codes, closing accounts, the organizer's role."""

from __future__ import annotations

from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext

from contest.errors import Invalid
from contest.extensions import db
from contest.models import User
from contest.passwords import grouped
from contest.pipeline import people as stage
from contest.queries.people import search_people
from contest.web.access import by_id, guarded, person
from contest.web.clock import now
from contest.web.errors import sentence
from contest.web.letters import mail_to
from contest.web.organizer.blueprint import organizer_bp


@organizer_bp.get("/people")
@guarded("people.edit")
def people() -> str:
    """All people with their roles, narrowed by what the address asks for."""
    wanted = {"text": request.args.get("text", "")[:60], "role": request.args.get("role", "")}
    number = max(1, request.args.get("page", 1, type=int))
    page = search_people(db.session(), wanted["text"], wanted["role"], min(number, 10_000))
    return render_template("organizer/people.html", page=page, wanted=wanted)


@organizer_bp.post("/people/<int:id>/code")
@guarded("people.edit", by_id(User))
def people_code(user: User) -> Any:
    """Make a one-time code for somebody who is locked out, and show it this once."""
    hours = current_app.config["CODE_HOURS"]
    code = stage.make_code(db.session(), user, person(), now(), hours)
    facts = {"user": user, "code": grouped(code), "hours": hours, "address": url_for("auth.code", _external=True)}
    mailed = mail_to(user.email, "documents/mail_code.txt", **facts)
    db.session.commit()
    return render_template("organizer/people_code.html", mailed=mailed, **facts)


def _change(change: Any, user: User, done: str) -> Any:
    try:
        change(db.session(), user, person(), now())
    except Invalid as error:
        flash(sentence(error), "problem")
    else:
        db.session.commit()
        flash(done, "success")
    return redirect(url_for("organizer.people", text=user.login), 303)


@organizer_bp.post("/people/<int:id>/deactivate")
@guarded("people.edit", by_id(User))
def people_deactivate(user: User) -> Any:
    """Close an account."""
    return _change(stage.deactivate, user, gettext("%(name)s cannot sign in any more.", name=user.name))


@organizer_bp.post("/people/<int:id>/reactivate")
@guarded("people.edit", by_id(User))
def people_reactivate(user: User) -> Any:
    """Open a closed account again."""
    return _change(stage.reactivate, user, gettext("%(name)s can sign in again.", name=user.name))


@organizer_bp.post("/people/<int:id>/organizer")
@guarded("people.edit", by_id(User))
def people_organizer(user: User) -> Any:
    """Make somebody an organizer, or take the role away."""
    if request.form.get("organizer") == "1":
        return _change(stage.make_organizer, user, gettext("%(name)s is an organizer now.", name=user.name))
    return _change(stage.unmake_organizer, user, gettext("%(name)s is no organizer any more.", name=user.name))
