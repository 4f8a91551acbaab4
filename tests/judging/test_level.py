"""The rest of a round is shared out anew with the fewest moves."""

from collections import Counter
from itertools import combinations, product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from contest.judging.level import LevelError, Levelling, level


def every_way(question):
    """Every way to share out the movable and the leaving: (over limits, unplaced, squared loads, new pairs)."""
    judges, movable, leaving = question["judges"], set(question["movable"]), question["leaving"]
    barred = set(question["forbidden"]) | set(question["standing"]) | set(leaving)
    choices = []
    for entry in sorted({entry for entry, _ in (*movable, *leaving)}):
        held = [judge for other, judge in movable if other == entry]
        more = sum(other == entry for other, _ in leaving)
        allowed = [judge for judge in judges if judge in held or (entry, judge) not in barred]
        sizes = range(len(held), min(len(held) + more, len(allowed)) + 1)
        choices.append(
            [
                (chosen, len(held) + more - size, len(set(chosen) - set(held)))
                for size in sizes
                for chosen in combinations(allowed, size)
            ]
        )
    fixed = Counter(judge for _, judge in question["standing"])
    for way in product(*choices):
        loads = fixed + Counter(judge for chosen, _, _ in way for judge in chosen)
        over = sum(max(0, loads[judge] - limit) for judge, limit in question["limits"].items() if judge in judges)
        yield over, sum(w[1] for w in way), sum(loads[judge] ** 2 for judge in judges), sum(w[2] for w in way)


def reached(question, made):
    over = sum(max(0, made.loads[judge] - limit) for judge, limit in question["limits"].items() if judge in made.loads)
    return over, len(made.stuck), sum(load**2 for load in made.loads.values()), len(made.given)


@st.composite
def small_questions(draw):
    judges = list(range(draw(st.integers(1, 4))))
    entries = list(range(draw(st.integers(1, 5))))
    pairs = [(entry, judge) for entry in entries for judge in judges]
    movable = draw(st.lists(st.sampled_from(pairs), max_size=7, unique=True))
    gone = [(entry, judge) for entry in entries for judge in (10, 11)]
    conflicting = [pair for pair in pairs if pair not in movable]
    leaving = draw(st.lists(st.sampled_from(gone + conflicting), max_size=3, unique=True))
    rest = [pair for pair in pairs if pair not in movable and pair not in leaving]
    some = st.lists(st.sampled_from(rest), max_size=5, unique=True) if rest else st.just([])
    return {
        "judges": judges,
        "movable": movable,
        "leaving": leaving,
        "standing": draw(some),
        "forbidden": draw(some),
        "limits": draw(st.dictionaries(st.sampled_from(judges), st.integers(0, 4))),
        "seed": draw(st.integers(0, 2**32)),
    }


def asked(**told):
    return {"standing": [], "forbidden": [], "limits": {}, "seed": 0, **told}


@given(small_questions())
# A way around through somebody whose new game goes on for nothing gains more than the straight one.
@example(asked(judges=[0, 1, 2, 3], movable=[(1, 1), (0, 1), (1, 3)], leaving=[(0, 0)], limits={3: 0}))
@settings(max_examples=500, deadline=None)
def test_no_way_is_better_and_none_as_good_moves_less(question):
    assert reached(question, level(**question)) == min(every_way(question))


@given(small_questions())
@settings(max_examples=200, deadline=None)
def test_every_move_is_allowed_and_every_review_accounted_for(question):
    made = level(**question)
    movable, leaving = set(question["movable"]), set(question["leaving"])
    barred = {*question["forbidden"], *question["standing"], *leaving, *movable}
    assert not set(made.given) & barred
    assert set(made.stuck) <= leaving
    assert set(made.taken) <= movable | leaving
    assert leaving - set(made.stuck) <= set(made.taken)
    taken, new = Counter(entry for entry, _ in made.taken), Counter(entry for entry, _ in made.given)
    assert taken == new
    now = (movable - set(made.taken)) | set(made.given) | set(question["standing"])
    assert made.loads == {judge: sum(other == judge for _, other in now) for judge in question["judges"]}


@given(small_questions())
@settings(max_examples=50, deadline=None)
def test_the_order_of_what_is_given_does_not_matter(question):
    turned = {**question, "judges": question["judges"][::-1], "movable": question["movable"][::-1]}
    assert level(**turned) == level(**question)


def round_of(judges, each):
    return [(judge * 100 + n, judge) for judge in range(judges) for n in range(each)]


def test_a_level_round_is_left_alone():
    made = level(judges=range(5), movable=round_of(5, 4), seed=1)
    assert made == Levelling(taken=(), piles={}, loads=dict.fromkeys(range(5), 4))


def test_what_a_judge_leaves_is_spread_over_the_others_and_nothing_else_moves():
    pairs = round_of(5, 4)
    leaving = [pair for pair in pairs if pair[1] == 2]
    made = level(judges=[0, 1, 3, 4], movable=[p for p in pairs if p[1] != 2], leaving=leaving, seed=1)
    assert made.taken == tuple(leaving)
    assert made.loads == {0: 5, 1: 5, 3: 5, 4: 5}


def test_a_newcomer_gets_one_from_each_until_loads_are_within_one():
    made = level(judges=range(6), movable=round_of(5, 6), seed=1)
    assert Counter(judge for _, judge in made.taken) == dict.fromkeys(range(5), 1)
    assert len(made.piles[5]) == 5


def test_a_returned_judge_gets_work_but_never_what_was_taken_before():
    pairs = [(entry, judge) for judge in range(3) for entry in range(judge * 4, judge * 4 + 4)]
    before = [(entry, 3) for entry in range(9)]
    made = level(judges=range(4), movable=pairs, forbidden=before, seed=1)
    assert set(made.piles[3]) <= {9, 10, 11}
    assert made.loads == {0: 3, 1: 3, 2: 3, 3: 3}


def test_a_lowered_limit_moves_the_rest_on():
    made = level(judges=range(3), movable=round_of(3, 4), limits={0: 1}, seed=1)
    assert sorted(made.loads.values()) == [1, 5, 6]
    assert len(made.given) == 3


def test_a_game_in_conflict_leaves_and_what_no_one_can_take_is_said():
    made = level(judges=[1, 2], movable=[(7, 1)], leaving=[(8, 1), (9, 2)], forbidden=[(9, 1)], seed=1)
    assert (made.taken, made.given, made.stuck) == (((8, 1),), ((8, 2),), ((9, 2),))


def test_with_nobody_left_everything_is_stuck():
    made = level(judges=[], movable=[], leaving=[(1, 5), (2, 5)], seed=1)
    assert made == Levelling(taken=(), piles={}, loads={}, stuck=((1, 5), (2, 5)))


def test_among_equal_moves_those_within_a_division_and_readable_are_chosen():
    pairs = [(entry, 0) for entry in range(12)]
    pools = {"entry_pool": {entry: entry % 3 for entry in range(12)}, "judge_pool": {0: 0, 1: 1, 2: 2}}
    made = level(judges=[0, 1, 2], movable=pairs, limits={1: 3}, needs_reading=[1], cannot_read=[1], seed=1, **pools)
    assert set(made.piles[1]) == {4, 7, 10}
    assert {2, 5, 8, 11} <= set(made.piles[2]) and len(made.piles[2]) == 5 - (made.loads[0] == 5)


def test_two_thousand_judges_of_whom_a_hundred_leave():
    pairs = [(entry, (entry * 7 + n * 131) % 2000) for entry in range(10_000) for n in range(4)]
    leaving = [pair for pair in pairs if pair[1] < 100]
    made = level(judges=range(100, 2000), movable=[p for p in pairs if p[1] >= 100], leaving=leaving, seed=1)
    assert (len(made.given), made.stuck) == (len(leaving), ())
    assert max(made.loads.values()) - min(made.loads.values()) <= 2


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"judges": [1, 1]}, "judge_twice"),
        ({"movable": [(1, 9)]}, "moved_by_stranger"),
        ({"leaving": [(1, 1)]}, "pair_twice"),
        ({"limits": {1: -1}}, "limit_negative"),
        ({"seed": -1}, "seed_negative"),
    ],
)
def test_a_senseless_question_is_refused_with_its_reason(changed, code):
    question = {"judges": [1, 2], "movable": [(1, 1)], "seed": 0} | changed
    with pytest.raises(LevelError) as refusal:
        level(**question)
    assert refusal.value.code == code
