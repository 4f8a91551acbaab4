"""Schools from a spreadsheet: choose a file, look at what it would do, do it."""

from __future__ import annotations

import json
from typing import Any

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired

from contest.documents import spreadsheet
from contest.errors import N_, ContestError, Invalid
from contest.extensions import db
from contest.pipeline.school_import import COLUMNS, apply_import, plan_import
from contest.pipeline.schools import facts_of
from contest.web.access import guarded, person
from contest.web.clock import now
from contest.web.errors import sentence
from contest.web.forms import ContestForm
from contest.web.language import language
from contest.web.organizer.blueprint import organizer_bp

LABELS = {
    "number": _l("Classroom number"),
    "name": _l("School"),
    "province": _l("Province"),
    "city": _l("City or county"),
    "sponsor": _l("Sponsor"),
    "computers": _l("Computers"),
    "opened_on": _l("Opened on"),
}
WIDTHS = (10, 40, 14, 18, 28, 12, 14)


class ImportForm(ContestForm):
    """The spreadsheet."""

    file = FileField(_l("Spreadsheet (.xlsx or .csv)"), [FileRequired(_l("Please choose a file."))])


@organizer_bp.route("/schools/import", methods=["GET", "POST"])
@guarded("school.edit")
def schools_import() -> Any:
    """Choose a spreadsheet; then see what it would do. Nothing is changed yet."""
    form = ImportForm()
    if not form.validate_on_submit():
        return render_template("organizer/schools_import.html", form=form), 422 if form.errors else 200
    try:
        table = spreadsheet.read_table(form.file.data.read(spreadsheet.MOST_BYTES + 1))
        plan = plan_import(db.session(), table)
    except Invalid as error:
        form.take(error)
        return render_template("organizer/schools_import.html", form=form), 422
    return render_template(
        "organizer/schools_import_plan.html",
        plan=plan,
        table=json.dumps(table, ensure_ascii=False),
        labels=LABELS,
        facts_of=facts_of,
        problem_of=_problem,
    )


def _problem(error: ContestError) -> str:
    label = LABELS.get(error.field or "")
    return f"{label}: {sentence(error)}" if label is not None else sentence(error)


@organizer_bp.post("/schools/import/apply")
@guarded("school.edit")
def schools_import_apply() -> Any:
    """Do what the plan showed; what changed in between is looked at afresh."""
    done = apply_import(db.session(), _sent_table(request.form.get("table", "")), person(), now())
    db.session.commit()
    counts = {name: done.count(name) for name in ("add", "change", "same", "problem")}
    flash(
        gettext("Added: %(add)s. Changed: %(change)s. As before: %(same)s. Left out: %(problem)s.", **counts),
        "success",
    )
    return redirect(url_for("organizer.schools"), 303)


def _sent_table(text: str) -> list[list[str]]:
    try:
        table: list[list[str]] = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Invalid(N_("Please choose the spreadsheet again.")) from error
    rows_are_lists = isinstance(table, list) and all(isinstance(row, list) for row in table)
    if not rows_are_lists or not all(isinstance(cell, str) for row in table for cell in row):
        raise Invalid(N_("Please choose the spreadsheet again."))
    return table


@organizer_bp.get("/schools/template.xlsx")
@guarded("school.edit")
def schools_template() -> FlaskResponse:
    """An empty spreadsheet with the columns that the import knows, in the reader's language."""
    place = 0 if language() == "zh" else 1
    header = [names[place] for names in COLUMNS.values()]
    data = spreadsheet.write_table(gettext("Schools"), header, [], WIDTHS)
    response = FlaskResponse(data, mimetype=spreadsheet.XLSX_TYPE)
    response.headers["Content-Disposition"] = 'attachment; filename="schools.xlsx"'
    return response
