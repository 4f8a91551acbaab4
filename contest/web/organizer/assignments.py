"""Who judges which game: the round's progress, the plan before it is applied, taking games away again."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug import Response

from contest.extensions import db
from contest.models import Assignment, Judge, Season
from contest.pipeline import assign
from contest.queries.assignments import (
    active_judges,
    conflicts,
    count_entries,
    entry_progress,
    games_of_judge,
    loads,
    standing_pairs,
)
from contest.web.access import by_id, guarded, person, row_number
from contest.web.clock import now
from contest.web.errors import sentence
from contest.web.loaders import season_by_slug
from contest.web.organizer.blueprint import organizer_bp

PAGE = 100
"""Entries on one page of progress."""


@organizer_bp.get("/seasons/<slug>/assignments")
@guarded("assignment.edit", season_by_slug)
def assignments(season: Season) -> str:
    """How far the round is, judge by judge."""
    session = db.session()
    kept_apart, standing = conflicts(session, season.id), standing_pairs(session, season.id)
    return render_template(
        "organizer/assignments.html",
        season=season,
        entries=count_entries(session, season.id),
        active=len(active_judges(session, season.id)),
        standing=len(standing),
        kept_apart=len(kept_apart),
        in_conflict=len(kept_apart & standing),
        judges=loads(session, season.id),
    )


@organizer_bp.get("/seasons/<slug>/assignments/entries")
@guarded("assignment.edit", season_by_slug)
def assignments_entries(season: Season) -> str:
    """How far the round is, entry by entry; what lacks most comes first."""
    page = request.args.get("page", 1, type=row_number)
    session = db.session()
    total = count_entries(session, season.id)
    found = entry_progress(session, season, page=page, size=PAGE)
    last = -(-total // PAGE)
    return render_template(
        "organizer/assignments_entries.html", season=season, entries=found, page=page, last=last, total=total
    )


@organizer_bp.get("/seasons/<slug>/assignments/plan")
@guarded("assignment.plan", season_by_slug)
def assignments_plan(season: Season) -> str:
    """What assigning would do now. Looking at it changes nothing."""
    session = db.session()
    proposal = assign.propose(session, season)
    return render_template(
        "organizer/assignments_plan.html",
        season=season,
        proposal=proposal,
        judges=[each for each in loads(session, season.id) if each.judge_id in proposal.plan.piles],
        short=entry_progress(session, season, only=proposal.plan.shortfall),
    )


@organizer_bp.post("/seasons/<slug>/assignments/plan")
@guarded("assignment.plan", season_by_slug)
def assignments_apply(season: Season) -> Response:
    """Do what the plan said; if it is out of date, show the new one instead."""
    try:
        made = assign.apply(db.session(), season, request.form.get("plan", ""), actor=person(), now=now())
    except assign.Outdated as error:
        db.session.rollback()
        flash(sentence(error), "problem")
        return redirect(url_for("organizer.assignments_plan", slug=season.slug), 303)
    db.session.commit()
    count = len(made.plan.pairs)
    flash(ngettext("%(num)d review was given out.", "%(num)d reviews were given out.", count), "success")
    return redirect(url_for("organizer.assignments", slug=season.slug), 303)


@organizer_bp.get("/judges/<int:id>/assignments")
@guarded("assignment.edit", by_id(Judge))
def assignments_judge(judge: Judge) -> str:
    """One judge's games, whatever became of them."""
    games = games_of_judge(db.session(), judge.id)
    barred = {entry for entry, other in conflicts(db.session(), judge.season_id) if other == judge.id}
    return render_template(
        "organizer/assignments_judge.html", season=judge.season, judge=judge, games=games, barred=barred
    )


@organizer_bp.post("/assignments/<int:id>/remove")
@guarded("assignment.edit", by_id(Assignment))
def assignments_remove(assignment: Assignment) -> Response:
    """Take one game from its judge."""
    assign.remove(db.session(), assignment, actor=person(), now=now())
    db.session.commit()
    flash(gettext("Taken away. This judge will not get the same game again."), "success")
    return redirect(url_for("organizer.assignments_judge", id=assignment.judge_id), 303)


@organizer_bp.post("/judges/<int:id>/assignments/remove")
@guarded("assignment.edit", by_id(Judge))
def assignments_remove_waiting(judge: Judge) -> Response:
    """Take all unfinished games from a judge, usually one who has left."""
    count = assign.remove_waiting(db.session(), judge, actor=person(), now=now())
    db.session.commit()
    flash(ngettext("%(num)d game was taken away.", "%(num)d games were taken away.", count), "success")
    return redirect(url_for("organizer.assignments_judge", id=judge.id), 303)
