"""The home page."""

from __future__ import annotations

from flask import render_template

from contest.web.access import guarded
from contest.web.public.blueprint import public_bp


@public_bp.get("/")
@guarded("site.read")
def home() -> str:
    """The contest at a glance."""
    return render_template("public/home.html")
