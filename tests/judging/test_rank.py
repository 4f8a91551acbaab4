"""Finished sheets → scores and places."""

import math
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.judging.rank import METHOD, Placing, Ranking, RankingError, inputs_hash, rank, rounded

BLANK = math.nan


def rank_single(sheets: dict[tuple[int, int], float], **more: object) -> Ranking:
    """Rank with a rubric of one criterion: {(entry, judge): mark}."""
    return rank(
        [entry for entry, _ in sheets],
        [judge for _, judge in sheets],
        [[mark] for mark in sheets.values()],
        weights=[1],
        **more,
    )


def places(ranking: Ranking) -> list[int | None]:
    return [placing.place for placing in ranking.placings]


def test_a_score_is_the_mean_of_the_sheets_composites_with_its_spread_and_error():
    ranking = rank([0, 0, 1], [0, 1, 1], [[5, 3], [2, 2], [4, 1]], weights=[3, 1])
    assert ranking.placings == (
        Placing(entry=0, division=0, sheets=2, score=3.25, place=1, spread=2.5, standard_error=1.25),
        Placing(entry=1, division=0, sheets=1, score=3.25, place=1, spread=None, standard_error=None),
    )
    assert ranking.method == METHOD == "plain-mean-1"


def test_equal_scores_share_a_place_and_the_next_one_is_skipped():
    assert places(rank_single({(0, 0): 3, (1, 0): 5, (2, 0): 4, (3, 0): 4})) == [4, 1, 2, 2]


def test_scores_that_are_equal_at_two_decimals_share_a_place():
    assert places(rank_single({(0, 0): 4.001, (1, 0): 4.004, (2, 0): 4.006})) == [2, 2, 1]


@pytest.mark.parametrize(
    ("score", "shown"), [(3.125, 3.13), (3.005, 3.01), (2.675, 2.68), (10 / 3, 3.33), (0, 0), (5, 5), (4.994, 4.99)]
)
def test_a_score_is_rounded_half_up_as_by_hand(score, shown):
    assert rounded(score) == shown


def test_an_entry_without_a_sheet_has_no_score_and_no_place():
    ranking = rank_single({(0, 0): 1, (2, 0): 2}, entry_division=[0, 0, 0, 0])
    nothing = {"division": 0, "sheets": 0, "score": None, "place": None, "spread": None, "standard_error": None}
    assert places(ranking) == [2, None, 1, None]
    assert ranking.placings[3] == Placing(entry=3, **nothing)


def test_a_sheet_of_blanks_is_no_sheet():
    assert rank(
        [0, 0, 1], [0, 1, 1], [[4, BLANK], [BLANK, BLANK], [3, 3]], weights=[1, 1], entry_division=[0, 0]
    ) == rank([0, 1], [0, 1], [[4, BLANK], [3, 3]], weights=[1, 1], entry_division=[0, 0])


def test_each_division_is_ranked_by_itself():
    ranking = rank_single({(0, 0): 5, (1, 0): 4, (2, 0): 3, (3, 0): 2}, entry_division=[7, -1, 7, -1])
    assert [(placing.division, placing.place) for placing in ranking.placings] == [(7, 1), (-1, 1), (7, 2), (-1, 2)]


def test_all_marks_equal_makes_all_entries_first():
    assert places(rank_single({(entry, judge): 3 for entry in range(4) for judge in range(3)})) == [1, 1, 1, 1]


def test_nobody_reviewed_gives_placings_without_places():
    assert places(rank([], [], [], weights=[1, 2], entry_division=[0, 0])) == [None, None]
    assert rank([], [], np.empty((0, 2)), weights=[1, 2]).placings == ()


def test_a_single_sheet_is_ranked():
    assert rank([0], [0], [[4]], weights=[2]).placings[0].place == 1


@st.composite
def seasons(draw: st.DrawFn) -> tuple[list[int], list[int], list[list[float]], list[int]]:
    pairs = draw(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 4)), unique=True, max_size=20))
    mark = st.one_of(st.just(BLANK), st.integers(1, 5).map(float))
    marks = draw(st.lists(st.tuples(mark, mark, mark).map(list), min_size=len(pairs), max_size=len(pairs)))
    divisions = draw(st.lists(st.integers(0, 1), min_size=6, max_size=6))
    return [entry for entry, _ in pairs], [judge for _, judge in pairs], marks, divisions


@given(seasons(), st.randoms(use_true_random=False))
def test_the_order_of_sheets_changes_nothing(season, shuffler: random.Random):
    entry, judge, marks, divisions = season
    order = list(range(len(entry)))
    shuffler.shuffle(order)
    shuffled = ([entry[n] for n in order], [judge[n] for n in order], [marks[n] for n in order])
    assert rank(*shuffled, weights=[1, 2, 4], entry_division=divisions) == rank(
        entry, judge, marks, weights=[1, 2, 4], entry_division=divisions
    )


@given(seasons(), st.permutations(range(5)))
def test_renaming_judges_changes_no_placing(season, names):
    entry, judge, marks, divisions = season
    renamed = rank(entry, [names[n] for n in judge], marks, weights=[1, 2, 4], entry_division=divisions)
    assert renamed.placings == rank(entry, judge, marks, weights=[1, 2, 4], entry_division=divisions).placings


@given(seasons())
def test_a_place_is_one_more_than_the_number_of_better_entries_of_the_division(season):
    entry, judge, marks, divisions = season
    placings = rank(entry, judge, marks, weights=[1, 2, 4], entry_division=divisions).placings
    for placing in placings:
        better = [
            other
            for other in placings
            if other.division == placing.division
            and None not in (other.score, placing.score)
            and rounded(other.score) > rounded(placing.score)
        ]
        assert placing.place == (None if placing.score is None else 1 + len(better))


SHEETS = {"entry": [0, 1], "judge": [0, 0], "marks": [[1, 2], [3, BLANK]], "weights": [1, 1]}


@pytest.mark.parametrize(
    "changed",
    [
        {"marks": [[1, 2], [3, 3]]},
        {"judge": [0, 1]},
        {"weights": [1, 2]},
        {"entry_division": [0, 1]},
        {"entry_division": [0, 0, 0]},
        {"judge_pool": [1]},
        {"seed": 1},
    ],
)
def test_any_change_of_the_inputs_changes_their_hash(changed):
    assert inputs_hash(**(SHEETS | changed)) != inputs_hash(**SHEETS)


def test_the_hash_is_the_same_in_any_order_and_on_any_machine():
    turned = {"entry": [1, 0], "judge": [0, 0], "marks": [[3, BLANK], [1, 2]], "weights": [1, 1]}
    assert inputs_hash(**SHEETS) == inputs_hash(**turned) == rank(**SHEETS).inputs_hash
    assert inputs_hash(**SHEETS) == "e4f81893bfbc42240489f0761302fac1962aca3c4dd9657f5d76db21e3e9e0bd"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"weights": [1, 0]}, "weight_not_positive"),
        ({"weights": [1, 1, 1]}, "marks_do_not_fit_weights"),
        ({"marks": [[1, math.inf], [3, 3]]}, "mark_infinite"),
        ({"marks": [[1, 9], [3, 3]], "scale": (1, 5)}, "mark_outside_scale"),
        ({"marks": [[1, 2]]}, "sheets_differ_in_number"),
        ({"judge": [0]}, "sheets_differ_in_number"),
        ({"entry": [0.0, 1.0]}, "entry_not_integers"),
        ({"entry": [[0], [1]]}, "entry_not_integers"),
        ({"judge": ["Li", "Wu"]}, "judge_not_integers"),
        ({"judge": [[0, 1], [0]]}, "judge_not_integers"),
        ({"entry": [0, -1]}, "entry_out_of_range"),
        ({"entry": [0, 10**12]}, "entry_out_of_range"),
        ({"entry_division": [0]}, "entry_out_of_range"),
        ({"entry_division": [0.5, 1]}, "division_not_integers"),
        ({"judge_pool": []}, "judge_out_of_range"),
        ({"judge_pool": ["a"]}, "pool_not_integers"),
        ({"entry": [1, 1]}, "sheet_twice"),
        ({"seed": -1}, "seed_negative"),
    ],
)
def test_sheets_that_cannot_be_ranked_are_refused_with_the_reason(changed, code):
    with pytest.raises(RankingError) as refusal:
        rank(**(SHEETS | changed))
    assert refusal.value.code == code
