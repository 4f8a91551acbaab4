"""Which entries are proposed for which award by share."""

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.rules.awards import Proposal, Share, SharesError, TieAtLine, propose

FIRST, SECOND, THIRD = 1, 2, 3
USUAL = [Share(FIRST, 10), Share(SECOND, 20), Share(THIRD, 30)]


def in_order(count: int) -> dict[int, int | None]:
    """So many entries, numbered from 101, without a tie."""
    return {100 + place: place for place in range(1, count + 1)}


@pytest.mark.parametrize(
    ("entries", "first", "second", "third"),
    [
        (0, 0, 0, 0),
        (1, 1, 0, 0),
        (2, 1, 0, 1),
        (3, 1, 0, 1),
        (8, 1, 2, 2),
        (10, 1, 2, 3),
        (11, 2, 2, 3),
        (100, 10, 20, 30),
    ],
)
def test_each_line_lies_at_the_running_share_rounded_up(entries, first, second, third):
    proposal = propose(in_order(entries), USUAL)
    counts = Counter(proposal.kinds.values())
    assert (counts[FIRST], counts[SECOND], counts[THIRD]) == (first, second, third)
    assert proposal.ties == ()


def test_the_best_places_get_the_best_awards():
    assert propose(in_order(10), USUAL) == Proposal(
        kinds={101: FIRST, 102: SECOND, 103: SECOND, 104: THIRD, 105: THIRD, 106: THIRD}, ties=()
    )


def test_a_tie_at_a_line_is_shared_at_the_cost_of_the_next_award():
    places = in_order(10) | {101: 1, 102: 1}
    assert propose(places, USUAL) == Proposal(
        kinds={101: FIRST, 102: FIRST, 103: SECOND, 104: THIRD, 105: THIRD, 106: THIRD},
        ties=(TieAtLine(FIRST, place=1, entries=(101, 102), seats=1),),
    )


def test_a_tie_may_use_up_the_next_award_altogether():
    places = {1: 1, 2: 1, 3: 1, 4: 1, 5: 5, 6: 6, 7: 7, 8: 8, 9: 9, 10: 10}
    assert propose(places, USUAL) == Proposal(
        kinds={1: FIRST, 2: FIRST, 3: FIRST, 4: FIRST, 5: THIRD, 6: THIRD},
        ties=(TieAtLine(FIRST, place=1, entries=(1, 2, 3, 4), seats=1),),
    )


def test_a_tie_at_the_last_line_makes_one_award_more():
    places = in_order(10) | {106: 6, 107: 6}
    proposal = propose(places, USUAL)
    assert proposal.ties == (TieAtLine(THIRD, place=6, entries=(106, 107), seats=1),)
    assert proposal.kinds[107] == THIRD


def test_a_tie_within_one_award_is_no_tie_at_a_line():
    assert propose(in_order(10) | {102: 2, 103: 2}, USUAL).ties == ()


def test_an_entry_without_a_place_gets_nothing_and_counts_for_nothing():
    assert propose(in_order(10) | {900: None, 901: None}, USUAL) == propose(in_order(10), USUAL)


def test_shares_add_up_exactly():
    shares = [Share(1, Decimal("33.3")), Share(2, Decimal("33.3")), Share(3, Decimal("33.4"))]
    assert Counter(propose(in_order(1000), shares).kinds.values()) == {1: 333, 2: 333, 3: 334}


@given(st.lists(st.integers(1, 6), max_size=40), st.lists(st.integers(1, 33), min_size=1, max_size=3))
def test_a_better_place_never_gets_a_lesser_award_and_equal_places_get_the_same(scores, percents):
    places = {entry: 1 + sum(other > score for other in scores) for entry, score in enumerate(scores)}
    kinds = propose(places, [Share(kind, percent) for kind, percent in enumerate(percents)]).kinds
    none = len(percents)
    by_place = sorted((place, kinds.get(entry, none)) for entry, place in places.items())
    assert [kind for _, kind in by_place] == sorted(kind for _, kind in by_place)
    assert len(set(by_place)) == len({place for place, _ in by_place})


@pytest.mark.parametrize(
    ("shares", "code"),
    [
        ([Share(1, 0)], "share_not_positive"),
        ([Share(1, -10)], "share_not_positive"),
        ([Share(1, 60), Share(2, 41)], "shares_over_hundred"),
        ([Share(1, 10), Share(1, 20)], "kind_twice"),
    ],
)
def test_shares_that_cannot_be_given_are_refused_with_the_reason(shares, code):
    with pytest.raises(SharesError) as refusal:
        propose({1: 1}, shares)
    assert refusal.value.code == code
