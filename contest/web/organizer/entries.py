"""A season's entries: the list, one entry with all that is known of it, disqualification."""

from __future__ import annotations

from typing import Any

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from werkzeug import Response
from wtforms import TextAreaField

from contest.errors import N_, Missing
from contest.extensions import db
from contest.models import Entry, Season
from contest.pipeline.disqualify import disqualify, reinstate
from contest.queries.entries_overview import count_entries, entries_of, whole_entry
from contest.queries.likeness import similar_to
from contest.queries.seasons import full_season
from contest.web.access import guarded, person, row_number
from contest.web.blocks import send_blocks
from contest.web.clock import now
from contest.web.forms import ContestForm, at_most, required
from contest.web.loaders import season_by_slug
from contest.web.organizer.blueprint import organizer_bp
from contest.web.store import send_picture, send_project

PAGE = 60
"""Entries."""


class WhyForm(ContestForm):
    """The reason for taking an entry out."""

    why = TextAreaField(_l("Reason (the school will read it)"), [required(), at_most(2000)])


def entry_by_code(arguments: dict[str, Any]) -> Entry:
    """The entry of an address by its code."""
    entry = db.session.scalar(select(Entry).where(Entry.code == arguments.pop("code")))
    if entry is None:
        raise Missing(N_("There is no such entry."))
    return entry


@organizer_bp.get("/seasons/<slug>/entries")
@guarded("entry.inspect", season_by_slug)
def entries(row: Season) -> str:
    """All entries, narrowed by what the address asks for."""
    wanted: dict[str, Any] = {
        "division_id": request.args.get("division", type=row_number),
        "state": request.args.get("state", ""),
        "text": request.args.get("text", "").strip()[:60],
    }
    session, page = db.session(), request.args.get("page", 1, type=row_number)
    total = count_entries(session, row, **wanted)
    return render_template(
        "organizer/entries.html",
        season=full_season(session, row.id),
        entries=entries_of(session, row, start=PAGE * (page - 1), most=PAGE, **wanted),
        total=total,
        page=page,
        last=max(1, -(-total // PAGE)),
        wanted=wanted,
    )


@organizer_bp.get("/entries/<code>")
@guarded("entry.inspect", entry_by_code)
def entries_one(row: Entry) -> str:
    """One entry with authors, card, player and all its files."""
    return _entry_page(row, WhyForm())


def _entry_page(row: Entry, form: WhyForm) -> str:
    entry = whole_entry(db.session(), row.id)
    similar = similar_to(db.session(), entry)
    return render_template("organizer/entry.html", entry=entry, season=entry.season, similar=similar, form=form)


@organizer_bp.get("/entries/<code>/project")
@guarded("entry.inspect", entry_by_code)
def entries_project(row: Entry) -> FlaskResponse:
    """The current project file."""
    return send_project(row.file, row.code)


@organizer_bp.get("/entries/<code>/picture")
@guarded("entry.inspect", entry_by_code)
def entries_picture(row: Entry) -> FlaskResponse:
    """The thumbnail."""
    return send_picture(row.file)


@organizer_bp.get("/entries/<code>/blocks")
@guarded("entry.inspect", entry_by_code)
def entries_blocks(row: Entry) -> FlaskResponse:
    """The scripts, for looking at."""
    return send_blocks(row.file_sha256)


@organizer_bp.post("/entries/<code>/disqualify")
@guarded("entry.disqualify", entry_by_code)
def entries_disqualify(row: Entry) -> Response | tuple[str, int]:
    """Take an entry out of the contest."""
    form = WhyForm()
    if not form.validate_on_submit():
        return _entry_page(row, form), 422
    disqualify(db.session(), row, form.why.data, actor=person(), now=now())
    db.session.commit()
    flash(gettext("The entry is out of the contest. Nothing was deleted."), "success")
    return redirect(url_for("organizer.entries_one", code=row.code), 303)


@organizer_bp.post("/entries/<code>/reinstate")
@guarded("entry.disqualify", entry_by_code)
def entries_reinstate(row: Entry) -> Response:
    """Let an entry back in."""
    reinstate(db.session(), row, actor=person(), now=now())
    db.session.commit()
    flash(gettext("The entry is in the contest again."), "success")
    return redirect(url_for("organizer.entries_one", code=row.code), 303)
