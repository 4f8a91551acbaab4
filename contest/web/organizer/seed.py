from flask import render_template

from contest.web.access import guarded
from contest.web.loaders import season_by_slug
from contest.web.organizer.blueprint import organizer_bp

GENERAL: list[str] = []
SEASON = ["jury"]


def seed_general() -> str:
    return render_template("layouts/organizer.html")


def seed_season(season):
    return render_template("layouts/organizer.html", season=season)


for name in GENERAL:
    organizer_bp.add_url_rule(f"/{name}", name, guarded("contest.oversee")(seed_general))
for name in SEASON:
    organizer_bp.add_url_rule(
        f"/seasons/<slug>/{name}" if name != "season" else "/seasons/<slug>",
        name,
        guarded("contest.oversee", season_by_slug)(seed_season),
    )
