import makers
import pytest

from contest.models import AssignmentState, EntryState
from contest.pipeline.compare import compare
from contest.pipeline.rank import compute
from contest.queries.comparisons import SheetChanges
from contest.queries.rankings import reviews_of

pytestmark = pytest.mark.database


@pytest.fixture
def season(session):
    return makers.make_season(session)


@pytest.fixture
def by(session):
    return {"actor": makers.make_organizer(session), "now": makers.JUDGED}


@pytest.fixture
def jury(session, season):
    return [makers.make_judge(session, season, name=f"Judge {letter}") for letter in "ABCD"]


@pytest.fixture
def games(session, jury):
    """Four games of one division with three sheets each, best first."""
    return [makers.make_reviewed(session, jury, *[[points, points]] * 3) for points in (5, 4, 3, 2)]


def add_sheet(session, game, judge, points):
    return makers.make_sheet(session, makers.make_assignment(session, game, judge), [points, points])


def test_nothing_changed_means_nobody_moved(session, season, by, games):
    found = compare(session, compute(session, season, **by), compute(session, season, **by))
    assert (found.moves, found.entries, found.other_place, found.other_award, found.longest) == ((), 4, 0, 0, 0)
    assert (found.sheets, found.judges_new, found.judges_gone, found.weights) == (SheetChanges(), (), (), ())


def test_who_moved_stands_with_places_scores_and_awards_before_and_after(session, season, by, jury, games):
    old = compute(session, season, **by)
    add_sheet(session, games[2], jury[3], 5)
    add_sheet(session, games[1], jury[3], 1)
    found = compare(session, old, compute(session, season, **by))
    first, second = season.award_kinds[:2]
    assert [(move.entry_id, move.old_place, move.new_place, move.steps) for move in found.moves] == [
        (games[2].id, 3, 2, 1),
        (games[1].id, 2, 3, -1),
    ]
    assert [(move.old_kind, move.new_kind) for move in found.moves] == [(None, second.id), (second.id, None)]
    assert [(move.old_score, move.new_score) for move in found.moves] == [(3.0, 3.5), (4.0, 3.25)]
    assert (found.other_place, found.other_award, found.longest, first.id) == (2, 2, 1, first.id)


def test_other_awards_come_first_then_who_came_or_went_then_the_longest_way(session, season, by, jury):
    games = [makers.make_reviewed(session, jury, *[[p, p]] * 3, title=f"G{p}") for p in (5, 5, 5, 4, 3, 2)]
    old = compute(session, season, **by)
    add_sheet(session, games[5], jury[3], 5)  # 2.75: a score only
    late = makers.make_reviewed(session, jury, *[[1, 1]] * 3)
    add_sheet(session, games[0], jury[3], 1)  # from first to third, beside the fourth, who then shares its award
    found = compare(session, old, compute(session, season, **by))
    assert [move.entry_id for move in found.moves] == [games[0].id, games[3].id, late.id, games[5].id]


def test_each_kind_of_change_is_counted_where_it_happened(session, season, by, jury, games):
    old = compute(session, season, **by)
    aside, taken, changed, reopened = (reviews_of(session, game)[0] for game in games)
    aside.sheet.set_aside_at = makers.JUDGED
    taken.state = AssignmentState.REMOVED
    changed.sheet.marks[0].points = 1
    reopened.sheet.finished_at = None
    add_sheet(session, games[0], jury[3], 5)
    session.flush()
    found = compare(session, old, compute(session, season, **by))
    assert found.sheets_of == {
        games[0].id: SheetChanges(new=1, set_aside=1),
        games[1].id: SheetChanges(taken_away=1),
        games[2].id: SheetChanges(changed=1),
        games[3].id: SheetChanges(other=1),
    }
    assert found.sheets == SheetChanges(new=1, set_aside=1, taken_away=1, changed=1, other=1)
    assert (found.judges_new, found.judges_gone) == (("Judge D",), ())


def test_a_game_that_left_and_one_that_came_have_a_place_on_one_side_only(session, season, by, jury, games):
    old = compute(session, season, **by)
    games[0].state = EntryState.WITHDRAWN
    late = makers.make_reviewed(session, jury, *[[1, 1]] * 3)
    session.flush()
    found = compare(session, old, compute(session, season, **by))
    sides = {move.entry_id: (move.old_place, move.new_place, move.steps) for move in found.moves}
    assert (sides[games[0].id], sides[late.id]) == ((1, None, None), (None, 4, None))
    assert found.sheets == SheetChanges(new=3, entry_left=3)


def test_weights_that_changed_are_told_with_before_and_after(session, season, by, games):
    old = compute(session, season, **by)
    season.criteria[0].weight, season.criteria[1].weight = 50, 50
    found = compare(session, old, compute(session, season, **by))
    assert found.weights == (("theme", 40, 50), ("technique", 60, 50))


def test_without_a_judge_the_reason_is_known_and_no_sheets_are_compared(session, season, by, jury, games):
    add_sheet(session, games[2], jury[3], 5)
    full = compute(session, season, **by)
    found = compare(session, full, compute(session, season, without=jury[3], **by))
    assert [(move.entry_id, move.new_score) for move in found.moves] == [(games[2].id, 3.0)]
    assert (found.sheets, found.sheets_of, found.judges_gone) == (SheetChanges(), {}, ("Judge D",))
