"""Sharing out games: the deal, levelling, a settling round. Each is shown before it is done."""

from __future__ import annotations

from typing import Any

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from werkzeug import Response
from werkzeug.datastructures import MultiDict
from wtforms import IntegerField
from wtforms.validators import InputRequired

from contest.extensions import db
from contest.models import DraftKind, Season
from contest.pipeline import dealing
from contest.pipeline.dealing import Proposal
from contest.queries.assignments import count_entries, entry_progress, loads, round_of
from contest.queries.conflicts import count_apart
from contest.queries.rankings import newest_ready, progress
from contest.queries.results import share_kinds
from contest.queries.settling import close_games, reserve_of
from contest.web.access import guarded, person, row_number
from contest.web.clock import now
from contest.web.errors import sentence
from contest.web.forms import ContestForm, whole_number
from contest.web.loaders import season_by_slug
from contest.web.organizer.assignments_moves import moved_games
from contest.web.organizer.blueprint import organizer_bp

PAGE = 100
"""Judges on one page of a plan."""
MOST_NAMED = 30
"""Games that are named one by one where they are a list of exceptions."""
MOST_BUDGET = 100_000


class BudgetForm(ContestForm):
    """How many sheets a settling round may use; asked for in the address."""

    class Meta:
        """Nothing is changed by asking."""

        csrf = False

    budget = IntegerField(
        _l("Sheets for this round"), [InputRequired(_l("Please fill this in.")), whole_number(1, MOST_BUDGET)]
    )


@organizer_bp.get("/seasons/<slug>/assignments/plan")
@guarded("assignment.plan", season_by_slug)
def assignments_plan(season: Season) -> str:
    """What dealing would do now. Looking at it changes nothing."""
    session = db.session()
    proposal = dealing.propose(session, season, DraftKind.DEAL)
    facts = proposal.moves.facts if proposal.moves is not None else {}
    shortfall = dict(facts.get("shortfall", ()))
    return render_template(
        "organizer/assignments_plan.html",
        **_page(season, proposal),
        entries=count_entries(session, season.id),
        so_far=round_of(session, season.id),
        kept_apart=count_apart(session, season.id),
        shortfall=shortfall,
        short=entry_progress(session, season, only=list(shortfall)[:MOST_NAMED]) if shortfall else [],
    )


@organizer_bp.get("/seasons/<slug>/assignments/level")
@guarded("assignment.plan", season_by_slug)
def assignments_level(season: Season) -> str:
    """What levelling the rest of the round would move."""
    proposal = dealing.propose(db.session(), season, DraftKind.LEVEL)
    page = _page(season, proposal)
    games = moved_games(db.session(), proposal.moves, season.id, page=page["page"], size=PAGE) if proposal.moves else []
    return render_template("organizer/assignments_level.html", **page, games=games)


@organizer_bp.get("/seasons/<slug>/assignments/settle")
@guarded("assignment.plan", season_by_slug)
def assignments_settle(season: Season) -> str | tuple[str, int]:
    """Where a few sheets more would settle an award, and what they are expected to buy."""
    session = db.session()
    reserve = reserve_of(session, season)
    budget = dealing.budget_asked(session, season) or reserve.next_batch
    form = BudgetForm(request.args if "budget" in request.args else None, data={"budget": budget or None})
    if "budget" in request.args and not form.validate():
        return _settle_page(season, form, Proposal(None)), 422
    proposal = dealing.propose(session, season, DraftKind.SETTLE, form.budget.data or 0)
    return _settle_page(season, form, proposal)


def _settle_page(season: Season, form: BudgetForm, proposal: Proposal) -> str:
    session = db.session()
    ranking = newest_ready(session, season)
    facts = proposal.moves.facts if proposal.moves is not None else {}
    games = facts.get("games", [])
    return render_template(
        "organizer/assignments_settle.html",
        **_page(season, proposal),
        form=form,
        budget=form.budget.data or 0,
        reserve=reserve_of(session, season),
        ranking=ranking,
        is_stale=ranking is not None and ranking.parameters.get("stamp") != progress(session, season).stamp,
        games=games,
        close=close_games(session, ranking.id, [entry for entry, _ in games]) if ranking is not None else {},
        divisions={division.id: division for division in season.divisions},
        kinds={kind.id: kind for kind in share_kinds(session, season.id)},
    )


def _page(season: Season, proposal: Proposal) -> dict[str, Any]:
    """What all three pages show: the proposal, and one page of the judges whom it concerns."""
    page = request.args.get("page", 1, type=row_number)
    moves = proposal.moves
    concerned = (
        sorted({*moves.piles, *moves.lost}, key=lambda judge: (-len(moves.piles.get(judge, ())), judge))
        if moves
        else []
    )
    shown = concerned[PAGE * (page - 1) : PAGE * page]
    return {
        "season": season,
        "proposal": proposal,
        "moves": moves,
        "facts": moves.facts if moves is not None else {},
        "judges": loads(db.session(), season.id, only=shown) if shown else [],
        "page": page,
        "last": -(-max(len(concerned), len(moves.taken) if moves is not None else 0) // PAGE),
        "is_over": season.judging_closes_at <= now(),
    }


@organizer_bp.post("/seasons/<slug>/assignments/plan")
@guarded("assignment.plan", season_by_slug)
def assignments_apply(season: Season) -> Response:
    """Do what the plan said; if it is out of date, show the new one instead."""
    return _apply(season, DraftKind.DEAL)


@organizer_bp.post("/seasons/<slug>/assignments/level")
@guarded("assignment.plan", season_by_slug)
def assignments_level_apply(season: Season) -> Response:
    """Move what was shown."""
    return _apply(season, DraftKind.LEVEL)


@organizer_bp.post("/seasons/<slug>/assignments/settle")
@guarded("assignment.plan", season_by_slug)
def assignments_settle_apply(season: Season) -> Response:
    """Give out the settling round that was shown."""
    return _apply(season, DraftKind.SETTLE, _budget(request.form))


def _budget(sent: MultiDict[str, str]) -> int:
    """The sheets that a button or our own script names; 0 for what the page could not have offered."""
    number = sent.get("budget", 0, type=int)
    return number if 0 < number <= MOST_BUDGET else 0


def _apply(season: Season, kind: DraftKind, budget: int = 0) -> Response:
    session = db.session()
    digest = request.form.get("plan", "")
    try:
        made = dealing.apply(session, season, kind, digest, budget, actor=person(), now=now())
    except dealing.Outdated as error:
        session.rollback()
        dealing.forget(session, season, kind)
        session.commit()
        flash(sentence(error), "problem")
        return _to_page(season, kind, budget)
    session.commit()
    flash(_said(kind, made.given, len(made.taken)), "success")
    return redirect(url_for("organizer.assignments", slug=season.slug), 303)


def _said(kind: DraftKind, given: int, taken: int) -> str:
    if kind is DraftKind.LEVEL:
        return str(ngettext("%(num)d game was moved.", "%(num)d games were moved.", taken))
    return str(ngettext("%(num)d review was given out.", "%(num)d reviews were given out.", given))


@organizer_bp.post("/seasons/<slug>/assignments/<any(deal, level, settle):way>/ask")
@guarded("assignment.plan", season_by_slug)
def assignments_ask(season: Season, way: str) -> Response:
    """Have a large season's change worked out anew."""
    budget = _budget(request.form)
    if DraftKind(way) is not DraftKind.SETTLE or budget:
        dealing.request(db.session(), season, DraftKind(way), budget, now=now())
        db.session.commit()
    return _to_page(season, DraftKind(way), budget)


@organizer_bp.get("/seasons/<slug>/assignments/<any(deal, level, settle):way>/state")
@guarded("assignment.plan", season_by_slug)
def assignments_state(season: Season, way: str) -> Response:
    """Whether a large season's change is still being worked out, for the page's script."""
    budget = _budget(request.args)
    return jsonify(waiting=dealing.propose(db.session(), season, DraftKind(way), budget).is_waited_for)


PAGES = {
    DraftKind.DEAL: "organizer.assignments_plan",
    DraftKind.LEVEL: "organizer.assignments_level",
    DraftKind.SETTLE: "organizer.assignments_settle",
}


def _to_page(season: Season, kind: DraftKind, budget: int) -> Response:
    if kind is DraftKind.SETTLE and budget:
        return redirect(url_for(PAGES[kind], slug=season.slug, budget=budget), 303)
    return redirect(url_for(PAGES[kind], slug=season.slug), 303)
