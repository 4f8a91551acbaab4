"""The ranking: ask for a proposal, watch it being computed, read it, take it home as a spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, jsonify, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug import Response

from contest.documents.spreadsheet import XLSX_TYPE
from contest.errors import N_, Missing
from contest.extensions import db
from contest.judging.rank import rounded
from contest.models import Division, Placing, Ranking, Season
from contest.pipeline import rank
from contest.queries.rankings import (
    UNDER_WAY,
    Field,
    Proposal,
    fields,
    out_of_contest,
    placings,
    progress,
    proposals,
    under_way,
)
from contest.queries.results import share_kinds
from contest.web.access import guarded, person, row_number
from contest.web.clock import now
from contest.web.loaders import season_by_slug
from contest.web.organizer.blueprint import organizer_bp
from contest.web.organizer.forest import axis
from contest.web.organizer.ranking_table import as_spreadsheet
from contest.web.organizer.ranking_words import progress_words

PAGE = 50
"""Games of one division on one page."""


@dataclass(frozen=True)
class Shown:
    """Which part of a proposal a page shows."""

    division: Division | None
    fields: dict[int, Field]
    page: int

    @property
    def last(self) -> int:
        """Number of the last page."""
        return max(1, -(-self.field.entries // PAGE))

    @property
    def field(self) -> Field:
        """How many entries the shown division has."""
        return self.fields.get(self.division.id, Field(0, 0)) if self.division is not None else Field(0, 0)

    def lines(self, ranking: Ranking) -> list[Placing]:
        """The lines on this page."""
        if self.division is None:
            return []
        return placings(db.session(), ranking, self.division.id, start=PAGE * (self.page - 1), most=PAGE)


@organizer_bp.app_template_filter()
def score(value: float | None) -> str:
    """A score as it is shown everywhere: two decimals; a dash where there is none."""
    return "—" if value is None else f"{rounded(value):.2f}"


def chosen_proposal(season: Season, number: int | None) -> tuple[Proposal | None, list[Proposal]]:
    """The computed proposal that an address asks for (the newest when it names none), and all that are computed."""
    found = [each for each in proposals(db.session(), season) if each.is_ready]
    if number is None:
        return (found[0] if found else None), found
    for proposal in found:
        if proposal.number == number:
            return proposal, found
    raise Missing(N_("There is no such proposal."))


def shown_part(season: Season, ranking: Ranking | None) -> Shown:
    """The division and page that the address asks for; the first division with an entry when it names none."""
    counts = fields(db.session(), ranking) if ranking is not None else {}
    wanted = request.args.get("division", type=row_number)
    there = [division for division in season.divisions if division.id in counts]
    division = next((each for each in there if wanted in (None, each.id)), None)
    if wanted is not None and division is None:
        raise Missing(N_("There is nothing at this address."))
    return Shown(division, counts, request.args.get("page", 1, type=row_number))


def ranking_of(season: Season, number: int) -> Ranking:
    """A season's ranking by its own number."""
    ranking = db.session.get(Ranking, number) if number < 2**31 else None
    if ranking is None or ranking.season_id != season.id:
        raise Missing(N_("There is no such ranking."))
    return ranking


@organizer_bp.get("/seasons/<slug>/ranking")
@guarded("ranking.read", season_by_slug)
def ranking(row: Season) -> str:
    """How far the judging is, the ranking under way, and one division of a proposal."""
    session = db.session()
    every = proposals(session, row)
    proposal, found = chosen_proposal(row, request.args.get("proposal", type=int))
    chosen = proposal.ranking if proposal is not None else None
    part, running, judging = shown_part(row, chosen), under_way(session, row), progress(session, row)
    kinds = share_kinds(session, row.id)
    split = chosen.summary.get("split_divisions", ()) if chosen is not None else ()
    is_split = part.division is not None and part.division.id in split
    return render_template(
        "organizer/ranking.html",
        season=row,
        progress=judging,
        running=running,
        life=rank.life(session, running, now=now()) if running is not None else None,
        ended=next((each for each in every[:1] if not each.is_ready and each.ranking.state not in UNDER_WAY), None),
        proposal=proposal,
        proposals=found,
        same=_same_inputs(proposal, found),
        is_stale=bool(found) and found[0].ranking.parameters.get("stamp") != judging.stamp,
        part=part,
        lines=part.lines(chosen) if chosen is not None else [],
        out=out_of_contest(session, row, part.division.id) if part.division and part.page == part.last else [],
        kinds=kinds,
        axis=axis(kinds, part.field.placed, is_split=is_split),
        is_split=is_split,
        are_shares_same=chosen is not None and _shares(chosen) == {str(each.id): each.share_percent for each in kinds},
    )


def _same_inputs(proposal: Proposal | None, found: list[Proposal]) -> int | None:
    """The number of the latest earlier proposal that was computed from the very same."""
    if proposal is None:
        return None
    older = [each for each in found if each.number < proposal.number]
    alike = (each.number for each in older if each.ranking.inputs_hash == proposal.ranking.inputs_hash)
    return next(alike, None)


def _shares(ranking: Ranking) -> object:
    return ranking.parameters.get("shares")


@organizer_bp.post("/seasons/<slug>/ranking")
@guarded("ranking.compute", season_by_slug)
def ranking_compute(row: Season) -> Response:
    """Ask for a new proposal."""
    rank.request(db.session(), row, actor=person(), now=now())
    db.session.commit()
    return redirect(url_for("organizer.ranking", slug=row.slug), 303)


@organizer_bp.get("/seasons/<slug>/ranking/<int:number>/state")
@guarded("ranking.read", season_by_slug)
def ranking_state(row: Season, number: int) -> Response:
    """How far the computing is, for the page's script."""
    found = ranking_of(row, number)
    life = rank.life(db.session(), found, now=now())
    is_going_on = found.state in UNDER_WAY and life is not rank.Life.LOST
    return jsonify(percent=found.done_percent, words=progress_words(found, life), under_way=is_going_on)


@organizer_bp.post("/seasons/<slug>/ranking/<int:number>/cancel")
@guarded("ranking.compute", season_by_slug)
def ranking_cancel(row: Season, number: int) -> Response:
    """Stop computing."""
    rank.cancel(db.session(), ranking_of(row, number), actor=person(), now=now())
    db.session.commit()
    flash(gettext("The computing is cancelled. Earlier proposals stay."), "success")
    return redirect(url_for("organizer.ranking", slug=row.slug), 303)


@organizer_bp.get("/seasons/<slug>/ranking/<int:number>/table")
@guarded("ranking.read", season_by_slug)
def ranking_table(row: Season, number: int) -> Response:
    """All lines of a proposal as a spreadsheet, without names of children."""
    proposal, _ = chosen_proposal(row, number)
    if proposal is None:
        raise Missing(N_("There is no such proposal."))
    response = make_response(as_spreadsheet(db.session(), row, proposal.ranking))
    response.headers["Content-Type"] = XLSX_TYPE
    response.headers["Content-Disposition"] = f'attachment; filename="ranking-{row.slug}-{number}.xlsx"'
    return response
