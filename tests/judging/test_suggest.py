"""How many sheets a game should get, and how many are kept back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contest.judging.suggest import FEWEST, MOST, SuggestError, suggest


def season(**changed: object) -> dict[str, object]:
    return {"entries": 300, "judges": 60, "seats": 10, "minutes_per_game": 6, "minutes_per_judge": 120} | changed


@given(
    entries=st.integers(1, 400),
    judges=st.integers(1, 80),
    seats=st.integers(1, 40),
    per_game=st.floats(0.5, 30),
    per_judge=st.floats(1, 600),
)
@settings(max_examples=60, deadline=None)
def test_what_fits_stays_within_the_judges_time(entries, judges, seats, per_game, per_judge):
    said = suggest(entries=entries, judges=judges, seats=seats, minutes_per_game=per_game, minutes_per_judge=per_judge)
    assert said.best in said.options
    for option in said.options:
        total = entries * option.sheets_per_entry + option.reserve
        assert option.fits == (entries * option.sheets_per_entry * per_game <= judges * per_judge * (1 + 1e-9))
        assert not option.fits or option.minutes_per_judge <= per_judge * (1 + 1e-9)
        assert option.minutes_per_judge == pytest.approx(total * per_game / judges)
        assert 0 <= option.reserve <= entries * (judges - option.sheets_per_entry)
        assert min(FEWEST, judges) <= option.sheets_per_entry <= min(MOST, judges)
        assert 0 <= option.expected_right <= 1


def test_three_each_and_a_reserve_is_better_than_four_each_at_the_same_cost():
    said = suggest(**season())
    with_reserve, without = said.options[0], said.options[1]
    assert (with_reserve.sheets_per_entry, with_reserve.reserve, with_reserve.reserve_percent) == (3, 300, 25)
    assert (without.sheets_per_entry, without.reserve) == (4, 0)
    assert with_reserve.minutes_per_judge == without.minutes_per_judge == 120
    assert with_reserve.expected_right > without.expected_right + 0.08
    assert said.best == with_reserve


def test_too_little_time_for_three_sheets_each_is_said():
    said = suggest(**season(minutes_per_judge=40))
    assert [(option.sheets_per_entry, option.reserve, option.fits) for option in said.options] == [(3, 0, False)]
    assert said.best.minutes_per_judge == 90


def test_more_time_finds_more_of_the_winners():
    found = [suggest(**season(minutes_per_judge=minutes)).best.expected_right for minutes in (90, 120, 240)]
    assert found == sorted(found)
    assert found[0] < found[2] - 0.1


def test_sheets_that_say_more_find_more_of_the_winners():
    found = [suggest(**season(reliability=reliability)).best.expected_right for reliability in (0.2, 0.4, 0.7)]
    assert found == sorted(found)


def test_an_equal_season_is_suggested_the_same():
    assert suggest(**season()) == suggest(**season())


def test_a_seat_for_everyone_is_always_right():
    assert suggest(**season(entries=10, seats=10)).best.expected_right == 1.0


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"entries": 0}, "no_entries"),
        ({"judges": 0}, "no_judges"),
        ({"seats": 0}, "seats_not_positive"),
        ({"minutes_per_game": 0}, "minutes_not_positive"),
        ({"minutes_per_judge": -1}, "minutes_not_positive"),
        ({"reliability": 1.0}, "reliability_out_of_range"),
        ({"seed": -1}, "seed_negative"),
    ],
)
def test_a_season_without_sense_is_refused_with_the_reason(changed, code):
    with pytest.raises(SuggestError) as refusal:
        suggest(**season(**changed))
    assert refusal.value.code == code
