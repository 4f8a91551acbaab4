"""Sign in, sign out, and get back in with a one-time code."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from contest.errors import Invalid
from contest.extensions import db
from contest.pipeline import people
from contest.web.access import guarded
from contest.web.auth.blueprint import auth_bp
from contest.web.auth.forms import CodeForm, SignInForm
from contest.web.auth.limits import count_failure, guesses_limited
from contest.web.auth.session import begin_session, end_session, first_page
from contest.web.clock import now
from contest.web.keep import KeptForm, is_local, kept_from_fields


@auth_bp.get("/sign-in")
@guarded("site.read")
def sign_in() -> Any:
    """The sign-in page; who is signed in already is sent on."""
    target = request.args.get("next", "")
    if current_user.is_authenticated:
        return redirect(target if is_local(target) else first_page(current_user))
    return _sign_in_page(SignInForm(), target)


@auth_bp.post("/sign-in", endpoint="sign_in_send")
@guarded("site.read")
@guesses_limited
def sign_in_send() -> Any:
    """Sign in and go on where one was; a form that was kept is shown, to be sent with one press."""
    form, kept, target = SignInForm(), kept_from_fields(), request.form.get("next", "")
    if not form.validate_on_submit():
        return _sign_in_page(form, target, kept), 422
    try:
        user = people.check_sign_in(db.session(), form.login.data, form.password.data)
    except Invalid as error:
        count_failure()
        form.take(error)
        return _sign_in_page(form, target, kept), 422
    db.session.commit()
    begin_session(user)
    if kept is not None:
        return render_template("auth/send_again.html", kept=kept, target=target)
    return redirect(target if is_local(target) else first_page(user), 303)


def _sign_in_page(form: SignInForm, target: str, kept: KeptForm | None = None) -> str:
    return render_template("auth/sign_in.html", form=form, target=target, kept=kept)


@auth_bp.post("/sign-out")
@guarded("site.read")
def sign_out() -> Response:
    """Sign out."""
    end_session()
    flash(gettext("You are signed out."), "success")
    return redirect("/", 303)


@auth_bp.route("/code", methods=["GET", "POST"])
@guarded("site.read")
@guesses_limited
def code() -> Any:
    """A one-time code from the organizers gives a new password."""
    form = CodeForm()
    if not form.validate_on_submit():
        return render_template("auth/code.html", form=form), 422 if request.method == "POST" else 200
    try:
        user = people.redeem_code(db.session(), form.login.data, form.code.data, form.password.data, now())
    except Invalid as error:
        if error.field == "code":
            count_failure()
        form.take(error)
        return render_template("auth/code.html", form=form), 422
    db.session.commit()
    begin_session(user)
    flash(gettext("Your new password is set, and you are signed in."), "success")
    return redirect(first_page(user), 303)
