"""The judge's desk: what is done, what is left, what was put aside."""

from __future__ import annotations

from collections.abc import Mapping

from flask import render_template

from contest.extensions import db
from contest.queries.desk import Desk, desks_of
from contest.web.access import guarded, person
from contest.web.judge.blueprint import judge_bp
from contest.web.judge.forms import WishesForm


@judge_bp.get("/")
@guarded("desk.judge")
def desk() -> str:
    """One part per season that this person judges."""
    return desk_page({})


def desk_page(sent: Mapping[int, WishesForm]) -> str:
    """The page; `sent` holds the form that could not be taken, by the judge's place."""
    desks = desks_of(db.session(), person().id)
    forms = {each.judge_id: sent.get(each.judge_id) or _wishes_form(each) for each in desks}
    return render_template("judge/desk.html", desks=desks, wishes_forms=forms)


def _wishes_form(desk: Desk) -> WishesForm:
    said = {"no_chinese": not desk.wishes.reads_chinese, "most_games": desk.wishes.most_games}
    return WishesForm(formdata=None, data=said)
