from flask import render_template

from contest.web.access import guarded
from contest.web.judge.blueprint import judge_bp


@judge_bp.get("/")
@guarded("desk.judge")
def desk() -> str:
    """Seed."""
    return render_template("public/home.html")
