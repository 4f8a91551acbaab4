"""A practice sheet beside the agreed one, in levels and in words."""

from contest.rules.practice import Beside, Comparison, Distance, Leaning, compare

LEVELS = {"theme": (1, 2, 3, 4, 5), "art": (0, 10, 20), "play": (1, 2, 3)}


def test_two_equal_sheets_are_the_same():
    marks = {"theme": 4, "art": 10, "play": 2}
    assert compare(marks, marks, LEVELS) == Comparison(
        (Beside("theme", 4, 4, 0), Beside("art", 10, 10, 0), Beside("play", 2, 2, 0)), Distance.SAME, Leaning.NEITHER
    )


def test_distance_is_counted_in_levels_and_not_in_points():
    compared = compare({"theme": 4, "art": 20, "play": 2}, {"theme": 4, "art": 10, "play": 2}, LEVELS)
    assert (compared.criteria[1].levels_apart, compared.distance) == (1, Distance.NEAR)


def test_two_levels_are_far_whichever_way():
    far = compare({"theme": 1, "art": 0, "play": 3}, {"theme": 3, "art": 0, "play": 1}, LEVELS)
    assert ([each.levels_apart for each in far.criteria], far.distance, far.leaning) == (
        [-2, 0, 2],
        Distance.FAR,
        Leaning.NEITHER,
    )


def test_the_leaning_is_told_from_half_a_level_on_average():
    agreed = {"theme": 3, "art": 10, "play": 2}
    assert compare({"theme": 4, "art": 20, "play": 2}, agreed, LEVELS).leaning is Leaning.HIGHER
    assert compare({"theme": 2, "art": 0, "play": 2}, agreed, LEVELS).leaning is Leaning.LOWER
    assert compare({"theme": 4, "art": 10, "play": 2}, agreed, LEVELS).leaning is Leaning.NEITHER


def test_what_the_rubric_no_longer_has_is_left_out():
    assert compare({"theme": 3, "old": 4, "art": 15}, {"theme": 3, "old": 4, "art": 10}, LEVELS) == Comparison(
        (Beside("theme", 3, 3, 0),), Distance.SAME, Leaning.NEITHER
    )
    assert compare({}, {}, LEVELS) == Comparison((), Distance.SAME, Leaning.NEITHER)
