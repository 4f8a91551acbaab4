from flask import render_template

from contest.web.access import guarded
from contest.web.teacher.blueprint import teacher_bp


@teacher_bp.get("/")
@guarded("desk.teach")
def desk() -> str:
    """Seed."""
    return render_template("public/home.html")
