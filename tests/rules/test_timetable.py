"""Which phase a season is in, and when it changes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.rules.timetable import DateProblem, Dates, Phase, date_problems, next_change, phase

DATES = Dates(
    opens_at=datetime(2026, 10, 1, tzinfo=UTC),
    submissions_close_at=datetime(2027, 3, 1, tzinfo=UTC),
    judging_opens_at=datetime(2027, 3, 8, tzinfo=UTC),
    judging_closes_at=datetime(2027, 4, 8, tzinfo=UTC),
)
TICK = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("opening", "before", "after"),
    [
        (DATES.opens_at, Phase.PLANNED, Phase.SUBMITTING),
        (DATES.submissions_close_at, Phase.SUBMITTING, Phase.CHECKING),
        (DATES.judging_opens_at, Phase.CHECKING, Phase.JUDGING),
        (DATES.judging_closes_at, Phase.JUDGING, Phase.DECIDING),
    ],
)
def test_each_date_opens_its_phase_at_that_very_moment(opening, before, after):
    assert (phase(DATES, opening - TICK), phase(DATES, opening)) == (before, after)
    assert next_change(DATES, opening - TICK) == (opening, after)


def test_a_standing_publication_decides_the_phase_whatever_the_dates():
    assert phase(DATES, DATES.judging_closes_at, is_published=True) is Phase.PUBLISHED
    assert phase(DATES, DATES.opens_at, is_published=True) is Phase.PUBLISHED


def test_the_same_moment_in_another_time_zone_is_in_the_same_phase():
    shanghai = timezone(timedelta(hours=8))
    assert phase(DATES, datetime(2027, 3, 1, 7, 59, tzinfo=shanghai)) is Phase.SUBMITTING
    assert phase(DATES, datetime(2027, 3, 1, 8, 0, tzinfo=shanghai)) is Phase.CHECKING


def test_after_the_last_date_nothing_changes_by_itself():
    assert next_change(DATES, DATES.judging_closes_at) is None


def test_without_time_for_checking_submission_is_followed_by_judging():
    dates = replace(DATES, judging_opens_at=DATES.submissions_close_at)
    assert date_problems(dates) == ()
    assert next_change(dates, DATES.opens_at) == (DATES.submissions_close_at, Phase.JUDGING)


def test_moving_the_deadline_back_reopens_submission():
    now = DATES.submissions_close_at + timedelta(days=1)
    later = replace(DATES, submissions_close_at=now + timedelta(days=1))
    assert (phase(DATES, now), phase(later, now)) == (Phase.CHECKING, Phase.SUBMITTING)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001 - bounds are naive
def test_the_phase_lasts_until_the_next_change(now):
    change = next_change(DATES, now)
    if change is None:
        assert phase(DATES, now) is Phase.DECIDING
    else:
        assert phase(DATES, now) == phase(DATES, change[0] - TICK) != phase(DATES, change[0]) == change[1]


@pytest.mark.parametrize(
    ("changed", "problems"),
    [
        ({}, ()),
        ({"opens_at": DATES.submissions_close_at}, (DateProblem.SUBMISSIONS_CLOSE_BEFORE_OPENING,)),
        (
            {"judging_opens_at": DATES.submissions_close_at - TICK},
            (DateProblem.JUDGING_OPENS_BEFORE_SUBMISSIONS_CLOSE,),
        ),
        ({"judging_closes_at": DATES.judging_opens_at}, (DateProblem.JUDGING_CLOSES_BEFORE_OPENING,)),
        ({"opens_at": datetime(2026, 10, 1)}, (DateProblem.NAIVE,)),  # noqa: DTZ001 - the naive date is the point
        (
            {
                "submissions_close_at": datetime(2026, 1, 1, tzinfo=UTC),
                "judging_closes_at": datetime(2026, 2, 1, tzinfo=UTC),
            },
            (DateProblem.SUBMISSIONS_CLOSE_BEFORE_OPENING, DateProblem.JUDGING_CLOSES_BEFORE_OPENING),
        ),
    ],
)
def test_dates_out_of_order_are_all_named(changed, problems):
    assert date_problems(replace(DATES, **changed)) == problems


def test_a_naive_now_is_an_error_and_not_a_wrong_phase():
    with pytest.raises(TypeError):
        phase(DATES, datetime(2027, 1, 1))  # noqa: DTZ001 - the naive date is the point
