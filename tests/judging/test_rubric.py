"""One sheet's marks and the rubric's weights → one number."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.judging.rubric import RubricError, checked_marks, checked_weights, composite, composites

WEIGHTS = [20, 25, 15, 25, 15]
levels = st.one_of(st.none(), st.integers(1, 5))
sheets = st.lists(levels, min_size=5, max_size=5)


def test_the_composite_is_the_weighted_mean_in_the_rubrics_own_points():
    assert composite([5, 4, 3, 2, 1], WEIGHTS) == (5 * 20 + 4 * 25 + 3 * 15 + 2 * 25 + 1 * 15) / 100


def test_alone_a_blank_counts_as_the_average_of_the_sheets_other_marks():
    others = (5 * 20 + 4 * 25 + 2 * 25 + 1 * 15) / 85
    assert composite([5, 4, None, 2, 1], WEIGHTS) == pytest.approx(others)
    assert math.isclose(composite([5, 4, others, 2, 1], WEIGHTS), others)


def test_among_others_a_blank_counts_as_its_criterions_average_moved_as_the_other_marks_are():
    """The second criterion is marked two points lower by everybody; who leaves it blank gains and loses nothing."""
    marks = checked_marks([[5, 3], [3, 1], [4, 2], [4, math.nan], [5, math.nan]])
    assert composites(marks, checked_weights([1, 1])).tolist() == pytest.approx([4, 2, 3, 2.9, 3.9])


def test_a_blank_never_counts_as_more_than_the_best_mark_that_was_given():
    marks = checked_marks([[1, 5], [1, 5], [5, math.nan]])
    assert composites(marks, checked_weights([1, 1])).tolist() == [3, 3, 5]


def test_a_criterion_that_nobody_marked_is_left_out():
    marks = checked_marks([[5, math.nan], [3, math.nan]])
    assert composites(marks, checked_weights([1, 9])).tolist() == [5, 3]


def test_a_sheet_of_blanks_has_no_composite():
    assert composite([None, math.nan, None], [1, 1, 1]) is None


def test_a_mark_of_zero_is_a_mark_and_not_a_blank():
    assert composite([0, 4], [1, 1]) == 2


@given(sheets, st.integers(1, 1000))
def test_only_the_proportions_of_the_weights_matter(marks, factor):
    scaled = composite(marks, [weight * factor for weight in WEIGHTS])
    plain = composite(marks, WEIGHTS)
    assert (scaled is plain is None) or math.isclose(scaled, plain)


@given(sheets)
def test_the_composite_lies_between_the_lowest_and_the_highest_mark(marks):
    given_marks = [mark for mark in marks if mark is not None]
    value = composite(marks, WEIGHTS)
    assert value is None if not given_marks else min(given_marks) - 1e-9 <= value <= max(given_marks) + 1e-9


@given(st.lists(st.lists(st.integers(1, 5), min_size=5, max_size=5), min_size=1, max_size=20))
def test_a_whole_sheet_has_the_same_composite_alone_and_among_others(many):
    together = composites(checked_marks(many), checked_weights(WEIGHTS))
    assert together.tolist() == [composite(sheet, WEIGHTS) for sheet in many]


@given(st.lists(sheets, min_size=1, max_size=20), st.randoms(use_true_random=False))
def test_composites_do_not_depend_on_the_order_of_sheets(many, shuffler):
    marks = checked_marks([[math.nan if mark is None else mark for mark in sheet] for sheet in many])
    order = list(range(len(many)))
    shuffler.shuffle(order)
    weights = checked_weights(WEIGHTS)
    assert np.array_equal(composites(marks[order], weights), composites(marks, weights)[order], equal_nan=True)


@pytest.mark.parametrize(
    ("weights", "code"),
    [
        ([], "no_criteria"),
        ([1, 0], "weight_not_positive"),
        ([1, -2], "weight_not_positive"),
        ([1, math.nan], "weights_not_numbers"),
        ([1, math.inf], "weights_not_numbers"),
        ([1, "many"], "weights_not_numbers"),
        ([[1, 2]], "weights_not_numbers"),
        ([1, 1e-300], "weight_out_of_range"),
        ([1, 1e300], "weight_out_of_range"),
        ([1, 1, 1], "marks_do_not_fit_weights"),
    ],
)
def test_weights_that_cannot_be_used_are_refused_with_the_reason(weights, code):
    with pytest.raises(RubricError) as refusal:
        composite([3, 4], weights)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("marks", "scale", "code"),
    [
        ([[3, "good"]], None, "marks_not_numbers"),
        ([3, 4], None, "marks_not_numbers"),
        ([[3, 4], [3]], None, "marks_not_numbers"),
        ([[3, math.inf]], None, "mark_infinite"),
        ([[3, 1e300]], None, "mark_outside_scale"),
        ([[3, 6]], (1, 5), "mark_outside_scale"),
        ([[0, 5]], (1, 5), "mark_outside_scale"),
    ],
)
def test_marks_that_cannot_be_used_are_refused_with_the_reason(marks, scale, code):
    with pytest.raises(RubricError) as refusal:
        checked_marks(marks, scale)
    assert refusal.value.code == code


def test_both_ends_of_the_scale_and_blanks_are_on_it():
    assert np.array_equal(checked_marks([[1, math.nan, 5]], (1, 5)), [[1, math.nan, 5]], equal_nan=True)
