"""Judges come and go in the middle of a round: what moves from whom to whom."""

from collections import Counter

import makers
import pytest
from sharing_cast import NOW, Cast

from contest.models import AssignmentState, DraftKind, JudgeState
from contest.pipeline import jury
from contest.pipeline.dealing import Outdated

pytestmark = pytest.mark.database
LEVEL = DraftKind.LEVEL


@pytest.fixture
def cast(session):
    return Cast(session)


def test_what_a_leaving_judge_has_not_finished_goes_to_the_others_and_nothing_else_moves(cast):
    judges, entries = cast.judges(6), cast.entries(10)
    cast.deal()
    gone = judges[0]
    done, begun, *fresh = cast.rows(gone)
    makers.make_sheet(cast.session, done, [4, 5])
    makers.make_sheet(cast.session, begun, [4], finished=False)
    cast.leaves(gone)
    before = cast.pairs()
    moves = cast.level()
    assert moves.taken == tuple(sorted((row.entry_id, gone.id) for row in (begun, *fresh)))
    assert [row.state for row in cast.rows(gone)] == ["done", *["removed"] * 4]
    standing = Counter(row.entry_id for row in cast.rows() if row.state != "removed")
    assert standing == {entry.id: 3 for entry in entries}
    assert len(cast.pairs() - before) == 4
    loads = [cast.on_desk()[judge.id] for judge in judges[1:]]
    assert max(loads) - min(loads) <= 1


def test_a_judge_who_pauses_keeps_what_is_begun(cast):
    judges, _ = cast.judges(5), cast.entries(5)
    cast.deal()
    resting = judges[2]
    begun, *fresh = cast.rows(resting)
    makers.make_sheet(cast.session, begun, [4], finished=False)
    cast.leaves(resting, JudgeState.PAUSED)
    assert cast.level().taken == tuple(sorted((row.entry_id, resting.id) for row in fresh))


def test_a_newcomer_catches_up_with_the_fewest_moves_and_begun_sheets_stay(cast):
    judges, _ = cast.judges(4), cast.entries(12)
    cast.deal()
    begun = cast.rows(judges[0])[:8]
    for row in begun:
        makers.make_sheet(cast.session, row, [3, 3], finished=False)
    (new,) = cast.judges(1)
    moves = cast.level()
    assert sorted(cast.on_desk().values()) == [7, 7, 7, 7, 8]
    assert len(moves.taken) == moves.given == cast.on_desk()[new.id]
    assert not {(row.entry_id, row.judge_id) for row in begun} & set(moves.taken)


def test_who_comes_back_never_gets_what_was_taken_from_them(cast):
    judges, _ = cast.judges(5), cast.entries(15)
    cast.deal()
    back = judges[0]
    had = {row.entry_id for row in cast.rows(back)}
    cast.leaves(back)
    cast.level()
    cast.leaves(back, JudgeState.ACTIVE)
    moves = cast.level()
    assert moves.piles[back.id]
    assert not had & set(moves.piles[back.id])
    pairs = Counter((row.entry_id, row.judge_id) for row in cast.rows())
    assert set(pairs.values()) == {1}


def test_a_conflict_that_was_declared_later_moves_even_a_begun_game_and_leaves_a_finished_one(cast):
    school = makers.make_school(cast.session)
    judges, _ = cast.judges(4), cast.entries(2, school=school)
    cast.entries(2)
    cast.deal()
    near = next(judge for judge in judges if len([r for r in cast.rows(judge) if r.entry.school_id == school.id]) == 2)
    done, begun = (row for row in cast.rows(near) if row.entry.school_id == school.id)
    makers.make_sheet(cast.session, done, [4, 5])
    makers.make_sheet(cast.session, begun, [4], finished=False)
    jury.declare_conflict(cast.session, near, school, "", cast.organizer, NOW)
    moves = cast.level()
    assert (begun.entry_id, near.id) in moves.taken
    assert moves.facts["conflicts"] == [[begun.entry_id, near.id]]
    assert (done.state, begun.state) == (AssignmentState.DONE, AssignmentState.REMOVED)


def test_where_nobody_can_take_a_game_the_absent_judge_keeps_it_and_one_in_conflict_is_taken_all_the_same(cast):
    school = makers.make_school(cast.session)
    judges, (free,), (near,) = cast.judges(3), cast.entries(1), cast.entries(1, school=school)
    cast.deal()
    cast.leaves(judges[0])
    jury.declare_conflict(cast.session, judges[1], school, "", cast.organizer, NOW)
    moves = cast.propose(LEVEL).moves
    assert moves.facts["stuck"] == sorted([[free.id, judges[0].id], [near.id, judges[0].id]])
    assert moves.facts["orphaned"] == [[near.id, judges[1].id]]
    assert (moves.taken, moves.given) == (((near.id, judges[1].id),), 0)


def test_a_judges_own_limit_holds(cast):
    judges, _ = cast.judges(4), cast.entries(4)
    cast.deal()
    for judge in judges[1:]:
        judge.most_games = 3
    (helper,) = cast.judges(1)
    cast.leaves(judges[0])
    cast.level()
    assert {judge.id: cast.on_desk()[judge.id] for judge in (*judges[1:], helper)} == {
        **{judge.id: 3 for judge in judges[1:]},
        helper.id: 3,
    }


def test_the_round_of_a_moved_game_is_that_of_the_review_it_takes_the_place_of(cast):
    judges, (entry,) = cast.judges(5), cast.entries(1)
    first = [makers.make_assignment(cast.session, entry, judge, position=1) for judge in judges[:2]]
    makers.make_assignment(cast.session, entry, judges[2], position=1, round=2)
    cast.leaves(judges[0]), cast.leaves(judges[2])
    cast.level()
    assert sorted(row.round for row in cast.rows() if row.state == "open") == [1, 1, 2]
    assert first[0].state is AssignmentState.REMOVED


def test_levelling_is_one_event_that_says_who_lost_and_who_got(cast):
    judges, _ = cast.judges(4), cast.entries(4)
    cast.deal()
    cast.leaves(judges[0])
    moves = cast.level()
    after = {
        "assignments": 3,
        "by_judge": {str(judge): len(pile) for judge, pile in moves.piles.items()},
        "taken": 3,
        "taken_by_judge": {str(judges[0].id): 3},
        "seed": moves.facts["seed"],
        "inputs_hash": moves.digest,
    }
    assert cast.events()[1:] == [("assignment.level", "season", None, after)]


def test_a_level_round_is_left_alone_and_nothing_to_move_cannot_be_applied(cast):
    cast.judges(4), cast.entries(4)
    cast.deal()
    proposal = cast.propose(LEVEL)
    assert proposal.moves.is_empty
    with pytest.raises(Outdated):
        cast.apply(proposal.digest, LEVEL)
    assert len(cast.events()) == 1


def test_who_begins_a_game_after_it_was_shown_keeps_it(cast):
    cast.judges(4), cast.entries(8)
    cast.deal()
    cast.judges(1)
    proposal = cast.propose(LEVEL)
    entry, judge = proposal.moves.taken[0]
    row = next(row for row in cast.rows() if (row.entry_id, row.judge_id) == (entry, judge))
    makers.make_sheet(cast.session, row, [3], finished=False)
    with pytest.raises(Outdated):
        cast.apply(proposal.digest, LEVEL)
    assert row.state is AssignmentState.OPEN
