from contest.judging.health import DivisionGroups, Figures, Light, Pile, Slow
from contest.judging.signals import signals, slow_judges

DAY = 86400.0
ROUND = {"begins": 0.0, "ends": 30 * DAY}


def figures(**given):
    """A season in the middle of its round that stands well: three games dealt to three judges each, two done."""
    values = {
        "entries": 3,
        "judges": 3,
        "groups": (DivisionGroups(7, 1, 1), DivisionGroups(8, 1, 2)),
        "strength_dealt": 0.5,
        "strength_finished": 0.05,
        "loads": (3, 3, 3),
        "dealt": (0, 0, 0, 3),
        "finished": (0, 1, 2),
        "effective": 1.6,
        "reliability": 0.8,
        "marks": {1: {1: 9, 5: 1}},
        "top": {1: 5},
        "piles": (),
        "shared": None,
    }
    return Figures(**(values | given))


def lights(found, day, aimed=3):
    """question → light."""
    return {each.question: each.light for each in signals(found, aimed=aimed, now=day * DAY, **ROUND)}


def test_a_season_that_stands_well_is_all_green_while_judging_runs():
    assert set(lights(figures(), 10).values()) == {Light.GOOD}


def test_after_the_end_only_what_was_finished_counts():
    found = lights(figures(), 30)
    wrong = {question: light for question, light in found.items() if light is not Light.GOOD}
    assert wrong == {"groups": Light.ACT, "strength": Light.ACT, "sheets": Light.ACT}


def test_an_empty_season_knows_nothing_yet():
    nothing = figures(
        entries=0, groups=(), strength_dealt=None, strength_finished=None, loads=None, dealt=(), finished=(),
        effective=None, reliability=None, marks={}, top={},
    )  # fmt: skip
    assert set(lights(nothing, 10).values()) == {Light.UNKNOWN}


def test_the_facts_name_the_divisions_that_fall_apart_and_count_the_games_that_lack_sheets():
    found = {each.question: each.facts for each in signals(figures(), aimed=3, now=30 * DAY, **ROUND)}
    assert found["groups"] == {"split": [8], "most": 2, "finished": 2, "is_over": True}
    assert found["sheets"] == {"mean": 5 / 3, "dealt": 3.0, "few": 1, "short": 3, "aimed": 3, "is_over": True}
    assert found["ceiling"] == {"share": 0.1, "criteria": {1: 0.1}}


def test_slow_judges_come_with_most_games_left_first():
    piles = (Pile(1, 9, 6, 0, 1 * DAY), Pile(2, 9, 0, 0, None), Pile(3, 9, 8, 0, 14 * DAY))
    found = figures(piles=piles, dealt=(0, 0, 0, 9))
    assert slow_judges(found, now=15 * DAY, **ROUND) == [(piles[1], Slow.NOT_BEGUN), (piles[0], Slow.SILENT)]
    waiting = next(each for each in signals(found, aimed=3, now=15 * DAY, **ROUND) if each.question == "slow")
    assert (waiting.light, dict(waiting.facts)) == (Light.ACT, {"judges": 2, "left": 12, "dealt": 27})
