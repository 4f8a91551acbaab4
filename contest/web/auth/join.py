"""Join: a teacher with the school's code, a judge with an invitation link."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from contest.errors import ContestError, Invalid, Missing
from contest.extensions import db
from contest.models import School, User
from contest.pipeline import jury, people, schools
from contest.web.access import guarded, person
from contest.web.auth.blueprint import auth_bp
from contest.web.auth.forms import NewPersonForm
from contest.web.auth.limits import count_failure, guesses_limited
from contest.web.auth.session import begin_session
from contest.web.clock import now
from contest.web.errors import sentence
from contest.web.language import in_language, language


@auth_bp.get("/join")
@guarded("site.read")
@guesses_limited
def join() -> Any:
    """Ask for the school's code; with one, show the school that it belongs to."""
    typed = request.args.get("code", "")
    if not typed.strip():
        return render_template("auth/join.html", typed="", problem="")
    school = _school(typed)
    if isinstance(school, ContestError):
        return _wrong_code(typed, school)
    return _school_page(school, NewPersonForm())


@auth_bp.post("/join")
@guarded("site.read")
@guesses_limited
def join_send() -> Any:
    """Become a teacher of the school: as a new person, or as the one who is signed in."""
    typed = request.args.get("code", "")
    school, form = _school(typed), NewPersonForm()
    if isinstance(school, ContestError):
        return _wrong_code(typed, school)
    if current_user.is_authenticated:
        return _teach(person(), school)
    if not form.validate_on_submit():
        return _school_page(school, form), 422
    try:
        user = _new_person(form)
    except Invalid as error:
        form.take(error)
        return _school_page(school, form), 422
    return _teach(user, school)


def _school(typed: str) -> School | ContestError:
    try:
        return schools.school_of_code(db.session(), typed)
    except Invalid as error:
        return error


def _wrong_code(typed: str, error: ContestError) -> tuple[str, int]:
    count_failure()
    return render_template("auth/join.html", typed=typed[:40], problem=sentence(error)), 422


def _school_page(school: School, form: NewPersonForm) -> str:
    return render_template("auth/join_school.html", school=school, form=form)


def _new_person(form: NewPersonForm) -> User:
    return people.create_person(
        db.session(),
        form.login.data,
        form.name.data,
        form.password.data,
        now(),
        email=form.email.data,
        language=language(),
    )


def _teach(user: User, school: School) -> Response:
    people.join_school(db.session(), user, school, now())
    db.session.commit()
    if not current_user.is_authenticated:
        begin_session(user)
    flash(gettext("Welcome! You now teach at %(school)s in this contest.", school=school.name), "success")
    return redirect(url_for("teacher.desk"), 303)


@auth_bp.route("/invited/<token>", methods=["GET", "POST"])
@guarded("site.read")
@guesses_limited
def invited(token: str) -> Any:
    """A judge's link: looking uses nothing up; accepting makes the signed-in or a new person a judge."""
    try:
        invitation = jury.open_invitation(db.session(), token, now())
    except Missing:
        count_failure()
        raise
    form = NewPersonForm()
    asks = request.method == "GET"
    if asks or not (current_user.is_authenticated or form.validate_on_submit()):
        return render_template("auth/invited.html", invitation=invitation, form=form), 200 if asks else 422
    season_name = in_language(invitation.season, "name")
    try:
        user = person() if current_user.is_authenticated else _new_person(form)
        jury.join_jury(db.session(), invitation, user, now())
    except Invalid as error:
        form.take(error)
        return render_template("auth/invited.html", invitation=invitation, form=form), 422
    db.session.commit()
    if not current_user.is_authenticated:
        begin_session(user)
    flash(gettext("Thank you! You are on the jury of %(season)s.", season=season_name), "success")
    return redirect(url_for("judge.desk"), 303)
