"""One score sheet: shown, saved change by change, finished, put aside, stepped back from.

Addresses carry the assignment's number, files the entry's code: neither says anything of school or child. What the
templates get is a `Game`, not the entry's row.
"""

from __future__ import annotations

from typing import Any

from flask import Response, flash, jsonify, make_response, redirect, render_template, request, url_for
from flask_babel import format_datetime, gettext
from werkzeug.wrappers import Response as Answer

from contest.errors import ContestError, Invalid
from contest.extensions import db
from contest.models import Assignment, ProjectFile, RecusalReason
from contest.pipeline import score
from contest.queries.desk import ahead_of, game_of, levels_of, next_id, progress, rubric_of, values_of
from contest.queries.effort import efforts_of
from contest.rules.gentle import SUGGESTED_CHARACTERS, Word
from contest.rules.sheet import Value
from contest.web.access import by_id, guarded, may, person
from contest.web.blocks import send_blocks
from contest.web.clock import now
from contest.web.errors import sentence
from contest.web.filters import asset, uses_music
from contest.web.judge.batch import Batch, batch_fields, sent_batch
from contest.web.judge.blueprint import judge_bp
from contest.web.judge.forms import (
    StepBackForm,
    changes_of_form,
    changes_of_json,
    played_of,
    span_of_json,
    typed_values,
)
from contest.web.judge.words import GENTLE, WHAT_NEXT
from contest.web.store import send_picture, send_project
from contest.web.words import FLAGS

MOST_BYTES_AHEAD = 20_000_000
"""A larger project is not fetched before somebody wants to play it."""


@judge_bp.get("/sheets/<int:id>")
@guarded("sheet.read", by_id(Assignment))
def sheet(assignment: Assignment) -> Response:
    """The game and its sheet; after the round only to be read."""
    return _page(assignment)


@judge_bp.post("/sheets/<int:id>/save")
@guarded("sheet.edit", by_id(Assignment))
def save_sheet(assignment: Assignment) -> Response:
    """Save single changes that static/js/score.js sends. 409 when another tab or device changed the same field:
    the other changes are saved all the same, and the answer tells what every field now holds."""
    body = _sent_json()
    changes, span = changes_of_json(body), span_of_json(body)
    try:
        outcome = score.save(db.session(), assignment, changes, actor=person(), now=now(), span=span)
    except Invalid as error:
        db.session.rollback()
        return make_response(jsonify(error=sentence(error), field=error.field), error.status)
    db.session.commit()
    told: dict[str, Any] = {
        "values": outcome.values,
        "conflicts": outcome.conflicts,
        "version": outcome.sheet.version if outcome.sheet else 0,
        "seconds": outcome.sheet.seconds if outcome.sheet else 0,
        "saved": format_datetime(outcome.sheet.saved_at if outcome.sheet else now(), "HH:mm"),
    }
    return make_response(jsonify(told), 409 if outcome.conflicts else 200)


def _sent_json() -> object:
    try:
        return request.get_json(silent=True)
    except RecursionError:  # thousands of brackets inside one another
        return None


@judge_bp.post("/sheets/<int:id>")
@guarded("sheet.edit", by_id(Assignment))
def send_sheet(assignment: Assignment) -> Answer:
    """The whole sheet as a plain form, and where to go from here."""
    kept = values_of(assignment.sheet, rubric_of(db.session(), assignment.season_id))
    typed = typed_values(request.form, kept)
    is_fresh = request.form.get("version") == str(assignment.sheet.version if assignment.sheet else 0)
    changes = changes_of_form(typed, kept, is_fresh=is_fresh)
    try:
        outcome = score.save(db.session(), assignment, changes, actor=person(), now=now())
        db.session.commit()  # what was typed stays saved, even if the sheet cannot be finished yet
        if outcome.conflicts:
            return _page(assignment, 409, typed=typed, conflicts=outcome.conflicts)
        return _go_on(assignment, request.form.get("then", ""))
    except score.Unmarked as error:
        return _page(assignment, error.status, errors=dict.fromkeys(error.fields, gettext("Please choose a level.")))
    except Invalid as error:
        db.session.rollback()
        return _page(assignment, error.status, typed=typed, errors={error.field or "": sentence(error)})


@judge_bp.post("/sheets/<int:id>/step-back")
@guarded("sheet.edit", by_id(Assignment))
def step_back(assignment: Assignment) -> Answer:
    """Recuse the judge from this game, with a reason."""
    form = StepBackForm()
    if form.validate_on_submit():
        try:
            words, given = form.explanation.data or "", {"from_whole_school": form.is_from_school}
            score.step_back(db.session(), assignment, form.chosen(), words, actor=person(), now=now(), **given)
            db.session.commit()
            flash(_stepped_back(form.is_from_school), "success")
            return _to_next(assignment, sent_batch())
        except ContestError as error:
            form.take(error)
    return _page(assignment, 422, step_form=form)


@judge_bp.get("/sheets/<int:id>/project")
@guarded("sheet.read", by_id(Assignment))
def project(assignment: Assignment) -> Response:
    """The project file, under the entry's code."""
    return send_project(assignment.entry.file, assignment.entry.code)


@judge_bp.get("/sheets/<int:id>/picture")
@guarded("sheet.read", by_id(Assignment))
def picture(assignment: Assignment) -> Response:
    """The game's thumbnail."""
    return send_picture(assignment.entry.file)


@judge_bp.get("/sheets/<int:id>/blocks")
@guarded("sheet.read", by_id(Assignment))
def blocks(assignment: Assignment) -> Response:
    """The game's scripts, for looking at; judges read no full name of its authors in them."""
    return send_blocks(assignment.entry.file_sha256, assignment.entry.authors)


def _go_on(assignment: Assignment, then: str) -> Answer:
    """Finish, put aside or stay. A sheet that may want a second look is asked about once; "send" is the answer."""
    session, batch = db.session(), sent_batch()
    if then == "later":
        score.put_aside(session, assignment, actor=person(), now=now())
    elif then in ("finish", "send"):
        said = score.words_before(session, assignment, has_played=played_of(request.form)) if then == "finish" else ()
        if said:
            return _page(assignment, 422, gentle=said)
        score.finish(session, assignment, actor=person(), now=now())
    else:
        return redirect(url_for("judge.sheet", id=assignment.id, **batch_fields(batch)), 303)
    session.commit()
    return _to_next(assignment, batch, is_done=then != "later")


def _to_next(assignment: Assignment, batch: Batch | None, *, is_done: bool = False) -> Answer:
    """The next game; a thank-you at the end of a batch; the desk when there is none: it says what remains."""
    following = next_id(db.session(), assignment.judge_id, besides=assignment.id)
    if following is None:
        return redirect(url_for("judge.desk"), 303)
    if batch is not None and is_done:
        if batch.is_last:
            return redirect(url_for("judge.thanks", id=assignment.judge_id, **batch.fields()), 303)
        batch = batch.after()
    return redirect(url_for("judge.sheet", id=following, **batch_fields(batch)), 303)


def _stepped_back(is_from_school: bool) -> str:
    if is_from_school:
        return str(gettext("You stepped back. You get no new game of this school; what you have may be taken away."))
    return str(gettext("You stepped back from this game. Somebody else will judge it."))


def _step_form() -> StepBackForm:
    """An empty form, with the reason that a link on the page named."""
    form = StepBackForm(formdata=None)
    named = request.args.get("step-back")
    if named in [reason.value for reason in RecusalReason]:
        form.reason.data = named
    return form


def _engine(file: ProjectFile) -> str:
    """The script that plays this project, as templates/shared/_player.html names it."""
    return asset(f"vendor/scaffolding/scaffolding{'-with-music' if uses_music(file) else ''}.js")


def _addresses_ahead(assignment: Assignment) -> list[str]:
    """What the next game's player will ask for, to be fetched while the line is idle."""
    ahead = ahead_of(db.session(), assignment.judge_id, besides=assignment.id)
    if ahead is None or ahead.file.size > MOST_BYTES_AHEAD:
        return []
    return [_engine(ahead.file), url_for("judge.project", id=ahead.assignment_id)]


def _page(
    assignment: Assignment,
    status: int = 200,
    *,
    typed: dict[str, Value] | None = None,
    conflicts: tuple[str, ...] = (),
    errors: dict[str, str] | None = None,
    step_form: StepBackForm | None = None,
    gentle: tuple[Word, ...] = (),
) -> Response:
    """The page. `typed` is shown instead of what is kept, so that nothing has to be written twice."""
    session = db.session()
    rubric = rubric_of(session, assignment.season_id)
    kept = values_of(assignment.sheet, rubric)
    done, total = progress(session, assignment.judge_id)
    is_open, sheet = may("sheet.edit", assignment), assignment.sheet
    page = render_template(
        "judge/sheet.html",
        game=game_of(session, assignment),
        file=assignment.entry.file,
        rubric=rubric,
        kept=kept,
        values=kept | (typed or {}),
        conflicts=conflicts,
        errors=errors or {},
        version=sheet.version if sheet else 0,
        seconds=sheet.seconds if sheet else 0,
        saved_at=sheet.saved_at if sheet else None,
        is_open=is_open,
        flags=FLAGS,
        what_next=WHAT_NEXT,
        gentle=[GENTLE[word] for word in gentle],
        most=score.MOST_CHARACTERS,
        suggested=SUGGESTED_CHARACTERS,
        step_form=step_form or _step_form(),
        done=done,
        total=total,
        batch=sent_batch(),
        effort=efforts_of(session, [assignment.judge_id])[assignment.judge_id],
        levels=levels_of(session, [assignment.season_id]).get(assignment.season_id, ()),
        ahead=_addresses_ahead(assignment) if is_open else [],
    )
    return make_response(page, status)
