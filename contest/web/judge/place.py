"""A judge's place on a jury: what they say of themselves, and a thank-you after every few games."""

from __future__ import annotations

from flask import Response, flash, make_response, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as Answer

from contest.errors import ContestError
from contest.extensions import db
from contest.models import Judge
from contest.pipeline.jury import set_judge_duties
from contest.queries.desk import next_id, waiting_count
from contest.queries.effort import efforts_of
from contest.rules.pace import next_few
from contest.web.access import by_id, guarded, person
from contest.web.clock import now
from contest.web.judge.batch import Batch, sent_batch
from contest.web.judge.blueprint import judge_bp
from contest.web.judge.desk import desk_page
from contest.web.judge.forms import WishesForm


@judge_bp.post("/places/<int:id>/wishes")
@guarded("place.edit", by_id(Judge))
def wishes(judge: Judge) -> Answer:
    """How many games at most, and whether Chinese is read; what is on the desk stays."""
    form = WishesForm()
    if form.validate_on_submit():
        given = {"most_games": form.most_games.data, "reads_chinese": not form.no_chinese.data}
        try:
            set_judge_duties(db.session(), judge, division=judge.division, actor=person(), now=now(), **given)
            db.session.commit()
            flash(gettext("Saved. New games are dealt by it; what is on your desk stays."), "success")
            return redirect(url_for("judge.desk"), 303)
        except ContestError as error:
            db.session.rollback()
            form.take(error)
    return make_response(desk_page({judge.id: form}), 422)


@judge_bp.get("/places/<int:id>/thanks")
@guarded("place.read", by_id(Judge))
def thanks(judge: Judge) -> Response | Answer:
    """After the last game of a batch: a thank-you, and the next few games or a rest."""
    session, batch = db.session(), sent_batch()
    following, season = next_id(session, judge.id, besides=0), judge.season
    is_open = season.judging_opens_at <= now() < season.judging_closes_at
    if batch is None or following is None or not is_open:
        return redirect(url_for("judge.desk"), 303)
    effort, left = efforts_of(session, [judge.id])[judge.id], waiting_count(session, judge.id)
    few = next_few(effort.pace, left)
    page = render_template(
        "judge/thanks.html", batch=batch, effort=effort, left=left, following=following, few=Batch(1, few)
    )
    return make_response(page)
