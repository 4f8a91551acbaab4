"""All that judges said about one entry."""

from __future__ import annotations

from flask import render_template

from contest.extensions import db
from contest.judging.rubric import composite
from contest.models import Assignment, Criterion, Entry
from contest.queries.rankings import placing_of, proposals, reviews_of
from contest.web.access import guarded
from contest.web.organizer.blueprint import organizer_bp
from contest.web.organizer.entries import entry_by_code


@organizer_bp.get("/entries/<code>/sheets")
@guarded("marks.read", entry_by_code)
def ranking_sheets(row: Entry) -> str:
    """Every judge's sheet for one entry."""
    session = db.session()
    newest = next(iter(proposals(session, row.season)), None)
    return render_template(
        "organizer/ranking_sheets.html",
        season=row.season,
        entry=row,
        proposal=newest,
        placing=placing_of(session, newest.ranking, row) if newest is not None else None,
        reviews=[(review, *_marks(review, row.season.criteria)) for review in reviews_of(session, row)],
    )


def _marks(review: Assignment, criteria: list[Criterion]) -> tuple[list[int | None], float | None]:
    """One review's points in the rubric's order, and the sheet's composite."""
    given = {mark.criterion_id: mark.points for mark in review.sheet.marks} if review.sheet is not None else {}
    points = [given.get(criterion.id) for criterion in criteria]
    return points, composite(points, [criterion.weight for criterion in criteria]) if criteria else None
