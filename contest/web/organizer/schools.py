"""Schools: the list, one school, its code and its invitation sheet."""

from __future__ import annotations

from typing import Any

import segno
from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import force_locale, gettext
from flask_babel import lazy_gettext as _l
from werkzeug import Response
from wtforms import DateField, IntegerField, StringField
from wtforms.validators import NumberRange, Optional

from contest.errors import Invalid
from contest.extensions import db
from contest.models import School, SchoolStatus
from contest.passwords import grouped
from contest.pipeline import schools as stage
from contest.queries import schools as reads
from contest.queries.people import all_sponsors
from contest.web.access import by_id, guarded, person
from contest.web.clock import now
from contest.web.forms import ContestForm, at_most, required
from contest.web.language import LANGUAGES
from contest.web.organizer.blueprint import organizer_bp


class SchoolForm(ContestForm):
    """What is known of a school."""

    number = IntegerField(_l("Classroom number"), [Optional(), NumberRange(1, stage.HIGHEST_NUMBER)])
    name = StringField(_l("School"), [required(), at_most(120)])
    province = StringField(_l("Province"), [required(), at_most(40)], render_kw={"list": "provinces"})
    city = StringField(_l("City or county"), [Optional(), at_most(60)])
    sponsor = StringField(_l("Sponsor"), [Optional(), at_most(120)], render_kw={"list": "sponsors"})
    computers = IntegerField(_l("Computers"), [Optional(), NumberRange(0, stage.MOST_COMPUTERS)])
    opened_on = DateField(_l("Opened on"), [Optional()])

    def facts(self) -> stage.SchoolFacts:
        """What was typed."""
        return stage.SchoolFacts(
            name=self.name.data,
            province=self.province.data,
            number=self.number.data,
            city=self.city.data or "",
            sponsor=self.sponsor.data or "",
            computers=self.computers.data,
            opened_on=self.opened_on.data,
        )


@organizer_bp.get("/schools")
@guarded("school.edit")
def schools() -> str:
    """All schools, narrowed by what the address asks for."""
    session = db.session()
    wanted = {"text": request.args.get("text", "")[:60], "province": request.args.get("province", "")}
    return render_template(
        "organizer/schools.html",
        lines=reads.list_schools(session, **wanted),
        provinces=reads.provinces(session),
        wanted=wanted,
    )


def _form_page(form: SchoolForm, school: School | None) -> tuple[str, int]:
    session = db.session()
    page = render_template(
        "organizer/schools_form.html",
        form=form,
        school=school,
        sponsors=all_sponsors(session),
        provinces=reads.provinces(session),
        teachers=reads.teachers_of(session, school) if school else [],
    )
    return page, 422 if form.errors else 200


@organizer_bp.route("/schools/new", methods=["GET", "POST"])
@guarded("school.edit")
def schools_new() -> Any:
    """Add one school."""
    form = SchoolForm()
    if not form.validate_on_submit():
        return _form_page(form, None)
    try:
        school = stage.add_school(db.session(), form.facts(), person(), now())
    except Invalid as error:
        form.take(error)
        return _form_page(form, None)
    db.session.commit()
    flash(
        gettext("The school is added. Its teachers join with the code %(code)s.", code=grouped(school.code)), "success"
    )
    return redirect(url_for("organizer.schools_one", id=school.id), 303)


@organizer_bp.route("/schools/<int:id>", methods=["GET", "POST"])
@guarded("school.edit", by_id(School))
def schools_one(school: School) -> Any:
    """One school: correct what is known of it, see its code and teachers."""
    form = SchoolForm(data=vars(stage.facts_of(school)))
    if not form.validate_on_submit():
        return _form_page(form, school)
    try:
        stage.edit_school(db.session(), school, form.facts(), person(), now())
    except Invalid as error:
        form.take(error)
        return _form_page(form, school)
    db.session.commit()
    flash(gettext("Saved."), "success")
    return redirect(url_for("organizer.schools_one", id=school.id), 303)


@organizer_bp.post("/schools/<int:id>/status")
@guarded("school.edit", by_id(School))
def schools_status(school: School) -> Response:
    """Close a classroom, or reopen it."""
    closed = request.form.get("status") == SchoolStatus.CLOSED
    stage.set_status(db.session(), school, SchoolStatus.CLOSED if closed else SchoolStatus.ACTIVE, person(), now())
    db.session.commit()
    flash(gettext("The classroom is closed.") if closed else gettext("The classroom is open again."), "success")
    return redirect(url_for("organizer.schools_one", id=school.id), 303)


@organizer_bp.post("/schools/<int:id>/code")
@guarded("school.edit", by_id(School))
def schools_renew_code(school: School) -> Response:
    """A new code in place of one that went astray."""
    stage.renew_code(db.session(), school, person(), now())
    db.session.commit()
    flash(gettext("The school has a new code. Please print its invitation sheet again."), "success")
    return redirect(url_for("organizer.schools_one", id=school.id), 303)


@organizer_bp.get("/schools/<int:id>/sheet")
@guarded("school.edit", by_id(School))
def schools_sheet(school: School) -> str:
    """One school's invitation sheet, to print."""
    return _sheets([school])


@organizer_bp.get("/schools/sheets")
@guarded("school.edit")
def schools_sheets() -> str:
    """The invitation sheets of all open classrooms, a page each."""
    return _sheets(reads.active_schools(db.session()))


def _sheets(rows: Any) -> str:
    sheets = [(school, _qr(school)) for school in rows]
    # Both languages stand on paper: it is carried to people whose browser has not asked for one.
    texts = {}
    for language in LANGUAGES:
        with force_locale(language):
            texts[language] = render_template("organizer/_schools_sheet_text.html")
    names = (current_app.config["CONTEST_NAME_ZH"], current_app.config["CONTEST_NAME_EN"])
    address = url_for("auth.join", _external=True)
    return render_template("organizer/schools_sheets.html", sheets=sheets, texts=texts, names=names, address=address)


def _qr(school: School) -> str:
    address = url_for("auth.join", code=grouped(school.code), _external=True)
    return str(segno.make(address, error="m", micro=False).svg_data_uri(border=0, dark="#1c2321"))
