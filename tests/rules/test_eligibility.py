"""What still keeps an entry from being submitted."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from contest.rules.eligibility import Decision, Draft, Problem, Pupil, Standing, may_submit, time_problems
from contest.rules.timetable import Dates

DATES = Dates(
    opens_at=datetime(2026, 10, 1, tzinfo=UTC),
    submissions_close_at=datetime(2027, 3, 1, tzinfo=UTC),
    judging_opens_at=datetime(2027, 3, 8, tzinfo=UTC),
    judging_closes_at=datetime(2027, 4, 8, tzinfo=UTC),
)
NOW = datetime(2027, 1, 1, tzinfo=UTC)
CLOSE = DATES.submissions_close_at
PUPIL = Pupil("张小明", 5)
DRAFT = Draft(
    title="旧电池回家",
    how_to_play="用左右方向键移动。",
    grades=(4, 6),
    authors=(PUPIL,),
    is_original=True,
    has_consent=True,
    has_file=True,
)
SCHOOL = Standing(is_active=True, others_submitted=0, quota=3)


def decide(draft: Draft = DRAFT, school: Standing = SCHOOL, now: datetime = NOW) -> tuple[Problem, ...]:
    return may_submit(draft, school, DATES, now, max_authors=3).problems


def test_a_complete_entry_in_time_may_be_submitted():
    assert may_submit(DRAFT, SCHOOL, DATES, NOW, max_authors=3) == Decision(problems=())
    assert may_submit(DRAFT, SCHOOL, DATES, NOW, max_authors=3).is_allowed is True


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"title": ""}, Problem.TITLE_MISSING),
        ({"title": " \u200b\u3000"}, Problem.TITLE_MISSING),
        ({"title": "电" * 61}, Problem.TITLE_TOO_LONG),
        ({"how_to_play": "\n"}, Problem.HOW_TO_PLAY_MISSING),
        ({"how_to_play": "玩" * 2001}, Problem.HOW_TO_PLAY_TOO_LONG),
        ({"grades": None}, Problem.DIVISION_MISSING),
        ({"authors": ()}, Problem.AUTHORS_MISSING),
        ({"authors": (PUPIL,) * 4}, Problem.AUTHORS_TOO_MANY),
        ({"authors": (PUPIL, Pupil(" ", 5))}, Problem.AUTHORS_WITHOUT_NAME),
        ({"authors": (PUPIL, Pupil("李雷", None))}, Problem.AUTHORS_WITHOUT_GRADE),
        ({"authors": (PUPIL, Pupil("李雷", 3))}, Problem.AUTHORS_OUTSIDE_GRADES),
        ({"authors": (PUPIL, Pupil("李雷", 7))}, Problem.AUTHORS_OUTSIDE_GRADES),
        ({"is_original": False}, Problem.ORIGINALITY_NOT_CONFIRMED),
        ({"has_consent": False}, Problem.CONSENT_NOT_CONFIRMED),
        ({"has_file": False}, Problem.FILE_MISSING),
    ],
)
def test_each_fault_of_the_entry_is_named(changed, problem):
    decision = may_submit(replace(DRAFT, **changed), SCHOOL, DATES, NOW, max_authors=3)
    assert decision == Decision(problems=(problem,))
    assert decision.is_allowed is False


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "电" * 60},
        {"title": "  " + "电" * 60 + "  "},
        {"how_to_play": "玩" * 2000},
        {"authors": (PUPIL, Pupil("李雷", 4), Pupil("韩梅梅", 6))},
    ],
)
def test_the_limits_themselves_are_allowed(changed):
    assert decide(replace(DRAFT, **changed)) == ()


def test_an_empty_form_names_everything_at_once_in_the_order_of_the_form():
    empty = Draft("", "", None, (), is_original=False, has_consent=False, has_file=False)
    assert decide(empty) == (
        Problem.TITLE_MISSING,
        Problem.HOW_TO_PLAY_MISSING,
        Problem.DIVISION_MISSING,
        Problem.AUTHORS_MISSING,
        Problem.ORIGINALITY_NOT_CONFIRMED,
        Problem.CONSENT_NOT_CONFIRMED,
        Problem.FILE_MISSING,
    )


def test_an_inactive_school_submits_nothing():
    assert decide(school=replace(SCHOOL, is_active=False)) == (Problem.SCHOOL_INACTIVE,)


@pytest.mark.parametrize(
    ("others", "quota", "problems"),
    [(2, 3, ()), (3, 3, (Problem.SCHOOL_QUOTA_REACHED,)), (4, 3, (Problem.SCHOOL_QUOTA_REACHED,)), (400, None, ())],
)
def test_a_school_submits_no_more_than_its_quota(others, quota, problems):
    assert decide(school=replace(SCHOOL, others_submitted=others, quota=quota)) == problems


def test_nothing_is_submitted_before_the_season_opens_not_even_with_a_late_permission():
    early = DATES.opens_at - timedelta(seconds=1)
    assert decide(now=early) == (Problem.SEASON_NOT_OPEN,)
    assert decide(school=replace(SCHOOL, late_until=CLOSE), now=early) == (Problem.SEASON_NOT_OPEN,)


def test_the_deadline_is_sharp():
    assert decide(now=CLOSE - timedelta(microseconds=1)) == ()
    assert decide(now=CLOSE) == (Problem.SEASON_CLOSED,)


def test_a_late_permission_opens_the_season_for_its_school_until_it_ends():
    until = CLOSE + timedelta(days=2)
    late = replace(SCHOOL, late_until=until)
    assert decide(school=late, now=CLOSE) == ()
    assert decide(school=late, now=until) == (Problem.SEASON_CLOSED,)


def test_a_late_permission_ends_with_publication():
    late_until = CLOSE + timedelta(days=90)
    assert time_problems(DATES, CLOSE, late_until=late_until, is_published=True) == (Problem.SEASON_CLOSED,)


def test_a_late_permission_that_ends_before_the_deadline_takes_nothing_away():
    assert decide(school=replace(SCHOOL, late_until=NOW - timedelta(days=1))) == ()


@pytest.mark.parametrize(
    ("problem", "field"),
    [
        (Problem.TITLE_TOO_LONG, "title"),
        (Problem.HOW_TO_PLAY_MISSING, "how_to_play"),
        (Problem.AUTHORS_OUTSIDE_GRADES, "authors"),
        (Problem.CONSENT_NOT_CONFIRMED, "has_consent"),
        (Problem.SEASON_CLOSED, "season"),
    ],
)
def test_a_problem_knows_its_field(problem, field):
    assert problem.field == field
