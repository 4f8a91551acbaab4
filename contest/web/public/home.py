"""The home page, how to take part, announcements, and the language switch."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug import Response

from contest.extensions import db
from contest.models import Announcement
from contest.queries.results import best_games, newest_publication
from contest.queries.seasons import season_at_work
from contest.queries.site import announcements as all_announcements
from contest.web.access import by_id, guarded
from contest.web.clock import now
from contest.web.keep import is_local
from contest.web.language import COOKIE, LANGUAGES
from contest.web.public.blueprint import public_bp

YEAR = 365 * 24 * 3600


@public_bp.get("/")
@guarded("site.read")
def home() -> str:
    """The contest at a glance: this season's phase and date, what to do, news."""
    line = season_at_work(db.session(), now())
    return render_template(
        "public/home.html",
        line=line,
        news=all_announcements(db.session(), most=3),
        winners=newest_publication(db.session()),
        best_games=best_games,
    )


@public_bp.get("/guide")
@guarded("site.read")
def guide() -> str:
    """How to take part, with this season's dates and limits."""
    return render_template("public/guide.html", line=season_at_work(db.session(), now()))


@public_bp.get("/announcements")
@guarded("site.read")
def announcements() -> str:
    """All news."""
    return render_template("public/announcements.html", news=all_announcements(db.session()))


@public_bp.get("/announcements/<int:id>")
@guarded("announcement.read", by_id(Announcement))
def announcement(row: Announcement) -> str:
    """One announcement."""
    return render_template("public/announcement.html", row=row)


@public_bp.post("/language")
@guarded("site.read")
def switch_language() -> Response:
    """Speak the other language from now on; kept with the person, else in this browser."""
    target = request.form.get("next", "")
    response = redirect(target if is_local(target) else url_for("public.home"), 303)
    chosen = request.form.get("language", "")
    if chosen in LANGUAGES:
        response.set_cookie(COOKIE, chosen, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure)
        if current_user.is_authenticated:
            current_user.language = chosen
            db.session.commit()
    return response
