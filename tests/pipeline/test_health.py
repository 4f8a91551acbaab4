from datetime import timedelta

import makers
import pytest
from sqlalchemy import select

from contest.judging.health import DivisionGroups, Figures
from contest.models import (
    Job,
    JudgeEstimate,
    JudgeState,
    JudgingCheck,
    OddSheet,
    Ranking,
    ScoreSheet,
    SheetEstimate,
)
from contest.pipeline import score
from contest.pipeline.health import KIND, look, look_soon, run_look
from contest.rules.sheet import Change, mark_field

pytestmark = pytest.mark.database
NOW = makers.JUDGED


@pytest.fixture
def season(session):
    return makers.make_season(session, reviews_per_entry=2)


@pytest.fixture
def judges(session, season):
    return [makers.make_judge(session, season) for _ in range(4)]


def figures(session, season):
    """What a look finds."""
    return Figures.from_dict(look(session, season, now=NOW).figures)


def odd(session):
    """sheet → (signs, waiting)."""
    return {each.sheet_id: (each.signs, each.is_waiting) for each in session.scalars(select(OddSheet))}


def make_constant(session, judges, games=5):
    """The first judge gives all of `games` games the same; gives those sheets' ids."""
    for _ in range(games):
        makers.make_reviewed(session, judges, [3, 4])
    return set(session.scalars(select(ScoreSheet.id)))


def test_a_look_at_an_empty_season_finds_nothing_and_fails_at_nothing(session, season):
    found = figures(session, season)
    assert (found.entries, found.dealt, found.loads, found.strength_dealt, found.marks) == (
        0,
        (),
        None,
        None,
        {criterion.id: {} for criterion in season.criteria},
    )
    assert odd(session) == {}


def test_a_look_counts_what_is_dealt_and_what_is_finished_and_leaves_out_who_is_not_in_the_contest(
    session, season, judges
):
    first = makers.make_reviewed(session, judges, [5, 5], [3, 4])
    makers.make_reviewed(session, judges[2:], [1, 2], division=season.divisions[0])
    makers.make_assignment(session, first, judges[2], state="removed")
    waiting = makers.make_entry(session, season, division=season.divisions[1])
    makers.make_assignment(session, waiting, judges[2])
    makers.make_reviewed(session, judges, [5, 5], disqualified_at=makers.JUDGING)
    judges[3].state = JudgeState.LEFT
    found = figures(session, season)
    one, two, three = (division.id for division in season.divisions)
    assert (found.entries, found.judges, found.dealt, found.finished) == (3, 3, (0, 2, 1), (1, 1, 1))
    assert found.groups == (DivisionGroups(one, 2, 2), DivisionGroups(two, 1, 0), DivisionGroups(three, 0, 0))
    assert (found.strength_dealt, found.strength_finished, found.loads) == (0.0, 0.0, (1, 1, 2))
    assert found.marks == {season.criteria[0].id: {1: 1, 3: 1, 5: 1}, season.criteria[1].id: {2: 1, 4: 1, 5: 1}}
    assert [(pile.judge, pile.total, pile.done) for pile in found.piles] == [(judges[2].id, 2, 1)]
    assert found.shared == ((judges[0].id, judges[1].id, 1),)


def test_judges_at_their_own_limit_do_not_make_the_loads_uneven(session, season, judges):
    for _ in range(3):
        makers.make_assignment(session, makers.make_entry(session, season), judges[0])
    makers.make_assignment(session, makers.make_entry(session, season), judges[1])
    judges[1].most_games = 1
    assert figures(session, season).loads == (0, 0, 3)


def test_a_sheet_set_aside_is_in_no_figure(session, season, judges):
    makers.make_reviewed(session, judges, [5, 5], [3, 4])
    session.scalars(select(ScoreSheet)).first().set_aside_at = NOW
    found = figures(session, season)
    assert (found.finished, found.marks[season.criteria[0].id]) == ((0, 1), {3: 1})
    assert session.get(JudgingCheck, season.id).sheets == 1


def test_the_newest_ranking_gives_reliability_effective_judges_and_outliers(session, season, judges):
    organizer = makers.make_organizer(session)
    for points in ([1, 2], [2, 3], [3, 4], [4, 5], [5, 4], [4, 3]):
        makers.make_reviewed(session, judges, points)
    sheets = session.scalars(select(ScoreSheet).order_by(ScoreSheet.id)).all()
    ranking = Ranking(
        season=season, method="hierarchical-1", inputs_hash="", parameters={}, created_by=organizer, created_at=NOW,
        summary={"reliability": 0.7},
    )  # fmt: skip
    session.add(ranking)
    session.flush()
    session.add(JudgeEstimate(ranking_id=ranking.id, judge_id=judges[0].id, sheets=6))
    for number, sheet in enumerate(sheets):
        session.add(SheetEstimate(ranking=ranking, sheet=sheet, composite=3.0, weight=0.2 if number == 5 else 1.0))
    session.flush()
    found = figures(session, season)
    assert (found.reliability, found.effective) == (0.7, 1.0)
    assert odd(session) == {sheets[5].id: (["outlier"], True)}
    assert session.get(JudgingCheck, season.id).ranking_id == ranking.id


def test_odd_sheets_are_written_anew_with_each_look(session, season, judges):
    sheets = make_constant(session, judges)
    look(session, season, now=NOW)
    assert odd(session) == dict.fromkeys(sheets, (["constant"], True))
    makers.make_reviewed(session, judges, [5, 1])
    look(session, season, now=NOW)
    assert odd(session) == {}


def test_another_seasons_odd_sheets_stay(session, season, judges):
    sheets = make_constant(session, judges)
    look(session, season, now=NOW)
    look(session, makers.make_season(session), now=NOW)
    assert set(odd(session)) == sheets


def test_finishing_a_sheet_asks_for_a_look_and_many_finished_in_a_row_for_one(session, season, judges):
    for _ in range(2):
        duty = makers.make_assignment(session, makers.make_entry(session, season), judges[0])
        marks = {mark_field(criterion.id): Change(None, 3) for criterion in season.criteria}
        score.save(session, duty, marks, actor=judges[0].user, now=makers.JUDGING)
        score.finish(session, duty, actor=judges[0].user, now=makers.JUDGING)
    job = session.scalars(select(Job).where(Job.kind == KIND)).one()
    assert (job.payload, job.run_after) == ({"season_id": season.id}, makers.JUDGING + timedelta(minutes=2))
    run_look(session, job.payload, NOW)
    assert session.get(JudgingCheck, season.id).sheets == 2


def test_who_asks_to_look_now_does_not_wait_for_the_pause(session, season):
    look_soon(session, season.id, now=NOW)
    look_soon(session, season.id, now=NOW, pause=timedelta(0))
    look_soon(session, makers.make_season(session).id, now=NOW)
    assert session.scalars(select(Job.run_after).order_by(Job.id)).all() == [NOW, NOW + timedelta(minutes=2)]


def test_a_look_at_a_season_that_is_gone_does_nothing(session):
    run_look(session, {"season_id": 4711}, NOW)
    assert session.scalars(select(JudgingCheck)).all() == []
