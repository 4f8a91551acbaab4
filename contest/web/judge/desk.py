"""The judge's desk: what is done, what is left, what was put aside."""

from __future__ import annotations

from flask import render_template

from contest.extensions import db
from contest.queries.desk import desks_of
from contest.web.access import guarded, person
from contest.web.judge.blueprint import judge_bp


@judge_bp.get("/")
@guarded("desk.judge")
def desk() -> str:
    """One part per season that this person judges."""
    return render_template("judge/desk.html", desks=desks_of(db.session(), person().id))
