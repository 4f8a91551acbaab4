import numpy as np
import pytest

from contest.judging.graph import NOWHERE, count_groups, effective_judges, groups, shared_games, strength


def pairs(*found):
    """(entry, judge) pairs as the two arrays that the functions take."""
    return (
        np.array([entry for entry, _ in found], dtype=np.int64),
        np.array([judge for _, judge in found], dtype=np.int64),
    )


def random_deal(entries, judges, reviews, seed):
    lots = np.random.default_rng(seed)
    return pairs(
        *((entry, int(judge)) for entry in range(entries) for judge in lots.choice(judges, reviews, replace=False))
    )


def exact_strength(entry, judge):
    """The same by dense matrices, from the definition."""
    table = np.zeros((entry.max() + 1, judge.max() + 1))
    table[entry, judge] = 1
    load = table.sum(axis=0)
    laplacian = np.diag(load) - table.T @ np.diag(1 / table.sum(axis=1)) @ table
    scaled = laplacian / np.sqrt(np.outer(load, load))
    return float(np.linalg.eigvalsh(scaled)[1])


def test_two_juries_that_share_no_game_are_two_groups_and_who_has_nothing_is_in_none():
    of_entry = groups(*pairs((0, 0), (1, 0), (1, 1), (3, 2)), entries=5)
    assert [of_entry[0] == of_entry[1], of_entry[0] == of_entry[3]] == [True, False]
    assert (of_entry[[2, 4]] == NOWHERE).all()


def test_a_long_chain_of_judges_is_one_group():
    chain = [(number, judge) for number in range(3000) for judge in (number, number + 1)]
    assert set(groups(*pairs(*chain), entries=3000).tolist()) == {0}


def test_groups_are_counted_division_by_division():
    of_entry = groups(*pairs((0, 0), (1, 1), (2, 0), (3, 2)), entries=5)
    assert count_groups(of_entry, np.array([7, 7, 8, 8, 9])) == {7: 2, 8: 2, 9: 0}


@pytest.mark.parametrize(("entries", "judges", "reviews"), [(6, 2, 2), (30, 8, 3), (200, 40, 4), (300, 90, 2)])
def test_strength_is_the_second_eigenvalue_of_its_definition(entries, judges, reviews):
    deal = random_deal(entries, judges, reviews, seed=judges)
    assert strength(*deal) == pytest.approx(exact_strength(*deal), abs=1e-3)


def test_strength_does_not_depend_on_names_or_order():
    entry, judge = random_deal(40, 10, 3, seed=1)
    order = np.random.default_rng(2).permutation(len(entry))
    assert strength(entry[order], 5 * judge[order] + 3) == pytest.approx(strength(entry, judge))


def test_a_random_deal_is_strong_and_two_halves_with_one_judge_between_are_thin():
    left, right = random_deal(60, 12, 3, seed=3), random_deal(60, 12, 3, seed=4)
    entry = np.concatenate([left[0], right[0] + 60, [0]])
    judge = np.concatenate([left[1], right[1] + 12, [12]])
    assert strength(*left) > 0.3
    assert 0 < strength(entry, judge) < 0.1


def test_a_jury_that_falls_apart_has_no_strength_and_one_judge_has_none_to_speak_of():
    assert strength(*pairs((0, 0), (1, 1))) == 0.0
    assert strength(*pairs((0, 0), (1, 0))) is None
    assert strength(*pairs()) is None


def test_everybody_on_every_game_is_as_strong_as_can_be():
    assert strength(*pairs(*((entry, judge) for entry in range(4) for judge in range(3)))) == pytest.approx(1.0)


def test_two_thousand_judges_are_no_dense_matrix():
    deal = random_deal(10_000, 2_000, 4, seed=5)
    assert 0.3 < strength(*deal) < 0.8


def test_sheets_of_unequal_weight_are_worth_fewer_judges():
    entry, weight = np.array([0, 0, 1, 1, 2]), np.array([1.0, 1.0, 1.0, 0.0, 0.0])
    assert effective_judges(entry, weight, entries=4).tolist() == [2.0, 1.0, 0.0, 0.0]


def test_shared_games_counts_each_pair_of_judges_once():
    entry, judge = pairs((0, 4), (0, 9), (1, 4), (1, 9), (2, 9), (2, 20), (3, 30))
    assert shared_games(entry, judge) == [(4, 9, 2), (9, 20, 1)]
