"""Odd sheets: the queue, and the decisions. A judge sees nothing of it."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from sqlalchemy import select
from werkzeug import Response
from wtforms import StringField

from contest.errors import N_, ContestError, Invalid
from contest.extensions import db
from contest.models import Assignment, ScoreSheet, Season
from contest.pipeline.odd import decide
from contest.queries.odd import count_decided, count_odd, decided_sheets, odd_queue
from contest.web.access import guarded, person, row_number
from contest.web.clock import now
from contest.web.forms import ContestForm
from contest.web.loaders import season_by_slug
from contest.web.organizer.blueprint import organizer_bp

PAGE = 50
"""Sheets."""


class DecisionForm(ContestForm):
    """Why sheets count or do not; which of the two is the button that was pressed."""

    reason = StringField()
    decision = StringField()

    @property
    def counts(self) -> bool:
        """The decision. Raises Invalid for anything but the two buttons' values."""
        if self.decision.data not in ("count", "aside"):
            raise Invalid(N_("Please go back and choose again."))
        return bool(self.decision.data == "count")


def said(counts: bool, number: int) -> str:
    """What was done, for the page that follows."""
    if counts:
        return str(ngettext("%(num)d sheet counts.", "%(num)d sheets count.", number))
    aside = ngettext("%(num)d sheet is set aside.", "%(num)d sheets are set aside.", number)
    return f"{aside} {gettext('The ranking is to be computed anew; until then it still holds them.')}"


@organizer_bp.get("/seasons/<slug>/health/odd")
@guarded("marks.read", season_by_slug)
def health_odd(season: Season) -> str:
    """Sheets that wait for a decision, or those that were decided on."""
    return _page(season, DecisionForm(None), set())


def _page(season: Season, form: DecisionForm, chosen: set[int]) -> str:
    session, page = db.session(), request.args.get("page", 1, type=row_number)
    waiting, decided = count_odd(session, season), count_decided(session, season)
    shows_decided = request.args.get("show") == "decided"
    total = decided if shows_decided else waiting
    facts: dict[str, Any] = {"odd": waiting, "decided": decided, "page": page, "last": -(-total // PAGE)}
    if shows_decided:
        sheets = decided_sheets(session, season, page=page, size=PAGE)
        return render_template("organizer/health_decided.html", season=season, sheets=sheets, **facts)
    queue = odd_queue(session, season, page=page, size=PAGE)
    by_judge = [(judge, list(each)) for judge, each in groupby(queue, key=lambda odd: odd.sheet.assignment.judge)]
    return render_template(
        "organizer/health_odd.html", season=season, by_judge=by_judge, form=form, chosen=chosen, **facts
    )


@organizer_bp.post("/seasons/<slug>/health/odd")
@guarded("sheet.decide", season_by_slug)
def health_odd_decide(season: Season) -> Response | tuple[str, int]:
    """Decide on the sheets that were ticked."""
    form, chosen = DecisionForm(), set(request.form.getlist("sheet", type=row_number))
    try:
        sheets = _sheets(season, chosen)
        decide(db.session(), sheets, counts=form.counts, reason=form.reason.data or "", actor=person(), now=now())
    except ContestError as error:
        form.take(error)
        return _page(season, form, chosen), 422
    db.session.commit()
    flash(said(form.counts, len(sheets)), "success")
    return redirect(url_for("organizer.health_odd", slug=season.slug), 303)


def _sheets(season: Season, chosen: set[int]) -> list[ScoreSheet]:
    """The season's sheets with these numbers. Raises Invalid when there is none among them."""
    found = db.session.scalars(
        select(ScoreSheet)
        .join(ScoreSheet.assignment)
        .where(Assignment.season_id == season.id, ScoreSheet.id.in_(sorted(chosen)[:PAGE]))
        .order_by(ScoreSheet.id)
    ).all()
    if not found:
        raise Invalid(N_("Please tick at least one sheet first."), field="reason")
    return list(found)
