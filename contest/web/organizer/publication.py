"""Publication: look at what the public will see, freeze it, take it back."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug import Response
from wtforms import TextAreaField

from contest.errors import Closed
from contest.extensions import db
from contest.models import Publication, Season
from contest.pipeline.publish import content_hash, freeze, hide, publish
from contest.queries.awards import count_awarded
from contest.queries.publication import awarding_ranking
from contest.queries.rankings import progress
from contest.queries.results import all_games, by_division, publications
from contest.web.access import by_id, guarded, person
from contest.web.clock import now
from contest.web.errors import sentence
from contest.web.forms import ContestForm, at_most
from contest.web.loaders import season_by_slug
from contest.web.organizer.blueprint import organizer_bp

MOST_AT_ONCE = 500
"""Games that the page freezes unasked, to show them: thousands take seconds."""


class PublishForm(ContestForm):
    """A note for the list of publications."""

    note = TextAreaField(_l("Note for the organizers"), [at_most(500)])


def _page(row: Season, form: PublishForm) -> str:
    session = db.session()
    found, count = publications(session, row), count_awarded(session, row.id)
    shown = next((each for each in found if each.withdrawn_at is None), None)
    seen: dict[str, Any] = {"content": None, "problem": "", "games": []}
    if count <= MOST_AT_ONCE or "preview" in request.args or form.is_submitted():
        seen = _seen(row, shown)
    return render_template(
        "organizer/publication.html", season=row, form=form, count=count, publications=found, shown=shown, **seen
    )


def _seen(row: Season, shown: Publication | None) -> dict[str, Any]:
    """All that would be public now, and whether it is already."""
    content, problem = _preview(row)
    check = content_hash(content)
    ranking = awarding_ranking(db.session(), row.id)
    return {
        "content": content,
        "check": check,
        "problem": problem,
        "divisions": by_division(content),
        "games": all_games(content),
        "is_stale": ranking is not None and ranking.parameters.get("stamp") != progress(db.session(), row).stamp,
        "is_the_same": shown is not None and shown.content_hash == check,
    }


def _preview(row: Season) -> tuple[dict[str, Any], str]:
    """What would be published now, and what stands against it."""
    try:
        return freeze(db.session(), row).content, ""
    except Closed as error:
        return freeze(db.session(), row, with_table=False).content, sentence(error)


@organizer_bp.get("/seasons/<slug>/publication")
@guarded("contest.oversee", season_by_slug)
def publication(row: Season) -> str:
    """A preview of what would be published now, and what was published so far."""
    return _page(row, PublishForm())


@organizer_bp.post("/seasons/<slug>/publication")
@guarded("results.publish", season_by_slug)
def publication_publish(row: Season) -> Response | tuple[str, int]:
    """Freeze the results and show them to everyone."""
    form = PublishForm()
    if not form.validate_on_submit():
        return _page(row, form), 422
    made = publish(db.session(), row, note=form.note.data or "", actor=person(), now=now())
    db.session.commit()
    flash(gettext("Publication no. %(number)d is public now.", number=made.number), "success")
    return redirect(url_for("organizer.publication", slug=row.slug), 303)


@organizer_bp.post("/publications/<int:id>/hide")
@guarded("results.hide", by_id(Publication))
def publication_hide(row: Publication) -> Response:
    """Take a publication off the public pages."""
    hide(db.session(), row, actor=person(), now=now())
    db.session.commit()
    flash(gettext("Publication no. %(number)d is hidden. It was not deleted.", number=row.number), "success")
    return redirect(url_for("organizer.publication", slug=row.season.slug), 303)
