"""What the planner does beyond level loads: one connected whole, pools, and texts that a judge can read."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contest.judging.assign import PlanError, plan
from contest.judging.connect import count_groups

DIVISIONS = 6


def pools(entries: int, judges: int, count: int = DIVISIONS) -> dict[str, dict[int, int]]:
    return {
        "entry_pool": {entry: entry % count for entry in range(entries)},
        "judge_pool": {judge: judge % count for judge in range(judges)},
    }


def share_across(made, pooled):
    across = sum(pooled["entry_pool"][entry] != pooled["judge_pool"][judge] for entry, judge in made.pairs)
    assert made.across == across
    return across / len(made.pairs)


@pytest.mark.parametrize(("entries", "judges", "per_entry"), [(60, 24, 3), (300, 60, 4), (301, 47, 3)])
def test_judges_get_their_own_division_but_for_the_share_that_connects_divisions(entries, judges, per_entry):
    pooled = pools(entries, judges)
    made = plan(entries=range(entries), judges=range(judges), per_entry=per_entry, across=0.12, seed=1, **pooled)
    assert 0.10 <= share_across(made, pooled) <= 0.15
    assert (made.shortfall, made.groups) == ({}, 1)
    assert max(made.loads.values()) - min(made.loads.values()) <= 1


def test_pools_without_any_share_across_are_still_joined_and_by_as_few_reviews_as_it_takes():
    pooled = pools(120, 24)
    made = plan(entries=range(120), judges=range(24), per_entry=3, across=0.0, seed=1, **pooled)
    assert (made.groups, made.across) == (1, 2 * (DIVISIONS - 1))


def test_reviews_across_are_spread_over_the_entries():
    pooled = pools(300, 60)
    made = plan(entries=range(300), judges=range(60), per_entry=4, across=0.12, seed=1, **pooled)
    across = Counter(e for e, j in made.pairs if pooled["entry_pool"][e] != pooled["judge_pool"][j])
    assert set(across.values()) == {1}


def test_level_loads_come_before_pools():
    pooled = {"entry_pool": {e: int(e >= 90) for e in range(100)}, "judge_pool": {j: int(j >= 2) for j in range(10)}}
    made = plan(entries=range(100), judges=range(10), per_entry=2, across=0.1, seed=1, **pooled)
    assert set(made.loads.values()) == {20}
    own = Counter(pooled["entry_pool"][e] == pooled["judge_pool"][j] for e, j in made.pairs)
    assert own == {True: 60, False: 140}  # two judges of the large division, ten games of the small one: no better


def test_judges_without_a_pool_get_any_entry_and_entries_without_a_pools_judge_go_to_anybody():
    pooled = {"entry_pool": {e: e % 3 for e in range(60)}, "judge_pool": {0: 0, 1: 0, 2: 1, 3: 1}}
    made = plan(entries=range(60), judges=range(6), per_entry=2, across=0.0, seed=1, **pooled)
    divisions = {j: {pooled["entry_pool"][e] for e in pile} for j, pile in made.piles.items()}
    assert (made.across, made.groups) == (0, 1)
    assert divisions[4] | divisions[5] == {0, 1, 2}
    assert all(divisions[j] <= {pool, 2} for j, pool in pooled["judge_pool"].items())


def test_standing_reviews_across_count_towards_the_share():
    pooled = pools(120, 24)
    standing = [(e, (e + 1) % 24) for e in range(24)]  # all across
    made = plan(entries=range(120), judges=range(24), per_entry=3, standing=standing, across=0.12, seed=1, **pooled)
    assert made.across in (43, 44)  # 12 % of 360, or one too many: an exchange makes two


def test_who_reads_no_chinese_gets_games_with_little_text_first():
    wordy = set(range(0, 60, 2))
    question = {"entries": range(60), "judges": range(12), "per_entry": 3, "needs_reading": wordy, "seed": 3}
    made = plan(cannot_read=[0, 1, 2, 3], **question)
    assert [wordy & set(made.piles[judge]) for judge in range(4)] == [set()] * 4
    assert (made.unreadable, set(made.loads.values())) == (0, {15})


def test_only_when_games_with_little_text_run_out_the_others_follow():
    wordy = set(range(50))
    made = plan(entries=range(60), judges=range(6), per_entry=2, needs_reading=wordy, cannot_read=[0, 1], seed=3)
    assert set(made.loads.values()) == {20}
    assert made.unreadable == 2 * 20 - 2 * 10


def test_texts_count_more_than_pools():
    pooled = {"entry_pool": {e: e % 2 for e in range(40)}, "judge_pool": {j: j % 2 for j in range(4)}}
    wordy = {e for e in range(40) if e % 2 == 0}  # the whole division of judges 0 and 2
    made = plan(entries=range(40), judges=range(4), per_entry=1, needs_reading=wordy, cannot_read=[0], seed=1, **pooled)
    assert made.unreadable == 0
    assert {pooled["entry_pool"][e] for e in made.piles[0]} == {1}


@given(
    entries=st.integers(1, 14),
    judges=st.integers(1, 8),
    per_entry=st.integers(1, 3),
    pool_count=st.integers(1, 4),
    seed=st.integers(0, 2**32),
)
@settings(max_examples=200, deadline=None)
def test_where_nothing_is_forbidden_what_enough_reviews_can_connect_is_connected(
    entries, judges, per_entry, pool_count, seed
):
    pooled = pools(entries, judges, pool_count)
    made = plan(entries=range(entries), judges=range(judges), per_entry=per_entry, seed=seed, **pooled)
    nodes = len({e for e, _ in made.pairs}) + len({j for _, j in made.pairs})
    assert made.groups == count_groups(made.pairs) == max(1, nodes - len(made.pairs))


def test_new_reviews_join_islands_that_stand():
    standing = [(0, 0), (1, 0), (0, 1), (1, 1), (2, 2), (3, 2), (2, 3), (3, 3)]
    made = plan(entries=range(5), judges=range(4), per_entry=2, standing=standing, seed=1)
    assert made.groups == 1


def test_a_judge_apart_gets_a_review_from_one_who_has_one_more():
    standing = [(0, 0), (9, 3), (9, 4)]  # judge 3 has an entry from outside this plan
    for seed in range(30):
        made = plan(entries=range(3), judges=range(4), per_entry=2, standing=standing, limits={0: 2}, seed=seed)
        assert (made.groups, sorted(made.loads.values())) == (1, [1, 2, 2, 2])


@given(
    closed=st.sets(st.tuples(st.integers(0, 11), st.integers(0, 5)), max_size=40),
    limits=st.dictionaries(st.integers(0, 5), st.integers(0, 8)),
    seed=st.integers(0, 2**32),
)
@settings(max_examples=150, deadline=None)
def test_wishes_change_neither_what_is_given_nor_how_level_it_is(closed, limits, seed):
    question = {"entries": range(12), "judges": range(6), "per_entry": 3, "forbidden": closed, "seed": seed}
    plain = plan(limits=limits, **question)
    wishes = {"across": 0.2, "needs_reading": range(4), "cannot_read": [1, 5], **pools(12, 6, 3)}
    wished = plan(limits=limits, **wishes, **question)
    assert not set(wished.pairs) & closed
    assert Counter(wished.shortfall.values()) == Counter(plain.shortfall.values())
    assert sum(load**2 for load in wished.loads.values()) == sum(load**2 for load in plain.loads.values())
    assert wished.loads == {judge: len(pile) for judge, pile in wished.piles.items()}
    assert all(wished.loads[judge] <= limit for judge, limit in limits.items())


def test_a_sheet_that_was_set_aside_is_replaced_and_still_counts_in_its_judges_load():
    made = plan(entries=[1, 2], judges=[5, 6, 7], per_entry=1, standing=[(2, 6)], spent=[(1, 5)], seed=0)
    assert (made.pairs, made.loads, made.groups) == (((1, 7),), {5: 1, 6: 1, 7: 1}, 2)


@pytest.mark.parametrize("across", [-0.1, 1.1, float("nan")])
def test_a_share_is_between_nothing_and_all(across):
    with pytest.raises(PlanError) as refusal:
        plan(entries=[1], judges=[2], per_entry=1, across=across, seed=0)
    assert refusal.value.code == "share_not_a_share"
