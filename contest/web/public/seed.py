from flask import render_template

from contest.web.access import guarded
from contest.web.public.blueprint import public_bp


@public_bp.get("/results")
@guarded("site.read")
def results() -> str:
    """Seed."""
    return render_template("public/home.html")
