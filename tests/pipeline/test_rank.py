import math

import makers
import pytest
from sqlalchemy import select

from contest.errors import Closed
from contest.models import AssignmentState, AuditEvent, EntryState, Placing, Ranking
from contest.pipeline.rank import compute, current_inputs_hash

pytestmark = pytest.mark.database


def line(placing):
    return (placing.place, placing.score, placing.sheets, placing.spread, placing.standard_error)


@pytest.fixture
def season(session):
    return makers.make_season(session)


@pytest.fixture
def organizer(session):
    return makers.make_organizer(session)


@pytest.fixture
def judges(session, season):
    return [makers.make_judge(session, season) for _ in range(3)]


def ranked(session, season, organizer):
    ranking = compute(session, season, actor=organizer, now=makers.JUDGED)
    return {placing.entry_id: line(placing) for placing in ranking.placings}


def test_score_is_the_mean_of_the_weighted_sheets(session, season, organizer, judges):
    entry = makers.make_reviewed(session, judges, [5, 5], [1, 1])
    assert ranked(session, season, organizer) == {entry.id: (1, 3.0, 2, 4.0, 2.0)}


def test_equal_scores_share_a_place_and_the_next_place_is_skipped(session, season, organizer, judges):
    best, tied, tied_too, last = (makers.make_reviewed(session, judges, [p, p]) for p in (5, 3, 3, 2))
    found = ranked(session, season, organizer)
    assert {entry: values[0] for entry, values in found.items()} == {best.id: 1, tied.id: 2, tied_too.id: 2, last.id: 4}


def test_divisions_are_ranked_apart(session, season, organizer, judges):
    small = makers.make_reviewed(session, judges, [2, 2])
    big = makers.make_reviewed(session, judges, [5, 5], division=season.divisions[2])
    found = ranked(session, season, organizer)
    assert {entry: values[0] for entry, values in found.items()} == {small.id: 1, big.id: 1}


def test_an_entry_without_a_finished_sheet_has_no_score_and_no_place(session, season, organizer, judges):
    entry = makers.make_entry(session, season)
    begun = makers.make_assignment(session, entry, judges[0])
    makers.make_sheet(session, begun, [5, 5], finished=False)
    assert ranked(session, season, organizer) == {entry.id: (None, None, 0, None, None)}


def test_a_criterion_left_blank_neither_helps_nor_harms(session, season, organizer, judges):
    entry = makers.make_reviewed(session, judges, [4])
    assert ranked(session, season, organizer) == {entry.id: (1, 4.0, 1, None, None)}


def test_entries_out_of_the_contest_are_not_ranked(session, season, organizer, judges):
    kept = makers.make_reviewed(session, judges, [3, 3])
    makers.make_reviewed(session, judges, [5, 5], state=EntryState.WITHDRAWN)
    makers.make_reviewed(session, judges, [5, 5], state=EntryState.DRAFT)
    makers.make_reviewed(session, judges, [5, 5], disqualified_at=makers.JUDGING)
    other = makers.make_judge(session, makers.make_season(session))
    makers.make_reviewed(session, [other], [5, 5])
    assert list(ranked(session, season, organizer)) == [kept.id]


@pytest.mark.parametrize("state", [AssignmentState.REMOVED, AssignmentState.RECUSED])
def test_a_sheet_whose_assignment_was_taken_away_does_not_count(session, season, organizer, judges, state):
    entry = makers.make_reviewed(session, judges, [2, 2])
    taken = makers.make_assignment(session, entry, judges[1])
    makers.make_sheet(session, taken, [5, 5])
    taken.state = state
    assert ranked(session, season, organizer) == {entry.id: (1, 2.0, 1, None, None)}


def test_a_proposal_keeps_what_it_was_computed_with(session, season, organizer, judges):
    makers.make_reviewed(session, judges, [3, 3], [4, 4])
    ranking = compute(session, season, actor=organizer, now=makers.JUDGED)
    numpy = ranking.parameters.pop("numpy")
    assert numpy.count(".") >= 1
    weights = {"theme": 40, "technique": 60}
    assert ranking.parameters == {"weights": weights, "sheets": 2, "judges": 2, "entries": 1}
    assert (ranking.method, ranking.created_at, ranking.created_by) == ("plain-mean-1", makers.JUDGED, organizer)


def test_earlier_proposals_stay_as_they_are(session, season, organizer, judges):
    entry = makers.make_reviewed(session, judges, [3, 3])
    first = compute(session, season, actor=organizer, now=makers.JUDGED)
    makers.make_sheet(session, makers.make_assignment(session, entry, judges[1]), [5, 5])
    second = compute(session, season, actor=organizer, now=makers.JUDGED)
    session.expire_all()
    found = session.execute(select(Placing.ranking_id, Placing.score).order_by(Placing.ranking_id)).all()
    assert [tuple(row) for row in found] == [(first.id, 3.0), (second.id, 4.0)]


def test_the_same_sheets_give_the_same_inputs_hash_and_any_change_another(session, season, organizer, judges):
    entry = makers.make_reviewed(session, judges, [3, 3], [4, 4])
    first = compute(session, season, actor=organizer, now=makers.JUDGED).inputs_hash
    assert compute(session, season, actor=organizer, now=makers.JUDGED).inputs_hash == first
    assert current_inputs_hash(session, season) == first
    hashes = {first}
    season.criteria[0].weight = 50
    hashes.add(current_inputs_hash(session, season))
    makers.make_entry(session, season)
    hashes.add(current_inputs_hash(session, season))
    makers.make_sheet(session, makers.make_assignment(session, entry, judges[2]), [3, 3])
    hashes.add(current_inputs_hash(session, season))
    assert len(hashes) == 4


def test_the_same_marks_by_another_judge_are_other_inputs(session, season, judges):
    entry = makers.make_entry(session, season)
    given = makers.make_assignment(session, entry, judges[0])
    makers.make_sheet(session, given, [3, 3])
    before = current_inputs_hash(session, season)
    given.judge = judges[1]
    session.flush()
    assert current_inputs_hash(session, season) != before


def test_nothing_to_rank_is_said_and_nothing_is_stored(session, season, organizer):
    with pytest.raises(Closed, match="nothing to rank"):
        compute(session, season, actor=organizer, now=makers.JUDGED)
    assert session.scalars(select(Ranking)).all() == []
    assert current_inputs_hash(session, season) is None


def test_computing_is_recorded_without_marks(session, season, organizer, judges):
    makers.make_reviewed(session, judges, [3, 3])
    ranking = compute(session, season, actor=organizer, now=makers.JUDGED)
    event = session.scalars(select(AuditEvent)).one()
    assert (event.action, event.actor_id, event.season_id) == ("ranking.compute", organizer.id, season.id)
    assert event.after == {"inputs": ranking.inputs_hash, "method": "plain-mean-1", "sheets": 1}


def test_standard_error_is_that_of_the_mean(session, season, organizer, judges):
    entry = makers.make_reviewed(session, judges, [1, 1], [2, 2], [3, 3])
    assert ranked(session, season, organizer)[entry.id][4] == pytest.approx(1 / math.sqrt(3))
