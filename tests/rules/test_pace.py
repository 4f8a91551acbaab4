"""A judge's pace, and how many games to offer at a time."""

import pytest

from contest.rules.pace import minutes_per_game, next_few


@pytest.mark.parametrize(
    ("seconds", "minutes"),
    [
        ([], 6),
        ([240, 240], 6),
        ([240, 300, 3000], 5),
        ([0, 0, 0, 120, 180, 240], 3),
        ([0, 0, 600], 6),
    ],
)
def test_the_pace_is_the_median_of_timed_sheets_and_six_minutes_until_three_are_timed(seconds, minutes):
    assert minutes_per_game(seconds) == minutes


@pytest.mark.parametrize(
    ("minutes", "left", "few"),
    [(6, 20, 3), (6, 2, 2), (6, 0, 0), (15, 20, 1), (40, 20, 1), (5, 20, 3), (3, 20, 5), (1, 20, 8), (0.0, 20, 8)],
)
def test_about_a_quarter_of_an_hour_at_a_time(minutes, left, few):
    assert next_few(minutes, left) == few
