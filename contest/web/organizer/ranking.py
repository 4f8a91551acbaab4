"""The ranking: compute a proposal, read it, look at the sheets behind a line."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug import Response

from contest.errors import N_, Missing
from contest.extensions import db
from contest.judging.rank import rounded
from contest.models import Division, Entry, Placing, Season
from contest.pipeline.rank import compute, current_inputs_hash
from contest.queries.rankings import Proposal, out_of_contest, placings, progress, proposals
from contest.web.access import guarded, person
from contest.web.clock import now
from contest.web.loaders import season_by_slug
from contest.web.organizer.blueprint import organizer_bp


@dataclass(frozen=True)
class DivisionTable:
    """One division's part of a proposal."""

    division: Division
    placed: list[Placing]
    unplaced: list[Placing]
    out: list[Entry]
    """Withdrawn or disqualified: shown as excluded."""


@organizer_bp.app_template_filter()
def score(value: float | None) -> str:
    """A score as it is shown everywhere: two decimals; a dash where there is none."""
    return "—" if value is None else f"{rounded(value):.2f}"


def chosen_proposal(season: Season, number: int | None) -> tuple[Proposal | None, list[Proposal]]:
    """The proposal that an address asks for (the newest when it names none), and all of the season's."""
    found = proposals(db.session(), season)
    if number is None:
        return (found[0] if found else None), found
    for proposal in found:
        if proposal.number == number:
            return proposal, found
    raise Missing(N_("There is no such proposal."))


def division_tables(season: Season, lines: list[Placing], out: list[Entry]) -> list[DivisionTable]:
    """The lines of a proposal, division by division; divisions without an entry are left out."""
    gone = {entry.id for entry in out}
    tables = []
    for division in season.divisions:
        own = [line for line in lines if line.division_id == division.id]
        table = DivisionTable(
            division,
            [line for line in own if line.place is not None],
            [line for line in own if line.place is None and line.entry_id not in gone],
            [entry for entry in out if entry.division_id == division.id],
        )
        if own or table.out:
            tables.append(table)
    return tables


@organizer_bp.get("/seasons/<slug>/ranking")
@guarded("ranking.read", season_by_slug)
def ranking(row: Season) -> str:
    """How far the judging is, and the proposals computed so far."""
    session = db.session()
    proposal, found = chosen_proposal(row, request.args.get("proposal", type=int))
    lines = placings(session, proposal.ranking) if proposal is not None else []
    return render_template(
        "organizer/ranking.html",
        season=row,
        progress=progress(session, row),
        proposal=proposal,
        proposals=found,
        tables=division_tables(row, lines, out_of_contest(session, row)),
        marks=mark_range(row),
        is_stale=bool(found) and found[0].ranking.inputs_hash != current_inputs_hash(session, row),
    )


@organizer_bp.post("/seasons/<slug>/ranking")
@guarded("ranking.compute", season_by_slug)
def ranking_compute(row: Season) -> Response:
    """A new proposal from the sheets that are finished now."""
    computed = compute(db.session(), row, actor=person(), now=now())
    newest, *older = proposals(db.session(), row)
    db.session.commit()
    same = [each.number for each in older if each.ranking.inputs_hash == computed.inputs_hash]
    if same:
        said = gettext(
            "Proposal %(new)d is computed. Nothing changed since proposal %(old)d.", new=newest.number, old=same[0]
        )
    else:
        said = gettext("Proposal %(new)d is computed.", new=newest.number)
    flash(said, "success")
    return redirect(url_for("organizer.ranking", slug=row.slug), 303)


def mark_range(season: Season) -> tuple[int, int]:
    """The rubric's lowest and highest points: the ends of the scale that scores are drawn on."""
    points = [level.points for criterion in season.criteria for level in criterion.levels]
    return (min(points), max(points)) if points else (0, 1)
