"""Finished sheets → scores, places and what is not sure about them."""

import math
import random
from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contest.judging.formula import recompute
from contest.judging.rank import MEAN, MODEL, Placing, Ranking, RankingError, inputs_hash, rank, rounded

BLANK = math.nan
Season = dict[str, list[int] | list[list[float]] | list[float]]


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


def season(entries: int = 30, judges: int = 10, each: int = 4, *, seed: int = 1, islands: int = 1) -> Season:
    """Sheets of two criteria by judges of differing severity; entry 0 is best, then 1, and so on."""
    chance = random.Random(seed)
    found: Season = {"entry": [], "judge": [], "marks": [], "weights": [2.0, 1.0]}
    severity = [chance.gauss(0, 0.6) for _ in range(judges)]
    per = judges // islands
    for entry in range(entries):
        first = (entry % islands) * per
        for judge in chance.sample(range(first, first + per), each):
            worth = 5 - 4 * entry / entries + severity[judge]
            found["entry"].append(entry)
            found["judge"].append(judge)
            found["marks"].append([round(worth + chance.gauss(0, 0.5)), round(worth + chance.gauss(0, 0.5))])
    return found


def shuffled(given: Season, *, seed: int, entry: list[int] | None = None, judge: list[int] | None = None) -> Season:
    """The same sheets in another order, under other numbers."""
    order = list(range(len(given["entry"])))
    random.Random(seed).shuffle(order)
    return given | {
        "entry": [entry[given["entry"][n]] if entry else given["entry"][n] for n in order],
        "judge": [judge[given["judge"][n]] if judge else given["judge"][n] for n in order],
        "marks": [given["marks"][n] for n in order],
    }


def agreement(scores: Iterable[float]) -> float:
    """Share of pairs that stand as the truth has them: lower numbers first."""
    scores = list(scores)
    pairs = [(one, other) for one in range(len(scores)) for other in range(one)]
    return sum(scores[other] > scores[one] for one, other in pairs) / len(pairs)


# The plain mean


def test_the_plain_mean_is_taken_for_few_judges_and_is_that_of_the_composites():
    ranking = rank([0, 0, 1, 1], [0, 1, 1, 0], [[5, 3], [2, 2], [4, 1], [4, 1]], weights=[3, 1])
    assert (ranking.method, ranking.why) == (MEAN, "too_few_judges")
    first, second = ranking.placings
    assert (first.score, first.mean, first.sheets, first.spread, first.place) == (3.25, 3.25, 2, 2.5, 1)
    assert (second.score, second.mean, second.sheets, second.spread, second.place) == (3.25, 3.25, 2, 0, 1)


def test_the_plain_mean_is_taken_when_every_judge_scored_every_entry_and_when_nothing_overlaps():
    everybody = {(entry, judge): (entry * judge + entry) % 5 + 1 for entry in range(9) for judge in range(5)}
    alone = {(entry, entry): entry % 5 + 1 for entry in range(30)}
    few = {(entry, judge): (entry + judge * entry) % 4 for entry in range(7) for judge in range(entry % 2, 5)}
    assert [rank_single(each).why for each in (everybody, alone, few)] == [
        "every_judge_scored_every_entry",
        "nothing_overlaps",
        "too_few_entries",
    ]


def test_equal_scores_share_a_place_and_the_next_one_is_skipped():
    marks = {(0, 0): 3, (1, 0): 5, (2, 0): 4, (3, 0): 4}
    assert places(rank_single(marks | {(entry, 1): mark for (entry, _), mark in marks.items()})) == [4, 1, 2, 2]


def test_scores_that_are_equal_at_two_decimals_share_a_place():
    marks = {(0, 0): 4.001, (1, 0): 4.004, (2, 0): 4.006}
    assert places(rank_single(marks | {(entry, 1): mark for (entry, _), mark in marks.items()})) == [2, 2, 1]


@pytest.mark.parametrize(
    ("score", "shown"), [(3.125, 3.13), (3.005, 3.01), (2.675, 2.68), (10 / 3, 3.33), (0, 0), (5, 5), (4.994, 4.99)]
)
def test_a_score_is_rounded_half_up_as_by_hand(score, shown):
    assert rounded(score) == shown


def test_an_entry_without_a_sheet_has_no_score_and_one_with_a_single_sheet_has_no_place():
    ranking = rank_single({(0, 0): 1, (0, 1): 1, (2, 0): 2}, entry_division=[0, 0, 0, 0])
    assert [(placing.sheets, placing.score, placing.place) for placing in ranking.placings] == [
        (2, 1.0, 1),
        (0, None, None),
        (1, 2.0, None),
        (0, None, None),
    ]


def test_a_sheet_of_blanks_is_no_sheet():
    marks = [[4, 2], [BLANK, BLANK], [3, 3]]
    with_blanks = rank([0, 0, 1], [0, 1, 1], marks, weights=[1, 1], entry_division=[0, 0])
    without = rank([0, 1], [0, 1], [[4, 2], [3, 3]], weights=[1, 1], entry_division=[0, 0])
    assert with_blanks.placings == without.placings
    assert with_blanks.sheets[1].composite is None


def test_each_division_is_ranked_by_itself():
    ranking = rank_single(
        {(entry, judge): 5 - entry for entry in range(4) for judge in (0, 1)}, entry_division=[7, -1, 7, -1]
    )
    assert [(placing.division, placing.place) for placing in ranking.placings] == [(7, 1), (-1, 1), (7, 2), (-1, 2)]


def test_all_marks_equal_makes_all_entries_first_and_says_that_nothing_is_known():
    ranking = rank_single({(entry, judge): 3 for entry in range(10) for judge in range(8) if (entry + judge) % 3})
    assert ranking.why == "all_marks_equal"
    assert places(ranking) == [1] * 10
    assert {(placing.place_low, placing.place_high) for placing in ranking.placings} == {(1, 10)}


def test_judges_who_agree_on_everything_leave_no_doubt():
    ranking = rank_single({(entry, judge): 10 - entry for entry in range(5) for judge in range(3)})
    assert [(placing.place, placing.place_low, placing.place_high) for placing in ranking.placings] == [
        (place, place, place) for place in range(1, 6)
    ]


def test_nobody_reviewed_gives_placings_without_places():
    assert places(rank([], [], [], weights=[1, 2], entry_division=[0, 0])) == [None, None]
    assert rank([], [], np.empty((0, 2)), weights=[1, 2]).placings == ()
    assert rank([0], [0], [[BLANK]], weights=[2], entry_division=[4]).placings[0].score is None


def test_ten_thousand_judges_with_one_sheet_each_get_the_plain_mean():
    ranking = rank([n // 4 for n in range(10_000)], range(10_000), [[n % 5] for n in range(10_000)], weights=[1])
    assert ranking.why == "nothing_overlaps"
    assert None not in places(ranking)


# The model


def test_the_model_corrects_for_severity_and_comes_nearer_to_the_truth_than_the_mean():
    given = season(60, 20)
    ranking = rank(**given)
    assert (ranking.method, ranking.why) == (MODEL, "")
    by_mean = agreement(placing.mean for placing in ranking.placings)
    assert agreement(ranking.scores()) > by_mean + 0.01


def test_a_judge_who_always_gives_a_point_less_is_found_severe_by_about_a_point():
    given = season(60, 20)
    strict = [
        [mark - (judge == 3) for mark in marks] for judge, marks in zip(given["judge"], given["marks"], strict=True)
    ]
    kind, severe = rank(**given), rank(**(given | {"marks": strict}))
    assert severe.judges[3].severity - kind.judges[3].severity == pytest.approx(-0.95, abs=0.1)
    assert np.abs(severe.scores() - kind.scores() - (severe.formula.level - kind.formula.level)).max() < 0.1


def test_scores_follow_from_the_published_numbers_alone():
    given = season(40, 12) | {"entry_division": [entry % 3 for entry in range(40)]}
    ranking = rank(**given)
    estimates = ranking.judges
    again = recompute(
        np.array(given["entry"]),
        np.array(given["judge"]),
        np.array([round(sheet.composite, 6) for sheet in ranking.sheets]),
        np.array([sheet.weight for sheet in ranking.sheets]),
        severity=np.array([judge.severity for judge in estimates]),
        spread=np.array([judge.spread for judge in estimates]),
        spread_squared=np.array([judge.spread_squared for judge in estimates]),
        level=ranking.formula.level,
        levels=np.array([ranking.formula.levels[placing.division] for placing in ranking.placings]),
        pull=ranking.formula.pull,
    )
    assert again == pytest.approx(ranking.scores(), abs=1e-5)
    published = [judge.severity for judge in estimates] + [sheet.weight for sheet in ranking.sheets]
    assert all(round(number, 4) == number for number in published)


@given(st.integers(0, 1000), st.permutations(range(30)), st.permutations(range(10)))
@settings(max_examples=5, deadline=None)
def test_neither_the_order_of_sheets_nor_anybodys_number_changes_anything(seed, entry, judge):
    given = season()
    one, other = rank(**given), rank(**shuffled(given, seed=seed, entry=entry, judge=judge))
    for number, placing in enumerate(one.placings):
        moved = other.placings[entry[number]]
        assert (placing.score, placing.place, placing.place_low, placing.place_high) == (
            moved.score,
            moved.place,
            moved.place_low,
            moved.place_high,
        )
    for number, estimate in enumerate(one.judges):
        assert estimate.severity == other.judges[judge[number]].severity


def test_the_same_sheets_give_the_same_ranking_and_another_seed_hardly_another():
    given = season()
    first, again, other = rank(**given), rank(**given), rank(**given, seed=7)
    assert first == again
    assert first.scores() == pytest.approx(other.scores(), abs=0.05)
    assert (first.scores() != other.scores()).any()


def test_a_place_lies_in_its_interval_and_chances_of_a_division_add_up_to_its_seats():
    ranking = rank(**season(), entry_division=[entry % 2 for entry in range(30)])
    assert all(placing.place_low <= placing.place <= placing.place_high for placing in ranking.placings)
    chances = ranking.chances({0: 3, 1: 5})
    assert [chances[division::2].sum() for division in (0, 1)] == pytest.approx([3, 5])
    best = [placing.entry for placing in ranking.placings if placing.place == 1]
    assert ranking.chances({0: 15, 1: 15})[best].tolist() == [1, 1]
    assert np.isnan(ranking.chances({0: 3})[1])


def test_the_probability_of_being_better_than_the_next_is_given_down_to_the_last():
    ranking = rank(**season())
    order = sorted(ranking.placings, key=lambda placing: -placing.score)
    assert [placing.before_next is None for placing in order] == [False] * 29 + [True]
    assert order[0].before_next == ranking.p_better(order[0].entry, order[1].entry)
    assert ranking.p_better(0, 29) > 0.99
    assert ranking.p_better(0, 29) + ranking.p_better(29, 0) == pytest.approx(1)


def test_a_judge_who_gives_everybody_the_same_is_left_out_and_others_are_not():
    given = season(40, 12)
    flat = [[3, 3] if judge == 5 else marks for judge, marks in zip(given["judge"], given["marks"], strict=True)]
    ranking = rank(**(given | {"marks": flat}))
    assert [estimate.judge for estimate in ranking.judges if estimate.is_left_out] == [5]
    assert ranking.judges[5].severity is None
    assert {sheet.weight for sheet, judge in zip(ranking.sheets, given["judge"], strict=True) if judge == 5} == {0}
    counted = [placing.sheets for placing in ranking.placings]
    assert sum(counted) == len(given["entry"]) - given["judge"].count(5)


def test_a_judge_who_throws_dice_is_found_careless_and_weighs_little():
    given, chance = season(100, 25), random.Random(5)
    dice = [
        [chance.randint(1, 5), chance.randint(1, 5)] if judge == 2 else marks
        for judge, marks in zip(given["judge"], given["marks"], strict=True)
    ]
    ranking = rank(**(given | {"marks": dice}))
    assert ranking.judges[2].is_careless
    weights = [(sheet.weight, judge) for sheet, judge in zip(ranking.sheets, given["judge"], strict=True)]
    assert np.mean([weight for weight, judge in weights if judge == 2]) < 0.5
    assert np.median([weight for weight, judge in weights if judge != 2]) > 0.7


def test_a_sheet_far_from_what_everything_else_says_is_odd_and_weighs_less():
    given = season(100, 25)
    wild = [list(marks) for marks in given["marks"]]
    wild[given["entry"].index(2)] = [-4, -4]
    sheet = rank(**(given | {"marks": wild})).sheets[given["entry"].index(2)]
    assert sheet.is_odd
    assert sheet.weight < 0.5


def test_islands_of_a_division_are_placed_by_themselves_and_named():
    ranking = rank(**season(30, 10, islands=2))
    assert (ranking.islands, ranking.split_divisions) == (2, (0,))
    first = [placing for placing in ranking.placings if placing.island == ranking.placings[0].island]
    assert sorted(placing.place for placing in first)[-1] <= len(first) == 15
    assert math.isnan(ranking.p_better(0, 1))


def test_divisions_with_judges_of_their_own_are_two_islands_and_none_is_split():
    ranking = rank(**season(30, 10, islands=2), entry_division=[entry % 2 for entry in range(30)])
    assert (ranking.islands, ranking.split_divisions) == (2, ())


def test_division_and_pool_levels_are_told_apart_by_the_sheets_that_cross():
    """Division 1's judges give a point more for the same; a few games of each are seen by the others."""
    chance = random.Random(3)
    entry, judge, marks = [], [], []
    for number in range(80):
        division = number % 2
        own = chance.sample(range(division * 10, division * 10 + 10), 3)
        crossing = chance.sample(range(10 - division * 10, 20 - division * 10), 1)
        for who in (*own, *crossing):
            entry.append(number)
            judge.append(who)
            marks.append([3 + chance.gauss(0, 0.5) + (who >= 10) + 0.01 * (80 - number)])
    divisions, pools = [number % 2 for number in range(80)], [0] * 10 + [1] * 10
    ranking = rank(entry, judge, marks, weights=[1], entry_division=divisions, judge_pool=pools)
    assert ranking.formula.levels[1] - ranking.formula.levels[0] == pytest.approx(0, abs=0.3)
    kindness = [np.mean([estimate.severity for estimate in ranking.judges if estimate.pool == pool]) for pool in (0, 1)]
    assert kindness[1] - kindness[0] == pytest.approx(1, abs=0.25)


def test_progress_is_told_and_what_it_raises_ends_the_computing():
    told: list[float] = []
    rank(**season(), tell=told.append)
    assert (told[0], told[-1]) == (0, 1)
    assert told == sorted(told)
    assert len(told) > 50

    def enough(share: float) -> None:
        if share > 0.5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rank(**season(), tell=enough)


def test_only_the_unit_of_the_marks_changes_with_their_scale():
    given = season()
    hundredfold = [[100 * mark for mark in marks] for marks in given["marks"]]
    one, other = rank(**given), rank(**(given | {"marks": hundredfold}))
    assert other.scores() == pytest.approx(100 * one.scores(), abs=1.5)
    assert other.noise_variance == pytest.approx(10_000 * one.noise_variance, rel=0.05)


# What goes in


@st.composite
def small_seasons(draw: st.DrawFn) -> tuple[list[int], list[int], list[list[float]], list[int]]:
    pairs = draw(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 4)), unique=True, max_size=20))
    mark = st.one_of(st.just(BLANK), st.integers(1, 5).map(float))
    marks = draw(st.lists(st.tuples(mark, mark, mark).map(list), min_size=len(pairs), max_size=len(pairs)))
    divisions = draw(st.lists(st.integers(0, 1), min_size=6, max_size=6))
    return [entry for entry, _ in pairs], [judge for _, judge in pairs], marks, divisions


@given(small_seasons())
@settings(deadline=None)
def test_any_small_season_has_a_defined_answer(small):
    entry, judge, marks, divisions = small
    ranking = rank(entry, judge, marks, weights=[1, 2, 4], entry_division=divisions)
    for placing in ranking.placings:
        assert (placing.score is None) == (placing.sheets == 0)
        assert (placing.place is None) == (placing.sheets < 2)
        assert placing.place is None or placing.place_low <= placing.place <= placing.place_high


@given(small_seasons())
@settings(deadline=None)
def test_a_place_is_one_more_than_the_number_of_better_entries_it_is_compared_with(small):
    entry, judge, marks, divisions = small
    placings = rank(entry, judge, marks, weights=[1, 2, 4], entry_division=divisions).placings
    for placing in (each for each in placings if each.place is not None):
        better = [
            other
            for other in placings
            if (other.division, other.island) == (placing.division, placing.island)
            and other.place is not None
            and rounded(other.score) > rounded(placing.score)
        ]
        assert placing.place == 1 + len(better)


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
        ({"weights": [1, -1]}, "weight_not_positive"),
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


def test_a_placing_says_all_of_an_entry():
    placing = rank(**season()).placings[0]
    assert isinstance(placing, Placing)
    assert placing.deviation > 0
    assert (placing.sheets, placing.place) == (4, 1)
