"""How entries are dealt to judges."""

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contest.judging.assign import Plan, PlanError, plan

Pairs = list[tuple[int, int]]


def difference(loads: dict[int, int]) -> int:
    return max(loads.values()) - min(loads.values())


def best_possible(
    entries: list[int],
    judges: list[int],
    per_entry: int,
    closed: set[tuple[int, int]],
    standing: set[tuple[int, int]],
    limits: dict[int, int],
) -> tuple[int, int, int, int, int]:
    """By trying every plan: least missing in all, then least sum of squared shortfalls; and for those with
    both, the least sum of squared loads, the least greatest load and the least difference, each by itself."""
    outcomes = {(tuple(sum(judge == held for _, held in standing) for judge in judges), ())}
    for entry in entries:
        need = max(per_entry - sum(entry == kept for kept, _ in standing), 0)
        allowed = [n for n, judge in enumerate(judges) if (entry, judge) not in closed | standing]
        outcomes = {
            (tuple(load + (n in chosen) for n, load in enumerate(loads)), (*missing, need - size))
            for loads, missing in outcomes
            for size in range(min(need, len(allowed)) + 1)
            for chosen in combinations(allowed, size)
            if all(loads[n] < limits.get(judges[n], 99) for n in chosen)
        }
    least_missing = min((sum(missing), sum(m * m for m in missing)) for _, missing in outcomes)
    loads_left = [loads for loads, missing in outcomes if (sum(missing), sum(m * m for m in missing)) == least_missing]
    return (
        *least_missing,
        min(sum(load * load for load in loads) for loads in loads_left),
        min(max(loads) for loads in loads_left),
        min(max(loads) - min(loads) for loads in loads_left),
    )


@st.composite
def small_questions(draw: st.DrawFn) -> dict[str, object]:
    entries, judges = list(range(draw(st.integers(1, 5)))), list(range(draw(st.integers(1, 4))))
    every_pair = [(entry, judge) for entry in entries for judge in judges]
    return {
        "entries": entries,
        "judges": judges,
        "per_entry": draw(st.integers(1, 3)),
        "forbidden": draw(st.lists(st.sampled_from(every_pair), max_size=12)),
        "standing": draw(st.lists(st.sampled_from(every_pair), max_size=4)),
        "limits": draw(st.dictionaries(st.sampled_from(judges), st.integers(0, 4))),
        "seed": draw(st.integers(0, 2**32)),
    }


@given(small_questions())
@settings(max_examples=300, deadline=None)
def test_no_plan_gives_more_reviews_or_spreads_them_or_the_loads_better(question):
    made = plan(**question)
    loads = made.loads.values()
    reached = (
        sum(made.shortfall.values()),
        sum(short**2 for short in made.shortfall.values()),
        sum(load**2 for load in loads),
        max(loads),
        max(loads) - min(loads),
    )
    assert reached == best_possible(
        question["entries"],
        question["judges"],
        question["per_entry"],
        set(question["forbidden"]),
        set(question["standing"]),
        question["limits"],
    )


@given(small_questions())
@settings(max_examples=200, deadline=None)
def test_a_plan_keeps_conflicts_standing_pairs_and_limits_and_accounts_for_every_review(question):
    made = plan(**question)
    standing = set(question["standing"])
    assert len(set(made.pairs)) == len(made.pairs)
    assert set(made.pairs) & (standing | set(question["forbidden"])) == set()
    reviews = Counter(entry for entry, _ in [*standing, *made.pairs])
    assert made.shortfall == {
        entry: question["per_entry"] - reviews[entry]
        for entry in question["entries"]
        if reviews[entry] < question["per_entry"]
    }
    held = Counter(judge for _, judge in [*standing, *made.pairs])
    assert made.loads == {judge: held[judge] for judge in question["judges"]}
    before = Counter(judge for _, judge in standing)
    assert all(held[judge] <= max(limit, before[judge]) for judge, limit in question["limits"].items())
    assert sorted((entry, judge) for judge, pile in made.piles.items() for entry in pile) == list(made.pairs)


@given(
    entries=st.integers(1, 60),
    judges=st.integers(3, 20),
    per_entry=st.integers(1, 3),
    seed=st.integers(0, 2**32),
)
@settings(max_examples=60, deadline=None)
def test_without_conflicts_every_entry_gets_all_reviews_and_loads_are_within_one(entries, judges, per_entry, seed):
    made = plan(entries=range(entries), judges=range(judges), per_entry=per_entry, seed=seed)
    assert made.shortfall == {}
    assert Counter(entry for entry, _ in made.pairs) == dict.fromkeys(range(entries), per_entry)
    assert difference(made.loads) <= 1


def test_sponsors_never_judge_their_schools_and_loads_stay_within_one():
    conflicts = {(entry, judge) for entry in range(200) for judge in range(24) if entry % 6 == judge % 6}
    made = plan(entries=range(200), judges=range(24), per_entry=3, forbidden=conflicts, seed=5)
    assert conflicts & set(made.pairs) == set()
    assert made.shortfall == {}
    assert set(made.loads.values()) == {25}


def test_the_only_judge_an_entry_may_have_is_kept_free_for_it_by_swapping():
    conflicts = [(2, 10), (3, 10)]
    made = plan(entries=[1, 2, 3], judges=[10, 11], per_entry=1, forbidden=conflicts, limits={11: 2}, seed=0)
    assert made.pairs == ((1, 10), (2, 11), (3, 11))


def test_an_entry_that_conflicts_leave_short_is_reported():
    made = plan(entries=[1, 2], judges=[7, 8, 9], per_entry=3, forbidden=[(2, 7), (2, 9)], seed=1)
    assert made.pairs == ((1, 7), (1, 8), (1, 9), (2, 8))
    assert made.shortfall == {2: 2}


def test_too_few_judges_leave_every_entry_equally_short():
    made = plan(entries=range(4), judges=[1, 2], per_entry=3, seed=1)
    assert made.shortfall == {0: 1, 1: 1, 2: 1, 3: 1}


def test_limits_that_add_up_to_too_little_leave_no_entry_two_shorter_than_another():
    made = plan(entries=range(10), judges=range(5), per_entry=3, limits=dict.fromkeys(range(5), 5), seed=3)
    assert made.loads == dict.fromkeys(range(5), 5)
    assert Counter(3 - made.shortfall.get(entry, 0) for entry in range(10)) == {3: 5, 2: 5}


def test_nobody_to_judge_leaves_everything_short():
    assert plan(entries=[1, 2], judges=[], per_entry=3, seed=0) == Plan(
        pairs=(), piles={}, loads={}, shortfall={1: 3, 2: 3}
    )


def test_nothing_to_judge_gives_empty_piles():
    assert plan(entries=[], judges=[4], per_entry=3, seed=0) == Plan(
        pairs=(), piles={4: ()}, loads={4: 0}, shortfall={}
    )


def test_standing_assignments_stay_and_the_rest_is_levelled_around_them():
    standing = [(entry, 1) for entry in range(6)]
    made = plan(entries=range(6), judges=[1, 2, 3], per_entry=2, standing=standing, seed=2)
    assert made.piles[1] == ()
    assert made.loads == {1: 6, 2: 3, 3: 3}


def test_a_review_by_a_judge_who_has_left_still_counts_for_the_entry():
    made = plan(entries=[1], judges=[5, 6], per_entry=2, standing=[(1, 4)], seed=0)
    assert len(made.pairs) == 1
    assert set(made.loads) == {5, 6}


def test_entries_outside_this_plan_still_count_in_a_judges_load():
    made = plan(entries=[1, 2], judges=[5, 6], per_entry=1, standing=[(90, 5), (91, 5)], seed=0)
    assert made.loads == {5: 2, 6: 2}


def test_a_pair_that_was_removed_is_never_dealt_again():
    first = plan(entries=range(30), judges=range(6), per_entry=3, seed=1)
    removed = [pair for pair in first.pairs if pair[1] == 0]
    kept = [pair for pair in first.pairs if pair[1] != 0]
    second = plan(entries=range(30), judges=range(6), per_entry=3, standing=kept, forbidden=removed, seed=2)
    assert set(second.pairs) & set(first.pairs) == set()
    assert second.shortfall == {}


def test_the_plan_does_not_depend_on_the_order_of_what_it_is_given():
    conflicts = [(entry, entry % 7) for entry in range(40)]
    one = plan(entries=range(40), judges=range(7), per_entry=3, forbidden=conflicts, seed=9)
    other = plan(
        entries=list(reversed(range(40))), judges=[6, 2, 0, 1, 5, 3, 4], per_entry=3, forbidden=set(conflicts), seed=9
    )
    assert one == other


def test_another_seed_deals_another_plan_in_another_order():
    plans = [plan(entries=range(40), judges=range(7), per_entry=3, seed=seed) for seed in (1, 2)]
    assert plans[0].pairs != plans[1].pairs
    assert plans[0].piles[0] != tuple(sorted(plans[0].piles[0]))


def test_a_thousand_entries_hang_together_as_one_group_of_judges():
    made = plan(entries=range(1000), judges=range(80), per_entry=3, seed=4)
    judges_of: dict[int, set[int]] = {}
    for entry, judge in made.pairs:
        judges_of.setdefault(entry, set()).add(judge)
    group, grown = set(), {0}
    while grown != group:
        group = grown
        grown = group.union(*(judges for judges in judges_of.values() if judges & group))
    assert group == set(range(80))


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"entries": [1, 1]}, "entry_twice"),
        ({"judges": [2, 2]}, "judge_twice"),
        ({"per_entry": 0}, "reviews_not_positive"),
        ({"limits": {2: -1}}, "limit_negative"),
        ({"seed": -1}, "seed_negative"),
    ],
)
def test_a_senseless_question_is_refused_with_its_reason(changed, code):
    question = {"entries": [1], "judges": [2], "per_entry": 1, "seed": 0} | changed
    with pytest.raises(PlanError) as refusal:
        plan(**question)
    assert refusal.value.code == code
