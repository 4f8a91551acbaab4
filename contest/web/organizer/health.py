"""The health of a season's judging: what stands well, what needs a look, who is waited for; and the jury's judges."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug import Response

from contest.extensions import db
from contest.judging.health import Figures
from contest.judging.signals import signals, slow_judges
from contest.models import Season
from contest.pipeline.health import look_soon
from contest.queries.health import (
    JUDGES_A_PAGE,
    ORDERS,
    count_finished,
    count_judges,
    estimates_to_plot,
    judge_lines,
    last_check,
    names_of_judges,
)
from contest.queries.odd import count_odd
from contest.queries.rankings import newest_ready
from contest.web import plots
from contest.web.access import guarded, row_number
from contest.web.clock import now
from contest.web.loaders import season_by_slug
from contest.web.organizer.blueprint import organizer_bp

NO_PAUSE = timedelta(0)
MOST_SLOW = 30
"""Judges in the list of those who are waited for; with more, the list is no longer a list of people to write to."""
MOST_ROWS = 40
"""Judges in the plot of severities."""


@organizer_bp.app_template_filter()
def from_seconds(value: float) -> datetime:
    """A moment that was kept as seconds since 1970."""
    return datetime.fromtimestamp(value, UTC)


@organizer_bp.get("/seasons/<slug>/health")
@guarded("marks.read", season_by_slug)
def health(season: Season) -> str:
    """What the last look at the judging found."""
    session = db.session()
    found, ranking = last_check(session, season), newest_ready(session, season)
    judged = estimates_to_plot(session, ranking, MOST_ROWS) if ranking is not None else []
    facts: dict[str, Any] = {"check": None, "odd": count_odd(session, season)}
    if found is not None:
        check, figures = found
        facts |= {"check": check, "is_old": count_finished(session, season) != check.sheets}
        facts |= _read(season, figures)
    return render_template(
        "organizer/health.html",
        season=season,
        ranking=ranking,
        severity=plots.severity_plot(
            [(name, each.severity, each.severity_error) for name, each in judged if each.severity is not None]
        ),
        **facts,
    )


def _read(season: Season, figures: Figures) -> dict[str, Any]:
    session = db.session()
    round_of = {
        "begins": season.judging_opens_at.timestamp(),
        "ends": season.judging_closes_at.timestamp(),
        "now": now().timestamp(),
    }
    waited = slow_judges(figures, **round_of)
    ids = {pile.judge for pile, _ in waited[:MOST_SLOW]}
    pairs = figures.shared or ()
    names = names_of_judges(session, ids | {judge for one, other, _ in pairs for judge in (one, other)})
    in_plot = {judge: names[judge] for judge in sorted({j for one, other, _ in pairs for j in (one, other)})}
    return {
        "figures": figures,
        "divisions": list(season.divisions),
        "signals": signals(figures, aimed=season.reviews_per_entry, **round_of),
        "waited": [(pile, why, names.get(pile.judge, "")) for pile, why in waited[:MOST_SLOW]],
        "waited_more": max(0, len(waited) - MOST_SLOW),
        "network": plots.network(in_plot, pairs) if pairs else None,
        "distributions": [
            (criterion, plots.distribution(sorted(each.points for each in criterion.levels), counts))
            for criterion in season.criteria
            if (counts := figures.marks.get(criterion.id))
        ],
    }


@organizer_bp.post("/seasons/<slug>/health")
@guarded("marks.read", season_by_slug)
def health_look(season: Season) -> Response:
    """Look anew; the worker does it within seconds."""
    session = db.session()
    look_soon(session, season.id, now=now(), pause=NO_PAUSE)
    session.commit()
    flash(gettext("The software is looking at all sheets. Load this page again in a few seconds."), "success")
    return redirect(url_for("organizer.health", slug=season.slug), 303)


@organizer_bp.get("/seasons/<slug>/health/judges")
@guarded("marks.read", season_by_slug)
def health_judges(season: Season) -> str:
    """All judges with what the newest ranking found about each."""
    session = db.session()
    page, order = request.args.get("page", 1, type=row_number), request.args.get("order", "name")
    order = order if order in ORDERS else "name"
    ranking, total = newest_ready(session, season), count_judges(session, season)
    return render_template(
        "organizer/health_judges.html",
        season=season,
        ranking=ranking,
        lines=judge_lines(session, season, ranking, order=order, page=page),
        odd=count_odd(session, season),
        order=order,
        total=total,
        page=page,
        last=-(-total // JUDGES_A_PAGE),
    )
