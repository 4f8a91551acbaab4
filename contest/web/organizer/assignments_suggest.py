"""At the start of a season: how many judges a game gets, and how many sheets are kept back for settling awards."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug import Response
from wtforms import FloatField, IntegerField
from wtforms.validators import InputRequired, NumberRange

from contest.errors import ContestError
from contest.extensions import db
from contest.judging.suggest import Suggestion, suggest
from contest.models import Season
from contest.pipeline.seasons import change_reviews
from contest.queries.suggesting import Size, seats_of, size_of
from contest.web.access import guarded, person
from contest.web.clock import now
from contest.web.errors import sentence
from contest.web.forms import ContestForm, whole_number
from contest.web.loaders import season_by_slug
from contest.web.organizer.blueprint import organizer_bp

MISSING = InputRequired(_l("Please fill this in."))
USUAL_MINUTES_PER_JUDGE = 120


class SizeForm(ContestForm):
    """The size of the season and the judges' time; asked for in the address."""

    class Meta:
        """Nothing is changed by asking."""

        csrf = False

    entries = IntegerField(_l("Games in the contest"), [MISSING, whole_number(1, 100_000)])
    judges = IntegerField(_l("Judges taking games"), [MISSING, whole_number(1, 20_000)])
    minutes_per_judge = IntegerField(_l("Minutes that a judge gives in all"), [MISSING, whole_number(1, 10_000)])
    minutes_per_game = FloatField(
        _l("Minutes for one game"),
        [MISSING, NumberRange(0.5, 120, _l("A number from 0.5 to 120, please."))],
    )


@organizer_bp.get("/seasons/<slug>/assignments/suggest")
@guarded("season.edit", season_by_slug)
def assignments_suggest(season: Season) -> str | tuple[str, int]:
    """What suits a season of this size."""
    size = size_of(db.session(), season)
    form = SizeForm(request.args if request.args else None, data=_usual(size))
    if request.args and not form.validate():
        return _page(season, size, form, None), 422
    return _page(season, size, form, _suggestion(season, size, form))


def _usual(size: Size) -> dict[str, Any]:
    return {
        "entries": size.entries or None,
        "judges": size.judges or None,
        "minutes_per_judge": USUAL_MINUTES_PER_JUDGE,
        "minutes_per_game": size.minutes_per_game,
    }


def _suggestion(season: Season, size: Size, form: SizeForm) -> Suggestion | None:
    entries, judges = form.entries.data, form.judges.data
    if not entries or not judges:
        return None
    return suggest(
        entries=entries,
        judges=judges,
        seats=seats_of(db.session(), season, entries),
        minutes_per_game=form.minutes_per_game.data,
        minutes_per_judge=form.minutes_per_judge.data,
        reliability=size.reliability,
    )


def _page(season: Season, size: Size, form: SizeForm, made: Suggestion | None) -> str:
    return render_template("organizer/assignments_suggest.html", season=season, size=size, form=form, made=made)


@organizer_bp.post("/seasons/<slug>/assignments/suggest")
@guarded("season.edit", season_by_slug)
def assignments_suggest_take(season: Season) -> Response:
    """Take one of the options over into the season's rules."""
    reviews, percent = (request.form.get(name, -1, type=int) for name in ("reviews", "reserve_percent"))
    try:
        change_reviews(db.session(), season, reviews, percent, actor=person(), now=now())
    except ContestError as error:
        flash(sentence(error), "problem")
        return redirect(url_for("organizer.assignments_suggest", slug=season.slug), 303)
    db.session.commit()
    flash(gettext("The season's rules now say so. What was given out already stays."), "success")
    return redirect(url_for("organizer.assignments", slug=season.slug), 303)
