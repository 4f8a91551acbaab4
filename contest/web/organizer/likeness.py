"""Entries that are alike, two of them side by side, and the starter projects whose share is not counted."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from werkzeug import Response
from wtforms import StringField

from contest.errors import N_, Invalid, Missing
from contest.extensions import db
from contest.models import Entry, Season, StarterProject
from contest.pipeline.beside import beside
from contest.pipeline.likeness import add_starter, remove_starter
from contest.queries.entries_overview import whole_entry
from contest.queries.likeness import pair_of, starters_of
from contest.queries.seasons import full_season
from contest.scratch import Refusal
from contest.scratch.blocks_labels import Language
from contest.web.access import by_id, guarded, person
from contest.web.clock import now
from contest.web.forms import ContestForm, at_most, required
from contest.web.language import language
from contest.web.loaders import season_by_slug
from contest.web.organizer.blueprint import organizer_bp
from contest.web.organizer.entries import entry_by_code
from contest.web.store import storage
from contest.web.teacher.files import sent_file

NEARLY_THE_SAME, MUCH = 0.75, 0.45
"""Scores from which a likeness is called so."""


class StarterForm(ContestForm):
    """A starter project with a name that organizers know it by."""

    name = StringField(_l("What it is called"), [required(), at_most(120)])
    project = FileField(_l("Scratch file"), [required()])


@organizer_bp.app_template_global()
def likeness_tag(score: float) -> tuple[str, str]:
    """The kind of tag and the words for a score."""
    if score >= NEARLY_THE_SAME:
        return "bad", gettext("nearly the same")
    if score >= MUCH:
        return "warn", gettext("much in common")
    return "info", gettext("something in common")


@organizer_bp.get("/entries/<code>/beside/<other>")
@guarded("likeness.read", entry_by_code)
def entries_beside(row: Entry, other: str) -> str:
    """Two entries side by side with what they share."""
    theirs = whole_entry(db.session(), entry_by_code({"code": other}).id)
    if theirs.id == row.id:
        raise Missing(N_("There is nothing at this address."))
    mine = whole_entry(db.session(), row.id)
    tongue: Language = "zh" if language() == "zh" else "en"
    shared = beside(storage(), mine, theirs, tongue)
    pair = pair_of(db.session(), mine, theirs)
    return render_template(
        "organizer/beside.html", season=mine.season, entries=(mine, theirs), shared=shared, pair=pair
    )


def _starters_page(season: Season, form: StarterForm) -> str:
    return render_template(
        "organizer/starters.html",
        season=full_season(db.session(), season.id),
        starters=starters_of(db.session(), season),
        form=form,
    )


@organizer_bp.get("/seasons/<slug>/starters")
@guarded("starter.edit", season_by_slug)
def entries_starters(row: Season) -> str:
    """The season's starter projects, and a form for one more."""
    return _starters_page(row, StarterForm())


@organizer_bp.post("/seasons/<slug>/starters")
@guarded("starter.edit", season_by_slug)
def entries_starters_add(row: Season) -> Response | tuple[str, int]:
    """Take one more."""
    form = StarterForm()
    if not form.validate_on_submit() or not _added(row, form):
        return _starters_page(row, form), 422
    flash(gettext("The starter project is in the list. The season's games are compared anew."), "success")
    return redirect(url_for("organizer.entries_starters", slug=row.slug), 303)


def _added(season: Season, form: StarterForm) -> bool:
    """Whether it could be taken; if not, the form says why."""
    given: dict[str, Any] = {"actor": person(), "now": now()}
    try:
        data, _ = sent_file(form.project.data)
        add_starter(db.session(), storage(), season, data, form.name.data.strip(), **given)
    except Refusal as refusal:
        db.session.rollback()
        form.project.errors = [refusal.sentence(language())]
        return False
    except Invalid as error:
        db.session.rollback()
        form.take(error)
        return False
    db.session.commit()
    return True


@organizer_bp.post("/starters/<int:id>/remove")
@guarded("starter.edit", by_id(StarterProject))
def entries_starters_remove(row: StarterProject) -> Response:
    """Take one off the list."""
    slug = row.season.slug
    remove_starter(db.session(), row, actor=person(), now=now())
    db.session.commit()
    flash(gettext("The starter project is off the list. The season's games are compared anew."), "success")
    return redirect(url_for("organizer.entries_starters", slug=slug), 303)
