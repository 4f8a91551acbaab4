"""Who judges which game: the round's progress by judge and by game; taking games away again."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug import Response

from contest.extensions import db
from contest.models import Assignment, Judge, Season
from contest.pipeline import assign
from contest.queries.assignments import count_entries, entry_progress, games_of_judge, loads, round_of
from contest.queries.conflicts import barred_games, count_apart, misplaced
from contest.queries.settling import reserve_of
from contest.web.access import by_id, guarded, person, row_number
from contest.web.clock import now
from contest.web.loaders import season_by_slug
from contest.web.organizer.blueprint import organizer_bp

PAGE = 100
"""Entries, or judges, on one page of progress."""


@organizer_bp.get("/seasons/<slug>/assignments")
@guarded("assignment.edit", season_by_slug)
def assignments(season: Season) -> str:
    """How far the round is, judge by judge."""
    page = request.args.get("page", 1, type=row_number)
    session = db.session()
    so_far = round_of(session, season.id)
    return render_template(
        "organizer/assignments.html",
        season=season,
        entries=count_entries(session, season.id),
        so_far=so_far,
        kept_apart=count_apart(session, season.id),
        misplaced=misplaced(session, season.id),
        reserve=reserve_of(session, season),
        judges=loads(session, season.id, page=page, size=PAGE),
        page=page,
        last=-(-so_far.judges // PAGE),
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


@organizer_bp.get("/judges/<int:id>/assignments")
@guarded("assignment.edit", by_id(Judge))
def assignments_judge(judge: Judge) -> str:
    """One judge's games, whatever became of them."""
    session = db.session()
    return render_template(
        "organizer/assignments_judge.html",
        season=judge.season,
        judge=judge,
        games=games_of_judge(session, judge.id),
        barred=barred_games(session, judge),
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
