"""What judges have given: minutes, pace, and their own marks."""

import makers
import pytest

from contest.models import AssignmentState
from contest.queries.effort import Effort, efforts_of, minutes_of_judges

pytestmark = pytest.mark.database


def give(session, judge, points, seconds, *, finished=True):
    duty = makers.make_assignment(session, makers.make_entry(session, judge.season), judge)
    makers.make_sheet(session, duty, points, finished=finished).seconds = seconds
    session.flush()
    return duty


def test_minutes_count_all_sheets_and_marks_only_finished_ones(session):
    season = makers.make_season(session)
    judge, other, idle = (makers.make_judge(session, season) for _ in range(3))
    for seconds in (240, 300, 360):
        give(session, judge, [4, 5], seconds)
    give(session, judge, [1], 60, finished=False)
    give(session, judge, [1, 1], 120).state = AssignmentState.RECUSED
    give(session, other, [2, 2], 29)
    session.flush()
    assert efforts_of(session, [judge.id, other.id, idle.id]) == {
        judge.id: Effort(18, 5, {4: 3, 5: 3}),
        other.id: Effort(0, 6, {2: 2}),
        idle.id: Effort(0, 6, {}),
    }


def test_organizers_see_every_judge_of_the_season_and_no_other(session):
    season = makers.make_season(session)
    judge, idle = (makers.make_judge(session, season) for _ in range(2))
    elsewhere = makers.make_judge(session, makers.make_season(session))
    give(session, judge, [4, 5], 90)
    give(session, judge, [4, 5], 61)
    give(session, elsewhere, [4, 5], 600)
    assert minutes_of_judges(session, season.id) == {judge.id: 3, idle.id: 0}


def test_effort_costs_as_many_queries_for_thirty_judges_as_for_one(session):
    season = makers.make_season(session)
    judges = [makers.make_judge(session, season) for _ in range(30)]
    for judge in judges:
        give(session, judge, [4, 5], 90)

    def cost(ids):
        with makers.count_queries(session) as statements:
            efforts_of(session, ids)
        return len(statements)

    assert [cost([judges[0].id]), cost([judge.id for judge in judges])] == [2, 2]
