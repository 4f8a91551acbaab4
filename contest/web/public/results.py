"""The published results: everything here is read out of a frozen publication, never out of living rows."""

from __future__ import annotations

from typing import Any

from flask import Response, render_template, request

from contest.errors import N_, Missing
from contest.extensions import db
from contest.models import Publication
from contest.pipeline.publish import canonical
from contest.queries.results import (
    Frozen,
    all_games,
    authors_of,
    by_division,
    game_by_code,
    part_of,
    provinces,
    shown_publication,
    shown_publications,
)
from contest.web.access import guarded, row_number
from contest.web.blocks import send_blocks
from contest.web.public.blueprint import public_bp
from contest.web.store import PICTURE, PROJECT, PUBLIC, send_published

PAGE = 120
"""Games on one page of results."""
MOST_NEIGHBOURS = 4
"""Other games of the same division, below a game."""


def publication_by_slug(arguments: dict[str, Any]) -> Publication:
    """The publication that is shown for a season."""
    publication = shown_publication(db.session(), arguments.pop("slug"))
    if publication is None:
        raise Missing(N_("No results are published at this address."))
    return publication


def _game(publication: Publication, code: str) -> tuple[Frozen, Frozen]:
    found = game_by_code(publication.content, code)
    if found is None:
        raise Missing(N_("No game of these results is at this address."))
    return found


@public_bp.get("/results")
@guarded("site.read")
def results() -> str:
    """All seasons with published results."""
    shown = [(each, all_games(each.content)) for each in shown_publications(db.session())]
    return render_template("public/results.html", shown=shown)


@public_bp.get("/results/<slug>")
@guarded("results.read", publication_by_slug)
def result_season(row: Publication) -> str:
    """One season's awarded games, of all provinces and divisions or of one."""
    content = row.content
    province, division = request.args.get("province") or None, request.args.get("division", type=row_number)
    found = by_division(content, province, division)
    last = max(1, -(-sum(part.count for part in found) // PAGE))
    page = min(request.args.get("page", 1, type=row_number), last)
    return render_template(
        "public/result_season.html",
        publication=row,
        content=content,
        games=all_games(content),
        provinces=provinces(content),
        province=province,
        division=division,
        divisions=part_of(found, PAGE * (page - 1), PAGE),
        page=page,
        last=last,
    )


@public_bp.get("/results/<slug>/data.json")
@guarded("results.read", publication_by_slug)
def result_data(row: Publication) -> Response:
    """The frozen copy itself: its SHA-256 is the publication's check number."""
    return Response(canonical(row.content), mimetype="application/json")


@public_bp.get("/results/<slug>/<code>")
@guarded("results.read", publication_by_slug)
def result_game(row: Publication, code: str) -> str:
    """One awarded game, to play."""
    division, game = _game(row, code)
    others = [each for each in division["games"] if each["code"] != code]
    return render_template(
        "public/result_game.html",
        publication=row,
        content=row.content,
        division=division,
        game=game,
        others=others[:MOST_NEIGHBOURS],
    )


@public_bp.get("/results/<slug>/<code>/project")
@guarded("results.read", publication_by_slug)
def result_project(row: Publication, code: str) -> Response:
    """The Scratch file of an awarded game."""
    file = _game(row, code)[1]["file"]
    if file is None:
        raise Missing(N_("There is no project file yet."))
    response = send_published(file["sha256"], PROJECT)
    response.headers["Content-Disposition"] = f'attachment; filename="{code}.{file["format"]}"'
    return response


@public_bp.get("/results/<slug>/<code>/blocks")
@guarded("results.read", publication_by_slug)
def result_blocks(row: Publication, code: str) -> Response:
    """The scripts of an awarded game, without its authors' full names."""
    file = _game(row, code)[1]["file"]
    return send_blocks(file["sha256"] if file else None, authors_of(db.session(), code), keep=PUBLIC)


@public_bp.get("/results/<slug>/<code>/picture")
@guarded("results.read", publication_by_slug)
def result_picture(row: Publication, code: str) -> Response:
    """The picture of an awarded game."""
    digest = _game(row, code)[1]["picture"]
    if digest is None:
        raise Missing(N_("There is no picture yet."))
    return send_published(digest, PICTURE)
