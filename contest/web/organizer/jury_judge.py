"""One judge: what they mainly judge, how many games at most, which language, and the schools they are close to."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from werkzeug import Response
from wtforms import BooleanField, IntegerField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from contest.errors import ContestError
from contest.extensions import db
from contest.models import DeclaredConflict, Division, Judge, School
from contest.pipeline import jury as stage
from contest.queries.conflicts import declared_conflicts
from contest.queries.desk import waiting_count
from contest.queries.people import all_sponsors
from contest.web.access import by_id, guarded, person
from contest.web.clock import now
from contest.web.forms import ContestForm, required
from contest.web.language import in_language
from contest.web.organizer.blueprint import organizer_bp


class DutiesForm(ContestForm):
    """Which games a judge gets."""

    division = SelectField(_l("Mainly judges"))
    most_games = IntegerField(_l("Games at most"), [Optional(_l("A whole number, please."))])
    reads_chinese = BooleanField(_l("Reads Chinese"))

    def __init__(self, *args: Any, judge: Judge, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.division.choices = [
            SelectChoice("", _l("Any division")),
            *(SelectChoice(str(each.id), in_language(each, "name")) for each in judge.season.divisions),
        ]


class ConflictForm(ContestForm):
    """A school that a judge is close to."""

    school = SelectField(_l("School"), [required()])
    note = StringField(_l("Why"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        schools = db.session.execute(select(School.id, School.name).order_by(School.name))
        self.school.choices = [
            SelectChoice("", _l("Please choose")),
            *(SelectChoice(str(number), name) for number, name in schools),
        ]


def _duties_form(judge: Judge) -> DutiesForm:
    known = {
        "division": str(judge.division_id or ""),
        "most_games": judge.most_games,
        "reads_chinese": judge.reads_chinese,
    }
    return DutiesForm(None, judge=judge, data=known)


def _page(judge: Judge, duties: DutiesForm, conflict: ConflictForm) -> str:
    session = db.session()
    return render_template(
        "organizer/jury_judge.html",
        season=judge.season,
        judge=judge,
        duties=duties,
        conflict=conflict,
        conflicts=declared_conflicts(session, judge.id),
        waiting=waiting_count(session, judge.id),
        sponsors=all_sponsors(session),
    )


@organizer_bp.get("/jury/<int:id>")
@guarded("jury.edit", by_id(Judge))
def jury_judge(judge: Judge) -> str:
    """All that decides which games a judge gets."""
    return _page(judge, _duties_form(judge), ConflictForm(None))


@organizer_bp.post("/jury/<int:id>/duties")
@guarded("jury.edit", by_id(Judge))
def jury_judge_duties(judge: Judge) -> Response | tuple[str, int]:
    """Change division, limit or language."""
    form = DutiesForm(judge=judge)
    if form.validate_on_submit():
        division = db.session.get(Division, int(form.division.data)) if form.division.data else None
        said = {"most_games": form.most_games.data, "reads_chinese": bool(form.reads_chinese.data)}
        try:
            stage.set_judge_duties(db.session(), judge, division=division, **said, actor=person(), now=now())
        except ContestError as error:
            form.take(error)
        else:
            return _saved(judge, gettext("Saved. The next plan and the next levelling go by it."))
    return _page(judge, form, ConflictForm(None)), 422


@organizer_bp.post("/jury/<int:id>/conflicts")
@guarded("jury.edit", by_id(Judge))
def jury_judge_declare(judge: Judge) -> Response | tuple[str, int]:
    """Keep a school's games from a judge."""
    form = ConflictForm()
    if form.validate_on_submit():
        school = db.session.get_one(School, int(form.school.data))
        try:
            stage.declare_conflict(db.session(), judge, school, form.note.data or "", person(), now())
        except ContestError as error:
            form.take(error)
        else:
            return _saved(judge, gettext("Saved. This judge gets no more games of that school."))
    return _page(judge, _duties_form(judge), form), 422


@organizer_bp.post("/conflicts/<int:id>/lift")
@guarded("jury.edit", by_id(DeclaredConflict))
def jury_judge_lift(conflict: DeclaredConflict) -> Response:
    """The judge may get that school's games again."""
    stage.lift_conflict(db.session(), conflict, actor=person(), now=now())
    return _saved(conflict.judge, gettext("Lifted. Games that the judge never had may come again."))


def _saved(judge: Judge, words: str) -> Response:
    db.session.commit()
    flash(words, "success")
    return redirect(url_for("organizer.jury_judge", id=judge.id), 303)
