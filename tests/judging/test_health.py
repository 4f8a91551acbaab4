import json

import pytest

from contest.judging.health import (
    DivisionGroups,
    Figures,
    Light,
    Pile,
    Slow,
    light_of_ceiling,
    light_of_effective,
    light_of_groups,
    light_of_loads,
    light_of_reliability,
    light_of_sheets,
    light_of_slow,
    light_of_strength,
    slow,
)

DAY = 86400.0
GOOD, LOOK, ACT, UNKNOWN = Light.GOOD, Light.LOOK, Light.ACT, Light.UNKNOWN


def figures(**given):
    """What a look at a small season finds."""
    values = {
        "entries": 3,
        "judges": 2,
        "groups": (DivisionGroups(7, 1, 2),),
        "strength_dealt": 0.5,
        "strength_finished": None,
        "loads": (2, 2, 3),
        "dealt": (0, 0, 3),
        "finished": (1, 2),
        "effective": 1.5,
        "reliability": 0.4,
        "marks": {11: {1: 3, 5: 1}, 12: {5: 4}},
        "top": {11: 5, 12: 5},
        "piles": (Pile(4, 3, 1, 100.0, None),),
        "shared": ((4, 5, 2),),
    }
    return Figures(**(values | given))


@pytest.mark.parametrize("given", [{}, {"loads": None, "shared": None}])
def test_figures_come_back_from_json_as_they_were(given):
    found = figures(**given)
    assert Figures.from_dict(json.loads(json.dumps(found.to_dict()))) == found


def test_the_share_at_the_top_is_of_marks_given_by_criterion_and_in_all():
    found = figures()
    assert (found.top_share(11), found.top_share(12), found.top_share()) == (0.25, 1.0, 0.625)
    assert figures(marks={}, top={}).top_share() is None


@pytest.mark.parametrize(
    ("light", "values", "expected"),
    [
        (light_of_groups, [[], [0, 0], [1, 0], [1, 2]], [UNKNOWN, UNKNOWN, GOOD, ACT]),
        (light_of_strength, [None, 0.3, 0.29, 0.1, 0.09], [UNKNOWN, GOOD, LOOK, LOOK, ACT]),
        (
            light_of_loads,
            [None, (20, 20, 21), (8, 8, 10), (8, 8, 11), (20, 20, 26), (3, 8, 16), (1, 2, 5)],
            [UNKNOWN, GOOD, GOOD, LOOK, LOOK, ACT, LOOK],
        ),
        (light_of_reliability, [None, 0.7, 0.5, 0.49], [UNKNOWN, GOOD, LOOK, ACT]),
        (light_of_ceiling, [None, 0.15, 0.16, 0.31], [UNKNOWN, GOOD, LOOK, ACT]),
    ],
)
def test_the_bounds_of_a_light(light, values, expected):
    assert [light(value) for value in values] == expected


@pytest.mark.parametrize(
    ("counts", "aimed", "expected"),
    [
        ([], 3, UNKNOWN),
        ([0, 0, 0, 5], 3, GOOD),
        ([0, 0, 1, 5], 3, LOOK),
        ([0, 1, 0, 5], 3, ACT),
        ([0, 0, 4], 2, GOOD),
        ([0, 4], 1, GOOD),
        ([0, 0, 0, 5, 5], 5, GOOD),
    ],
)
def test_an_entry_needs_two_sheets_for_a_place_and_three_for_an_award(counts, aimed, expected):
    assert light_of_sheets(counts, aimed) == expected


def test_careless_judges_make_sheets_worth_less():
    lights = [light_of_effective(value, 4.0) for value in (None, 3.2, 3.0, 2.0)]
    assert lights == [UNKNOWN, GOOD, LOOK, ACT]
    assert light_of_effective(0.0, 0.0) == UNKNOWN


@pytest.mark.parametrize(
    ("pile", "day", "expected"),
    [
        (Pile(1, 10, 10, 0, None), 30, None),
        (Pile(1, 10, 0, 0, None), 7, None),
        (Pile(1, 10, 0, 0, None), 8, Slow.NOT_BEGUN),
        (Pile(1, 10, 5, 0, 1 * DAY), 10, Slow.SILENT),
        (Pile(1, 10, 5, 0, 9 * DAY), 10, None),
        (Pile(1, 10, 1, 0, 14 * DAY), 15, Slow.BEHIND),
        (Pile(1, 10, 0, 20 * DAY, None), 22, None),
        (Pile(1, 10, 9, 0, 29 * DAY), 31, None),
        (Pile(1, 10, 9, 0, 29 * DAY), 38, Slow.SILENT),
    ],
)
def test_who_is_slow_in_a_round_of_thirty_days(pile, day, expected):
    assert slow(pile, begins=0, ends=30 * DAY, now=day * DAY) == expected


def test_a_few_waiting_games_are_worth_a_look_and_a_tenth_a_deed():
    assert [light_of_slow(*each) for each in [(0, 0), (0, 90), (9, 90), (10, 90)]] == [UNKNOWN, GOOD, LOOK, ACT]
