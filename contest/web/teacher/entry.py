"""One entry: made, written, submitted, withdrawn, brought back; its page and its receipt."""

from __future__ import annotations

import segno
from flask import flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug import Response

from contest.errors import N_, Closed
from contest.extensions import db
from contest.models import Entry, EntryState, School, Season
from contest.pipeline import submit
from contest.queries.entries import copies_of, whole_entry
from contest.queries.seasons import published_season_ids
from contest.rules.names import public_name
from contest.rules.permissions import is_in_contest
from contest.scratch import Refusal
from contest.web.access import by_id, guarded, person
from contest.web.clock import now
from contest.web.errors import wants_json
from contest.web.language import language
from contest.web.loaders import season_by_slug
from contest.web.store import storage
from contest.web.teacher.blueprint import teacher_bp
from contest.web.teacher.files import sent_file
from contest.web.teacher.forms import EntryForm, NewEntryForm
from contest.web.teacher.words import STATES, problem_sentences, time_left


@teacher_bp.get("/seasons/<slug>/new")
@guarded("entry.create", season_by_slug)
def new_entry(season: Season) -> str:
    """The first step to a new entry."""
    return _new_page(season, NewEntryForm(_schools(), wanted=request.args.get("school", type=int)))


@teacher_bp.post("/seasons/<slug>/new")
@guarded("entry.create", season_by_slug)
def create_entry(season: Season) -> Response | tuple[str, int]:
    """Make a draft and go to its page."""
    schools = _schools()
    form = NewEntryForm(schools)
    if not form.validate():
        return _new_page(season, form), 422
    school = next(school for school in schools if school.id == form.school.data)
    entry = submit.create(db.session(), season, school, form.title.data, actor=person(), now=now())
    db.session.commit()
    return redirect(url_for("teacher.entry", id=entry.id), 303)


@teacher_bp.get("/entries/<int:id>")
@guarded("entry.read", by_id(Entry))
def entry(row: Entry) -> str:
    """The entry's page: to write on until the deadline, then to read."""
    whole = whole_entry(db.session(), row.id)
    return _page(whole, EntryForm(whole))


@teacher_bp.post("/entries/<int:id>")
@guarded("entry.edit", by_id(Entry))
def save_entry(row: Entry) -> Response | tuple[str, int]:
    """Save what was typed; then take the file, if one came along; then submit, if that was pressed.

    Each step is committed, so that a refused file does not cost the text.
    """
    form = EntryForm(row)
    try:
        done = _carry_out(row, form) if form.validate() else ""
    except (Refusal, submit.Incomplete) as error:
        db.session.rollback()
        form.tell(_told(row, error))
        done = ""
    if not done:
        return _page(whole_entry(db.session(), row.id), form), 422
    if wants_json():
        return jsonify(saved=done)
    flash(done, "success")
    return redirect(url_for("teacher.entry", id=row.id), 303)


def _carry_out(row: Entry, form: EntryForm) -> str:
    session, actor, this_moment = db.session(), person(), now()
    submit.save(session, row, form.details(row), actor=actor, now=this_moment)
    session.commit()
    if form.project.data is not None:
        data, name = sent_file(form.project.data)
        submit.receive(session, storage(), row, data, name, actor=actor, now=this_moment)
        session.commit()
    if request.form.get("do") != "submit":
        return str(gettext("Saved."))
    submit.submit(session, row, actor=actor, now=this_moment)
    session.commit()
    return str(gettext("Submitted. Thank you! You may still replace or withdraw the game until the deadline."))


def _told(row: Entry, error: Refusal | submit.Incomplete) -> list[tuple[str, str]]:
    if isinstance(error, Refusal):
        return [("file", error.sentence(language()))]
    return problem_sentences(row, error.problems)


@teacher_bp.post("/entries/<int:id>/withdraw")
@guarded("entry.withdraw", by_id(Entry))
def withdraw_entry(row: Entry) -> Response:
    """Take the entry back."""
    submit.withdraw(db.session(), row, actor=person(), now=now())
    db.session.commit()
    flash(gettext("The game is withdrawn. Nothing was deleted: you can bring it back until the deadline."), "success")
    return redirect(url_for("teacher.entry", id=row.id), 303)


@teacher_bp.post("/entries/<int:id>/restore")
@guarded("entry.withdraw", by_id(Entry))
def restore_entry(row: Entry) -> Response:
    """Bring a withdrawn entry back."""
    state = submit.restore(db.session(), row, actor=person(), now=now())
    db.session.commit()
    if state is EntryState.SUBMITTED:
        flash(gettext("The game is back and submitted."), "success")
    else:
        flash(gettext("The game is back as a draft. Submit it before the deadline."), "success")
    return redirect(url_for("teacher.entry", id=row.id), 303)


@teacher_bp.get("/entries/<int:id>/receipt")
@guarded("entry.read", by_id(Entry))
def receipt(row: Entry) -> str:
    """What a teacher prints: that this game, with this file, was submitted at this time."""
    if row.state is not EntryState.SUBMITTED:
        raise Closed(N_("There is a receipt once the game is submitted."))
    whole = whole_entry(db.session(), row.id)
    lines = (whole.code, whole.season.slug, f"{whole.submitted_at:%Y-%m-%dT%H:%M:%SZ}", whole.file_sha256)
    code = segno.make("\n".join(map(str, lines)), error="m", micro=False)
    return render_template("teacher/receipt.html", entry=whole, qr=code.svg_data_uri(scale=4, border=2))


def _schools() -> list[School]:
    return sorted((teacher.school for teacher in person().teaching), key=lambda school: school.name)


def _new_page(season: Season, form: NewEntryForm) -> str:
    return render_template("teacher/new.html", contest_season=season, form=form, time_left=time_left)


def _page(whole: Entry, form: EntryForm) -> str:
    copies = copies_of(db.session(), whole)
    shown = {"states": STATES, "time_left": time_left, "public_name": public_name}
    has_feedback = is_in_contest(whole) and whole.season_id in published_season_ids(db.session())
    return render_template(
        "teacher/entry.html", entry=whole, form=form, copies=copies, has_feedback=has_feedback, **shown
    )
