"""Which phase a season is in at a given moment. It follows from the dates; only publishing is an act.

Every moment is an aware datetime; comparing a naive one raises TypeError. A date belongs to the phase that it opens.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class SeasonDates(Protocol):
    """What has a season's four dates."""

    @property
    def opens_at(self) -> datetime: ...
    @property
    def submissions_close_at(self) -> datetime: ...
    @property
    def judging_opens_at(self) -> datetime: ...
    @property
    def judging_closes_at(self) -> datetime: ...


@dataclass(frozen=True)
class Dates:
    """A season's four dates by themselves, such as those typed into a form."""

    opens_at: datetime
    submissions_close_at: datetime
    judging_opens_at: datetime
    judging_closes_at: datetime


class Phase(StrEnum):
    """Where in its year a season is."""

    PLANNED = "planned"
    """Announced; nothing can be entered yet."""
    SUBMITTING = "submitting"
    """Teachers enter, replace and withdraw games."""
    CHECKING = "checking"
    """Entries are locked; organizers look at them and assign judges."""
    JUDGING = "judging"
    DECIDING = "deciding"
    """Sheets are locked; organizers rank and give awards."""
    PUBLISHED = "published"


class DateProblem(StrEnum):
    """Why four dates make no season."""

    NAIVE = "naive"
    """A date without a time zone."""
    SUBMISSIONS_CLOSE_BEFORE_OPENING = "submissions-close-before-opening"
    JUDGING_OPENS_BEFORE_SUBMISSIONS_CLOSE = "judging-opens-before-submissions-close"
    JUDGING_CLOSES_BEFORE_OPENING = "judging-closes-before-opening"


def phase(dates: SeasonDates, now: datetime, *, is_published: bool = False) -> Phase:
    """The phase at `now`. A publication that stands decides by itself; withdrawn, the dates do again."""
    if is_published:
        return Phase.PUBLISHED
    if now >= dates.judging_closes_at:
        return Phase.DECIDING
    if now >= dates.judging_opens_at:
        return Phase.JUDGING
    if now >= dates.submissions_close_at:
        return Phase.CHECKING
    return Phase.SUBMITTING if now >= dates.opens_at else Phase.PLANNED


def next_change(dates: SeasonDates, now: datetime) -> tuple[datetime, Phase] | None:
    """When the dates next change the phase, and to which; None after the last date."""
    ahead = [date for date in _in_turn(dates) if date > now]
    return (min(ahead), phase(dates, min(ahead))) if ahead else None


def date_problems(dates: SeasonDates) -> tuple[DateProblem, ...]:
    """What is wrong with the dates; empty when nothing is. Judging may open the moment that submission closes."""
    if any(date.utcoffset() is None for date in _in_turn(dates)):
        return (DateProblem.NAIVE,)
    found = {
        DateProblem.SUBMISSIONS_CLOSE_BEFORE_OPENING: dates.submissions_close_at <= dates.opens_at,
        DateProblem.JUDGING_OPENS_BEFORE_SUBMISSIONS_CLOSE: dates.judging_opens_at < dates.submissions_close_at,
        DateProblem.JUDGING_CLOSES_BEFORE_OPENING: dates.judging_closes_at <= dates.judging_opens_at,
    }
    return tuple(problem for problem, is_found in found.items() if is_found)


def _in_turn(dates: SeasonDates) -> tuple[datetime, datetime, datetime, datetime]:
    return dates.opens_at, dates.submissions_close_at, dates.judging_opens_at, dates.judging_closes_at
