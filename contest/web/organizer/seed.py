from flask import render_template

from contest.web.access import guarded
from contest.web.organizer.blueprint import organizer_bp


@organizer_bp.get("/")
@guarded("contest.oversee")
def overview() -> str:
    """Seed."""
    return render_template("public/home.html")
