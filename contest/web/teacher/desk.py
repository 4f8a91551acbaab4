"""The teacher's desk: all games of the teacher's schools, season by season."""

from __future__ import annotations

from flask import render_template

from contest.extensions import db
from contest.models import Entry
from contest.pipeline.submit import problems_of
from contest.queries.entries import SchoolGames
from contest.queries.entries import desk as desk_of
from contest.queries.seasons import published_season_ids
from contest.web.access import actor, guarded
from contest.web.clock import now
from contest.web.teacher.blueprint import teacher_bp
from contest.web.teacher.words import STATES, time_left


@teacher_bp.get("/")
@guarded("desk.teach")
def desk() -> str:
    """What is under way, and what was entered before."""
    this_moment = now()

    def missing(entry: Entry, games: SchoolGames) -> int:
        return len(problems_of(entry, games.others_submitted(entry), this_moment))

    seen = desk_of(db.session(), actor().school_ids, this_moment)
    published = published_season_ids(db.session())
    shown = {"states": STATES, "time_left": time_left}
    return render_template("teacher/desk.html", desk=seen, missing=missing, published=published, **shown)
