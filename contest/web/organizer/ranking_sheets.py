"""All that judges said about one entry, what the ranking made of it, and whether each sheet counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from flask import flash, redirect, render_template, url_for
from werkzeug import Response

from contest.errors import ContestError
from contest.extensions import db
from contest.judging.reading import disagreement_word
from contest.judging.rubric import composite
from contest.models import Assignment, Criterion, Entry, OddSheet, ScoreSheet, SheetEstimate
from contest.pipeline.odd import decide
from contest.queries.health import estimates_of_sheets
from contest.queries.odd import decisions_on, signs_of_sheets
from contest.queries.rankings import TAKEN_AWAY, newest_ready, placing_of, reviews_of
from contest.web.access import by_id, guarded, person
from contest.web.clock import now
from contest.web.organizer.blueprint import organizer_bp
from contest.web.organizer.entries import entry_by_code
from contest.web.organizer.health_odd import DecisionForm, said


@dataclass(frozen=True)
class ReviewLine:
    """One judge's review of the entry."""

    review: Assignment
    points: list[int | None]
    """In the rubric's order."""
    result: float | None
    estimate: SheetEstimate | None
    odd: OddSheet | None
    form: DecisionForm = field(default_factory=lambda: DecisionForm(None))

    @property
    def is_finished(self) -> bool:
        """Finished with at least one mark, and the duty stands: there is something to decide."""
        sheet = self.review.sheet
        stands = self.review.state not in TAKEN_AWAY
        return sheet is not None and sheet.finished_at is not None and stands and self.result is not None

    @property
    def counts(self) -> bool:
        """Finished and not set aside."""
        return self.is_finished and self.review.sheet is not None and self.review.sheet.set_aside_at is None


@organizer_bp.get("/entries/<code>/sheets")
@guarded("marks.read", entry_by_code)
def ranking_sheets(row: Entry) -> str:
    """Every judge's sheet for one entry."""
    return _page(row, {})


@organizer_bp.post("/sheets/<int:id>/decision")
@guarded("sheet.decide", by_id(ScoreSheet))
def ranking_sheets_decide(sheet: ScoreSheet) -> Response | tuple[str, int]:
    """Set one sheet aside, or let it count."""
    form, entry = DecisionForm(), sheet.assignment.entry
    try:
        decide(db.session(), [sheet], counts=form.counts, reason=form.reason.data or "", actor=person(), now=now())
    except ContestError as error:
        form.take(error)
        return _page(entry, {sheet.id: form}), 422
    db.session.commit()
    flash(said(form.counts, 1), "success")
    return redirect(url_for("organizer.ranking_sheets", code=entry.code), 303)


def _page(entry: Entry, forms: dict[int, DecisionForm]) -> str:
    session, season = db.session(), entry.season
    ranking = newest_ready(session, season)
    reviews = reviews_of(session, entry)
    ids = [review.sheet.id for review in reviews if review.sheet is not None]
    estimates, odd = estimates_of_sheets(session, ranking, ids), signs_of_sheets(session, ids)
    lines = [_line(review, season.criteria, estimates, odd, forms) for review in reviews]
    return render_template(
        "organizer/ranking_sheets.html",
        season=season,
        entry=entry,
        ranking=ranking,
        placing=placing_of(session, ranking, entry) if ranking is not None else None,
        lines=lines,
        decisions=decisions_on(session, ids),
        **_agreement(season.criteria, [line.result for line in lines if line.counts and line.result is not None]),
    )


def _line(
    review: Assignment,
    criteria: list[Criterion],
    estimates: dict[int, SheetEstimate],
    odd: dict[int, OddSheet],
    forms: dict[int, DecisionForm],
) -> ReviewLine:
    given = {mark.criterion_id: mark.points for mark in review.sheet.marks} if review.sheet is not None else {}
    points = [given.get(criterion.id) for criterion in criteria]
    result = composite(points, [criterion.weight for criterion in criteria]) if criteria else None
    number = review.sheet.id if review.sheet is not None else 0
    form = forms.get(number) or DecisionForm(None)
    return ReviewLine(review, points, result, estimates.get(number), odd.get(number), form)


def _agreement(criteria: list[Criterion], results: list[float]) -> dict[str, Any]:
    """How far the sheets that count now lie apart, as a number and in a word; both None under two sheets."""
    points = [level.points for criterion in criteria for level in criterion.levels]
    if len(results) < 2 or not points:
        return {"spread": None, "agreement": None}
    spread = max(results) - min(results)
    return {"spread": spread, "agreement": disagreement_word(spread, lowest=min(points), highest=max(points))}
