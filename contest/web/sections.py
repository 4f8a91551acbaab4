"""The sections of the site, registered by name: one line each."""

from __future__ import annotations

from flask import Flask

from contest.web.auth import auth_bp
from contest.web.judge import judge_bp
from contest.web.organizer import organizer_bp
from contest.web.player import player_bp
from contest.web.public import public_bp
from contest.web.teacher import teacher_bp


def install(app: Flask) -> None:
    """Register every section."""
    app.register_blueprint(public_bp)
    app.register_blueprint(auth_bp)
    app.register_blueprint(teacher_bp, url_prefix="/teacher")
    app.register_blueprint(judge_bp, url_prefix="/judge")
    app.register_blueprint(organizer_bp, url_prefix="/organizer")
    app.register_blueprint(player_bp)
