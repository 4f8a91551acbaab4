"""One's own account: name, language, password, roles."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext, refresh

from contest.errors import Invalid
from contest.extensions import db
from contest.pipeline import people
from contest.queries.people import roles_of
from contest.web.access import guarded, person
from contest.web.auth.blueprint import auth_bp
from contest.web.auth.forms import DetailsForm, PasswordForm
from contest.web.auth.limits import count_failure, guesses_limited
from contest.web.auth.session import begin_session
from contest.web.clock import now


def _page(details: DetailsForm, password: PasswordForm) -> str:
    return render_template(
        "auth/account.html", details=details, password=password, roles=roles_of(db.session(), person())
    )


def _details() -> DetailsForm:
    me = person()
    return DetailsForm(None, data={"name": me.name, "email": me.email or "", "language": me.language or ""})


@auth_bp.get("/account")
@guarded("account.edit")
def account() -> str:
    """The account's page."""
    return _page(_details(), PasswordForm(None))


@auth_bp.post("/account")
@guarded("account.edit")
def account_details() -> Any:
    """Change name, e-mail and language."""
    form = DetailsForm()
    if not form.validate_on_submit():
        return _page(form, PasswordForm(None)), 422
    try:
        people.edit_details(db.session(), person(), form.name.data, form.email.data, form.language.data or None)
    except Invalid as error:
        form.take(error)
        return _page(form, PasswordForm(None)), 422
    db.session.commit()
    refresh()
    flash(gettext("Saved."), "success")
    return redirect(url_for("auth.account"), 303)


@auth_bp.post("/account/password")
@guarded("account.edit")
@guesses_limited
def account_password() -> Any:
    """Change the password: all other sessions of this person end, this one goes on."""
    form = PasswordForm()
    if not form.validate_on_submit():
        return _page(_details(), form), 422
    try:
        people.change_password(db.session(), person(), form.current_password.data, form.new_password.data, now())
    except Invalid as error:
        if error.field == "current_password":
            count_failure()
        form.take(error)
        return _page(_details(), form), 422
    db.session.commit()
    begin_session(person())
    flash(gettext("Your password is changed. All other devices are signed out."), "success")
    return redirect(url_for("auth.account"), 303)
