"""One judge's marks against the others' on the same games; setting all of a judge's sheets aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median
from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from werkzeug import Response

from contest.errors import ContestError
from contest.extensions import db
from contest.judging.reading import care_word, severity_word, spread_word
from contest.judging.rubric import composite
from contest.models import Assignment, Criterion, Judge, JudgeEstimate, OddSheet, SheetEstimate
from contest.pipeline.odd import set_aside_all
from contest.queries.health import (
    Review,
    estimates_of_sheets,
    last_check,
    marks_of_sheets,
    others_on_the_same_games,
    sheets_of_judge,
)
from contest.queries.odd import signs_of_sheets
from contest.queries.rankings import newest_ready
from contest.web import plots
from contest.web.access import by_id, guarded, person, row_number
from contest.web.clock import now
from contest.web.organizer.blueprint import organizer_bp
from contest.web.organizer.health_odd import DecisionForm, said

PAGE = 60
"""Games."""


@dataclass(frozen=True)
class GameLine:
    """One game that the judge finished."""

    duty: Assignment
    result: float | None
    others: float | None
    """Mean of the other judges' sheets on it that count."""
    reviews: int
    """How many those are."""
    estimate: SheetEstimate | None
    odd: OddSheet | None

    @property
    def difference(self) -> float | None:
        """Above 0: this judge gave more."""
        return None if self.result is None or self.others is None else self.result - self.others


@organizer_bp.get("/judges/<int:id>/health")
@guarded("marks.read", by_id(Judge))
def health_judge(judge: Judge) -> str:
    """All that the sheets say about one judge."""
    return _page(judge, DecisionForm(None))


@organizer_bp.post("/judges/<int:id>/health")
@guarded("sheet.decide", by_id(Judge))
def health_judge_set_aside(judge: Judge) -> Response | tuple[str, int]:
    """Set all of a judge's sheets aside."""
    form = DecisionForm()
    try:
        count = set_aside_all(db.session(), judge, reason=form.reason.data or "", actor=person(), now=now())
    except ContestError as error:
        form.take(error)
        return _page(judge, form), 422
    db.session.commit()
    flash(said(False, count), "success")
    return redirect(url_for("organizer.health_judge", id=judge.id), 303)


def _page(judge: Judge, form: DecisionForm) -> str:
    session, season = db.session(), judge.season
    ranking = newest_ready(session, season)
    estimate = session.get(JudgeEstimate, (ranking.id, judge.id)) if ranking is not None else None
    duties, others = sheets_of_judge(session, judge), others_on_the_same_games(session, judge)
    ids = [duty.sheet.id for duty in duties if duty.sheet is not None]
    results = _results(season.criteria, others, marks_of_sheets(session, [each.sheet_id for each in others]))
    estimates, odd = estimates_of_sheets(session, ranking, ids), signs_of_sheets(session, ids)
    lines = [_line(season.criteria, duty, results, estimates, odd) for duty in duties]
    differences = [line.difference for line in lines if line.difference is not None]
    page = request.args.get("page", 1, type=row_number)
    return render_template(
        "organizer/health_judge.html",
        season=season,
        judge=judge,
        form=form,
        ranking=ranking,
        estimate=estimate,
        words=_words(estimate),
        lines=lines[(page - 1) * PAGE : page * PAGE],
        page=page,
        last=-(-len(lines) // PAGE),
        total=len(lines),
        difference=fmean(differences) if differences else None,
        compared=len(differences),
        columns=_columns(judge, duties),
        can_leave_out=estimate is not None and "organizer.ranking_without" in current_app.view_functions,
        **_times(duties, others),
    )


def _results(
    criteria: Sequence[Criterion], reviews: Sequence[Review], marks: Mapping[int, Mapping[int, int]]
) -> dict[int, list[float]]:
    """entry → composites of these sheets."""
    found: dict[int, list[float]] = {}
    for review in reviews:
        result = _composite(criteria, marks.get(review.sheet_id, {}))
        if result is not None:
            found.setdefault(review.entry_id, []).append(result)
    return found


def _composite(criteria: Sequence[Criterion], given: Mapping[int, int]) -> float | None:
    points = [given.get(criterion.id) for criterion in criteria]
    return composite(points, [criterion.weight for criterion in criteria]) if criteria else None


def _line(
    criteria: Sequence[Criterion],
    duty: Assignment,
    results: Mapping[int, list[float]],
    estimates: Mapping[int, SheetEstimate],
    odd: Mapping[int, OddSheet],
) -> GameLine:
    sheet, others = duty.sheet, results.get(duty.entry_id, [])
    own = {mark.criterion_id: mark.points for mark in sheet.marks} if sheet is not None else {}
    number = sheet.id if sheet is not None else 0
    return GameLine(
        duty,
        _composite(criteria, own),
        fmean(others) if others else None,
        len(others),
        estimates.get(number),
        odd.get(number),
    )


def _words(estimate: JudgeEstimate | None) -> dict[str, str]:
    """What the estimates mean; without those that are not known."""
    if estimate is None:
        return {}
    words = {}
    if estimate.severity is not None:
        words["severity"] = severity_word(estimate.severity, estimate.severity_error)
    if estimate.spread is not None:
        words["spread"] = spread_word(estimate.spread)
    if estimate.care is not None or estimate.is_left_out:
        words["care"] = care_word(estimate.care or 0.0, is_left_out=estimate.is_left_out)
    return words


def _columns(judge: Judge, duties: Sequence[Assignment]) -> tuple[plots.Column, ...]:
    """This judge's marks beside all marks of the season, over all criteria."""
    own = Counter(mark.points for duty in duties if duty.sheet is not None for mark in duty.sheet.marks)
    found = last_check(db.session(), judge.season)
    everyone: Counter[int] = Counter()
    for counts in found[1].marks.values() if found is not None else ():
        everyone.update(counts)
    points = sorted({level.points for criterion in judge.season.criteria for level in criterion.levels})
    return plots.distribution(points, own, everyone) if own else ()


def _times(duties: Sequence[Assignment], others: Sequence[Review]) -> dict[str, Any]:
    own = [duty.sheet.seconds for duty in duties if duty.sheet is not None and duty.sheet.seconds > 0]
    theirs = [review.seconds for review in others if review.seconds > 0]
    return {
        "seconds": sum(own),
        "usual_seconds": median(own) if own else None,
        "others_seconds": median(theirs) if theirs else None,
        "set_aside": sum(duty.sheet is not None and duty.sheet.set_aside_at is not None for duty in duties),
    }
