"""Two rankings side by side; and what would change without one judge."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug import Response

from contest.errors import N_, Missing
from contest.extensions import db
from contest.models import Judge, Ranking, RankingState, Season
from contest.pipeline import rank
from contest.pipeline.compare import Comparison, compare
from contest.queries.comparisons import entries_with_schools, lines_of, scored_by
from contest.queries.rankings import UNDER_WAY, Proposal, newest_ready, progress
from contest.queries.results import share_kinds
from contest.web.access import by_id, guarded, person, row_number
from contest.web.clock import now
from contest.web.loaders import season_by_slug
from contest.web.organizer.blueprint import organizer_bp
from contest.web.organizer.ranking import chosen_proposal, ranking_of

PAGE = 50
"""Games that moved, on one page."""


@organizer_bp.get("/seasons/<slug>/ranking/compare")
@guarded("ranking.read", season_by_slug)
def ranking_compare(row: Season) -> str:
    """Who moved from one proposal to a later one, and why; the two newest when the address names none."""
    new, found = chosen_proposal(row, request.args.get("new", type=int))
    old = _older(new, found) if new is not None else None
    if new is None or old is None or new.number == old.number:
        return render_template("organizer/ranking_compare.html", season=row, proposals=found, old=old, new=new)
    pair = sorted((old, new), key=lambda each: each.number)
    return _page(row, found, *pair)


def _older(new: Proposal, found: list[Proposal]) -> Proposal | None:
    """The proposal to compare with: the one that the address names, else the one before."""
    number = request.args.get("old", type=int)
    if number is None:
        return next((each for each in found if each.number < new.number), None)
    old = next((each for each in found if each.number == number), None)
    if old is None:
        raise Missing(N_("There is no such proposal."))
    return old


def _page(row: Season, found: list[Proposal], old: Proposal, new: Proposal) -> str:
    comparison = compare(db.session(), old.ranking, new.ranking)
    return render_template(
        "organizer/ranking_compare.html",
        season=row,
        proposals=found,
        old=old,
        new=new,
        **_shown(row, comparison, old.ranking, new.ranking),
    )


def _shown(row: Season, comparison: Comparison, old: Ranking, new: Ranking) -> dict[str, Any]:
    """What both pages show of a comparison: one page of those who moved."""
    page = request.args.get("page", 1, type=row_number)
    moves = comparison.moves[PAGE * (page - 1) : PAGE * page]
    entry_ids = [move.entry_id for move in moves]
    session = db.session()
    return {
        "comparison": comparison,
        "moves": moves,
        "page": page,
        "last": max(1, -(-len(comparison.moves) // PAGE)),
        "entries": entries_with_schools(session, entry_ids),
        "old_lines": lines_of(session, old, entry_ids),
        "new_lines": lines_of(session, new, entry_ids),
        "kinds": {kind.id: kind for kind in share_kinds(session, row.id)},
        "divisions": {division.id: division for division in row.divisions},
        "criteria": {criterion.key: criterion for criterion in row.criteria},
    }


@organizer_bp.post("/jury/<int:id>/without")
@guarded("ranking.compute", by_id(Judge))
def ranking_without(row: Judge) -> Response:
    """Ask what would change without this judge."""
    ranking = rank.request(db.session(), row.season, without=row, actor=person(), now=now())
    db.session.commit()
    return redirect(url_for("organizer.ranking_what_if", slug=row.season.slug, number=ranking.id), 303)


@organizer_bp.get("/seasons/<slug>/ranking/without/<int:number>")
@guarded("ranking.read", season_by_slug)
def ranking_what_if(row: Season, number: int) -> str:
    """What would change without one judge, against the newest proposal."""
    session = db.session()
    ranking = ranking_of(row, number)
    judge = session.get(Judge, ranking.parameters.get("without_judge", 0))
    if judge is None:
        raise Missing(N_("There is no such ranking."))
    base = newest_ready(session, row)
    is_ready = ranking.state is RankingState.READY
    shown: dict[str, Any] = {}
    if base is not None and is_ready:
        shown = _shown(row, compare(session, base, ranking), base, ranking)
        shown["scored"] = scored_by(session, base, judge, list(shown["entries"]))
    return render_template(
        "organizer/ranking_without.html",
        season=row,
        judge=judge,
        ranking=ranking,
        base=base,
        running=ranking if ranking.state in UNDER_WAY else None,
        life=rank.life(session, ranking, now=now()),
        is_stale=base is not None and base.parameters.get("stamp") != progress(session, row).stamp,
        **shown,
    )
