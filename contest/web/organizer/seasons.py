"""Seasons: the list, a new one, one season's progress, its dates and rules."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug import Response
from wtforms import BooleanField, DateTimeLocalField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional, ValidationError

from contest.errors import ContestError, Invalid
from contest.extensions import db
from contest.models import Season
from contest.pipeline.seasons import (
    MOST_PERCENT,
    MOST_REVIEWS,
    SeasonPlan,
    change_season,
    change_weights,
    create_season,
    weights_are_open,
)
from contest.queries.seasons import full_season, progress, published_season_ids, season_lines
from contest.rules.timetable import next_change, phase
from contest.web.access import guarded, person
from contest.web.clock import now
from contest.web.errors import sentence
from contest.web.forms import ContestForm, at_most, required, whole_number
from contest.web.loaders import season_by_slug
from contest.web.organizer.blueprint import organizer_bp
from contest.web.zone import from_form, to_form

DATES = ("opens_at", "submissions_close_at", "judging_opens_at", "judging_closes_at")
TEXTS = ("name_zh", "name_en", "theme_zh", "theme_en")
NUMBERS = ("reviews_per_entry", "entries_per_school", "max_authors", "reserve_percent", "cross_percent")
TICKS = ("is_language_respected", "shows_marks", "shows_table")
MISSING = _l("Please fill this in.")
YEARS = re.compile(r"20\d\d|(?<=[-/])\d\d(?!\d)")
"""The years in a season's name or address: both of 2026-27, 2026/27 and 2026—2027."""


def _of_our_time(form: ContestForm, field: DateTimeLocalField) -> None:
    # A slip of the hand in the year; the calendar's ends have no zone and no year after them.
    if field.data is not None and not 2000 <= field.data.year < 2100:
        raise ValidationError(gettext("Please give a date and a time."))


def _date(label: Any) -> DateTimeLocalField:
    # Browsers leave the seconds out; a stored date may have them.
    formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]
    given = InputRequired(_l("Please give a date and a time."))
    return DateTimeLocalField(label, format=formats, validators=[given, _of_our_time])


class SeasonForm(ContestForm):
    """A season's dates and rules."""

    name_zh = StringField(_l("Name in Chinese"), [required(), at_most(120)])
    name_en = StringField(_l("Name in English"), [required(), at_most(120)])
    theme_zh = TextAreaField(_l("Theme in Chinese"), [at_most(2000)])
    theme_en = TextAreaField(_l("Theme in English"), [at_most(2000)])
    opens_at = _date(_l("Submission opens"))
    submissions_close_at = _date(_l("Deadline for submission"))
    judging_opens_at = _date(_l("Judging begins"))
    judging_closes_at = _date(_l("Judging ends"))
    reviews_per_entry = IntegerField(_l("Judges per game"), [InputRequired(MISSING), whole_number(1, MOST_REVIEWS)])
    entries_per_school = IntegerField(_l("Games per school, at most"), [Optional(), whole_number(1, 10000)])
    max_authors = IntegerField(_l("Authors per game, at most"), [InputRequired(MISSING), whole_number(1, 20)])
    reserve_percent = IntegerField(
        _l("Kept back, in per cent"), [InputRequired(MISSING), whole_number(0, MOST_PERCENT)], default=25
    )
    cross_percent = IntegerField(
        _l("Across divisions, in per cent"), [InputRequired(MISSING), whole_number(0, MOST_PERCENT)], default=12
    )
    is_language_respected = BooleanField(_l("Judges who read no Chinese get games with little text"))
    shows_marks = BooleanField(_l("Teachers see their own games' marks"))
    shows_table = BooleanField(_l("Everyone can recompute the scores"))

    def plan(self) -> SeasonPlan:
        """What was typed, with the dates in UTC."""
        values: dict[str, Any] = {name: getattr(self, name).data or "" for name in TEXTS}
        values |= {name: getattr(self, name).data for name in (*NUMBERS, *TICKS)}
        return SeasonPlan(**values | {name: from_form(getattr(self, name).data) for name in DATES})


class NewSeasonForm(SeasonForm):
    """The same, with the season's address and a season to take divisions and rubric from."""

    slug = StringField(_l("Short name for addresses"), [required(), at_most(20)])
    like = SelectField(_l("Divisions, rubric and kinds of award as in"), [InputRequired()], coerce=int, default=0)


def _starting_values(season: Season) -> dict[str, Any]:
    values = {name: getattr(season, name) for name in (*TEXTS, *NUMBERS, *TICKS)}
    return values | {name: to_form(getattr(season, name)) for name in DATES}


def _next_year(seasons: list[Season], today: datetime) -> dict[str, Any]:
    """A new season as a copy of the last one, a year later."""
    if not seasons:
        start = to_form(today).replace(hour=8, minute=0, second=0, microsecond=0)
        days = dict(zip(DATES, (start + timedelta(days=step) for step in (0, 180, 190, 220)), strict=True))
        return {"reviews_per_entry": 3, "max_authors": 3, **days}
    last = seasons[0]
    values = _starting_values(last) | {"slug": last.slug, "like": last.id}
    values |= {name: _year_later(values[name]) for name in DATES}
    return values | {name: YEARS.sub(_next_number, values[name]) for name in ("slug", "name_zh", "name_en")}


def _year_later(day: datetime) -> datetime:
    # The 29th of February has no same day next year.
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if is_leap_day else day.day)


def _next_number(match: re.Match[str]) -> str:
    return f"{int(match[0]) + 1:02}"


@organizer_bp.get("/")
@guarded("contest.oversee")
def overview() -> str:
    """All seasons."""
    return render_template("organizer/overview.html", lines=season_lines(db.session(), now()))


@organizer_bp.route("/seasons/new", methods=["GET", "POST"])
@guarded("season.edit")
def overview_new() -> str | Response | tuple[str, int]:
    """Open a season."""
    seasons = [line.season for line in season_lines(db.session(), now())]
    form = NewSeasonForm(data=None if request.method == "POST" else _next_year(seasons, now()))
    form.like.choices = [(0, gettext("the usual ones")), *((season.id, season.slug) for season in seasons)]
    if form.validate_on_submit():
        like = db.session.get(Season, form.like.data) if form.like.data else None
        try:
            season = create_season(
                db.session(), form.slug.data.strip(), form.plan(), like=like, actor=person(), now=now()
            )
        except ContestError as error:
            form.take(error)
        else:
            db.session.commit()
            flash(gettext("The season is open for its preparations."), "success")
            return redirect(url_for("organizer.settings", slug=season.slug), 303)
    return render_template("organizer/season_new.html", form=form), 422 if form.errors else 200


@organizer_bp.get("/seasons/<slug>")
@guarded("contest.oversee", season_by_slug)
def season(row: Season) -> str:
    """How far a season is, and what is to be done next."""
    shown = row.id in published_season_ids(db.session())
    return render_template(
        "organizer/season.html",
        season=full_season(db.session(), row.id),
        phase=phase(row, now(), is_published=shown),
        change=next_change(row, now()),
        progress=progress(db.session(), row),
    )


@organizer_bp.route("/seasons/<slug>/settings", methods=["GET", "POST"])
@guarded("season.edit", season_by_slug)
def settings(row: Season) -> str | Response | tuple[str, int]:
    """Move the dates, change the rules."""
    form = SeasonForm(data=None if request.method == "POST" else _starting_values(row))
    if form.validate_on_submit():
        try:
            change_season(db.session(), row, form.plan(), actor=person(), now=now())
        except ContestError as error:
            form.take(error)
        else:
            db.session.commit()
            flash(gettext("Saved. The phases follow the dates from now on."), "success")
            return redirect(url_for("organizer.settings", slug=row.slug), 303)
    return _settings_page(row, form), 422 if form.errors else 200


def _settings_page(row: Season, form: SeasonForm, typed: dict[int, str] | None = None, problem: str = "") -> str:
    return render_template(
        "organizer/settings.html",
        season=full_season(db.session(), row.id),
        form=form,
        weights_are_open=weights_are_open(db.session(), row, now=now()),
        typed=typed or {},
        problem=problem,
    )


@organizer_bp.post("/seasons/<slug>/settings/weights")
@guarded("season.edit", season_by_slug)
def settings_weights(row: Season) -> Response | tuple[str, int]:
    """Weigh the rubric's criteria."""
    typed = {criterion.id: request.form.get(f"weight-{criterion.id}", "") for criterion in row.criteria}
    weights = {number: int(text) if text.isdecimal() and len(text) < 4 else 0 for number, text in typed.items()}
    try:
        change_weights(db.session(), row, weights, actor=person(), now=now())
    except Invalid as error:
        form = SeasonForm(formdata=None, data=_starting_values(row))
        return _settings_page(row, form, typed, sentence(error)), 422
    db.session.commit()
    flash(gettext("The weights are saved."), "success")
    return redirect(url_for("organizer.settings", slug=row.slug), 303)
