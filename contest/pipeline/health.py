"""A look at a season's judging: how healthy it is, and which sheets are odd.

Looking reads all sheets with their words, seconds for a large season; so it is a job, and pages show what the last
look found. It is asked for by whoever changes what it would find, and waits a little, so that many sheets finished in
a row cost one look.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from statistics import median
from typing import Any

import numpy as np
from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from contest.jobs import enqueue
from contest.judging import graph
from contest.judging.health import MOST_IN_A_PLOT, DivisionGroups, Figures, Pile
from contest.judging.odd import Found, Sheet, odd_sheets, undecided
from contest.judging.rubric import Floats, Ints, composites
from contest.models import Job, JobState, JudgingCheck, OddSheet, Ranking, Season
from contest.queries.assignments import Pair, standing_pairs
from contest.queries.health import (
    Duty,
    Review,
    divisions_of_entries,
    duties,
    finished_reviews,
    marks_of_season,
    weights_of,
)
from contest.queries.odd import decided_signs
from contest.queries.rankings import newest_ready

KIND = "judging-check"
PAUSE = timedelta(minutes=2)
"""Between a change and the look that it asks for."""
Marks = Mapping[int, Mapping[int, int]]


def look_soon(session: Session, season_id: int, *, now: datetime, pause: timedelta = PAUSE) -> None:
    """Queue a look, unless one is queued that comes no later."""
    due = now + pause
    waiting = session.scalars(select(Job).where(Job.kind == KIND, Job.state == JobState.WAITING)).all()
    for job in waiting:
        if job.payload.get("season_id") == season_id:
            job.run_after = min(job.run_after, due)
            return
    enqueue(session, KIND, {"season_id": season_id}, now=now).run_after = due


def run_look(session: Session, payload: dict[str, Any], now: datetime) -> None:
    """The job of kind KIND."""
    season = session.get(Season, payload["season_id"])
    if season is not None:
        look(session, season, now=now)


def look(session: Session, season: Season, *, now: datetime) -> JudgingCheck:
    """Look at all finished sheets and keep what is found in place of what the last look found."""
    ranking = newest_ready(session, season)
    reviews, marks = finished_reviews(session, season), marks_of_season(session, season)
    weights = weights_of(session, ranking)
    figures = _figures(session, season, ranking, reviews, marks, weights)
    odd = _odd(season, reviews, marks, weights)
    decided = decided_signs(session, season)
    check = session.get(JudgingCheck, season.id) or JudgingCheck(season_id=season.id)
    check.ranking_id = ranking.id if ranking is not None else None
    check.sheets = sum(review.set_aside_at is None for review in reviews)
    check.figures, check.checked_at = figures.to_dict(), now
    session.add(check)
    session.execute(delete(OddSheet).where(OddSheet.season_id == season.id))
    rows = [
        {
            "sheet_id": sheet,
            "season_id": season.id,
            "signs": [sign.value for sign in signs],
            "facts": {sign.value: facts for sign, facts in signs.items()},
            "is_waiting": undecided(signs, decided.get(sheet, ())),
        }
        for sheet, signs in odd.items()
    ]
    if rows:
        session.execute(insert(OddSheet), rows)
    session.flush()
    return check


def _odd(season: Season, reviews: Sequence[Review], marks: Marks, weights: Mapping[int, float]) -> Found:
    if not season.criteria:
        return {}
    points = [level.points for criterion in season.criteria for level in criterion.levels]
    table = _table(season, reviews, marks)
    results = composites(table, np.array([float(each.weight) for each in season.criteria]))
    sheets = [
        Sheet(
            id=review.sheet_id,
            entry=review.entry_id,
            judge=review.judge_id,
            marks=tuple(marks.get(review.sheet_id, {}).get(criterion.id) for criterion in season.criteria),
            composite=None if np.isnan(result) else result,
            seconds=review.seconds,
            comment=review.comment,
            weight=weights.get(review.sheet_id),
            counts=review.set_aside_at is None,
        )
        for review, result in zip(reviews, results.tolist(), strict=True)
    ]
    return odd_sheets(sheets, lowest=min(points, default=0), highest=max(points, default=0))


def _table(season: Season, reviews: Sequence[Review], marks: Marks) -> Floats:
    rows = [
        [marks.get(review.sheet_id, {}).get(criterion.id, np.nan) for criterion in season.criteria]
        for review in reviews
    ]
    return np.array(rows, dtype=np.float64).reshape(len(reviews), len(season.criteria))


def _figures(
    session: Session,
    season: Season,
    ranking: Ranking | None,
    reviews: Sequence[Review],
    marks: Marks,
    weights: Mapping[int, float],
) -> Figures:
    counting = [review for review in reviews if review.set_aside_at is None]
    divisions, everyone = divisions_of_entries(session, season), duties(session, season)
    positions = {entry: position for position, entry in enumerate(divisions)}
    dealt = [pair for pair in sorted(standing_pairs(session, season.id)) if pair[0] in positions]
    done = [(review.entry_id, review.judge_id) for review in counting if review.entry_id in positions]
    entry_dealt, judge_dealt = _arrays(dealt, positions)
    entry_done, judge_done = _arrays(done, positions)
    judges = {judge for _, judge in dealt}
    return Figures(
        entries=len(divisions),
        judges=sum(duty.is_active for duty in everyone),
        groups=_groups(season, divisions, (entry_dealt, judge_dealt), (entry_done, judge_done)),
        strength_dealt=graph.strength(entry_dealt, judge_dealt),
        strength_finished=graph.strength(entry_done, judge_done),
        loads=_loads(everyone),
        dealt=_histogram(entry_dealt, len(divisions)),
        finished=_histogram(entry_done, len(divisions)),
        effective=_effective(counting, weights, positions),
        reliability=ranking.summary.get("reliability") if ranking is not None else None,
        marks=_distribution(season, counting, marks),
        top={each.id: max((level.points for level in each.levels), default=0) for each in season.criteria},
        piles=tuple(_pile(season, duty) for duty in everyone if duty.done < duty.total),
        shared=tuple(graph.shared_games(entry_dealt, judge_dealt)) if 0 < len(judges) <= MOST_IN_A_PLOT else None,
    )


def _arrays(pairs: Sequence[Pair], positions: Mapping[int, int]) -> tuple[Ints, Ints]:
    entries = np.array([positions[entry] for entry, _ in pairs], dtype=np.int64)
    return entries, np.array([judge for _, judge in pairs], dtype=np.int64)


def _groups(
    season: Season,
    divisions: Mapping[int, int],
    dealt: tuple[Ints, Ints],
    done: tuple[Ints, Ints],
) -> tuple[DivisionGroups, ...]:
    of_entry = np.array(list(divisions.values()), dtype=np.int64)
    counts = []
    for entry, judge in (dealt, done):
        _, numbers = np.unique(judge, return_inverse=True)
        found = graph.groups(entry, numbers, entries=len(divisions))
        counts.append(graph.count_groups(found, of_entry))
    return tuple(DivisionGroups(each.id, *(count.get(each.id, 0) for count in counts)) for each in season.divisions)


def _loads(everyone: Sequence[Duty]) -> tuple[int, int, int] | None:
    free = [
        duty.total for duty in everyone if duty.is_active and (duty.most_games is None or duty.total < duty.most_games)
    ]
    if not any(free):
        return None
    return min(free), round(median(free)), max(free)


def _histogram(entry: Ints, entries: int) -> tuple[int, ...]:
    if not entries:
        return ()
    return tuple(np.bincount(np.bincount(entry, minlength=entries)).tolist())


def _effective(counting: Sequence[Review], weights: Mapping[int, float], positions: Mapping[int, int]) -> float | None:
    known = [review for review in counting if review.sheet_id in weights and review.entry_id in positions]
    if not known:
        return None
    entry = np.array([positions[review.entry_id] for review in known], dtype=np.int64)
    weight = np.array([weights[review.sheet_id] for review in known], dtype=np.float64)
    worth = graph.effective_judges(entry, weight, entries=len(positions))
    return float(worth[np.unique(entry)].mean())


def _distribution(season: Season, counting: Sequence[Review], marks: Marks) -> dict[int, dict[int, int]]:
    found: dict[int, Counter[int]] = {criterion.id: Counter() for criterion in season.criteria}
    for review in counting:
        for criterion, points in marks.get(review.sheet_id, {}).items():
            if criterion in found:
                found[criterion][points] += 1
    return {criterion: dict(sorted(counts.items())) for criterion, counts in found.items()}


def _pile(season: Season, duty: Duty) -> Pile:
    first = max(duty.first_at or season.judging_opens_at, season.judging_opens_at)
    last = duty.last_at.timestamp() if duty.last_at is not None else None
    return Pile(duty.judge_id, duty.total, duty.done, first.timestamp(), last)
