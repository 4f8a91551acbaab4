"""What is known of a season's size before its first deal."""

import makers
import pytest

from contest.judging.suggest import RELIABILITY
from contest.models import JudgeState, Ranking
from contest.queries.settling import reserve_of
from contest.queries.suggesting import Size, seats_of, size_of
from contest.rules.pace import USUAL_MINUTES

pytestmark = pytest.mark.database


def test_a_first_season_has_no_size_and_the_usual_pace_and_reliability(session):
    season = makers.make_season(session)
    assert size_of(session, season) == Size(0, 0, USUAL_MINUTES, RELIABILITY, False)


def test_a_season_that_is_still_empty_takes_the_numbers_of_the_newest_that_is_not(session):
    old, last, new = (makers.make_season(session) for _ in range(3))
    makers.make_judge(session, old)
    for _ in range(4):
        makers.make_entry(session, last)
    judges = [makers.make_judge(session, last) for _ in range(3)]
    judges[0].state = JudgeState.LEFT
    for judge, seconds in zip(judges, (120, 240, 300), strict=True):
        sheet = makers.make_sheet(
            session, makers.make_assignment(session, makers.make_entry(session, last), judge), [3]
        )
        sheet.seconds = seconds
    session.add(
        Ranking(
            season=last,
            method="",
            inputs_hash="",
            parameters={},
            summary={"entry_variance": 0.3, "noise_variance": 0.5},
            created_by=makers.make_organizer(session),
            created_at=makers.JUDGED,
        )
    )
    session.flush()
    size = size_of(session, new)
    assert (size.entries, size.judges, size.minutes_per_game) == (7, 2, 4.0)
    assert (round(size.reliability, 3), size.is_reliability_known) == (0.375, True)


def test_seats_are_those_of_the_best_award_division_by_division(session):
    season = makers.make_season(session)
    for division, count in zip(season.divisions, (11, 4, 1), strict=True):
        for _ in range(count):
            makers.make_entry(session, season, division=division)
    assert seats_of(session, season, 16) == 2 + 1 + 1
    assert seats_of(session, season, 100) == 10, "as one division where it is not known how they fall"


def test_the_reserve_is_a_share_of_all_sheets(session):
    season = makers.make_season(session, reserve_percent=25)
    entries = [makers.make_entry(session, season) for _ in range(10)]
    judge = makers.make_judge(session, season)
    makers.make_assignment(session, entries[0], judge, round=2)
    makers.make_assignment(session, entries[1], judge, round=3, state="removed")
    reserve = reserve_of(session, season)
    assert (reserve.first, reserve.kept, reserve.used, reserve.left, reserve.rounds) == (30, 10, 1, 9, 1)
    season.reserve_percent = 0
    assert (reserve_of(session, season).kept, reserve_of(session, season).next_batch) == (0, 0)
