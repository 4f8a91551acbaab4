import makers
import pytest

from contest.models import AssignmentState, EntryState, RankingState
from contest.pipeline.rank import compute
from contest.queries.rankings import (
    Progress,
    finished_sheets,
    newest_ready,
    out_of_contest,
    placings,
    progress,
    proposals,
    reviews_of,
)
from contest.queries.standings import standings

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


def test_standings_are_in_the_order_of_the_placings(session, season, judges):
    makers.make_entry(session, season)
    for points in (3, 5, 3):
        makers.make_reviewed(session, judges, *[[points, points]] * 3)
    makers.make_reviewed(session, judges, [4, 4])
    left = makers.make_reviewed(session, judges, [2, 2], [2, 2], [2, 2])
    ranking = proposal(session, season)
    left.state = EntryState.WITHDRAWN
    session.flush()
    found = standings(session, ranking)
    assert [each.entry_id for each in found] == [line.entry_id for line in placings(session, ranking)]
    assert [(each.place, each.sheets, each.is_in_contest) for each in found] == [
        (1, 3, True),
        (2, 3, True),
        (2, 3, True),
        (4, 3, False),
        (None, 1, True),
        (None, 0, True),
    ]


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


def test_a_sheet_that_was_set_aside_counts_nowhere(session, season, judges):
    entry = makers.make_reviewed(session, judges, [3, 3], [4, 4], [5, 5])
    aside = reviews_of(session, entry)[1].sheet
    aside.set_aside_at = makers.JUDGED
    session.flush()
    assert progress(session, season) == Progress(finished=2, assigned=3)
    sheets = finished_sheets(session, season)
    assert (sheets.judges, sheets.marks) == ((judges[0].id, judges[2].id), [[3, 3], [5, 5]])
    assert aside.id not in sheets.sheets


def test_one_judge_can_be_left_out(session, season, judges):
    makers.make_reviewed(session, judges, [3, 3], [4, 4])
    sheets = finished_sheets(session, season, without=judges[0].id)
    assert (sheets.judges, sheets.judge, sheets.marks) == ((judges[1].id,), [0], [[4, 4]])


def test_positions_follow_codes_and_logins_not_the_order_in_which_rows_came(session, season):
    late, early = (makers.make_judge(session, season, login=login) for login in ("zhou", "an"))
    low = makers.make_reviewed(session, [late, early], [1, 1], [2, 2], code="ZZ")
    high = makers.make_reviewed(session, [late, early], [4, 4], [5, 5], code="AA")
    sheets = finished_sheets(session, season)
    assert (sheets.entries, sheets.judges) == ((high.id, low.id), (early.id, late.id))
    assert (sheets.entry, sheets.judge) == ([0, 0, 1, 1], [0, 1, 0, 1])
    assert sheets.marks == [[5, 5], [4, 4], [2, 2], [1, 1]]


def test_a_judges_pool_is_their_division(session, season):
    own = makers.make_judge(session, season, login="a")
    own.division_id = season.divisions[1].id
    makers.make_reviewed(session, [own, makers.make_judge(session, season, login="b")], [3, 3], [3, 3])
    assert finished_sheets(session, season).pools == (season.divisions[1].id, 0)


def test_the_stamp_changes_with_everything_a_ranking_is_computed_from(session, season, judges):
    entry = makers.make_reviewed(session, judges, [3, 3])
    waiting = makers.make_assignment(session, entry, judges[1])
    stamps = [progress(session, season).stamp]
    assert progress(session, season).stamp == stamps[0]

    def note():
        session.flush()
        stamps.append(progress(session, season).stamp)

    sheet = makers.make_sheet(session, waiting, [4, 4])
    note()
    sheet.version += 1
    note()
    sheet.set_aside_at = makers.JUDGED
    note()
    makers.make_entry(session, season)
    note()
    entry.division = season.divisions[1]
    note()
    judges[0].division_id = season.divisions[1].id
    note()
    season.criteria[0].weight += 1
    note()
    entry.disqualified_at = makers.JUDGED
    note()
    # With the new sheet set aside all is as it was at first.
    assert [stamps.index(stamp) for stamp in stamps] == [0, 1, 2, 0, 4, 5, 6, 7, 8]


def test_newest_ready_is_neither_unfinished_nor_without_a_judge(session, season, judges):
    makers.make_entry(session, season)
    ready, failed, without = (proposal(session, season) for _ in range(3))
    failed.state = RankingState.FAILED
    without.parameters = without.parameters | {"without_judge": judges[0].id}
    session.flush()
    assert newest_ready(session, season) is ready
    assert [each.ranking for each in proposals(session, season)] == [failed, ready]
