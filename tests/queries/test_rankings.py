import makers
import pytest

from contest.models import AssignmentState, EntryState
from contest.pipeline.rank import compute
from contest.queries.rankings import Progress, out_of_contest, placings, progress, proposals, reviews_of

pytestmark = pytest.mark.database


@pytest.fixture
def season(session):
    return makers.make_season(session)


@pytest.fixture
def judges(session, season):
    return [makers.make_judge(session, season) for _ in range(3)]


def proposal(session, season):
    return compute(session, season, actor=makers.make_organizer(session), now=makers.JUDGED)


def test_progress_counts_only_reviews_that_are_still_expected(session, season, judges):
    entry = makers.make_reviewed(session, judges, [3, 3])
    makers.make_assignment(session, entry, judges[1])
    makers.make_assignment(session, entry, judges[2], state=AssignmentState.RECUSED)
    makers.make_reviewed(session, judges, [3, 3], state=EntryState.WITHDRAWN)
    assert progress(session, season) == Progress(finished=1, assigned=2)


def test_proposals_are_numbered_within_their_season_newest_first(session, season, judges):
    other = makers.make_season(session)
    makers.make_entry(session, other)
    makers.make_entry(session, season)
    first, _, second = (proposal(session, each) for each in (season, other, season))
    assert [(each.number, each.ranking) for each in proposals(session, season)] == [(2, second), (1, first)]


def test_placings_come_best_first_and_those_without_a_place_last(session, season, judges):
    bare = makers.make_entry(session, season)
    low, high = (makers.make_reviewed(session, judges, [points, points]) for points in (2, 5))
    lines = placings(session, proposal(session, season))
    assert [line.entry_id for line in lines] == [high.id, low.id, bare.id]


def test_out_of_the_contest_is_what_was_handed_in_and_left(session, season):
    withdrawn = makers.make_entry(session, season, state=EntryState.WITHDRAWN)
    disqualified = makers.make_entry(session, season, disqualified_at=makers.JUDGING)
    makers.make_entry(session, season, state=EntryState.DRAFT, submitted_at=None)
    makers.make_entry(session, season)
    assert out_of_contest(session, season) == [withdrawn, disqualified]


def test_reviews_of_an_entry_include_those_that_do_not_count(session, season, judges):
    entry = makers.make_reviewed(session, judges, [3, 3])
    gone = makers.make_assignment(session, entry, judges[1], state=AssignmentState.REMOVED)
    assert [review.id for review in reviews_of(session, entry)] == [gone.id - 1, gone.id]
