"""A season is opened and its dates and rules are moved. Moving a date deletes nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from contest.errors import N_, Closed, Invalid
from contest.models import AwardBasis, AwardKind, Criterion, Division, Level, Season, User
from contest.pipeline.audit import record
from contest.queries.seasons import has_marks
from contest.rules import rubric_default
from contest.rules.timetable import DateProblem, Dates, date_problems

Row = TypeVar("Row", Division, Criterion, Level, AwardKind)
MOST_REVIEWS = 20
MOST_PERCENT = 50
"""Of all sheets kept back, and of reviews across divisions."""
SLUG = re.compile(r"[0-9a-z]+(-[0-9a-z]+)*\Z")

DATE_SENTENCES = {
    DateProblem.NAIVE: ("opens_at", N_("This date lacks its time zone.")),
    DateProblem.SUBMISSIONS_CLOSE_BEFORE_OPENING: (
        "submissions_close_at",
        N_("The deadline must be after the opening of submission."),
    ),
    DateProblem.JUDGING_OPENS_BEFORE_SUBMISSIONS_CLOSE: (
        "judging_opens_at",
        N_("Judging can begin only when submission is over."),
    ),
    DateProblem.JUDGING_CLOSES_BEFORE_OPENING: (
        "judging_closes_at",
        N_("The end of judging must be after its beginning."),
    ),
}


@dataclass(frozen=True)
class SeasonPlan:
    """What an organizer decides about a season."""

    name_zh: str
    name_en: str
    theme_zh: str
    theme_en: str
    opens_at: datetime
    submissions_close_at: datetime
    judging_opens_at: datetime
    judging_closes_at: datetime
    reviews_per_entry: int
    entries_per_school: int | None
    max_authors: int
    shows_marks: bool = False
    shows_table: bool = False
    reserve_percent: int = 25
    cross_percent: int = 12
    is_language_respected: bool = False


def create_season(
    session: Session, slug: str, plan: SeasonPlan, *, like: Season | None = None, actor: User | None, now: datetime
) -> Season:
    """Open a season with another one's divisions, rubric and kinds of award, or with the usual ones.

    Raises Invalid, with the field, for a slug in use or dates out of order.
    """
    if not SLUG.match(slug) or len(slug) > 20 or slug == "new":  # which is the page that opens one
        raise Invalid(N_("Use small letters, digits and hyphens, such as 2026-27."), field="slug")
    if session.scalar(select(Season.id).where(Season.slug == slug)) is not None:
        raise Invalid(N_("There is a season with this address already."), field="slug")
    _check_dates(plan)
    season = Season(slug=slug, created_at=now, **asdict(plan))
    session.add(season)
    if like is None:
        _furnish_as_usual(season)
    else:
        _furnish_like(season, like)
    session.flush()
    record(session, "season.create", season, actor=actor, now=now, season_id=season.id, after=_plain(asdict(plan)))
    return season


def change_season(session: Session, season: Season, plan: SeasonPlan, *, actor: User, now: datetime) -> None:
    """Move dates or change rules; every phase follows from the new dates by itself. Raises Invalid."""
    _check_dates(plan)
    before = {name: getattr(season, name) for name in asdict(plan)}
    after = asdict(plan)
    changed = {name for name in after if after[name] != before[name]}
    if not changed:
        return
    for name in changed:
        setattr(season, name, after[name])
    record(
        session,
        "season.change",
        season,
        actor=actor,
        now=now,
        season_id=season.id,
        before=_plain({name: before[name] for name in sorted(changed)}),
        after=_plain({name: after[name] for name in sorted(changed)}),
    )


def change_reviews(
    session: Session, season: Season, reviews: int, reserve_percent: int, *, actor: User, now: datetime
) -> None:
    """How many judges a game gets and how many sheets are kept back, and nothing else. Raises Invalid."""
    if not (1 <= reviews <= MOST_REVIEWS and 0 <= reserve_percent <= MOST_PERCENT):
        raise Invalid(N_("Please go back and choose again."))
    plan = SeasonPlan(**{each.name: getattr(season, each.name) for each in fields(SeasonPlan)})
    change_season(
        session,
        season,
        replace(plan, reviews_per_entry=reviews, reserve_percent=reserve_percent),
        actor=actor,
        now=now,
    )


def weights_are_open(session: Session, season: Season, *, now: datetime) -> bool:
    """Whether the rubric may change: nobody may turn the result with marks in sight.

    Moving the dates after the first mark does not open it again.
    """
    return now < season.judging_opens_at and not has_marks(session, season)


def change_weights(session: Session, season: Season, weights: Mapping[int, int], *, actor: User, now: datetime) -> None:
    """Give the rubric's criteria (by id) other weights. Raises Invalid, and Closed once judging has begun."""
    if not weights_are_open(session, season, now=now):
        raise Closed(N_("The rubric cannot change any more: judging has begun."))
    if not all(1 <= weight <= 100 for weight in weights.values()):
        raise Invalid(N_("A weight is a whole number from 1 to 100."))
    before = {criterion.key: criterion.weight for criterion in season.criteria}
    for criterion in season.criteria:
        criterion.weight = weights.get(criterion.id, criterion.weight)
    after = {criterion.key: criterion.weight for criterion in season.criteria}
    if after != before:
        record(session, "season.weights", season, actor=actor, now=now, season_id=season.id, before=before, after=after)


def _check_dates(plan: SeasonPlan) -> None:
    dates = Dates(plan.opens_at, plan.submissions_close_at, plan.judging_opens_at, plan.judging_closes_at)
    for problem in date_problems(dates):
        field, message = DATE_SENTENCES[problem]
        raise Invalid(message, field=field)


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}


def _furnish_as_usual(season: Season) -> None:
    for position, division in enumerate(rubric_default.DIVISIONS):
        grades = {"lowest_grade": division.lowest_grade, "highest_grade": division.highest_grade}
        season.divisions.append(Division(position=position, **_both("name", division.name), **grades))
    for position, criterion in enumerate(rubric_default.RUBRIC):
        season.criteria.append(
            Criterion(
                position=position,
                key=criterion.key,
                weight=criterion.weight,
                **_both("name", criterion.name),
                **_both("hint", criterion.hint),
                levels=[Level(points=level.points, **_both("text", level.text)) for level in criterion.levels],
            )
        )
    for position, kind in enumerate(rubric_default.AWARD_KINDS):
        share = {"basis": AwardBasis.SHARE, "share_percent": kind.share_percent}
        season.award_kinds.append(AwardKind(position=position, **_both("name", kind.name), **share))


def _both(name: str, words: rubric_default.Words) -> dict[str, str]:
    return {f"{name}_zh": words.zh, f"{name}_en": words.en}


def _furnish_like(season: Season, like: Season) -> None:
    season.divisions = [
        _copy(division, Division, ("position", "name_zh", "name_en", "lowest_grade", "highest_grade"))
        for division in like.divisions
    ]
    for criterion in like.criteria:
        copy = _copy(criterion, Criterion, ("position", "key", "weight", "name_zh", "name_en", "hint_zh", "hint_en"))
        copy.levels = [_copy(level, Level, ("points", "text_zh", "text_en")) for level in criterion.levels]
        season.criteria.append(copy)
    season.award_kinds = [
        _copy(kind, AwardKind, ("position", "basis", "share_percent", "name_zh", "name_en"))
        for kind in like.award_kinds
    ]


def _copy(row: Row, table: type[Row], names: tuple[str, ...]) -> Row:
    return table(**{name: getattr(row, name) for name in names})
